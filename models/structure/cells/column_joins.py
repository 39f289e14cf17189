"""Two columns of a table made one, where only blanks part them."""

from collections.abc import Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print, joined_print, prints_in
from schemas.geometry import union


def is_joinable(table: FoundTable, col: int) -> bool:
    """Whether every cell that begins right of a column has one of its height that ends with that column."""
    left = {(slot.row, slot.row_span) for slot in table.slots if _last(slot) == col}
    right = {(slot.row, slot.row_span) for slot in table.slots if slot.col == col + 1}
    return right <= left


def column_texts(
    table: FoundTable, col: int, prints: Sequence[Print], spanned: bool = False
) -> dict[int, Print]:
    """What is printed in the cells of one column alone, by their rows; and with `spanned` in those over
    several that end with it."""
    out: dict[int, Print] = {}
    for slot in table.slots:
        if _last(slot) != col or not (spanned or slot.col == col):
            continue
        if inside := prints_in(slot.bbox, prints):
            out[slot.row] = joined_print(inside)
    return out


def with_column_joined(table: FoundTable, col: int) -> FoundTable:
    """The table without the line right of a column."""
    slots: list[Slot] = []
    for slot in table.slots:
        pair = [one for one in table.slots if one.row == slot.row and one.col == col + 1]
        if _last(slot) == col and pair and pair[0].row_span == slot.row_span:
            span = slot.col_span + pair[0].col_span - 1
            slots.append(replace(slot, bbox=union([slot.bbox, pair[0].bbox]), col_span=span))
        elif slot.col <= col < _last(slot):
            slots.append(replace(slot, col_span=slot.col_span - 1))
        elif slot.col > col + 1:
            slots.append(replace(slot, col=slot.col - 1))
        elif slot.col <= col:
            slots.append(slot)
    return replace(table, slots=tuple(slots))


def _last(slot: Slot) -> int:
    return slot.col + slot.col_span - 1
