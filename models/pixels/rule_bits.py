"""Bits that poor print left of upright rules: strokes in line with longer parts, that read as a 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box

EDGE = 0.6  # line heights from either end of a line of print, within which a bit may stand beside it


@dataclass(frozen=True)
class BitOptions:
    """What is a bit; lengths in inches.

    widest, shortest: of it; slim: its height in widths. off: how far it may lie off the line of a rule, and
    beyond: above or below its parts. enough: length of the parts of that rule together.
    """

    widest: float = 0.03
    shortest: float = 0.04
    slim: float = 2.0
    off: float = 0.013
    beyond: float = 0.7
    enough: float = 0.5


def bits_of_rules(
    print_: Mask,
    upright: Sequence[Rule],
    text: Sequence[Box],
    dpi: float,
    options: BitOptions = BitOptions(),
) -> tuple[Mask, tuple[Rule, ...]]:
    """1 on the bits of upright rules among print, and those bits as rules. text: boxes of lines of print."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(print_, connectivity=8)
    x, y, w, h, _ = stats.T
    stroke = (w <= options.widest * dpi) & (h >= options.shortest * dpi) & (h >= options.slim * w)
    stroke[0] = False
    middle, centre = x + w / 2, y + h / 2
    bits = np.zeros(len(stats), bool)
    for rule in upright:
        parts = [other for other in upright if abs(other.at - rule.at) <= 2 * options.off * dpi]
        if sum(part.length for part in parts) < options.enough * dpi:
            continue
        near = (centre > rule.start - options.beyond * dpi) & (centre < rule.end + options.beyond * dpi)
        bits |= stroke & near & (np.abs(middle - rule.at) <= options.off * dpi)
    for box in text:
        inner = (middle > box.x0 + EDGE * box.height) & (middle < box.x1 - EDGE * box.height)
        bits &= ~(inner & (centre > box.y0) & (centre < box.y1))
    rules = tuple(
        Rule(float(middle[k]), float(y[k]), float(y[k] + h[k]), float(w[k])) for k in np.flatnonzero(bits)
    )
    return np.asarray(bits[labels], np.uint8), rules
