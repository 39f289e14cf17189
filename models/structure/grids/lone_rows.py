"""A single row between two level rules: the totals of a table that ended on the page before."""

from collections.abc import Sequence
from itertools import pairwise

from models.structure.areas.area import Area
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.pieces import rows_of
from schemas.geometry import Box

FEWEST = 4  # pieces of such a row


def lone_rows(area: Area, inside: Sequence[Box]) -> list[FoundTable]:
    """The row of an area without upright rules that holds one line of several pieces, as a table; or none.

    Whether it is one of totals, only its text tells.
    """
    lines = rows_of(inside)
    if area.upright or len(lines) != 1 or len(lines[0]) < FEWEST:
        return []
    box = area.bbox
    xs = [box.x0, *((left.x1 + right.x0) / 2 for left, right in pairwise(lines[0])), box.x1]
    slots = (Slot(0, k, 1, 1, Box(x0, box.y0, x1, box.y1)) for k, (x0, x1) in enumerate(pairwise(xs)))
    return [FoundTable(box, "none", tuple(slots))]
