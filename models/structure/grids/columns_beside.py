"""Print beside a table, level with its rows, made a column of it.

Faint rules and the edges of shaded rows may end before the last column does. Accounts rule off their
figures alone, and not the names left of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.pieces import line_height, pieces_in
from schemas.geometry import Box, union


@dataclass(frozen=True)
class BesideOptions:
    """What counts as a column beside a table; lengths in line heights.

    gap: blank left of it at most. rows: share of the table's rows with one piece in it; fewest of them.
    ends: how far those may end, or begin, off each other. widest: times the usual column. margin: beside
    it. fewest_names: rows with a name left of figures, that end no farther off each other than `flush`.
    """

    gap: float = 4.0
    rows: float = 0.7
    fewest: int = 4
    ends: float = 0.6
    widest: float = 1.5
    margin: float = 0.4
    fewest_names: int = 3
    flush: float = 0.3


def with_column_beside(
    table: FoundTable,
    pieces: Sequence[Box],
    others: Sequence[FoundTable],
    options: BesideOptions = BesideOptions(),
) -> FoundTable:
    """The table with the print right of it as its last column, if that stands level with nearly all rows."""
    if table.ruling == "full":
        return table
    box, height = table.bbox, line_height(pieces_in(table.bbox, pieces) or pieces)
    columns = max(slot.col + slot.col_span for slot in table.slots)
    usual = median(slot.bbox.width / slot.col_span for slot in table.slots)
    reach = Box(box.x1, box.y0, box.x1 + options.gap * height + options.widest * usual, box.y1)
    rows = _rows(table)
    beside = _by_row(rows, pieces_in(reach, pieces), others)
    if not _is_column(beside, len(rows), box, usual, height, options):
        return table
    right = max(piece.x1 for own in beside.values() for piece in own) + options.margin * height
    beyond = [piece for piece in pieces if piece.x0 > right]
    if sum(bool(_level_with(place, beyond)) for place in rows.values()) >= options.rows * len(rows):
        return table  # the first column of a table beside this one
    slots = [Slot(row, columns, 1, 1, Box(box.x1, top, right, bottom)) for row, (top, bottom) in rows.items()]
    whole = Box(box.x0, box.y0, right, box.y1)
    ordered = sorted([*table.slots, *slots], key=lambda slot: (slot.row, slot.col))
    return replace(table, bbox=whole, slots=tuple(ordered))


def with_names_beside(
    table: FoundTable,
    pieces: Sequence[Box],
    others: Sequence[FoundTable],
    options: BesideOptions = BesideOptions(),
) -> FoundTable:
    """The table with the print left of it as its first column, if nearly all rows have one name there, and it
    begins with figures."""
    if table.ruling == "full":
        return table
    box, own = table.bbox, pieces_in(table.bbox, pieces)
    height = line_height(own or pieces)
    rows = _rows(table)
    left_of_it = [piece for piece in pieces if piece.x1 <= box.x0 + options.flush * height]
    beside = _by_row(rows, left_of_it, others)
    single = [names[0] for names in beside.values() if len(names) == 1]
    if len(single) < max(options.fewest_names, options.rows * len(rows), options.rows * len(beside)):
        return table
    aligned = _spread([name.x0 for name in single]) < options.ends * height
    if not aligned or not _begins_with_figures(table, own, options):
        return table
    left = min(name.x0 for names in beside.values() for name in names) - options.margin * height
    slots = [Slot(row, 0, 1, 1, Box(left, top, box.x0, bottom)) for row, (top, bottom) in rows.items()]
    moved = [replace(slot, col=slot.col + 1) for slot in table.slots]
    ordered = sorted([*slots, *moved], key=lambda slot: (slot.row, slot.col))
    return replace(table, bbox=box._replace(x0=left), slots=tuple(ordered))


def _begins_with_figures(table: FoundTable, own: Sequence[Box], options: BesideOptions) -> bool:
    """Whether the print in the first column of a table ends at one place. own: its print."""
    edge = min((slot.bbox.x1 for slot in table.slots if slot.col == 0 and slot.col_span == 1), default=0.0)
    ends = [piece.x1 for piece in own if piece.centre[0] < edge]
    return len(ends) >= options.fewest_names and _spread(ends) < options.flush * line_height(own)


def _rows(table: FoundTable) -> dict[int, tuple[float, float]]:
    """Top and bottom of each row."""
    tops: dict[int, float] = {}
    for slot in table.slots:
        tops[slot.row] = min(slot.bbox.y0, tops.get(slot.row, slot.bbox.y0))
    ordered = sorted(tops)
    edges = [*(tops[row] for row in ordered), table.bbox.y1]
    return {row: (edges[k], edges[k + 1]) for k, row in enumerate(ordered)}


def _by_row(
    rows: Mapping[int, tuple[float, float]], pieces: Sequence[Box], others: Sequence[FoundTable]
) -> dict[int, list[Box]]:
    """The pieces level with each row that has any; those of other tables left out."""
    free = [piece for piece in pieces if not any(other.bbox.contains(*piece.centre) for other in others)]
    return {row: own for row, place in rows.items() if (own := _level_with(place, free))}


def _level_with(place: tuple[float, float], pieces: Sequence[Box]) -> list[Box]:
    return [piece for piece in pieces if place[0] <= piece.centre[1] < place[1]]


def _is_column(
    beside: dict[int, list[Box]], rows: int, table: Box, usual: float, height: float, options: BesideOptions
) -> bool:
    """Whether pieces, by the rows they are level with, are one narrow column close to a table."""
    single = [own[0] for own in beside.values() if len(own) == 1]
    if len(single) < max(options.fewest, options.rows * rows) or len(single) < options.rows * len(beside):
        return False
    whole = union([piece for own in beside.values() for piece in own])
    near = whole.x0 - table.x1 < options.gap * height and whole.width < options.widest * usual
    lefts, rights = ([getattr(piece, side) for piece in single] for side in ("x0", "x1"))
    aligned = min(_spread(lefts), _spread(rights)) < options.ends * height
    return near and aligned


def _spread(places: Sequence[float]) -> float:
    """How far places lie off their middle, for the most part."""
    middle = median(places)
    return median(abs(place - middle) for place in places)
