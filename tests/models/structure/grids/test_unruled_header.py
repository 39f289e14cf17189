"""Headers and heading rows in which no upright rule is to be seen."""

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.ruled import area_to_tables
from models.structure.grids.ruled_headings import rules_below_unruled_headings
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, line, lines, places

XS = (0.0, 200.0, 300.0, 400.0)
HEADER = Area(Box(0, 0, 400, 100), (), tuple(Rule(x, 100, 400) for x in XS))
NAMES = line(75, (220, 280), (310, 390))
OVER = line(25, (250, 350))


def test_a_heading_in_the_middle_of_two_names_has_a_rule_below_it() -> None:
    (rule,) = rules_below_unruled_headings(HEADER, XS, 0, 100, [*OVER, *NAMES, *line(50, (20, 180))])
    assert (rule.at, rule.start, rule.end) == (50, 200, 400)


def test_no_rule_where_one_is_printed_or_no_heading_stands() -> None:
    def found(*pieces: Box, level: tuple[Rule, ...] = ()) -> list[Rule]:
        area = Area(HEADER.bbox, level, HEADER.upright)
        return rules_below_unruled_headings(area, XS, 0, 100, pieces)

    assert not found(*OVER, *NAMES, level=(Rule(55, 200, 400),))
    assert not found(*line(25, (290, 400)), *NAMES)
    assert not found(*OVER, *line(75, (220, 280)))
    assert not found(*line(25, (220, 280)), *NAMES)


def ruled(*pieces: Box, strokes: tuple[Rule, ...] = ()) -> list[tuple[int, int, int, int]]:
    """A header and three rows between level rules, without upright ones."""
    level = tuple(Rule(40.0 * k, 0, 600) for k in range(5))
    body = lines((20, 60, 140), (20, 120), (250, 330), (450, 530))
    (table,) = area_to_tables(Area(Box(0, 0, 600, 160), (*level, *strokes), ()), [*body, *pieces], DPI)
    return [place for place in places(table.slots) if place[0] == 2]


def test_a_row_of_one_line_across_columns_is_one_cell() -> None:
    assert ruled(*line(100, (20, 260))) == [(2, 0, 1, 3)]


def test_a_row_of_one_line_within_a_column_has_all_its_cells() -> None:
    assert ruled(*line(100, (20, 120))) == [(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_a_stroke_shorter_than_a_column_makes_no_row() -> None:
    cells = ruled(*line(100, (20, 120), (250, 330), (450, 530)), strokes=(Rule(98, 300, 330),))
    assert cells == [(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_columns_are_told_by_one_line_in_each_ruled_row_where_one_cell_is_tall() -> None:
    level = tuple(Rule(200.0 * k, 0, 900) for k in range(6))
    middles = [100.0 + 200 * k for k in range(5)]
    tall = [y + 24 * k for y in middles for k in (-3, -2, -1, 1, 2, 3)]
    pieces = [*lines(middles, (20, 60), (150, 350), (400, 450), (500, 860)), *lines(tall, (500, 880))]
    (table,) = area_to_tables(Area(Box(0, 0, 900, 1000), level, ()), pieces, DPI)
    assert places(table.slots) == [(row, col, 1, 1) for row in range(5) for col in range(4)]


def test_a_heading_over_three_columns_stands_beside_names_of_one_line_and_of_two() -> None:
    """White on black, between column rules that begin below; figures, and their rules, in all rows."""
    xs = (0.0, 200.0, 300.0, 360.0, 420.0, 480.0, 600.0)
    level = tuple(Rule(y, 0, 600) for y in (0, 60, 100, 140, 180, 220))
    upright = tuple(Rule(x, 60, 220) for x in xs)
    names = [*line(32, (50, 150)), *line(18, (305 - 95, 290), (320, 460), (500, 580))]
    names += line(44, (205, 295), (305, 355), (365, 415), (425, 475), (490, 590))
    figures = lines(
        (80, 120, 160, 200), (20, 180), (230, 270), (320, 340), (380, 400), (440, 460), (530, 550)
    )
    (table,) = area_to_tables(Area(Box(0, 0, 600, 220), level, upright), [*names, *figures], DPI)
    assert [place for place in places(table.slots) if place[0] < 2] == [
        (0, 0, 2, 1),
        (0, 1, 2, 1),
        (0, 2, 1, 3),
        (0, 5, 2, 1),
        (1, 2, 1, 1),
        (1, 3, 1, 1),
        (1, 4, 1, 1),
    ]
