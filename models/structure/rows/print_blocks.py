"""Blocks of print: the lines of one cell, and the rows that blocks standing beside each other make.

The lines of a wrapped cell stand closer to each other than rows do. So what stands close in one column is
one cell, whether printed from the top of its row or in the middle, and cells that share a height are one row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.structure.pieces import line_height
from schemas.geometry import Box, union

_CURRENCY = r"(?:(?:US|RD|MX|[CRU])\$|Q\.?|S/|Gs\.?|[€₡¢©])?"  # beside those of the signs below
FIGURE = re.compile(rf"^[-(]?{_CURRENCY}[\s$BsSL./,'\d%-]*\d[\s./,'\d%)-]*$")
_CENTS_OR_THOUSANDS = r"(?:[\d.,' ]*\d[.,]\d{2}|\d{1,3}(?:[.,' ]\d{3})+)"
MONEY = rf"^[-(]?{_CURRENCY}[$BsSL./\s]*{_CENTS_OR_THOUSANDS}\)?(?:[.,]?-+)?\s*%?\)?$"
AMOUNT = re.compile(rf"{MONEY}|^0$")
COUNT = re.compile(rf"{MONEY}|^\d{{1,6}}$")
OPEN_END = re.compile(
    r"(?:[,(/-]|\b(?:de|del|la|las|los|el|y|e|o|u|a|en|con|por|para|al|sin|que|su|sus|sobre|como))$", re.I
)
CLOSE = (0.5, 0.3)  # line heights between the lines of one cell, at most: tried in turn
ASKEW = 0.15  # line heights by which print of two rows may overlap on a page a little askew
LEVEL_NAMES = 2  # rows whose names stand level with their figures
SAME_PITCH = 0.9  # times as far apart as rows are, lines are rows
ROW_PITCH = 0.85  # of the distance between rows of one line: the lines of one cell are nearer
MOSTLY_FIGURES = 0.6  # share of the lines that hold figures, where rows are lines
FEWEST_STEPS = 4
FEWEST_ROWS = 0.3  # for each line of figures: broken dates and fractions take a few lines a row


@dataclass(frozen=True)
class Print:
    """A line of print and what it says."""

    box: Box
    text: str


def prints_in(box: Box, prints: Sequence[Print]) -> list[Print]:
    """The print whose middle lies in a box."""
    return [item for item in prints if box.contains(*item.box.centre)]


def joined_print(prints: Sequence[Print]) -> Print:
    """Print of one cell as one, left to right."""
    ordered = sorted(prints, key=lambda item: item.box.x0)
    return Print(union([item.box for item in ordered]), " ".join(item.text for item in ordered))


def sign_place(box: Box, text: str, index: float) -> float:
    """Where a sign of a line of print begins, as if all were of one width; half on is its middle."""
    return box.x0 + box.width * index / len(text)


Line = dict[int, Print]


@dataclass(frozen=True)
class RowFigures:
    """The figures that say where a row stands: as many of them as `fewest` on one line, in some columns or,
    with none given, in any.
    """

    pattern: re.Pattern[str]
    fewest: int
    among: frozenset[int] = frozenset()

    def columns(self, line: Line) -> set[int]:
        """The columns of a line that hold such a figure."""
        own = {c for c, item in line.items() if self.pattern.match(item.text)}
        return own & self.among if self.among else own

    def tell(self, line: Line) -> bool:
        """Whether a line holds the figures of a row."""
        return len(self.columns(line)) >= self.fewest


AMOUNTS = RowFigures(AMOUNT, fewest=2)
_MONEY = RowFigures(re.compile(MONEY), fewest=2)
# Parts of broken dates and fractions look like counts.
COUNTS = RowFigures(COUNT, fewest=3)


def row_figures(lines: Sequence[Line]) -> RowFigures:
    """What says where the rows of these lines stand: amounts, or counts where few lines hold money.

    Where counts stand in the columns of money, on lines without any, both do.
    """
    money, counts = sum(map(_MONEY.tell, lines)), sum(map(COUNTS.tell, lines))
    if not money or money < 0.5 * counts:
        return COUNTS
    columns = frozenset(col for line in lines if _MONEY.tell(line) for col in _MONEY.columns(line))
    both = RowFigures(COUNT, fewest=2, among=columns)
    return both if sum(map(both.tell, lines)) > money else AMOUNTS


def rows_of_blocks(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each, by the blocks of print in their columns; none where that is not clear.

    It is clear where no row holds two figures in one column and most hold a line of them.
    """
    groups = next((groups for close in CLOSE if (groups := _rows_of_blocks(lines, close))), [])
    return _with_headings(groups, lines)


def _with_headings(groups: Sequence[list[int]], lines: Sequence[Line]) -> list[list[int]]:
    """The rows, a heading that stands right above the name of the first row of its group a row of its own.

    Names stand level with their figures in all rows.
    """
    telling = row_figures(lines)
    first = min((col for line in lines for col in line), default=0)
    level = [group for group in groups if any(first in lines[k] and telling.tell(lines[k]) for k in group)]
    if len(level) < max(LEVEL_NAMES, len(groups)):
        return list(groups)
    out: list[list[int]] = []
    for group in groups:
        head, *rest = group
        if rest and is_heading_of([lines[head]], [lines[k] for k in rest], first, telling):
            out.extend(([head], rest))
        else:
            out.append(group)
    return out


def is_heading_of(part: Sequence[Line], after: Sequence[Line], first: int, telling: RowFigures) -> bool:
    """Whether a line is a name alone, and the one right below it begins an entry with its figures."""
    alone = len(part) == 1 and set(part[0]) == {first}
    names = bool(after) and first in after[0] and telling.tell(after[0])
    return alone and names and begins_an_entry(part[0][first], after[0][first])


def _rows_of_blocks(lines: Sequence[Line], close: float) -> list[list[int]]:
    rows: list[tuple[float, float]] = []
    for top, bottom in sorted(_blocks(lines, close)):
        if rows and top < rows[-1][1]:
            rows[-1] = (rows[-1][0], max(bottom, rows[-1][1]))
        else:
            rows.append((top, bottom))
    groups: list[list[int]] = [[] for _ in rows]
    for k, line in enumerate(lines):
        groups[_nearest(middle(line), rows)].append(k)
    telling = row_figures(lines)
    anchored = sum(any(telling.tell(lines[k]) for k in group) for group in groups)
    enough = len(groups) >= FEWEST_ROWS * sum(len(figures(line)) >= AMOUNTS.fewest for line in lines)
    single = all(_has_single_figures([lines[k] for k in group], telling) for group in groups)
    first = min((col for line in lines for col in line), default=0)
    named = not any(_is_named_below([lines[k] for k in group], first, telling) for group in groups)
    clear = single and enough and named and anchored > 0.5 * len(groups)
    return [group for group in groups if group] if clear else []


def _has_single_figures(row: Sequence[Line], telling: RowFigures) -> bool:
    """Whether no column of a row holds more than one of the figures that tell rows."""
    found = [col for line in row for col in telling.columns(line)]
    return len(found) == len(set(found))


def _is_named_below(row: Sequence[Line], first: int, telling: RowFigures) -> bool:
    """Whether the first column of a row has print only below its figures, as that of the next row stands."""
    at = next((k for k, line in enumerate(row) if telling.tell(line)), len(row))
    return any(first in line for line in row[at + 1 :]) and not any(first in line for line in row[: at + 1])


def begins_an_entry(upper: Print, lower: Print) -> bool:
    """Whether the lower line begins in a capital after words that are not all in capitals, nor open."""
    capital = lower.text[:1].isupper() and not upper.text.isupper()
    return capital and not OPEN_END.search(upper.text.strip())


def figures(line: Line) -> set[int]:
    """The columns of a line that hold figures of any sort, or parts of them."""
    return {c for c, item in line.items() if FIGURE.match(item.text)}


def middle(line: Line) -> float:
    """The height at which a line stands, in pixels; 0 for an empty one."""
    return float(np.median([item.box.centre[1] for item in line.values()])) if line else 0.0


def _nearest(y: float, rows: Sequence[tuple[float, float]]) -> int:
    return min(range(len(rows)), key=lambda k: max(rows[k][0] - y, y - rows[k][1], 0.0))


def _pitch_of_rows(lines: Sequence[Line]) -> float:
    """How far most lines of figures stand from the next ones; infinite where not most lines are such."""
    telling = row_figures(lines)
    told = [telling.tell(line) for line in lines]
    if sum(told) < MOSTLY_FIGURES * len(lines):
        return float("inf")
    steps = [
        middle(below) - middle(above)
        for (above, below), both in zip(pairwise(lines), pairwise(told), strict=True)
        if all(both)
    ]
    return float(np.median(steps)) if len(steps) >= FEWEST_STEPS else float("inf")


def _blocks(lines: Sequence[Line], close: float) -> list[tuple[float, float]]:
    """Top and bottom of every block of close lines in one column."""
    height = line_height([item.box for line in lines for item in line.values()])
    pitch = ROW_PITCH * _pitch_of_rows(lines)
    found = []
    for col in {col for line in lines for col in line}:
        boxes = sorted((line[col].box for line in lines if col in line), key=lambda box: box.y0)
        apart = [
            b.y0 - a.y1 > close * height or b.centre[1] - a.centre[1] > pitch for a, b in pairwise(boxes)
        ]
        starts = [0, *(k + 1 for k, parts in enumerate(apart) if parts)]
        for first, end in zip(starts, [*starts[1:], len(boxes)], strict=True):
            bottom = max(box.y1 for box in boxes[first:end])
            found.append((boxes[first].y0 + ASKEW * height, bottom - ASKEW * height))
    return found
