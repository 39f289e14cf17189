"""Folds, streaks and strokes of letters are no rules."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from models.pixels.level_traces import Sheet
from models.pixels.rule import Rule, RuleOptions
from models.pixels.rule_gaps import without_strokes_in_headings
from models.pixels.stray_lines import without_strays
from schemas.geometry import Box

DPI = 200.0
LEVEL = [Rule(y, 100, 800) for y in (100, 200, 300, 400)]
NO_DOTS = np.zeros((500, 900), np.uint8)
PRINT = [Box(300, 230, 500, 260)]


def sheet(upright: Sequence[Rule], text: Sequence[Box]) -> Sheet:
    """A page with upright lines drawn on it."""
    grey = np.full((500, 900), 255, np.uint8)
    for rule in upright:
        grey[round(rule.start) : round(rule.end), round(rule.at) - 1 : round(rule.at) + 2] = 80
    return Sheet(grey, (grey < 128).astype(np.uint8), text, [], DPI)


@pytest.mark.parametrize(
    ("rule", "others", "fold"),
    [
        (Rule(400, 150, 350), [], True),
        (Rule(400, 100, 400), [], False),  # from rule to rule
        (Rule(700, 150, 350), [], False),  # through no print
        (Rule(400, 150, 250), [Rule(401, 280, 380)], False),  # a broken rule
    ],
)
def test_what_ends_nowhere_and_runs_through_print_is_a_fold(
    rule: Rule, others: list[Rule], fold: bool
) -> None:
    found = without_strays([rule, *others], LEVEL, sheet([rule, *others], PRINT), NO_DOTS, RuleOptions())
    assert (rule not in found) == fold


@pytest.mark.parametrize(("dashes", "strokes"), [((230, 260, 270, 300, 310, 340), True), ((200, 400), False)])
def test_strokes_that_break_off_between_lines_of_print_are_no_rule_where_two_rules_end_them(
    dashes: tuple[int, ...], strokes: bool
) -> None:
    text = [Box(300, y - 1, 500, y + 31) for y in (230, 270, 310)]
    rule = Rule(400, 200, 400)
    drawn = [Rule(400, a, b) for a, b in zip(dashes[::2], dashes[1::2], strict=True)]
    found = without_strays([rule], LEVEL, sheet(drawn, text), NO_DOTS, RuleOptions())
    assert (rule not in found) == strokes


def test_an_upright_rule_stops_at_a_heading_at_which_the_others_stop() -> None:
    level = [Rule(y, 100, 800) for y in (100, 150, 400)]
    broken = [Rule(x, 150, 400) for x in (400, 600)]
    heading = [Box(110, 110, 300, 140)]
    frame = [Rule(100, 100, 400), Rule(800, 100, 400)]
    through = Rule(200, 100, 400)
    found = without_strokes_in_headings([*frame, through, *broken], level, heading, 6)
    assert [(rule.start, rule.end) for rule in found if rule.at == 200] == [(150, 400)]


def test_an_upright_rule_beside_the_print_of_a_row_stays() -> None:
    level = [Rule(y, 100, 800) for y in (100, 150, 400)]
    broken = [Rule(x, 150, 400) for x in (400, 600)]
    through = Rule(200, 100, 400)
    beside = [Box(110, 110, 195, 140), Box(205, 110, 300, 140)]
    assert through in without_strokes_in_headings([through, *broken], level, beside, 6)


def shaded(left: int, right: int, line: int | None = None) -> Sheet:
    """A page with a shaded row between two level rules; line: tone of a rule drawn on its left side."""
    grey = np.full((500, 900), 255, np.uint8)
    grey[200:300, left:right] = 232
    if line is not None:
        grey[200:300, left - 1 : left + 2] = line
    return Sheet(grey, (grey < 128).astype(np.uint8), [], [], DPI)


@pytest.mark.parametrize(
    ("page", "side", "kept"),
    [
        (shaded(100, 800), Rule(101, 200, 300), False),
        (shaded(100, 800), Rule(101, 220, 290), False),  # found in part
        (shaded(100, 800, line=60), Rule(100, 200, 300), True),  # a printed rule
        (shaded(100, 800, line=200), Rule(100, 200, 300), True),  # a faint one
        (shaded(400, 800), Rule(401, 200, 300), True),  # where no row ends
        (shaded(100, 800), Rule(101, 100, 300), True),  # over two rows
    ],
)
def test_the_side_of_a_shaded_row_is_no_rule(page: Sheet, side: Rule, kept: bool) -> None:
    found = without_strays([side], LEVEL, page, NO_DOTS, RuleOptions())
    assert (side in found) == kept


@pytest.mark.parametrize(("letters", "strokes"), [(True, True), (False, False)])
def test_strokes_with_letters_on_both_sides_are_no_rule_in_rows_without_a_blank(
    letters: bool, strokes: bool
) -> None:
    level = [Rule(y, 100, 800) for y in range(200, 401, 25)]
    text = [Box(300, y, 500, y + 25) for y in range(200, 400, 25)]
    rule = Rule(400, 200, 400)
    page = sheet([rule], text)
    if letters:
        page.ink[200:400, 393:396] = page.ink[200:400, 405:408] = 1
    found = without_strays([rule], level, page, NO_DOTS, RuleOptions())
    assert (rule not in found) == strokes


def test_a_dashed_rule_with_nothing_beside_it_stays_where_boxes_of_print_begin() -> None:
    rule = Rule(300, 100, 400)
    text = [Box(290, y, 500, y + 40) for y in range(102, 400, 40)]
    page = sheet([Rule(300, y, y + 20) for y in range(105, 400, 40)], text)
    assert without_strays([rule], (), page, NO_DOTS, RuleOptions()) == (rule,)
    letters = page.ink.copy()
    letters[:, 306:312] = 1
    beside = replace(page, ink=letters)
    assert without_strays([rule], (), beside, NO_DOTS, RuleOptions()) == ()


def parentheses(gap: int) -> tuple[list[Rule], list[Box]]:
    """Strokes that six figures begin with, `gap` pixels between them, and the boxes of those figures."""
    strokes = [Rule(600, y, y + 30 - gap) for y in range(110, 290, 30)]
    return strokes, [Box(594, stroke.start - 3, 700, stroke.start + 30) for stroke in strokes]


def test_parentheses_below_each_other_are_no_rule() -> None:
    line = [Rule(600, 110, 286)]
    strokes, figures = parentheses(gap=5)
    assert without_strays(line, LEVEL, sheet(strokes, figures), NO_DOTS, RuleOptions()) == ()
    solid, figures = parentheses(gap=0)
    assert without_strays(line, LEVEL, sheet(solid, figures), NO_DOTS, RuleOptions()) == tuple(line)


def test_commas_below_each_other_and_dots_of_the_rules_between_are_no_rule() -> None:
    text = [Box(300, y, 500, y + 30) for y in (130, 170, 210, 250)]
    rule = Rule(400, 100, 300)
    marks = [Rule(400, box.y0 + 20, box.y0 + 40) for box in text]
    assert without_strays([rule], LEVEL, sheet(marks, text), NO_DOTS, RuleOptions()) == ()
    dotted = [Rule(400, y, y + 4) for y in range(100, 300, 8)]
    page = sheet(dotted, text)
    dots = np.asarray(page.grey < 128, np.uint8)
    assert without_strays([rule], LEVEL, page, dots, RuleOptions()) == (rule,)


def test_figures_that_all_end_in_a_one_are_no_rule() -> None:
    text = [Box(300, y, 410, y + 30) for y in range(110, 390, 50)]
    ones = [Rule(403, box.y0 + 6, box.y0 + 26) for box in text]
    rule = Rule(403, ones[0].start, ones[-1].end)
    page = sheet(ones, text)
    assert without_strays([rule], LEVEL, page, np.asarray(page.grey < 128, np.uint8), RuleOptions()) == ()


@pytest.mark.parametrize(
    ("strokes", "kept"), [(((236, 254), (276, 294), (316, 334)), False), (((236, 290), (306, 334)), True)]
)
def test_a_one_in_one_place_of_three_figures_is_no_rule(
    strokes: tuple[tuple[int, int], ...], kept: bool
) -> None:
    text = [Box(300, y, 406, y + 30) for y in (230, 270, 310)]
    rule, drawn = Rule(400, 200, 350), [Rule(400, a, b) for a, b in strokes]
    found = without_strays([rule], LEVEL, sheet(drawn, text), NO_DOTS, RuleOptions())
    assert (rule in found) == kept


def test_a_one_in_each_row_beside_print_is_no_dashed_rule() -> None:
    text = [Box(280, y, 370, y + 30) for y in range(110, 390, 35)]
    rule = Rule(400, text[0].y0, text[-1].y1)
    ones = [Rule(400, box.y0 + 6, box.y0 + 24) for box in text]
    assert without_strays([rule], LEVEL, sheet(ones, text), NO_DOTS, RuleOptions()) == ()
    dashes = [Rule(400, y, y + 20) for y in range(110, 390, 26)]
    assert without_strays([rule], LEVEL, sheet(dashes, text), NO_DOTS, RuleOptions()) == (rule,)
    broken = [Rule(400, box.y0 + 2, box.y1) for box in text]
    assert without_strays([rule], LEVEL, sheet(broken, text), NO_DOTS, RuleOptions()) == (rule,)


@pytest.mark.parametrize(("ends", "scratch"), [((120, 385), True), ((100, 400), False)])
def test_a_line_through_several_lines_of_print_is_a_scratch_unless_it_goes_from_rule_to_rule(
    ends: tuple[int, int], scratch: bool
) -> None:
    rule, other = Rule(400, *ends), Rule(404, 405, 480)
    text = [Box(300, y, 500, y + 26) for y in (140, 230, 330)]
    page = sheet([rule], text)
    for box in text:
        page.ink[int(box.y0) : int(box.y1), 300:500] = 1
    found = without_strays([rule, other], LEVEL, page, NO_DOTS, RuleOptions())
    assert (rule not in found) == scratch
