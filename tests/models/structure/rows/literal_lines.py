"""Literal lines of read print, cell by cell."""

from models.structure.rows.print_blocks import Line, Print
from schemas.geometry import Box


def line(y: int, **cells: str) -> Line:
    """A line of print; its cells by their columns, as c0, c1."""
    return {
        int(col[1:]): Print(Box(100 * int(col[1:]), y, 100 * int(col[1:]) + 80, y + 20), text)
        for col, text in cells.items()
    }
