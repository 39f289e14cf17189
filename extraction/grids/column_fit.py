"""Columns of two pages matched by where they stand, and a grid read anew in the columns of another."""

from collections.abc import Mapping, Sequence
from typing import Final

from extraction.grids.grid import raw_text
from extraction.grids.stacked_grids import Edges, claim, column_edges, covered_columns, first_of_each
from schemas.base import Frozen
from schemas.geometry import Box
from schemas.reading import ReadCell, ReadTable, TextLine

SAME_PLACE: Final = 0.6


class ColumnFit(Frozen):
    """How well the columns of one table stand over those of another.

    share: 0..1, of the columns of the one that has fewer, those with a column of the other in their place.
    edges: left and right edge of each of the first table's columns, in pixels of the other's page.
    """

    share: float = 0.0
    edges: Edges = ()


def fit_columns(first: ReadTable, other: ReadTable, widths: tuple[float, float]) -> ColumnFit:
    """The better of two fits: by the place on the page, and by the place within the table.

    widths: of the two pages in pixels. A page scanned askew moves and stretches a table; one that lost its
    outermost column only stays where it is on the page.
    """
    if first.bbox is None or other.bbox is None or min(widths) <= 0:
        return ColumnFit()
    known, here = column_edges(first), column_edges(other)
    on_page = _moved(known, widths[1] / widths[0], 0.0, 0.0)
    within = _moved(known, other.bbox.width / max(1.0, first.bbox.width), first.bbox.x0, other.bbox.x0)
    return max((_fit(edges, here) for edges in (on_page, within)), key=lambda fit: fit.share)


def _moved(edges: Edges, scale: float, start: float, new_start: float) -> Edges:
    return tuple(
        (new_start + (left - start) * scale, new_start + (right - start) * scale) for left, right in edges
    )


def _fit(known: Edges, here: Edges) -> ColumnFit:
    fewer, more = sorted((known, here), key=len)
    placed = sum(max(_likeness(edge, other) for other in more) >= SAME_PLACE for edge in fewer)
    return ColumnFit(share=placed / len(fewer), edges=tuple(_own_edge(edge, here) for edge in known))


def _own_edge(edge: tuple[float, float], here: Edges) -> tuple[float, float]:
    """The column that stands in this place, as its own page shows it."""
    own = max(here, key=lambda other: _likeness(edge, other))
    return own if _likeness(edge, own) >= SAME_PLACE else edge


def _likeness(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Intersection over union of two stretches."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, shared) / max(1e-9, max(one[1], other[1]) - min(one[0], other[0]))


def refitted(table: ReadTable, edges: Edges) -> ReadTable:
    """The table with columns at `edges`: lines go to the column they stand in, cells that meet are one."""
    taken: dict[tuple[int, int], ReadCell] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        for piece in _pieces(cell, edges):
            claim(taken, piece)
    return table.replace(cells=first_of_each(taken.values()))


def _pieces(cell: ReadCell, edges: Edges) -> list[ReadCell]:
    """The cell at the new columns; a cell of one column that holds several, parted by its lines' places."""
    first, last = covered_columns(cell.bbox, edges)
    whole = cell.replace(col=first, col_span=last - first + 1)
    if first == last or cell.col_span > 1 or not raw_text(cell):
        return [whole]
    found = _lines_by_column(cell.lines, edges, range(first, last + 1))
    return [
        cell.replace(
            col=col, col_span=1, bbox=_within(cell.bbox, edges[col]), lines=tuple(found.get(col, ()))
        )
        for col in range(first, last + 1)
    ]


def _lines_by_column(lines: Sequence[TextLine], edges: Edges, cols: range) -> Mapping[int, list[TextLine]]:
    found: dict[int, list[TextLine]] = {}
    for line in lines:
        found.setdefault(_column_of(line, edges, cols), []).append(line)
    return found


def _column_of(line: TextLine, edges: Edges, cols: range) -> int:
    """The column that most of the line stands in."""
    box = line.bbox
    if box is None:
        return cols[0]
    return max(cols, key=lambda col: min(box.x1, edges[col][1]) - max(box.x0, edges[col][0]))


def _within(box: Box | None, edge: tuple[float, float]) -> Box | None:
    return None if box is None else Box(edge[0], box.y0, edge[1], box.y1)
