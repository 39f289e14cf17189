"""Bits of broken upright rules are no print; letters in line with a rule are."""

import numpy as np
import pytest

from models.pixels.rule import Rule
from models.pixels.rule_bits import bare_crossings, bits_of_rules, rules_between_levels
from schemas.geometry import Box

DPI = 300.0
PARTS = [Rule(400, 100, 200), Rule(401, 300, 420)]
FIGURE = Box(300, 230, 408, 270)


def ink(*strokes: tuple[int, int, int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    page = np.zeros((900, 700), np.uint8)
    for x, y, w, h in strokes:
        page[y : y + h, x : x + w] = 1
    return page


def test_a_stroke_in_line_with_the_parts_of_a_rule_is_a_bit_of_it() -> None:
    page = ink((398, 232, 5, 35))
    bits, rules = bits_of_rules(page, PARTS, [FIGURE], DPI)
    assert (bits == page).all()
    assert [(rule.at, rule.start, rule.end) for rule in rules] == [(400.5, 232, 267)]


def test_other_strokes_stay_print() -> None:
    letters = [Box(300, 480, 600, 520)]
    for stroke in (
        (385, 232, 5, 35),
        (398, 232, 14, 35),
        (398, 232, 5, 9),
        (398, 485, 5, 30),
        (398, 700, 5, 35),
    ):
        bits, rules = bits_of_rules(ink(stroke), PARTS, [FIGURE, *letters], DPI)
        assert not bits.any(), stroke
        assert rules == ()


def test_short_parts_prove_no_rule() -> None:
    assert not bits_of_rules(ink((398, 232, 5, 35)), [Rule(400, 100, 200)], [FIGURE], DPI)[0].any()


@pytest.mark.parametrize(("height", "whole"), [(60, True), (44, False)])
def test_a_stroke_from_rule_to_rule_in_line_with_an_upright_one_is_a_part_of_it(
    height: int, whole: bool
) -> None:
    level = [Rule(y, 100, 600) for y in (240, 300)]
    page = ink((398, 270 - height // 2, 5, height), (200, 238, 300, 4), (200, 298, 300, 4))
    mask, rules = rules_between_levels(page, level, PARTS, DPI)
    assert [(rule.start, rule.end) for rule in rules] == ([(240, 300)] if whole else [])
    assert mask.any() == whole


def test_the_ground_of_a_dark_bar_is_no_rule() -> None:
    level = [Rule(y, 100, 600) for y in (240, 300)]
    mask, rules = rules_between_levels(ink((200, 238, 300, 64)), level, PARTS, DPI)
    assert rules == ()
    assert not mask.any()


def test_the_ground_of_a_bar_beside_a_white_letter_is_no_rule() -> None:
    level = [Rule(y, 100, 600) for y in (240, 300)]
    page = ink((200, 238, 300, 64))
    page[245:295, 388:394] = 0
    assert rules_between_levels(page, level, PARTS, DPI)[1]
    assert rules_between_levels(page, level, PARTS, DPI, [Box(200, 238, 500, 302)])[1] == ()


def test_crossings_of_broken_rules_are_no_print() -> None:
    level, upright = [Rule(400, 100, 600)], [Rule(300, 100, 380), Rule(300, 430, 700)]
    crossing = ink((280, 398, 40, 4), (298, 380, 4, 50))
    box = Box(275, 375, 325, 435)
    assert (bare_crossings(crossing, level, upright, [box], DPI) == crossing).all()
    figure = ink((280, 398, 40, 4), (310, 405, 12, 25))
    assert not bare_crossings(figure, level, upright, [box], DPI).any()


def test_a_stroke_that_no_level_rule_crosses_may_be_a_figure() -> None:
    figure = ink((298, 410, 4, 30))
    box = Box(290, 405, 310, 445)
    assert not bare_crossings(figure, [Rule(400, 100, 600)], [Rule(300, 100, 380)], [box], DPI).any()


def test_an_upright_rule_in_a_low_row_is_a_part_of_its_column() -> None:
    level = [Rule(y, 100, 600) for y in (240, 271)]
    page = ink((398, 240, 5, 31), (200, 238, 300, 4), (200, 269, 300, 4))
    assert [(r.start, r.end) for r in rules_between_levels(page, level, PARTS, DPI)[1]] == [(240, 271)]
