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
    crossing: float = 0.08


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


def lines_to_rows(lines: Sequence[Line], xs: Sequence[float]) -> list[list[Box]]:
    """Lines of print → table rows: a line that only carries on a wrapped cell joins the row it belongs to.

    A cell's text is wrapped when the next word would not have fitted: its line fills the column.
    """
    placed = [{column_of(piece, xs): piece for piece in line} for line in lines]
    right = {c: max(p[c].x1 for p in placed if c in p) for c in {c for p in placed for c in p}}
    height = line_height([piece for line in lines for piece in line])
    rows: list[list[int]] = []
    pending: list[int] = []
    for k, cells in enumerate(placed):
        if rows and not pending and _carries_on(placed, rows[-1], k, right, height):
            rows[-1].append(k)
        elif _waits(placed, k, right, height):
            pending.append(k)
        else:
            rows.append([*pending, k])
            pending = []
    if pending:
        rows.append(pending)
    return [[piece for k in row for piece in lines[k]] for row in rows]


def _few(cells: dict[int, Box], columns: int) -> bool:
    return len(cells) <= max(1, columns // 3)


def _full(piece: Box, right: float, height: float) -> bool:
    return right - piece.x1 < 3.0 * height and piece.width > 5 * height


def _carries_on(
    placed: Sequence[dict[int, Box]], row: list[int], k: int, right: dict[int, float], height: float
) -> bool:
    cells, last = placed[k], placed[row[-1]]
    if not _few(cells, len(right)):
        return False
    close = min(p.y0 for p in cells.values()) - max(p.y1 for p in last.values()) < 0.9 * height
    return close and all(c in last and _full(last[c], right[c], height) for c in cells)


def _waits(placed: Sequence[dict[int, Box]], k: int, right: dict[int, float], height: float) -> bool:
    """Whether line k is the head of a cell whose row is printed on its last line."""
    if k + 1 == len(placed) or not _few(placed[k], len(right)):
        return False
    cells, after = placed[k], placed[k + 1]
    close = min(p.y0 for p in after.values()) - max(p.y1 for p in cells.values()) < 0.9 * height
    goes_on = all(c in after and _full(cells[c], right[c], height) for c in cells)
    return close and goes_on and len(after) > len(cells)


def row_lines(rows: Sequence[Sequence[Box]], top: float, bottom: float) -> list[float]:
    """The y of the boundary above each row and below the last, half way between neighbours."""
    boxes = [union(row) for row in rows]
    middles = [(a.y1 + b.y0) / 2 for a, b in zip(boxes, boxes[1:], strict=False)]
    return [top, *middles, bottom]
