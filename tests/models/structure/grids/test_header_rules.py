"""Upright rules that stand in a header alone."""

import pytest

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.ruled import area_to_tables
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, line, lines, shape


@pytest.mark.parametrize(("end", "columns"), [(30, 3), (22, 2)], ids=["whole", "a bit"])
def test_a_rule_between_two_names_parts_their_columns_below_print_that_runs_over_it(
    end: int, columns: int
) -> None:
    """Typed codes and names stand as close to each other as words do."""
    pieces = [*line(15, (10, 90), (110, 290), (410, 590)), *lines(range(45, 180, 30), (10, 250), (430, 590))]
    sides = [Rule(x, 0, 180) for x in (0, 400, 600)]
    level = [Rule(y, 0, 600) for y in (0, 30, 60, 90, 120, 150, 180)]
    area = Area(Box(0, 0, 600, 180), tuple(level), (*sides, Rule(100, 0, end)))
    (table,) = area_to_tables(area, pieces, DPI)
    assert shape(table)[1] == columns
