"""Rows of dots of a fill that pass for rules, and rules close to each other that are none."""

import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.fills import without_fills
from models.pixels.rule import Rule

DPI = 200.0
ROWS = tuple(Rule(y, 100, 600) for y in (112.0, 124.0, 136.0, 148.0))


def page(fill: int) -> Pixels:
    """White paper with an even fill between two black rules."""
    grey = np.full((300, 700), 255, np.uint8)
    grey[100:160, 100:600] = fill
    grey[99:102, 100:600] = grey[159:162, 100:600] = 0
    return grey


@pytest.mark.parametrize("fill", [225, 60])
def test_lines_no_darker_than_the_fill_they_lie_in_are_no_rules(fill: int) -> None:
    edges = (Rule(100, 100, 600), Rule(160, 100, 600))
    assert without_fills((edges[0], *ROWS, edges[1]), page(fill), DPI) == edges


def test_rules_close_to_each_other_stay() -> None:
    grey = page(255)
    for rule in ROWS:
        grey[round(rule.at) - 1 : round(rule.at) + 1, 100:600] = 90
    assert without_fills(ROWS, grey, DPI) == ROWS


def test_the_edges_of_dark_bars_stay() -> None:
    grey = np.full((300, 700), 255, np.uint8)
    bars = [(100, 114), (126, 140), (152, 166)]
    for top, bottom in bars:
        grey[top:bottom, 100:600] = 20
    edges = tuple(Rule(y, 100, 600) for bar in bars for y in bar)
    assert without_fills(edges, grey, DPI) == edges


def test_two_faint_lines_are_no_fill() -> None:
    assert without_fills(ROWS[:2], page(225), DPI) == ROWS[:2]
