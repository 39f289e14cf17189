"""What lies around the sheet on a photo or a scanner's glass is no part of the page."""

import cv2
import numpy as np

from models.page_image import Pixels

SCALE = 8
DARK = 190
SMALLEST = 0.0012
EDGE_INCHES = 0.06


def without_surroundings(grey: Pixels, dpi: float) -> Pixels:
    """The page with dark areas that touch its border painted white, edge of the sheet included.

    Seen at an eighth of the size, rules and print are too thin to be dark, a table at the border is none of it.
    """
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // SCALE), max(1, height // SCALE)), interpolation=cv2.INTER_AREA)
    framed = cv2.copyMakeBorder((small < DARK).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    outside = np.zeros(count, np.uint8)
    rows, cols = opened.shape
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        touches = x == 0 or y == 0 or x + w == cols or y + h == rows
        outside[k] = touches and area > SMALLEST * rows * cols
    if not outside.any():
        return grey
    reach = round(EDGE_INCHES * dpi / SCALE) * 2 + 1
    mask = cv2.dilate(outside[labels], np.ones((reach, reach), np.uint8))[1:-1, 1:-1]
    full = cv2.resize(mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(255), grey).astype(np.uint8)
