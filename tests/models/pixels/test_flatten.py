"""Pages on even white paper: stamps gone, print, shaded areas and coloured words kept."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.flatten import flatten, is_bilevel
from models.pixels.stamps import find_stamps

DPI = 150.0
PAPER = (238, 242, 245)
BLACK = (20, 20, 20)
BLUE = (200, 60, 30)
RED = (40, 40, 220)


def paper(height: int = 480, width: int = 640) -> Pixels:
    return np.full((height, width, 3), PAPER, np.uint8)


def write(page: Pixels, text: str, x: int, y: int, colour: tuple[int, int, int] = BLACK) -> None:
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 2, cv2.LINE_AA)


def test_a_stamp_is_removed_and_the_print_below_it_stays() -> None:
    page = paper()
    cv2.circle(page, (320, 240), 90, BLUE, 4)
    cv2.line(page, (120, 240), (520, 240), BLACK, 3)
    flat = flatten(page, DPI)
    crossings = flat[240, 225:236].min(), flat[240, 405:416].min()
    assert max(crossings) < 80
    ring = cv2.ellipse(np.zeros_like(flat), (320, 240), (90, 90), 0, 20, 160, 1, 1) > 0
    assert np.median(flat[ring]) > 190


def test_coloured_words_of_the_page_are_no_stamp() -> None:
    page = paper()
    write(page, "TOTAL", 100, 100, RED)
    write(page, "importe", 100, 200)
    cv2.circle(page, (450, 320), 80, BLUE, 4)
    flat = flatten(page, DPI)
    assert flat[80:105, 100:180].min() < 130


@pytest.mark.parametrize(("colour", "stamps"), [(BLACK, 0), (BLUE, 1)])
def test_print_whose_colours_do_not_lie_quite_on_each_other_is_no_stamp(
    colour: tuple[int, int, int], stamps: int
) -> None:
    page = paper()
    cv2.circle(page, (320, 240), 90, colour, 2, cv2.LINE_AA)
    for channel, shift in ((0, -2), (2, 2)):
        page[:, :, channel] = np.roll(page[:, :, channel], shift, axis=1)
    assert len(find_stamps(page, page, DPI)) == stamps


def test_print_as_coloured_as_the_stamp_on_it_stays() -> None:
    """A carbon copy: what takes its stamp away would take its figures."""
    carbon = (150, 70, 90)
    page = paper()
    for y in range(60, 460, 30):
        write(page, "1.204.318  255.810", 60, y, carbon)
    cv2.rectangle(page, (200, 180), (420, 300), (150, 120, 40), 3)
    assert find_stamps(page, page, DPI) == []


def test_a_shaded_area_is_no_stamp() -> None:
    page = paper()
    cv2.rectangle(page, (60, 60), (580, 120), (230, 180, 120), -1)
    flat = flatten(page, DPI)
    assert 150 < flat[90, 320] < 225


def test_uneven_light_is_evened_out() -> None:
    light = np.linspace(1.0, 0.6, 640)[None, :, None]
    page = paper()
    for x in (40, 540):
        write(page, "12.345", x, 240)
    flat = flatten((page * light).astype(np.uint8), DPI)
    assert flat[40:200].min() > 235
    left, right = flat[220:245, 30:130], flat[220:245, 530:630]
    assert abs(int(left.min()) - int(right.min())) < 40


def test_a_shadow_over_a_corner_is_paper_and_a_bar_in_the_light_stays() -> None:
    y, x = np.mgrid[0:960, 0:1280]
    shadow = 1 - 0.5 * np.exp(-((x - 1280) ** 2 + y**2) / (2 * 260.0**2))
    page = (np.full((960, 1280, 3), PAPER) * shadow[:, :, None]).astype(np.uint8)
    cv2.rectangle(page, (100, 700), (900, 800), (120, 120, 120), -1)
    page[:, 1250:] = 250  # the lid of the scanner beside the sheet
    flat = flatten(page, DPI)
    assert flat[:200, 900:1150].min() > 225
    assert flat[750, 500] < 160


def test_a_wide_dark_bar_stays_dark() -> None:
    page = paper()
    cv2.rectangle(page, (60, 60), (580, 160), (70, 70, 70), -1)
    assert flatten(page, DPI)[110, 320] < 110


def test_a_dithered_fill_of_a_bilevel_page_becomes_grey() -> None:
    page = np.full((480, 640, 3), 255, np.uint8)
    page[100:200:2, 100:500:2] = 0
    assert is_bilevel(page)
    fill = flatten(page, DPI)[120:180, 120:480]
    assert fill.min() > 100 and fill.max() < 250
    assert not is_bilevel(paper())


def test_the_dots_of_a_pale_fill_become_an_even_grey_and_points_of_print_stay() -> None:
    page = np.full((480, 640, 3), 255, np.uint8)
    page[100:300:4, 100:500:4] = 0
    write(page, "1.204.318", 150, 200)
    write(page, "1.204.318", 150, 400)
    flat = flatten(page, DPI)
    fill = flat[230:280, 120:480]
    assert fill.min() > 225 and fill.max() < 250 and int(fill.max()) - int(fill.min()) < 12
    on_fill, on_paper = (flat[y - 20 : y + 3, 150:330].astype(int) for y in (200, 400))
    assert np.abs(on_paper - on_fill).mean() < 25
