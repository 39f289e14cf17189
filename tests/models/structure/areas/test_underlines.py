"""Underlines are no rules; rules right below print that other columns have, too, are."""

from models.pixels.rule import Rule
from models.structure.areas.underlines import without_underlines
from tests.models.structure.literal_pages import lines

WORDS = lines((100, 130), (50, 150), (400, 480))
FOOT = WORDS[0].y1
RULE = Rule(FOOT + 15, 20, 600)
SAME = 8.0


def test_a_line_right_below_words_and_as_wide_is_an_underline() -> None:
    line = Rule(FOOT + 2, 48, 153)
    assert without_underlines([line, RULE], [], WORDS, SAME) == (RULE,)


def test_wider_lines_and_those_met_by_upright_rules_are_rules() -> None:
    wide, met = Rule(FOOT + 2, 20, 180), Rule(FOOT + 2, 48, 153)
    left, right, corner = Rule(48, 50, 200), Rule(153, 50, 200), Rule(153, met.at, 200)
    assert without_underlines([wide], [], WORDS, SAME) == (wide,)
    assert without_underlines([met], [left, right], WORDS, SAME) == (met,)
    assert without_underlines([met], [Rule(100, 50, 200)], WORDS, SAME) == (met,)
    assert without_underlines([met], [corner], WORDS, SAME) == (met,)


def test_a_line_below_words_that_ends_at_a_column_rule_is_an_underline() -> None:
    line = Rule(FOOT + 2, 48, 153)
    assert without_underlines([line, RULE], [Rule(153, 50, 200)], WORDS, SAME) == (RULE,)


def test_a_circle_around_words_is_no_two_rules() -> None:
    head = WORDS[0].y0
    above, below = Rule(head - 2, 60, 140), Rule(FOOT + 2, 64, 136)
    assert without_underlines([above, below, RULE], [], WORDS, SAME) == (RULE,)
    assert without_underlines([above, RULE], [], WORDS, SAME) == (above, RULE)


def test_a_part_of_a_rule_over_several_columns_stays() -> None:
    parts = [Rule(FOOT + 2, 48, 153), Rule(FOOT + 2, 300, 600)]
    assert without_underlines(parts, [], WORDS, SAME) == tuple(parts)


def test_each_name_of_a_header_may_be_underlined() -> None:
    assert without_underlines([Rule(FOOT + 2, 48, 153), Rule(FOOT + 2, 399, 482)], [], WORDS, SAME) == ()
