"""Faded print made dark again, for the networks, which learnt from dark print, and for what counts as ink."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import darker


@dataclass(frozen=True)
class ContrastOptions:
    """When print is faded, in grey levels below the paper.

    window: inches around a pixel; what is darker than that by `mark` is print or a rule, not a shaded row.
    typical: percentile of these that print reaches. faded: print that is lighter is made as dark as `wanted`,
    by `most` times at most.
    """

    window: float = 0.1
    mark: int = 15
    typical: float = 90
    faded: float = 112
    wanted: float = 200
    most: float = 2.5


def darkened(grey: Pixels, dpi: float, options: ContrastOptions = ContrastOptions()) -> Pixels:
    """The page with dark print; the same page where it is dark enough. grey: H × W on even white paper."""
    marks = grey[darker(grey, round(options.window * dpi) | 1, options.mark) > 0]
    depth = 255 - float(np.percentile(marks, 100 - options.typical)) if marks.size else options.wanted
    if depth >= options.faded:
        return grey
    gain = min(options.most, options.wanted / depth)
    levels = 255 - np.clip(gain * (255 - np.arange(256)), 0, 255)
    return cv2.LUT(grey, levels.astype(np.uint8)).astype(np.uint8)
