"""Rows numbered in their first column, that end on one line: each is what stands down to its number."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.structure.print_blocks import Line

_NUMBER = re.compile(r"^\W*(\d{1,3})\W*$")
FEWEST = 3
FILLED = 0.6  # share of the columns that a line with a number has print in


def lines_to_numbered_rows(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each; none where rows are not numbered, or their numbers stand elsewhere."""
    numbered = [k for k, line in enumerate(lines) if 0 in line]
    matches = [_NUMBER.match(lines[k][0].text) for k in numbered]
    numbers = [int(match.group(1)) for match in matches if match]
    columns = {col for line in lines for col in line}
    if len(numbers) < max(FEWEST, len(matches)) or any(b != a + 1 for a, b in pairwise(numbers)):
        return []
    full = all(len(lines[k]) >= FILLED * len(columns) for k in numbered)
    if numbered[0] == 0 or numbered[-1] != len(lines) - 1 or not full:
        return []
    return [list(range(a + 1, b + 1)) for a, b in pairwise([-1, *numbered])]
