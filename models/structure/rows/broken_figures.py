"""Figures that a narrow column broke over two lines, made whole where lines of print are gathered in rows.

The end of such a figure stands right below it, as close as the lines of one cell, and is short; it fills its
column, or makes no whole figure without its end. Where nearly all figures as close to each other are such
pairs, none of them is two rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf

from models.structure.rows.print_blocks import FIGURE, Line, Print
from schemas.geometry import union

_END = re.compile(r"^[.,]?\d[\d.,]{0,5}\)?$")
_GROUPED = r"\d{1,3}([.,' ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{2})?"
_WHOLE = re.compile(rf"^[-($]*(?:{_GROUPED}|\d{{1,3}}(?:[.,]\d{{2}})?)\)?$")
CLOSE = 0.7  # line heights between the two lines, at most
NEARER = 1.1  # times the distance to the figures above and below them
FLUSH = 0.5  # the same between their ends
FULL, REST = 0.75, 0.65  # share of the widest figure of its column, and of it that its end has at the most
FEWEST, MOSTLY = 4, 0.8  # pairs, and their share of all figures that are as close


def with_whole_figures(lines: Sequence[Line]) -> list[Line]:
    """The lines, each end of a broken figure moved up to its first part: a line may be left with nothing."""
    close = list(_close_figures(lines))
    widest = {
        col: max(line[col].box.width for line in lines if col in line and FIGURE.match(line[col].text))
        for col, _, _ in close
    }
    broken = [
        (col, above, below)
        for col, above, below in close
        if is_end_of(lines[above][col], lines[below][col], widest[col])
    ]
    if len(broken) < max(FEWEST, MOSTLY * len(close)):
        return list(lines)
    whole = [dict(line) for line in lines]
    for col, above, below in broken:
        end = whole[below].pop(col)
        whole[above][col] = replace(whole[above][col], box=union([whole[above][col].box, end.box]))
    return whole


def _close_figures(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Column, upper and lower line of figures right below each other, none of them nearer to another."""
    for col in sorted({col for line in lines for col in line}):
        places = [k for k, line in enumerate(lines) if col in line and FIGURE.match(line[col].text)]
        boxes = [lines[k][col].box for k in places]
        steps = [lower.centre[1] - upper.centre[1] for upper, lower in pairwise(boxes)]
        for k, (upper, lower) in enumerate(pairwise(boxes)):
            beside = steps[max(0, k - 1) : k] + steps[k + 1 : k + 2]
            blank = lower.y0 - upper.y1
            if blank < CLOSE * min(upper.height, lower.height) and steps[k] < NEARER * min(
                beside, default=inf
            ):
                yield col, places[k], places[k + 1]


def is_end_of(above: Print, below: Print, widest: float) -> bool:
    """Whether print is the end of the figure above it. widest: figure of their column, in pixels of width."""
    if abs(above.box.x1 - below.box.x1) >= FLUSH * above.box.height or not _END.match(below.text):
        return False
    return _says_so(above.text, below.text) or (
        above.box.width >= FULL * widest and below.box.width <= REST * above.box.width
    )


def _says_so(above: str, below: str) -> bool:
    """Whether two texts make one figure, and no two: 1.966.30 and 3,67, or 986 and .53."""
    parts = not _WHOLE.match(above) or below[:1] in {".", ","}
    return parts and bool(_WHOLE.match(above + below))
