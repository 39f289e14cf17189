"""Tables by the alignment of print alone: blocks of lines, and what parts them."""

from models.pixels.rule import Rule
from models.structure.grids.line_blocks import BlockOptions
from models.structure.grids.unruled import lines_to_table, pieces_to_unruled_tables
from schemas.geometry import Box, union
from tests.models.structure.literal_pages import line, lines, shape

OPTIONS = BlockOptions()
THREE = ((100, 180), (300, 380), (500, 580))
FIVE = ((100, 180), (250, 330), (400, 480), (550, 630), (700, 780))
PAIR = ((100, 180), (250, 320))


def found(*pieces: list[Box]) -> list[tuple[int, int]]:
    tables = pieces_to_unruled_tables([piece for part in pieces for piece in part], (), OPTIONS)
    return [shape(table) for table in tables]


def test_lines_in_three_columns_are_a_table_of_loose_rows() -> None:
    pieces = lines(range(100, 220, 30), *THREE)
    (table,) = pieces_to_unruled_tables(pieces, (), OPTIONS)
    assert shape(table) == (4, 3)
    assert table.ruling == "none"
    assert table.loose == (0, 1, 2, 3)
    assert table.bbox == union(pieces).inflate(4)


def test_a_wide_blank_parts_two_tables() -> None:
    upper = lines((100, 130, 160), *THREE)
    assert found(upper, lines((210, 240, 270), *THREE)) == [(6, 3)]
    assert found(upper, lines((240, 270, 300), *THREE)) == [(3, 3), (3, 3)]


def test_a_paragraph_parts_two_tables() -> None:
    assert found(lines((100, 130, 160), *THREE), line(190, (100, 560)), lines((220, 250, 280), *THREE)) == [
        (3, 3),
        (3, 3),
    ]


def test_titles_and_notes_at_the_ends_are_no_rows() -> None:
    title, note = line(70, (100, 250)), line(220, (100, 240))
    assert found(title, lines(range(100, 220, 30), *THREE), note) == [(4, 3)]


def test_two_lines_in_columns_are_no_table() -> None:
    assert found(lines((100, 130), *THREE)) == []
    lone = lines((130, 160), (100, 180))
    assert found(line(100, *THREE), lone, line(190, *THREE)) == []


def test_three_lines_of_labels_and_values_are_no_table() -> None:
    assert found(lines((100, 130, 160), *PAIR)) == []
    assert found(lines((100, 130, 160, 190), *PAIR)) == [(4, 2)]


def test_labels_with_their_values_stay_apart_from_the_table_below() -> None:
    # Blanks of a line's height: less than between two tables.
    labels = lines((100, 130, 160), *PAIR)
    assert found(labels, lines((200, 230, 260), *FIVE)) == [(3, 5)]


def test_labels_close_above_a_row_are_rows_of_its_table() -> None:
    assert found(lines((100, 130, 160), *PAIR), lines((190, 220, 250), *FIVE)) == [(6, 5)]


def test_pairs_above_a_table_of_three_columns_belong_to_it() -> None:
    assert found(lines((100, 130, 160), *PAIR), lines((200, 230, 260), *THREE)) == [(6, 3)]


def test_lines_without_lanes_are_no_table() -> None:
    words = [
        line(100, (100, 260), (300, 480)),
        line(130, (100, 350), (380, 480)),
        line(160, (100, 190), (200, 480)),
    ]
    box = union([piece for row in words for piece in row])
    assert lines_to_table(words, box, "none") is None


def test_the_last_lines_of_a_tall_cell_stay_and_a_note_at_the_left_does_not() -> None:
    body = lines(range(100, 220, 30), *THREE)
    tail = lines((214, 238), (300, 370))
    assert found(body, tail) == [(6, 3)]
    assert found(body, line(214, (100, 170))) == [(4, 3)]
    assert found(body, line(228, (300, 370))) == [(4, 3)]


def test_lines_in_a_shaded_bar_are_the_header() -> None:
    pieces = lines(range(100, 220, 30), *THREE)

    def heads(*bars: Box) -> list[int]:
        return [table.head for table in pieces_to_unruled_tables(pieces, bars, OPTIONS)]

    assert heads(Box(90, 85, 590, 145)) == [2]
    assert heads(Box(90, 85, 200, 145)) == [0]
    assert heads(Box(90, 85, 590, 300)) == [0]


def test_a_table_begins_where_a_bar_of_more_columns_than_the_lines_above_does() -> None:
    labels, body = lines((100, 130, 160), *PAIR), lines(range(190, 310, 30), *FIVE)

    def shapes(*bars: Box) -> list[tuple[int, int]]:
        return [shape(table) for table in pieces_to_unruled_tables([*labels, *body], bars, OPTIONS)]

    assert shapes() == [(7, 5)]
    assert shapes(Box(90, 175, 790, 235)) == [(4, 5)]
    assert shapes(Box(90, 235, 790, 265)) == [(7, 5)]


def test_a_wide_line_of_a_wrapped_cell_parts_no_table() -> None:
    wide = ((100, 140), (180, 480), (520, 600))
    upper, lower = lines((100, 130, 160), *wide), lines((220, 250, 280), *wide)
    assert found(upper, line(190, (180, 500)), lower) == [(7, 3)]
    assert found(upper, line(190, (180, 560)), lower) == [(3, 3), (3, 3)]


def test_a_rule_over_more_columns_than_the_lines_above_begins_a_table() -> None:
    above, below = lines((100, 130), (100, 180), (500, 580)), lines((165, 195, 225), *FIVE[:4])
    pieces = [*above, *below]
    (whole,) = pieces_to_unruled_tables(pieces, (), OPTIONS)
    assert shape(whole)[0] == 5
    (table,) = pieces_to_unruled_tables(pieces, (), OPTIONS, level=[Rule(148, 100, 630)])
    assert shape(table) == (3, 4)


def test_a_rule_over_a_header_of_many_lines_begins_a_table() -> None:
    """The name of the first column begins on a line of its own, far above those of the last."""
    head = lines((100, 130), (100, 180), (300, 380), (500, 580))
    names = [*lines((160, 184, 208), FIVE[0]), *line(232, *FIVE, (900, 980))]
    body = lines((270, 300, 330), *FIVE, (900, 980))
    (table,) = pieces_to_unruled_tables(
        [*head, *names, *body], (), OPTIONS, level=[Rule(145, 90, 990), Rule(250, 90, 990)]
    )
    assert table.bbox.y0 > 140


def test_a_justified_line_goes_on_a_paragraph() -> None:
    words = ((100, 160), (190, 280), (310, 400), (430, 580))
    text = [*line(70, (100, 580)), *line(95, *words)]
    assert found(text, lines(range(135, 255, 30), *THREE)) == [(4, 3)]


def test_the_head_of_a_report_beyond_its_columns_is_no_part_of_the_table() -> None:
    head = [*line(70, (100, 180), (1000, 1100)), *line(95, (100, 180))]
    body = lines(range(120, 240, 25), *FIVE)
    (table,) = pieces_to_unruled_tables([*head, *body], (), OPTIONS)
    assert table.bbox == union(body).inflate(4)


def test_a_stamp_at_the_side_makes_the_last_column_no_wider() -> None:
    pieces = lines(range(100, 250, 30), *THREE)
    (table,) = pieces_to_unruled_tables([*pieces, *line(160, (590, 800), height=60)], (), OPTIONS)
    assert table.bbox == union(pieces).inflate(4)


def test_a_stroke_of_a_pen_below_a_table_carries_it_on_to_no_names() -> None:
    rows, names = lines((100, 130, 160, 190), *THREE), lines((290, 320, 350), *PAIR)
    pen = line(240, (300, 360), height=50)
    assert found(rows, pen, names) == [(4, 3)]


def test_a_line_of_justified_words_is_no_row() -> None:
    words = ((100, 180), (200, 300), (320, 400), (420, 500), (520, 580))
    assert found(lines(range(100, 220, 30), *THREE), line(222, *words)) == [(4, 3)]


def test_a_rule_below_the_bar_of_a_header_parts_it_from_no_table() -> None:
    pieces = [*line(100, (100, 180), (500, 580)), *lines(range(135, 255, 30), *FIVE)]
    bar, under = [Box(90, 85, 790, 115)], [Rule(116, 90, 790)]
    (table,) = pieces_to_unruled_tables(pieces, bar, OPTIONS, level=under)
    assert shape(table) == (5, 5)


def test_labels_stay_apart_from_a_table_whose_header_has_few_names_abreast_at_first() -> None:
    labels = lines((100, 130, 160), *PAIR)
    header = [*line(205, (300, 370)), *line(229, FIVE[0]), *line(253, FIVE[2], FIVE[4])]
    assert found(labels, header, lines((280, 310, 340, 370), *FIVE)) == [(7, 5)]


def test_a_heading_right_above_lower_names_is_of_their_header_and_a_title_is_not() -> None:
    names = [*line(124, FIVE[0], FIVE[3], FIVE[4]), *line(146, *FIVE[1:3])]
    body = lines((180, 210, 240), *FIVE)
    over = (FIVE[1][0] + 20, FIVE[2][1] - 20)
    assert found(line(100, over), names, body) == [(6, 5)]
    assert found(line(100, over), line(124, *FIVE), body) == [(4, 5)]


def test_sums_carried_from_the_page_before_stand_above_the_rule_of_their_table() -> None:
    head, carried = lines((40,), (100, 150), (170, 260)), line(100, FIVE[0], *FIVE[2:])
    body = lines((130, 160, 190), *FIVE)
    wide = [*FIVE, *((x0 + 700, x1 + 700) for x0, x1 in FIVE)]
    over = [*head, *line(100, FIVE[0], *wide[7:]), *lines((130, 160, 190), *wide)]
    tables = pieces_to_unruled_tables(over, (), OPTIONS, level=[Rule(115, 100, 1480)])
    assert [shape(table) for table in tables] == [(4, 10)]
    assert found(carried, body) == [(4, 5)]


def test_names_on_several_lines_above_a_rule_are_as_many_as_the_columns_below_it() -> None:
    names = [*line(100, FIVE[1], FIVE[3]), *line(124, FIVE[0], FIVE[2]), *line(148, FIVE[1], FIVE[4])]
    pieces = [*names, *lines((180, 210, 240), *FIVE)]
    (table,) = pieces_to_unruled_tables(pieces, (), OPTIONS, level=[Rule(164, 90, 790)])
    assert shape(table) == (6, 5)


def test_the_last_line_of_a_wrapped_name_ends_its_table_and_a_note_does_not() -> None:
    wide = ((100, 290), *THREE[1:])
    rows = [*lines((100, 130), *THREE), *line(160, *wide)]
    assert found(rows, line(185, (100, 200))) == [(4, 3)]
    assert found([*lines((100, 130, 160), *THREE)], line(185, (100, 180))) == [(3, 3)]


def test_a_row_of_totals_as_evenly_set_as_justified_words_ends_where_its_columns_do() -> None:
    rows = lines(range(100, 220, 30), (100, 150), (240, 300), (350, 400), (440, 500), (530, 600))
    totals = line(222, (110, 180), (210, 300), (330, 400), (430, 500), (530, 600))
    assert found(rows, totals) == [(5, 5)]


def test_small_marks_far_beside_few_lines_make_a_table_no_wider() -> None:
    pieces = lines(range(100, 400, 15), *THREE)
    marks = line(160, (700, 715)) + line(175, (760, 770))
    (table,) = pieces_to_unruled_tables([*pieces, *marks], (), OPTIONS)
    assert table.bbox == union(pieces).inflate(4)
