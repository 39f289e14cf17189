"""The edges of stamps in and beside a table."""

from models.pixels.rule import Rule
from models.structure.areas.area import Area, AreaOptions
from models.structure.areas.strokes import (
    without_bridges,
    without_overhanging,
    without_slanted,
    without_strokes,
)
from schemas.geometry import Box
from tests.models.structure.literal_pages import rules

DPI, OPTIONS = 100.0, AreaOptions()
ROWS = tuple(Rule(40.0 * k, 0, 600) for k in range(5))
COLUMNS = tuple(Rule(x, 0, 160) for x in (0.0, 200.0, 400.0, 600.0))


def test_the_steps_of_a_slanted_edge_are_no_rules() -> None:
    steps = tuple(Rule(50 + 5 * k, 20 + 40 * k, 60 + 40 * k) for k in range(3))
    assert without_slanted((*ROWS, *steps), DPI, OPTIONS) == ROWS


def test_short_rules_of_one_height_or_to_and_fro_stay() -> None:
    level = (*ROWS, Rule(50, 20, 60), Rule(50.5, 60, 100), Rule(56, 100, 140), Rule(51, 140, 180))
    assert without_slanted(level, DPI, OPTIONS) == level


def test_a_stroke_that_carries_one_rule_on_makes_the_table_no_wider() -> None:
    level = (*ROWS[:2], Rule(80, -60, 600), *ROWS[3:])
    area = without_overhanging(Area(Box(-60, 0, 600, 160), level, COLUMNS), 5)
    assert (area.bbox, area.level) == (Box(0, 0, 600, 160), ROWS)


def test_rules_that_all_go_on_are_the_width_of_the_table() -> None:
    level = tuple(Rule(rule.at, -60, 600) for rule in ROWS)
    area = Area(Box(-60, 0, 600, 160), level, COLUMNS)
    assert without_overhanging(area, 5) == area


def test_a_fold_beyond_the_open_sides_of_a_table_makes_it_no_wider() -> None:
    rows = tuple(Rule(rule.at, -60, 660) for rule in ROWS)
    level = (*rows[:2], Rule(80, -160, 760), *rows[3:])
    area = without_overhanging(Area(Box(-160, 0, 760, 160), level, COLUMNS), 5)
    assert (area.bbox, area.level) == (Box(-60, 0, 660, 160), rows)


def test_the_long_steps_of_a_fold_that_lie_partly_below_each_other_are_no_rules() -> None:
    steps = tuple(Rule(50 + 5 * k, 20 + 100 * k, 170 + 100 * k) for k in range(4))
    assert without_slanted((*ROWS, *steps), DPI, OPTIONS) == ROWS


def test_a_fold_that_goes_on_below_a_table_makes_it_no_higher() -> None:
    fold = Rule(300, 130, 400)
    area = without_overhanging(Area(Box(0, 0, 600, 400), ROWS, (*COLUMNS, fold)), 5)
    assert (area.bbox, area.upright) == (Box(0, 0, 600, 160), COLUMNS)


def test_a_bit_of_a_fold_between_two_tables_joins_none() -> None:
    below = tuple(Rule(rule.at, 260, 420) for rule in COLUMNS)
    level = (*ROWS, *(Rule(rule.at + 260, 0, 600) for rule in ROWS))
    page = rules(level, (*COLUMNS, *below, Rule(330, 155, 262)))
    assert without_bridges(page, DPI, OPTIONS) == (*COLUMNS, *below)


def test_the_one_upright_rule_between_two_columns_is_no_bit_of_a_fold() -> None:
    middle = Rule(300, 0, 160)
    assert without_bridges(rules(ROWS, (middle,)), DPI, OPTIONS) == (middle,)


def test_a_short_rule_from_one_level_rule_to_the_next_is_no_stroke() -> None:
    short, amid = Rule(100, 40, 57), Rule(100, 85, 102)
    level = (Rule(40, 0, 600), Rule(57, 0, 600), Rule(160, 0, 600))
    for stroke, kept in ((short, True), (amid, False)):
        area = Area(Box(0, 40, 600, 160), level, (stroke,))
        assert (stroke in without_strokes(area, (), DPI, OPTIONS).upright) is kept
