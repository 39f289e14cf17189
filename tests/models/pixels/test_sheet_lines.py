"""Streaks and folds are no rules, and a rule that one of them runs along stays."""

import numpy as np
import pytest

from models.pixels.rule import Rule, RuleOptions
from models.pixels.sheet_lines import (
    is_level_fold,
    is_level_streak,
    without_bands,
    without_lines_of_the_sheet,
    without_streaks_along_rules,
)
from schemas.geometry import Box

DPI = 200.0
LEVEL = [Rule(y, 100, 800) for y in (100, 200, 300, 400)]
PRINT = [Box(300, 230, 500, 260)]


def test_a_level_line_to_the_side_of_the_page_beyond_all_others_is_a_streak() -> None:
    level = [*LEVEL, streak := Rule(250, 40, 880)]
    assert [rule for rule in level if is_level_streak(rule, level, 900, DPI, RuleOptions())] == [streak]
    wide = [Rule(y, 20, 880) for y in (100, 200, 300)]
    assert not any(is_level_streak(rule, wide, 900, DPI, RuleOptions()) for rule in wide)


def test_a_level_rule_beyond_all_else_is_a_fold() -> None:
    fold = Rule(250, 40, 860)
    assert is_level_fold(fold, LEVEL, PRINT, DPI, RuleOptions())
    assert not is_level_fold(Rule(250, 90, 860), LEVEL, PRINT, DPI, RuleOptions())
    assert not is_level_fold(fold, [*LEVEL, Rule(280, 40, 860)], PRINT, DPI, RuleOptions())


@pytest.mark.parametrize("dashed", [True, False])
def test_a_dashed_rule_in_a_fold_is_kept_from_side_to_side(dashed: bool) -> None:
    sides = [Rule(x, 90, 410) for x in (100, 400, 800)]
    fold = Rule(250, 0, 899)
    grey = np.full((500, 900), 250, np.uint8)
    grey[249:252] = 220
    if dashed:
        for x in range(100, 800, 12):
            grey[246:249, x : x + 8] = 90
    found = without_lines_of_the_sheet([*LEVEL, fold], sides, grey, PRINT, DPI, RuleOptions())
    own = [rule for rule in found if rule not in LEVEL]
    assert [(rule.start, rule.end) for rule in own] == ([(100, 800)] if dashed else [])
    assert all(abs(rule.at - 247) <= 2 for rule in own)


@pytest.mark.parametrize(("left", "bands"), [(100, True), (10, False)])
def test_edges_of_bands_over_the_whole_sheet_are_no_rules(left: int, bands: bool) -> None:
    """In a table cut out of its page, print stands at the side as well."""
    edges = [Rule(y, 0, 900) for y in range(60, 420, 60)]
    text = [Box(left, y, 500, y + 26) for y in range(70, 420, 35)]
    own = Rule(200, 100, 700)
    found = without_bands([*edges, own], text, 900, DPI, RuleOptions())
    assert found == ((own,) if bands else (*edges, own))


@pytest.mark.parametrize("ruled", [True, False])
def test_a_column_rule_along_a_streak_ends_where_its_table_does(ruled: bool) -> None:
    """Not at the rule of the page's foot, which the streak crosses, too."""
    foot = Rule(560, 100, 800)
    streak = Rule(450, 0, 640)
    grey = np.full((640, 900), 250, np.uint8)
    grey[:, 449:452] = 225
    if ruled:
        grey[100:400, 446:449] = 60
    found = without_streaks_along_rules([streak], [*LEVEL, foot], grey, [], DPI, RuleOptions())
    assert [(rule.start, rule.end) for rule in found] == ([(100, 400)] if ruled else [(0, 640)])
