"""Folds that were found in pieces go; column rules in pieces, and rules that a fold runs along, stay."""

import numpy as np

from models.page_image import Pixels
from models.pixels.rule import Rule, RuleOptions
from models.pixels.upright_folds import without_upright_folds
from schemas.geometry import Box

DPI = 100.0
LEVEL = [Rule(y, 50, 350) for y in (200, 260, 320)]
COLUMNS = [Rule(x, 200, 320) for x in (50, 150, 350)]
FOLD = [Rule(262, 20, 195), Rule(258, 200, 320), Rule(254, 330, 600)]
TEXT = [Box(60, 80, 300, 95), Box(60, 290, 140, 305)]


def drawn(rules: list[Rule], tone: int) -> Pixels:
    grey = np.full((620, 400), 250, np.uint8)
    for rule in rules:
        grey[int(rule.start) : int(rule.end), int(rule.at) - 1 : int(rule.at) + 2] = tone
    return grey


def kept(upright: list[Rule], grey: Pixels, text: list[Box]) -> list[Rule]:
    return list(without_upright_folds(upright, LEVEL, grey, text, DPI, RuleOptions()))


def test_a_line_aslant_from_above_all_print_to_below_it_is_a_fold() -> None:
    grey = np.minimum(drawn(COLUMNS, 60), drawn(FOLD, 150))
    assert kept([*COLUMNS, *FOLD], grey, TEXT) == COLUMNS


def test_a_rule_that_a_fold_runs_along_stays() -> None:
    grey = np.minimum(drawn([*COLUMNS, FOLD[1]], 60), drawn(FOLD, 220))
    assert kept([*COLUMNS, *FOLD], grey, TEXT) == [*COLUMNS, FOLD[1]]


def test_a_rule_in_pieces_between_lines_of_print_stays() -> None:
    text = [*TEXT, Box(60, 15, 300, 30), Box(60, 590, 300, 605)]
    assert kept([*COLUMNS, *FOLD], drawn(FOLD, 150), text) == [*COLUMNS, *FOLD]


def test_a_rule_in_pieces_that_all_reach_level_rules_stays() -> None:
    pieces = [Rule(250, 198, 240), Rule(250, 245, 300), Rule(250, 302, 322)]
    low = [Box(60, 240, 140, 255)]
    assert kept([*COLUMNS, *pieces], drawn(pieces, 60), low) == [*COLUMNS, *pieces]


def test_a_line_aslant_is_a_scratch_wherever_it_begins_and_ends() -> None:
    scratch = [Rule(262, 200, 240), Rule(259, 238, 290), Rule(256, 288, 320)]
    straight = [Rule(300, 200, 240), Rule(301, 238, 290), Rule(300, 288, 320)]
    assert kept([*COLUMNS, *straight, *scratch], drawn(scratch, 150), TEXT) == [*COLUMNS, *straight]


def test_lines_aslant_stay_where_all_are() -> None:
    columns = [Rule(x - k, 200.0 + 40 * k, 240.0 + 40 * k) for x in (60, 160, 260) for k in range(3)]
    assert kept(columns, drawn(columns, 60), TEXT) == columns


def test_a_long_straight_rule_beside_a_line_aslant_is_no_piece_of_it() -> None:
    scratch = [Rule(267, 20, 60), Rule(265, 80, 120), Rule(250, 610, 650)]
    rule = Rule(258, 130, 600)
    level = [Rule(y, 50, 350) for y in (130, 360, 600)]
    columns = [Rule(x, 130, 600) for x in (50, 100, 150, 200, 350)]
    grey = drawn([*columns, rule], 60)
    found = without_upright_folds([*columns, rule, *scratch], level, grey, TEXT, DPI, RuleOptions())
    assert rule in found
