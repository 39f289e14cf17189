"""Print of the other side of the sheet, that shows through: how dark it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, grown
from schemas.geometry import Box


@dataclass(frozen=True)
class OtherSideOptions:
    """What looks like print of the other side; lengths in inches, sizes in line heights.

    blur: that smooths the grains of the paper. stroke: what is wider is no stroke of a letter. palest: grey
    levels below the paper; grains: the same in multiples of its grains. darkest: share of the darkness of
    this side's print. away: distance from what is darker, and from lines of print in line heights.
    solid: the same of its darkest pixels, which dots of a dithered fill have as dark as print.
    low, high, narrow, wide: least and largest height and width of words that run together. filled: share of
    its box that one fills. fewest: words. mostly_paper: percent of the page, and hardly any of its print.
    """

    blur: float = 0.009
    stroke: float = 0.06
    palest: float = 5.0
    grains: float = 2.5
    darkest: float = 0.4
    solid: float = 0.6
    away: float = 0.03
    away_from_lines: float = 0.2
    low: float = 0.3
    high: float = 1.3
    narrow: float = 0.2
    wide: float = 12.0
    filled: float = 0.2
    fewest: int = 30
    mostly_paper: int = 80


def share_of_other_side(
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
    options: OtherSideOptions = OtherSideOptions(),
    rules: Sequence[Box] = (),
) -> float | None:
    """How dark print of the other side is, as a share of this side's; None where hardly any shows through.

    text: lines of print of this side; rules: what may be rules of it, whose dots look like small words.
    """
    lines = [box for box in text if min(box.width, box.height) > 2]
    if not lines:
        return None
    size = float(np.median([min(box.width, box.height) for box in lines]))
    depth = _depth(grey, dpi, options)
    full = float(np.median([np.percentile(_inside(depth, box), 90) for box in lines]))
    pale = _pale_marks(depth, [*lines, *rules], full, size, dpi, options)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(pale, connectivity=8)
    w, h, area = (stats[1:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    words = (
        (h >= options.low * size)
        & (h <= options.high * size)
        & (w >= options.narrow * size)
        & (w <= options.wide * size)
        & (area >= options.filled * w * h)
    )
    if words.sum() < options.fewest:
        return None
    among = np.concatenate([[False], words])[labels]
    print_ = np.concatenate([_inside(grey, box).ravel() for box in lines])
    paper, dark = np.percentile(print_, (75, 5))
    if paper - np.percentile(grey[among], 5) > options.solid * (paper - dark):
        return None
    return float(np.percentile(depth[among], 80)) / full


def _depth(grey: Pixels, dpi: float, options: OtherSideOptions) -> Pixels:
    """By how many grey levels each stroke is darker than the paper around it."""
    smooth = cv2.GaussianBlur(grey, (0, 0), options.blur * dpi)
    side = round(options.stroke * dpi) | 1
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8)), np.uint8)


def _inside(depth: Pixels, box: Box) -> Pixels:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    window = depth[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return window if window.size else depth[:1, :1]


def _pale_marks(
    depth: Pixels, lines: Sequence[Box], full: float, size: float, dpi: float, options: OtherSideOptions
) -> Mask:
    """1 on marks paler than print and away from it, and from rules. full: how dark print is; size: height of
    a line."""
    faintest = max(options.palest, options.grains * float(np.percentile(depth, options.mostly_paper)))
    reach = 2 * round(options.away * dpi) + 1
    taken = grown((depth >= options.darkest * full).astype(np.uint8), reach, reach)
    for box in lines:
        x0, y0, x1, y1 = (max(0, round(v)) for v in box.inflate(options.away_from_lines * size))
        taken[y0:y1, x0:x1] = 1
    return np.asarray((depth >= faintest) & (taken == 0), np.uint8)
