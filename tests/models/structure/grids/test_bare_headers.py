"""Headers of several levels with no rule between their cells."""

from models.pixels.rule import Rule
from models.structure.areas.area import Area
from models.structure.found_table import FoundTable
from models.structure.grids.bare_headers import with_bare_header
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from tests.models.structure.literal_pages import line

XS = (0, 100, 200, 300, 400)
PRINT = [
    *line(15, (60, 140)),  # a heading over the first two columns
    *line(75, (20, 80), (120, 180)),
    *line(50, (220, 280), (320, 380)),
]
HEADER = Rule(100, 0, 400)


def table() -> FoundTable:
    """A header as one row over two rows of a body."""
    slots = [
        Slot(row, col, 1, 1, Box(XS[col], top, XS[col + 1], bottom))
        for row, (top, bottom) in enumerate([(0, 100), (100, 130), (130, 160)])
        for col in range(4)
    ]
    return FoundTable(Box(0, 0, 400, 160), "partial", tuple(slots), loose=(2,))


def area(*upright: Rule, level: tuple[Rule, ...] = (HEADER,)) -> Area:
    return Area(Box(0, 0, 400, 160), (Rule(0, 0, 400), *level, Rule(160, 0, 400)), upright)


def test_a_header_without_rules_has_its_headings_over_their_columns() -> None:
    found = with_bare_header(table(), area(), PRINT, 5)
    header = [(slot.row, slot.col, slot.row_span, slot.col_span) for slot in found.slots if slot.row < 2]
    assert header == [(0, 0, 1, 2), (0, 2, 2, 1), (0, 3, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_the_rows_below_move_down_with_the_levels_of_the_header() -> None:
    found = with_bare_header(table(), area(), PRINT, 5)
    assert {(slot.row, slot.bbox.y0) for slot in found.slots if slot.row > 1} == {(2, 100), (3, 130)}
    assert found.loose == (3,)


def test_a_header_with_rules_in_it_stays_as_they_say() -> None:
    upright = area(Rule(100, 0, 160))
    level = area(level=(Rule(50, 0, 200), HEADER))
    assert with_bare_header(table(), upright, PRINT, 5) == table()
    assert with_bare_header(table(), level, PRINT, 5) == table()


def test_names_beside_each_other_are_one_level() -> None:
    names = line(50, (20, 80), (120, 180), (220, 280), (320, 380))
    assert with_bare_header(table(), area(), names, 5) == table()


def test_many_rows_above_the_first_rule_are_no_header() -> None:
    slots = [
        Slot(row, col, 1, 1, Box(XS[col], 10.0 * row, XS[col + 1], 10.0 * row + 10))
        for row in range(12)
        for col in range(4)
    ]
    rows = FoundTable(Box(0, 0, 400, 160), "partial", tuple(slots), loose=tuple(range(10)))
    assert with_bare_header(rows, area(), PRINT, 5) == rows
