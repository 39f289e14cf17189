"""Boxes of print → pieces that no column boundary runs through."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.pixels.rules import Rule, Rules
from schemas.geometry import Box, union

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class PieceOptions:
    """gap: blank, in line heights, that parts two pieces; reach: how far print may go on outside a detected box, as
    long as no blank is wider than `letter_gap`; smallest_gap and margin in pixels of the page."""

    gap: float = 0.55
    smallest_gap: int = 9
    reach: float = 0.9
    letter_gap: float = 0.22
    margin: int = 3


def box_pieces(boxes: Sequence[Box], rules: Rules, options: PieceOptions = PieceOptions()) -> tuple[Box, ...]:
    """Cut each box of print where an upright rule crosses it or a wide blank lies in it; fit it to the print."""
    pieces: list[Box] = []
    for box in boxes:
        for part in _cut_at_rules(box, rules.upright):
            whole = _within_rules(_to_the_ink(part, rules.print_, options), part, rules.upright)
            pieces.extend(_cut_at_blanks(whole, rules.print_, options))
    return tuple(sorted(set(pieces), key=lambda piece: (piece.y0, piece.x0)))


def _cut_at_rules(box: Box, upright: Sequence[Rule]) -> list[Box]:
    slack = 0.2 * box.height
    cuts = sorted(
        rule.at for rule in upright
        if box.x0 + slack < rule.at < box.x1 - slack and rule.start <= box.y0 + slack and rule.end >= box.y1 - slack
    )
    edges = [box.x0, *cuts, box.x1]
    return [Box(a, box.y0, b, box.y1) for a, b in zip(edges, edges[1:], strict=False) if b - a > 2]


def _within_rules(wide: Box, box: Box, upright: Sequence[Rule]) -> Box:
    """The widened box, not beyond the next upright rules on either side of the box."""
    middle, (centre, height) = box.centre[1], (box.centre[0], box.height)
    beside = [rule.at for rule in upright if rule.start <= middle <= rule.end]
    left = max((at for at in beside if at <= min(centre, box.x0 + 0.4 * height)), default=wide.x0)
    right = min((at for at in beside if at >= max(centre, box.x1 - 0.4 * height)), default=wide.x1)
    return Box(max(wide.x0, left + 1), wide.y0, max(min(wide.x1, right - 1), left + 2), wide.y1)


def _to_the_ink(box: Box, ink: Mask, options: PieceOptions) -> Box:
    """The box widened over letters that the detector cut off at either end."""
    y0, y1 = max(0, int(box.y0 + 0.15 * box.height)), max(1, int(box.y1 - 0.15 * box.height))
    reach, gap = round(options.reach * box.height), max(2, round(options.letter_gap * box.height))
    left, right = max(0, int(box.x0)), min(ink.shape[1], int(np.ceil(box.x1)))
    before = np.flatnonzero(ink[y0:y1, max(0, left - reach) : left].any(axis=0)[::-1])
    after = np.flatnonzero(ink[y0:y1, right : right + reach].any(axis=0))
    return Box(left - _run_on(before, gap), box.y0, right + _run_on(after, gap), box.y1)


def _run_on(distances: npt.NDArray[np.intp], gap: int) -> float:
    """How far ink goes on from an edge without a blank wider than `gap`."""
    reach = -1
    for distance in distances:
        if distance - reach > gap:
            break
        reach = int(distance)
    return float(reach + 1)


def _cut_at_blanks(box: Box, ink: Mask, options: PieceOptions) -> list[Box]:
    x0, y0, x1, y1 = (int(v) for v in (max(0.0, box.x0), max(0.0, box.y0), box.x1, box.y1))
    window = ink[y0:y1, x0:x1]
    if window.size == 0:
        return []
    inner = window[int(0.1 * len(window)) : max(1, int(np.ceil(0.9 * len(window))))]
    columns = np.flatnonzero(inner.sum(axis=0) > 0)
    if len(columns) == 0:
        return []
    gap = max(options.smallest_gap, options.gap * box.height)
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = [columns[0], *columns[breaks + 1]]
    ends = [*columns[breaks], columns[-1]]
    out = []
    for start, end in zip(starts, ends, strict=True):
        rows = np.flatnonzero(window[:, start : end + 1].sum(axis=1) > 0)
        if len(rows) == 0 or (end - start + 1 < 0.5 * box.height and rows[-1] - rows[0] + 1 < 0.3 * box.height):
            continue  # a speck, or a full stop far from any word
        out.append(
            Box(
                float(max(x0, x0 + start - options.margin)),
                float(max(y0, y0 + rows[0] - options.margin)),
                float(x0 + end + 1 + options.margin),
                float(min(y1, y0 + rows[-1] + 1 + options.margin)),
            )
        )
    return out


def line_height(pieces: Sequence[Box]) -> float:
    """The usual height of a line of print, in pixels."""
    return float(np.median([piece.height for piece in pieces])) if pieces else 30.0


def rows_of(pieces: Sequence[Box], tolerance: float = 0.5) -> list[list[Box]]:
    """Pieces gathered into lines of print across the page, top to bottom, each left to right.

    A piece joins the line whose middle lies within `tolerance` of its height.
    """
    lines: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.centre[1], piece.x0)):
        for line in reversed(lines[-6:]):
            middle = float(np.mean([other.centre[1] for other in line]))
            if abs(piece.centre[1] - middle) <= tolerance * min(piece.height, union(line).height):
                line.append(piece)
                break
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x0) for line in sorted(lines, key=lambda line: line[0].centre[1])]
