"""Rows whose cells are all centred at one height, that of a number, code or amount on a line of its own.

Between them may stand headings: lines of one column that no row is centred at.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.structure.pieces import line_height
from models.structure.rows.print_blocks import AMOUNT, Line
from schemas.geometry import Box, union

_Best = dict[int, tuple[float, list[list[int]]]]  # by their last line: what rows cost, and the rows
_DAY = r"^\d{1,2}[/.-](?:\d{1,2}|[a-z]{3,4})[/.-](?:\d{4}|\d{2})\b|^\d{4}[/.-]\d{1,2}[/.-]\d{1,2}\b"
_VALUE = re.compile(rf"{AMOUNT.pattern}|{_DAY}", re.IGNORECASE)


@dataclass(frozen=True)
class CentreOptions:
    """fewest: rows, and cells of several lines, that tell. digits: share of the signs of a row's mark. off:
    line heights by which a cell of several lines may stand off its row's middle; mostly: share of them that
    do not, and where `several` rows are all marked by whole dates or amounts, which strokes of pens and
    smudges beside do not hide; between: share of those whose marks stand between two of their lines.
    heading: line heights off their middles that the cells of a row may stand instead of parting a heading
    from it; headings: of these for each row, at most.
    """

    fewest: int = 3
    digits: float = 0.6
    off: float = 0.3
    mostly: float = 0.85
    mostly_of_values: float = 0.7
    several: int = 5
    between: float = 0.25
    heading: float = 0.4
    headings: float = 0.4


def lines_to_centred_rows(lines: Sequence[Line], options: CentreOptions = CentreOptions()) -> list[list[int]]:
    """Which lines make one row each; none where the cells of several lines are not centred."""
    for col in sorted({col for line in lines for col in line}):
        marks = [k for k, line in enumerate(lines) if col in line]
        if len(marks) < options.fewest or not all(_is_mark(lines[k][col].text, options) for k in marks):
            continue
        rows = _closest_rows(lines, marks, col, options)
        heights = {k: lines[k][col].box.centre[1] for k in marks}
        if len(rows) - len(marks) > options.headings * len(marks):
            continue
        whole = len(marks) >= options.several and all(_VALUE.match(lines[k][col].text) for k in marks)
        mostly = options.mostly_of_values if whole else options.mostly
        if _are_centred(rows, lines, heights, mostly, options) and not _holds_two_values(rows, lines):
            return rows
    return []


def _is_mark(text: str, options: CentreOptions) -> bool:
    signs = [char for char in text if char.isalnum()]
    return sum(char.isdigit() for char in signs) >= options.digits * max(1, len(signs))


def _closest_rows(
    lines: Sequence[Line], marks: Sequence[int], col: int, options: CentreOptions
) -> list[list[int]]:
    """The lines in rows of one mark each, and headings between, so that all cells of the rows stand as near
    the heights of their marks as they can."""
    size = line_height([item.box for line in lines for item in line.values()])
    best: _Best = {-1: (0.0, [])}
    for mark, following in zip(marks, [*marks[1:], len(lines)], strict=True):
        height = lines[mark][col].box.centre[1]
        begun = _with_headings(best, lines, mark, size, options)
        best = {}
        for end in range(mark, following):
            choices = [
                (cost + _distance([lines[k] for k in range(last + 1, end + 1)], height), last)
                for last, (cost, _) in begun.items()
            ]
            cost, last = min(choices)
            best[end] = (cost, [*begun[last][1], list(range(last + 1, end + 1))])
    return _with_headings(best, lines, len(lines), size, options)[len(lines) - 1][1]


def _with_headings(
    best: _Best, lines: Sequence[Line], until: int, height: float, options: CentreOptions
) -> _Best:
    """The ways to part the lines, each also with a heading of words below its last row, of lines before one.

    height: of a line.
    """
    out, cost = dict(best), options.heading * height
    for last, (so_far, rows) in best.items():
        for end in range(last + 1, until):
            if len(lines[end]) > 1 or any(_is_mark(item.text, options) for item in lines[end].values()):
                break
            way = (so_far + cost, [*rows, list(range(last + 1, end + 1))])
            out[end] = min(out.get(end, way), way)
    return out


def _distance(row: Sequence[Line], height: float) -> float:
    return sum(abs(union(boxes).centre[1] - height) for boxes in _cells(row))


def _cells(row: Sequence[Line]) -> list[list[Box]]:
    """The boxes of the lines of each cell."""
    columns = sorted({col for line in row for col in line})
    return [[line[col].box for line in row if col in line] for col in columns]


def _are_centred(
    rows: Sequence[Sequence[int]],
    lines: Sequence[Line],
    heights: Mapping[int, float],
    mostly: float,
    options: CentreOptions,
) -> bool:
    """Whether most cells of several lines that follow each other stand in the middle of their rows."""
    tall = [
        (cell, heights[mark])
        for row in rows
        for mark in row
        if mark in heights
        for cell in _cells([lines[k] for k in row])
        if len(cell) > 1
    ]
    size = line_height([box for line in lines for box in (item.box for item in line.values())])
    centred = [
        cell
        for cell, height in tall
        if abs(union(cell).centre[1] - height) <= options.off * size
        and all(below.y0 - above.y1 < size for above, below in pairwise(cell))
    ]
    # Three lines may be the last of one cell and the first two of the next; two centred ones may not.
    between = sum(len(cell) % 2 == 0 for cell in centred)
    enough = between >= max(options.fewest, options.between * len(tall))
    return enough and len(centred) >= mostly * len(tall)


def _holds_two_values(rows: Sequence[Sequence[int]], lines: Sequence[Line]) -> bool:
    """Whether some cell would hold two amounts, or two days: lines of two rows."""
    for row in rows:
        whole = [col for k in row for col, item in lines[k].items() if _VALUE.match(item.text)]
        if len(whole) > len(set(whole)):
            return True
    return False
