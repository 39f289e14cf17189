"""A ruled row with several figures below each other in several columns → a row for each: no rule parts them.

Figures stacked in one cell stand as close as the lines of a wrapped text; rows stand farther apart. Where no
upright rules make cells of a row, any such lines are rows, unless entries beside them stand between two of
them; or most of them are figures that their columns broke. And a first row with amounts below words in them
is the header with the row below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.broken_figures import is_end_of
from models.structure.rows.print_blocks import AMOUNT, FIGURE, Print, prints_in
from schemas.geometry import union

_YEAR = re.compile(r"^\(?(?:19|20)\d{2}\)?$")
_FIGURE = re.compile(rf"{AMOUNT.pattern}|^\d{{4,6}}$|^total\b|^-$", re.IGNORECASE)


@dataclass(frozen=True)
class StackOptions:
    """When figures below each other are rows; lengths in line heights.

    apart: blank between them, in cells with rules all around; near: in others. level: how far those of one
    row may stand off each other. fewest: columns with as many figures each. centred: columns of one line in
    the middle of the row, between two of the figures and `off` from both, where these are one entry.
    """

    apart: float = 0.6
    near: float = 0.1
    level: float = 0.4
    fewest: int = 3
    amounts: float = 0.5
    centred: int = 3
    off: float = 0.25


def part_stacked_rows(
    table: FoundTable, prints: Sequence[Print], options: StackOptions = StackOptions()
) -> FoundTable:
    """The table with such rows parted; cells with other print in them, such as one text, go over all of their
    rows."""
    rows = {slot.row for slot in table.slots if slot.row_span == 1} - set(table.loose)
    for row in sorted(rows, reverse=True):
        table = _with_row_parted(table, row, _cuts(table, row, prints, options), prints)
    cut = _below_header(table, prints, options) if 0 in rows else []
    return _with_row_parted(table, 0, cut, prints, by_height=True)


def _below_header(table: FoundTable, prints: Sequence[Print], options: StackOptions) -> list[float]:
    """The height between the words of a header and the figures right below them, where none stand over it."""
    cells = [
        sorted(prints_in(slot.bbox, prints), key=lambda item: item.box.y0)
        for slot in table.slots
        if slot.row == 0
    ]
    below = [cell[-1] for cell in cells if len(cell) > 1 and _is_figure(cell[-1]) and _are_words(cell[:-1])]
    amounts = sum(bool(AMOUNT.match(item.text)) for item in below)
    if len(below) < options.fewest or amounts <= options.amounts * len(below):
        return []
    top = min(item.box.y0 for item in below)
    words = [item.box for cell in cells for item in cell if item.box.centre[1] < top]
    cut = (top + max(box.y1 for box in words)) / 2
    rest = [item for cell in cells for item in cell if item.box.centre[1] >= top]
    level = all(abs(item.box.centre[1] - below[0].box.centre[1]) < item.box.height for item in rest)
    return [cut] if level else []


def _is_figure(item: Print) -> bool:
    return bool(FIGURE.match(item.text)) and not _YEAR.match(item.text)


def _are_words(items: Sequence[Print]) -> bool:
    return all(any(char.isalpha() for char in item.text) for item in items)


def _cuts(table: FoundTable, row: int, prints: Sequence[Print], options: StackOptions) -> list[float]:
    """The heights between the figures that are stacked alike in several columns of a row."""
    slots = [s for s in table.slots if s.row == row and s.row_span == s.col_span == 1]
    is_one = table.ruling == "full" or _is_one_entry(slots, prints, options)
    apart = options.apart if is_one else options.near
    stacks = [(slot, stack) for slot in slots if len(stack := _stack(slot, prints, apart)) > 1]
    if not stacks:
        return []
    longest = max((stack for _, stack in stacks), key=len)
    alike = sum(_stand_level(stack, longest, options) for _, stack in stacks)
    broken = sum(_is_broken(slot, stack) for slot, stack in stacks)
    if alike < max(options.fewest, len(stacks)) or broken > len(stacks) / 2:
        return []
    return [(above.box.y1 + below.box.y0) / 2 for above, below in pairwise(longest)]


def _is_one_entry(slots: Sequence[Slot], prints: Sequence[Print], options: StackOptions) -> bool:
    """Whether several cells of a row hold one line each, all between the two middle lines of its stacks."""
    cells = [prints_in(slot.bbox, prints) for slot in slots]
    single = [cell[0].box for cell in cells if len(cell) == 1]
    middles = [union([item.box for item in cell]).centre[1] for cell in cells if len(cell) > 1]
    lines = [item.box.centre[1] for cell in cells if len(cell) > 1 for item in cell]
    between = [
        box
        for box in single
        if abs(box.centre[1] - median(middles or [0.0])) < options.level * box.height
        and all(abs(box.centre[1] - y) > options.off * box.height for y in lines)
    ]
    return len(between) == len(single) >= options.centred


def _stack(slot: Slot, prints: Sequence[Print], apart: float) -> list[Print]:
    """The figures below each other that are all the print of a cell, top to bottom; else nothing."""
    inside = sorted(prints_in(slot.bbox, prints), key=lambda item: item.box.y0)
    blanks = (
        below.box.y0 - above.box.y1 >= apart * min(above.box.height, below.box.height)
        for above, below in pairwise(inside)
    )
    return inside if all(_FIGURE.match(item.text) for item in inside) and all(blanks) else []


def _is_broken(slot: Slot, stack: Sequence[Print]) -> bool:
    """Whether each figure of a stack is the end of that above it, which its column was too narrow for."""
    return all(is_end_of(above, below, slot.bbox.width) for above, below in pairwise(stack))


def _stand_level(one: Sequence[Print], other: Sequence[Print], options: StackOptions) -> bool:
    return len(one) == len(other) and all(
        abs(a.box.centre[1] - b.box.centre[1]) < options.level * a.box.height
        for a, b in zip(one, other, strict=True)
    )


def _with_row_parted(
    table: FoundTable, row: int, cuts: Sequence[float], prints: Sequence[Print], by_height: bool = False
) -> FoundTable:
    """by_height: cells with any number of lines are parted, and not only those with one for each row."""
    more = len(cuts)
    slots: list[Slot] = []
    for slot in table.slots:
        if slot.row > row:
            slots.append(replace(slot, row=slot.row + more))
        elif slot.row + slot.row_span <= row:
            slots.append(slot)
        elif slot.row_span == 1 and (by_height or _has_line_for_each(slot, more + 1, prints)):
            # Cells of a row may be lower than others: those that end above a cut have nothing below it.
            within = (min(max(cut, slot.bbox.y0), slot.bbox.y1) for cut in cuts)
            ys = [slot.bbox.y0, *within, slot.bbox.y1]
            boxes = [slot.bbox._replace(y0=top, y1=bottom) for top, bottom in pairwise(ys)]
            slots.extend(replace(slot, row=row + k, bbox=box) for k, box in enumerate(boxes))
        else:
            slots.append(replace(slot, row_span=slot.row_span + more))
    loose = tuple(r + more if r > row else r for r in table.loose)
    return replace(table, slots=tuple(slots), loose=loose)


def _has_line_for_each(slot: Slot, rows: int, prints: Sequence[Print]) -> bool:
    """Whether a cell holds as many lines as there are rows, none of which goes on with the one before."""
    lines = sorted(prints_in(slot.bbox, prints), key=lambda item: item.box.y0)
    return len(lines) == rows and not any(item.text[:1].islower() for item in lines[1:])
