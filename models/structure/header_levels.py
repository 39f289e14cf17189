"""The lines of an unruled header → its levels: group headings over the columns they span."""

from collections.abc import Sequence

from models.structure.lattice import Slot
from schemas.geometry import Box, union


def header_slots(members: Sequence[Slot], row: int, prints: Sequence[Box]) -> tuple[list[Slot], int]:
    """The cells of a header printed on several lines, and how many rows it has.

    Lines that hold a heading across several columns are the upper level; what stands in a column without such a
    heading spans both levels.
    """
    rows = sorted({slot.row for slot in members})
    held = {slot.row: [s for s in members if s.row == slot.row and s.col_span > 1 and _holds(s, prints)] for slot in members}
    upper = [r for r in rows if held[r]]
    box = union([slot.bbox for slot in members])
    edges = column_edges(members)
    if not upper or upper[-1] == rows[-1]:
        return [Slot(row, c, 1, 1, Box(x0, box.y0, x1, box.y1)) for c, (x0, x1) in edges.items()], 1
    split = union([s.bbox for s in members if s.row <= upper[-1]]).y1
    headings = [s for r in upper for s in held[r]]
    out: list[Slot] = []
    taken: set[int] = set()
    for heading in headings:
        span = range(heading.col, heading.col + heading.col_span)
        if taken & set(span):
            continue
        taken |= set(span)
        x0, x1 = edges[span[0]][0], edges[span[-1]][1]
        out.append(Slot(row, heading.col, 1, len(span), Box(x0, box.y0, x1, split)))
    for c, (x0, x1) in edges.items():
        if c in taken:
            out.append(Slot(row + 1, c, 1, 1, Box(x0, split, x1, box.y1)))
        else:
            out.append(Slot(row, c, 2, 1, Box(x0, box.y0, x1, box.y1)))
    return out, 2


def column_edges(members: Sequence[Slot]) -> dict[int, tuple[float, float]]:
    """Left and right of each column, from the slots that are one column wide."""
    edges: dict[int, tuple[float, float]] = {}
    for slot in sorted(members, key=lambda slot: slot.col_span, reverse=True):
        width = slot.bbox.width / slot.col_span
        for k in range(slot.col_span):
            edges[slot.col + k] = (slot.bbox.x0 + k * width, slot.bbox.x0 + (k + 1) * width)
    return dict(sorted(edges.items()))


def _holds(slot: Slot, prints: Sequence[Box]) -> bool:
    return any(slot.bbox.contains(*item.centre) for item in prints)

