"""The lines of a page that may carry document fields, as pieces from left to right with their places."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from schemas.geometry import Box, union
from schemas.reading import PageReading, ReadCell, ReadTable, TextLine

SAME_BASELINE: Final = 0.5
MOST_PIECES: Final = 8
MOST_CELLS_OF_LABELS: Final = 4
NARROW_TABLE: Final = 4
ADJACENT: Final = 0.9
LONGEST: Final = 240
_LABELLED: Final = re.compile(r"\W*[^\W\d][^:]{2,40}:(?!\d)|\W*[^\W\d][^:]{2,40}:\d{1,4}(?!:)")
_LOST_BLANK: Final = re.compile(r"(?<=[a-záéíóúñ]{3})(?=[A-ZÁÉÍÓÚÑ]{3})")
_LOST_BEFORE_CODE: Final = re.compile(
    r"^(MEMOR[AÁ]ND(?:O|UM)|OFICIO|CIRCULAR|CARTA|NOTA)(?=[A-Z]{2,}[-/][A-Z\d])", re.IGNORECASE
)


class Piece(NamedTuple):
    """A stretch of text and where it stands; `cell` for a cell of a table, `confidence` the reader's own.

    `parts` are the printed lines of a cell.
    """

    text: str
    box: Box | None = None
    line: int | None = None
    cell: bool = False
    confidence: float = 1.0
    parts: "tuple[Piece, ...]" = ()


class FieldLine(NamedTuple):
    """Pieces side by side on one baseline, from the left."""

    page_no: int
    pieces: tuple[Piece, ...]

    @property
    def box(self) -> Box | None:
        boxes = [piece.box for piece in self.pieces if piece.box]
        return union(boxes) if boxes else None


def page_to_field_lines(page: PageReading) -> tuple[FieldLine, ...]:
    """The lines outside the tables and the label rows of tables, from the top of the page."""
    lines = [
        *_plain_lines(page),
        *(line for table in page.tables for line in _label_rows(page.page_no, table)),
    ]
    return tuple(sorted(lines, key=_top))


def follows(piece: Piece, below: FieldLine) -> bool:
    """Whether `below` may be the second line of the value in `piece`: right under it and not left of it."""
    under = below.pieces[0]
    if piece.box is None or under.box is None:
        return piece.line is not None and under.line == piece.line + 1
    height = piece.box.height
    gap = under.box.y0 - piece.box.y1
    return -0.5 * height <= gap <= ADJACENT * height and under.box.x0 >= piece.box.x0 - height


def _top(line: FieldLine) -> tuple[float, float]:
    box = line.box
    return (box.y0, box.x0) if box else (float(line.pieces[0].line or 0), 0.0)


def _plain_lines(page: PageReading) -> Iterator[FieldLine]:
    placed = sorted(
        (line for line in page.lines if line.bbox), key=lambda line: line.bbox.centre[1] if line.bbox else 0
    )
    row: list[TextLine] = []
    for line in placed:
        if row and not _same_baseline(row[-1], line):
            yield _row_to_line(page.page_no, row)
            row = []
        row.append(line)
    if row:
        yield _row_to_line(page.page_no, row)
    for line in page.lines:
        if line.bbox is None:
            pieces = tuple(
                Piece(_parted(part), None, line.line) for part in line.text.split("\t") if part.strip()
            )
            if 0 < len(pieces) <= MOST_PIECES:
                yield FieldLine(page.page_no, pieces)


def _same_baseline(one: TextLine, other: TextLine) -> bool:
    if one.bbox is None or other.bbox is None:
        return False
    distance = abs(one.bbox.centre[1] - other.bbox.centre[1])
    return distance <= SAME_BASELINE * min(one.bbox.height, other.bbox.height)


def _row_to_line(page_no: int, row: Sequence[TextLine]) -> FieldLine:
    ordered = sorted(row, key=lambda line: line.bbox.x0 if line.bbox else 0)
    return FieldLine(page_no, tuple(_line_piece(line) for line in ordered))


def _line_piece(line: TextLine) -> Piece:
    return Piece(_parted(line.text), line.bbox, line.line, confidence=_confidence([line]))


def _label_rows(page_no: int, table: ReadTable) -> Iterator[FieldLine]:
    """Rows with few printed cells: a two-column block, or label rows caught by the table below them."""
    for row in range(table.n_rows):
        cells = sorted(
            (cell for cell in table.cells if cell.row == row and cell.lines), key=lambda cell: cell.col
        )
        few = table.n_cols <= NARROW_TABLE or len(cells) <= NARROW_TABLE // 2 or _mostly_labelled(cells)
        if 0 < len(cells) <= MOST_CELLS_OF_LABELS and few:
            pieces = tuple(_cell_piece(cell) for cell in cells)
            if all(len(piece.text) <= LONGEST for piece in pieces):
                yield FieldLine(page_no, pieces)


def _mostly_labelled(cells: Sequence[ReadCell]) -> bool:
    """Whether most cells print "word: value", as a head does that a ruled table has swallowed."""
    labelled = sum(any(_LABELLED.match(line.text) for line in cell.lines[:1]) for cell in cells)
    return 2 * labelled > len(cells)


def _cell_piece(cell: ReadCell) -> Piece:
    text = _parted(" ".join(line.text.strip() for line in cell.lines))
    return Piece(
        text,
        cell.bbox,
        cell.line if cell.line is not None else cell.lines[0].line,
        cell=True,
        confidence=_confidence(cell.lines),
        parts=tuple(_line_piece(line)._replace(cell=True) for line in cell.lines),
    )


def _parted(text: str) -> str:
    """`text` with the blank back that a reader lost between a label and a value in capitals."""
    return _LOST_BEFORE_CODE.sub(r"\1 ", _LOST_BLANK.sub(" ", text.strip()))


def _confidence(lines: Sequence[TextLine]) -> float:
    """The reader's own score of the worst line; without a score, nothing speaks against it."""
    return min((line.confidence for line in lines if line.confidence is not None), default=1.0)
