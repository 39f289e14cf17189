"""An area of rules → its tables: rows and columns that are not ruled, frames, lost rules, shaded rows."""

from collections.abc import Sequence

import pytest

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.found_table import FoundTable
from models.structure.grids.ruled import area_to_tables
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, line, lines, shape

XS = (0.0, 200.0, 400.0, 600.0)
CELLS = ((10, 90), (210, 290), (410, 490))


def tables(
    ys: Sequence[float], pieces: Sequence[Box], xs: Sequence[float] = XS, *others: Rule
) -> list[FoundTable]:
    """The tables of an area whose upright rules go from its top to its foot. others: level rules besides."""
    level = [Rule(y, 0, 600) for y in ys]
    upright = [Rule(x, ys[0], ys[-1]) for x in xs]
    return area_to_tables(Area(Box(0, ys[0], 600, ys[-1]), (*level, *others), tuple(upright)), pieces, DPI)


def test_rows_are_parted_where_no_rule_parts_them() -> None:
    (table,) = tables((0, 30, 210), lines(range(15, 210, 30), *CELLS))
    assert shape(table) == (7, 3)
    assert table.loose == (1, 2, 3, 4, 5, 6)
    assert table.ruling == "partial"


def test_wrapped_cells_of_one_row_stay_one_row() -> None:
    # One column has a text of six lines, the others a piece each.
    text = lines(range(75, 240, 30), CELLS[1])
    pieces = [*lines((15, 45), *CELLS), *text, *line(150, CELLS[0], CELLS[2])]
    (table,) = tables((0, 30, 60, 240), pieces)
    assert shape(table) == (3, 3)
    assert table.loose == ()


def test_wrapped_cells_beside_each_other_stay_one_row() -> None:
    # Their lines stand at different heights, so that few places of the lines are filled.
    left, right = lines(range(70, 180, 28), CELLS[0]), lines(range(84, 190, 28), CELLS[1])
    pieces = [*lines((15, 45), *CELLS), *left, *right, *line(130, CELLS[2])]
    (table,) = tables((0, 30, 60, 200), pieces)
    assert shape(table) == (3, 3)


def test_lines_that_fill_nearly_every_column_are_rows_whose_rule_was_lost() -> None:
    (table,) = tables((0, 30, 60, 120), lines((15, 45, 75, 105), *CELLS))
    assert shape(table) == (4, 3)
    assert table.loose == (2, 3)


def test_a_column_rule_that_is_not_printed_is_drawn_where_the_blanks_of_rows_show_it() -> None:
    (table,) = tables((0, 30, 60, 90, 120), lines((15, 45, 75, 105), *CELLS), (0, 200, 600))
    assert shape(table) == (4, 3)
    assert table.loose == ()


def test_a_title_in_the_frame_above_a_table_is_no_row_of_it() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 90, 120, 150, 180))
    upright = (*(Rule(x, 0, 180) for x in (0, 600)), *(Rule(x, 90, 180) for x in (200, 400)))
    title = [*line(20, (100, 500)), *line(45, (150, 400)), *line(70, (200, 400))]
    area = Area(Box(0, 0, 600, 180), level, upright)
    (table,) = area_to_tables(area, [*title, *lines((105, 135, 165), *CELLS)], DPI)
    assert table.bbox == Box(0, 90, 600, 180)
    assert shape(table) == (3, 3)


def test_an_empty_band_parts_two_tables() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 60, 90, 120, 150, 180, 210))
    parts = ((0, 90), (120, 210))
    upright = tuple(Rule(x, a, b) for x in XS[1:-1] for a, b in parts)
    sides = tuple(Rule(x, 0, 210) for x in (0, 600))
    pieces = lines((15, 45, 75, 135, 165, 195), *CELLS)
    found = area_to_tables(Area(Box(0, 0, 600, 210), level, (*sides, *upright)), pieces, DPI)
    assert [(table.bbox.y0, table.bbox.y1) for table in found] == [(0, 90), (120, 210)]


def test_print_decides_where_it_contradicts_the_rules() -> None:
    # No rule parts the first two columns, and the second has print in too few rows to look for a lane there.
    pieces = [*lines(range(15, 300, 30), CELLS[0], CELLS[2]), *lines((105, 135, 165), CELLS[1])]
    (table,) = tables(range(0, 301, 30), pieces, (0, 400, 600))
    assert shape(table) == (10, 3)
    assert table.loose == ()


def test_print_decides_on_rows_too_where_hardly_a_rule_parts_them() -> None:
    pieces = [*lines(range(15, 300, 30), CELLS[0], CELLS[2]), *lines((105, 135, 165), CELLS[1])]
    (table,) = tables((0, 30, 300), pieces, (0, 400, 600))
    assert shape(table) == (10, 3)
    assert len(table.loose) >= 9


@pytest.mark.parametrize(("end", "rows"), [(590, [0, 1, 2]), (400, [0, 2])])
def test_the_edge_of_a_shaded_row_seen_away_from_upright_rules_goes_over_the_whole_width(
    end: float, rows: list[int]
) -> None:
    # The first column is narrow, so that hardly half of it is below the edge as it was seen.
    pieces = [*lines((15, 75), (6, 20), *CELLS[1:]), *line(45, *CELLS[1:])]
    (table,) = tables((0, 60, 90), pieces, (0, 24, 400, 600), Rule(30, 14, end))
    assert [slot.row for slot in table.slots if slot.col == 0] == rows


def test_a_dashed_rule_that_begins_a_dash_late_goes_over_no_further_column() -> None:
    places = ((110, 300), (410, 500))
    pieces = [*line(15, (6, 60), *places), *line(75, (6, 60)), *lines((45, 105), *places)]
    (table,) = tables((0, 30, 120), pieces, (0, 100, 400, 600), Rule(75, 110, 590))
    assert [slot.row_span for slot in table.slots if slot.col == 0] == [1, 2]


def test_an_area_with_a_single_piece_of_print_is_no_table() -> None:
    assert tables((0, 30, 60), line(15, CELLS[0])) == []


def test_wrapped_cells_that_hang_from_the_first_line_of_their_row_stay_one_row() -> None:
    # 4, 6 and 3 lines beside each other, as regular as rows but for the blank below each.
    cells = [
        piece
        for count, (x0, x1) in zip((4, 6, 3), CELLS, strict=True)
        for k in range(count)
        for piece in line(75 + 30 * k, (x0, x1 + 15 * (k % 3)))
    ]
    below = [piece for k in range(4) for piece in line(270 + 30 * k, (10, 90 + 15 * (k % 3)))]
    pieces = [*lines((15, 45), *CELLS), *cells, *below, *line(270, *CELLS[1:])]
    (table,) = tables((0, 30, 60, 255, 375), pieces)
    assert shape(table) == (4, 3)
    assert table.loose == ()


def test_a_single_row_below_the_names_of_a_table_without_column_rules_is_a_table() -> None:
    names, row = line(15, (10, 90), (210, 290), (410, 490)), line(45, (10, 60), (230, 290), (430, 490))
    (table,) = area_to_tables(
        Area(Box(0, 0, 600, 60), tuple(Rule(y, 0, 600) for y in (0, 30, 60)), ()), [*names, *row], DPI
    )
    assert shape(table) == (2, 3)


def test_dirt_beside_the_figures_of_a_column_is_no_column() -> None:
    names, figures, dirt = (10, 150), (340, 390), (230, 240)
    heads = line(15, names, (220, 395), (430, 590))
    rows = [piece for y in range(45, 345, 30) for piece in line(y, names, figures, (530, 590))]
    level = tuple(Rule(y, 0, 600) for y in range(0, 360, 30))
    area = Area(Box(0, 0, 600, 330), level, ())
    (clean,) = area_to_tables(area, [*heads, *rows], DPI)
    (dirty,) = area_to_tables(area, [*heads, *rows, *lines((45, 75), dirt)], DPI)
    assert shape(clean) == shape(dirty) == (11, 3)


@pytest.mark.parametrize(("y", "rows"), [(75, 6), (105, 2), (45, 2)], ids=["second line", "middle", "first"])
def test_an_entry_on_a_line_within_what_others_stack_is_a_row_below_another(y: float, rows: int) -> None:
    xs = (0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0)
    cells = [(x + 20, x + 80) for x in xs[:-1]]
    stacks = lines((45, 75, 105, 135, 165), *cells[3:])
    pieces = [*line(15, *cells), *stacks, *line(y, *cells[:3])]
    level = [Rule(at, 0, 600) for at in (0, 30, 180)]
    area = Area(Box(0, 0, 600, 180), tuple(level), tuple(Rule(x, 0, 180) for x in xs))
    (table,) = area_to_tables(area, pieces, DPI)
    assert shape(table) == (rows, 6)


def test_figures_below_each_other_between_two_rules_are_rows() -> None:
    names, figures = (10, 150), ((330, 390), (530, 590))
    band = [*lines((75, 105), names, *figures), *line(135, names)]
    pieces = [*lines((15, 45), names, *figures), *band, *line(165, names, *figures)]
    (table,) = tables((0, 30, 60, 150, 180), pieces)
    assert table.loose == (2, 3, 4)


def test_long_figures_that_begin_apart_and_end_together_are_rows() -> None:
    names, long, longer = (10, 150), ((270, 390), (470, 590)), ((210, 390), (410, 590))
    band = [*line(75, names, *longer), *line(105, names), *line(135, names, *long)]
    pieces = [*lines((15, 45), names, *long), *band, *line(165, names, *long)]
    (table,) = tables((0, 30, 60, 150, 180), pieces)
    assert table.loose == (2, 3, 4)


def test_a_name_above_a_row_as_far_from_it_as_rows_are_is_a_row_of_its_own() -> None:
    names, figures = (10, 150), ((330, 390), (530, 590))
    band = [*lines((75, 105), names, *figures), *line(135, names)]
    named = [*line(165, names), *line(195, names, *figures)]
    (table,) = tables((0, 30, 60, 150, 210), [*lines((15, 45), names, *figures), *band, *named])
    assert table.loose == (2, 3, 4, 5, 6)


def test_rows_of_wrapped_cells_without_a_level_rule_are_rows() -> None:
    rows = [piece for y in (75, 165) for piece in [*line(y, *CELLS), *lines((y + 30, y + 60), CELLS[1])]]
    (table,) = tables((0, 60, 255), [*line(30, *CELLS), *rows])
    assert table.loose == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(("header", "columns"), [((10, 190), 3), ((10, 60), 4)])
def test_words_apart_below_one_heading_are_one_column(header: tuple[int, int], columns: int) -> None:
    # Typewritten words stand as far apart as the columns of other prints do.
    words = ((10, 90), (112, 190))
    heading = line(15, header, *CELLS[1:]) if columns == 3 else line(15, header, (112, 190), *CELLS[1:])
    pieces = [*heading, *lines(range(45, 210, 30), *words, *CELLS[1:])]
    (table,) = tables(range(0, 240, 30), pieces)
    assert shape(table)[1] == columns


def test_a_name_in_the_middle_of_its_rows_is_one_cell_over_them() -> None:
    # Four rows between two rules; the name of their group stands between the second and the third.
    name = line(165, (60, 140))
    rows = lines((120, 150, 180, 210), *CELLS[1:])
    pieces = [*lines((15, 45, 75), *CELLS), *name, *rows, *line(240, *CELLS)]
    (table,) = tables((0, 30, 60, 105, 225, 255), pieces)
    assert shape(table) == (8, 3)
    (named,) = [slot for slot in table.slots if slot.bbox.contains(*name[0].centre)]
    assert (named.row, named.row_span) == (3, 4)


def test_one_stray_upright_rule_makes_no_frame_of_a_last_row() -> None:
    level = tuple(Rule(y, 0, 600) for y in range(0, 181, 30))
    area = Area(Box(0, 0, 600, 180), level, (Rule(350, 95, 145),))
    pieces = lines(range(15, 180, 30), *CELLS, (550, 590))
    (table,) = area_to_tables(area, pieces, DPI)
    assert shape(table)[0] == 6


def test_stretches_of_a_fold_are_no_level_rules() -> None:
    fold = [Rule(100, 130, 330), Rule(104, 340, 550)]
    (table,) = tables((0, 30, 60, 90, 150), lines((15, 45, 75, 105), *CELLS), XS, *fold)
    assert shape(table)[0] == 4


def test_upright_rules_that_are_one_enclose_no_table() -> None:
    level = tuple(Rule(y, 0, 4) for y in (0, 30, 60))
    upright = (Rule(0, 0, 60), Rule(4, 0, 60))
    area = Area(Box(0, 0, 4, 60), level, upright)
    assert area_to_tables(area, lines((15, 45), (0, 2), (2, 4)), DPI) == []


def test_a_bit_of_a_pen_that_runs_through_print_is_no_column_line() -> None:
    ys = (0, 30, 60, 90, 120, 150)
    level = tuple(Rule(y, 0, 600) for y in ys)
    upright = (*(Rule(x, 0, 150) for x in XS), Rule(250, 30, 60))
    pieces = lines((15, 45, 75, 105, 135), *CELLS)
    (table,) = area_to_tables(Area(Box(0, 0, 600, 150), level, upright), pieces, DPI)
    assert shape(table) == (5, 3)


def test_an_entry_in_the_middle_of_the_lines_it_stacks_is_one_row() -> None:
    """A code, a date and a share, one each, beside four budget lines below each other."""
    xs = (0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0)
    cells = [(x + 10, x + 80) for x in xs[:-1]]
    stacks = lines((45, 65, 85, 105), *cells[3:])
    entry = [*line(75, *cells[:3]), *stacks]
    (table,) = tables((0, 30, 120, 150), [*line(15, *cells), *entry, *line(135, *cells)], xs)
    assert shape(table) == (3, 6)


def test_stacks_of_odd_and_even_numbers_of_lines_around_one_height_are_one_row() -> None:
    xs = (0.0, 150.0, 300.0, 450.0, 600.0)
    cells = [(x + 10, x + 100) for x in xs[:-1]]
    odd, even = lines((50, 72, 94), cells[0], cells[2]), lines((39, 61, 83, 105), cells[1], cells[3])
    (table,) = tables((0, 30, 115, 145), [*line(15, *cells), *odd, *even, *line(130, *cells)], xs)
    assert shape(table) == (3, 4)


def test_lines_of_a_name_and_a_figure_as_far_apart_as_rows_are_rows() -> None:
    xs = (0.0, 150.0, 300.0, 450.0, 600.0)
    cells = [(x + 10, x + 100) for x in xs[:-1]]
    totals = [*line(195, *cells[1:]), *lines((235, 275), cells[1], cells[3])]
    body = lines((55, 95, 135), *cells)
    (table,) = tables((0, 35, 155, 295), [*line(15, *cells), *body, *totals], xs)
    assert shape(table) == (7, 4)


def test_rows_of_figures_beside_one_more_name_are_rows() -> None:
    """Names above and below the figures of most columns leave their middles level."""
    xs = (0.0, 150.0, 300.0, 450.0, 600.0)
    cells = [(x + 10, x + 100) for x in xs[:-1]]
    body = [*line(55, cells[0]), *lines((77, 99, 121, 143), *cells), *line(165, cells[0], cells[3])]
    (table,) = tables((0, 35, 180, 215), [*line(15, *cells), *body, *line(200, *cells)], xs)
    assert shape(table) == (8, 4)


def test_words_set_apart_by_justifying_are_no_columns() -> None:
    """Blanks of one line stand where another has print, though every line reaches both sides."""
    phrases = (
        (((211, 236), (296, 389)), ((211, 299), (305, 329), (340, 389)), ((211, 310),)),
        (((211, 281), (363, 389)), ((211, 310), (322, 346), (360, 389)), ((211, 375),)),
        (((211, 282), (316, 340), (372, 389)), ((211, 335), (363, 389)), ((211, 268),)),
    )
    pieces = line(15, *CELLS)
    for top, phrase, other in zip((30, 105, 180), phrases, phrases[::-1], strict=True):
        pieces += line(top + 37, CELLS[2])
        for k, (left, words) in enumerate(zip(other, phrase, strict=True)):
            pieces += line(top + 12 + 25 * k, *((x0 - 200, x1 - 200) for x0, x1 in left), *words)
    (table,) = tables((0, 30, 105, 180, 255), pieces)
    assert shape(table) == (4, 3)


def test_a_bit_of_a_fold_that_ends_amid_figures_parts_no_row() -> None:
    pieces = lines((15, 45, 75, 105, 135), *CELLS)
    level = (Rule(0, 0, 600), Rule(30, 0, 600), Rule(150, 0, 600), Rule(59, 250, 450))
    (table,) = area_to_tables(Area(Box(0, 0, 600, 150), level, ()), pieces, DPI)
    assert shape(table) == (5, 3)
    assert {slot.row_span for slot in table.slots} == {1}


def test_a_paragraph_far_below_a_table_parts_it_from_the_next() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 90, 120, 250, 280, 340, 370))
    tables_of = (*lines((15, 45, 75, 105), *CELLS), *lines((265, 295, 325, 355), (10, 90), (410, 490)))
    paragraph = lines((190, 215), (0, 350))
    found = area_to_tables(Area(Box(0, 0, 600, 370), level, ()), [*tables_of, *paragraph], DPI)
    assert [shape(table) for table in found] == [(4, 3), (4, 2)]


def test_a_title_above_the_bar_of_a_header_parts_two_tables() -> None:
    level = tuple(Rule(y, 0, 600) for y in (0, 30, 120, 150, 190, 220, 310))
    above, below = lines((15, 45, 75, 105, 135), *CELLS), lines((205, 235, 265, 295), *CELLS)
    pieces = [*above, *line(175, (180, 420)), *below]
    bar = Box(0, 190, 600, 220)
    found = area_to_tables(Area(Box(0, 0, 600, 310), level, ()), pieces, DPI, bars=[bar])
    assert [shape(table) for table in found] == [(5, 3), (4, 3)]
    # Where a fold runs down to the bar, the tables are two all the same.
    fold = Rule(300, 120, 190)
    found = area_to_tables(Area(Box(0, 0, 600, 310), level, (fold,)), pieces, DPI, bars=[bar])
    assert [table.bbox.y0 for table in found][-1] == 190


def test_wrapped_cells_that_all_stand_at_the_foot_of_their_row_are_one_row() -> None:
    xs = (0.0, 150.0, 300.0, 450.0, 600.0)
    cells = [(x + 10, x + 130) for x in xs[:-1]]
    entry = [*lines((75, 100, 125, 150), cells[1]), *lines((100, 125, 150), cells[2])]
    entry += lines((125, 150), cells[0], cells[3])
    body = lines((180, 210, 240), *cells)
    (table,) = tables((0, 60, 165, 195, 225, 255), [*line(45, *cells), *entry, *body], xs)
    assert shape(table) == (5, 4)


def test_a_column_is_parted_where_nearly_every_row_has_print_on_both_sides() -> None:
    """Names of two lines, in its header and its rows, leave half its lines with print on one side alone."""
    ys, xs = (0, 60, 120, 180, 240, 300), (0.0, 100.0, 200.0, *(400.0 + 100 * k for k in range(12)))
    others = [(x + 10, x + 80) for x in xs[:-1] if x != 200]
    pieces = [*line(20, (330, 390)), *line(30, *others), *line(36, (210, 270)), *line(44, (330, 390))]
    for top in ys[1:-1]:
        pieces += [*line(top + 20, (210, 270), (340, 380), *others), *line(top + 42, (210, 250))]
    (table,) = tables(ys, pieces, xs)
    assert shape(table) == (5, 15)


def test_numbers_of_columns_below_their_names_part_them() -> None:
    """No rule parts the fifth column from the sixth, nor does print in most of its rows."""
    xs = tuple(100.0 * k for k in range(10) if k != 5)
    numbers = [(100 * k + 35, 100 * k + 65) for k in range(9)]
    names = [(100 * k + 10, 100 * k + 80) for k in range(9)]
    pieces = [*line(15, *names[:4], (410, 590), *names[6:]), *line(45, *numbers)]
    for y in (75, 105, 135, 165, 195, 225, 255):
        pieces += line(y, *names[:4], *([names[4]] if y == 75 else []), names[5], *names[6:])
    (table,) = tables((0, 30, 60, 90, 120, 150, 180, 210, 240, 270), pieces, xs)
    assert shape(table) == (9, 9)


def test_a_rule_beside_blank_paper_whose_line_runs_through_names_is_none() -> None:
    """It shows through the sheet: on the lower rows, before names that begin left of it above."""
    pieces = [*lines((15, 45, 75, 105), (10, 190), *CELLS[1:]), *lines((135, 165, 195), *CELLS[1:])]
    level = tuple(Rule(y, 0, 600) for y in range(0, 211, 30))
    upright = tuple(Rule(x, 0, 210) for x in XS)
    area = Area(Box(0, 0, 600, 210), level, (*upright, Rule(60, 125, 210)))
    (table,) = area_to_tables(area, pieces, DPI)
    assert shape(table) == (7, 3)


def test_a_stroke_of_a_pen_makes_no_column_of_a_table_with_whole_ones() -> None:
    cells = (*CELLS[:2], (560, 595))
    ys, pieces = range(0, 300, 30), [*line(15, *CELLS[:2], (520, 595)), *lines(range(45, 270, 30), *cells)]
    level, upright = [Rule(y, 0, 600) for y in ys], [Rule(x, 0, 270) for x in XS]
    area = Area(Box(0, 0, 600, 270), tuple(level), (*upright, Rule(550, 249, 290)))
    (table,) = area_to_tables(area, [*pieces, *line(255, (440, 500))], DPI)
    assert shape(table) == (9, 3)
