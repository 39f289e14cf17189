"""Columns from the blank lanes between pieces of print, rows from their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.structure.pieces import line_height
from schemas.geometry import Box, union

Line = Sequence[Box]


@dataclass(frozen=True)
class LaneOptions:
    """What parts columns. narrowest: width of a blank lane, in line heights.

    crossing: share of lines that may run across a lane. members: share of lines that have a piece in a
    column.
    """

    narrowest: float = 0.3
    crossing: float = 0.14
    members: float = 0.05


def lanes(lines: Sequence[Line], x0: float, x1: float, options: LaneOptions = LaneOptions()) -> list[float]:
    """Middles of the blank lanes between x0 and x1 that part columns, left to right.

    Only lines of several pieces speak: a title or a paragraph says nothing about columns.
    """
    speaking = [line for line in lines if len(line) >= 2]
    if len(speaking) < 2 or x1 - x0 < 4:
        return []
    height = line_height([piece for line in speaking for piece in line])
    start, width = int(x0), int(np.ceil(x1 - x0))
    cover = np.zeros(width, int)
    for line in speaking:
        hit = np.zeros(width, bool)
        for piece in line:
            hit[max(0, int(piece.x0) - start) : max(0, int(np.ceil(piece.x1)) - start)] = True
        cover += hit
    allowed = int(options.crossing * len(speaking))
    blank = cover <= allowed
    out = []
    for a, b in _blank_runs(blank):
        if b - a < options.narrowest * height or a == 0 or b == width:
            continue
        if cover[:a].max() > allowed and cover[b:].max() > allowed:
            quiet = cover[a:b]
            deepest = np.flatnonzero(quiet == quiet.min())
            out.append(float(start + a + deepest[len(deepest) // 2]))
    return _beside_used_columns([x0, *out, x1], speaking, max(1, options.members * len(speaking)))


def _beside_used_columns(edges: Sequence[float], lines: Sequence[Line], fewest: float) -> list[float]:
    """The lanes among `edges` on both sides of which at least `fewest` lines have a piece."""
    kept = [edges[0]]
    for left, right in pairwise(edges[1:]):
        if min(_lines_between(left, right, lines), _lines_between(kept[-1], left, lines)) >= fewest:
            kept.append(left)
    return kept[1:]


def _lines_between(left: float, right: float, lines: Sequence[Line]) -> int:
    return sum(any(left <= piece.centre[0] < right for piece in line) for line in lines)


def _blank_runs(blank: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], blank.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def column_of(piece: Box, xs: Sequence[float]) -> int:
    """The column (between xs[k] and xs[k + 1]) that most of a piece lies in."""
    shares = [min(piece.x1, b) - max(piece.x0, a) for a, b in pairwise(xs)]
    return int(np.argmax(shares))


def row_lines(rows: Sequence[Line], top: float, bottom: float) -> list[float]:
    """The y of the boundary above each row and below the last, half way between neighbours."""
    boxes = [union(row) for row in rows]
    middles = [(a.y1 + b.y0) / 2 for a, b in pairwise(boxes)]
    return [top, *middles, bottom]
