"""A single row below as many names has their columns, whatever stands over them; several rows are left."""

from models.structure.grids.columns_of_a_row import with_columns_of_a_row
from schemas.geometry import Box

HEADING = [Box(120, 100, 260, 120)]
NAMES = [Box(60, 150, 160, 170), Box(260, 150, 330, 170)]
ROW = [Box(50, 200, 190, 220), Box(275, 200, 315, 220)]
SIDES, HEIGHTS = (40.0, 350.0), (90.0, 130.0, 185.0, 240.0)


def columns(*pieces: list[Box], ys: tuple[float, ...] = HEIGHTS) -> list[float]:
    return with_columns_of_a_row(SIDES, ys, [piece for line in pieces for piece in line])


def test_the_only_row_has_the_columns_of_the_names_above_it() -> None:
    assert columns(HEADING, NAMES, ROW) == [40, 225, 350]


def test_a_row_that_reaches_below_the_next_name_is_one_phrase() -> None:
    assert columns(HEADING, NAMES, [Box(50, 200, 250, 220), Box(275, 200, 315, 220)]) == [40, 350]


def test_a_line_not_parted_from_the_names_is_more_of_the_heading() -> None:
    assert columns(HEADING, NAMES, ROW, ys=(90.0, 130.0, 240.0)) == [40, 350]


def test_print_below_the_row_speaks_for_itself() -> None:
    assert columns(HEADING, NAMES, ROW, [Box(50, 230, 190, 238)]) == [40, 350]


def test_words_that_go_on_below_the_last_of_the_row_are_of_its_cell() -> None:
    wrapped = [Box(275, 222, 340, 238)]
    assert columns(HEADING, NAMES, ROW, wrapped) == [40, 225, 350]
    assert columns(HEADING, NAMES, ROW, wrapped, ys=(90.0, 130.0, 185.0, 221.0, 240.0)) == [40, 350]


def test_names_of_two_lines_are_names() -> None:
    lower = [Box(70, 172, 150, 182), Box(265, 172, 325, 182)]
    assert columns(HEADING, NAMES, lower, ROW) == [40, 225, 350]
