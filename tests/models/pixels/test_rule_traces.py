"""Upright and level rules are followed where print hides them, and not where a cell goes across."""

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule, RuleOptions
from models.pixels.rule_traces import follow_traces

DPI = 200.0
OPTIONS = RuleOptions()
WHOLE = Rule(300, 100, 800)


def dots(*stretches: tuple[int, int], at: int = 200, step: int = 8) -> Mask:
    """Ink of a dotted rule over some stretches of the line."""
    ink = np.zeros((400, 900), np.uint8)
    for start, end in stretches:
        for x in range(start, end, step):
            ink[at - 1 : at + 2, x : x + 3] = 1
    return ink


def test_a_rule_goes_on_through_a_break_with_dots_in_it() -> None:
    parts = (Rule(200, 100, 300), Rule(201, 400, 800))
    (found,) = follow_traces(parts, (), dots((100, 800)), DPI, OPTIONS)
    assert (found.start, found.end) == (100, 800)
    assert 200 < found.at < 201


def test_a_break_without_dots_stays_a_break() -> None:
    parts = (Rule(200, 100, 300), Rule(201, 400, 800))
    assert follow_traces(parts, (), dots((100, 300), (400, 800)), DPI, OPTIONS) == parts


def test_letters_in_a_break_leave_blanks_and_join_nothing() -> None:
    parts = (Rule(200, 100, 300), Rule(200, 400, 800))
    letters = dots((100, 300), (330, 345), (370, 385), (400, 800), step=4)
    assert follow_traces(parts, (), letters, DPI, OPTIONS) == parts


def test_a_break_longer_than_some_lines_of_print_stays_a_break() -> None:
    parts = (Rule(200, 100, 300), Rule(200, 500, 800))
    assert follow_traces(parts, (), dots((100, 800)), DPI, OPTIONS) == parts


def test_a_break_from_one_rule_across_to_the_next_is_a_merged_cell() -> None:
    parts = (Rule(200, 100, 300), Rule(200, 400, 800))
    across = (Rule(300, 100, 300), Rule(400, 100, 300))
    assert follow_traces(parts, across, dots((100, 800)), DPI, OPTIONS) == parts


def test_a_rule_is_carried_on_in_its_trace_to_where_another_one_ends() -> None:
    short = Rule(200, 100, 500)
    assert follow_traces((short, WHOLE), (), dots((100, 800)), DPI, OPTIONS)[0] == Rule(200, 100, 800)


def test_a_rule_is_not_carried_back_to_where_another_one_starts() -> None:
    low = Rule(200, 300, 800)
    assert follow_traces((low, WHOLE), (), dots((100, 800)), DPI, OPTIONS)[0] == low


def test_a_rule_is_not_carried_on_over_a_blank_as_high_as_a_row() -> None:
    # Dots on nine tenths of the way: more than enough but for the blank.
    short = Rule(200, 100, 400)
    ink = dots((100, 580), (620, 800))
    assert follow_traces((short, WHOLE), (), ink, DPI, OPTIONS)[0] == short


def test_a_rule_is_not_carried_on_over_a_merged_cell_below_which_it_begins_anew() -> None:
    first, second = Rule(200, 100, 300), Rule(200, 500, 700)
    across = (Rule(300, 100, 400), Rule(500, 100, 400))
    ink = dots((100, 800))
    found = follow_traces((first, second, WHOLE), across, ink, DPI, OPTIONS)
    assert found == (first, Rule(200, 500, 800), WHOLE)


def test_letters_in_the_line_of_a_rule_do_not_carry_it_on_to_where_others_end() -> None:
    short, whole = Rule(200, 100, 498), Rule(300, 100, 540)
    letters = dots((100, 498), step=5)
    letters[199:202, 506:531] = 1
    assert follow_traces((short, whole), (), letters, DPI, OPTIONS)[0] == short
    assert follow_traces((short, whole), (), dots((100, 540), step=5), DPI, OPTIONS)[0].end == 540


def test_a_solid_rule_has_no_blanks_that_tell_how_it_goes_on() -> None:
    ink = dots((100, 498), step=3)
    ink[199:202, 506:531] = 1
    assert follow_traces((Rule(200, 100, 498), Rule(300, 100, 540)), (), ink, DPI, OPTIONS)[0].end == 540
