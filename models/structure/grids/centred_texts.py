"""Texts set in the middle of several rows: the lines between these rows part no cells there."""

from bisect import bisect
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from models.structure.pieces import line_height
from schemas.geometry import Box, union

CLOSE = 0.7  # line heights between the lines of one text, at most
OFF_MIDDLE = 0.4  # the same by which it stands off the middle of its rows
ROOM = 0.75  # the same that is blank above and below it, at least
EDGE = 0.3  # the same by which the box of a text may reach over the rule at its edge
MOST_ROWS = 8


def centred_over(
    ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box], drawn: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """[i, c]: whether inner line i lies amid the rows of one text of column c, which is centred in them.

    drawn: [i, c]: whether a rule is drawn there. One of the lines amid a text may be, traced from what is
    left and right of it, if the column lacks others; but not the first below the names of all columns.
    """
    out = np.zeros((max(0, len(ys) - 2), len(xs) - 1), bool)
    columns: dict[int, list[Box]] = {}
    for piece in pieces:
        columns.setdefault(bisect(xs, piece.centre[0]) - 1, []).append(piece)
    height = line_height(pieces)
    header = _below_names(ys, columns, drawn)
    for col, own in columns.items():
        if 0 <= col < out.shape[1]:
            for first, last in _rows_of_texts(own, ys, drawn[:, col], height):
                if first <= header < last:
                    continue
                traced = drawn[first:last, col].sum()
                others = np.delete(drawn[:, col], range(first, last))
                out[first:last, col] = traced == 0 or (traced == 1 and not others.all())
    return out


def _below_names(ys: Sequence[float], columns: dict[int, list[Box]], drawn: npt.NDArray[np.bool_]) -> float:
    """The first inner line that is drawn over all columns, if each has print above it; no line otherwise."""
    whole = np.flatnonzero(drawn.all(axis=1))
    if not len(whole):
        return np.inf
    below = ys[whole[0] + 1]
    named = {col for col, own in columns.items() if any(piece.centre[1] < below for piece in own)}
    return float(whole[0]) if named >= set(range(drawn.shape[1])) else np.inf


def _rows_of_texts(
    own: Sequence[Box], ys: Sequence[float], drawn: npt.NDArray[np.bool_], height: float
) -> Iterator[tuple[int, int]]:
    """First and last row of each text of a column that is centred in several, no drawn line above or below it
    among them."""
    texts = [union(text) for text in _texts(own, height)]
    for at, text in enumerate(texts):
        ruled = [y for y, line in zip(ys[1:-1], drawn, strict=True) if line]
        top, bottom = text.y0 + EDGE * height, text.y1 - EDGE * height
        above = max([texts[at - 1].y1 if at else ys[0], *(y for y in ruled if y < top)])
        below = min([texts[at + 1].y0 if at + 1 < len(texts) else ys[-1], *(y for y in ruled if y > bottom)])
        if rows := _rows_of(text, (above, below), ys, height):
            yield rows


def _texts(own: Sequence[Box], height: float) -> list[list[Box]]:
    """The pieces of a column gathered where they follow close below each other."""
    out: list[list[Box]] = []
    for piece in sorted(own, key=lambda piece: piece.y0):
        if out and piece.y0 - max(other.y1 for other in out[-1]) < CLOSE * height:
            out[-1].append(piece)
        else:
            out.append([piece])
    return out


def _rows_of(
    text: Box, free: tuple[float, float], ys: Sequence[float], height: float
) -> tuple[int, int] | None:
    """First and last of the rows that a text on both sides of a line is centred in. free: where no rule and
    no other text of its column stands."""
    top, bottom = bisect(ys, text.y0 + height / 2) - 1, bisect(ys, text.y1 - height / 2) - 1
    if top < 0 or bottom >= len(ys) - 1 or top == bottom:
        return None
    for more in range(MOST_ROWS - (bottom - top)):
        for first in range(top, top - more - 1, -1):
            last = bottom + more - (top - first)
            if first < 0 or last > len(ys) - 2 or ys[first] < free[0] or ys[last + 1] > free[1]:
                continue
            middle, room = (ys[first] + ys[last + 1]) / 2, min(text.y0 - ys[first], ys[last + 1] - text.y1)
            if abs(text.centre[1] - middle) < OFF_MIDDLE * height and room > ROOM * height:
                return first, last
    return None
