"""Planting an error that the paper itself carries: a printed sum that does not add up."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from samples.generator.spec import Cell, Document, Row, Section, Table, TableBlock


def plant_misprint(document: Document, rng: Random) -> Document:
    """The document with one wrong digit in one printed total, recorded in its `misprints`."""
    places = [
        (s, b, r, c)
        for s, section in enumerate(document.sections)
        for b, block in enumerate(section.blocks)
        if isinstance(block, TableBlock)
        for r, row in enumerate(block.table.rows)
        if row.role == "total"
        for c, cell in row.cells.items()
        if cell.kind == "number" and cell.value and _digits(cell) > 2
    ]
    if not places:
        return document
    s, b, r, c = rng.choice(places)
    section = document.sections[s]
    block = section.blocks[b]
    assert isinstance(block, TableBlock)
    table, note = _spoil(block.table, r, c, rng)
    blocks = (*section.blocks[:b], replace(block, table=table), *section.blocks[b + 1 :])
    sections: tuple[Section, ...] = (
        *document.sections[:s],
        replace(section, blocks=blocks),
        *document.sections[s + 1 :],
    )
    return replace(document, sections=sections, misprints=(*document.misprints, note))


def _digits(cell: Cell) -> int:
    return sum(ch in "123456789" for ch in cell.value or "")


def _spoil(table: Table, r: int, c: int, rng: Random) -> tuple[Table, dict[str, str]]:
    row = table.rows[r]
    cell = row.cells[c]
    value = cell.value or ""
    spots = [i for i, ch in enumerate(value) if ch.isdigit() and not (i == 0 and ch == "0")]
    spot = rng.choice(spots)
    digit = rng.choice([d for d in "123456789" if d != value[spot]])
    order = sum(ch.isdigit() for ch in value[:spot])
    wrong = replace(
        cell, text=_with_digit(cell.text, order, digit), value=value[:spot] + digit + value[spot + 1 :]
    )
    cells: dict[int, Cell] = {**row.cells, c: wrong}
    rows: tuple[Row, ...] = (*table.rows[:r], replace(row, cells=cells), *table.rows[r + 1 :])
    note = {
        "kind": table.kind,
        "row": row.cells[0].text if 0 in row.cells else "",
        "col": str(c),
        "printed": wrong.text,
        "right": value,
    }
    return replace(table, rows=rows), note


def _with_digit(text: str, order: int, digit: str) -> str:
    seen = -1
    for i, ch in enumerate(text):
        seen += ch.isdigit()
        if ch.isdigit() and seen == order:
            return text[:i] + digit + text[i + 1 :]
    return text
