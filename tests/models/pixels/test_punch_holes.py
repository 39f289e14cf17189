"""Punch holes are found, and lines in them are no rules; bars and letters are no holes."""

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.punch_holes import find_punch_holes, holes_mask, without_holes
from models.pixels.rule import Rule
from schemas.geometry import Box

DPI = 300.0


def page() -> Pixels:
    return np.full((900, 900), 250, np.uint8)


def test_lines_in_a_hole_are_no_rules() -> None:
    grey = page()
    cv2.circle(grey, (100, 400), 33, 140, -1)
    grey[398:402, 60:700] = 40
    (hole,) = find_punch_holes(grey, DPI)
    assert hole.contains(100, 400)
    rule, column, inside = Rule(400, 60, 700), Rule(110, 100, 800), Rule(105, 370, 430)
    assert without_holes([rule, Rule(380, 70, 130)], [column, inside], [hole], DPI) == ((rule,), (column,))


def test_a_hole_is_no_print_and_a_figure_beside_it_is() -> None:
    grey = page()
    cv2.circle(grey, (100, 400), 33, 60, -1)
    mask = holes_mask(find_punch_holes(grey, DPI), grey.shape, DPI)
    assert mask[grey < 200].all()
    assert not mask[360:440, 150:].any()


def test_bars_squares_and_letters_are_no_holes() -> None:
    grey = page()
    grey[100:160, 100:800] = 60
    grey[300:360, 300:360] = 60
    cv2.putText(grey, "TOTAL 1.204", (100, 700), cv2.FONT_HERSHEY_SIMPLEX, 3, 20, 12)
    assert find_punch_holes(grey, DPI) == []


def test_the_ground_of_a_bar_between_white_print_is_no_hole() -> None:
    grey = page()
    grey[100:200, 50:850] = 60
    for x in range(80, 780, 130):
        grey[110:140, x : x + 35] = grey[155:190, x - 25 : x + 60] = 240
    assert find_punch_holes(grey, DPI)
    assert find_punch_holes(grey, DPI, [Box(50, 100, 850, 200)]) == []
