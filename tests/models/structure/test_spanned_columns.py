"""Totals over several columns that a lost rule made one cell, parted where the other rows are."""

from collections.abc import Sequence

import pytest

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.print_blocks import Print
from models.structure.spanned_columns import part_spanned_columns
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
