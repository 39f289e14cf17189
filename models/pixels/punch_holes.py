"""Holes that a punch left in the margin: round, solid and dark. Lines in them are no rules."""

from collections.abc import Sequence

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, opened
from models.pixels.rule import Rule
from models.pixels.rule_masks import boxes_to_mask
from schemas.geometry import Box

DARK = 200  # tone: what is lighter is paper
THINNEST = 0.07  # inches: rules, print and their strokes are thinner
SIZE = (0.1, 0.45)  # inches across
LONG = 1.3  # times as long as wide, at the most
ROUND = (0.62, 0.9)  # share of its box that a disc fills
GROUND = 3.0  # heights of a bar, that it is wider than
EDGE = 0.015  # inches around a hole, where its edge is ragged
MARGIN = 0.06  # inches around a hole, where lines of its edge end


def find_punch_holes(grey: Pixels, dpi: float, bars: Sequence[Box] = ()) -> list[Box]:
    """The holes of a page. grey: H × W uint8; bars: dark ones, whose ground beside white print is no hole."""
    solid = opened((grey < DARK).astype(np.uint8), round(THINNEST * dpi), round(THINNEST * dpi))
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    smallest, largest = (side * dpi for side in SIZE)
    holes = [
        Box(float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, area in stats[1:].tolist()
        if smallest <= min(w, h)
        and max(w, h) <= min(largest, LONG * min(w, h))
        and ROUND[0] <= area / (w * h) <= ROUND[1]
    ]
    grounds = [bar for bar in bars if bar.width > GROUND * bar.height]
    return [hole for hole in holes if not any(bar.contains(*hole.centre) for bar in grounds)]


def holes_mask(holes: Sequence[Box], shape: tuple[int, ...], dpi: float) -> Mask:
    """1 where the ink of holes is, no print."""
    return boxes_to_mask([hole.inflate(EDGE * dpi) for hole in holes], shape)


def without_holes(
    level: Sequence[Rule], upright: Sequence[Rule], holes: Sequence[Box], dpi: float
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The level and upright rules without those in a hole."""
    around = [hole.inflate(MARGIN * dpi) for hole in holes]

    def is_in(x: float, y: float, x1: float, y1: float) -> bool:
        return any(box.contains(x, y) and box.contains(x1, y1) for box in around)

    return (
        tuple(rule for rule in level if not is_in(rule.start, rule.at, rule.end, rule.at)),
        tuple(rule for rule in upright if not is_in(rule.at, rule.start, rule.at, rule.end)),
    )
