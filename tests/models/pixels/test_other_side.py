"""Print of the other side is told by its paleness; dots of a dithered fill and blank paper are none."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.other_side import share_of_other_side
from schemas.geometry import Box

DPI = 300.0
LINES = [Box(100, y, 700, y + 40) for y in range(100, 500, 100)]


def printed(ghost: int | None) -> Pixels:
    """Lines of print, and between and below them lines of another tone."""
    page = np.full((1400, 1000), 250, np.uint8)
    for k in range(4):
        cv2.putText(page, "Gastos de capital", (105, 132 + 100 * k), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 4)
    for k in range(8):
        if ghost is None:
            break
        cv2.putText(page, "ab cd ef gh ij kl", (105, 650 + 80 * k), cv2.FONT_HERSHEY_SIMPLEX, 1.2, ghost, 4)
    return page


def test_pale_print_of_another_side_is_as_dark_as_its_tone_says() -> None:
    share = share_of_other_side(printed(ghost=225), LINES, DPI)
    assert share == pytest.approx(25 / 220, rel=0.4)


@pytest.mark.parametrize("ghost", [None, 30])
def test_blank_paper_and_print_as_dark_as_the_rest_are_no_other_side(ghost: int | None) -> None:
    assert share_of_other_side(printed(ghost), LINES, DPI) is None


def test_dots_of_a_dithered_fill_are_as_dark_as_print() -> None:
    page = printed(ghost=None)
    page[600:1300:9, 100:900:9] = 30
    page[601:1300:9, 100:900:9] = 30
    assert share_of_other_side(page, LINES, DPI) is None


def test_dots_of_pale_rules_are_no_words_of_another_side() -> None:
    page = printed(ghost=None)
    ys = range(600, 1300, 100)
    for y in ys:
        for x in range(100, 900, 24):
            cv2.circle(page, (x, y), 7, 225, -1)
    assert share_of_other_side(page, LINES, DPI) is not None
    rules = [Box(100, y - 1, 900, y + 1) for y in ys]
    assert share_of_other_side(page, LINES, DPI, rules=rules) is None


def test_a_page_without_print_tells_nothing() -> None:
    assert share_of_other_side(printed(ghost=225), [], DPI) is None
