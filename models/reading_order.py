"""Free lines of print → the order in which they are read."""

from collections.abc import Sequence

from models.structure.pieces import rows_of
from schemas.geometry import Box, union


def pieces_to_lines(pieces: Sequence[Box], gap: float = 1.3) -> list[Box]:
    """Pieces that follow each other on one line made one where the blank is below `gap` line heights."""
    out: list[Box] = []
    for row in rows_of(pieces):
        current = [row[0]]
        for piece in row[1:]:
            if piece.x0 - current[-1].x1 > gap * min(piece.height, current[-1].height):
                out.append(union(current))
                current = []
            current.append(piece)
        out.append(union(current))
    return out
