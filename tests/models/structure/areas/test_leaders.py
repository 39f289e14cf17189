"""Leaders between names and figures are no rules."""

from models.pixels.rule import Rule
from models.structure.areas.leaders import without_leaders
from tests.models.structure.literal_pages import lines

NAMES = lines((100, 130, 160, 190), (50, 150), (400, 480))
LEADERS = [Rule(y + 6, 152, 390) for y in (100, 130, 160)]
RULES = [Rule(y, 50, 500) for y in (85, 205)]


def test_leaders_are_no_rules() -> None:
    assert without_leaders([*RULES, *LEADERS], [], NAMES) == tuple(RULES)


def test_two_of_them_are_broken_rules_close_to_print() -> None:
    assert without_leaders(LEADERS[:2], [], NAMES) == tuple(LEADERS[:2])


def test_rules_that_go_through_upright_ones_begin_beside_print_of_the_column_before() -> None:
    columns = [Rule(300, 80, 210)]
    assert without_leaders(LEADERS, columns, NAMES) == tuple(LEADERS)


def test_rules_below_print_are_rules() -> None:
    below = [Rule(y + 11, 152, 390) for y in (100, 130, 160)]
    assert without_leaders(below, [], NAMES) == tuple(below)


def test_a_rule_that_is_broken_at_the_names_of_a_header_is_a_rule() -> None:
    names = lines((100,), (50, 150), (200, 300), (350, 450))
    broken = [Rule(106, x, x + 40) for x in (155, 305, 455)]
    assert without_leaders(broken, [], names) == tuple(broken)


def test_a_leader_right_at_the_foot_of_its_name_is_one_like_others() -> None:
    foot = NAMES[-1].y1 - 1
    assert without_leaders([*LEADERS, Rule(foot, 152, 390)], [], NAMES) == ()
    assert without_leaders([*LEADERS, Rule(foot, 152, 500)], [], NAMES) == (Rule(foot, 152, 500),)


def test_rules_that_run_below_the_figures_of_their_rows_are_rules() -> None:
    figures = lines((100, 130, 160), (180, 240), (300, 380))
    assert without_leaders(LEADERS, [], [*NAMES, *figures]) == tuple(LEADERS)
