"""Figures that a narrow column broke over two lines, made whole where lines of print are gathered in rows.

The end of such a figure stands right below it, as close as the lines of one cell, and is short; it fills its
column. Where nearly all figures as close to each other are such pairs, none of them is two rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from models.structure.rows.print_blocks import FIGURE, Line, Print
from schemas.geometry import union

_END = re.compile(r"^[.,]?\d[\d.,]{0,5}\)?$")
CLOSE = 0.5  # line heights between the two lines, at most
FLUSH = 0.5  # the same between their ends
FULL, REST = 0.75, 0.65  # share of the widest figure of its column, and of it that its end has at the most
FEWEST, MOSTLY = 4, 0.8  # pairs, and their share of all figures that are as close


def with_whole_figures(lines: Sequence[Line]) -> list[Line]:
    """The lines, each end of a broken figure moved up to its first part: a line may be left with nothing."""
    widest: dict[int, float] = {}
    for line in lines:
        for col, item in line.items():
            if FIGURE.match(item.text):
                widest[col] = max(widest.get(col, 0.0), item.box.width)
    close = list(_close_figures(lines))
    broken = [
        (col, above, below)
        for col, above, below in close
        if _is_end_of(lines[above][col], lines[below][col], widest[col])
    ]
    if len(broken) < max(FEWEST, MOSTLY * len(close)):
        return list(lines)
    whole = [dict(line) for line in lines]
    for col, above, below in broken:
        end = whole[below].pop(col)
        whole[above][col] = replace(whole[above][col], box=union([whole[above][col].box, end.box]))
    return whole


def _close_figures(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Column, upper and lower line of figures right below each other."""
    for col in sorted({col for line in lines for col in line}):
        places = [k for k, line in enumerate(lines) if col in line and FIGURE.match(line[col].text)]
        for above, below in pairwise(places):
            upper, lower = lines[above][col].box, lines[below][col].box
            if lower.y0 - upper.y1 < CLOSE * min(upper.height, lower.height):
                yield col, above, below


def _is_end_of(above: Print, below: Print, widest: float) -> bool:
    """Whether print is the end of the figure above it. widest: figure of their column, in pixels."""
    is_full = above.box.width >= FULL * widest and below.box.width <= REST * above.box.width
    flush = abs(above.box.x1 - below.box.x1) < FLUSH * above.box.height
    return is_full and flush and bool(_END.match(below.text))
