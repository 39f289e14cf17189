"""Faded print is made dark; dark print and an empty page stay as they are."""

import numpy as np

from models.page_image import Pixels
from models.pixels.contrast import darkened

DPI = 200.0


def page(grey: int) -> Pixels:
    sheet = np.full((300, 300), 254, np.uint8)
    sheet[100:110, 50:250] = grey
    return sheet


def test_faded_print_becomes_dark_and_paper_stays_light() -> None:
    faded = darkened(page(170), DPI)
    assert faded[105, 100] < 80
    assert faded[10, 10] > 245


def test_dark_print_and_empty_paper_stay_as_they_are() -> None:
    for sheet in (page(20), page(254)):
        assert (darkened(sheet, DPI) == sheet).all()


def test_a_shaded_row_below_dark_print_stays_light() -> None:
    sheet = page(20)
    sheet[150:300] = 225
    assert (darkened(sheet, DPI) == sheet).all()
