"""Pages as an OCR tool dumps them: running lines and tab-separated tables, with its usual losses."""

from __future__ import annotations

from random import Random

from samples.generator.page import Page, PlacedTable
from samples.generator.spec import Cell
from samples.generator.truth import plain

PAGE_GAP = "\n\n\n\n"


def dump_document(pages: list[Page], level: str, rng: Random) -> str:
    """All pages, parted by blank lines."""
    harm = {"clean": 0.0, "typical": 0.03, "hard": 0.08}[level]
    lost = level == "hard" and rng.random() < 0.4
    return PAGE_GAP + PAGE_GAP.join(dump_page(p, harm, lost, rng) for p in pages) + "\n"


def dump_page(page: Page, harm: float, lost_columns: bool, rng: Random) -> str:
    """One page in reading order."""
    lines: list[str] = []
    for item in page.reading:
        if isinstance(item, PlacedTable):
            lines += ["", *dump_table(item, harm, lost_columns, rng), ""]
        elif item.strip():
            lines.append(plain(item))
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n")


def dump_table(table: PlacedTable, harm: float, lost_columns: bool, rng: Random) -> list[str]:
    """A table's rows with tabs between columns; covered places stay empty."""
    columns = max(c.col + c.cell.col_span for c in table.cells)
    rows = max(c.row for c in table.cells) + 1
    grid = [[""] * columns for _ in range(rows)]
    for placed in table.cells:
        grid[placed.row][placed.col] = dump_cell(placed.cell, harm, rng)
    lines = []
    for cells in grid:
        if lost_columns and rng.random() < 0.3:
            cells = [c for i, c in enumerate(cells) if c or i == 0 or rng.random() < 0.5]
        lines.append("\t".join(cells))
    return lines


def dump_cell(cell: Cell, harm: float, rng: Random) -> str:
    """A cell on one line; long numbers may come in two pieces."""
    text = plain(cell.text).replace("\n", " ")
    long_number = cell.kind in ("number", "date") and len(text) > 9
    if long_number and rng.random() < harm * 4:
        cut = rng.randint(max(4, len(text) - 6), len(text) - 1)
        return f"{text[:cut]} {text[cut:]}"
    if cell.kind == "text" and len(text) > 12 and rng.random() < harm:
        spot = rng.randrange(2, len(text) - 2)
        return text[:spot] + text[spot + 1 :]
    return text
