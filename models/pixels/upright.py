"""Where the ink is, and how far the lines of print lean."""

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import darker

Floats = npt.NDArray[np.float32]

MAX_SKEW_DEGREES = 4.5
INK_DARKER = 18  # grey levels below its surroundings
LIGHTEST_INK = 200
LEAN_SIDE = 1000  # pixels: lines of print are still lines at this size


def ink(grey: Pixels, window: int) -> Pixels:
    """1 where there is ink: darker than its surroundings. grey: H × W uint8 on white paper."""
    return darker(grey, window | 1, INK_DARKER) & (grey < LIGHTEST_INK).astype(np.uint8)


def lean(small: Pixels) -> float:
    """Degrees to turn the page counter-clockwise so that its lines lie level, by the sharpest row profile."""
    height, width = small.shape
    scale = min(1.0, LEAN_SIDE / max(height, width))
    resized = cv2.resize(small.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.asarray(resized, np.float32)
    best = 0.0
    for span, step in ((MAX_SKEW_DEGREES, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(angles[int(np.argmax([_sharpness(page, float(angle)) for angle in angles]))])
    return best if _sharpness(page, best) > 1.02 * _sharpness(page, 0.0) else 0.0


def _sharpness(page: Floats, angle: float) -> float:
    """Variation between neighbouring rows after turning by `angle` degrees."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.sum(np.diff(turned.sum(axis=1)) ** 2))
