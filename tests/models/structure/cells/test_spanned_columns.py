"""Totals over several columns that a lost rule made one cell, parted where the other rows are."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.structure.cells.spanned_columns import part_spanned_columns
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from schemas.geometry import Box

ROWS = [("Caja", "1.250,00", "980,00"), ("Bancos", "3.400,00", "3.100,50")]


def drawn(last: Sequence[tuple[float, str]]) -> tuple[FoundTable, list[Print]]:
    """Two rows of three columns, 100 pixels each, over a cell as wide as all: print by where it begins."""
    slots = [
        Slot(row, col, 1, 1, Box(100.0 * col, 30.0 * row, 100.0 * col + 100, 30.0 * row + 30))
        for row in range(2)
        for col in range(3)
    ]
    slots.append(Slot(2, 0, 1, 3, Box(0, 60, 300, 90)))
    prints = [
        Print(Box(100.0 * col + 10, 30.0 * row + 5, 100.0 * col + 90, 30.0 * row + 25), text)
        for row, texts in enumerate(ROWS)
        for col, text in enumerate(texts)
    ]
    prints += [Print(Box(x, 65, x + 80, 85), text) for x, text in last]
    return FoundTable(Box(0, 0, 300, 90), "full", tuple(slots)), prints


def test_amounts_below_those_of_their_columns_are_cells_beside_their_name() -> None:
    table = part_spanned_columns(*drawn([(15, "Total"), (110, "4.650,00"), (210, "4.080,50")]))
    last = [(slot.col, slot.col_span, slot.bbox.x0, slot.bbox.x1) for slot in table.slots if slot.row == 2]
    assert last == [(0, 1, 0, 100), (1, 1, 100, 200), (2, 1, 200, 300)]


def test_one_amount_is_apart_from_the_name_of_a_total() -> None:
    table = part_spanned_columns(*drawn([(15, "Total"), (210, "4.080,50")]))
    assert [(slot.col, slot.col_span) for slot in table.slots if slot.row == 2] == [(0, 2), (2, 1)]


@pytest.mark.parametrize(
    "last",
    [
        [(15, "Saldo"), (210, "4.080,50")],
        [(15, "Total"), (160, "4.650,00"), (210, "4.080,50")],
        [(15, "Total"), (150, "de 2023"), (215, "4.080,50")],
    ],
    ids=["one", "between columns", "words"],
)
def test_other_cells_stay_whole(last: Sequence[tuple[float, str]]) -> None:
    table, prints = drawn(last)
    assert part_spanned_columns(table, prints) == table


@pytest.mark.parametrize(
    ("x", "text", "columns"),
    [
        (110, "4.650,00", [(0, 1), (1, 1), (2, 1)]),
        (110, "4.650,00:", [(0, 1), (1, 1), (2, 1)]),
        (160, "4.650,00", [(0, 1), (1, 2)]),
        (210, "4.650,00", [(0, 1), (1, 2)]),
    ],
    ids=["in the first", "and a speck", "between both", "in the last"],
)
def test_an_amount_set_as_those_above_it_is_parted_from_the_blank_beside_it(
    x: float, text: str, columns: Sequence[tuple[int, int]]
) -> None:
    table, prints = drawn([(15, "Otros"), (x, text)])
    cells = (Slot(2, 0, 1, 1, Box(0, 60, 100, 90)), Slot(2, 1, 1, 2, Box(100, 60, 300, 90)))
    found = part_spanned_columns(replace(table, slots=(*table.slots[:-1], *cells)), prints)
    assert [(slot.col, slot.col_span) for slot in found.slots if slot.row == 2] == columns


def test_specks_beside_all_amounts_hide_no_column_of_amounts() -> None:
    table, prints = drawn([(15, "Otros"), (110, "4.650,00;")])
    marked = [replace(item, text=f"{item.text};") if "," in item.text else item for item in prints]
    cells = (Slot(2, 0, 1, 1, Box(0, 60, 100, 90)), Slot(2, 1, 1, 2, Box(100, 60, 300, 90)))
    found = part_spanned_columns(replace(table, slots=(*table.slots[:-1], *cells)), marked)
    assert [(slot.col, slot.col_span) for slot in found.slots if slot.row == 2] == [(0, 1), (1, 1), (2, 1)]


def lower(box: Box) -> Box:
    return box._replace(y0=box.y0 + 30, y1=box.y1 + 30)


def headed(heads: Sequence[tuple[float, str]]) -> tuple[FoundTable, list[Print]]:
    """The rows below a cell as wide as their two columns of figures, with print by where it begins."""
    table, prints = drawn([])
    slots = [replace(slot, row=slot.row + 1, bbox=lower(slot.bbox)) for slot in table.slots]
    slots += [Slot(0, 0, 1, 1, Box(0, 0, 100, 30)), Slot(0, 1, 1, 2, Box(100, 0, 300, 30))]
    words = [Print(Box(x, 5, x + 80, 25), text) for x, text in heads]
    body = [replace(item, box=lower(item.box)) for item in prints]
    return replace(table, slots=tuple(slots)), [*body, *words]


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        ([(110, "Meta 2020"), (210, "Meta 2021")], [(0, 1), (1, 1), (2, 1)]),
        ([(160, "Ejecución")], [(0, 1), (1, 2)]),
        ([(110, "Ejecución")], [(0, 1), (1, 2)]),
    ],
    ids=["of each", "of both", "of one"],
)
def test_words_in_each_column_right_above_figures_are_headers_of_each(
    heads: Sequence[tuple[float, str]], columns: Sequence[tuple[int, int]]
) -> None:
    table = part_spanned_columns(*headed(heads))
    assert sorted((slot.col, slot.col_span) for slot in table.slots if slot.row == 0) == columns


def rows_of_names(start: float, last_start: float) -> tuple[FoundTable, list[Print]]:
    """Four rows of a code and a name; in the last, a cell over both columns with a name alone in it."""
    slots = [
        Slot(row, col, 1, 1, Box(100.0 * col, 30.0 * row, 100.0 * col + 100, 30.0 * row + 30))
        for row in range(3)
        for col in range(2)
    ]
    slots.append(Slot(3, 0, 1, 2, Box(0, 90, 200, 120)))
    prints = [Print(Box(10, 30.0 * row + 5, 60, 30.0 * row + 25), f"11.0{row}") for row in range(3)]
    prints += [Print(Box(start, 30.0 * row + 5, 180, 30.0 * row + 25), "Obras") for row in range(3)]
    return FoundTable(Box(0, 0, 200, 120), "full", tuple(slots)), [
        *prints,
        Print(Box(last_start, 95, 190, 115), "Apoyo"),
    ]


def test_words_that_begin_as_those_above_are_apart_from_the_blank_on_their_left() -> None:
    table = part_spanned_columns(*rows_of_names(110, 112))
    assert [(slot.col, slot.col_span) for slot in table.slots if slot.row == 3] == [(0, 1), (1, 1)]


@pytest.mark.parametrize("last_start", [20, 140], ids=["from the first column on", "in the middle"])
def test_words_elsewhere_are_over_both_columns(last_start: float) -> None:
    table, prints = rows_of_names(110, last_start)
    assert part_spanned_columns(table, prints) == table
