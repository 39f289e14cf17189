"""A column of dates with what stands a blank behind each of them → two columns.

In the print of typewriters one blank parts two columns, as it parts words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import sign_place
from schemas.reading import TextLine

_DATE = re.compile(r"^\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?= \S)")


@dataclass(frozen=True)
class DateOptions:
    """fewest: lines of a date and more, and mostly: share of those of its column that hold a date alone or
    with more. near: line heights between the blanks behind dates, at most.
    """

    fewest: int = 5
    mostly: float = 0.8
    near: float = 0.8


def part_joined_dates(
    table: FoundTable, lines: Sequence[TextLine], options: DateOptions = DateOptions()
) -> tuple[FoundTable, list[TextLine]]:
    """The table and its lines, such columns and their lines cut behind the dates."""
    out = list(lines)
    for col in sorted({slot.col for slot in table.slots if slot.col_span == 1}, reverse=True):
        inside = _lines_in(table, col, out)
        edge = _edge_behind(inside, options)
        if edge is not None:
            out = [part for line in out for part in (_cut(line, edge) if line in inside else (line,))]
            table = _with_edge(table, col, edge)
    return table, out


def _lines_in(table: FoundTable, col: int, lines: Sequence[TextLine]) -> list[TextLine]:
    boxes = [slot.bbox for slot in table.slots if slot.col == col and slot.col_span == 1]
    return [line for line in lines if line.bbox and any(box.contains(*line.bbox.centre) for box in boxes)]


def _edge_behind(lines: Sequence[TextLine], options: DateOptions) -> float | None:
    """Where the blank behind the dates of a column is, if most of its figures are dates with more behind."""
    dated = [line for line in lines if _DATE.match(line.text)]
    figures = [line for line in lines if any(char.isdigit() for char in line.text)]
    if len(dated) < max(options.fewest, options.mostly * len(figures)):
        return None
    blanks = [_place(line, line.text.index(" ")) for line in dated]
    edge = median(blanks)
    height = median(line.bbox.height for line in dated if line.bbox)
    near = sum(abs(blank - edge) <= options.near * height for blank in blanks)
    return edge if near >= options.mostly * len(blanks) else None


def _place(line: TextLine, index: int) -> float:
    """Where the middle of a sign of a line stands; 0 for a line without a place."""
    return sign_place(line.bbox, line.text, index + 0.5) if line.bbox else 0.0


def _cut(line: TextLine, edge: float) -> tuple[TextLine, ...]:
    """A line cut at its blank nearest to an edge; whole where it lies on one side of it."""
    blanks = [k for k, char in enumerate(line.text) if char == " "]
    box = line.bbox
    if box is None or not blanks or not box.x0 < edge < box.x1:
        return (line,)
    at = min(blanks, key=lambda k: abs(_place(line, k) - edge))
    second = (line.second or "").split(" ")
    before = line.text[:at].count(" ") + 1
    has_both = line.second is not None and len(second) == len(line.text.split(" "))
    return (
        line.replace(
            text=line.text[:at],
            bbox=box._replace(x1=edge),
            second=" ".join(second[:before]) if has_both else None,
            alternatives=(),
        ),
        line.replace(
            text=line.text[at + 1 :],
            bbox=box._replace(x0=edge),
            second=" ".join(second[before:]) if has_both else None,
            alternatives=(),
        ),
    )


def _with_edge(table: FoundTable, col: int, edge: float) -> FoundTable:
    slots: list[Slot] = []
    for slot in table.slots:
        if slot.col > col:
            slots.append(replace(slot, col=slot.col + 1))
        elif slot.col + slot.col_span <= col:
            slots.append(slot)
        elif slot.col_span == 1:
            slots.append(replace(slot, bbox=slot.bbox._replace(x1=edge)))
            slots.append(replace(slot, col=col + 1, bbox=slot.bbox._replace(x0=edge)))
        else:
            slots.append(replace(slot, col_span=slot.col_span + 1))
    return replace(table, slots=tuple(sorted(slots, key=lambda slot: (slot.row, slot.col))))
