"""Level rules joined over breaks of poor print, and left apart where tables or cells part them."""

from models.pixels.rule import Rule
from models.structure.areas.breaks import joined_over_breaks, joined_over_tears
from tests.models.structure.literal_pages import DPI, line

WHOLE = [Rule(y, 50, 700) for y in (130, 160)]
BROKEN = [Rule(100, 50, 400), Rule(100, 415, 700)]


def test_a_rule_is_joined_where_its_neighbours_run_past_the_break() -> None:
    found = joined_over_breaks([*BROKEN, *WHOLE], (), DPI)
    assert set(found) == {Rule(y, 50, 700) for y in (100, 130, 160)}


def test_rules_of_two_tables_that_stop_at_one_place_stay_apart() -> None:
    level = [*BROKEN, Rule(190, 50, 400), Rule(190, 415, 700), WHOLE[0]]
    assert set(joined_over_breaks(level, (), DPI)) == set(level)


def test_a_rule_that_stops_at_upright_ones_stays_apart() -> None:
    level = [*BROKEN, *WHOLE]
    assert set(joined_over_breaks(level, [Rule(400, 90, 160), Rule(415, 90, 160)], DPI)) == set(level)


def test_a_wide_break_is_none_of_poor_print() -> None:
    level = [Rule(100, 50, 350), Rule(100, 415, 700), *WHOLE]
    assert set(joined_over_breaks(level, (), DPI)) == set(level)


def test_a_streak_over_a_column_rule_parts_no_table() -> None:
    level = [Rule(y, *extent) for y in (100, 130, 160) for extent in ((50, 400), (420, 700))]
    found = joined_over_breaks(level, [Rule(410, 90, 170)], DPI)
    assert set(found) == {Rule(y, 50, 700) for y in (100, 130, 160)}


def test_long_parts_are_joined_over_a_wide_break_with_an_upright_rule_in_it() -> None:
    parts = [Rule(200, 100, 400), Rule(200, 500, 800)]
    inside = [Rule(450, 100, 300)]
    assert len(joined_over_breaks(parts, inside, DPI)) == 1
    assert len(joined_over_breaks(parts, [], DPI)) == 2
    assert len(joined_over_breaks(parts, inside, DPI, amid=False)) == 2
    assert len(joined_over_breaks([parts[0], Rule(200, 500, 560)], inside, DPI)) == 2


def test_two_tables_with_rows_of_their_own_above_a_wider_one_stay_apart() -> None:
    left, right = [Rule(y, 50, 400) for y in (100, 130, 190)], [Rule(y, 415, 700) for y in (100, 130, 160)]
    below = [Rule(y, 50, 700) for y in (250, 280, 310, 340)]
    assert set(joined_over_breaks([*left, *right, *below], (), DPI)) == {*left, *right, *below}


ROWS = range(100, 520, 60)
TORN = [Rule(y, *ends) for y in ROWS for ends in ((100, 400 + y % 7), (430 - y % 5, 700))]
COLUMNS = [Rule(x, 100, 480) for x in (100, 250, 550, 700)]


def test_rules_that_a_streak_without_ink_parts_are_joined_where_print_stands_in_it() -> None:
    words = line(130, (380, 425))
    assert set(joined_over_tears(TORN, COLUMNS, words, DPI)) == {Rule(y, 100, 700) for y in ROWS}
    # Two tables beside each other have no print between them, or upright rules at their sides.
    assert set(joined_over_tears(TORN, COLUMNS, line(130, (300, 390)), DPI)) == set(TORN)
    sides = [Rule(402, 100, 480), Rule(428, 100, 480)]
    assert set(joined_over_tears(TORN, [*COLUMNS, *sides], words, DPI)) == set(TORN)
    assert set(joined_over_tears(TORN, (), words, DPI)) == set(TORN)
