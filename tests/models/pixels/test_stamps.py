"""Coloured stamps taken off a page, and what only looks like one left on it."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.flatten import flatten
from models.pixels.stamps import find_stamps

DPI = 200.0
Colour = tuple[int, int, int]
CREAM: Colour = (222, 236, 244)
BLUE: Colour = (190, 90, 60)
PALE_VIOLET: Colour = (200, 165, 185)


def sheet(paper: Colour = CREAM) -> Pixels:
    """A page with a column of figures."""
    page = np.full((900, 700, 3), paper, np.uint8)
    for row in range(8):
        y = 200 + 60 * row
        cv2.putText(
            page, "1.204.318,50", (240, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (25, 25, 25), 2, cv2.LINE_AA
        )
    return page


def stamped(page: Pixels, colour: Colour) -> Pixels:
    """A ring and a leaning word pressed over the figures, the ink of both let through."""
    ink = np.full_like(page, 255)
    cv2.circle(ink, (330, 400), 130, colour, 4, cv2.LINE_AA)
    cv2.putText(ink, "RECIBIDO", (240, 420), cv2.FONT_HERSHEY_SIMPLEX, 1.2, colour, 4, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((330, 400), 25, 1.0)
    turned = cv2.warpAffine(ink, turn, (page.shape[1], page.shape[0]), borderValue=(255, 255, 255))
    return cv2.multiply(page, turned.astype(np.uint8), scale=1 / 255).astype(np.uint8)


def as_scanned(page: Pixels, quality: int = 80) -> Pixels:
    kept = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(kept, cv2.IMREAD_COLOR), np.uint8)


@pytest.mark.parametrize("colour", [BLUE, PALE_VIOLET])
def test_figures_below_a_stamp_look_as_they_do_without_it(colour: Colour) -> None:
    plain = flatten(as_scanned(sheet()), DPI) < 128
    freed = flatten(as_scanned(stamped(sheet(), colour)), DPI) < 128
    assert np.count_nonzero(freed & ~plain) < 0.02 * np.count_nonzero(plain)
    assert np.count_nonzero(plain & ~freed) < 0.1 * np.count_nonzero(plain)


def test_print_with_the_noise_of_a_coloured_scan_is_no_stamp() -> None:
    page = as_scanned(sheet((236, 240, 242)), 40)
    assert find_stamps(page, page, DPI) == []


def test_a_dark_bar_on_tinted_paper_is_no_stamp() -> None:
    page = sheet()
    cv2.rectangle(page, (60, 60), (640, 130), (70, 70, 70), -1)
    cv2.putText(page, "PARTIDA  VIGENTE", (120, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.2, CREAM, 3, cv2.LINE_AA)
    assert flatten(as_scanned(page), DPI)[65:125, 65:110].max() < 120


def test_a_table_with_coloured_rules_is_no_stamp() -> None:
    page = sheet()
    for x in range(40, 700, 200):
        cv2.line(page, (x, 40), (x, 860), BLUE, 2)
    for y in range(40, 880, 60):
        cv2.line(page, (40, y), (640, y), BLUE, 2)
    flat = flatten(as_scanned(page), DPI)
    assert np.median(flat[100, 60:600]) < 200


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 3)])
def test_a_strip_of_a_page_is_read_as_well(size: tuple[int, int]) -> None:
    strip = np.full((*size, 3), CREAM, np.uint8)
    strip[0, 0] = BLUE
    assert flatten(strip, DPI).shape == size
