"""Streaks of a feed scanner: thin lines from edge to edge of the page as it was delivered."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.streaks import without_streaks

DPI = 150.0
HEIGHT, WIDTH = 1200, 900


def page() -> Pixels:
    """A table of leaning rules with print in it, on slightly uneven paper."""
    rng = np.random.default_rng(4)
    sheet = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for x in range(100, 801, 140):
        cv2.line(sheet, (x, 150), (x + 15, 1050), 60, 2)
    for y in range(150, 1051, 60):
        cv2.line(sheet, (100, y), (815, y), 60, 2)
        cv2.putText(sheet, "1.204,50  8.310,00  97,5", (120, y + 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 40, 2)
    noise = rng.integers(-6, 7, sheet.shape)
    return np.asarray(np.clip(sheet + noise, 0, 255), np.uint8)


@pytest.mark.parametrize("depth", [8, 40])
@pytest.mark.parametrize("upright", [True, False])
def test_a_streak_goes_and_the_print_below_it_stays(depth: int, upright: bool) -> None:
    clean = page()
    streaked = clean.astype(np.int16)
    if upright:
        streaked[:, 503:505] -= depth
    else:
        streaked[618:620] -= depth
    mended = without_streaks(np.clip(streaked, 0, 255).astype(np.uint8), DPI)
    assert np.abs(mended.astype(int) - clean).mean() < 0.1
    assert np.abs(mended[600:620, 500:508].astype(int) - clean[600:620, 500:508]).mean() < 1


def test_a_page_without_streaks_stays_as_it_is() -> None:
    assert np.array_equal(without_streaks(page(), DPI), page())


@pytest.mark.parametrize(("start", "end"), [(150, 1050), (45, 1155), (0, 1050)])
def test_a_rule_that_ends_on_the_page_is_no_streak(start: int, end: int) -> None:
    ruled = page()
    ruled[start:end, 503:505] = 60
    assert np.array_equal(without_streaks(ruled, DPI), ruled)


@pytest.mark.parametrize("size", [(1, 1), (100, 900), (1200, 6)])
def test_a_page_too_small_to_tell_stays_as_it_is(size: tuple[int, int]) -> None:
    small = np.full(size, 245, np.uint8)
    assert np.array_equal(without_streaks(small, DPI), small)
