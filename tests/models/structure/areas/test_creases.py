"""Folds that cross a table."""

from models.pixels.rule import Rule
from models.structure.areas.creases import without_creases

DPI = 100.0
ROWS = tuple(Rule(40.0 * k, 0, 900) for k in range(5))


def bits(lean: float, *spans: tuple[float, float]) -> tuple[Rule, ...]:
    return tuple(Rule(70 + lean * (a + b) / 2, a, b) for a, b in spans)


SPANS = ((-30.0, 60.0), (200.0, 420.0), (500.0, 540.0), (700.0, 930.0))


def test_bits_on_one_slanted_line_across_the_page_are_a_fold() -> None:
    assert without_creases((*ROWS, *bits(-0.015, *SPANS)), DPI) == ROWS


def test_level_bits_of_one_broken_rule_stay() -> None:
    level = (*ROWS, *bits(0.0, *SPANS))
    assert without_creases(level, DPI) == level


def test_few_bits_and_bits_of_a_part_of_the_width_stay() -> None:
    for spans in (SPANS[:3], ((0.0, 60.0), (100.0, 160.0), (200.0, 260.0), (300.0, 360.0))):
        level = (*ROWS, *bits(-0.015, *spans))
        assert without_creases(level, DPI) == level


def test_steps_from_row_to_row_are_rules() -> None:
    level = (*ROWS, *(Rule(40.0 * k + 20, 220.0 * k, 220.0 * k + 200) for k in range(4)))
    assert without_creases(level, DPI) == level
