"""Streaks of a feed scanner out of sight: thin lines of one shade from edge to edge of the delivered page.

Dust on the glass draws them while the sheet goes by, so they are exactly straight where the print, a little
aslant, is not. Looked for before anything is turned, they cannot be taken for rules.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels

STRIPS = 40  # along the page, in each of which a streak has to show
EVERY = 4  # rows of which one is looked at
SHOWS_IN = 0.9  # share of the strips, the first or the last of them: no rule goes so far
FAINTEST = 2.5  # grey levels by which a streak differs from the paper on both sides
WIDEST = 0.02  # inches

Floats = npt.NDArray[np.float32]


def without_streaks(grey: Pixels, dpi: float) -> Pixels:
    """The page without streaks that run up or across it. grey: H × W uint8 on white paper."""
    return _without_upright(_without_upright(grey.T, dpi).T, dpi)


def _without_upright(grey: Pixels, dpi: float) -> Pixels:
    reach = max(3, round(WIDEST * dpi))
    if grey.shape[0] < STRIPS * EVERY or grey.shape[1] <= 2 * reach:
        return grey  # too small to tell
    depth = _depths(grey, reach)
    shows = depth > FAINTEST
    found = (shows.mean(axis=0) >= SHOWS_IN) & (shows[0] | shows[-1])
    if not found.any():
        return grey
    columns = np.flatnonzero(found)
    out = grey.astype(np.int16)
    ends = np.linspace(0, grey.shape[0], STRIPS + 1).astype(int)
    for strip, (top, bottom) in zip(depth, pairwise(ends), strict=True):
        out[top:bottom, columns] += np.round(strip[columns]).astype(np.int16)
    return np.clip(out, 0, 255).astype(np.uint8)


def _depths(grey: Pixels, reach: int) -> Floats:
    """STRIPS × W: by how much each column is usually darker than those `reach` to its left and right."""
    ends = np.linspace(0, grey.shape[0], STRIPS + 1).astype(int)
    out = np.zeros((STRIPS, grey.shape[1]), np.float32)
    for k, (top, bottom) in enumerate(pairwise(ends)):
        rows = grey[top:bottom:EVERY].astype(np.int16)
        beside = np.minimum(rows[:, : -2 * reach], rows[:, 2 * reach :])
        out[k, reach:-reach] = np.median(beside - rows[:, reach:-reach], axis=0)
    return out
