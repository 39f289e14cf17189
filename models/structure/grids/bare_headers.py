"""A header with no rule between its cells, above ruled rows → its cells, by the place of its print.

Such a header is white on black, or ruled off from its body as a whole; nothing says how many levels it has.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.structure.areas.area import Area
from models.structure.found_table import FoundTable
from models.structure.grids.header_levels import column_edges, header_slots
from models.structure.grids.lattice import Slot, covered
from schemas.geometry import Box

RULED = 0.3  # share of its height that an upright rule covers in a header with rules
MOST_LINES = 8  # of print, in a header
FULL = 0.7  # share of the width that the rule below a header covers


def with_bare_header(table: FoundTable, area: Area, inside: Sequence[Box], same: float) -> FoundTable:
    """The table with the cells of such a header in its levels, where headings go over several columns.

    area: the table's rules as printed. inside: the pieces of print in it. same: distance of rules that are
    one, in pixels.
    """
    bottom = _foot_of_header(table, area, same)
    rows = len({slot.row for slot in table.slots if slot.bbox.y0 < bottom - same})
    edges = column_edges(table.slots)
    ruled = any(
        covered(area.upright, x, table.bbox.y0, bottom, same) > RULED for x, _ in list(edges.values())[1:]
    )
    across = any(slot.row < rows < slot.row + slot.row_span for slot in table.slots)
    if bottom >= table.bbox.y1 or ruled or across or rows > MOST_LINES:
        return table
    columns = [Slot(0, col, 1, 1, Box(x0, table.bbox.y0, x1, bottom)) for col, (x0, x1) in edges.items()]
    header, levels = header_slots(columns, 0, inside)
    if not any(slot.col_span > 1 for slot in header):
        return table
    body = [replace(slot, row=slot.row + levels - rows) for slot in table.slots if slot.row >= rows]
    loose = tuple(row + levels - rows for row in table.loose if row >= rows)
    slots = sorted([*header, *body], key=lambda slot: (slot.row, slot.col))
    return replace(table, slots=tuple(slots), loose=loose)


def _foot_of_header(table: FoundTable, area: Area, same: float) -> float:
    """Where the first level rule below the top stands, if it goes over the whole width; else the bottom."""
    box = table.bbox
    below = min((rule.at for rule in area.level if rule.at > box.y0 + same), default=box.y1)
    return below if covered(area.level, below, box.x0, box.x1, same) > FULL else box.y1
