"""Where the ink is, and how far the lines of print lean."""

import cv2
import numpy as np

from models.page_image import Pixels

MAX_SKEW = 4.5


def ink(grey: Pixels, window: int) -> Pixels:
    """1 where there is ink: darker than its surroundings. grey: H × W uint8 on white paper."""
    local = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window | 1, 18)
    return cv2.bitwise_and(local, (grey < 200).astype(np.uint8)).astype(np.uint8)


def lean(small: Pixels) -> float:
    """Degrees to turn the page counter-clockwise so that its lines lie level, by the sharpest row profile."""
    height, width = small.shape
    scale = min(1.0, 1000 / max(height, width))
    page = cv2.resize(small.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best = 0.0
    for span, step in ((MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(angles[int(np.argmax([_sharpness(page, float(angle)) for angle in angles]))])
    return best if _sharpness(page, best) > 1.02 * _sharpness(page, 0.0) else 0.0


def _sharpness(page: np.ndarray, angle: float) -> float:
    """Variation between neighbouring rows after turning by `angle` degrees."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.sum(np.diff(turned.sum(axis=1)) ** 2))
