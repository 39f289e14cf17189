"""Rows parted by blank paper over all columns, wider than the blank between the lines of one cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.structure.pieces import line_height
from schemas.geometry import Box, union


@dataclass(frozen=True)
class RowLaneOptions:
    """What is a lane between rows.

    far: blank between two rows, at least, in line heights, and `times` what lines of a row usually have,
    `times_most` what they have at most, where letters reach neither up nor down. several: share of the rows
    that have more than one line. filled: share of the columns that such a row has print in, its first among
    them; full: share of those rows that have. totals: columns that a row of one line has print in, at the
    least. whole: share of the columns that no two lines of one row have print in.
    """

    far: float = 0.25
    times: float = 3.0
    times_most: float = 1.8
    several: float = 0.5
    filled: float = 0.5
    full: float = 0.7
    totals: int = 3
    whole: float = 0.75


def lines_to_lane_rows(
    lines: Sequence[Sequence[Box]],
    columns: Sequence[set[int]],
    options: RowLaneOptions = RowLaneOptions(),
) -> list[list[int]]:
    """Which lines make one row each, by the lanes between rows; none where no lanes part rows of many lines.

    lines: their pieces, top to bottom. columns: those that each of them has print in.
    """
    height = line_height([piece for line in lines for piece in line])
    boxes = [union(line) for line in lines]
    blanks = [below.y0 - max(box.y1 for box in boxes[: k + 1]) for k, below in enumerate(boxes[1:])]
    least = _least_lane([max(0.0, blank) for blank in blanks], height, options)
    if least is None:
        return []
    far = [blank for blank in blanks if blank >= least]
    starts = [0, *(k + 1 for k, blank in enumerate(blanks) if blank in far), len(lines)]
    rows = [list(range(a, b)) for a, b in pairwise(starts)]
    used: set[int] = set().union(*columns)
    if any(sum(len(columns[k]) >= options.whole * len(used) for k in row) > 1 for row in rows):
        return []
    tall: list[set[int]] = []
    low: list[set[int]] = []
    for row in rows:
        (tall if len(row) > 1 else low).append(set().union(*(columns[k] for k in row)))
    full = sum(min(used) in of and len(of) >= options.filled * len(used) for of in tall)
    are_rows = full >= max(1, options.full * len(tall)) and len(tall) >= options.several * len(rows)
    return rows if are_rows and all(len(of) >= options.totals for of in low) else []


def _least_lane(blanks: Sequence[float], height: float, options: RowLaneOptions) -> float | None:
    """The narrowest lane between two rows: above the widest gap among the blanks, if that parts two sorts."""
    ordered = sorted(blanks)
    if len(ordered) < 2:
        return None
    cut = max(range(1, len(ordered)), key=lambda k: ordered[k] - ordered[k - 1])
    near, least = ordered[:cut], ordered[cut]
    enough = max(options.far * height, options.times * median(near), options.times_most * near[-1])
    return least if least >= enough else None
