"""How dark a rule is beside the paper to both its sides."""

from typing import NamedTuple

import numpy as np

from models.page_image import Pixels
from models.pixels.rule import Rule


class Shown(NamedTuple):
    """By how many grey levels a rule is darker than what is on its two sides: beside the one of a double rule
    stands the other, and beside the edge of a shade the shade."""

    least: float
    most: float


def darkness(rule: Rule, grey: Pixels, within: int, beside: int) -> Shown:
    """How dark a level rule is over most of its length.

    within, beside: pixels from its middle to its edges, where it lies a little aslant, and to the paper.
    """
    at = min(max(beside, round(rule.at)), len(grey) - beside - 1)
    start = int(rule.start)
    strip = grey[at - beside : at + beside + 1, start : max(int(rule.end), start + 1)].astype(np.int16)
    inner = strip[beside - within : beside + within + 1].min(axis=0)
    sides = [float(np.median(side.max(axis=0) - inner)) for side in (strip[:2], strip[-2:])]
    return Shown(min(sides), max(sides))
