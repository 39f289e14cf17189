"""Tables right below each other in one area of rules: parted at the print between them."""

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.ruled import area_to_tables
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, line, lines, shape

XS = (0.0, 200.0, 400.0, 600.0)
CELLS = ((10, 90), (210, 290), (410, 490))


def test_notes_where_the_upright_rules_end_part_a_table_from_the_next_and_its_header() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 60, 190, 220, 250, 280))
    upright = tuple(Rule(x, 0, 60) for x in XS)
    notes, other = lines((95, 120), (0, 250)), (CELLS[0], (310, 390), CELLS[2])
    pieces = [*lines((15, 45), *CELLS), *notes, *lines((170, 205, 235, 265), *other)]
    found = area_to_tables(Area(Box(0, 0, 600, 280), level, upright), pieces, DPI)
    assert [(shape(table), table.bbox.y0 > 120) for table in found] == [((2, 3), False), ((4, 3), True)]
    # So do they where upright rules stand elsewhere below them.
    area = Area(Box(0, 0, 600, 280), level, (*upright, Rule(300, 190, 280)))
    assert len(area_to_tables(area, pieces, DPI)) == 2


def test_rows_that_are_headings_of_groups_do_not_hide_where_upright_rules_end() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 60, 90, 120, 250, 280, 310, 340))
    upright = tuple(Rule(x, top, top + 30) for x in XS for top in (0, 60, 90))
    pieces = [*line(15, *CELLS), *line(45, (10, 150)), *lines((75, 105), *CELLS)]
    pieces += lines((155, 180), (0, 250))
    pieces += lines((265, 295, 325), (10, 90), (310, 390), (410, 490))
    found = area_to_tables(Area(Box(0, 0, 600, 340), level, upright), pieces, DPI)
    assert [(shape(table)[0], table.bbox.y0 > 120) for table in found] == [(4, False), (3, True)]


def test_a_title_above_a_header_of_another_width_parts_two_tables() -> None:
    rows = (45, 70, 95, 120, 145)
    other = (CELLS[0], CELLS[1], (430, 540))
    names, body = [*line(15, *CELLS), *lines(rows, *CELLS)], [*line(225, *other), *lines((255, 280), *other)]

    def found(y: float, width: float) -> list[tuple[int, int]]:
        level = (Rule(0, 0, 500), Rule(30, 0, 500), Rule(210, 0, width), Rule(240, 0, width))
        pieces = [*names, *line(y, (0, 140)), *body]
        area = Area(Box(0, 0, 600, 292), (*level, Rule(292, 0, width)), ())
        return [shape(table) for table in area_to_tables(area, pieces, DPI)]

    assert found(190, 600) == [(6, 3), (3, 3)]
    assert len(found(190, 500)) == len(found(170, 600)) == 1  # the heading of a group, or a row of one cell


def test_a_title_between_two_rules_of_different_widths_parts_two_tables() -> None:
    pieces = [*lines((15, 45, 75, 105), *CELLS), *line(145, (0, 140)), *lines((175, 205, 235, 265), *CELLS)]

    def found(top: float, width: float) -> int:
        level = [Rule(y, 0, 600) for y in (0, 30, 60, 90, top)]
        level += [Rule(y, 0, width) for y in (160, 190, 220, 250, 280)]
        return len(area_to_tables(Area(Box(0, 0, 600, 280), tuple(level), ()), pieces, DPI))

    assert found(115, 500) == 2
    assert found(115, 600) == found(130, 500) == 1


def test_a_paragraph_as_wide_as_its_tables_parts_them_a_line_below_the_first() -> None:
    """Its words are pieces of their own, where justifying or a typewriter sets them apart."""
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 60, 90, 170, 200, 230, 260))
    rows = lines((15, 45, 75, 185, 215, 245), *CELLS)

    def found(y: float, *first: tuple[float, float]) -> int:
        pieces = [*rows, *line(y, *first), *line(y + 25, (0, 220))]
        return len(area_to_tables(Area(Box(0, 0, 600, 260), level, ()), pieces, DPI))

    words = ((0, 200), (212, 330), (345, 470), (486, 590))
    assert found(122, *words) == 2
    assert found(105, *words) == 1  # right below the rule: a heading of a group
    assert found(122, (0, 110), (122, 230), (245, 370), (386, 480), (495, 590)) == 1  # narrow cells
