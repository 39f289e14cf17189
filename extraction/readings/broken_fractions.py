"""Long fractions that a narrow column broke over rows of the group that they stand beside, made one."""

import re
from collections.abc import Sequence
from typing import Final

from extraction.grids.grid import raw_text, slots
from schemas.geometry import union
from schemas.reading import ReadCell, ReadTable

BEGINS: Final = re.compile(r"-?\d{1,3}[.,]\d{2,}")
GOES_ON: Final = re.compile(r"\d{1,12}")
FEWEST_SPANS: Final = 2
FEWEST_DIGITS: Final = 8  # behind the mark; amounts below each other have fewer


def join_broken_fractions(table: ReadTable, header_rows: int) -> ReadTable:
    """The table with such cells joined over the rows that most other columns of the group span.

    The first part has a decimal mark, the rest are digits alone: 41.666, 666666, 66.
    """
    placed = slots(table.cells)
    joined: dict[tuple[int, int], ReadCell] = {}
    for first, last in _groups(table, header_rows):
        for col in range(table.n_cols):
            cells = [placed.get((row, col)) for row in range(first, last + 1)]
            own = [cell for cell in cells if cell is not None and cell.row_span == 1 and cell.col_span == 1]
            if len(own) == len(cells) and _is_one_fraction([raw_text(cell) for cell in own]):
                whole = _joined(own)
                joined |= {(cell.row, cell.col): whole for cell in own}
    cells = [joined.get((cell.row, cell.col), cell) for cell in table.cells]
    return table.replace(cells=tuple(dict.fromkeys(cells))) if joined else table


def _groups(table: ReadTable, header_rows: int) -> list[tuple[int, int]]:
    """First and last row of each group of rows that several columns span."""
    spans = [
        (cell.row, cell.row + cell.row_span - 1)
        for cell in table.cells
        if cell.row_span > 1 and cell.row >= header_rows
    ]
    return sorted({span for span in spans if spans.count(span) >= FEWEST_SPANS})


def _is_one_fraction(texts: Sequence[str]) -> bool:
    """Whether texts below each other are the parts of one long fraction, and blanks around them."""
    filled = [k for k, text in enumerate(texts) if text]
    if len(filled) < 2 or filled[-1] - filled[0] + 1 != len(filled):
        return False
    first, *rest = (texts[k] for k in filled)
    digits = len(re.split(r"[.,]", first)[-1]) + sum(map(len, rest))
    goes_on = all(GOES_ON.fullmatch(text) for text in rest)
    return bool(BEGINS.fullmatch(first)) and goes_on and digits >= FEWEST_DIGITS


def _joined(cells: Sequence[ReadCell]) -> ReadCell:
    boxes = [cell.bbox for cell in cells if cell.bbox]
    lines = tuple(line for cell in cells for line in cell.lines)
    return cells[0].replace(row_span=len(cells), lines=lines, bbox=union(boxes) if boxes else None)
