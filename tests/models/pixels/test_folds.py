"""Folds are taken out of sight; print in them, bars and shaded rows stay."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.folds import without_folds

DPI = 150.0
HEIGHT, WIDTH = 1600, 1200
FOLD = 700


def shaded(page: Pixels, at: float, depth: float = 90.0, aslant: float = 0.0) -> Pixels:
    """The page with a soft dark band across it, about a third of an inch wide."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    shade = depth * np.exp(-np.abs(y - at - aslant * (x / WIDTH - 0.5)) / (0.06 * DPI))
    return np.asarray(np.clip(page * (1 - shade / 255), 0, 255), np.uint8)


def sheet() -> Pixels:
    return np.full((HEIGHT, WIDTH), 250, np.uint8)


@pytest.mark.parametrize("aslant", [0.0, 4.0])
def test_a_fold_is_taken_away_across_and_up(aslant: float) -> None:
    folded = shaded(sheet(), FOLD, aslant=aslant)
    for page in (folded, np.ascontiguousarray(folded.T)):
        assert page.min() < 165
        assert without_folds(page, DPI).min() > 225


def test_print_and_rules_in_a_fold_stay() -> None:
    page = sheet()
    cv2.putText(page, "1.234.567,89", (300, FOLD + 8), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 30, 2)
    page[FOLD + 14 : FOLD + 17, 100:1100] = 40
    printed = page < 128
    clear = without_folds(shaded(page, FOLD), DPI)
    assert clear[printed].max() < 150
    assert np.median(clear[FOLD - 8 : FOLD + 8, 700:1100]) > 225
    assert clear[FOLD - 40 : FOLD + 40, :90].min() > 225


def test_a_bar_from_edge_to_edge_and_a_shaded_row_between_margins_stay() -> None:
    page = sheet()
    page[300:340] = 90
    page[500:530, 80:1120] = 200
    assert (without_folds(page, DPI) == page).all()


def test_a_soft_shade_that_ends_at_the_margins_is_no_fold() -> None:
    page = sheet()
    page[:, 150:1050] = shaded(sheet(), FOLD)[:, 150:1050]
    assert (without_folds(page, DPI) == page).all()


def test_a_page_too_small_to_tell_stays_as_it_is() -> None:
    page = shaded(sheet(), FOLD)[650:750, :120]
    assert (without_folds(page, DPI) == page).all()
