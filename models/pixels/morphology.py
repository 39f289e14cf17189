"""Masks of a page (1 or 0 a pixel) grown, shrunk and made from grey."""

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels

Mask = npt.NDArray[np.uint8]
ABOVE_GRAINS = 3.0  # times as dark as the grains of the paper
MOSTLY_PAPER = 80  # percent of a page, and hardly any of its print


def grown(mask: Mask, width: int, height: int) -> Mask:
    """1 where any pixel within a window of `width` × `height` pixels is 1; of a grey image, the lightest."""
    return cv2.dilate(mask, _window(width, height)).astype(np.uint8)


def opened(mask: Mask, width: int, height: int) -> Mask:
    """The mask without what is narrower than `width` or lower than `height` pixels."""
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, _window(width, height)).astype(np.uint8)


def closed(mask: Mask, width: int, height: int) -> Mask:
    """The mask with gaps filled that are narrower than `width` and lower than `height` pixels."""
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _window(width, height)).astype(np.uint8)


def darker(grey: Pixels, window: int, by: float) -> Mask:
    """1 where a pixel is darker by `by` grey levels than the mean of the `window` pixels square around it."""
    how = (cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV)
    return cv2.adaptiveThreshold(grey, 1, *how, window, by).astype(np.uint8)


def darker_than_paper(grey: Pixels, window: int, by: float, noisiest: float) -> Mask:
    """1 where a pixel of a stroke thinner than `window` is darker by `by` grey levels than the paper.

    And clearly darker than the grains of the paper; nowhere on a page where those are `noisiest` grey levels
    dark, or where fills are dithered.
    """
    depth = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, _window(window, window))
    grains = float(np.percentile(depth, MOSTLY_PAPER))
    if grains > noisiest:
        return np.zeros_like(grey)
    return (depth >= max(by, ABOVE_GRAINS * grains)).astype(np.uint8)


def turned(mask: Mask) -> Mask:
    """The mask with rows and columns exchanged, so that upright rules lie level."""
    return np.ascontiguousarray(mask.T)


def _window(width: int, height: int) -> Mask:
    return np.ones((height, width), np.uint8)
