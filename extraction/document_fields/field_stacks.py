"""Label blocks whose rows a reader took for one: labels stacked in one cell, their values beside them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from extraction.document_fields.field_lines import FieldLine, Piece
from schemas.geometry import union

FEWEST_STACKED: Final = 2


def unstacked(line: FieldLine, opens: Callable[[str], bool]) -> tuple[FieldLine, ...]:
    """`line`, or one line for each label in its first cell where `opens` knows two or more of them there.

    `opens` says whether a printed line starts with a label. A line of any cell belongs to the last label
    that starts above the line's middle, so that values of several lines stay whole.
    """
    labels = [part for part in line.pieces[0].parts if opens(part.text)]
    tops = [part.box.y0 for part in labels if part.box]
    placed = all(part.box for piece in line.pieces for part in piece.parts or (piece,))
    if len(tops) < FEWEST_STACKED or not placed:
        return (line,)
    return tuple(FieldLine(line.page_no, tuple(_band(line.pieces, tops, at))) for at in range(len(tops)))


def _band(pieces: Sequence[Piece], tops: Sequence[float], at: int) -> Iterator[Piece]:
    """What stands beside the label at `tops[at]`, a piece for each cell."""
    for piece in pieces:
        parts = [part for part in piece.parts or (piece,) if _label_above(part, tops) == at]
        if parts:
            yield parts[0]._replace(
                text=" ".join(part.text for part in parts),
                box=union(part.box for part in parts if part.box),
                confidence=min(part.confidence for part in parts),
            )


def _label_above(part: Piece, tops: Sequence[float]) -> int:
    middle = part.box.centre[1] if part.box else 0.0
    return max((at for at, top in enumerate(tops) if top <= middle), default=0)
