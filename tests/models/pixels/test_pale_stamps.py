"""Grey stamps paler than print taken off a page, and what only looks like one left on it."""

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.pale_stamps import pale_marks, without_pale_stamps

DPI = 200.0
BLACK, GREY = 25, 150


def sheet(ink: int = BLACK) -> Pixels:
    """A white page with two columns of figures between rules."""
    page = np.full((900, 900), 255, np.uint8)
    for row in range(8):
        y = 200 + 60 * row
        for x in (100, 520):
            cv2.putText(page, "1.204.318,50", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, ink, 2, cv2.LINE_AA)
        if row % 3 == 0:
            cv2.line(page, (80, y + 20), (820, y + 20), ink, 2)
    return page


def pressed(page: Pixels, mark: Pixels) -> Pixels:
    """The page with a mark over it, turned by 12 degrees; what is darker stays."""
    turn = cv2.getRotationMatrix2D((450, 400), 12, 1.0)
    return np.minimum(page, cv2.warpAffine(mark, turn, page.shape[::-1], borderValue=255)).astype(np.uint8)


def ring(tone: int) -> Pixels:
    mark = np.full((900, 900), 255, np.uint8)
    cv2.circle(mark, (450, 400), 150, tone, 4, cv2.LINE_AA)
    for text, y in (("RECIBIDO", 390), ("07-08-2021", 440)):
        cv2.putText(mark, text, (340, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, tone, 4, cv2.LINE_AA)
    return mark


def frame(tone: int) -> Pixels:
    mark = np.full((900, 900), 255, np.uint8)
    cv2.rectangle(mark, (250, 330), (650, 470), tone, 5)
    cv2.putText(mark, "07 AGO 2021", (270, 415), cv2.FONT_HERSHEY_SIMPLEX, 1.6, tone, 4, cv2.LINE_AA)
    return mark


@pytest.mark.parametrize("mark", [ring(GREY), frame(GREY), ring(190)], ids=["ring", "frame", "faint"])
def test_a_pale_stamp_goes_and_the_print_below_it_stays(mark: Pixels) -> None:
    plain, stamped = sheet(), pressed(sheet(), mark)
    freed = without_pale_stamps(stamped, DPI)
    print_ = plain < 128
    assert np.array_equal(freed[print_], plain[print_])
    clear = cv2.erode(plain, np.ones((9, 9), np.uint8)) > 250
    dirt, before = (np.count_nonzero((page < 220) & clear) for page in (freed, stamped))
    assert dirt < 0.15 * before


def signature() -> Pixels:
    mark = np.full((900, 900), 255, np.uint8)
    points = np.array([[300, 450], [380, 300], [420, 480], [520, 320], [560, 470], [640, 330]], np.int32)
    cv2.polylines(mark, [points], False, GREY, 5, cv2.LINE_AA)
    return mark


def white_on_black() -> Pixels:
    page = sheet()
    cv2.rectangle(page, (100, 40), (800, 150), 60, -1)
    for y in (85, 130):
        cv2.putText(page, "PRESUPUESTO VIGENTE", (180, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3, cv2.LINE_AA)
    return page


def askew(page: Pixels) -> Pixels:
    turn = cv2.getRotationMatrix2D((450, 400), 3, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, page.shape[::-1], borderValue=255), np.uint8)


@pytest.mark.parametrize(
    "page",
    [
        sheet(),
        sheet(GREY),
        askew(sheet(GREY)),
        pressed(np.full((900, 900), 255, np.uint8), signature()),
        pressed(sheet(), ring(BLACK)),
        white_on_black(),
        np.full((900, 900), 255, np.uint8),
    ],
    ids=["print", "pale print", "pale print askew", "signature", "dark ring", "bar", "blank"],
)
def test_other_print_and_pens_are_no_pale_stamps(page: Pixels) -> None:
    assert pale_marks(page, DPI) == []
    assert without_pale_stamps(page, DPI) is page


def test_pale_rules_below_a_stamp_stay() -> None:
    page = sheet()
    cv2.line(page, (100, 400), (800, 400), 170, 2)
    freed = without_pale_stamps(pressed(page, frame(GREY)), DPI)
    assert (freed[400, 120:780] < 230).mean() > 0.95


def two_toned() -> Pixels:
    """Rules as thin ones look a little askew: pale, and as dark as print in places; with figures between."""
    page = np.full((900, 900), 255, np.uint8)
    for at in range(240, 661, 60):
        for start in range(240, 660, 60):
            for tone, a, b in ((GREY, start, start + 54), (BLACK, start + 54, start + 60)):
                cv2.line(page, (a, at), (b, at), tone, 2)
                cv2.line(page, (at, a), (at, b), tone, 2)
            cv2.putText(page, "28", (start + 12, at + 40), cv2.FONT_HERSHEY_SIMPLEX, 0.8, BLACK, 2)
    return page


def test_rules_of_two_tones_are_no_stamp() -> None:
    page = two_toned()
    assert without_pale_stamps(page, DPI) is page


def faded_figures() -> Pixels:
    """Broken pale rules around pale figures, which are as dark as print in places; other print is dark."""
    page = np.full((900, 900), 255, np.uint8)
    for y in range(60, 240, 30):
        cv2.putText(page, "Los saldos fueron conciliados", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, BLACK, 2)
    for start in range(300, 700, 44):
        for k in range(7):
            cv2.line(page, (start, 300 + 50 * k), (start + 38, 300 + 50 * k), GREY, 2)
    for start in range(300, 600, 44):
        for x in (300, 500, 700):
            cv2.line(page, (x, start), (x, start + 38), GREY, 2)
    for k in range(6):
        for x in (330, 530):
            figures = np.full_like(page, 255)
            cv2.putText(figures, "533,314", (x, 335 + 50 * k), cv2.FONT_HERSHEY_SIMPLEX, 0.9, GREY, 2)
            figures[(figures < 200) & (np.arange(900) % 16 < 2)] = BLACK
            page = np.minimum(page, figures)
    return page


def test_faded_figures_between_faded_rules_are_no_stamp() -> None:
    page = faded_figures()
    assert without_pale_stamps(page, DPI) is page
