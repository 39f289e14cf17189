"""Lines through print are no rules: folds through a row, rules of the other side of the sheet, pens."""

from models.pixels.rule import Rule
from models.structure.areas.strikes import without_strikes
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines

NAMES = lines((100, 160, 220), (20, 180), (220, 280), (320, 400), (420, 500))
FOLD = Rule(162, 0, 520)
BELOW = Rule(190, 0, 520)


def kept(level: list[Rule], upright: list[Rule] | None = None, pieces: list[Box] = NAMES) -> list[Rule]:
    return list(without_strikes(level, upright or [], pieces, 2.0))


def test_a_fold_through_a_row_of_print_is_no_rule_and_one_below_it_is() -> None:
    assert kept([FOLD, BELOW]) == [BELOW]


def test_a_rule_loses_the_part_that_goes_through_the_print_of_a_column() -> None:
    walls = [Rule(x, 80, 240) for x in (0, 200, 300, 410, 520)]
    merged = [piece for piece in NAMES if not (150 < piece.centre[1] < 170 and piece.x0 > 200)]
    assert kept([FOLD, BELOW], walls, merged) == [Rule(162, 200, 520), BELOW]


def test_a_line_between_the_print_of_one_row_is_no_rule_unless_upright_ones_part_that() -> None:
    between = Rule(162, 185, 215)
    assert kept([between, BELOW]) == [BELOW]
    assert kept([between, BELOW], [Rule(200, 80, 240)]) == [between, BELOW]


def test_the_rule_below_a_heading_has_its_names_close_below_it() -> None:
    heads = [*line(160, (20, 90), (500, 590)), *line(145, (220, 380)), *line(175, (200, 280), (320, 400))]
    spanner = Rule(160, 190, 410)
    assert kept([spanner], pieces=heads) == [spanner]
    assert kept([spanner], pieces=line(160, (20, 90), (500, 590))) == []


def test_bits_of_a_dotted_rule_that_were_taken_for_print_strike_it_from_nothing() -> None:
    bits = line(190, (20, 180), (220, 280), (320, 400), (420, 500), height=9)
    assert kept([BELOW], pieces=[*NAMES, *bits]) == [BELOW]
