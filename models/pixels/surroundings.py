"""What lies around the sheet on a photo or a scanner's glass is no part of the page."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, grown, opened


@dataclass(frozen=True)
class SurroundingsOptions:
    """shrink: times, so that rules and print are too thin to be dark. darkest_paper: in grey levels.

    smallest: share of the page. thinnest: pixels of the shrunk page. edge: of the sheet, in inches.
    """

    shrink: int = 8
    darkest_paper: int = 190
    smallest: float = 0.0012
    thinnest: int = 5
    edge: float = 0.06


def without_surroundings(
    grey: Pixels, dpi: float, options: SurroundingsOptions = SurroundingsOptions()
) -> Pixels:
    """The page with dark areas that touch its border painted white, the edge of the sheet included."""
    height, width = grey.shape
    scale = options.shrink
    size = max(1, width // scale), max(1, height // scale)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    outside = _dark_at_the_border((small < options.darkest_paper).astype(np.uint8), options)
    if not outside.any():
        return grey
    reach = round(options.edge * dpi / scale) * 2 + 1
    mask = grown(outside, reach, reach)[1:-1, 1:-1]
    full = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(255), grey).astype(np.uint8)


def _dark_at_the_border(dark: Mask, options: SurroundingsOptions) -> Mask:
    """1 in large dark areas at the border, which is a pixel wider all around than `dark` is."""
    framed = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_REPLICATE).astype(np.uint8)
    areas = opened(framed, options.thinnest, options.thinnest)
    rows, cols = areas.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=4)
    at_border = np.zeros(count, np.uint8)
    for k, (x, y, w, h, area) in enumerate(stats[1:].tolist(), start=1):
        touches = x == 0 or y == 0 or x + w == cols or y + h == rows
        at_border[k] = touches and area > options.smallest * rows * cols
    return np.asarray(at_border[labels], np.uint8)
