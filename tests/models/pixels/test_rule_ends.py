"""Solid upright rules end where they are no longer drawn; dotted ones, and those in bars, as traced."""

import numpy as np
import pytest

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.pixels.rule_ends import cut_back
from schemas.geometry import Box

DPI = 100.0
LEVEL = [Rule(40.0 * k, 0, 200) for k in range(7)]
UPRIGHT = Rule(100, 0, 240)


def drawn_to(y: int, every: int = 1) -> Mask:
    """Ink of a rule at x = 100 down to y, and of a letter in the last row."""
    ink = np.zeros((260, 200), np.uint8)
    ink[0:y:every, 100] = 1
    ink[212:228, 100] = 1
    return ink


@pytest.mark.parametrize(("y", "end"), [(240, 240), (200, 200), (160, 160)])
def test_rows_in_which_only_a_letter_stands_are_cut_off(y: int, end: int) -> None:
    (rule,) = cut_back([UPRIGHT], LEVEL, (), drawn_to(y), (), DPI)
    assert (rule.start, rule.end) == (0, end)


def test_a_rule_that_is_not_solid_stays() -> None:
    assert cut_back([UPRIGHT], LEVEL, (), drawn_to(200, every=5), (), DPI) == (UPRIGHT,)


def test_a_rule_stays_in_a_bar_where_it_is_lighter_than_the_ground() -> None:
    assert cut_back([UPRIGHT], LEVEL, (Box(0, 200, 200, 240),), drawn_to(200), (), DPI) == (UPRIGHT,)


def test_a_rule_over_few_rows_stays() -> None:
    assert cut_back([UPRIGHT], LEVEL[::3], (), drawn_to(200), (), DPI) == (UPRIGHT,)


def test_a_letter_of_a_word_in_the_last_row_carries_no_rule_on_however_few_rows_there_are() -> None:
    ink = drawn_to(200)
    ink[205:236, 100] = 1
    word, few = [Box(60, 204, 140, 237)], [LEVEL[0], LEVEL[2], LEVEL[5]]
    (rule,) = cut_back([UPRIGHT], few, (), ink, word, DPI)
    assert rule.end == 200
    assert cut_back([UPRIGHT], few, (), drawn_to(240), word, DPI) == (UPRIGHT,)
