"""Names of columns that are set to the other side than the figures below them."""

import pytest

from models.structure.grids.columns import lanes
from models.structure.pieces import rows_of
from schemas.geometry import Box
from tests.models.structure.literal_pages import Span, line, lines

LABELS = (10, 100)
FIGURES = ((270, 300), (370, 400), (470, 500))
ROWS = lines(range(160, 400, 30), LABELS, *FIGURES)
LEFT = (LABELS, (210, 255), (310, 352), (410, 455))


def found(*parts: list[Box]) -> list[float]:
    return lanes(rows_of([piece for part in parts for piece in part]), 0, 510)


@pytest.mark.parametrize("titles", [1, 4])
def test_names_set_to_the_left_over_figures_set_to_the_right_are_theirs(titles: int) -> None:
    above = lines([100 - 30 * k for k in range(titles)], (150, 340))
    first, *others = found(above, line(130, *LEFT), ROWS)
    assert first < 210
    assert [300 < others[0] < 310, 400 < others[1] < 410] == [True, True]


def test_a_name_that_a_lane_would_run_through_stays_whole() -> None:
    names = line(130, LABELS, (210, 300), (320, 400), (405, 475))
    assert not any(405 < lane < 475 for lane in found(names, ROWS))


@pytest.mark.parametrize("names", [(LABELS, *FIGURES), (LABELS, (260, 300), (360, 400), (460, 500))])
def test_names_above_their_figures_change_nothing(names: tuple[Span, ...]) -> None:
    assert found(line(130, *names), ROWS) == pytest.approx(found(ROWS), abs=6)


def test_a_heading_above_and_a_total_below_a_lane_do_not_push_it_into_the_figures_between() -> None:
    rows = lines(range(160, 400, 30), LABELS, (200, 250), (262, 300), (370, 400))
    heading, total = (
        line(100, LABELS, (235, 300), (370, 400)),
        line(430, LABELS, (190, 245), (248, 300), (370, 400)),
    )
    assert found(heading, rows, total)[1] == pytest.approx(256, abs=8)


def test_the_name_of_the_labels_right_of_them_is_theirs() -> None:
    first, *others = found(line(130, (130, 170), *LEFT[1:]), ROWS)
    assert 170 < first < 210
    assert [300 < others[0] < 310, 400 < others[1] < 410] == [True, True]


def test_a_name_for_each_column_is_its_own_where_the_first_stands_right_of_the_labels() -> None:
    names = line(130, (130, 170), (215, 255), (318, 352), (425, 474))
    first, *others = found(names, ROWS)
    assert 170 < first < 215
    assert [300 < others[0] < 318, 400 < others[1] < 425] == [True, True]


def test_names_of_two_lines_are_whole_beside_one_that_stands_between_these() -> None:
    rows = lines(range(190, 400, 30), (100, 170), (270, 300), (370, 400), (440, 500))
    names = [*line(120, (100, 160), (205, 230)), *line(132, (335, 400), (430, 500))]
    names += line(144, (100, 165), (205, 275))
    first, *others = found(names, rows)
    assert 170 < first < 205
    assert [300 < others[0] < 335, 400 < others[1] < 430] == [True, True]


TICK = (302, 330)  # of a pen, right of a figure


@pytest.mark.parametrize("joined", [True, False])
def test_ticks_beside_figures_are_no_column_and_keep_no_name_from_its_figures(joined: bool) -> None:
    ticked = [(270, TICK[1])] if joined else [(270, 300), TICK]
    rows = [
        piece
        for k, y in enumerate(range(160, 400, 30))
        for piece in line(
            y, LABELS, *(ticked if k in (1, 4) and (not joined or k == 1) else [(270, 300)]), *FIGURES[1:]
        )
    ]
    others = found(line(130, *LEFT), rows)[1:]
    assert [300 < others[0] < 310, 400 < others[1] < 410] == [True, True]
