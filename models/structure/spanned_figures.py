"""A cell over several rows with one figure in each of them → a cell for each: the rule between was lost."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.print_blocks import AMOUNT, Print
from schemas.geometry import Box

# Amounts, codes and totals; parts of broken dates and fractions stand below each other in one cell.
_WHOLE = re.compile(rf"{AMOUNT.pattern}|^\d{{4,6}}$|^total\b", re.IGNORECASE)
# In rows that have names of their own, counts as well.
_NAMED = re.compile(rf"{_WHOLE.pattern}|^\d{{1,3}}(?:[ .,]?\d{{3}})*$", re.IGNORECASE)
OVER = 0.25  # of its height, by which print may reach over the edge of its row


def part_spanned_figures(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such cells parted where its other columns are."""
    edges, named = _row_edges(table), _named_rows(table, prints)
    slots: list[Slot] = []
    for slot in table.slots:
        ys = [slot.bbox.y0, *edges[slot.row + 1 : slot.row + slot.row_span], slot.bbox.y1]
        rows = set(range(slot.row, slot.row + slot.row_span))
        figure = _NAMED if rows <= named else _WHOLE
        slots.extend(_parted(slot, ys) if _has_figure_in_each(slot, ys, prints, figure) else [slot])
    return replace(table, slots=tuple(slots)) if len(slots) > len(table.slots) else table


def _named_rows(table: FoundTable, prints: Sequence[Print]) -> set[int]:
    """The rows that have a name of their own in the first column."""
    return {
        slot.row
        for slot in table.slots
        if slot.col == 0
        and slot.row_span == 1
        and any(slot.bbox.contains(*item.box.centre) for item in prints)
    }


def _row_edges(table: FoundTable) -> list[float]:
    """The height of the upper edge of each row; that of the row before where no cell begins in one."""
    edges = [table.bbox.y0]
    for row in range(1, 1 + max(slot.row for slot in table.slots)):
        tops = [slot.bbox.y0 for slot in table.slots if slot.row == row]
        edges.append(median(tops) if tops else edges[-1])
    return edges


def _has_figure_in_each(
    slot: Slot, ys: Sequence[float], prints: Sequence[Print], figure: re.Pattern[str]
) -> bool:
    """Whether each of the rows of a cell, parted at `ys`, holds one whole figure and nothing else."""
    inside = [item for item in prints if slot.bbox.contains(*item.box.centre)]
    if slot.row_span < 2 or len(inside) != slot.row_span:
        return False
    ordered = sorted(inside, key=lambda item: item.box.y0)
    return all(
        bool(figure.match(item.text.strip()))
        and item.box.y0 > top - OVER * item.box.height
        and item.box.y1 < bottom + OVER * item.box.height
        for item, (top, bottom) in zip(ordered, pairwise(ys), strict=True)
    )


def _parted(slot: Slot, ys: Sequence[float]) -> list[Slot]:
    return [
        replace(slot, row=slot.row + k, row_span=1, bbox=Box(slot.bbox.x0, top, slot.bbox.x1, bottom))
        for k, (top, bottom) in enumerate(pairwise(ys))
    ]
