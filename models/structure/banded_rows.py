"""Rows between two level rules that hold several lines of amounts, well apart → that many rows.

Forms rule off each activity and print its budget lines below each other without a rule. Values that are
stacked in one cell stand as close as the lines of a wrapped text, and stay together.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.pieces import rows_of
from models.structure.print_blocks import Line, Print, row_figures, rows_of_blocks
from schemas.geometry import Box, union


def part_banded_rows(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such rows parted; the others stay as they are."""
    slots: list[Slot] = []
    shift = 0
    for row in range(1 + max(slot.row for slot in table.slots)):
        members = [slot for slot in table.slots if slot.row == row]
        cuts = _cuts(members, prints) if _stands_alone(row, table) else []
        if cuts:
            slots.extend(part for slot in members for part in _parted(slot, row + shift, cuts))
        else:
            slots.extend(replace(slot, row=row + shift) for slot in members)
        shift += len(cuts)
    return replace(table, slots=tuple(slots)) if shift else table


def _stands_alone(row: int, table: FoundTable) -> bool:
    """Whether no cell of the row reaches beyond it, and it is not a line of print of its own."""
    reaching = any(slot.row <= row < slot.row + slot.row_span for slot in table.slots if slot.row_span > 1)
    return row not in table.loose and not reaching


def _cuts(members: Sequence[Slot], prints: Sequence[Print]) -> list[float]:
    """The heights at which a row is to be parted."""
    lines = _lines(members, prints)
    telling = row_figures(lines)
    groups = rows_of_blocks(lines) if sum(map(telling.tell, lines)) > 1 else []
    if not all(any(telling.tell(lines[k]) for k in group) for group in groups):
        return []
    boxes = [union([item.box for k in group for item in lines[k].values()]) for group in groups]
    return [(upper.y1 + lower.y0) / 2 for upper, lower in pairwise(boxes)]


def _lines(members: Sequence[Slot], prints: Sequence[Print]) -> list[Line]:
    """The lines of print of one row, by the columns of its cells."""
    placed = {
        id(item.box): (slot.col, item)
        for item in prints
        for slot in members
        if slot.bbox.contains(*item.box.centre)
    }
    lines = []
    for boxes in rows_of([item.box for _, item in placed.values()]):
        line: Line = {}
        for col, item in (placed[id(box)] for box in boxes):
            known = line.get(col)
            line[col] = _joined(known, item) if known else item
        lines.append(line)
    return lines


def _joined(left: Print, right: Print) -> Print:
    return Print(union([left.box, right.box]), f"{left.text} {right.text}")


def _parted(slot: Slot, row: int, cuts: Sequence[float]) -> list[Slot]:
    edges = [slot.bbox.y0, *cuts, slot.bbox.y1]
    return [
        replace(slot, row=row + k, bbox=Box(slot.bbox.x0, top, slot.bbox.x1, bottom))
        for k, (top, bottom) in enumerate(pairwise(edges))
    ]
