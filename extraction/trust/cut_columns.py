"""Columns that may be halves of one: figures beside each other that go on from one to the other as thousands
do, set as close as the digits of one number."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from schemas.table import LogicalTable, TableCell

_BEGINS: Final = re.compile(r"\D{0,5}?[-–—(]?\d{1,3}(?:[.,'’ ]?\d{3})*[.,]?")
_GOES_ON: Final = re.compile(r"(?:\d{3}|[.,]\d{1,3})(?:[.,'’ ]?\d{3})*(?:[.,]\d{1,2})?\)?")
CLOSE: Final = 0.6  # line heights between the two
MOSTLY: Final = 0.8  # share of the rows with print in both columns
FEWEST: Final = 4  # of those rows


def columns_cut_apart(table: LogicalTable) -> set[tuple[int, int]]:
    """The page and the number of each column that is cut from one beside it, with no name of its own."""
    heads = {column.index: column.head for column in table.columns}
    found: set[tuple[int, int]] = set()
    for (page, left), goes_on in _joints(table).items():
        names = {heads.get(left, ""), heads.get(left + 1, "")} - {""}
        if len(names) < 2 and len(goes_on) >= FEWEST and sum(goes_on) >= MOSTLY * len(goes_on):
            found |= {(page, left), (page, left + 1)}
    return found


def _joints(table: LogicalTable) -> dict[tuple[int, int], list[bool]]:
    """By page and left column, for each row with print in it and in the next, whether that goes on."""
    joints: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for one, other in _neighbours(table):
        joints[one.page, one.col].append(_goes_on(one, other))
    return joints


def _neighbours(table: LogicalTable) -> Iterator[tuple[TableCell, TableCell]]:
    """Cells with print beside each other in the rows of a table."""
    filled = sorted(
        (cell for cell in table.cells if cell.role in {"body", "total"} and cell.text),
        key=lambda cell: (cell.row, cell.col),
    )
    for one, other in pairwise(filled):
        if one.row == other.row and one.col + one.col_span == other.col:
            yield one, other


def _goes_on(left: TableCell, right: TableCell) -> bool:
    """Whether the only line of a cell is the next thousands of that beside it, or its cents."""
    if not (len(left.entries) == len(right.entries) == 1):
        return False
    begins, goes_on = _BEGINS.fullmatch(left.text.strip()), _GOES_ON.fullmatch(right.text.strip())
    boxes = [line.bbox for cell in (left, right) for line in cell.entries[0].lines]
    if not begins or not goes_on or len(boxes) != 2:
        return False
    first, second = boxes
    return first is not None and second is not None and second.x0 - first.x1 < CLOSE * second.height
