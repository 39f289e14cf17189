"""Page as delivered → upright, straight grey page at a fixed resolution, with the way back."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import PageImage, Pixels
from models.pixels.contrast import darkened
from models.pixels.dewarp import GRID, letter_boxes, straighten
from models.pixels.folds import without_folds
from models.pixels.morphology import darker
from models.pixels.streaks import without_streaks
from models.pixels.surroundings import without_surroundings
from models.pixels.upright import ink, lean
from schemas.geometry import Mesh

WORK_DPI = 300.0
LONGEST = 5200
DOT = 0.006  # inches: spread of a dot of a dithered fill
LETTER = 0.03  # inches: side of the least letter
LETTER_HEIGHTS = 0.02, 0.2  # inches
PRINTED = 0.002  # share of a page that its letters take, at the least, where they tell how it leans
SHEET_INCHES = (5.0, 18.0)
LONG_SIDE_INCHES = 11.35  # between letter and A4
INK_WINDOW_INCHES = 0.25
FAINT_WINDOW_INCHES = 0.06
FAINT_DARKER = 10  # grey levels by which faint rules are darker than the paper beside them
LEAST_BEND = 0.7  # pixels at half size: below it, resampling straightens nothing that could be seen

Floats = npt.NDArray[np.float64]
Turn = Literal[0, 90, 180, 270]


@dataclass(frozen=True)
class UprightPage:
    """A straight grey page at about 300 dpi. rotation: clockwise turn; skew: degrees taken out after it.

    calm: the same page with the dots of dithered fills blurred away, for finding rules; `grey` itself where
    it has none.
    """

    page_no: int
    grey: Pixels
    calm: Pixels
    dpi: float
    rotation: Turn
    skew: float
    to_delivered: Mesh


def paper_dpi(page: PageImage) -> float:
    """The page's resolution, from a letter or A4 sheet where the source says nothing believable."""
    longest = max(page.pixels.shape[:2])
    if page.dpi and SHEET_INCHES[0] <= longest / page.dpi <= SHEET_INCHES[1]:
        return page.dpi
    return float(longest / LONG_SIDE_INCHES)


def rectify(grey: Pixels, dpi: float, page_no: int, sideways: bool) -> UprightPage:
    """Turn, deskew and straighten a flattened page in one resampling. sideways: its lines run up the page."""
    scale = min(WORK_DPI / dpi, LONGEST / max(grey.shape))
    grey = without_streaks(grey, dpi)
    half = cv2.resize(grey, None, fx=scale / 2, fy=scale / 2, interpolation=cv2.INTER_AREA)
    half_dpi = dpi * scale / 2
    if sideways:
        half = np.ascontiguousarray(np.rot90(half, -1))
    rotation: Turn = 90 if sideways else 0
    fx, fy, angle = _sources(half.astype(np.uint8), half_dpi)
    if sideways:  # the turned page's (x, y) is the delivered page's (y, 1 - x)
        fx, fy = fy, 1.0 - fx
    drawn, mesh = _resample(grey, scale, (fx, fy))
    drawn = without_folds(without_surroundings(drawn, dpi * scale), dpi * scale)
    calm = without_dots(drawn, dpi * scale)
    return UprightPage(page_no, darkened(drawn, dpi * scale), calm, dpi * scale, rotation, angle, mesh)


def without_dots(grey: Pixels, dpi: float) -> Pixels:
    """The page blurred by a dot's width where dots of a dithered fill or specks outnumber its letters."""
    marks = ink(grey, round(dpi * INK_WINDOW_INCHES))
    sizes = cv2.connectedComponentsWithStats(marks, connectivity=8)[2][1:, cv2.CC_STAT_AREA]
    dots = np.count_nonzero(sizes <= (DOT * dpi * 2) ** 2)
    letters = np.count_nonzero(sizes > (LETTER * dpi) ** 2)
    return cv2.GaussianBlur(grey, (0, 0), DOT * dpi).astype(np.uint8) if dots > 1.5 * letters else grey


def turn_over(page: UprightPage) -> UprightPage:
    """The same page, upside down made upright."""
    mesh = page.to_delivered
    flipped = Mesh(mesh.width, mesh.height, mesh.cols, mesh.rows, tuple(reversed(mesh.points)))
    rotation: Turn = 270 if page.rotation == 90 else 180
    grey = np.ascontiguousarray(page.grey[::-1, ::-1])
    calm = grey if page.calm is page.grey else np.ascontiguousarray(page.calm[::-1, ::-1])
    return UprightPage(page.page_no, grey, calm, page.dpi, rotation, page.skew, flipped)


def _sources(page: Pixels, dpi: float) -> tuple[Floats, Floats, float]:
    """Where points of a regular grid over the straight page lie on the turned one, and its lean in degrees.

    The points as fractions of the page.
    """
    height, width = page.shape
    marks = ink(page, round(dpi * INK_WINDOW_INCHES))
    letters = marks & letter_boxes(marks, *(height * dpi for height in LETTER_HEIGHTS))
    # Edges of the sheet and folds lie level, however the print does.
    angle = lean(letters if np.count_nonzero(letters) > PRINTED * marks.size else marks)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)

    def faint() -> Pixels:
        return _turned(darker(page, round(dpi * FAINT_WINDOW_INCHES) | 1, FAINT_DARKER), matrix)

    bent = straighten(_turned(marks, matrix) if angle else marks, dpi, faint)
    x, y = np.meshgrid(np.linspace(0, width, GRID), np.linspace(0, height, GRID))
    if bent.largest > LEAST_BEND:
        x, y = bent.sources(GRID)
    back = cv2.invertAffineTransform(matrix)
    fx = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / width
    fy = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / height
    return fx, fy, angle


def _turned(mask: Pixels, matrix: cv2.typing.MatLike) -> Pixels:
    """A mask turned by an affine matrix, cut to its own size."""
    size = mask.shape[1], mask.shape[0]
    return cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_NEAREST).astype(np.uint8)


def _resample(grey: Pixels, scale: float, sources: tuple[Floats, Floats]) -> tuple[Pixels, Mesh]:
    """Draw the straight page in one go. sources: fractions of the delivered page over a regular grid."""
    height, width = grey.shape
    fx, fy = sources
    across = float(np.hypot((fx[0, -1] - fx[0, 0]) * width, (fy[0, -1] - fy[0, 0]) * height))
    down = float(np.hypot((fx[-1, 0] - fx[0, 0]) * width, (fy[-1, 0] - fy[0, 0]) * height))
    size = round(across * scale), round(down * scale)
    columns, rows = _weights(size[0], fx.shape[1]), _weights(size[1], fx.shape[0])
    map_x = (rows @ (fx * width - 0.5).astype(np.float32)) @ columns.T
    map_y = (rows @ (fy * height - 0.5).astype(np.float32)) @ columns.T
    how = cv2.INTER_CUBIC if scale > 1.05 else cv2.INTER_LINEAR
    drawn = cv2.remap(grey, map_x, map_y, how, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    points = tuple((float(x), float(y)) for x, y in zip(fx.ravel(), fy.ravel(), strict=True))
    return drawn.astype(np.uint8), Mesh(size[0], size[1], fx.shape[1], fx.shape[0], points)


def _weights(pixels: int, knots: int) -> npt.NDArray[np.float32]:
    """Linear interpolation from `knots` even points (edge to edge) to the centres of `pixels` pixels."""
    place = (np.arange(pixels) + 0.5) / pixels * (knots - 1)
    left = np.minimum(place.astype(int), knots - 2)
    out = np.zeros((pixels, knots), np.float32)
    out[np.arange(pixels), left] = 1 - (place - left)
    out[np.arange(pixels), left + 1] = place - left
    return out
