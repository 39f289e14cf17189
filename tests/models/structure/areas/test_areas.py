"""Rules → areas of one table each: frames, shaded headers, signatures, boxes and tables side by side."""

from collections.abc import Sequence

import pytest

from models.pixels.rule import Rule
from models.structure.areas.areas import AreaOptions, crossing_areas, rules_to_areas
from models.structure.areas.level_areas import level_areas
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, Span, line, lines, rules

OPTIONS = AreaOptions()
COLUMNS = ((110, 180), (300, 380), (500, 580))


def level(*ys: float, start: float = 100, end: float = 700) -> list[Rule]:
    return [Rule(y, start, end) for y in ys]


def box(x0: float, y0: float, x1: float, y1: float) -> tuple[list[Rule], list[Rule]]:
    """The four sides of a box: two level rules and two upright ones."""
    return [Rule(y0, x0, x1), Rule(y1, x0, x1)], [Rule(x0, y0, y1), Rule(x1, y0, y1)]


def areas(level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box]) -> list[Box]:
    return [area.bbox for area in rules_to_areas(rules(level, upright), pieces, DPI, OPTIONS)]


def test_rules_of_some_columns_lie_in_the_table_of_all_columns() -> None:
    ruled = level(100, 130, 300) + level(180, 240, start=300)
    pieces = lines(range(115, 300, 30), *COLUMNS)
    (area,) = level_areas(rules(ruled), pieces, DPI, OPTIONS)
    assert area.bbox == Box(100, 100, 700, 300)
    assert len(area.level) == 5


def test_two_rules_alone_are_a_frame_and_no_table_around_another() -> None:
    ruled = level(100, 300) + level(180, 240, start=300)
    pieces = lines(range(115, 300, 30), *COLUMNS)
    found = level_areas(rules(ruled), pieces, DPI, OPTIONS)
    assert [area.bbox.y0 for area in found] == [100, 180]


@pytest.mark.parametrize(("columns", "tables"), [((100, 300, 500, 700), 2), ((100, 700), 1)])
def test_a_fold_over_the_blank_between_two_tables_joins_none_that_have_columns(
    columns: Sequence[float], tables: int
) -> None:
    ys = (100, 130, 160, 300, 330, 360)
    upright = [Rule(x, top, bottom) for top, bottom in ((100, 160), (300, 360)) for x in columns]
    print_ = lines((115, 145, 315, 345), *COLUMNS)
    fold = Rule(420, 90, 370)
    found = crossing_areas(rules(level(*ys), [*upright, fold]), DPI, OPTIONS, print_)
    assert len(found) == tables


@pytest.mark.parametrize(("beside", "found"), [((), 3), (((620, 690),), 1)], ids=["text", "figures beside"])
def test_a_narrower_table_below_text_parts_two_as_wide(beside: tuple[Span, ...], found: int) -> None:
    wide = (100, 130, 160, 190)
    ruled = level(*wide) + level(260, 290, 320, 350, end=500) + level(*(y + 330 for y in wide))
    body = lines([y + 15 for y in (*wide[:-1], 430, 460, 490)], *COLUMNS)
    inner = lines((275, 305, 335), *COLUMNS[:2], *beside)
    text = [*line(215, (100, 400), (412, 560)), *line(375, (100, 300)), *line(400, (100, 280))]
    for given in (ruled, sorted(ruled, key=lambda rule: (rule.at != 320, rule.at))):
        assert len(level_areas(rules(given), [*body, *inner, *text], DPI, OPTIONS)) == found


def test_a_rule_at_the_foot_of_the_page_below_a_paragraph_is_none_of_the_table() -> None:
    text = [*line(200, (100, 690)), *line(225, (100, 260))]
    names = [*text, *lines((330, 355), (120, 250), (500, 640))]
    found = level_areas(
        rules(level(100, 130, 160, 800)), [*lines((115, 145), *COLUMNS), *names], DPI, OPTIONS
    )
    assert [(area.bbox.y0, area.bbox.y1) for area in found] == [(100, 160)]


def test_level_rules_with_a_paragraph_between_them_are_two_tables() -> None:
    pieces = [
        *lines((115, 145), *COLUMNS),
        *line(190, (100, 690)),
        *line(215, (100, 680)),
        *lines((255, 285), *COLUMNS),
    ]
    found = level_areas(rules(level(100, 130, 160, 240, 270, 300)), pieces, DPI, OPTIONS)
    assert [(area.bbox.y0, area.bbox.y1) for area in found] == [(100, 160), (240, 300)]


@pytest.mark.parametrize(("last", "bottom"), [(185, 185), (240, 160)])
def test_a_rule_far_below_a_table_with_nothing_between_is_none_of_its_rules(
    last: float, bottom: float
) -> None:
    (area,) = level_areas(rules(level(100, 130, 160, last)), lines((115, 145), *COLUMNS), DPI, OPTIONS)
    assert area.bbox.y1 == bottom


def test_a_stroke_that_carries_a_rule_on_makes_the_table_no_wider() -> None:
    pieces = lines((115, 145, 175), *COLUMNS)
    ruled = [*level(100, 130, 160), Rule(190, 100, 760)]
    (area,) = level_areas(rules(ruled), pieces, DPI, OPTIONS)
    assert area.bbox == Box(100, 100, 700, 190)


def test_a_shaded_header_belongs_to_the_body_below_it() -> None:
    bar_level, bar_upright = box(100, 100, 700, 170)
    pieces = lines((120, 150, 185, 215, 245), *COLUMNS)
    assert areas(bar_level + level(200, 230, 260), bar_upright, pieces) == [Box(100, 100, 700, 260)]


def test_shaded_totals_belong_to_the_rows_between_them_and_the_header() -> None:
    bar_level, bar_upright = box(100, 100, 700, 170)
    last_level, last_upright = box(100, 260, 700, 320)
    pieces = lines((120, 150, 185, 215, 245, 275, 305), *COLUMNS)
    ruled = bar_level + level(200, 230) + last_level + level(290)
    assert areas(ruled, bar_upright + last_upright, pieces) == [Box(100, 100, 700, 320)]


def test_a_box_with_a_title_of_two_lines_belongs_to_the_table_right_below_it() -> None:
    title_level, title_upright = box(100, 100, 700, 170)
    title = [*line(120, (110, 690)), *line(150, (110, 680))]
    body = level(173, 205, 235, 265)
    pieces = [*title, *lines((190, 220, 250), *COLUMNS)]
    assert areas(title_level + body, title_upright, pieces) == [Box(100, 100, 700, 265)]


def test_two_tables_of_one_width_below_each_other_stay_two() -> None:
    upper, upper_sides = box(100, 100, 700, 190)
    lower, lower_sides = box(100, 240, 700, 330)
    pieces = [*lines((115, 145, 175), *COLUMNS), *line(215, (110, 200)), *lines((255, 285, 315), *COLUMNS)]
    found = areas(upper + lower, upper_sides + lower_sides, pieces)
    assert found == [Box(100, 100, 700, 190), Box(100, 240, 700, 330)]


def test_a_table_over_one_a_little_wider_is_no_header_of_both() -> None:
    upper, lower = range(100, 206, 15), range(240, 331, 30)
    ruled = [*level(*upper), *(Rule(y, 100, 780) for y in lower)]
    upright = [Rule(x, 100, 205) for x in (100, 380, 700)] + [Rule(x, 236, 334) for x in (100, 380, 780)]
    pieces = lines([y + 7 for y in upper[:-1]], *COLUMNS) + lines([y + 15 for y in lower[:-1]], *COLUMNS)
    found = areas(ruled, upright, [*pieces, *line(222, (110, 200))])
    assert found == [Box(100, 100, 700, 205), Box(100, 236, 780, 334)]


def test_a_box_lower_than_three_lines_inside_a_table_is_no_table() -> None:
    small, sides = box(550, 170, 590, 210)
    pieces = lines((115, 145, 190), *COLUMNS)
    assert areas(level(100, 130, 160, 220) + small, sides, pieces) == [Box(100, 100, 700, 220)]


def test_a_higher_box_inside_a_frame_is_a_table() -> None:
    inner, sides = box(490, 165, 570, 245)
    pieces = lines((115, 145, 175, 205, 235, 265), *COLUMNS)
    assert areas(level(100, 280) + inner, sides, pieces)[0] == Box(490, 165, 570, 245)


@pytest.mark.parametrize("stroke", [Rule(230, 320, 390), Rule(240, 600, 615)])
def test_strokes_of_a_signature_are_no_rules_of_a_table(stroke: Rule) -> None:
    # The signature is three lines high; the second stroke is shorter than any rule, whatever it touches.
    signature = Box(300, 200, 420, 260)
    pieces = [*lines((115, 145, 175), *COLUMNS), signature, *line(230, (500, 580))]
    ruled = [*level(100, 130, 160, 270), stroke]
    (area,) = level_areas(rules(ruled), pieces, DPI, OPTIONS)
    assert stroke not in area.level
    assert len(area.level) == 4


def test_an_upright_stroke_of_a_signature_is_no_column_rule() -> None:
    signature = Box(300, 200, 420, 260)
    pieces = [*lines((115, 145, 175), *COLUMNS), signature, *line(230, (500, 580))]
    upright = [Rule(360, 205, 255), Rule(450, 100, 270)]
    (area,) = level_areas(rules(level(100, 130, 160, 270), upright), pieces, DPI, OPTIONS)
    assert area.upright == (Rule(450, 100, 270),)


def grid(left: float, right: float) -> tuple[list[Rule], list[Rule]]:
    xs = (left, (left + right) / 2, right)
    return [Rule(y, left, right) for y in (100, 130, 160, 190)], [Rule(x, 100, 190) for x in xs]


def test_tables_side_by_side_stay_two_where_rules_run_on_from_one_to_the_other() -> None:
    _, first = grid(100, 397)
    _, second = grid(403, 700)
    found = crossing_areas(rules(level(100, 130, 160, 190), first + second), DPI, OPTIONS)
    assert sorted((area.bbox.x0, area.bbox.x1) for area in found) == [(100, 400), (400, 700)]


def test_a_double_rule_at_the_side_of_a_table_is_no_wall() -> None:
    ruled, upright = grid(100, 700)
    double = Rule(689.5, 100, 190)
    (area,) = crossing_areas(rules(ruled, [*upright, double]), DPI, OPTIONS)
    assert area.bbox == Box(100, 100, 700, 190)


def test_rules_that_hardly_run_along_the_sides_enclose_nothing() -> None:
    # Bits of a dotted fill that happen to touch each other.
    bits = [Rule(100, 100, 200), Rule(160, 190, 400)]
    upright = [Rule(150, 100, 125), Rule(195, 98, 162)]
    assert areas(bits, upright, lines((115, 145), (110, 140), (210, 240))) == []


def test_rules_with_a_wider_table_between_them_are_not_of_one_table() -> None:
    ruled = level(100, 130, 160) + level(220, 250, 280, 310, end=1100) + level(340)
    wide = (*COLUMNS, (900, 980))
    pieces = [*lines((115, 145), *COLUMNS), *lines((190,), *COLUMNS), *lines((235, 265, 295, 325), *wide)]
    first, *_ = sorted(level_areas(rules(ruled), pieces, DPI, OPTIONS), key=lambda area: area.bbox.y0)
    assert first.bbox == Box(100, 100, 700, 160)


def test_rules_below_totals_alone_are_no_table_beside_its_labels() -> None:
    # A statement without rules but those above and below its totals, at the right.
    figures, labels = (
        lines(range(115, 300, 30), (420, 480), (620, 680)),
        lines(range(115, 300, 30), (100, 300)),
    )
    ruled = level(160, 190, 250, 280, start=400)
    assert areas(ruled, (), [*labels, *figures]) == []
    assert areas(ruled, (), figures) == [Box(400, 160, 700, 280)]


def test_a_last_row_that_upright_rules_do_not_reach_belongs_to_the_table() -> None:
    upright = [Rule(x, 100, 190) for x in (100, 300, 500, 700)]
    pieces = [*lines((115, 145, 175), *COLUMNS), *line(205, (220, 290), (510, 580))]
    assert areas(level(100, 130, 160, 190, 220), upright, pieces) == [Box(100, 100, 700, 220)]
    note = [*lines((115, 145, 175), *COLUMNS), *line(205, (110, 690))]
    assert areas(level(100, 130, 160, 190, 220), upright, note) == [Box(100, 100, 700, 190)]


def test_short_upright_rules_between_the_levels_of_a_header_stay() -> None:
    ruled = [*level(100), Rule(120, 300, 700), *level(140, 200, 260)]
    heads = [*(Rule(x, 100, 140) for x in (100, 300, 700)), Rule(500, 120, 140)]
    (area,) = rules_to_areas(rules(ruled, heads), lines((150, 215), *COLUMNS), DPI, OPTIONS)
    assert {rule.at for rule in area.upright} == {100, 300, 500, 700}


def test_rows_with_the_last_bits_of_lost_column_rules_belong_to_the_table() -> None:
    ruled = level(*range(100, 341, 40))
    cells = ((110, 180), (220, 280), (320, 380), (420, 480), (520, 580), (620, 680))
    bits = [Rule(x, *rows) for rows in ((140, 220), (260, 340)) for x in (300, 500)]
    assert areas(ruled, bits, lines(range(120, 340, 40), *cells)) == [Box(100, 100, 700, 340)]


@pytest.mark.parametrize("last", [Rule(260, 300, 700), Rule(260, -20, 700)])
def test_the_last_row_is_ended_by_a_rule_that_lost_a_part_or_that_a_fold_carries_on(last: Rule) -> None:
    ruled = [*level(100, 140, 180, 220), last]
    assert areas(ruled, [], lines(range(120, 260, 40), *COLUMNS)) == [Box(100, 100, 700, 260)]


def test_a_rule_that_a_fold_carries_on_to_one_side_is_cut_off_at_the_table() -> None:
    ruled = [*level(100, 140, 220, 260), Rule(180, 0, 700)]
    (area,) = level_areas(rules(ruled), lines(range(120, 260, 40), *COLUMNS), DPI, OPTIONS)
    assert Rule(180, 100, 700) in area.level


def test_a_frame_and_the_table_below_it_whose_sides_are_one_rule_are_two() -> None:
    frame, table = box(100, 20, 700, 90), box(420, 130, 700, 400)
    side = Rule(700, 20, 400)
    inner = Rule(560, 130, 400)
    uprights = [frame[1][0], table[1][0], inner, side]
    pieces = [*line(55, (200, 300), (400, 500)), *lines(range(190, 400, 30), (430, 540), (600, 690))]
    found = areas([*frame[0], *table[0], Rule(170, 420, 700)], uprights, pieces)
    places = [(one.x0, one.y0, one.x1, one.y1) for one in found]
    assert places == [pytest.approx((100, 20, 700, 90), abs=6), pytest.approx((420, 130, 700, 400), abs=6)]


def test_edges_of_the_sheet_over_a_part_of_the_print_are_no_table() -> None:
    pieces = lines(range(115, 300, 30), *COLUMNS, (760, 840), (900, 980))
    assert areas(level(40, 400, end=400), [], pieces) == []


def test_print_beyond_the_ends_of_many_rules_leaves_them_a_table() -> None:
    pieces = lines(range(115, 300, 30), *COLUMNS, (760, 840))
    assert areas(level(100, 130, 300), [], pieces) == [Box(100, 100, 700, 300)]


def test_rules_below_a_paragraph_go_with_each_other_whatever_stands_above_it() -> None:
    first, second = level(100, 130, 220, 250), level(330, 360, 540, start=120, end=690)
    rows = [y for y in range(115, 250, 30)] + [y for y in range(345, 540, 30)]
    paragraph = [*line(275, (100, 640)), *line(300, (100, 260))]
    found = areas([*first, *second], (), [*lines(rows, *COLUMNS), *paragraph])
    assert sorted((area.y0, area.y1) for area in found) == [(100, 250), (330, 540)]


def test_a_title_with_blank_paper_above_it_begins_a_table_of_its_own() -> None:
    first, second = level(100, 130, 160, 190), level(290, 320, 380)
    print_ = [*lines((115, 145, 175, 305, 335, 360), *COLUMNS), *line(270, (100, 300))]
    found = areas([*first, *second], (), print_)
    assert sorted((area.y0, area.y1) for area in found) == [(100, 190), (290, 380)]


def test_a_heading_as_high_as_the_rows_stays_in_its_table() -> None:
    print_ = [*lines((115, 145, 205, 235), *COLUMNS), *line(175, (100, 300))]
    (found,) = areas(level(100, 130, 160, 190, 220, 250), (), print_)
    assert (found.y0, found.y1) == (100, 250)


def test_a_title_far_below_the_rows_of_a_table_without_a_last_rule_begins_another() -> None:
    rows = lines(range(115, 280, 30), *COLUMNS)
    second = lines((385, 415), *COLUMNS)
    ruled = level(100, 130, 370, 400, 430)
    apart = areas(ruled, (), [*rows, *second, *line(350, (300, 500))])
    assert sorted((area.y0, area.y1) for area in apart) == [(100, 130), (370, 430)]
    (whole,) = areas(ruled, (), [*rows, *second, *line(295, (300, 500))])
    assert (whole.y0, whole.y1) == (100, 430)


def test_a_paragraph_and_a_title_between_two_tables_part_them() -> None:
    rows = lines(range(115, 250, 30), *COLUMNS)
    second = lines((345, 375), *COLUMNS)
    text = [*line(270, (100, 600)), *line(300, (100, 300))]
    apart = areas(level(100, 130, 330, 360, 390), (), [*rows, *second, *text])
    assert sorted((area.y0, area.y1) for area in apart) == [(100, 130), (330, 390)]


def test_a_title_far_below_rows_that_no_rules_part_begins_a_table_of_its_own() -> None:
    print_ = [*lines((*range(115, 280, 30), 295), *COLUMNS), *line(355, (100, 300))]
    found = areas(level(100, 280, 310, 375, 405, 435), (), [*print_, *lines((390, 420), *COLUMNS)])
    assert sorted((area.y0, area.y1) for area in found) == [(100, 310), (375, 435)]


def test_a_table_above_a_narrower_one_and_the_rule_of_the_foot_is_no_row_of_them() -> None:
    upper = level(*range(100, 301, 25)), [Rule(x, 100, 300) for x in (100, 300, 500, 700)]
    lower = level(360, 400, 440, end=400), [Rule(x, 360, 440) for x in (100, 250, 400)]
    pieces = [*lines(range(112, 300, 25), *COLUMNS), *lines((380, 420), (110, 180), (260, 330))]
    found = areas([*upper[0], *lower[0], Rule(540, 100, 700)], [*upper[1], *lower[1]], pieces)
    assert sorted((area.y0, area.y1) for area in found) == [(100, 300), (360, 440)]
