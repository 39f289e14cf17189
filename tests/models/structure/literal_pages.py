"""Literal pages: rules by their coordinates, lines of print by where their pieces begin and end."""

from collections.abc import Sequence

import numpy as np

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box

DPI = 100.0
HEIGHT = 20.0  # of a line of print

Span = tuple[float, float]


def rules(level: Sequence[Rule] = (), upright: Sequence[Rule] = ()) -> Rules:
    """Rules of a page of which no pixel is looked at."""
    nothing = np.zeros((1, 1), np.uint8)
    return Rules(tuple(level), tuple(upright), (), nothing, nothing)


def line(y: float, *spans: Span, height: float = HEIGHT) -> list[Box]:
    """The pieces of a line of print whose middle is at y."""
    return [Box(x0, y - height / 2, x1, y + height / 2) for x0, x1 in spans]


def lines(ys: Sequence[float], *spans: Span) -> list[Box]:
    """The pieces of lines that all have theirs at the same places."""
    return [piece for y in ys for piece in line(y, *spans)]


def places(slots: Sequence[Slot]) -> list[tuple[int, int, int, int]]:
    """Row, column, height and width of each cell."""
    return [(slot.row, slot.col, slot.row_span, slot.col_span) for slot in slots]


def shape(table: FoundTable) -> tuple[int, int]:
    """How many rows and columns a table has."""
    rows = max(slot.row + slot.row_span for slot in table.slots)
    return rows, max(slot.col + slot.col_span for slot in table.slots)
