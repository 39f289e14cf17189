"""What the detector misses inside cells is found: lone figures, and small print that fills a dark bar."""

import numpy as np
import pytest

from models.missed_marks import missed_dash, missed_marks, missed_words
from models.pixels.rules import Rules
from schemas.geometry import Box

CELL = Box(100, 100, 300, 160)


def rules(bars: tuple[Box, ...] = ()) -> Rules:
    blank = np.zeros((300, 400), np.uint8)
    return Rules((), (), bars, blank.copy(), blank.copy())


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_lone_figure_is_found_at_any_resolution(dpi: int) -> None:
    page = rules()
    height = round(0.09 * dpi)
    page.print_[115 : 115 + height, 200 : 200 + height // 2] = 1
    (found,) = missed_marks(CELL, page, dpi)
    assert found.contains(200 + height / 4, 115 + height / 2)


def test_specks_and_letters_on_the_edge_are_no_figures() -> None:
    page = rules()
    page.print_[120:124, 200:204] = 1
    page.print_[90:110, 150:165] = 1
    assert missed_marks(CELL, page, 300) == []


def test_dashes_of_the_rules_around_a_cell_are_no_part_of_its_figure() -> None:
    page = rules()
    page.print_[117:143, 195:207] = 1
    for y in (108, 124, 140):
        page.print_[y : y + 15, 288:292] = 1
    page.print_[108:112, 130:150] = 1
    (found,) = missed_marks(CELL, page, 300)
    assert (found.x0 > 180, found.x1 < 220, found.y0 > 110) == (True, True, True)


def test_marks_below_each_other_are_lines_of_their_own() -> None:
    page = rules()
    page.print_[106:124, 195:207] = 1
    page.print_[134:152, 195:207] = 1
    assert [round(found.centre[1]) for found in missed_marks(CELL, page, 300)] == [115, 143]


def test_print_taken_for_the_edges_of_its_bar_is_found_in_the_bar_alone() -> None:
    bar = Box(90, 100, 310, 128)
    cell = Box(100, 100, 300, 128)
    page = rules((bar,))
    page.mask[100:128, 150:260] = 1  # digits that fill the bar, and stand in its edges
    (found,) = missed_marks(cell, page, 300)
    assert (found.x0, found.x1) == (150, 260)
    assert missed_marks(cell, Rules((), (), (), page.mask, page.print_), 300) == []
    assert missed_marks(cell, rules((bar,)), 300) == []


LINE = Box(400, 115, 520, 145)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ((250, 128, 14, 4), True),
        ((250, 116, 14, 4), False),  # at the top of the print beside it
        ((250, 128, 5, 4), False),  # a point
        ((250, 122, 14, 12), False),  # a figure
        ((150, 128, 100, 4), False),  # a rule
    ],
)
def test_a_lone_dash_in_the_middle_of_its_row_is_a_line(mark: tuple[int, int, int, int], found: bool) -> None:
    page, (x, y, width, height) = rules(), mark
    page.print_[y : y + height, x : x + width] = 1
    boxes = missed_dash(CELL, [LINE], page, 300)
    assert [box.contains(x + width / 2, y + height / 2) for box in boxes] == [True] * found
    assert not missed_dash(CELL, [], page, 300)


def test_a_dash_beside_other_print_is_none() -> None:
    page = rules()
    page.print_[128:132, 250:264] = page.print_[120:140, 200:203] = 1
    assert missed_dash(CELL, [LINE], page, 300) == []


def test_words_before_and_after_what_was_detected_are_found() -> None:
    page = rules()
    for x in (*range(110, 150, 10), *range(170, 220, 10), *range(230, 270, 10)):
        page.print_[120:140, x : x + 7] = 1
    detected = Box(168, 115, 219, 145)
    before, after = missed_words(CELL, [detected], page, 300)
    assert (round(before.x0), round(before.x1)) == (106, 151)
    assert (round(after.x0), round(after.x1)) == (226, 271)


def test_a_tick_beside_a_figure_and_letters_far_from_it_are_no_words_of_it() -> None:
    page = rules()
    for x in (150, 250, 260, 270, 280):
        page.print_[120:140, x : x + 7] = 1
    assert missed_words(CELL, [Box(165, 115, 205, 145)], page, 300) == []
