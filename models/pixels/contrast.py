"""Faded print made dark again for the networks, which learnt from dark print."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels


@dataclass(frozen=True)
class ContrastOptions:
    """When print is faded, in grey levels below the paper.

    mark: what is darker is print or a rule; typical: percentile of these that print reaches. faded: print
    that is lighter is made as dark as `wanted`, by `most` times at most.
    """

    mark: int = 25
    typical: float = 90
    faded: float = 150
    wanted: float = 200
    most: float = 2.5


def darkened(grey: Pixels, options: ContrastOptions = ContrastOptions()) -> Pixels:
    """The page with dark print; the same page where it is dark enough. grey: H × W on even white paper."""
    dark = np.subtract(255, grey[::3, ::3])
    marks = dark[dark > options.mark]
    depth = float(np.percentile(marks, options.typical)) if marks.size else options.wanted
    if depth >= options.faded:
        return grey
    gain = min(options.most, options.wanted / depth)
    levels = 255 - np.clip(gain * (255 - np.arange(256)), 0, 255)
    return cv2.LUT(grey, levels.astype(np.uint8)).astype(np.uint8)
