"""Unruled print → the tables beside each other in it, whose rows stand at heights of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.structure.grids.columns import Line, lanes
from models.structure.pieces import line_height
from schemas.geometry import Box, union


@dataclass(frozen=True)
class SideBySideOptions:
    """What tells two tables from one; lengths in line heights.

    blank: width of the lane between them, at least. aligned: between the ends of pieces that are set below
    each other; mostly: share of a column that is; ragged: how much the ends of names differ, at least.
    fewest: rows of figures of each table; close: from one to the next, mostly. uneven: how far rows of
    figures are from the nearest of the other table where they stand at heights of their own and still
    overlap; fewest_uneven: such rows, and uneven_share of all, since the lines of a header stand so, too.
    """

    blank: float = 0.8
    aligned: float = 0.35
    mostly: float = 0.8
    ragged: float = 1.0
    fewest: int = 3
    close: float = 2.2
    uneven: tuple[float, float] = (0.3, 0.8)
    fewest_uneven: int = 2
    uneven_share: float = 0.15


def tables_beside(lines: Sequence[Line], options: SideBySideOptions = SideBySideOptions()) -> list[list[Box]]:
    """The print of a block of lines, that of each of its tables apart; all of it where they are one.

    One table has its figures level in all columns, unless names of many lines stand between them. Two may
    have rows half way between each other's, and each begins with names and goes on with figures.
    """
    pieces = [piece for line in lines for piece in line]
    box, height = union(pieces), line_height(pieces)
    found = lanes(lines, box.x0, box.x1)
    for lane in found[1:-1]:
        left = [piece for piece in pieces if piece.x1 <= lane]
        right = [piece for piece in pieces if piece.x0 >= lane]
        if len(left) + len(right) < len(pieces) or not left or not right:
            continue
        wide = union(right).x0 - union(left).x1 >= options.blank * height
        if not (wide and _begins_with_names(right, lane, found, height, options)):
            continue
        rows, others = (_rows_of_figures(side, found, height, options) for side in (left, right))
        close = _are_close(rows, height, options) and _are_close(others, height, options)
        if close and _are_uneven(rows, others, height, options):
            return [left, right]
    return [pieces]


def _begins_with_names(
    side: Sequence[Box], lane: float, found: Sequence[float], height: float, options: SideBySideOptions
) -> bool:
    """Whether the first column right of a lane is set to the left, and ragged at its right."""
    end = min((x for x in found if x > lane), default=float("inf"))
    names = [piece for piece in side if piece.x0 < end]
    ends = [piece.x1 for piece in names]
    aligned = _set_together([piece.x0 for piece in names], height, options)
    return aligned and max(ends) - min(ends) > options.ragged * height


def _set_together(ends: Sequence[float], height: float, options: SideBySideOptions) -> bool:
    """Whether most of the pieces that end (or begin) there do so at one place."""
    if len(ends) < options.fewest:
        return False
    middle = sorted(ends)[len(ends) // 2]
    near = sum(abs(end - middle) <= options.aligned * height for end in ends)
    return near >= options.mostly * len(ends)


def _rows_of_figures(
    side: Sequence[Box], found: Sequence[float], height: float, options: SideBySideOptions
) -> list[float]:
    """The heights at which a side has pieces in a column that is set to the right."""
    edges = [float("-inf"), *found, float("inf")]
    rows: list[float] = []
    for left, right in pairwise(edges):
        column = [piece for piece in side if left <= piece.centre[0] < right]
        if _set_together([piece.x1 for piece in column], height, options):
            rows.extend(piece.centre[1] for piece in column)
    apart: list[float] = []
    for row in sorted(rows):
        if not apart or row - apart[-1] > options.uneven[0] * height:
            apart.append(row)
    return apart


def _are_close(rows: Sequence[float], height: float, options: SideBySideOptions) -> bool:
    """Whether rows follow each other line by line."""
    steps = [below - above for above, below in pairwise(rows)]
    return len(rows) >= options.fewest and median(steps) < options.close * height


def _are_uneven(
    left: Sequence[float], right: Sequence[float], height: float, options: SideBySideOptions
) -> bool:
    """Whether rows of one side stand half way between rows of the other, within the heights of both."""
    low, high = (share * height for share in options.uneven)
    nearest = [min(abs(row - other) for other in right) for row in left]
    back = [min(abs(row - other) for other in left) for row in right]
    return any(
        sum(low < gap < high for gap in gaps) >= max(options.fewest_uneven, options.uneven_share * len(gaps))
        for gaps in (nearest, back)
    )
