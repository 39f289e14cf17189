"""Signs of money at the left edge of ruled cells, and amounts at the right one, are of one column."""

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.ruled import area_to_tables
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, line, shape


def test_signs_far_from_their_amounts_part_no_ruled_columns() -> None:
    ys, xs = range(0, 121, 30), (0, 200, 400, 600)
    amounts = ((330, 390), (530, 590))
    rows = [
        line(15, (60, 130), (280, 320), (480, 520)),
        line(45, (10, 90), (205, 222), amounts[0], (405, 422), amounts[1]),
        line(75, (10, 120), *amounts),
        line(105, (10, 60), (205, 222), amounts[0], (405, 422), amounts[1]),
    ]
    level = tuple(Rule(y, 0, 600) for y in ys)
    area = Area(Box(0, 0, 600, 120), level, tuple(Rule(x, 0, 120) for x in xs))
    (table,) = area_to_tables(area, [piece for row in rows for piece in row], DPI)
    assert shape(table) == (4, 3)
    assert sorted({slot.bbox.x0 for slot in table.slots}) == [0, 200, 400]
