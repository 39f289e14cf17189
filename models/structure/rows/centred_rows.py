"""Rows whose cells are all centred at one height, that of a number, code or amount on a line of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.structure.pieces import line_height
from models.structure.rows.print_blocks import AMOUNT, Line
from schemas.geometry import Box, union

_VALUE = re.compile(rf"{AMOUNT.pattern}|^\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b")


@dataclass(frozen=True)
class CentreOptions:
    """fewest: rows, and cells of several lines, that tell. digits: share of the signs of a row's mark. off:
    line heights by which a cell of several lines may stand off its row's middle; mostly: share of them that
    do not.
    """

    fewest: int = 3
    digits: float = 0.6
    off: float = 0.3
    mostly: float = 0.85


def lines_to_centred_rows(lines: Sequence[Line], options: CentreOptions = CentreOptions()) -> list[list[int]]:
    """Which lines make one row each; none where the cells of several lines are not centred."""
    for col in sorted({col for line in lines for col in line}):
        marks = [k for k, line in enumerate(lines) if col in line]
        if len(marks) < options.fewest or not all(_is_mark(lines[k][col].text, options) for k in marks):
            continue
        heights = [lines[k][col].box.centre[1] for k in marks]
        rows = _closest_rows(lines, marks, heights)
        if _are_centred(rows, lines, heights, options) and not _holds_two_values(rows, lines):
            return rows
    return []


def _is_mark(text: str, options: CentreOptions) -> bool:
    signs = [char for char in text if char.isalnum()]
    return sum(char.isdigit() for char in signs) >= options.digits * max(1, len(signs))


def _closest_rows(lines: Sequence[Line], marks: Sequence[int], heights: Sequence[float]) -> list[list[int]]:
    """The lines in rows of one mark each, so that all their cells stand as near its height as they can."""
    best: dict[int, tuple[float, list[list[int]]]] = {-1: (0.0, [])}
    after = [*marks[1:], len(lines)]
    for mark, following, height in zip(marks, after, heights, strict=True):
        ends = range(mark, following) if following < len(lines) else [len(lines) - 1]
        found: dict[int, tuple[float, list[list[int]]]] = {}
        for end in ends:
            choices = [
                (cost + _distance([lines[k] for k in range(last + 1, end + 1)], height), last)
                for last, (cost, _) in best.items()
            ]
            cost, last = min(choices)
            found[end] = (cost, [*best[last][1], list(range(last + 1, end + 1))])
        best = found
    return min(best.values())[1]


def _distance(row: Sequence[Line], height: float) -> float:
    return sum(abs(union(boxes).centre[1] - height) for boxes in _cells(row))


def _cells(row: Sequence[Line]) -> list[list[Box]]:
    """The boxes of the lines of each cell."""
    columns = sorted({col for line in row for col in line})
    return [[line[col].box for line in row if col in line] for col in columns]


def _are_centred(
    rows: Sequence[Sequence[int]], lines: Sequence[Line], heights: Sequence[float], options: CentreOptions
) -> bool:
    """Whether most cells of several lines that follow each other stand in the middle of their rows."""
    tall = [
        (cell, height)
        for row, height in zip(rows, heights, strict=True)
        for cell in _cells([lines[k] for k in row])
        if len(cell) > 1
    ]
    size = line_height([box for line in lines for box in (item.box for item in line.values())])
    centred = sum(
        abs(union(cell).centre[1] - height) <= options.off * size
        and all(below.y0 - above.y1 < size for above, below in pairwise(cell))
        for cell, height in tall
    )
    return centred >= max(options.fewest, options.mostly * len(tall))


def _holds_two_values(rows: Sequence[Sequence[int]], lines: Sequence[Line]) -> bool:
    """Whether some cell would hold two amounts, or two days: lines of two rows."""
    for row in rows:
        whole = [col for k in row for col, item in lines[k].items() if _VALUE.match(item.text)]
        if len(whole) > len(set(whole)):
            return True
    return False
