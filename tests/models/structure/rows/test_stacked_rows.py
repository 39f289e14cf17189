"""Rows that no rule parts, told from figures stacked in one cell."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from models.structure.rows.stacked_rows import part_stacked_rows
from schemas.geometry import Box

GROUPS = ("30000", "80000", "TOTAL")
AMOUNTS = ("5,694.28", "349,235.00", "354,929.28")


def drawn(columns: Sequence[Sequence[str]], pitch: float) -> tuple[FoundTable, list[Print]]:
    """A header over one ruled row: columns of lines of print, 20 pixels high."""
    slots = [
        Slot(row, k, 1, 1, Box(100.0 * k, 200.0 * row, 100.0 * k + 100, 200.0 * row + 200))
        for row in range(2)
        for k in range(len(columns))
    ]
    prints = [
        Print(Box(100.0 * k + 10, 210 + pitch * n, 100.0 * k + 80, 230 + pitch * n), text)
        for k, texts in enumerate(columns)
        for n, text in enumerate(texts)
    ]
    return FoundTable(Box(0, 0, 100.0 * len(columns), 400), "full", tuple(slots)), prints


def cells(table: FoundTable) -> list[tuple[int, int, int]]:
    return [(slot.row, slot.col, slot.row_span) for slot in table.slots if slot.row > 0]


def test_figures_far_below_each_other_are_rows() -> None:
    table = part_stacked_rows(*drawn([("25.04.02.",), GROUPS, AMOUNTS, AMOUNTS], pitch=40))
    rows = [(row, col, 1) for col in (1, 2, 3) for row in (1, 2, 3)]
    assert cells(table) == [(1, 0, 3), *rows]
    assert [slot.bbox.y0 for slot in table.slots if slot.col == 1] == [0, 200, 240, 280]


def test_a_text_of_as_many_lines_goes_over_all_rows() -> None:
    name = ("Desarrollo de la", "plataforma de", "información")
    table = part_stacked_rows(*drawn([name, GROUPS, AMOUNTS, AMOUNTS], pitch=40))
    assert [row for row in cells(table) if row[1] == 0] == [(1, 0, 3)]
    entries = ("Servicios", "Materiales", "Activos")
    table = part_stacked_rows(*drawn([entries, GROUPS, AMOUNTS, AMOUNTS], pitch=40))
    assert [row for row in cells(table) if row[1] == 0] == [(1, 0, 1), (2, 0, 1), (3, 0, 1)]


def test_figures_as_close_as_lines_of_text_are_one_cell() -> None:
    table, prints = drawn([("25.04.02.",), GROUPS, AMOUNTS, AMOUNTS], pitch=26)
    assert part_stacked_rows(table, prints) == table


def test_figures_that_their_columns_broke_are_no_stacks() -> None:
    broken = [("1.966.30", "3,67"), ("8.031.49", "1,00"), ("1.716.58", "3,10")]
    table, prints = drawn([("Meta",), *broken], pitch=40)
    assert part_stacked_rows(table, prints) == table


@pytest.mark.parametrize(
    "other",
    [("5,694.28", "349,235.00"), ("5,694.28", "de la obra", "354,929.28")],
    ids=["fewer", "words"],
)
def test_columns_that_disagree_part_nothing(other: Sequence[str]) -> None:
    table, prints = drawn([GROUPS, AMOUNTS, other], pitch=40)
    assert part_stacked_rows(table, prints) == table


def first_row(*columns: Sequence[str]) -> tuple[FoundTable, list[Print]]:
    """A first ruled row of such columns, and one more below it, empty."""
    table, prints = drawn(columns, pitch=26)
    return table, [
        replace(item, box=item.box._replace(y0=item.box.y0 - 200, y1=item.box.y1 - 200)) for item in prints
    ]


def test_amounts_below_the_words_of_a_header_are_the_first_row() -> None:
    heads = [
        ("Región", "Valle Alto"),
        ("Familias", "172"),
        ("Asignado Q", "96.720.247"),
        ("Pagado", "84.581.856"),
    ]
    table = part_stacked_rows(*first_row(*heads))
    assert [(slot.row, slot.col) for slot in table.slots if slot.row < 2] == [
        (row, col) for col in range(4) for row in range(2)
    ]
    assert {slot.bbox.y1 for slot in table.slots if slot.row == 0} == {33}


@pytest.mark.parametrize("below", [("2014", "2015", "2016"), ("(1)", "(2)", "(3)")], ids=["years", "numbers"])
def test_years_and_numbers_of_columns_are_lines_of_the_header(below: Sequence[str]) -> None:
    table, prints = first_row(("Región",), *(("Meta", text) for text in below))
    assert part_stacked_rows(table, prints) == table


def test_a_cell_that_ends_above_the_figures_of_others_has_nothing_below_it() -> None:
    heads = ("Numero", "Bruto", "Retención", "Líquido")
    figures = ("004812", "503,550.91", "65,461.62", "438,089.29")
    slots = [
        Slot(row, k, 1, 1, Box(100.0 * k, 60.0 * row, 100.0 * k + 100, 60.0 * row + 60))
        for row in (0, 1)
        for k in range(4)
    ]
    slots.append(Slot(0, 4, 1, 1, Box(400, 0, 500, 25)))
    prints = [Print(Box(100.0 * k + 10, 5, 100.0 * k + 80, 25), text) for k, text in enumerate(heads)]
    prints += [Print(Box(100.0 * k + 10, 35, 100.0 * k + 80, 55), text) for k, text in enumerate(figures)]
    table = part_stacked_rows(FoundTable(Box(0, 0, 500, 120), "full", tuple(slots)), prints)
    last = [slot.bbox for slot in table.slots if slot.col == 4]
    assert [(box.y0, box.y1) for box in last] == [(0, 25), (25, 25)]


@pytest.mark.parametrize(("single", "parted"), [(3, False), (2, True)])
def test_close_figures_beside_entries_between_them_are_one_entry(single: int, parted: bool) -> None:
    pair = ("5,694.28", "349,235.00")
    table, prints = drawn([("Eficacia",)] * single + [pair] * 3, pitch=26)
    lower = [
        replace(item, box=item.box._replace(y0=223, y1=243)) if item.text == "Eficacia" else item
        for item in prints
    ]
    found = part_stacked_rows(replace(table, ruling="partial"), lower)
    assert (max(slot.row for slot in found.slots) == 2) == parted
