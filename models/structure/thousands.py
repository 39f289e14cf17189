"""Blanks between the digits of amounts: "18 000,06" below "410 412,25" is one column, not two."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from schemas.geometry import Box

MOSTLY: Final = 0.85  # share of the amounts that are alike
SAME: Final = 0.2  # line heights by which the blanks, and the digits right of them, are of one width
WIDEST: Final = 0.6  # line heights: blanks between digits are no wider
THREE: Final = (1.2, 4.0)  # line heights that three digits, and what is written together with them, take
LONGEST: Final = 1.1  # times as wide as what follows are the digits before a blank, at the most
DIFFERENT: Final = 0.3  # line heights: amounts of one digit and of two before a blank differ by more


def part_thousands(pairs: Sequence[tuple[Box, Box]]) -> bool:
    """Whether blanks below each other are those in amounts; pairs: what stands close left and right of each.

    Those of two columns differ in width, or have print of one width left of them, as days do, or print of
    several widths right of them.
    """
    height = float(np.median([left.height for left, _ in pairs]))
    before = np.array([left.width for left, _ in pairs]) / height
    after = np.array([right.width for _, right in pairs]) / height
    blanks = np.array([right.x0 - left.x1 for left, right in pairs]) / height
    alike = (abs(blanks - np.median(blanks)) <= SAME) & (abs(after - np.median(after)) <= SAME)
    alike &= (blanks < WIDEST) & (before <= LONGEST * after) & (after >= THREE[0]) & (after <= THREE[1])
    return float(alike.mean()) >= MOSTLY and float(np.ptp(before[alike])) > DIFFERENT
