"""Stamps by their colour; signatures and figures from ink that is neither print nor rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from models.layout.evidence import PageEvidence
from models.page_image import PageImage, Pixels
from models.pixels.colour import chroma, coloured_areas
from schemas.geometry import Box, Mesh

MarkType = Literal["stamp", "signature", "figure"]


@dataclass(frozen=True)
class MarkOptions:
    """Lengths in inches.

    chroma: between the brightest and the dullest channel of a coloured stroke; stroke: its width at most.
    filled, pen_filled: highest share of its hull that the strokes of a stamp, of a pen cover. letterhead:
    share of the page's height at its top where arms and logos stand.
    """

    colour_dpi: float = 75.0
    chroma: int = 30
    bridge: float = 0.12
    stroke: float = 0.12
    smallest: float = 0.35
    stamp: float = 0.6
    largest: float = 3.5
    filled: float = 0.6
    pen_filled: float = 0.35
    figure: float = 0.4
    around_print: float = 0.03
    letterhead: float = 0.15


@dataclass(frozen=True)
class Mark:
    """A mark on the page that is not print."""

    type: MarkType
    box: Box
    score: float


def colour_of(
    page: PageImage, to_delivered: Mesh, dpi: float, options: MarkOptions = MarkOptions()
) -> Pixels:
    """The page in colour, set upright and straight, at low resolution. dpi: of the upright page."""
    share = min(1.0, options.colour_dpi / dpi)
    size = (max(8, round(to_delivered.width * share)), max(8, round(to_delivered.height * share)))
    shrink = min(1.0, max(size) / max(page.width, page.height))
    small = cv2.resize(page.pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    points = np.array(to_delivered.points, np.float32).reshape(to_delivered.rows, to_delivered.cols, 2)
    x, y = np.meshgrid(*((np.arange(n, dtype=np.float32) + 0.5) / n for n in size))
    at = (x * (to_delivered.cols - 1)).astype(np.float32), (y * (to_delivered.rows - 1)).astype(np.float32)
    source = cv2.remap(points, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    source *= np.array([small.shape[1], small.shape[0]], np.float32)
    return cv2.remap(
        small, source[..., 0] - 0.5, source[..., 1] - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8)


def coloured_marks(page: PageEvidence, options: MarkOptions = MarkOptions()) -> list[Mark]:
    """Stamps, signatures and figures in colour."""
    step = page.grey.shape[1] / page.colour.shape[1]
    coloured = (_colour(page.colour) > options.chroma).astype(np.uint8)
    strokes = np.asarray(coloured & (1 - coloured_areas(coloured, page.dpi / step, options.stroke)), np.uint8)
    marks = []
    for small, filled in _gathered(strokes, page.dpi / step, options):
        box = Box(*(side * step for side in small))
        narrow = min(box.width, box.height)
        if filled > options.filled or narrow < 0.2 * page.dpi or narrow > options.largest * page.dpi:
            continue
        if box.centre[1] < options.letterhead * page.grey.shape[0]:
            marks.append(Mark("figure", box, 0.5))
        elif narrow >= options.stamp * page.dpi or filled > options.pen_filled:
            marks.append(Mark("stamp", box, 0.8))
        else:
            marks.append(Mark("signature", box, 0.6))
    return marks


def _colour(page: Pixels) -> Pixels:
    """How far each pixel is from grey, on paper of whatever tint."""
    paper = cv2.blur(cv2.dilate(page, np.ones((9, 9), np.uint8)), (25, 25))
    return chroma(cv2.divide(page, paper, scale=255).astype(np.uint8))


def inked_marks(page: PageEvidence, options: MarkOptions = MarkOptions()) -> list[Mark]:
    """Signatures and figures in black: large ink outside the lines of print and the tables."""
    step = max(1, round(page.dpi / options.colour_dpi))
    size = (page.dark.shape[1] // step, page.dark.shape[0] // step)
    share = cv2.resize(page.dark * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    loose = (share > 40).astype(np.uint8)
    around = options.around_print * page.dpi
    taken = [line.bbox.inflate(around) for line in page.lines if line.bbox]
    _clear(loose, [*taken, *(table.inflate(around) for table in page.tables)], step)
    marks = []
    for small, filled in _gathered(loose, page.dpi / step, options):
        box = Box(*(side * step for side in small))
        pen = filled <= options.pen_filled and box.width > 1.3 * box.height and box.height < 1.2 * page.dpi
        if pen and box.centre[1] > options.letterhead * page.dark.shape[0]:
            marks.append(Mark("signature", box, 0.5))
        elif min(box.width, box.height) >= options.figure * page.dpi:
            marks.append(Mark("figure", box, 0.6))
    return marks


def _clear(mask: Pixels, boxes: Sequence[Box], step: float) -> None:
    for box in boxes:
        x0, y0, x1, y1 = (max(0, round(side / step)) for side in box)
        mask[y0:y1, x0:x1] = 0


def _gathered(strokes: Pixels, dpi: float, options: MarkOptions) -> Iterator[tuple[Box, float]]:
    """Hulls of strokes that lie near each other, with the share of the hull they cover; specks left out."""
    if not strokes.any():
        return
    reach = max(3, round(options.bridge * dpi)) | 1
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for k in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[k])
        if max(width, height) < options.smallest * dpi or min(width, height) < 0.1 * dpi:
            continue
        own = strokes[y : y + height, x : x + width][labels[y : y + height, x : x + width] == k]
        yield Box(x, y, x + width, y + height), float(own.sum()) / (width * height)
