"""A row of ones below each other is no rule where other figures of the column stand across its line."""

import numpy as np

from models.pixels.rule import Rule
from models.pixels.struck_figures import without_struck_figures
from schemas.geometry import Box

RULE = Rule(200, 100, 500, 4)
ROWS = range(110, 490, 40)


def printed(*spans: tuple[int, int]) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.uint8]], list[Box]]:
    """Rows that all have ink from x to x, and a box around it."""
    ink = np.zeros((600, 400), np.uint8)
    for y in ROWS:
        for x0, x1 in spans:
            ink[y : y + 24, x0:x1] = 1
    left, right = min(x for x, _ in spans), max(x for _, x in spans)
    return ink, [Box(left - 4, y - 3, right + 4, y + 27) for y in ROWS]


def test_a_line_through_figures_is_no_rule() -> None:
    ink, boxes = printed((184, 194), (206, 220))
    assert without_struck_figures([RULE], ink, boxes) == ()


def test_few_figures_and_those_of_two_columns_beside_a_rule_say_nothing() -> None:
    ink, boxes = printed((184, 194), (206, 220))
    assert without_struck_figures([RULE], ink, boxes[:2]) == (RULE,)
    ink, boxes = printed((165, 188), (212, 235))
    assert without_struck_figures([RULE], ink, boxes) == (RULE,)
    ink, boxes = printed((100, 194), (206, 300))
    assert without_struck_figures([RULE], ink, boxes[:7]) == (RULE,)


def test_a_line_that_all_print_goes_on_beside_is_no_rule_unless_it_shows_between() -> None:
    ink, boxes = printed((100, 194), (206, 300))
    assert without_struck_figures([RULE], ink, boxes) == ()
    narrow = Box(206, boxes[0].y0, 300, boxes[0].y1)
    assert without_struck_figures([RULE], ink, [narrow, narrow, *boxes[2:]]) == (RULE,)
    ink[100:500, 198:202] = 1
    assert without_struck_figures([RULE], ink, boxes) == (RULE,)


def test_a_line_through_the_commas_of_long_figures_is_no_rule() -> None:
    ink, boxes = printed((100, 194), (206, 300))
    for y in ROWS:
        ink[y + 16 : y + 24, 198:202] = 1
    assert without_struck_figures([RULE], ink, boxes) == ()
    for y in ROWS:
        ink[y : y + 24, 198:202] = 1
    assert without_struck_figures([RULE], ink, boxes) == (RULE,)


def test_a_rule_that_shows_between_figures_is_one_though_boxes_reach_over_it() -> None:
    ink, boxes = printed((184, 194), (206, 220))
    ink[100:500, 198:202] = 1
    assert without_struck_figures([RULE], ink, boxes) == (RULE,)
