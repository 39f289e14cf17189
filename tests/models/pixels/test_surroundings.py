"""What lies around the sheet goes, the sheet and all that is printed on it stays."""

import cv2
import numpy as np

from models.pixels.surroundings import without_surroundings

DPI = 150.0


def test_the_desk_around_a_sheet_becomes_white_and_the_sheet_stays() -> None:
    page = np.full((800, 640), 90, np.uint8)
    cv2.fillConvexPoly(page, np.array([[60, 40], [600, 60], [590, 780], [50, 760]]), 250)
    cv2.rectangle(page, (150, 200), (450, 260), 40, -1)
    cv2.line(page, (150, 400), (450, 400), 0, 2)
    clean = without_surroundings(page, DPI)
    assert clean[:30].min() == 255 and clean[:, 620:].min() == 255
    assert (clean[150:600, 120:500] == page[150:600, 120:500]).all()


def test_a_page_that_fills_its_picture_is_left_as_it_is() -> None:
    page = np.full((800, 640), 250, np.uint8)
    cv2.line(page, (0, 400), (639, 400), 0, 2)
    assert without_surroundings(page, DPI) is page
