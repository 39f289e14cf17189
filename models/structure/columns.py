"""Columns from the blank lanes between pieces of print, rows from their lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.structure.pieces import line_height
from schemas.geometry import Box, union

Line = Sequence[Box]


@dataclass(frozen=True)
class LaneOptions:
    """narrowest: least width of a blank lane, in line heights; crossing: share of lines that may run across it."""

    narrowest: float = 0.3
    crossing: float = 0.14


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
    for a, b in _runs(blank):
        if b - a < options.narrowest * height or a == 0 or b == width:
            continue
        if cover[:a].max() > allowed and cover[b:].max() > allowed:
            quiet = cover[a:b]
            deepest = np.flatnonzero(quiet == quiet.min())
            out.append(float(start + a + deepest[len(deepest) // 2]))
    return _supported(speaking, [x0, *out, x1], len(speaking))


def _supported(lines: Sequence[Line], edges: list[float], count: int) -> list[float]:
    """Drop the lanes beside a column that hardly any line has a piece in."""
    kept = [edges[0]]
    for left, right in zip(edges[1:], edges[2:], strict=False):
        members = sum(any(left <= piece.centre[0] < right for piece in line) for line in lines)
        before = sum(any(kept[-1] <= piece.centre[0] < left for piece in line) for line in lines)
        if members >= max(1, 0.05 * count) and before >= max(1, 0.05 * count):
            kept.append(left)
    return kept[1:]


def _runs(mask: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def column_of(piece: Box, xs: Sequence[float]) -> int:
    """The column (between xs[k] and xs[k + 1]) that most of a piece lies in."""
    shares = [min(piece.x1, b) - max(piece.x0, a) for a, b in zip(xs, xs[1:], strict=False)]
    return int(np.argmax(shares))


def row_lines(rows: Sequence[Sequence[Box]], top: float, bottom: float) -> list[float]:
    """The y of the boundary above each row and below the last, half way between neighbours."""
    boxes = [union(row) for row in rows]
    middles = [(a.y1 + b.y0) / 2 for a, b in zip(boxes, boxes[1:], strict=False)]
    return [top, *middles, bottom]
