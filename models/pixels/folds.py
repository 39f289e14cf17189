"""Folds of the sheet out of sight: soft dark bands from edge to edge of the straight page.

Print and rules in a fold stay as dark as they are beside it. What is dark with a sharp edge, a bar or a
shaded row, is no fold, and neither is what ends at the margin.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class FoldOptions:
    """What is a fold; lengths in inches, shades in grey levels.

    strips: along the page, in each of which it has to show; missing: strips in which it may not. paper: share
    of the pixels of a strip, in percent, that are no lighter than its paper. widest_rule: filled in before,
    unless it is no darker than a `crease` is; blur: of what is left; widest: of a fold. drift: how far it may
    lie aslant over the page. faintest: darkness; most: share of the strips, in percent, with hardly any print
    in it. edge, sharp: share of its darkness that comes within a length: a bar has an edge.
    """

    strips: int = 12
    missing: int = 1
    paper: float = 60.0
    widest_rule: float = 0.035
    crease: float = 25.0
    blur: float = 0.005
    widest: float = 0.5
    drift: float = 0.05
    faintest: float = 6.0
    most: float = 70.0
    edge: float = 0.015
    sharp: float = 0.35


def without_folds(grey: Pixels, dpi: float, options: FoldOptions = FoldOptions()) -> Pixels:
    """The page without folds that run up or across it. grey: H × W uint8 on white paper."""
    upright = _without_upright(grey, dpi, options)
    return np.ascontiguousarray(_without_upright(np.ascontiguousarray(upright.T), dpi, options).T)


def _without_upright(grey: Pixels, dpi: float, options: FoldOptions) -> Pixels:
    height, width = grey.shape
    if min(height, width) < 4 * options.widest * dpi:
        return grey  # too small to tell
    ends = np.linspace(0, height, options.strips + 1).astype(int)
    depth = np.stack([_depth(grey[top:bottom:2], dpi, options) for top, bottom in pairwise(ends)])
    usual = np.median(depth, axis=0).astype(np.float32)
    near = cv2.dilate(depth, np.ones((1, 2 * round(options.drift * dpi) + 1), np.uint8))
    shows = np.count_nonzero(near > options.faintest, axis=0) >= options.strips - options.missing
    found = _soft_bands(shows, usual, dpi, options)
    if not found.any():
        return grey
    # Dense print in a fold makes it no darker than it is in most strips.
    most = np.percentile(depth, options.most, axis=0) + options.faintest
    shade = np.where(found, np.minimum(depth, most), 0).astype(np.float32)
    smooth = cv2.resize(shade, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(grey * (255 / np.maximum(255 - smooth, 1)), 0, 255).astype(np.uint8)


def _depth(strip: Pixels, dpi: float, options: FoldOptions) -> Floats:
    """How much darker than the paper to both sides the paper of each column of a strip is."""
    shade = np.percentile(strip, options.paper, axis=0).astype(np.float32)[None, :]
    filled = _closed(shade, options.widest_rule * dpi)
    filled = np.where(filled - shade > options.crease, filled, shade)
    calm = cv2.GaussianBlur(filled, (0, 0), options.blur * dpi)
    return np.asarray((_closed(np.asarray(calm, np.float32), options.widest * dpi) - calm)[0], np.float32)


def _closed(row: Floats, length: float) -> Floats:
    """A row of shades with dark stretches up to a length filled in."""
    kernel = np.ones((1, round(length) | 1), np.uint8)
    return np.asarray(cv2.morphologyEx(row, cv2.MORPH_CLOSE, kernel), np.float32)


def _soft_bands(
    shows: npt.NDArray[np.bool_], depth: Floats, dpi: float, options: FoldOptions
) -> npt.NDArray[np.bool_]:
    """Where dark bands are that have no edge. shows, depth: of each column."""
    step = max(1, round(options.edge * dpi))
    calm = cv2.GaussianBlur(depth[None, :], (0, 0), options.edge * dpi / 2)[0]
    steepness = np.abs(calm[step:] - calm[:-step])
    found = np.zeros_like(shows)
    edges = np.flatnonzero(np.diff(np.pad(shows.astype(np.int8), 1)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        steepest = steepness[max(0, start - step) : end].max(initial=0.0)
        found[start:end] = steepest < options.sharp * calm[start:end].max()
    return found
