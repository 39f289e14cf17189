"""Drawn edges → cells: merged cells, areas that are no rectangles, faded edges."""

from collections.abc import Sequence

import pytest

from models.pixels.rule import Rule
from models.structure.grids.lattice import Slot, covered, lattice_to_slots, rules_to_lattice
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines

YS = (0.0, 20.0, 40.0, 60.0)
XS = (0.0, 100.0, 200.0, 300.0)
SAME = 4.0


def slots(level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box] = ()) -> tuple[Slot, ...]:
    return lattice_to_slots(rules_to_lattice(YS, XS, (level, upright), pieces, SAME))


def spans(found: Sequence[Slot]) -> list[tuple[int, int, int, int]]:
    return [(slot.row, slot.col, slot.row_span, slot.col_span) for slot in found]


def whole(places: Sequence[float], end: float) -> list[Rule]:
    return [Rule(place, 0, end) for place in places]


def test_a_full_grid_has_a_cell_in_each_slot() -> None:
    found = slots(whole(YS, 300), whole(XS, 60))
    assert spans(found) == [(row, col, 1, 1) for row in range(3) for col in range(3)]
    assert found[4].bbox == Box(100, 20, 200, 40)


def test_cells_are_merged_where_an_edge_is_missing() -> None:
    level = [Rule(0, 0, 300), Rule(20, 100, 300), Rule(40, 0, 300), Rule(60, 0, 300)]
    upright = [Rule(0, 0, 60), Rule(100, 0, 60), Rule(200, 20, 60), Rule(300, 0, 60)]
    assert spans(slots(level, upright)) == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]


def test_an_l_shaped_area_is_cut_into_rectangles() -> None:
    # Missing edges join (0, 0), (1, 0) and (1, 1).
    level = [Rule(0, 0, 300), Rule(20, 100, 300), Rule(40, 0, 300), Rule(60, 0, 300)]
    upright = [Rule(0, 0, 60), Rule(100, 0, 20), Rule(100, 40, 60), Rule(200, 0, 60), Rule(300, 0, 60)]
    found = slots(level, upright)
    assert spans(found)[:4] == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 2)]
    assert sum(slot.bbox.area for slot in found) == 300 * 60


def test_runs_of_a_cut_area_that_are_equal_are_one_cell() -> None:
    # A T upside down: the middle column over the whole last row.
    level = [Rule(0, 0, 300), Rule(20, 0, 100), Rule(20, 200, 300), Rule(40, 0, 100), Rule(40, 200, 300)]
    upright = [Rule(100, 0, 40), Rule(200, 0, 40)]
    assert (0, 1, 2, 1) in spans(slots(level, upright))
    assert (2, 0, 1, 3) in spans(slots(level, upright))


def test_the_outline_counts_as_drawn() -> None:
    assert spans(slots([], [])) == [(0, 0, 3, 3)]


def test_traces_of_an_edge_part_two_cells_with_print_in_both() -> None:
    level = [Rule(20, 0, 300), Rule(40, 0, 300)]
    traces = [Rule(100, row, row + 5) for row in (0, 20, 40)]
    first_row = [Box(10, 5, 80, 15), Box(110, 5, 180, 15)]
    assert spans(slots(level, traces, first_row)) == [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 3), (2, 0, 1, 3)]


def test_half_an_edge_parts_two_cells_over_rows_of_which_only_some_hold_print() -> None:
    level = [*whole((0, 20, 60), 300), Rule(40, 55, 100)]
    code, below = Box(10, 23, 60, 38), Box(10, 43, 60, 58)
    assert (1, 0, 1, 1) in spans(slots(level, whole(XS, 60), [code, below]))
    level = [*whole((0, 60), 300), Rule(40, 55, 300), Rule(20, 100, 300)]
    first = Box(10, 3, 60, 18)
    assert (0, 0, 2, 1) in spans(slots(level, whole(XS, 60), [first, below]))
    assert (0, 0, 3, 1) in spans(slots(level, whole(XS, 60), [first]))


def test_overlapping_rules_cover_a_stretch_once() -> None:
    rules = [Rule(10, 0, 50), Rule(11, 40, 60), Rule(30, 0, 100)]
    assert covered(rules, 10, 0, 100, SAME) == pytest.approx(0.6)
    assert covered(rules, 10, 100, 100, SAME) == 0


def test_a_level_edge_drawn_now_and_then_is_an_edge_of_every_like_line() -> None:
    # Five lines are drawn over two or three of four columns; over the third column two of them are, over the
    # last none: there a rule is not printed, since its cell goes over all rows.
    ys, xs = tuple(20.0 * k for k in range(7)), (0.0, 100.0, 200.0, 300.0, 400.0)
    level = [Rule(y, 0, 300 if y in (40, 80) else 200) for y in ys[1:-1]]
    pieces = [Box(x + 10, y + 2, x + 80, y + 18) for x in xs[:-1] for y in ys[:-1]]
    lattice = rules_to_lattice(ys, xs, (level, whole(xs, 120)), pieces, SAME)
    assert lattice.level[1:-1].tolist() == [[True, True, True, False]] * 5


def test_a_level_edge_has_not_faded_where_nothing_stands_on_one_side_of_it() -> None:
    ys, xs = tuple(20.0 * k for k in range(7)), (0.0, 100.0, 200.0, 300.0, 400.0)
    level = [Rule(y, 0, 300 if y in (40, 80) else 200) for y in ys[1:-1]]
    pieces = [Box(x + 10, y + 2, x + 80, y + 18) for x in xs[:-1] for y in ys[:-1] if (x, y) != (200, 0)]
    lattice = rules_to_lattice(ys, xs, (level, whole(xs, 120)), pieces, SAME)
    assert lattice.level[1].tolist() == [True, True, False, False]


def test_too_few_like_lines_say_nothing_of_faded_edges() -> None:
    ys, xs = tuple(20.0 * k for k in range(5)), (0.0, 100.0, 200.0, 300.0, 400.0)
    level = [Rule(20, 0, 200), Rule(40, 0, 300), Rule(60, 0, 200)]
    pieces = [Box(x + 10, y + 5, x + 80, y + 15) for x in xs[:-1] for y in ys[:-1]]
    lattice = rules_to_lattice(ys, xs, (level, whole(xs, 80)), pieces, SAME)
    assert lattice.level[:, 2].tolist() == [True, False, True, False, True]


def test_print_set_in_its_column_beside_a_blank_cell_is_no_cell_over_both() -> None:
    ys, xs = tuple(20.0 * k for k in range(6)), (0.0, 100.0, 200.0)
    drawn = [Rule(100, 20, 100)]  # lost in the first row
    beside = [Box(110, y + 5, 180, y + 15) for y in ys[:-1]]
    names = [Box(5, y + 5, 80, y + 15) for y in ys[1:-1]]
    level = whole(ys[1:-1], 200)
    assert rules_to_lattice(ys, xs, (level, drawn), [*names, *beside], SAME).upright[0, 1]
    centred = [Box(130, 5, 170, 15), *beside[1:]]
    assert not rules_to_lattice(ys, xs, (level, drawn), [*names, *centred], SAME).upright[0, 1]


def test_a_line_over_most_columns_was_lost_where_nearly_all_others_are_drawn() -> None:
    ys, xs = tuple(20.0 * k for k in range(8)), XS
    level = [Rule(y, 0, 300) for y in ys if y != 60] + [Rule(60, 0, 200)]
    upright = whole(xs, 140)
    pieces = [Box(x + 10, y + 4, x + 60, y + 16) for x in xs[:-1] for y in ys[:-1]]
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), pieces, SAME))
    assert spans(found) == [(row, col, 1, 1) for row in range(7) for col in range(3)]
    blank = [piece for piece in pieces if not (piece.x0 > 200 and 60 < piece.y0 < 80)]
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), blank, SAME))
    assert (2, 2, 2, 1) in spans(found)


def test_a_lost_line_speaks_not_against_itself_nor_traces_of_others() -> None:
    ys, xs = tuple(20.0 * k for k in range(7)), XS
    level = [Rule(y, 0, 300) for y in ys if y not in (40, 80)] + [Rule(40, 0, 230), Rule(80, 0, 200)]
    pieces = [Box(x + 10, y + 4, x + 60, y + 16) for x in xs[:-1] for y in ys[:-1]]
    pieces[-2] = Box(210, 79, 260, 98)  # close to the line above it
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, whole(xs, 120)), pieces, SAME))
    assert spans(found) == [(row, col, 1, 1) for row in range(6) for col in range(3)]


def test_a_bit_of_an_upright_rule_is_no_print_across_it() -> None:
    upright = [Rule(0, 0, 60), Rule(100, 0, 40), Rule(200, 0, 60), Rule(300, 0, 60)]
    beside = [Box(10, 43, 90, 57), Box(110, 43, 180, 57), Box(98, 44, 102, 57)]
    assert (2, 0, 1, 1) in spans(slots(whole(YS, 300), upright, beside))


def test_an_upright_line_of_other_rows_was_lost_between_two_prints_that_do_not_cross_it() -> None:
    upright = [Rule(0, 0, 60), Rule(100, 0, 40), Rule(200, 0, 60), Rule(300, 0, 60)]
    beside = [Box(10, 43, 90, 57), Box(110, 43, 180, 57)]
    assert (2, 0, 1, 1) in spans(slots(whole(YS, 300), upright, beside))
    assert (2, 0, 1, 2) in spans(slots(whole(YS, 300), upright, beside[:1]))
    assert (2, 0, 1, 2) in spans(slots(whole(YS, 300), upright, [*beside, Box(60, 41, 140, 59)]))


@pytest.mark.parametrize(("width", "rows"), [(20, 6), (80, 1)], ids=["figures", "words"])
def test_a_column_with_a_figure_in_each_row_has_the_lines_that_most_columns_have(
    width: int, rows: int
) -> None:
    ys, xs = tuple(20.0 * k for k in range(7)), (0.0, 100.0, 200.0, 300.0)
    level = [Rule(y, 0, 200) for y in ys[1:-1]]
    pieces = [Box(290 - width, y + 4, 290, y + 16) for y in ys[:-1]]
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, whole(xs, 120)), pieces, SAME))
    assert sum(slot.col == 2 for slot in found) == rows


def test_a_text_in_the_middle_of_rows_is_parted_by_none_of_their_lines() -> None:
    """The second column lacks the first of its lines; that amid two rows looks drawn, or lost."""
    ys, xs = (0.0, 40.0, 100.0, 160.0, 220.0, 280.0), (0.0, 100.0, 300.0, 400.0)
    text = [*line(88, (110, 250)), *line(112, (110, 200))]
    own = [*line(20, (10, 60), (110, 200), (310, 380))]
    for k in range(1, 5):
        own += line(ys[k] + 30, (10, 60), (310, 380))
    own += [*line(190, (110, 200)), *line(250, (110, 200))]
    rest = [Rule(y, 0, 400) for y in (0, 40, 160, 220, 280)]
    beside = [Rule(100, 0, 100), Rule(100, 300, 400)]
    upright = [Rule(x, 0, 280) for x in xs]

    def heights(level: list[Rule]) -> list[int]:
        found = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), [*own, *text], SAME))
        return [slot.row_span for slot in found if slot.col == 1]

    assert heights([*rest, *beside]) == [1, 2, 1, 1]
    assert heights([*rest, Rule(100, 0, 400)]) == [1, 1, 1, 1, 1]
    lacking = [rule for rule in rest if rule.at != 220]
    assert heights([*lacking, Rule(220, 0, 100), Rule(220, 300, 400), Rule(100, 0, 400)])[:2] == [1, 2]


@pytest.mark.parametrize("text", [(90, 104), (85, 99, 113)], ids=["clear", "touching"])
def test_a_text_above_a_drawn_line_is_centred_in_no_rows_below_it(text: Sequence[int]) -> None:
    """Rows of groups: the second column has lines between its texts alone."""
    ys, xs = tuple(float(20 * k) for k in range(13)), (0.0, 100.0, 300.0, 400.0)
    own = [piece for k in range(12) for piece in line(20 * k + 10, (10, 60), (310, 380), height=12)]
    own += [piece for y in (10, 24, *text, 170, 184) for piece in line(y, (110, 200), height=12)]
    whole_lines = [Rule(y, 0, 400) for y in (0, 80, 160, 240)]
    sides = [Rule(y, *ends) for y in ys for ends in ((0, 100), (300, 400))]
    found = lattice_to_slots(
        rules_to_lattice(ys, xs, ([*whole_lines, *sides], [Rule(x, 0, 240) for x in xs]), own, SAME)
    )
    assert [slot.row_span for slot in found if slot.col == 1] == [4, 4, 4]


def test_the_line_below_the_names_of_all_columns_parts_them_from_what_stands_right_below() -> None:
    """A name at the foot of its cell and a code at the top of the next look like one text amid four rows."""
    ys, xs = (0.0, 40.0, 80.0, 115.0, 150.0, 185.0, 220.0), (0.0, 100.0, 200.0, 300.0)
    pieces = [*line(68, (20, 80)), *line(92, (10, 90)), *line(162, (10, 90))]
    pieces += [*line(20, (210, 290)), *line(60, (120, 180), (210, 290))]
    pieces += lines((97, 132, 167, 202), (110, 190), (210, 290))
    level = [Rule(y, 0, 300) for y in (0, 80, 150, 220)]
    level += [Rule(40, 200, 300), *(Rule(y, 100, 300) for y in (115, 185))]
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, whole(xs, 220)), pieces, SAME))
    assert [(slot.row, slot.row_span) for slot in found if slot.col == 0] == [(0, 2), (2, 2), (4, 2)]


def test_a_line_within_entries_passes_by_a_text_of_two_lines_that_it_stands_between() -> None:
    """Each entry has rows in two columns, and one cell in the others, with its text at the top."""
    ys, xs = tuple(float(20 * k) for k in range(19)), (0.0, 100.0, 200.0, 300.0, 400.0)
    own = [p for k in range(18) for p in line(20 * k + 10, (210, 280), (310, 380), height=12)]
    for top in range(0, 360, 60):
        own += [*line(top + 10, (10, 60), (110, 180), height=12), *line(top + 30, (110, 170), height=12)]
    entries = [Rule(y, 0, 400) for y in range(0, 361, 60)]
    within = [Rule(y, 200, 400) for y in ys if y % 60]
    upright = [Rule(x, 0, 360) for x in xs]
    found = lattice_to_slots(rules_to_lattice(ys, xs, ([*entries, *within], upright), own, SAME))
    assert [slot.row_span for slot in found if slot.col == 1] == [3] * 6


def test_a_line_drawn_over_one_column_parts_the_figures_of_all_in_a_plain_grid() -> None:
    ys, xs = tuple(20.0 * k for k in range(9)), tuple(100.0 * k for k in range(6))
    pieces = [
        piece for y in ys[:-1] for piece in line(y + 10, *((x + 60, x + 95) for x in xs[:-1]), height=16)
    ]
    level = [Rule(y, 0, 100 if y == 140 else 500) for y in ys]
    upright = whole(xs, 160)
    found = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), pieces, SAME))
    assert len(found) == 8 * 5
    few = [Rule(y, 0, 100 if 40 <= y <= 140 else 500) for y in ys]
    merged = lattice_to_slots(rules_to_lattice(ys, xs, (few, upright), pieces, SAME))
    assert len(merged) < 8 * 5


@pytest.mark.parametrize(("print_", "parted"), [((20.0, 80.0), True), ((60.0, 140.0), False)])
def test_a_line_goes_on_beside_two_cells_over_several_rows_unless_print_is_across_it(
    print_: tuple[float, float], parted: bool
) -> None:
    level = [*whole((0, 40, 60), 300), Rule(20, 200, 300)]
    upright = [*whole((0, 200, 300), 60), Rule(100, 20, 60)]
    found = spans(slots(level, upright, line(10, print_)))
    assert ((0, 0, 2, 1) in found and (0, 1, 2, 1) in found) == parted


def test_names_of_two_lines_beside_a_heading_are_no_figures_of_two_rows() -> None:
    """Nearly all lines are drawn over all columns; the second holds one short figure in each row."""
    ys = [20.0 * k for k in range(8)]
    level = [*whole([y for y in ys if y != 20], 300), Rule(20, 200, 300)]
    pieces = [*line(10, (110, 180), (220, 280)), *line(30, (105, 195)), *lines(ys[2:-1], (130, 160))]
    pieces = [box._replace(y0=box.y0 + 10, y1=box.y1 + 10) if box.y0 >= 30 else box for box in pieces]
    found = lattice_to_slots(rules_to_lattice(ys, XS, (level, whole(XS, 140)), pieces, SAME))
    assert (0, 1, 2, 1) in spans(found)


@pytest.mark.parametrize(("height", "rows"), [(10, 6), (16, 1)], ids=["entries", "lines of a text"])
def test_print_level_with_all_rows_and_well_apart_is_an_entry_of_each(height: int, rows: int) -> None:
    """The rules of the middle column were lost; those of the others were not."""
    ys = [20.0 * k for k in range(7)]
    level = [rule for y in ys[1:-1] for rule in (Rule(y, 0, 100), Rule(y, 200, 300))]
    pieces = [
        piece for y in ys[:-1] for piece in line(y + 10, (20, 80), (105, 190), (220, 280), height=height)
    ]
    found = lattice_to_slots(rules_to_lattice(ys, XS, (level, whole(XS, 120)), pieces, SAME))
    assert sum(slot.col == 1 for slot in found) == rows
