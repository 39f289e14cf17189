"""A name without print below it has a column of its own beside that of figures."""

from collections.abc import Sequence

from models.structure.grids.named_columns import with_named_columns
from schemas.geometry import Box
from tests.models.structure.literal_pages import Span, line, lines

SIDES = (0.0, 300.0)
YS = (0.0, 30.0, 60.0, 90.0, 120.0, 150.0)


def columns(names: Sequence[Span], below: Span, rows: int = 4) -> list[float]:
    pieces: list[Box] = [*line(15, *names), *lines([45 + 30 * k for k in range(rows)], below)]
    return with_named_columns(SIDES, YS, pieces)


def test_a_name_beside_that_of_figures_and_no_print_below_it_is_a_column() -> None:
    assert columns([(20, 100), (200, 260)], (30, 110)) == [0, 155, 300]
    assert columns([(20, 80), (180, 260)], (170, 270)) == [0, 125, 300]


def test_two_words_over_the_middle_of_figures_are_one_name() -> None:
    assert columns([(20, 100), (200, 260)], (80, 220)) == [0, 300]


def test_words_close_to_each_other_and_few_rows_tell_of_no_column() -> None:
    assert columns([(20, 100), (112, 160)], (30, 100)) == [0, 300]
    assert columns([(20, 100), (200, 260)], (30, 110), rows=3) == [0, 300]


def test_a_name_beside_the_last_line_of_another_is_a_column_and_figures_beside_a_name_are_none() -> None:
    names = [*line(15, (20, 100)), *line(45, (20, 100), (200, 260))]
    body = lines([75 + 30 * k for k in range(4)], (30, 110))
    assert with_named_columns(SIDES, (0, 30, 60, 90, 120, 150, 180), [*names, *body]) == [0, 155, 300]
    centred = [*line(15, (200, 260)), *lines([45 + 30 * k for k in range(5)], (30, 110))]
    assert with_named_columns(SIDES, (0, 30, 60, 90, 120, 150, 180), centred) == [0, 300]
