"""The name of a total run into the row above it → a row of its own: the rule is drawn over figures alone."""

from collections.abc import Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import AMOUNT, Print, prints_in
from models.structure.table_likeness import TOTAL

FEWEST_AMOUNTS = 2  # in the row of a total


def part_spanned_totals(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with the cells over its last two rows parted, where the lower one names a total.

    They hold a name in each row; beside them, a code of the upper one.
    """
    last = max(slot.row + slot.row_span for slot in table.slots) - 1
    own = [slot for slot in table.slots if slot.row == last and slot.row_span == 1]
    top = max((slot.bbox.y0 for slot in own), default=0.0)
    over = [slot for slot in table.slots if slot.row + slot.row_span == last + 1 and slot.row_span > 1]
    amounts = sum(bool(AMOUNT.match(item.text)) for slot in own for item in prints_in(slot.bbox, prints))
    if amounts < FEWEST_AMOUNTS or not any(_names_total(slot, prints, top) for slot in over):
        return table
    parted = [slot for slot in over if _are_above(slot, prints, top) or _names_total(slot, prints, top)]
    kept = [slot for slot in table.slots if slot not in parted]
    return replace(table, slots=tuple(sorted([*kept, *_halves(parted, top, last)], key=_place)))


def _names_total(slot: Slot, prints: Sequence[Print], top: float) -> bool:
    """Whether a cell holds one line in the last row, that begins with the name of a total, and some above."""
    inside = prints_in(slot.bbox, prints)
    below = [item for item in inside if item.box.centre[1] > top]
    return len(below) == 1 < len(inside) and bool(TOTAL.match(below[0].text))


def _are_above(slot: Slot, prints: Sequence[Print], top: float) -> bool:
    """Whether a cell over two rows holds print in the upper one alone."""
    inside = prints_in(slot.bbox, prints)
    return slot.row_span == 2 and bool(inside) and all(item.box.y1 < top for item in inside)


def _halves(slots: Sequence[Slot], top: float, last: int) -> list[Slot]:
    halves = []
    for slot in slots:
        cut = min(max(top, slot.bbox.y0), slot.bbox.y1)
        halves.append(replace(slot, row_span=slot.row_span - 1, bbox=slot.bbox._replace(y1=cut)))
        halves.append(replace(slot, row=last, row_span=1, bbox=slot.bbox._replace(y0=cut)))
    return halves


def _place(slot: Slot) -> tuple[int, int]:
    return slot.row, slot.col
