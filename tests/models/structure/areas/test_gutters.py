"""Two tables side by side whose level rules were joined over the blank between them."""

from models.pixels.rule import Rule
from models.structure.areas.gutters import cut_at_gutters
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, lines

LEFT = [Rule(y, 50, 400) for y in (160, 190)]
RIGHT = [Rule(y, 408, 700) for y in (160, 188, 216)]
JOINED = [Rule(y, 50, 700) for y in (100, 130)]
PRINT = lines((115, 145, 175), (60, 120), (300, 390), (420, 480), (600, 690))
BELOW = Rule(260, 50, 700)


def test_rules_that_go_over_a_gutter_are_cut_there() -> None:
    cut = cut_at_gutters([*JOINED, *LEFT, *RIGHT, BELOW], PRINT, DPI)
    parts = [Rule(y, *extent) for y in (100, 130) for extent in ((50, 400), (408, 700))]
    assert sorted(cut, key=lambda rule: (rule.at, rule.start)) == sorted(
        [*parts, *LEFT, *RIGHT, BELOW], key=lambda rule: (rule.at, rule.start)
    )


def test_print_in_the_blank_makes_it_no_gutter() -> None:
    level = (*JOINED, *LEFT, *RIGHT)
    assert cut_at_gutters(level, [*PRINT, Box(380, 170, 430, 190)], DPI) == level


def test_rules_that_end_below_each_other_are_two_tables_already() -> None:
    level = (*JOINED, *LEFT, *(Rule(rule.at + 300, rule.start, rule.end) for rule in RIGHT))
    assert cut_at_gutters(level, PRINT, DPI) == level


def test_a_rule_broken_once_is_no_gutter() -> None:
    level = (*JOINED, Rule(160, 50, 400), Rule(160, 408, 700), Rule(190, 50, 700))
    assert cut_at_gutters(level, PRINT, DPI) == level
