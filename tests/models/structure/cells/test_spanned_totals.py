"""The name of a total below a cell of two rows is a row; names of two lines, and entries, stay whole."""

import pytest

from models.structure.cells.spanned_totals import part_spanned_totals
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from schemas.geometry import Box

COLUMNS = (0.0, 60.0, 200.0, 300.0, 400.0)


def box(row: int, col: int, rows: int = 1) -> Box:
    return Box(COLUMNS[col], 30.0 * row, COLUMNS[col + 1], 30.0 * (row + rows))


def printed(row: int, col: int, text: str) -> Print:
    x0, y0, x1, y1 = box(row, col)
    return Print(Box(x0 + 5, y0 + 5, x1 - 5, y1 - 5), text)


def drawn(lower: str, amounts: tuple[str, str] = ("5.375,00", "4.227,02")) -> tuple[FoundTable, list[Print]]:
    """A code and a name, each in a cell over two rows, beside figures in each row."""
    slots = [Slot(0, 0, 2, 1, box(0, 0, 2)), Slot(0, 1, 2, 1, box(0, 1, 2))]
    slots += [Slot(row, col, 1, 1, box(row, col)) for row in (0, 1) for col in (2, 3)]
    prints = [printed(0, 0, "82701"), printed(0, 1, "Depreciación"), printed(1, 1, lower)]
    prints += [printed(row, col, text) for row in (0, 1) for col, text in zip((2, 3), amounts, strict=True)]
    return FoundTable(Box(0, 0, 400, 60), "partial", tuple(slots)), prints


def test_a_total_below_a_name_is_a_row_and_has_no_code() -> None:
    table = part_spanned_totals(*drawn("TOTAL GENERAL"))
    places = [(slot.row, slot.col, slot.row_span) for slot in table.slots]
    assert places == [(row, col, 1) for row in (0, 1) for col in range(4)]


@pytest.mark.parametrize(
    ("lower", "amounts"),
    [("de edificios", ("5.375,00", "4.227,02")), ("TOTAL", ("", ""))],
    ids=["a name of two lines", "without amounts"],
)
def test_other_cells_over_two_rows_stay_whole(lower: str, amounts: tuple[str, str]) -> None:
    table, prints = drawn(lower, amounts)
    assert part_spanned_totals(table, prints) == table
