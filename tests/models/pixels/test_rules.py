"""Rules of every make are found, letters are none, and white print on black is print."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.morphology import darker_than_paper
from models.pixels.rule import Rule, RuleOptions, cluster
from models.pixels.rule_masks import without_letters
from models.pixels.rule_runs import join_runs
from models.pixels.rules import Rules, find_rules
from models.pixels.upright import ink
from schemas.geometry import Box

DPI = 200.0


def paper(height: int = 500, width: int = 900) -> Pixels:
    return np.full((height, width), 255, np.uint8)


def write(page: Pixels, text: str, x: int, y: int, grey: int = 0) -> Box:
    """Print with its baseline at y, and a box around it with a margin, as detectors draw them."""
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, grey, 2, cv2.LINE_AA)
    return Box(x - 5, y - height - 7, x + width + 5, y + 7)


def rules_of(page: Pixels, *text: Box) -> Rules:
    return find_rules(page, ink(page, 50), text, DPI)


@pytest.mark.parametrize(("grey", "thickness"), [(0, 1), (0, 4), (150, 2), (225, 2)])
def test_solid_and_faint_rules(grey: int, thickness: int) -> None:
    page = paper()
    cv2.line(page, (100, 200), (800, 200), grey, thickness)
    cv2.line(page, (300, 80), (300, 440), grey, thickness)
    found = rules_of(page)
    (level,), (upright,) = found.level, found.upright
    assert (level.at, level.start, level.end) == pytest.approx((200.5, 100, 801), abs=6)
    assert (upright.at, upright.start, upright.end) == pytest.approx((300.5, 80, 441), abs=6)
    assert found.mask[200, 450] and found.mask[150, 300]


def test_dotted_rules() -> None:
    page = paper()
    for x in range(100, 800, 8):
        page[200:203, x : x + 3] = 0
    for y in range(80, 440, 8):
        page[y : y + 3, 400:403] = 0
    found = rules_of(page)
    (level,), (upright,) = found.level, found.upright
    assert (level.at, level.start, level.end) == pytest.approx((201.5, 100, 799), abs=5)
    assert (upright.at, upright.start, upright.end) == pytest.approx((401.5, 80, 439), abs=5)


def test_dashes_that_begin_anew_at_each_cell_are_a_rule_of_its_column() -> None:
    """One dash over each corner, one beside the print, and blanks where print would break off, too."""
    page = paper()
    rows = range(100, 420, 36)
    for y in rows:
        page[y : y + 3, 100:800] = 0
        page[y - 4 : y + 7, 449:452] = 0
    text = []
    for y in rows[:-1]:
        page[y + 14 : y + 25, 449:452] = 0
        text.append(write(page, "304", 390, y + 28))
    assert [rule.at for rule in rules_of(page, *text).upright] == [pytest.approx(450.5, abs=2)]


def test_short_dotted_rules_of_a_narrow_column() -> None:
    page = paper()
    for y in range(100, 340, 40):
        for x in range(300, 380, 6):
            page[y : y + 3, x : x + 3] = 0
    text = [write(page, "18.01", 305, y - 8) for y in range(140, 340, 40)]
    found = rules_of(page, *text).level
    assert [round(rule.at) for rule in found] == [pytest.approx(y + 2, abs=2) for y in range(100, 340, 40)]


def test_points_of_figures_between_level_rules_are_no_dotted_rule() -> None:
    """In rows so low that a point comes as near to the rules above and below it as dots do to each other."""
    page = paper()
    rows = range(100, 180, 16)
    for y in rows:
        page[y : y + 2, 100:800] = 0
        page[y + 7 : y + 12, 450:454] = 0
    assert rules_of(page).upright == ()


def test_dotted_rules_that_cross_each_other_in_low_rows() -> None:
    """Dots of both that touch are none of either."""
    page = paper()
    rows = range(80, 440, 64)
    for y in rows:
        for x in range(99, 800, 7):
            page[y : y + 4, x : x + 4] = 0
        for dot in range(y + 11, y + 54, 8):
            page[dot : dot + 4, 400:404] = 0
        page[y - 3 : y + 7, 399:405] = 0
    (upright,) = rules_of(page).upright
    assert (upright.at, upright.start, upright.end) == pytest.approx((402, 74, 454), abs=8)


def test_a_rule_is_one_across_small_breaks() -> None:
    page = paper()
    cv2.line(page, (100, 200), (800, 200), 0, 2)
    page[195:206, 300:306] = 255
    page[195:206, 600:612] = 255
    (level,) = rules_of(page).level
    assert (level.start, level.end) == pytest.approx((100, 801), abs=3)


def test_a_break_between_two_crossing_rules_parts_two_tables() -> None:
    pieces = [Rule(200, 100, 390), Rule(200, 405, 700)]
    walls = [Rule(390, 100, 300), Rule(405, 100, 300)]
    assert len(join_runs(pieces, (), DPI, RuleOptions())) == 1
    assert len(join_runs(pieces, walls, DPI, RuleOptions())) == 2


def test_letters_are_no_rules() -> None:
    page = paper()
    text = [write(page, "HILITTE 1111 EFLTI", 100, y) for y in range(60, 480, 40)]
    found = rules_of(page, *text)
    assert found.level == () and found.upright == ()
    assert np.array_equal(found.print_, ink(page, 50))


def test_a_rule_close_below_print_is_found_and_taken_out_of_the_print() -> None:
    page = paper()
    text = write(page, "TOTAL 1.234,50", 120, 190)
    cv2.line(page, (100, 200), (800, 200), 0, 2)
    found = rules_of(page, text)
    (level,) = found.level
    assert level.at == pytest.approx(200.5, abs=1.5)
    assert not found.print_[199:202, 100:800].any()
    assert found.print_[170:190, 120:300].any()


def test_white_print_on_a_black_bar() -> None:
    page = paper()
    cv2.rectangle(page, (100, 100), (800, 180), 30, -1)
    text = write(page, "PRESUPUESTO VIGENTE", 200, 150, grey=255)
    found = rules_of(page, text)
    (bar,) = found.bars
    assert bar == pytest.approx((100, 100, 801, 181), abs=3)
    sides = [rule.at for rule in found.level if rule.length > 0.5 * bar.width]
    ends = [rule.at for rule in found.upright if rule.length > 0.5 * bar.height]
    # Tables take as one what lies within a twentieth of an inch.
    assert cluster([(at, 1.0) for at in sides], 0.05 * DPI) == pytest.approx([bar.y0, bar.y1], abs=6)
    assert cluster([(at, 1.0) for at in ends], 0.05 * DPI) == pytest.approx([bar.x0, bar.x1], abs=6)
    inside = slice(100, 181), slice(100, 801)
    letters = page[inside] > 200
    assert found.print_[inside][letters].mean() > 0.7
    assert found.print_[110:171, 620:780].mean() < 0.05


def test_the_stroke_of_a_figure_right_below_a_letter_in_a_bar_is_no_rule() -> None:
    page = paper()
    cv2.rectangle(page, (100, 100), (800, 180), 30, -1)
    cv2.line(page, (400, 108), (400, 178), 255, 3)
    cv2.line(page, (400, 183), (400, 206), 0, 3)
    letter, figure = Box(360, 106, 440, 180), Box(360, 181, 440, 208)
    found = rules_of(page, letter, figure)
    assert not [rule for rule in found.upright if abs(rule.at - 400) < 5 and rule.end > 190]
    assert found.print_[186:204, 400].all()


def test_black_print_on_grey_is_no_bar() -> None:
    page = paper()
    cv2.rectangle(page, (100, 100), (800, 150), 150, -1)
    assert rules_of(page, write(page, "PRESUPUESTO VIGENTE Y DEVENGADO", 140, 134)).bars == ()


def table_page(*streak: tuple[int, int, int]) -> Pixels:
    """A grid between 100 and 400 with upright lines (x, top, bottom) besides."""
    page = paper()
    for y in (100, 250, 400):
        cv2.line(page, (100, y), (800, y), 0, 2)
    for x in (100, 450, 800):
        cv2.line(page, (x, 100), (x, 400), 0, 2)
    for x, top, bottom in streak:
        cv2.line(page, (x, top), (x, bottom), 0, 2)
    return page


def upright_places(page: Pixels) -> list[int]:
    return sorted(round(rule.at) for rule in rules_of(page).upright)


@pytest.mark.parametrize("streak", [(300, 0, 499), (860, 0, 499), (300, 0, 320), (300, 180, 499)])
def test_a_streak_to_the_edge_of_the_page_is_no_rule(streak: tuple[int, int, int]) -> None:
    plain = upright_places(table_page())
    assert len(plain) == 3
    assert upright_places(table_page(streak)) == plain


def test_a_rule_of_a_table_that_ends_at_the_edge_of_the_page_is_a_rule() -> None:
    page = table_page()
    cropped = page[90:410]
    found = find_rules(cropped, ink(cropped, 50), (), DPI)
    assert len(found.upright) == 3


def test_a_streak_is_no_print() -> None:
    page = table_page((300, 0, 499))
    assert not rules_of(page).print_[5:90, 295:306].any()


def test_faint_dots_close_to_heavy_figures_are_a_rule() -> None:
    page = paper()
    boxes = []
    for x in (250, 407):
        for y in range(110, 440, 26):
            cv2.putText(page, "88.888,88", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 4, cv2.LINE_AA)
            boxes.append(Box(x - 3, y - 22, x + 145, y + 6))
    for y in range(80, 440, 7):
        page[y : y + 2, 399:401] = 150
    (found,) = rules_of(cv2.GaussianBlur(page, (0, 0), 1.4).astype(np.uint8), *boxes).upright
    assert (found.at, found.start, found.end) == pytest.approx((400.5, 80, 440), abs=8)


@pytest.mark.parametrize(("sigma", "seen"), [(0.0, True), (12.0, False)])
def test_faint_dots_are_not_told_from_the_grains_of_noisy_paper(sigma: float, seen: bool) -> None:
    page = paper()
    page[100:440:7, 399:402] = 225
    grains = np.random.default_rng(5).normal(0, sigma, page.shape)
    noisy = np.clip(page + grains, 0, 255).astype(np.uint8)
    assert darker_than_paper(noisy, 11, 18, noisiest=6).any() == seen


@pytest.mark.parametrize(("in_print", "places"), [(False, [400]), (True, [])])
def test_dashes_far_apart_are_a_rule_away_from_print_alone(in_print: bool, places: list[int]) -> None:
    page = paper()
    text = []
    for y in range(80, 440, 44):
        page[y : y + 14, 399:402] = 0
        text.append(Box(300, y - 3, 500, y + 17))
    found = rules_of(page, *(text if in_print else ()))
    assert [round(rule.at) for rule in found.upright] == [pytest.approx(place, abs=2) for place in places]


def test_the_edge_of_the_sheet_is_no_rule() -> None:
    page = paper()
    page[3:6, 10:] = 0
    cv2.line(page, (100, 200), (800, 200), 0, 2)
    assert [round(rule.at) for rule in rules_of(page).level] == [pytest.approx(200, abs=2)]


def test_the_grain_of_a_copy_makes_no_dotted_rules() -> None:
    rng = np.random.default_rng(5)
    page = np.full((900, 1200), 250, np.uint8)
    for y, x in zip(rng.integers(0, 898, 26000), rng.integers(0, 1197, 26000), strict=True):
        page[y : y + 2, x : x + 2] = 60
    found = find_rules(page, ink(page, 75), (), 300.0)
    assert (found.level, found.upright) == ((), ())


@pytest.mark.parametrize(("side", "found"), [(9, [450.5]), (0, [])])
def test_dashes_that_all_cross_level_rules_are_a_rule(side: int, found: list[float]) -> None:
    """As where rows are as high as a dash and its gap; a stroke that stands on a rule is no dash."""
    page = paper()
    rows = range(100, 420, 28)
    for y in rows:
        page[y : y + 3, 100:800] = 0
        page[y - 9 : y + 3 + side, 449:452] = 0
    text = [write(page, "304", 200, y + 24) for y in rows[:-1]]
    places = [rule.at for rule in rules_of(page, *text).upright]
    assert places == pytest.approx(found, abs=2)


@pytest.mark.parametrize("dash", [20, 44])
def test_rows_of_dashes_are_rules_however_long_the_dashes(dash: int) -> None:
    page = paper()
    for x in range(100, 800, dash + 16):
        cv2.line(page, (x, 200), (x + dash, 200), 0, 2)
    words = [write(page, "Bienes de uso", 120 + 220 * k, 194) for k in range(3)]
    (level,) = rules_of(page, *words).level
    assert (level.at, level.start, level.end) == pytest.approx((200.5, 100, 800), abs=50)


@pytest.mark.parametrize(("strokes", "kept"), [(range(100, 140, 12), False), ([100], True)])
def test_a_short_level_run_that_strokes_stand_on_is_of_letters(strokes: Sequence[int], kept: bool) -> None:
    level = np.zeros((100, 300), np.uint8)
    level[50:53, 100:140] = 1
    dark = level.copy()
    for x in strokes:
        dark[40:50, x : x + 4] = 1
    assert without_letters(level, dark, DPI, RuleOptions()).any() == kept


def test_the_points_of_amounts_right_above_the_dots_of_rules_are_no_colons() -> None:
    page = np.full((1000, 1000), 255, np.uint8)
    boxes = []
    for y in range(80, 800, 44):
        boxes += [write(page, "Saldo", 150, y), write(page, "956", 500, y), write(page, "00", 570, y)]
        page[y - 3 : y + 1, 558:562] = 0
        for x in range(110, 900, 8):
            page[y + 9 : y + 12, x : x + 3] = 0
    found = rules_of(page, *boxes)
    assert len(found.level) == 17
    assert [rule for rule in found.upright if 540 < rule.at < 580] == []
