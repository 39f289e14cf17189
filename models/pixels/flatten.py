"""Even out the paper, take colour that is not print out of sight, and turn black bars white."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels


@dataclass(frozen=True)
class FlattenOptions:
    """How light and colour are evened out; lengths in inches."""

    paper_window: float = 0.16
    stamp_chroma: int = 55
    bilevel_share: float = 0.97
    bilevel_blur: float = 1.0


def flatten(page: Pixels, dpi: float, options: FlattenOptions = FlattenOptions()) -> Pixels:
    """A grey page on even white paper, without coloured stamps and pen strokes.

    page: H × W × 3 BGR. Returns H × W uint8.
    """
    if is_bilevel(page, options):
        # A dithered fill is grey to the eye; blurred by a dot's width it becomes grey to a threshold as well.
        return cv2.GaussianBlur(page[:, :, 0], (0, 0), options.bilevel_blur * max(0.6, dpi / 300)).astype(np.uint8)
    window = max(15, round(dpi * options.paper_window)) | 1
    chroma = np.subtract(page.max(axis=2), page.min(axis=2))
    if float(np.mean(chroma > options.stamp_chroma)) < 1e-4:
        return _even(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8), window)
    channels = [_even(np.ascontiguousarray(page[:, :, k]), window) for k in range(3)]
    return _without_stamps(np.dstack(channels), dpi, options)


def is_bilevel(page: Pixels, options: FlattenOptions = FlattenOptions()) -> bool:
    """Whether nearly all of the page is pure black or pure white, as a fax or a 1-bit scan is."""
    sample = page[::4, ::4, 0]
    return bool(np.mean((sample < 8) | (sample > 247)) > options.bilevel_share)


def _even(channel: Pixels, window: int) -> Pixels:
    """Divide a channel by its paper, estimated at low resolution as the local maximum, smoothed."""
    height, width = channel.shape
    small = cv2.resize(channel, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    reach = max(3, window // 8) | 1
    paper = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.medianBlur(paper.astype(np.uint8), min(reach * 2 + 1, 31) | 1)
    paper = np.maximum(paper, np.uint8(max(60, int(np.percentile(paper, 60)) // 2)))
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(channel, full, scale=255).astype(np.uint8)


def _without_stamps(page: Pixels, dpi: float, options: FlattenOptions) -> Pixels:
    """Grey page in which coloured strokes of stamps and pens are lightened, black print below them kept.

    A coloured stroke is bright in one channel at least, black ink in none: the brightest channel shows print alone.
    Coloured areas (a shaded header) are no strokes and stay as they are.
    """
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    bright, dull = page.max(axis=2), page.min(axis=2)
    coloured = ((bright.astype(np.int16) - dull) > options.stamp_chroma).astype(np.uint8)
    thick = max(5, round(dpi * 0.06)) | 1
    areas = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    areas = cv2.dilate(areas, np.ones((thick, thick), np.uint8))
    strokes = cv2.bitwise_and(coloured, cv2.bitwise_not(areas * 255) & 1)
    strokes = _large_marks(strokes, dpi)
    grow = max(3, round(dpi * 0.01)) | 1
    near = cv2.dilate(strokes, np.ones((grow, grow), np.uint8))
    return np.where(near > 0, np.maximum(grey, bright), grey).astype(np.uint8)


def _large_marks(strokes: Pixels, dpi: float) -> Pixels:
    """Only strokes that belong to a mark larger than a line of print: coloured words of the page itself stay."""
    bridge = max(3, round(dpi * 0.03)) | 1
    joined = cv2.dilate(strokes, np.ones((bridge, bridge), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    large = np.zeros(count, np.uint8)
    for k in range(1, count):
        large[k] = stats[k, cv2.CC_STAT_HEIGHT] > dpi * 0.3 and stats[k, cv2.CC_STAT_WIDTH] > dpi * 0.3
    return (strokes * large[labels]).astype(np.uint8)
