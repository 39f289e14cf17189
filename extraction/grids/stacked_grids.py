"""Grids of one page that are one table: a header read as a grid of its own, a table read in two pieces."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from extraction.grids.grid import raw_text, rows_of
from extraction.grids.headers import count_header_rows
from extraction.readings.shapes import is_figure, shape
from extraction.wording import is_numbering
from schemas.base import Frozen
from schemas.geometry import Box, union
from schemas.reading import ReadCell, ReadTable, TextLine

SAME_EDGE: Final = 0.03
MOST_GAP: Final = 2.0
MOST_HEADER_ROWS: Final = 7
COARSER: Final = 0.35
COVERED: Final = 0.5

Edges = tuple[tuple[float, float], ...]


class Headed(Frozen):
    """A table and how many of its top rows are its header."""

    table: ReadTable
    header_rows: int


def join_stacked(tables: Sequence[ReadTable]) -> tuple[Headed, ...]:
    """The page's tables, each header grid put on the body right below it."""
    joined: list[Headed] = []
    for table in tables:
        above = joined[-1] if joined else None
        if above is not None and is_header_of(above.table, table):
            joined[-1] = Headed(table=put_on(above.table, table), header_rows=above.table.n_rows)
        elif above is not None and above.header_rows and is_rest_of(above.table, table):
            joined[-1] = above.replace(table=_appended(above.table, table))
        else:
            joined.append(Headed(table=table, header_rows=count_header_rows(table)))
    return tuple(joined)


def is_header_of(above: ReadTable, below: ReadTable) -> bool:
    """Whether `above` holds nothing but column names and `below` begins with figures under them."""
    if not _touch(above, below) or above.n_rows > MOST_HEADER_ROWS or above.n_cols < 2:
        return False
    if above.n_cols < COARSER * below.n_cols or count_header_rows(below):
        return False
    return not any(_is_value(raw_text(cell)) for cell in above.cells)


def _is_value(text: str) -> bool:
    """A figure that cannot name a column; years and the columns' own numbers can."""
    digits = sum(char.isdigit() for char in text)
    return digits > 2 and is_figure(text) and not is_numbering(text) and not _are_years(text)


def _are_years(text: str) -> bool:
    return all(shape(word) == "year" for word in text.split())


def is_rest_of(above: ReadTable, below: ReadTable) -> bool:
    """Whether `below` has no header and the same columns at the same places, only a little lower."""
    if not _touch(above, below) or above.n_cols != below.n_cols or count_header_rows(below):
        return False
    pairs = zip(column_edges(above), column_edges(below), strict=True)
    return all(min(a[1], b[1]) - max(a[0], b[0]) > COVERED * (a[1] - a[0]) for a, b in pairs)


def _touch(above: ReadTable, below: ReadTable) -> bool:
    """Whether one stands right over the other, with the same left and right edges."""
    if above.bbox is None or below.bbox is None:
        return False
    width = max(above.bbox.width, below.bbox.width)
    if max(abs(above.bbox.x0 - below.bbox.x0), abs(above.bbox.x1 - below.bbox.x1)) > SAME_EDGE * width:
        return False
    gap = below.bbox.y0 - above.bbox.y1
    return abs(gap) <= MOST_GAP * _text_height((*above.cells, *below.cells))


def _text_height(cells: Sequence[ReadCell]) -> float:
    heights = [line.bbox.height for cell in cells for line in cell.lines if line.bbox]
    return median(heights) if heights else 0.0


def column_edges(table: ReadTable) -> Edges:
    """Left and right edge of every column, by the cells that are in it alone.

    A column in which no cell begins, or ends, has the edge of the column beside it.
    """
    lefts = [_starts(table, col) for col in range(table.n_cols)]
    rights = [_ends(table, col) for col in range(table.n_cols)]
    known = [left for left in lefts if left is not None]
    outer = table.bbox.x1 if table.bbox else max(known, default=0.0)
    edges: list[tuple[float, float]] = []
    for col, (left, right) in enumerate(zip(lefts, rights, strict=True)):
        start = left if left is not None else edges[-1][1] if edges else min(known, default=0.0)
        after = next((x for x in lefts[col + 1 :] if x is not None), outer)
        edges.append((start, max(start, right if right is not None else after)))
    return tuple(edges)


def _starts(table: ReadTable, col: int) -> float | None:
    """Where the cells of a column alone begin, else the wider ones that begin there."""
    here = [cell for cell in table.cells if cell.bbox and cell.col == col]
    own = [cell for cell in here if cell.col_span == 1]
    return median(cell.bbox.x0 for cell in own or here if cell.bbox) if here else None


def _ends(table: ReadTable, col: int) -> float | None:
    """Where the cells of a column alone end, else the wider ones that end there."""
    here = [cell for cell in table.cells if cell.bbox and cell.col + cell.col_span == col + 1]
    own = [cell for cell in here if cell.col_span == 1]
    return median(cell.bbox.x1 for cell in own or here if cell.bbox) if here else None


def put_on(header: ReadTable, body: ReadTable) -> ReadTable:
    """One table with the body's columns; each header cell over the columns that it covers."""
    edges = column_edges(body)
    rows = rows_of(header)
    taken: dict[tuple[int, int], ReadCell] = {}
    for row in rows:
        for cell in row:
            for piece in _pieces(cell, edges):
                claim(taken, piece)
    cells = first_of_each(taken.values())
    lowered = tuple(cell.replace(row=cell.row + header.n_rows) for cell in body.cells)
    boxes = [box for box in (header.bbox, body.bbox) if box]
    return ReadTable(bbox=union(boxes), ruling=body.ruling, cells=(*cells, *lowered))


def first_of_each(cells: Iterable[ReadCell]) -> tuple[ReadCell, ...]:
    """The cells, each that fills several slots once."""
    return tuple({(cell.row, cell.col): cell for cell in cells}.values())


def _appended(above: ReadTable, below: ReadTable) -> ReadTable:
    lowered = tuple(cell.replace(row=cell.row + above.n_rows) for cell in below.cells)
    boxes = [box for box in (above.bbox, below.bbox) if box]
    return above.replace(bbox=union(boxes), cells=(*above.cells, *lowered))


def _pieces(cell: ReadCell, edges: Edges) -> list[ReadCell]:
    """The header cell at the body's columns; one that names several of them, in as many pieces."""
    first, last = covered_columns(cell.bbox, edges)
    whole = cell.replace(col=first, col_span=last - first + 1)
    if last == first or not cell.lines:
        return [whole]
    names = _names_by_column(cell.lines, edges, range(first, last + 1))
    if names is None:
        return [whole]
    return [
        cell.replace(col=col, col_span=1, bbox=_between(cell.bbox, edges[col]), lines=tuple(lines))
        for col, lines in names.items()
    ]


def covered_columns(box: Box | None, edges: Edges) -> tuple[int, int]:
    """First and last column of which `box` covers half, or else the one it covers most."""
    shares = [0.0 if box is None else _share(box, edge) for edge in edges]
    covered = [col for col, share in enumerate(shares) if share >= COVERED]
    if not covered:
        best = max(range(len(shares)), key=lambda col: shares[col])
        return best, best
    return covered[0], covered[-1]


def _share(box: Box, edge: tuple[float, float]) -> float:
    return (min(box.x1, edge[1]) - max(box.x0, edge[0])) / max(1.0, edge[1] - edge[0])


def _names_by_column(
    lines: Sequence[TextLine], edges: Edges, cols: range
) -> Mapping[int, list[TextLine]] | None:
    """The lines by the column each stands over, where every column has its own; a line of years parted."""
    found: dict[int, list[TextLine]] = {col: [] for col in cols}
    for line in lines:
        for piece in _parted(line, len(cols)):
            col = next((col for col in cols if _stands_in(piece, edges[col])), None)
            if col is None:
                return None
            found[col].append(piece)
    return found if all(found.values()) else None


def _stands_in(line: TextLine, edge: tuple[float, float]) -> bool:
    return line.bbox is not None and edge[0] <= line.bbox.centre[0] <= edge[1]


def _parted(line: TextLine, count: int) -> list[TextLine]:
    """`2013 2014 2015` over three columns as three names, each as wide as its share of the letters."""
    words = line.text.split()
    if len(words) != count or line.bbox is None or not _are_years(line.text):
        return [line]
    starts = [line.text.index(word) for word in words]
    size = line.bbox.width / max(1, len(line.text))
    return [
        TextLine(
            text=word,
            bbox=Box(
                line.bbox.x0 + at * size, line.bbox.y0, line.bbox.x0 + (at + len(word)) * size, line.bbox.y1
            ),
            confidence=line.confidence,
        )
        for at, word in zip(starts, words, strict=True)
    ]


def _between(box: Box | None, edge: tuple[float, float]) -> Box | None:
    return None if box is None else Box(edge[0], box.y0, edge[1], box.y1)


def claim(taken: dict[tuple[int, int], ReadCell], cell: ReadCell) -> None:
    """Give the cell its slots; where another has the first of them, its lines go to that one."""
    here = taken.get((cell.row, cell.col))
    if here is not None:
        if not raw_text(cell):
            return
        lines = tuple(sorted((*here.lines, *cell.lines), key=lambda line: line.bbox.y0 if line.bbox else 0.0))
        boxes = [box for box in (here.bbox, cell.bbox) if box]
        grown = here.replace(lines=lines, bbox=union(boxes) if boxes else None)
        for slot, owner in list(taken.items()):
            if owner == here:
                taken[slot] = grown
        return
    width = next((at for at in range(1, cell.col_span) if (cell.row, cell.col + at) in taken), cell.col_span)
    height = next(
        (
            at
            for at in range(1, cell.row_span)
            if any((cell.row + at, cell.col + over) in taken for over in range(width))
        ),
        cell.row_span,
    )
    own = cell.replace(col_span=width, row_span=height)
    for row in range(own.row, own.row + own.row_span):
        for col in range(own.col, own.col + own.col_span):
            taken[row, col] = own
