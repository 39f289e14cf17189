"""Rules a table does without are drawn where its print leaves room for them, and nowhere else."""

from collections.abc import Sequence

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.unprinted_rules import with_unprinted_rules
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines

XS = (0.0, 200.0, 400.0, 600.0)
YS = (0.0, 30.0, 60.0, 90.0)
MIDDLES = (15, 45, 75)
CELLS = ((10, 90), (210, 290), (410, 490))
SAME = 5.0


def drawn(pieces: Sequence[Box], *printed: Rule) -> list[Rule]:
    """The upright rules that are drawn besides the printed ones."""
    area = Area(Box(0, 0, 600, 90), tuple(Rule(y, 0, 600) for y in YS), printed)
    return with_unprinted_rules(area, YS, XS, [], pieces, SAME)[1][len(printed) :]


def covers(rules: Sequence[Rule], x: float) -> list[tuple[float, float]]:
    """Over which stretches upright rules run along x."""
    return sorted({(rule.start, rule.end) for rule in rules if rule.at == x})


def test_a_lane_without_a_rule_gets_one_in_every_row() -> None:
    found = drawn([*line(15, CELLS[0]), *lines(MIDDLES[1:], *CELLS)])
    assert covers(found, 200) == covers(found, 400) == [(0, 30), (30, 60), (60, 90)]


def test_no_rule_is_drawn_where_print_runs_across_the_lane() -> None:
    title = line(15, (150, 450))
    found = drawn([*title, *lines(MIDDLES[1:], *CELLS)])
    assert covers(found, 200) == covers(found, 400) == [(30, 60), (60, 90)]


def test_a_printed_rule_that_leaves_one_row_out_leaves_a_merged_cell() -> None:
    pieces = [*line(15, CELLS[0]), *lines(MIDDLES[1:], *CELLS)]
    assert covers(drawn(pieces, Rule(200, 30, 90), Rule(400, 0, 90)), 200) == []


def test_a_printed_rule_that_leaves_out_all_but_one_row_is_carried_on() -> None:
    pieces = [*line(15, CELLS[0]), *lines(MIDDLES[1:], *CELLS)]
    assert covers(drawn(pieces, Rule(200, 60, 90), Rule(400, 60, 90)), 200) == [(0, 30), (30, 60)]


def test_two_pieces_far_apart_are_two_cells_though_the_rule_between_them_was_lost() -> None:
    pieces = lines(MIDDLES, *CELLS)
    assert covers(drawn(pieces, Rule(200, 30, 90), Rule(400, 0, 90)), 200) == [(0, 30)]


def test_two_words_close_together_are_one_cell_where_no_rule_is() -> None:
    pieces = [*line(15, (110, 195), (205, 290)), *lines(MIDDLES[1:], *CELLS)]
    assert covers(drawn(pieces, Rule(200, 30, 90), Rule(400, 0, 90)), 200) == []


def test_a_piece_that_juts_over_the_lost_rule_is_parted_from_its_neighbour() -> None:
    pieces = [*line(15, (10, 203), (240, 290)), *lines(MIDDLES[1:], *CELLS)]
    assert covers(drawn(pieces, Rule(200, 30, 90), Rule(400, 0, 90)), 200) == [(0, 30)]


def test_a_wrapped_cell_beside_a_lower_one_is_parted_from_it() -> None:
    # No two of the pieces stand on one line: two lines to the left, one between them to the right.
    low = [*line(7, (10, 120), height=12), *line(23, (10, 100), height=12), *line(15, (240, 290), height=12)]
    pieces = [*low, *lines(MIDDLES[1:], *CELLS)]
    assert covers(drawn(pieces, Rule(200, 30, 90), Rule(400, 0, 90)), 200) == [(0, 30)]


def test_a_stamp_over_two_columns_merges_no_cells() -> None:
    stamp = Box(150, 20, 460, 70)
    found = drawn([*lines((15, 75), *CELLS), *line(45, CELLS[0]), stamp])
    assert covers(found, 200) == covers(found, 400) == [(0, 30), (30, 60), (60, 90)]


def test_level_rules_are_drawn_in_bands_of_several_rows_only() -> None:
    area = Area(Box(0, 0, 600, 90), (Rule(0, 0, 600), Rule(30, 0, 600), Rule(90, 0, 600)), ())
    pieces = lines(MIDDLES, *CELLS)
    split = with_unprinted_rules(area, YS, XS, [(30, 90)], pieces, SAME)[0]
    assert {rule.at for rule in split} == {0, 30, 60, 90}
    assert [rule.at for rule in with_unprinted_rules(area, YS, XS, [], pieces, SAME)[0]] == [0, 30, 90]


def test_rows_end_at_a_rule_over_the_total_alone() -> None:
    area = Area(Box(0, 0, 600, 90), (Rule(0, 0, 600), Rule(60, 370, 600), Rule(90, 0, 600)), ())
    pieces = [*line(15, *CELLS), *line(45, *CELLS), *line(75, CELLS[0], CELLS[2])]
    level = with_unprinted_rules(area, [0, 30, 60, 90], XS, [(0, 60)], pieces, SAME)[0]
    assert max(rule.length for rule in level if rule.at == 60 and rule.start == 200) == 200


def test_bits_of_lost_column_rules_leave_no_merged_cells() -> None:
    found = drawn(lines(MIDDLES, *CELLS), Rule(200, 0, 25))
    assert covers(found, 200) == covers(found, 400) == [(0, 30), (30, 60), (60, 90)]
