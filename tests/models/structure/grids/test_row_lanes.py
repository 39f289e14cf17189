"""Rows that blank paper over all columns parts: cells of many lines, set in the middle of their rows."""

from collections.abc import Sequence

from models.structure.grids.columns import column_of
from models.structure.grids.row_lanes import lines_to_lane_rows
from models.structure.pieces import rows_of
from schemas.geometry import Box
from tests.models.structure.literal_pages import lines

EDGES = (90.0, 200.0, 400.0, 600.0, 700.0)
CODE, WORDS, STACK, SHARE = (100, 180), (210, 390), (420, 580), (620, 680)


def found(*parts: list[Box]) -> list[list[int]]:
    printed = rows_of([piece for part in parts for piece in part])
    return lines_to_lane_rows(printed, [{column_of(piece, EDGES) for piece in line} for line in printed])


def activity(top: float, stacked: int) -> list[Box]:
    """A code and a share in the middle of as many stacked amounts, 25 pixels apart."""
    ys: Sequence[float] = [top + 25 * k for k in range(stacked)]
    middle = (ys[0] + ys[-1]) / 2
    return [*lines([middle], CODE, SHARE), *lines([middle - 12, middle + 12], WORDS), *lines(ys, STACK)]


def test_activities_with_stacked_amounts_are_rows() -> None:
    rows = found(activity(100, 3), activity(200, 4))
    assert len(rows) == 2
    assert [line for row in rows for line in row] == list(range(rows[-1][-1] + 1))


def test_a_line_of_totals_above_them_is_a_row() -> None:
    total = lines((60,), WORDS, STACK, SHARE)
    assert found(total, activity(100, 3), activity(200, 4))[0] == [0]


def test_a_lone_line_above_the_rest_of_its_cell_is_none() -> None:
    assert found(lines((60,), WORDS), activity(100, 3)) == []


def test_rows_of_figures_without_blanks_between_some_of_them_are_not_one() -> None:
    every = (CODE, WORDS, STACK, SHARE)
    assert found(lines((100, 125), *every), lines((180, 205), *every)) == []


def test_rows_of_one_line_each_are_left_to_others() -> None:
    assert found(lines(range(100, 300, 40), CODE, WORDS, STACK, SHARE)) == []
