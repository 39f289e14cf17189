"""Level rules are joined where they go on, and left in pieces where cells go over several rows."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.level_traces import Sheet, follow_level_traces
from models.pixels.rule import Rule, RuleOptions
from models.pixels.upright import ink
from schemas.geometry import Box

DPI = 200.0


def paper() -> Pixels:
    return np.full((300, 900), 255, np.uint8)


def write(page: Pixels, text: str, x: int, y: int) -> Box:
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    return Box(x - 5, y - height - 7, x + width + 5, y + 7)


def follow(
    page: Pixels, level: list[Rule], *text: Box, upright: tuple[Rule, ...] = ()
) -> list[tuple[int, int]]:
    found = follow_level_traces(level, upright, Sheet(page, ink(page, 50), text, (), DPI), RuleOptions())
    return [(round(rule.start), round(rule.end)) for rule in found if round(rule.at) == 150]


def pieces() -> list[Rule]:
    return [Rule(150, 100, 300), Rule(150, 600, 800)]


def test_a_rule_of_which_dashes_are_left_is_one() -> None:
    page = paper()
    for x in range(100, 800, 30):
        page[149:152, x : x + 12] = 120
    assert follow(page, pieces()) == [(100, 800)]


def test_a_rule_that_print_touches_is_one() -> None:
    page = paper()
    page[149:152, 100:800] = 0
    box = write(page, "Servicios personales", 310, 147)
    assert follow(page, pieces(), box) == [(100, 800)]


def test_the_edge_of_a_shaded_row_is_one_under_print() -> None:
    page = paper()
    page[150:200, 100:800] = 238
    box = write(page, "Servicios personales", 310, 158)
    assert follow(page, pieces(), box) == [(100, 800)]


def test_a_cell_over_two_rows_stays_one() -> None:
    page = paper()
    page[149:152, 100:300] = page[149:152, 600:800] = 0
    box = write(page, "Servicios personales", 310, 158)
    assert follow(page, pieces(), box) == [(100, 300), (600, 800)]


def test_a_break_between_two_upright_rules_stays() -> None:
    page = paper()
    for x in range(100, 800, 30):
        page[149:152, x : x + 12] = 120
    between = (Rule(300, 50, 250), Rule(600, 50, 250))
    others = [Rule(50, 100, 800), Rule(250, 100, 800)]
    assert follow(page, [*pieces(), *others], upright=between) == [(100, 300), (600, 800)]
    streaks = (Rule(300, 0, 299), Rule(600, 0, 299))
    assert follow(page, [*pieces(), *others], upright=streaks) == [(100, 800)]


def test_a_rule_is_carried_on_to_where_others_end_and_no_further() -> None:
    page = paper()
    for x in range(100, 900, 30):
        page[149:152, x : x + 12] = 120
    others = [Rule(50, 100, 800), Rule(250, 100, 800)]
    assert follow(page, [Rule(150, 400, 600), *others]) == [(100, 800)]


def test_without_rules_there_is_nothing_to_follow() -> None:
    assert follow(paper(), []) == []


def test_dashed_rules_of_two_tables_beside_each_other_stay_two() -> None:
    # The last dash before the gap and the first one after it end short of the sides of the tables.
    page = paper()
    for x in (*range(100, 420, 30), *range(520, 800, 30)):
        page[149:152, x : x + 12] = 120
    page[149:152, 400:412] = page[149:152, 500:512] = 120
    level = [Rule(150, 100, 380), Rule(150, 520, 800), Rule(50, 100, 400), Rule(250, 100, 400)]
    sides = (Rule(412, 50, 250), Rule(500, 50, 250))
    found = follow(page, level, upright=sides)
    assert len(found) == 2
    assert found[0][1] <= 412
    assert found[1][0] >= 500


def test_the_edge_of_a_shaded_row_goes_on_to_the_last_upright_rule_of_its_shade() -> None:
    page = paper()
    page[150:200, 100:820] = 238
    upright = tuple(Rule(x, 100, 250) for x in (100, 300, 600, 800))
    ends = [Rule(y, 100, 300) for y in (100, 250)]
    page[149:251, [100, 300, 600, 800]] = 0
    assert follow(page, [Rule(150, 100, 300), *ends], upright=upright) == [(100, 800)]
    page[150:200, 602:820] = 255
    assert follow(page, [Rule(150, 100, 300), *ends], upright=upright) == [(100, 600)]


@pytest.mark.parametrize(("first", "start"), [(100, 100), (310, 300)], ids=["dashed", "merged"])
def test_a_dashed_rule_goes_on_over_a_narrow_column_if_its_dashes_do(first: int, start: int) -> None:
    """Too few of them stand there to be found alone."""
    page = paper()
    for x in range(first, 800, 20):
        page[149:152, x : x + 12] = 120
    upright = tuple(Rule(x, 50, 250) for x in (100, 300, 800))
    others = [Rule(50, 100, 800), Rule(250, 100, 800)]
    assert follow(page, [Rule(150, 300, 800), *others], upright=upright) == [(start, 800)]


@pytest.mark.parametrize(("first", "start"), [(100, 100), (300, 300)], ids=["drawn", "merged"])
def test_a_rule_goes_on_over_the_outer_column_that_is_open(first: int, start: int) -> None:
    page = paper()
    page[149:152, first:800] = 150
    upright = tuple(Rule(x, 50, 250) for x in (300, 600))
    others = [Rule(50, 100, 800), Rule(250, 100, 800)]
    assert follow(page, [Rule(150, 300, 800), *others], upright=upright) == [(start, 800)]
