"""Figures of two columns read as one line become two cells; words and single figures stay as they are."""

from typing import Any

import pytest

from models.structure.cells.joined_figures import part_joined_figures
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import Alternative, TextLine

XS = (0, 100, 200, 300)


def table(merged: bool = False) -> FoundTable:
    """Two rows of three columns; the last two cells of the second may be one."""
    slots = [
        Slot(row, col, 1, 1, Box(XS[col], 30 * row, XS[col + 1], 30 * row + 30))
        for row in (0, 1)
        for col in (0, 1, 2)
        if not (merged and row == 1 and col > 0)
    ]
    slots += [Slot(1, 1, 1, 2, Box(100, 30, 300, 60))] if merged else []
    return FoundTable(Box(0, 0, 300, 60), "partial", tuple(slots))


def line(text: str, x0: float = 110, x1: float = 292, y: float = 45, **more: Any) -> TextLine:
    return TextLine(text=text, bbox=Box(x0, y - 10, x1, y + 10), confidence=0.98, **more)


@pytest.mark.parametrize("merged", [False, True])
def test_two_totals_read_as_one_are_a_cell_each(merged: bool) -> None:
    read = line(
        "263.981.666 193.352.598",
        second="263.981.666 193.352.593",
        alternatives=(Alternative(text="263.981.866 193.352.598", cost=3.0, source="ppocr"),),
    )
    found, parts = part_joined_figures(table(merged), [read])
    assert sorted((slot.row, slot.col, slot.col_span) for slot in found.slots) == [
        (row, col, 1) for row in (0, 1) for col in (0, 1, 2)
    ]
    assert [(part.text, part.second) for part in parts] == [
        ("263.981.666", "263.981.666"),
        ("193.352.598", "193.352.593"),
    ]
    assert [part.bbox and (part.bbox.x0, part.bbox.x1) for part in parts] == [(110, 200), (200, 292)]
    assert [[other.text for other in part.alternatives] for part in parts] == [["263.981.866"], []]


def test_the_blank_between_two_figures_may_stand_a_line_height_off_the_edge() -> None:
    read = line("10.480 6.226", x0=120, x1=227)
    _, parts = part_joined_figures(table(merged=True), [read])
    assert [part.text for part in parts] == ["10.480", "6.226"]


def test_amounts_that_run_into_each_other_end_in_their_cents() -> None:
    read = line("62.469.146,966.424.273,00", second="62.469.146,96 6.424.273,00", x0=104)
    _, parts = part_joined_figures(table(), [read])
    assert [(part.text, part.second) for part in parts] == [
        ("62.469.146,96", "62.469.146,96"),
        ("6.424.273,00", "6.424.273,00"),
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("768 924,692 858 337,58", ["768 924,69", "2 858 337,58"]),
        ("31.140.400,72,1.281.894,00", ["31.140.400,72", "1.281.894,00"]),
        ("12,304.11|7,281,894.00", ["12,304.11", "7,281,894.00"]),
        ("1 391400,65~~.349 880,63", ["1 391400,65", "349 880,63"]),
        ("5,99816,036", ["5,998", "16,036"]),
    ],
)
def test_amounts_run_together_are_parted_by_their_marks(text: str, figures: list[str]) -> None:
    _, parts = part_joined_figures(table(), [line(text)])
    assert [part.text for part in parts] == figures


def test_the_name_of_a_total_and_figures_of_several_columns_are_a_cell_each() -> None:
    _, parts = part_joined_figures(table(), [line("TOTAL PAGADO 83,015,555.37415.00", x0=6, x1=240)])
    assert [part.text for part in parts] == ["TOTAL PAGADO", "83,015,555.37", "415.00"]
    assert [part.bbox and part.bbox.x0 for part in parts] == [6, 100, 200]


@pytest.mark.parametrize("merged", [False, True])
def test_a_total_run_into_its_name_is_a_cell_of_its_own(merged: bool) -> None:
    read = line("TOTAL GENERAL83,015,555.37", second="TOTAL GENERAL 83,015,555.87")
    found, parts = part_joined_figures(table(merged), [read])
    assert sorted((slot.col, slot.col_span) for slot in found.slots if slot.row == 1) == [
        (0, 1),
        (1, 1),
        (2, 1),
    ]
    assert [(part.text, part.second) for part in parts] == [
        ("TOTAL GENERAL", "TOTAL GENERAL"),
        ("83,015,555.37", "83,015,555.87"),
    ]


@pytest.mark.parametrize(
    ("text", "x0", "x1"),
    [
        ("Total familias", 110, 292),
        ("Total 83,015,555.37", 110, 190),  # in one column
        ("Saldo al 31 83,015,555.37", 110, 292),
        ("Total programado 2023", 110, 292),
        ("12 345", 160, 240),  # one figure, its thousands apart
        ("1.250,00 7.300,00", 110, 190),  # both in one column
        ("1 263.981.666,00", 110, 292),  # the blank is far from the column's edge
    ],
)
def test_what_is_no_figure_for_each_column_stays_whole(text: str, x0: float, x1: float) -> None:
    read = [line(text, x0, x1)]
    assert part_joined_figures(table(), read) == (table(), read)


def test_a_line_is_not_cut_over_a_cell_that_has_print_of_its_own() -> None:
    read = [line("263.981.666 193.352.598", 110, 270), line("7", 275, 290)]
    assert part_joined_figures(table(), read) == (table(), read)
