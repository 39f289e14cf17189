"""Column rules of which pieces are left are drawn from row to row, but not through print or whole ones."""

import numpy as np
import pytest

from models.pixels.broken_columns import with_broken_columns
from models.pixels.rule import Rule

DPI = 300.0
ROWS = range(100, 701, 100)
LEVEL = [Rule(y, 100, 900) for y in ROWS]
PIECES = [Rule(500 + k, y + 20, y + 50) for k, y in enumerate((100, 200, 400, 500, 600))]


def paper(*words: tuple[int, int, int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    page = np.zeros((800, 1000), np.uint8)
    for x, y, w, h in words:
        page[y : y + h, x : x + w] = 1
    return page


def spans(rules: tuple[Rule, ...]) -> list[tuple[float, float]]:
    return [(rule.start, rule.end) for rule in rules]


def test_pieces_in_most_rows_are_a_rule_over_all_of_them() -> None:
    (column,) = with_broken_columns(LEVEL, PIECES, paper(), DPI)
    assert (column.start, column.end) == (100, 700)
    assert column.at == pytest.approx(502, abs=0.5)


def test_print_across_the_line_keeps_its_row_whole() -> None:
    assert spans(with_broken_columns(LEVEL, PIECES, paper((400, 330, 200, 40)), DPI)) == [
        (100, 300),
        (400, 700),
    ]


@pytest.mark.parametrize(
    "upright",
    [
        [Rule(500, y, y + 100) for y in (100, 200, 400, 500, 600)],  # whole where it is drawn: a merged cell
        PIECES[:2],
        [*PIECES[:2], *(Rule(560, rule.start, rule.end) for rule in PIECES[2:])],
    ],
)
def test_other_rules_stay_as_they_are(upright: list[Rule]) -> None:
    assert sorted(with_broken_columns(LEVEL, upright, paper(), DPI), key=lambda r: r.start) == sorted(
        upright, key=lambda r: r.start
    )
