"""Rows between two level rules that hold several lines of amounts, well apart → that many rows.

Forms rule off each activity and print its budget lines below each other without a rule. Values that are
stacked in one cell stand as close as the lines of a wrapped text, and stay together.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.pieces import rows_of
from models.structure.rows.broken_figures import is_end_of, with_whole_figures
from models.structure.rows.print_blocks import (
    Line,
    Print,
    RowFigures,
    is_heading_of,
    prints_in,
    row_figures,
    rows_of_blocks,
)
from schemas.geometry import Box, union

_CARRIED = re.compile(r"^\W*(?:vienen|van)\b", re.IGNORECASE)
_LONG_CODE = re.compile(r"\d{6,}(?=\s+\S)")
FEWEST_CODES = 4  # headings of sections that begin with one
ACROSS = 0.25  # share of the height of print above and below a cut that it stands across


def part_banded_rows(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such rows parted; the others stay as they are."""
    slots: list[Slot] = []
    shift = 0
    codes = _lengths_of_codes(prints_in(table.bbox, prints))
    for row in range(1 + max(slot.row for slot in table.slots)):
        members = [slot for slot in table.slots if slot.row == row]
        cuts = _cuts(members, prints, codes) if _stands_alone(row, table) else []
        if cuts:
            named = _group_names(members, prints, cuts)
            slots.extend(
                part
                for slot in members
                for part in _parted(slot, row + shift, [] if slot in named else cuts, len(cuts))
            )
        else:
            slots.extend(replace(slot, row=row + shift) for slot in members)
        shift += len(cuts)
    return replace(table, slots=tuple(slots)) if shift else table


def _stands_alone(row: int, table: FoundTable) -> bool:
    """Whether no cell of the row reaches beyond it, and it is not a line of print of its own."""
    reaching = any(slot.row <= row < slot.row + slot.row_span for slot in table.slots if slot.row_span > 1)
    return row not in table.loose and not reaching


def _lengths_of_codes(prints: Sequence[Print]) -> set[int]:
    """The lengths of the long codes that several prints of a table begin with, as headings of sections do."""
    found = Counter(len(match.group()) for item in prints if (match := _LONG_CODE.match(item.text)))
    return {length for length, count in found.items() if count >= FEWEST_CODES}


def _cuts(members: Sequence[Slot], prints: Sequence[Print], codes: Collection[int]) -> list[float]:
    """The heights at which a row is to be parted: half way between the print of its parts.

    codes: lengths of the codes that headings of sections begin with.
    """
    lines = [line for line in with_whole_figures(_lines(members, prints)) if line]
    telling = row_figures(lines)
    rows = _rows_of_figures(lines, telling)
    figures = [
        union(
            [line[col].box for line in row for col in telling.columns(line)]
            or [item.box for line in row for item in line.values()]
        )
        for row in rows
    ]
    if not rows:
        return _beside_carried(lines, telling) or _above_headings(lines, codes)
    boxes = []
    for own, row in zip(figures, rows, strict=True):
        others = [other for other in figures if other is not own]
        printed = (item.box for line in row for item in line.values())
        boxes.append(union([own, *(box for box in printed if not any(_abreast(box, o) for o in others))]))
    return [(upper.y1 + lower.y0) / 2 for upper, lower in pairwise(boxes)]


def _beside_carried(lines: Sequence[Line], telling: RowFigures) -> list[float]:
    """The heights between a line of totals carried over a page and its neighbours, however close they are.

    What a narrow column broke of its totals is no neighbour.
    """
    carried = [
        telling.tell(line) and any(_CARRIED.match(item.text) for item in line.values()) for line in lines
    ]
    boxes = [union([item.box for item in line.values()]) for line in lines]
    return [
        (upper.y1 + lower.y0) / 2
        for (upper, lower), pair, (first, second) in zip(
            pairwise(boxes), pairwise(carried), pairwise(lines), strict=True
        )
        if any(pair) and upper.y1 < lower.y0 and not _goes_on(first, second)
    ]


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether what one of two lines holds is figures alone that the other begins, or ends."""
    shared = upper.keys() & lower.keys()
    whole = len(shared) == min(len(upper), len(lower))
    return whole and all(is_end_of(upper[col], lower[col], upper[col].box.width) for col in shared)


def _above_headings(lines: Sequence[Line], codes: Collection[int]) -> list[float]:
    """The heights between a line of figures and a heading below it, which begins with a code alone."""

    def is_heading(line: Line) -> bool:
        match = _LONG_CODE.match(next(iter(line.values())).text) if len(line) == 1 else None
        return match is not None and len(match.group()) in codes

    return [
        (union([item.box for item in upper.values()]).y1 + union([item.box for item in lower.values()]).y0)
        / 2
        for upper, lower in pairwise(lines)
        if is_heading(lower) and not is_heading(upper)
    ]


def _rows_of_figures(lines: Sequence[Line], telling: RowFigures) -> list[list[Line]]:
    """The rows that lines of print make; none where one is without figures and no name left of them all."""
    groups = rows_of_blocks(lines) if sum(map(telling.tell, lines)) > 1 else []
    parts = [[lines[k] for k in group] for group in groups]
    rows = [part for part in parts if any(map(telling.tell, part))]
    first = min((col for row in rows for line in row for col in line), default=0)
    headings = [part for part, after in pairwise(parts) if is_heading_of(part, after, first, telling)]
    others = [line for part in parts if part not in rows and part not in headings for line in part]
    if any(col >= first for line in others for col in line):
        return []
    return [part for part in parts if part in rows or part in headings]


def _abreast(one: Box, other: Box) -> bool:
    return one.y0 < other.y1 and other.y0 < one.y1


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


def _group_names(members: Sequence[Slot], prints: Sequence[Print], cuts: Sequence[float]) -> list[Slot]:
    """The cells at the left whose print stands across a cut: names of the rows beside them."""
    named = []
    for slot in sorted(members, key=lambda slot: slot.col):
        inside = [item.box for item in prints_in(slot.bbox, prints)]
        if not any(
            box.y0 + ACROSS * box.height < cut < box.y1 - ACROSS * box.height
            for box in inside
            for cut in cuts
        ):
            break
        named.append(slot)
    return named


def _parted(slot: Slot, row: int, cuts: Sequence[float], most: int) -> list[Slot]:
    """A cell in as many rows as `cuts` part; one that none parts reaches over all of the `most` + 1."""
    if not cuts:
        return [replace(slot, row=row, row_span=most + 1)]
    edges = [slot.bbox.y0, *cuts, slot.bbox.y1]
    return [
        replace(slot, row=row + k, bbox=Box(slot.bbox.x0, top, slot.bbox.x1, bottom))
        for k, (top, bottom) in enumerate(pairwise(edges))
    ]
