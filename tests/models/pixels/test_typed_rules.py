"""Upright rules that a line printer types, and letters that stand below each other like them."""

import cv2
import numpy as np
import pytest

from models.pixels.morphology import Mask
from models.pixels.typed_rules import find_typed_rules

DPI = 200.0
PITCH = 33
LINES = 10


def listing() -> Mask:
    """Lines of words, with 60 blank pixels in the middle of the page."""
    page = np.zeros((PITCH * LINES + 40, 800), np.uint8)
    for k in range(LINES):
        for x, text in ((40, "PERSONAL DE PLANTA"), (480, "4.520,36")):
            cv2.putText(page, text, (x, 40 + PITCH * k), cv2.FONT_HERSHEY_SIMPLEX, 0.65, 1, 2)
    return page


def with_marks(page: Mask, *parts: tuple[int, int], every: int = 1, x: int = 400) -> Mask:
    """Strokes in each line, from one height above its foot to another."""
    for k in range(0, LINES, every):
        for top, bottom in parts:
            page[40 + PITCH * k - top : 40 + PITCH * k - bottom, x : x + 3] = 1
    return page


@pytest.mark.parametrize(
    "parts",
    [((18, -3),), ((18, 9), (5, -3)), ((14, 5), (3, 0))],
    ids=["bar", "broken bar", "exclamation mark"],
)
def test_a_mark_in_each_line_is_an_upright_rule(parts: tuple[tuple[int, int], ...]) -> None:
    (rule,), marks = find_typed_rules(with_marks(listing(), *parts), DPI)
    assert rule.at == pytest.approx(401.5, abs=1)
    assert rule.start == pytest.approx(40 - parts[0][0], abs=1)
    assert rule.end == pytest.approx(40 + PITCH * (LINES - 1) - parts[-1][1], abs=1)
    assert len(marks) == LINES


def test_a_figure_one_or_an_i_in_each_line_is_none() -> None:
    assert find_typed_rules(with_marks(listing(), (14, 0)), DPI) == ([], [])
    assert find_typed_rules(with_marks(listing(), (14, 11), (9, 0)), DPI) == ([], [])


def test_a_colon_in_each_of_many_lines_is_a_rule() -> None:
    colon = ((10, 7), (3, 0))
    assert find_typed_rules(with_marks(listing(), *colon), DPI) == ([], [])  # as behind the labels of a form
    long = np.vstack([with_marks(listing(), *colon)[: PITCH * LINES]] * 2)
    assert len(find_typed_rules(long, DPI)[0]) == 1


def test_marks_in_several_places_of_a_few_lines_are_rules() -> None:
    page = listing()[: 5 * PITCH + 20]
    for x in (380, 400, 640):
        with_marks(page, (10, 7), (3, 0), x=x)
    assert sorted(round(rule.at) for rule in find_typed_rules(page, DPI)[0]) == [382, 402, 642]


def test_marks_in_few_lines_are_no_rule() -> None:
    assert find_typed_rules(with_marks(listing(), (18, -3), every=3), DPI) == ([], [])


def test_slashes_of_dates_below_each_other_are_none() -> None:
    page = listing()
    for k in range(LINES):
        y = 40 + PITCH * k
        cv2.line(page, (406, y - 17), (401, y + 3), 1, 2)
    assert find_typed_rules(page, DPI) == ([], [])
