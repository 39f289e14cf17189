"""How coloured the pixels of a page are, and which of them lie in coloured areas rather than strokes."""

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, grown, opened


def chroma(page: Pixels) -> Pixels:
    """Grey levels between the brightest and the dullest channel of each pixel. page: H × W × 3."""
    blue, green, red = cv2.split(page)
    bright = cv2.max(cv2.max(blue, green), red)
    dull = cv2.min(cv2.min(blue, green), red)
    return cv2.subtract(bright, dull).astype(np.uint8)


def coloured_areas(coloured: Mask, dpi: float, widest_stroke: float) -> Mask:
    """1 in and close to what is thicker than a stroke, such as a shaded header. widest_stroke: in inches."""
    thick = max(5, round(dpi * widest_stroke)) | 1
    return grown(opened(coloured, thick, thick), thick, thick)
