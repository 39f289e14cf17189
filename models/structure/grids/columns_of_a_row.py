"""Columns of a table that ends after a single row, as on its last page: by it and the names above it."""

from collections.abc import Sequence
from itertools import pairwise

from models.structure.grids.columns import Line
from models.structure.grids.names_in_lanes import above_each_other
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union

FAR_APART = 0.6  # line heights of blank between the names, and between what is below them


def with_columns_of_a_row(xs: Sequence[float], ys: Sequence[float], inside: Sequence[Box]) -> list[float]:
    """Column lines, with those added inside a column whose only row has as many pieces as the names above it.

    Each stands below its own, and at most headings over all of them above; the last may go on below.
    """
    out = [xs[0]]
    for a, b in pairwise(xs):
        lines = rows_of([piece for piece in inside if a <= piece.centre[0] < b])
        out.extend([*_between_names(lines, ys), b])
    return out


def _between_names(lines: Sequence[Line], ys: Sequence[float]) -> list[float]:
    """The middles of the blanks between the names, of one line or more, above a single row."""
    several = [k for k, line in enumerate(lines) if len(line) >= 2]
    if len(several) < 2 or several[-1] - several[0] != len(several) - 1:
        return []
    names = above_each_other([lines[k] for k in several[:-1]])
    row, *rest = lines[several[-1] :]
    first, last = (union(lines[k]).centre[1] for k in (several[0], several[-2]))
    in_one_band = not any(first < y < last for y in ys)
    above = any(last < y < union(row).centre[1] for y in ys)
    if len(names) != len(row) or not (in_one_band and above):
        return []
    bottom = min((y for y in ys if y > union(row).centre[1]), default=ys[-1])
    if not all(_goes_on(line[0], row, bottom) for line in rest):
        return []
    pairs = [union(pair) for pair in zip(names, row, strict=True)]
    blank = FAR_APART * line_height([piece for k in several for piece in lines[k]])
    apart = all(right.x0 - left.x1 > blank for left, right in pairwise(pairs))
    return [(left.x1 + right.x0) / 2 for left, right in pairwise(pairs)] if apart else []


def _goes_on(lone: Box, row: Line, bottom: float) -> bool:
    """Whether a lone piece goes on below the last of a row that ends at `bottom`, as wrapped words do."""
    return lone.x0 > row[-1].x0 - lone.height and lone.centre[1] < bottom
