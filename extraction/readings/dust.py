"""Lines that are no print: specks, rules and fills that a reader made a character or two of."""

from collections.abc import Sequence
from typing import Final

from schemas.reading import ReadCell, ReadTable, TextLine

LONGEST: Final = 2
UNSURE: Final = 0.5
SURE: Final = 0.85
LOW: Final = 0.7
STROKES: Final = frozenset("1Il|!")
SLENDER: Final = 0.4  # of its height: a figure one is wider
FAR: Final = 3.0  # line heights between a stroke and the print of its cell


def without_dust(table: ReadTable) -> ReadTable:
    """The table without lines that their reader doubts, and lone strokes, beside lines it is sure of."""
    return table.replace(cells=tuple(_cleaned(cell) for cell in table.cells))


def _cleaned(cell: ReadCell) -> ReadCell:
    sure = [line for line in cell.lines if (line.confidence or 0.0) >= SURE]
    if not sure or len(cell.lines) < 2:
        return cell
    height = max(line.bbox.height for line in sure if line.bbox) if all(line.bbox for line in sure) else 0.0
    kept = tuple(
        line for line in cell.lines if not (_is_dust(line, height) or _is_lone_stroke(line, cell.lines))
    )
    return cell if len(kept) == len(cell.lines) else cell.replace(lines=kept)


def _is_dust(line: TextLine, height: float) -> bool:
    """Whether a line is short, doubted, and either too low for print or in letters of no European script."""
    text = line.text.strip()
    if line.confidence is None or line.confidence >= UNSURE or len(text) > LONGEST or line.bbox is None:
        return False
    foreign = not any(char.isascii() and char.isalnum() for char in text)
    return foreign or line.bbox.height < LOW * height


def _is_lone_stroke(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether a line is one slender upright stroke, far beside all else in its cell: a bit of a rule."""
    box = line.bbox
    if line.text.strip() not in STROKES or box is None or box.width > SLENDER * box.height:
        return False
    others = [other.bbox for other in lines if other is not line and other.bbox]
    blanks = [max(box.x0 - other.x1, other.x0 - box.x1) for other in others]
    return min(blanks, default=0.0) > FAR * box.height
