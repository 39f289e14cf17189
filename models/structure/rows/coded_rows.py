"""Rows that each begin with a code, one after the other, all print of a row at its top."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.structure.rows.print_blocks import MONEY, Line

CODE = re.compile(r"^\W*(\d+(?:[.-]\d+)+)\W*$")
WORD = re.compile(r"\w\w|\d")  # strokes of a pen are read as less
AMOUNT = re.compile(MONEY)
FEWEST = 3


def lines_to_coded_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each; none where codes do not rise from the first line on, or print of a row
    begins below its code. Lines below those that begin with other words are rows of their own."""
    first = {k: line[0].text for k, line in enumerate(lines) if 0 in line}
    codes = {k: match for k, text in first.items() if (match := CODE.match(text))}
    others = [k for k, text in first.items() if k not in codes and WORD.search(text)]
    end = others[0] if others else len(lines)
    end = next(
        (k for k in range(max(codes, default=end) + 1, end) if _is_another_amount(lines, k, max(codes))), end
    )
    starts = [k for k in codes if k < end]
    if len(starts) < max(FEWEST, len(codes)) or starts[0] != 0 or not _rise([codes[k][1] for k in starts]):
        return []
    rows = [list(range(a, b)) for a, b in pairwise([*starts, end])]
    if not all(_begins_at_the_top([lines[k] for k in row]) for row in rows):
        return []
    return [*rows, *([k] for k in range(end, len(lines)))]


def _is_another_amount(lines: Sequence[Line], k: int, coded: int) -> bool:
    """Whether a line has an amount below one of the last line with a code: it is one of totals."""
    last = lines[coded]
    return any(
        col in last and AMOUNT.match(item.text) and AMOUNT.match(last[col].text)
        for col, item in lines[k].items()
    )


def _rise(codes: Sequence[str]) -> bool:
    """Whether each code is higher than the one before, part by part."""
    parts = [[int(part) for part in re.split(r"[.-]", code)] for code in codes]
    return all(a < b for a, b in pairwise(parts))


def _begins_at_the_top(row: Sequence[Line]) -> bool:
    """Whether the print of every cell goes on from line to line, from the first on."""
    words = ({col for col, item in line.items() if WORD.search(item.text)} for line in row)
    return all(below <= above for above, below in pairwise(filter(None, words)))
