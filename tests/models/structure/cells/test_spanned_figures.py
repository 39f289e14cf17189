"""Cells over several rows that hold a figure in each, parted as the rows beside them are."""

from collections.abc import Sequence

import pytest

from models.structure.cells.spanned_figures import part_spanned_figures
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from schemas.geometry import Box


def drawn(texts: Sequence[str], pitch: float = 30) -> tuple[FoundTable, list[Print]]:
    """A cell over three rows with lines of print in it, beside three cells."""
    slots = [Slot(0, 0, 3, 1, Box(0, 0, 100, 90))]
    slots += [Slot(row, 1, 1, 1, Box(100, 30.0 * row, 200, 30.0 * row + 30)) for row in range(3)]
    prints = [Print(Box(10, pitch * k + 5, 80, pitch * k + 25), text) for k, text in enumerate(texts)]
    return FoundTable(Box(0, 0, 200, 90), "full", tuple(slots)), prints


@pytest.mark.parametrize(
    "texts",
    [
        ("10000", "30000", "TOTAL"),
        ("1,20", "3,50", "4,70"),
        ("(100,00%)", "(20,00%)", "0,39%"),
        ("15-ago-2014", "09-abr-2014", "1-may-2014"),
        ("15/08/2014", "09/04/2014", "01/05/2014"),
    ],
)
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


def header(amount: str, beside: int) -> tuple[FoundTable, list[Print]]:
    """Names over an amount each in a cell of two rows, beside cells of one row, some with amounts."""
    slots = [Slot(0, 0, 2, 1, Box(0, 0, 100, 60))]
    prints = [Print(Box(10, 5, 80, 25), "Pagado"), Print(Box(10, 35, 80, 55), amount)]
    for col in range(1, 4):
        slots += [
            Slot(r, col, 1, 1, Box(100.0 * col, 30.0 * r, 100.0 * col + 100, 30.0 * r + 30)) for r in (0, 1)
        ]
        text = "1.250,00" if col <= beside else "Total"
        prints += [Print(Box(100.0 * col + 10, 35, 100.0 * col + 80, 55), text)]
    return FoundTable(Box(0, 0, 400, 60), "partial", tuple(slots)), prints


@pytest.mark.parametrize(
    ("amount", "beside", "parted"), [("97,20", 2, True), ("97,20", 1, False), ("Bs", 2, False)]
)
def test_an_amount_below_words_is_parted_where_its_row_holds_others(
    amount: str, beside: int, parted: bool
) -> None:
    found = part_spanned_figures(*header(amount, beside))
    first = [(slot.row, slot.row_span, slot.bbox.y0) for slot in found.slots if slot.col == 0]
    assert first == ([(0, 1, 0), (1, 1, 30)] if parted else [(0, 2, 0)])


Text = tuple[int, int, float, str]  # row, rows it goes over, its middle in rows, what it says


def beside_groups(texts: Sequence[Text], span: int, amounts: bool = False) -> tuple[FoundTable, list[Print]]:
    """A cell over `span` rows 30 high with `texts` in it; right of it a column of cells over groups of rows.

    The column after that has a cell a row, of amounts if told. Two further rows have a cell in each column.
    """
    rows = span + 4
    slots = [Slot(0, 0, span, 1, Box(0, 0, 100, 30 * span))]
    slots += [Slot(row, 0, 1, 1, Box(0, 30 * row, 100, 30 * row + 30)) for row in range(span, rows)]
    starts = sorted({row for row, *_ in texts} | set(range(span, rows)))
    for a, b in zip(starts, [*starts[1:], rows], strict=True):
        slots.append(Slot(a, 1, b - a, 1, Box(100, 30 * a, 200, 30 * b)))
    slots += [Slot(row, 2, 1, 1, Box(200, 30 * row, 300, 30 * row + 30)) for row in range(rows)]
    prints = [Print(Box(10, 30 * middle - 10, 80, 30 * middle + 10), text) for *_, middle, text in texts]
    if amounts:
        prints += [
            Print(Box(10, 30 * row + 5, 80, 30 * row + 25), f"{row}.000,00") for row in range(span, rows)
        ]
    return FoundTable(Box(0, 0, 300, 30 * rows), "full", tuple(slots)), prints


def first_column(table: FoundTable, below: int) -> list[tuple[int, int]]:
    return [(slot.row, slot.row_span) for slot in table.slots if slot.col == 0 and slot.row < below]


def test_codes_in_the_middle_of_groups_of_rows_are_a_cell_for_each_group() -> None:
    texts = [(0, 3, 1.5, "11-06-03"), (3, 2, 4.0, "11-06-04"), (5, 1, 5.5, "11-06-05")]
    table = part_spanned_figures(*beside_groups(texts, 6))
    assert first_column(table, 6) == [(0, 3), (3, 2), (5, 1)]


def test_codes_off_the_middle_of_their_groups_stay_one_cell() -> None:
    texts = [(0, 3, 0.5, "11-06-03"), (3, 2, 3.5, "11-06-04"), (5, 1, 5.5, "11-06-05")]
    table, prints = beside_groups(texts, 6)
    assert part_spanned_figures(table, prints) == table


def test_words_above_the_figures_are_their_header() -> None:
    texts = [(0, 2, 0.6, "Fuente"), (0, 2, 1.4, "propia")]
    texts += [(row, 1, row + 0.5, "0,00") for row in (2, 3, 4)]
    table = part_spanned_figures(*beside_groups(texts, 5))
    assert first_column(table, 5) == [(0, 2), (2, 1), (3, 1), (4, 1)]


@pytest.mark.parametrize("amounts", [True, False])
def test_damaged_figures_are_parted_in_a_column_of_amounts_alone(amounts: bool) -> None:
    texts = [
        (row, 1, row + 0.5, text) for row, text in enumerate(("ME122.00000", "6.80425000", "1782.0000P"))
    ]
    table = part_spanned_figures(*beside_groups(texts, 3, amounts))
    assert (first_column(table, 3) == [(0, 1), (1, 1), (2, 1)]) is amounts


def test_lines_of_words_between_figures_keep_a_cell_whole() -> None:
    texts = [(row, 1, row + 0.5, text) for row, text in enumerate(("1,00", "de ellos", "2,00", "3,00"))]
    table, prints = beside_groups(texts, 4)
    assert part_spanned_figures(table, prints) == table


@pytest.mark.parametrize(("beside", "parted"), [(2, True), (3, False)])
def test_stacks_are_parted_where_a_cell_of_their_row_stacks_as_many(beside: int, parted: bool) -> None:
    slots = [Slot(0, 0, 2, 1, Box(0, 0, 100, 120)), Slot(0, 1, 1, 1, Box(100, 0, 200, 30))]
    slots += [Slot(1, 1, 1, 1, Box(100, 30, 200, 120))]
    prints = [Print(Box(10, y, 80, y + 20), "7.521,51") for y in (5, 40, 65)]
    prints += [Print(Box(110, y, 180, y + 20), "0,00") for y in (5, 40, 65, 90)[: 1 + beside]]
    table = part_spanned_figures(FoundTable(Box(0, 0, 200, 120), "full", tuple(slots)), prints)
    assert [(slot.row, slot.row_span) for slot in table.slots if slot.col == 0] == (
        [(0, 1), (1, 1)] if parted else [(0, 2)]
    )
