"""Free lines of print → the order in which they are read."""

from collections.abc import Sequence

from models.structure.pieces import rows_of
from schemas.geometry import Box, union
from schemas.reading import TextLine


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


def join_lines(lines: Sequence[TextLine], gap: float = 1.3) -> list[TextLine]:
    """Lines as read that follow each other on one baseline made one, below a blank of `gap` line heights."""
    by_box = {line.bbox: line for line in lines if line.bbox is not None}
    out = []
    for joined in pieces_to_lines(list(by_box), gap):
        parts = sorted(
            (line for box, line in by_box.items() if joined.contains(*box.centre)),
            key=lambda line: line.bbox or joined,
        )
        scores = [part.confidence for part in parts if part.confidence is not None]
        text = " ".join(part.text for part in parts)
        out.append(TextLine(text=text, bbox=joined, confidence=min(scores, default=None)))
    return out
