"""Dark bars: where they are, and what in them is print and what a rule."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.bars import find_bars, split_print_from_lines
from models.pixels.upright import ink
from schemas.geometry import Box

DPI = 200.0


def page_with_bar(height: int = 60, grey: int = 40, width: int = 600) -> Pixels:
    page = np.full((400, 900), 255, np.uint8)
    page[120 : 120 + height, 100 : 100 + width] = grey
    return page


@pytest.mark.parametrize("grey", [0, 60, 120])
def test_a_dark_bar_is_found_with_its_sharp_edges(grey: int) -> None:
    (bar,) = find_bars(page_with_bar(grey=grey), DPI)
    assert bar == pytest.approx((100, 120, 700, 180), abs=1)


def test_a_light_fill_is_no_bar() -> None:
    assert find_bars(page_with_bar(grey=200), DPI) == ()


@pytest.mark.parametrize(("height", "width"), [(60, 30), (12, 600)])
def test_what_is_too_short_or_too_low_is_no_bar(height: int, width: int) -> None:
    assert find_bars(page_with_bar(height, width=width), DPI) == ()


def test_a_dark_line_in_a_grey_fringe_is_no_bar() -> None:
    # As a line of bold print is once it is blurred.
    page = page_with_bar(height=28, grey=150)
    page[128:140, 100:700] = 0
    assert find_bars(page, DPI) == ()


def test_a_bar_is_one_across_its_white_print() -> None:
    # Letters so bold that hardly any of the bar is dark around them.
    page = page_with_bar()
    for x in range(250, 550, 40):
        page[126:174, x : x + 28] = 255
    (bar,) = find_bars(page, DPI)
    assert bar == pytest.approx((100, 120, 700, 180), abs=2)


def test_a_bar_ends_above_a_shaded_row_of_print_with_a_rule_below() -> None:
    page = page_with_bar(height=36, grey=30)
    page[156:194, 100:700] = 215
    for x in range(120, 680, 9):
        page[162:188, x : x + 4] = 40
    page[194:198, 100:700] = 0
    (bar,) = find_bars(page, DPI)
    assert bar == pytest.approx((100, 120, 700, 156), abs=2)


def test_a_dark_area_with_black_print_is_no_bar() -> None:
    page = page_with_bar(grey=110)
    cv2.putText(page, "PRESUPUESTO APROBADO", (180, 162), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    assert find_bars(page, DPI) == ()


def test_white_letters_in_a_bar_are_print_and_its_dark_rules_are_lines() -> None:
    page = page_with_bar(grey=90)
    cv2.putText(page, "TOTAL", (180, 162), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3)
    page[120:180, 400:403] = 0
    print_, lines = split_print_from_lines(page, ink(page, 50), [Box(100, 120, 700, 180)], DPI)
    letters = page[125:175, 170:300] > 200
    assert print_[125:175, 170:300][letters].mean() > 0.8
    assert print_[125:175, 500:690].mean() < 0.05
    assert lines[125:175, 401].all()
    assert not lines[125:175, 500:690].any()


def test_outside_its_bars_the_ink_of_a_page_is_print_and_lines_alike() -> None:
    page = page_with_bar()
    page[300:303, 100:700] = 0
    marks = ink(page, 50)
    print_, lines = split_print_from_lines(page, marks, [Box(100, 120, 700, 180)], DPI)
    assert (print_[200:] == marks[200:]).all() and (lines[200:] == marks[200:]).all()
