"""Bent and leaning pages become straight, by rules or by print, and the way back is kept."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from models.page_image import Pixels
from models.pixels.column_ends import WordEnds, lean_of_columns
from models.pixels.dewarp import Track, fit, print_tracks, rule_tracks, straighten
from models.pixels.morphology import darker
from models.pixels.rectify import WORK_DPI, rectify, turn_over
from models.pixels.upright import ink, lean

DPI = 150.0
WIDTH, HEIGHT = 1000, 800
LEVEL = range(100, 701, 60)
UPRIGHT = range(100, 901, 160)

Floats = npt.NDArray[np.float64]


def grid() -> Pixels:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in LEVEL:
        cv2.line(page, (100, y), (900, y), 0, 2)
    for x in UPRIGHT:
        cv2.line(page, (x, 100), (x, 700), 0, 2)
    return page


def printed_lines() -> Pixels:
    words = [
        "se",
        "ejecuta",
        "lo",
        "previsto",
        "en",
        "el",
        "plan",
        "operativo",
        "de",
        "la",
        "entidad",
        "anual",
    ]
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for k, y in enumerate(range(100, 701, 50)):
        text = " ".join((words[k:] + words) * 2)
        cv2.putText(page, text, (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    page[:, 960:] = 255
    return page


def dotted_grid() -> Pixels:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in LEVEL:
        for x in range(100, 900, 6):
            page[y : y + 2, x : x + 2] = 0
    return page


def columns_of_words() -> Pixels:
    """Lines of five words an inch apart, none of them long enough to speak alone."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(100, 701, 50):
        for x in range(60, 900, 190):
            cv2.putText(page, "nonono", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2, cv2.LINE_AA)
    return page


def leaning(page: Pixels, degrees: float) -> Pixels:
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (WIDTH, HEIGHT), borderValue=255).astype(np.uint8)


def curled(page: Pixels, pixels: float) -> Pixels:
    """The page with its middle lifted by so many pixels."""
    x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))
    lift = pixels * (1 - ((x - WIDTH / 2) / (WIDTH / 2)) ** 2)
    return cv2.remap(page, x, (y + lift).astype(np.float32), cv2.INTER_LINEAR, borderValue=255).astype(
        np.uint8
    )


def unevenness(page: Pixels) -> float:
    """How far, in pixels, the rules of a grid wander off their own level."""
    width = page.shape[1]
    strips = [range(round(width * f) - 3, round(width * f) + 3) for f in (0.14, 0.3, 0.5, 0.7, 0.86)]
    places = [_dark_rows(page[:, strip]) for strip in strips]
    assert len({len(place) for place in places}) == 1
    return float(np.ptp(np.array(places), axis=0).max())


def _dark_rows(strip: Pixels) -> Floats:
    """Middles of the runs of rows that are dark all across a strip."""
    dark = np.asarray((strip < 128).all(axis=1))
    edges = np.flatnonzero(np.diff(np.pad(dark.astype(int), 1)))
    return (edges[::2] + edges[1::2]) / 2


@pytest.mark.parametrize("bend", [6.0, 12.0, -10.0])
def test_a_curled_grid_becomes_straight_within_two_pixels(bend: float) -> None:
    page = curled(grid(), bend)
    assert unevenness(page) > 2
    assert unevenness(rectify(page, DPI, 1, sideways=False).grey) <= 2


def test_a_leaning_grid_becomes_level_and_says_by_how_much_it_leaned() -> None:
    straight = rectify(leaning(grid(), 1.5), DPI, 1, sideways=False)
    assert unevenness(straight.grey) <= 2
    assert straight.skew == pytest.approx(-1.5, abs=0.1)
    assert straight.dpi == WORK_DPI


def test_print_alone_straightens_a_page() -> None:
    page = ink(curled(printed_lines(), 10.0), 37)
    bent = straighten(page, DPI)
    assert bent.largest == pytest.approx(10.0, abs=4.0)
    assert straighten(ink(printed_lines(), 37), DPI).largest < 3


def test_rows_of_short_print_straighten_a_page() -> None:
    page = ink(curled(columns_of_words(), 10.0), 37)
    assert straighten(page, DPI).largest == pytest.approx(10.0, abs=4.0)
    assert straighten(ink(columns_of_words(), 37), DPI).largest < 3


def test_short_figures_show_how_the_page_bends_where_no_long_lines_reach() -> None:
    # Names at the left; figures, shorter than any line that would speak alone, at the right.
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(100, 701, 50):
        cv2.putText(page, "nonono nonono nono", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2, cv2.LINE_AA)
        for x in range(400, 900, 90):
            cv2.putText(page, "100", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2, cv2.LINE_AA)
    tracks = print_tracks(ink(page, 37), DPI)
    assert min(track.along.max() for track in tracks) > 800


def test_short_figures_say_nothing_where_long_lines_reach_as_far() -> None:
    page = printed_lines()
    plain = print_tracks(ink(page, 37), DPI)
    for y in range(125, 651, 50):
        for x in range(150, 850, 100):
            cv2.putText(page, "100", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0, 1, cv2.LINE_AA)
    assert len(print_tracks(ink(page, 37), DPI)) == len(plain)


def test_words_of_different_lines_are_no_row() -> None:
    # Steps of a stair: each word an inch to the right of the one before, and a line of print below it.
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for k in range(5):
        for y in range(100, 501, 100):
            cv2.putText(page, "nonono", (60 + 190 * k, y + 25 * k), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    assert print_tracks(ink(page, 37), DPI) == []


def test_dotted_rules_straighten_a_page() -> None:
    page = ink(curled(dotted_grid(), 10.0), 37)
    assert straighten(page, DPI).largest == pytest.approx(10.0, abs=3.0)
    assert len(rule_tracks(page, DPI)) == len(LEVEL)


def test_faint_upright_rules_tell_how_far_they_lean() -> None:
    # As a photograph from one side shows them: the rules level, and leaning where no print bears it out.
    page = np.full((HEIGHT, WIDTH), 250, np.uint8)
    for x in range(100, 901, 160):
        cv2.line(page, (x, 100), (x + 12, 700), 236, 2)
    marks, faint = ink(page, 37), darker(page, 9, 8)
    assert straighten(marks, DPI).largest == 0
    assert straighten(marks, DPI, lambda: faint).largest == pytest.approx(12 * HEIGHT / 600 / 2, abs=2)


def test_a_bend_is_not_drawn_on_over_a_page_with_print_at_its_top_alone() -> None:
    # Seven uneven lines close together: a curve through them would fold what lies below.
    rng = np.random.default_rng(3)
    tracks = [
        Track(along, 40.0 + 12 * k + 0.004 * (k - 3) * along + rng.normal(0, 0.4, len(along)))
        for k in range(8)
        if len(along := np.arange(100.0, 900.0, 12.0))
    ]
    bend = fit(tracks, WIDTH / 2, HEIGHT / 2, WIDTH / 2)
    bottom = np.full(5, HEIGHT / WIDTH), np.linspace(-1, 1, 5)
    assert np.abs(bend.at(bottom[1], bottom[0])).max() * WIDTH / 2 < 40


def test_a_curl_is_seen_where_all_rules_stand_at_the_top() -> None:
    # They bow a little otherwise than each other: drawn on, that would run wild below them.
    along = np.arange(100.0, 900.0, 12.0)
    curl, bow = 18 * np.sin(2 * np.pi * along / WIDTH), ((along - 500) / 400) ** 2
    tracks = [Track(along, 40.0 + 12 * k + curl + 1.2 * (k - 3) * bow) for k in range(7)]
    bend = fit(tracks, WIDTH / 2, HEIGHT / 2, WIDTH / 2)
    for track in tracks:
        places = (track.along / (WIDTH / 2) - 1, (track.across - HEIGHT / 2) / (WIDTH / 2))
        assert np.ptp(track.across + WIDTH / 2 * bend.at(*places)) < 6


def test_an_edge_of_the_sheet_that_leans_otherwise_than_the_print_bends_nothing() -> None:
    page = ink(printed_lines(), 37)
    cv2.line(page, (10, HEIGHT - 40), (700, HEIGHT - 4), 1, 3)
    assert straighten(page, DPI).largest < 3


def test_upright_edges_of_a_sheet_do_not_shear_columns_that_stand_upright() -> None:
    columns = columns_of_words()
    for x in (15, 980):
        cv2.line(columns, (x, 20), (x - 12, 780), 0, 3)
    assert straighten(ink(columns, 37), DPI).dx.coefficients == ()
    ruled = grid()
    matrix = np.array([[1, -0.016, 6], [0, 1, 0]], np.float64)
    sheared = cv2.warpAffine(ruled, matrix, (WIDTH, HEIGHT), borderValue=255).astype(np.uint8)
    assert straighten(ink(sheared, 37), DPI).dx.coefficients != ()


def test_columns_of_words_alone_tell_how_far_they_lean() -> None:
    # As a page photographed from below shows them: its lines level, its columns apart at the foot.
    columns = columns_of_words()
    matrix = np.array([[1, -0.016, 6], [0, 1, 0]], np.float64)
    sheared = cv2.warpAffine(columns, matrix, (WIDTH, HEIGHT), borderValue=255).astype(np.uint8)
    bend = straighten(ink(sheared, 37), DPI).dx
    assert bend.coefficients[0] == pytest.approx(0.016, abs=0.002)
    assert straighten(ink(columns, 37), DPI).dx.coefficients == ()


def test_few_words_and_words_set_at_random_do_not_tell_how_columns_lean() -> None:
    rng = np.random.default_rng(5)
    starts, middles = rng.uniform(0, WIDTH, 200), rng.uniform(0, HEIGHT, 200)
    words = WordEnds(starts, starts + rng.uniform(20, 200, 200), middles)
    assert lean_of_columns(words, (WIDTH, HEIGHT), DPI) == (0.0, 0.0)
    starts = 100 + 0.02 * middles
    few = WordEnds(*(values[:20] for values in (starts, starts + 50, middles)))
    assert lean_of_columns(few, (WIDTH, HEIGHT), DPI) == (0.0, 0.0)


def test_the_dots_of_a_dithered_fill_are_no_rules() -> None:
    page = np.zeros((HEIGHT, WIDTH), np.uint8)
    for y in range(200, 400, 6):
        for x in range(100, 900, 6):
            page[y : y + 2, x : x + 2] = 1
    assert rule_tracks(page, DPI) == []


def test_an_empty_page_stays_as_it_is() -> None:
    assert straighten(np.zeros((HEIGHT, WIDTH), np.uint8), DPI).largest == 0
    assert lean(np.zeros((HEIGHT, WIDTH), np.uint8)) == 0


def test_level_edges_of_the_sheet_do_not_hide_how_the_print_leans() -> None:
    page = leaning(printed_lines(), 2.0)
    page[:60] = page[-60:] = 0
    page[300:303] = 120
    assert abs(abs(rectify(page, DPI, 1, sideways=False).skew) - 2.0) < 0.3


def test_points_of_the_straight_page_are_found_on_the_delivered_one() -> None:
    page = curled(grid(), 12.0)
    straight = rectify(page, DPI, 1, sideways=False)
    height, width = straight.grey.shape
    dark = _dark_rows(straight.grey[:, width // 2 - 3 : width // 2 + 3])
    there = [straight.to_delivered.at(width / 2, y)[1] * HEIGHT for y in dark]
    assert there == pytest.approx([y - 12 for y in LEVEL], abs=1.5)
    over = turn_over(straight)
    assert over.to_delivered.at(0, 0) == straight.to_delivered.at(width, height)
    assert (over.grey == straight.grey[::-1, ::-1]).all()


def test_a_page_on_its_side_is_set_upright() -> None:
    sideways = np.ascontiguousarray(np.rot90(grid()))
    upright = rectify(sideways, DPI, 1, sideways=True)
    height, width = upright.grey.shape
    assert width > height
    assert upright.rotation == 90
    assert unevenness(upright.grey) <= 2
