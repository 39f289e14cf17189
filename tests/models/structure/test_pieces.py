"""Boxes of print cut at wide blanks, and pieces gathered into lines."""

from dataclasses import replace

import numpy as np
import pytest

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.structure.pieces import box_pieces, cut_at_blanks, rows_of
from schemas.geometry import Box
from tests.models.structure.literal_pages import Span, line, rules

HEIGHT, WIDTH = 40, 400


def inked(*spans: Span, dash: Span | None = None) -> Mask:
    """A line of print: words over its full height, and a dash in the middle of it."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x0, x1 in spans:
        ink[:, int(x0) : int(x1)] = 1
    if dash:
        ink[18:22, int(dash[0]) : int(dash[1])] = 1
    return ink


def spans(ink: Mask) -> list[Span]:
    return [(piece.x0 + 3, piece.x1 - 3) for piece in cut_at_blanks(Box(0, 0, WIDTH, HEIGHT), ink)]


def test_a_wide_blank_parts_print() -> None:
    assert spans(inked((20, 120), (150, 300))) == [(20, 120), (150, 300)]


@pytest.mark.parametrize(
    ("dash", "pieces"),
    [
        ((145, 160), [(20, 160), (188, 300)]),
        ((150, 165), [(20, 120), (150, 300)]),
        ((300, 315), [(20, 120), (188, 260)]),
    ],
)
def test_a_dash_stays_with_the_nearer_word_and_far_from_both_is_a_speck(
    dash: Span, pieces: list[Span]
) -> None:
    words = [(20.0, 120.0), (188.0, 260.0 if dash[0] == 300 else 300.0)]
    assert spans(inked(*words, dash=dash)) == pieces


def test_a_name_between_two_lines_does_not_make_them_one() -> None:
    upper, lower = line(100, (200, 250), (300, 350)), line(120, (200, 250), (300, 350))
    found = rows_of([*upper, *lower, *line(110, (0, 100))])
    assert [len(row) for row in found] == [3, 2]


def test_in_the_dark_of_a_fold_a_box_is_widened_no_further_than_half_way_to_the_next() -> None:
    page = replace(rules(), print_=np.ones((HEIGHT, WIDTH), np.uint8))
    left, right = box_pieces([Box(20, 0, 120, HEIGHT), Box(140, 0, 300, HEIGHT)], page)
    margin = 3
    assert left.x1 - margin <= 130 <= right.x0


def test_a_box_of_print_on_its_side_is_fitted_to_its_ink_and_not_widened() -> None:
    page = rules()
    ink = np.zeros((400, 400), np.uint8)
    ink[110:280, 100:130] = 1
    ink[110:280, 140:170] = 1  # the next line of the same print
    level = [Box(200, y, 390, y + 30) for y in (100, 150, 200)]
    pieces = box_pieces([Box(96, 104, 134, 286), *level], replace(page, print_=ink))
    assert pieces == (Box(97, 107, 133, 283),)
    assert box_pieces([Box(300, 104, 334, 286), *level], replace(page, print_=ink)) == ()


def test_dots_that_are_left_of_a_rule_are_no_print() -> None:
    words, dots = [Box(x, 5, x + 60, 35) for x in (20, 120, 220)], Box(320, 34, 340, 46)
    page = replace(rules(level=[Rule(40, 0, WIDTH, 2)]), print_=np.ones((60, WIDTH), np.uint8))
    assert len(box_pieces([*words, dots], page)) == 3
    assert len(box_pieces([*words, dots], replace(page, level=()))) == 4
