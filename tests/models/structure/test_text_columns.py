"""A page in two columns of text has the tables of each; a table with a blank in its middle stays whole."""

import numpy as np

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.text_columns import text_columns
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines

INK = np.zeros((4, 4), np.uint8)
LEFT, RIGHT = (50, 480), (560, 990)
HEAD = line(20, (300, 740))
TEXT = [*lines(range(80, 260, 30), LEFT), *lines(range(95, 275, 30), RIGHT)]
TABLE = lines(range(320, 440, 30), (50, 150), (200, 300), (420, 480))


def rules(*level: Rule) -> Rules:
    return Rules(level, (), (), INK, INK)


def sides(pieces: list[Box], drawn: Rules) -> list[int]:
    return [len(own) for own, _ in text_columns(pieces, drawn)]


def test_each_column_has_its_own_print_and_rules_and_the_head_is_above_both() -> None:
    under, below_head = Rule(430, 50, 480), Rule(50, 50, 990)
    found = text_columns([*HEAD, *TEXT, *TABLE], rules(below_head, under))
    assert [len(own) for own, _ in found] == [1, 6 + 12, 6]
    assert [own.level for _, own in found] == [(below_head,), (under,), ()]


def test_a_rule_over_both_columns_of_words_makes_a_table_of_them() -> None:
    assert sides([*HEAD, *TEXT, *TABLE], rules(Rule(160, 50, 990))) == [len([*HEAD, *TEXT, *TABLE])]


def test_columns_of_words_without_a_table_are_one_page() -> None:
    assert sides([*HEAD, *TEXT], rules()) == [len([*HEAD, *TEXT])]


def test_a_table_with_a_blank_in_its_middle_is_one() -> None:
    wide = lines(range(80, 380, 30), (50, 200), (240, 300), (420, 480), (560, 640), (700, 760), (920, 990))
    assert sides([*HEAD, *wide], rules()) == [len([*HEAD, *wide])]


def test_a_page_without_print_has_one_column() -> None:
    assert sides([], rules()) == [0]
