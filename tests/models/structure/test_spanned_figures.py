"""Cells over several rows that hold a figure in each, parted as the rows beside them are."""

from collections.abc import Sequence

import pytest

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.print_blocks import Print
from models.structure.spanned_figures import part_spanned_figures
from schemas.geometry import Box


def drawn(texts: Sequence[str], pitch: float = 30) -> tuple[FoundTable, list[Print]]:
    """A cell over three rows with lines of print in it, beside three cells."""
    slots = [Slot(0, 0, 3, 1, Box(0, 0, 100, 90))]
    slots += [Slot(row, 1, 1, 1, Box(100, 30.0 * row, 200, 30.0 * row + 30)) for row in range(3)]
    prints = [Print(Box(10, pitch * k + 5, 80, pitch * k + 25), text) for k, text in enumerate(texts)]
    return FoundTable(Box(0, 0, 200, 90), "full", tuple(slots)), prints


@pytest.mark.parametrize("texts", [("10000", "30000", "TOTAL"), ("1,20", "3,50", "4,70")])
def test_a_figure_in_each_row_is_a_cell_in_each(texts: Sequence[str]) -> None:
    table = part_spanned_figures(*drawn(texts))
    first = [(slot.row, slot.row_span, slot.bbox.y0) for slot in table.slots if slot.col == 0]
    assert first == [(0, 1, 0), (1, 1, 30), (2, 1, 60)]


@pytest.mark.parametrize(
    "texts", [("01/", "07/", "2021"), ("10000", "TOTAL"), ("Uno", "20000", "TOTAL"), ()], ids=str
)
def test_other_cells_stay_whole(texts: Sequence[str]) -> None:
    table, prints = drawn(texts)
    assert part_spanned_figures(table, prints) == table


def test_figures_that_do_not_stand_in_the_rows_stay_together() -> None:
    table, prints = drawn(("10000", "20000", "TOTAL"), pitch=21)
    assert part_spanned_figures(table, prints) == table


@pytest.mark.parametrize(("names", "parted"), [(("Norte", "Sur", "Este"), True), (("Norte",), False)])
def test_counts_are_parted_where_each_row_has_its_name(names: Sequence[str], parted: bool) -> None:
    slots = [Slot(0, 1, 3, 1, Box(100, 0, 200, 90))]
    slots += [Slot(row, 0, 1, 1, Box(0, 30.0 * row, 100, 30.0 * row + 30)) for row in range(3)]
    prints = [
        Print(Box(110, 30 * k + 5, 180, 30 * k + 25), text) for k, text in enumerate(["1", "1 000", "40"])
    ]
    prints += [Print(Box(10, 30 * k + 5, 80, 30 * k + 25), name) for k, name in enumerate(names)]
    table = part_spanned_figures(FoundTable(Box(0, 0, 200, 90), "full", tuple(slots)), prints)
    assert (len(table.slots) == 6) is parted
