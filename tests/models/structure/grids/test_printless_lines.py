"""Short lines that only part blank paper off are taken out; those between print stay."""

import pytest

from models.pixels.rule import Rule
from models.structure.grids.lattice import lattice_to_slots, rules_to_lattice
from models.structure.grids.printless_lines import without_printless_lines
from schemas.geometry import Box

XS = (0.0, 100.0, 200.0, 300.0)
UPRIGHT = [Rule(x, 0, 80) for x in XS]
FRAME = [Rule(0, 0, 300), Rule(80, 0, 300)]
BELOW = [Box(x + 10, 50, x + 60, 70) for x in XS[:-1]]


def spans(level: list[Rule], upright: list[Rule], pieces: list[Box]) -> list[tuple[int, int, int, int]]:
    ys, xs = sorted({rule.at for rule in level}), sorted({rule.at for rule in upright})
    lattice = rules_to_lattice(ys, xs, (level, upright), pieces, 4.0)
    found = lattice_to_slots(without_printless_lines(lattice, pieces))
    return [(slot.row, slot.col, slot.row_span, slot.col_span) for slot in found]


def test_a_stroke_above_the_print_of_one_column_makes_no_row() -> None:
    stroke = Rule(30, 200, 300)
    assert spans([*FRAME, stroke], UPRIGHT, BELOW) == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]


def test_a_line_between_two_lines_of_print_makes_a_row() -> None:
    line, above = Rule(30, 200, 300), Box(210, 5, 260, 25)
    assert len(spans([*FRAME, line], UPRIGHT, [*BELOW, above])) == 4


@pytest.mark.parametrize(("stroke", "columns"), [(Rule(250, 60, 80), 3), (Rule(250, 0, 80), 4)])
def test_an_upright_stroke_beside_print_makes_no_column(stroke: Rule, columns: int) -> None:
    level = [*FRAME, Rule(20, 0, 300), Rule(40, 0, 300), Rule(60, 0, 300)]
    pieces = [Box(x + 5, y + 4, x + 45, y + 16) for x in XS[:-1] for y in (0, 20, 40, 60)]
    found = spans(level, [*UPRIGHT, stroke], pieces)
    assert {col for _, col, _, _ in found} == set(range(columns))
