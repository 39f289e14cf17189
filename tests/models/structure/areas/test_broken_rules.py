"""Pieces of a broken rule in a grid are rules of it; strokes, and the rules of a table inside, are not."""

from models.pixels.rule import Rule
from models.structure.areas.area import Area, AreaOptions
from models.structure.areas.broken_rules import with_broken_rules
from schemas.geometry import Box

DPI = 100.0
SIDES = (Rule(100, 100, 300), Rule(700, 100, 300))
GRID = Area(Box(100, 100, 700, 300), (Rule(100, 100, 700), Rule(300, 100, 700)), SIDES)
BROKEN = [Rule(200, 120, 220), Rule(201, 300, 400), Rule(200, 560, 660)]


def added(*level: Rule, others: tuple[Area, ...] = ()) -> set[Rule]:
    areas = with_broken_rules([GRID, *others], [*GRID.level, *level], DPI, AreaOptions())
    (grid,) = (area for area in areas if area.bbox == GRID.bbox)
    return set(grid.level) - set(GRID.level)


def test_pieces_in_line_over_much_of_the_width_are_a_rule() -> None:
    assert added(*BROKEN) == set(BROKEN)


def test_pieces_go_on_from_one_that_the_grid_has() -> None:
    grid = Area(GRID.bbox, (*GRID.level, BROKEN[2]), SIDES)
    (found,) = with_broken_rules([grid], [*grid.level, *BROKEN], DPI, AreaOptions())
    assert set(BROKEN) <= set(found.level)


def test_single_strokes_and_short_ones_are_none() -> None:
    assert added(Rule(200, 120, 400)) == set()
    assert added(*(Rule(200, x, x + 40) for x in (120, 300, 500))) == set()


def test_the_rules_of_a_smaller_table_are_its_own() -> None:
    inner = Area(Box(110, 150, 690, 250), (Rule(150, 110, 690), Rule(250, 110, 690)), ())
    assert added(*BROKEN, others=(inner,)) == set()


def test_whole_rules_that_begin_and_end_alike_part_the_rows_of_entries() -> None:
    alike = [Rule(150, 250, 640), Rule(250, 251, 639)]
    assert added(*alike, Rule(200, 120, 400)) == set(alike)
    assert added(alike[0], Rule(250, 350, 640)) == set()


def test_the_rules_below_totals_of_one_column_part_no_rows() -> None:
    assert added(Rule(150, 500, 640), Rule(250, 500, 640)) == set()
