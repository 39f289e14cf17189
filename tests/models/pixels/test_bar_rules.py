"""Rules inside shaded bars: light ones close to white print are found, print itself is no rule."""

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.bar_rules import find_bar_rules, replaced_by
from models.pixels.bars import BarOptions
from models.pixels.rule import Rule
from schemas.geometry import Box

BAR = Box(100, 100, 900, 260)
SIDES = [Rule(100, 100, 600), Rule(500, 100, 600), Rule(900, 100, 600)]


def dark_bar(light_from: int = 100, light_to: int = 500) -> Pixels:
    """A dark bar with white words, and a light rule at 180 from `light_from` to `light_to`."""
    grey = np.full((700, 1000), 255, np.uint8)
    grey[100:260, 100:900] = 70
    grey[179:182, light_from:light_to] = 125
    for x, y in ((120, 170), (120, 215), (520, 180), (520, 215)):
        cv2.putText(grey, "Presupuesto", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 245, 3, cv2.LINE_AA)
    return grey


def test_a_light_rule_between_two_upright_ones_is_found_beside_white_print() -> None:
    level, _ = find_bar_rules([], SIDES, [BAR], dark_bar(), 300, BarOptions())
    assert [(round(rule.at), rule.start, rule.end) for rule in level] == [(180, 100, 500)]


def test_white_print_close_above_and_below_hides_no_faint_rule() -> None:
    grey = dark_bar(light_to=100)
    for y in (170, 208):
        cv2.putText(grey, "EJECUTADO HASTA", (105, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 245, 4, cv2.LINE_AA)
    grey[175:178, 100:500] = 95
    noise = np.random.default_rng(5).normal(0, 6, grey.shape)
    grey = np.clip(grey + noise, 0, 255).astype(np.uint8)
    level, _ = find_bar_rules([], SIDES, [BAR], grey, 300, BarOptions())
    assert [(round(rule.at), rule.start, rule.end) for rule in level] == [(176, 100, 500)]


def test_a_line_that_stops_halfway_is_no_rule() -> None:
    level, _ = find_bar_rules([], SIDES, [BAR], dark_bar(light_to=300), 300, BarOptions())
    assert level == []


def test_white_print_alone_makes_no_rules() -> None:
    level, upright = find_bar_rules([], SIDES, [BAR], dark_bar(light_to=100), 300, BarOptions())
    assert level == [] and upright == []


def test_an_upright_rule_goes_on_from_one_level_rule_to_the_next() -> None:
    grey = dark_bar()
    grey[182:260, 299:302] = 125
    known = [*SIDES, Rule(300, 265, 600)]
    level, upright = find_bar_rules([], known, [BAR], grey, 300, BarOptions())
    (rule,) = upright
    assert abs(rule.at - 300.5) < 1 and round(rule.start) == 180 and rule.end == 260
    assert len(level) == 1


def test_a_streak_through_a_word_that_no_column_goes_on_from_is_no_rule() -> None:
    grey = dark_bar()
    grey[182:260, 299:302] = 125
    assert find_bar_rules([], SIDES, [BAR], grey, 300, BarOptions())[1] == []
    grey = dark_bar()
    grey[182:260, 449:452] = 125
    assert len(find_bar_rules([], SIDES, [BAR], grey, 300, BarOptions())[1]) == 1


def test_what_is_found_takes_the_place_of_what_was_known_there() -> None:
    known = [Rule(182, 100, 700), Rule(400, 100, 900)]
    assert replaced_by([Rule(180, 100, 500)], known, 8) == [Rule(400, 100, 900), Rule(180, 100, 500)]


def test_a_rule_under_a_heading_is_found_in_a_bar_without_upright_rules() -> None:
    rows = [Rule(y, 100, 900) for y in (400, 500, 600)]
    level, _ = find_bar_rules(rows, [], [BAR], dark_bar(200, 450), 300, BarOptions())
    assert [(round(rule.at), round(rule.start), round(rule.end)) for rule in level] == [(180, 200, 450)]
    assert find_bar_rules(rows, [], [BAR], dark_bar(light_to=100), 300, BarOptions()) == ([], [])
    assert find_bar_rules([], [], [BAR], dark_bar(200, 450), 300, BarOptions()) == ([], [])
