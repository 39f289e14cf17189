"""A page's table as a grid of slots, and its printed text before any repair."""

from collections.abc import Sequence

from schemas.base import Frozen
from schemas.reading import ReadCell, ReadTable, Ruling

Row = tuple[ReadCell, ...]


class PageGrid(Frozen):
    """One grid on one page: its place in reading order, and how many of its top rows are header.

    width: of the page in pixels, 0 in a text dump.
    """

    page: int
    order: int
    table: ReadTable
    header_rows: int = 0
    width: int = 0

    @property
    def ruling(self) -> Ruling:
        return self.table.ruling


def raw_text(cell: ReadCell | None) -> str:
    """A cell's lines joined by blanks."""
    return " ".join(" ".join(line.text for line in cell.lines).split()) if cell else ""


def slots(cells: Sequence[ReadCell]) -> dict[tuple[int, int], ReadCell]:
    """The cell that fills each (row, column)."""
    return {
        (row, col): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }


def rows_of(table: ReadTable) -> tuple[Row, ...]:
    """Cells by the row they start in, left to right."""
    rows: list[list[ReadCell]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        rows[cell.row].append(cell)
    return tuple(tuple(row) for row in rows)


class Placed(Frozen):
    """A cell at its place in the logical table, and the page it stands on."""

    cell: ReadCell
    page: int
