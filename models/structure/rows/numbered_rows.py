"""Rows told by what they bear: a number or their figures on their last line, or the name of their group."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from models.structure.pieces import line_height
from models.structure.rows.print_blocks import AMOUNTS, FIGURE, SAME_PITCH, Line, middle

_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
_GROUP = re.compile(r"^(?:\d{5}|total)\W*$", re.IGNORECASE)
_TOTAL = re.compile(r"^total", re.IGNORECASE)
FEWEST = 3
MOSTLY = 0.8  # share of a column's texts that are figures, and of the figures that stand on one line
LEVEL = 0.75  # line heights by which a number stands off a line of its name
FILLED = 0.6  # share of the columns that a line with a number has print in


def lines_to_numbered_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each; none where rows are not numbered, or their numbers stand elsewhere."""
    numbered = _numbered(lines)
    if not numbered or numbered[0] == 0 or numbered[-1] != len(lines) - 1:
        return []
    return [list(range(a + 1, b + 1)) for a, b in pairwise([-1, *numbered])]


def lines_to_middle_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each, where numbers and figures stand in the middle of names of several lines.

    None where the first number stands on the first line, and all others a line apart from names without: then
    names may go on below them alone.
    """
    numbered = _numbered(lines)
    if not numbered or (numbered[0] == 0 and not _stand_between(numbered, lines)):
        return []
    columns = {col for line in lines for col in line}
    full = [k for k, line in enumerate(lines) if k in numbered or len(line) >= FILLED * len(columns)]
    last = full[-1] + 1
    rows = _nearest_to(full, lines[:last])
    return [*rows, *([k] for k in range(last, len(lines)))]


def _stand_between(numbered: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether some number stands between the heights of two lines of a name."""
    height = line_height([item.box for line in lines for item in line.values()])
    beside = {k + step for k in numbered for step in (-1, 1) if 0 <= k + step < len(lines)} - {*numbered}
    near = (abs(middle(lines[k]) - middle(lines[m])) for k in numbered for m in beside)
    return any(apart < LEVEL * height for apart in near)


def _numbered(lines: Sequence[Line]) -> list[int]:
    """The lines that begin with numbers, one by one, and are full; none where other print begins lines."""
    numbered = [k for k, line in enumerate(lines) if 0 in line]
    matches = [_NUMBER.match(lines[k][0].text) for k in numbered]
    numbers = [int(match.group(1)) for match in matches if match]
    columns = {col for line in lines for col in line}
    if len(numbers) < max(FEWEST, len(matches)) or any(b != a + 1 for a, b in pairwise(numbers)):
        return []
    return numbered if all(len(lines[k]) >= FILLED * len(columns) for k in numbered) else []


def lines_to_figure_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each, where all figures of a row stand on its last line; none elsewhere.

    Names that go on in lower case on the line of the figures tell so; none may go on below it. A line as far
    above the next one as rows are from each other is a heading.
    """
    texts: dict[int, list[str]] = {}
    for line in lines:
        for col, item in line.items():
            texts.setdefault(col, []).append(item.text)
    figures = {
        col for col, of in texts.items() if sum(bool(FIGURE.match(text)) for text in of) >= MOSTLY * len(of)
    }
    full = [len(figures & set(line)) >= MOSTLY * len(figures) for line in lines]
    if len(figures) < FEWEST or sum(full) < FEWEST or not full[-1] or all(full):
        return []
    if any(figures & set(line) for line, fills in zip(lines, full, strict=True) if not fills):
        return []
    ends = [k for k, fills in enumerate(full) if fills]
    rows = [list(range(a + 1, b + 1)) for a, b in pairwise([-1, *ends])]
    several = [[lines[k] for k in row] for row in rows if len(row) > 1]
    going_on = [pair for row in several for pair in pairwise(row) if _goes_on(*pair)]
    hanging = any(_hangs(lines[row[0]], [lines[k] for k in above]) for above, row in pairwise(rows))
    if not going_on or hanging:
        return []
    pitches = [_apart(lines[a], lines[b]) for a, b in pairwise(ends) if b == a + 1]
    pitch = SAME_PITCH * median(pitches) if pitches else float("inf")
    if max(_apart(*pair) for pair in going_on) >= pitch:
        return rows
    return [part for row in rows for part in _without_headings(row, lines, pitch)]


def _hangs(line: Line, above: Sequence[Line]) -> bool:
    """Whether a text goes on in lower case from the row above, whose figures may stand between."""
    return any(item.text[:1].islower() and any(col in other for other in above) for col, item in line.items())


def _without_headings(row: Sequence[int], lines: Sequence[Line], far: float) -> list[list[int]]:
    """The lines of a row, those above it that are rows of their own apart: as far from it as rows are."""
    parts = [[row[0]]]
    for above, k in pairwise(row):
        if _apart(lines[above], lines[k]) >= far:
            parts.append([])
        parts[-1].append(k)
    return parts


def _apart(upper: Line, lower: Line) -> float:
    return middle(lower) - middle(upper)


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether a text of the upper line goes on in lower case below it."""
    return any(lower[col].text[:1].islower() for col in upper.keys() & lower.keys())


def lines_to_group_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each, where each row is an expense group or the total of some; none elsewhere.

    What an entry has once stands at any height beside its groups, and goes with the nearest of them.
    """
    for col in {col for line in lines for col in line}:
        texts = {k: line[col].text for k, line in enumerate(lines) if col in line}
        if all(map(_GROUP.match, texts.values())) and any(map(_TOTAL.match, texts.values())):
            amounts = [AMOUNTS.columns(lines[k]) for k in texts]
            by_row = {c for c in set().union(*amounts) if sum(c in of for of in amounts) > len(texts) / 2}
            without = [AMOUNTS.columns(line) & by_row for k, line in enumerate(lines) if k not in texts]
            if len(texts) >= FEWEST and all(len(columns) < AMOUNTS.fewest for columns in without):
                return _nearest_to(list(texts), lines)
    return []


def _nearest_to(marked: Sequence[int], lines: Sequence[Line]) -> list[list[int]]:
    """The lines by which of the marked ones stands nearest."""
    heights = {k: middle(lines[k]) for k in marked}
    nearest = [min(marked, key=lambda m: abs(heights[m] - middle(line))) for line in lines]
    return [[k for k, mark in enumerate(nearest) if mark == m] for m in marked]
