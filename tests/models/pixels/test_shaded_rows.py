"""Faint edges between shaded rows."""

import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.pixels.shaded_rows import find_shaded_edges

DPI = 200.0
RULES = [Rule(y, 100, 900) for y in (100, 150, 200, 250, 300, 350)]


def page(*shades: int) -> tuple[Pixels, Mask]:
    """Rows 50 pixels high, noisy, with print in each; one shade for each row, from 100 on."""
    noise = np.random.default_rng(5).normal(0, 4, (800, 1000))
    grey = np.full((800, 1000), 250.0)
    ink = np.zeros((800, 1000), np.uint8)
    for k, shade in enumerate(shades):
        grey[100 + 50 * k : 150 + 50 * k, 100:900] = shade
        ink[115 + 50 * k : 135 + 50 * k, 120:840:3] = 1
    grey = np.where(ink > 0, 20, grey + noise)
    return np.clip(grey, 0, 255).astype(np.uint8), ink


def heights(grey: Pixels, ink: Mask, rules: list[Rule]) -> list[int]:
    return [round(rule.at) for rule in find_shaded_edges(grey, ink, rules, [], DPI)]


def test_a_faint_edge_all_along_a_table_of_shaded_rows_is_a_rule() -> None:
    grey, ink = page(225, 250, 225, 250, 244, 250, 225)
    found = heights(grey, ink, [*RULES[:4], Rule(400, 100, 900), Rule(450, 100, 900)])
    assert len(found) == 2 and max(abs(a - b) for a, b in zip(found, (300, 350), strict=True)) <= 3


def test_rows_below_the_last_rule_end_at_their_edges() -> None:
    grey, ink = page(225, 250, 225, 250, 225, 250, 240)
    found = heights(grey, ink, RULES)
    assert len(found) == 2 and max(abs(a - b) for a, b in zip(found, (400, 450), strict=True)) <= 3


def test_what_gets_darker_in_two_steps_is_no_row() -> None:
    grey, ink = page(225, 250, 225, 250, 244, 225)
    assert heights(grey, ink, [*RULES[:4], Rule(350, 100, 900), Rule(400, 100, 900)]) == []


def test_a_slope_of_light_and_a_shade_over_some_columns_are_no_edges() -> None:
    grey, ink = page(*[250] * 6)
    slope = np.linspace(0, 40, 800)[:, None]
    some = [*RULES[:2], *(Rule(y, 100, 900) for y in (300, 350, 400))]
    assert heights(np.clip(grey - slope, 0, 255).astype(np.uint8), ink, some) == []
    grey[200:250, 100:500] -= 20
    assert heights(grey, ink, some) == []


@pytest.mark.parametrize("fewest", [4, 5])
def test_few_rules_make_no_table_of_shaded_rows(fewest: int) -> None:
    grey, ink = page(225, 250, 225, 250, 225, 250, 240)
    assert bool(heights(grey, ink, RULES[-fewest:])) == (fewest == 5)
