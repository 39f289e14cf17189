"""Rules of the other side of the sheet go; pale rules of this side stay."""

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.rule import Rule, RuleOptions
from models.pixels.show_through import without_show_through
from schemas.geometry import Box

OWN = [Rule(x, 100, 500) for x in (100, 250, 400, 550, 700)]
LEVEL = [Rule(y, 100, 700) for y in (100, 300, 500)]
PALE = [Rule(x, 120, 480) for x in (180, 330, 480)]
PALE_LEVEL = [Rule(190, 100, 700)]
BEHIND = [Box(x - 40, 200, x + 40, 224) for x in (180, 330, 480)]
DPI = 214.0


def drawn() -> Pixels:
    grey = np.full((600, 800), 250, np.uint8)
    for upright, tone in ((OWN, 60), (PALE, 232)):
        for rule in upright:
            grey[int(rule.start) : int(rule.end), int(rule.at) - 1 : int(rule.at) + 2] = tone
    for level, tone in ((LEVEL, 60), (PALE_LEVEL, 232)):
        for rule in level:
            grey[int(rule.at) - 1 : int(rule.at) + 2, int(rule.start) : int(rule.end)] = tone
    return grey


def kept(upright: list[Rule], text: list[Box]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    return without_show_through([*LEVEL, *PALE_LEVEL], upright, drawn(), text, DPI, RuleOptions())


def test_pale_rules_behind_print_are_of_the_other_side() -> None:
    assert kept([*OWN, *PALE], BEHIND) == (tuple(LEVEL), tuple(OWN))


def test_pale_rules_that_print_keeps_clear_of_stay() -> None:
    beside = [Box(x + 5, 200, x + 65, 224) for x in (180, 330, 480)]
    assert kept([*OWN, *PALE], beside) == ((*LEVEL, *PALE_LEVEL), (*OWN, *PALE))


def test_pale_columns_within_a_dark_frame_stay_below_a_heading_over_them() -> None:
    frame = [OWN[0], OWN[-1]]
    assert kept([*frame, *PALE], [Box(110, 200, 690, 224)])[1] == (*frame, *PALE)


def test_a_double_rule_is_no_paler_than_others() -> None:
    grey = drawn()
    beside = Rule(258, 100, 500)
    grey[100:500, 257:260] = 60
    upright = [*OWN, beside, *PALE]
    found = without_show_through([*LEVEL, *PALE_LEVEL], upright, grey, BEHIND, DPI, RuleOptions())
    assert found[1] == (*OWN, beside)


def test_pale_lines_that_begin_and_end_between_columns_are_print_of_the_other_side() -> None:
    line = Rule(350, 290, 510)
    assert kept_level([*LEVEL, line]) == tuple(LEVEL)


def test_pale_lines_that_begin_or_end_at_a_rule_stay() -> None:
    level = [*LEVEL, Rule(350, 290, 552), Rule(400, 50, 510)]
    assert kept_level(level) == tuple(level)


def test_pale_lines_stay_where_most_are_pale() -> None:
    level = [LEVEL[0], LEVEL[2], *(Rule(y, 110, 690) for y in (200, 250, 300, 350, 400))]
    assert kept_level(level) == tuple(level)


def test_what_is_left_of_a_broken_rule_is_in_line_with_a_dark_part_of_it() -> None:
    dark, pale = Rule(450, 100, 250), Rule(451, 290, 510)
    assert kept_level([*LEVEL, dark, pale], dark=[*LEVEL, dark]) == (*LEVEL, dark, pale)
    assert kept_level([*LEVEL, pale]) == tuple(LEVEL)


def kept_level(level: list[Rule], dark: list[Rule] = LEVEL) -> tuple[Rule, ...]:
    grey = drawn()
    for rule in level:
        tone = 60 if rule in dark else 232
        grey[int(rule.at) - 1 : int(rule.at) + 2, int(rule.start) : int(rule.end)] = tone
    return without_show_through(level, OWN, grey, [], DPI, RuleOptions())[0]


def test_rules_as_pale_as_print_that_shows_through_go_where_print_stands_across_them() -> None:
    grey = np.full((1200, 1000), 250, np.uint8)
    own, pale = Rule(60, 100, 900), [Rule(y, 100, 900) for y in (200, 300, 400, 500, 600)]
    for rule, tone in ((own, 40), *((rule, 225) for rule in pale)):
        cv2.line(grey, (int(rule.start), int(rule.at)), (int(rule.end), int(rule.at)), tone, 4)
    lines = [Box(300, y - 20, 700, y + 20) for y in (200, 300, 400, 500, 600)]
    for line in lines:
        cv2.putText(grey, "Gasto corriente", (305, int(line.y1) - 8), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 4)
    options, dpi = RuleOptions(), 300.0
    assert without_show_through([own, *pale], [], grey, lines, dpi, options)[0] == (own, *pale)
    for y in range(680, 1180, 60):
        cv2.putText(grey, "ab cd ef gh ij kl", (105, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 225, 4)
    assert without_show_through([own, *pale], [], grey, lines, dpi, options)[0] == (own,)
    beside = [line._replace(y0=line.y0 + 50, y1=line.y1 + 50) for line in lines]
    assert without_show_through([own, *pale], [], grey, beside, dpi, options)[0] == (own, *pale)
