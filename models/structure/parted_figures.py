"""Columns without a rule between them that part figures at their thousands → one column.

"2 050" and "364" below each other leave a blank lane after the thousands, as two columns would. But the right
one then holds nothing except three digits, close behind what stands left of it, and has no name of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.print_blocks import Print, prints_in
from schemas.geometry import union

_FRONT = re.compile(r"^[-(]?\d{1,3}(?: \d{3})*$")
_BACK = re.compile(r"^\d{3}(?: \d{3})*(?:[.,]\d{1,2})?\)?$")
FEWEST = 2  # figures parted so
CLOSE = 0.8  # of their height: the blank between their parts, at most


def join_parted_figures(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such columns joined."""
    columns = max(slot.col + slot.col_span for slot in table.slots)
    for col in reversed(range(columns - 1)):
        if table.ruling != "full" and _joinable(table, col) and _parts_figures(table, col, prints):
            table = _with_column_joined(table, col)
    return table


def _joinable(table: FoundTable, col: int) -> bool:
    """Whether every cell that begins right of a column has one of its height in that column."""
    left = {(slot.row, slot.row_span) for slot in table.slots if slot.col == col and slot.col_span == 1}
    right = {(slot.row, slot.row_span) for slot in table.slots if slot.col == col + 1}
    return right <= left


def _parts_figures(table: FoundTable, col: int, prints: Sequence[Print]) -> bool:
    """Whether a column holds the fronts of figures, and the one right of it their last digits."""
    fronts, backs = (_texts(table, c, prints) for c in (col, col + 1))
    parted = [row for row in fronts if row in backs]
    figures = [row for row, item in backs.items() if _BACK.match(item.text)]
    if len(parted) < FEWEST or len(figures) < len(backs):
        return False
    return all(row in backs and _belong(fronts[row], backs[row]) for row in fronts)


def _texts(table: FoundTable, col: int, prints: Sequence[Print]) -> dict[int, Print]:
    """What is printed in the cells of one column alone, by their rows."""
    out: dict[int, Print] = {}
    for slot in table.slots:
        inside = prints_in(slot.bbox, prints)
        if slot.col == col and slot.col_span == 1 and inside:
            ordered = sorted(inside, key=lambda item: item.box.x0)
            text = " ".join(item.text for item in ordered)
            out[slot.row] = Print(union([item.box for item in ordered]), text)
    return out


def _belong(front: Print, back: Print) -> bool:
    close = back.box.x0 - front.box.x1 < CLOSE * front.box.height
    return close and bool(_FRONT.match(front.text))


def _with_column_joined(table: FoundTable, col: int) -> FoundTable:
    """The table without the line right of a column."""
    slots: list[Slot] = []
    for slot in table.slots:
        pair = [one for one in table.slots if one.row == slot.row and one.col == col + 1]
        if slot.col == col and slot.col_span == 1 and pair and pair[0].row_span == slot.row_span:
            span = pair[0].col_span
            slots.append(replace(slot, bbox=union([slot.bbox, pair[0].bbox]), col_span=span))
        elif slot.col <= col < slot.col + slot.col_span - 1:
            slots.append(replace(slot, col_span=slot.col_span - 1))
        elif slot.col > col + 1:
            slots.append(replace(slot, col=slot.col - 1))
        elif slot.col <= col:
            slots.append(slot)
    return replace(table, slots=tuple(slots))
