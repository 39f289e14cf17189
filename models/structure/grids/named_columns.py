"""Columns of a ruled table that have a name and no print below it, as one for signatures has."""

from collections.abc import Sequence
from itertools import pairwise

from models.structure.grids.names_in_lanes import above_each_other
from models.structure.grids.unruled_rows import in_band
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union

APART = 1.0  # line heights between two names, and between a name and the print beside it
FEWEST_LINES = 4  # of print below the other name
NAME_LINES = 3  # lines of a name, each of which may be a band of its own


def with_named_columns(xs: Sequence[float], ys: Sequence[float], inside: Sequence[Box]) -> list[float]:
    """Column lines, with those added that part a name without print below it from the column beside it."""
    out = [xs[0]]
    for a, b in pairwise(xs):
        own = [piece for piece in inside if a <= piece.centre[0] < b]
        out.extend([*_beside_a_lone_name(own, ys), b])
    return out


def _beside_a_lone_name(pieces: Sequence[Box], ys: Sequence[float]) -> list[float]:
    """The line between a column and the lone name at its left or right, if there is one."""
    bands = [in_band(pieces, *band) for band in pairwise(ys)]
    filled = [band for band in bands if band]
    if not filled:
        return []
    apart = APART * line_height(pieces)
    for count in range(1, min(NAME_LINES, len(filled) - 1) + 1):
        names, body = above_each_other(filled[:count]), [piece for band in filled[count:] for piece in band]
        abreast = len(above_each_other([filled[count - 1]])) == 2
        if len(names) != 2 or not abreast or len(rows_of(body)) < FEWEST_LINES:
            continue
        (left, right), below = names, union(body)
        if right.x0 - max(left.x1, below.x1) > apart and left.x1 > below.x0:
            return [(max(left.x1, below.x1) + right.x0) / 2]
        # A name of one line: below it, the first figures may stand right of it, too.
        if count == 1 and min(right.x0, below.x0) - left.x1 > apart and right.x0 < below.x1:
            return [(left.x1 + min(right.x0, below.x0)) / 2]
    return []
