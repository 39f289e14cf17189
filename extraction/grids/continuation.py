"""Tables over several pages put back into one: by header, columns and words of continuation."""

import re
from collections.abc import Sequence
from typing import Final

from extraction.grids.column_fit import fit_columns, refitted
from extraction.grids.grid import PageGrid, raw_text, rows_of
from extraction.grids.repeated_header import (
    Paths,
    comes_from,
    grid_paths,
    leading_blanks,
    names_nothing,
    prints_again,
    rows_printed_again,
)
from extraction.readings.shapes import Shape, shape
from extraction.wording import plain, says_any
from schemas.base import Frozen
from schemas.geometry import Box
from schemas.reading import ReadCell

SAME_EDGE: Final = 0.025
SAME_PLACES: Final = 0.8
LIKE_PLACES: Final = 0.6
FEWEST_PLACED: Final = 4
FEWEST_BETWEEN: Final = 3
SAME_SHAPES: Final = 0.6
GOES_ON: Final = ("van", "pasa a la pagina", "pasa a la siguiente", "continua", "a la vuelta")
CLOSES: Final = ("total", "gran total", "suma total")
PARTIAL: Final = ("parcial", "pagina", "hoja", "grupo")
_GROUP_CODE: Final = re.compile(r"[1-9]\d{4}")


class Part(Frozen):
    """The share of a logical table that stands on one page: its grid and how many rows lie before it.

    grid: in the table's columns. read: as it was found, with columns of its own.
    repeated: how many of its top rows print the header again. shift: what to add to its column numbers.
    """

    grid: PageGrid
    read: PageGrid
    first_row: int
    repeated: int = 0
    shift: int = 0

    def place(self, col: int) -> int:
        """The table's column in which column `col` of this part stands; one that is gone is negative."""
        return col + self.shift

    @property
    def n_cols(self) -> int:
        return self.grid.table.n_cols + self.shift


class JoinedTable(Frozen):
    """One table over its pages. Header rows are those of the first part, as are the paths at first."""

    parts: tuple[Part, ...]
    header_rows: int
    paths: Paths

    @property
    def n_rows(self) -> int:
        last = self.parts[-1]
        return last.first_row + last.grid.table.n_rows

    @property
    def n_cols(self) -> int:
        return max(part.n_cols for part in self.parts)

    def shapes(self) -> tuple[frozenset[Shape], ...]:
        """The shapes that each column's body texts take."""
        seen: list[set[Shape]] = [set() for _ in range(self.n_cols)]
        for part in self.parts:
            for cell in _body(part.grid, part.repeated or self.header_rows):
                if 0 <= part.place(cell.col) < self.n_cols:
                    seen[part.place(cell.col)].add(shape(raw_text(cell)))
        return tuple(frozenset(found - {"blank"}) for found in seen)


def join_tables(grids: Sequence[PageGrid]) -> tuple[JoinedTable, ...]:
    """Every table of the document in order of where it begins, with its later parts joined to it."""
    joined: list[JoinedTable] = []
    for grid in grids:
        scores = [_goes_on(table, grid, grids) for table in joined]
        best = max(range(len(scores)), key=lambda index: (scores[index], index), default=None)
        if best is not None and scores[best] > 0:
            joined[best] = _extended(joined[best], grid)
        else:
            joined.append(_begun(grid))
    return tuple(joined)


def headed_by(table: JoinedTable, index: int) -> JoinedTable:
    """The table in the columns of its part `index` and with the header printed there, if the others fit.

    A part that lost columns is no measure for those that have them.
    """
    chosen = table.parts[index]
    if chosen.read.table.n_cols < max(part.read.table.n_cols for part in table.parts):
        return table
    grids = [_fitted(chosen.read, part.read) for part in table.parts]
    odd = any(grid.table.n_cols != chosen.read.table.n_cols for grid in grids)
    if not 0 < chosen.repeated == chosen.read.header_rows or odd or any(part.shift for part in table.parts):
        return table
    parts = tuple(part.replace(grid=grid) for part, grid in zip(table.parts, grids, strict=True))
    return table.replace(parts=parts, paths=grid_paths(chosen.read))


def _begun(grid: PageGrid) -> JoinedTable:
    return JoinedTable(
        parts=(Part(grid=grid, read=grid, first_row=0),),
        header_rows=grid.header_rows,
        paths=grid_paths(grid),
    )


def _extended(table: JoinedTable, grid: PageGrid) -> JoinedTable:
    first = table.parts[0].grid
    repeats = prints_again(table.paths, first, grid)
    fitted = _fitted(first, grid)
    shift = 0
    if repeats and fitted is grid:
        shift = leading_blanks(table.paths) - leading_blanks(grid_paths(grid))
    part = Part(
        grid=fitted, read=grid, first_row=table.n_rows, repeated=_repeated(table, grid, repeats), shift=shift
    )
    blank: Paths = ((),) * max(0, part.n_cols - len(table.paths))
    return table.replace(parts=(*table.parts, part), paths=table.paths + blank)


def _repeated(table: JoinedTable, grid: PageGrid, repeats: bool) -> int:
    """How many rows on top of the grid say again what the columns are, or head the page."""
    if repeats:
        return grid.header_rows
    again = rows_printed_again(table.parts[0].read, grid)
    return again or (0 if names_nothing(grid) else grid.header_rows)


def _fitted(first: PageGrid, grid: PageGrid) -> PageGrid:
    """The grid in the columns of the first, where it has more or fewer and they stand in the same places."""
    if grid.table.n_cols == first.table.n_cols:
        return grid
    fit = fit_columns(first.table, grid.table, (first.width, grid.width))
    return grid.replace(table=refitted(grid.table, fit.edges)) if fit.share >= LIKE_PLACES else grid


def _goes_on(table: JoinedTable, grid: PageGrid, grids: Sequence[PageGrid]) -> float:
    """How well `grid` continues `table`: 0 not at all."""
    last = table.parts[-1].read
    if not _follows(last, grid) or _is_closed(table):
        return 0.0
    share = fit_columns(last.table, grid.table, (last.width, grid.width)).share
    few = min(last.table.n_cols, grid.table.n_cols) < FEWEST_PLACED
    same = _same_columns(last, grid)
    if prints_again(table.paths, table.parts[0].grid, grid):
        return 2.0 if same or (share >= LIKE_PLACES and not few) else 0.0
    next_to = _is_next(last, grid, grids)
    if not same and (few or share < SAME_PLACES or not next_to):
        return 0.0
    if next_to and rows_printed_again(table.parts[0].read, grid):
        return 2.0
    if grid.header_rows and not (next_to and (names_nothing(grid) or comes_from(grid))):
        return 0.0
    return 1.0 if grid.page > last.page and _goes_on_bare(table, grid) else 0.0


def _follows(last: PageGrid, grid: PageGrid) -> bool:
    """Whether `grid` stands on the next page, or in a text dump on the same."""
    return grid.page - last.page == 1 or (grid.page == last.page and grid.table.bbox is None)


def _is_next(last: PageGrid, grid: PageGrid, grids: Sequence[PageGrid]) -> bool:
    """Whether no other table stands between, neither below the one nor above the other.

    Labels with their values, in two columns, do not stand between.
    """
    if last.table.bbox is None or grid.table.bbox is None:
        return False
    wide = [(other.page, other.table.bbox) for other in grids if other.table.n_cols >= FEWEST_BETWEEN]
    below = (page == last.page and _is_below(last.table.bbox, box) for page, box in wide if box)
    above = (page == grid.page and _is_below(box, grid.table.bbox) for page, box in wide if box)
    return not any((*below, *above))


def _is_below(box: Box, other: Box) -> bool:
    shared = min(box.x1, other.x1) - max(box.x0, other.x0)
    return shared > 0 and other.y0 > box.centre[1] and other.y1 > box.y1


def _goes_on_bare(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether a grid without a header goes on: it says so, or its columns hold the same."""
    placed = bool(table.header_rows) or grid.table.bbox is not None
    return comes_from(grid) or (placed and _same_shapes(table, _fitted(table.parts[0].grid, grid)))


def _same_columns(last: PageGrid, grid: PageGrid) -> bool:
    if last.table.bbox and grid.table.bbox:
        edges = _edges(last.table.bbox, last.width or 1), _edges(grid.table.bbox, grid.width or 1)
        if max(abs(a - b) for a, b in zip(*edges, strict=True)) > 4 * SAME_EDGE:
            return False
    return abs(_used_columns(last) - _used_columns(grid)) <= (1 if grid.header_rows else 0)


def _edges(box: Box, width: int) -> tuple[float, float]:
    return box.x0 / width, box.x1 / width


def _used_columns(grid: PageGrid) -> int:
    """Columns from the first to the last with text in them."""
    used = [cell.col for cell in _body(grid, grid.header_rows) if raw_text(cell)]
    leaf = [cell.col for cell in grid.table.cells if cell.row == grid.header_rows - 1 and raw_text(cell)]
    columns = used + leaf
    if grid.table.bbox is not None:
        return grid.table.n_cols
    return max(columns) - min(columns) + 1 if columns else 0


def _is_closed(table: JoinedTable) -> bool:
    """Whether the table ended with its own total, and neither a group's nor one carried over."""
    rows = [row for part in table.parts for row in rows_of(part.grid.table)[part.repeated or 0 :]]
    words = [[cell for cell in row if shape(raw_text(cell)) == "text"] for row in rows]
    if any(says_any(_joined(row), GOES_ON) for row in words[-2:]):
        return False
    last = _joined(words[-1]) if words else ""
    if not _closes(last) or len([cell for cell in rows[-1] if raw_text(cell)]) == len(words[-1]):
        return False
    label = words[-1][0]
    others = [raw_text(cell) for row in rows[:-1] for cell in row if _shares_columns(cell, label)]
    return not any((_closes(text) and label.col > 1) or _GROUP_CODE.fullmatch(text) for text in others)


def _shares_columns(cell: ReadCell, other: ReadCell) -> bool:
    return cell.col < other.col + other.col_span and other.col < cell.col + cell.col_span


def _joined(cells: Sequence[ReadCell]) -> str:
    return " ".join(raw_text(cell) for cell in cells)


def _closes(text: str) -> bool:
    run = plain(text).replace(" ", "")
    return any(run.startswith(word.replace(" ", "")) for word in CLOSES) and not any(
        word in run for word in PARTIAL
    )


def _same_shapes(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether the columns hold the same sorts of text."""
    known, here = (
        table.shapes(),
        JoinedTable(parts=(Part(grid=grid, read=grid, first_row=0),), header_rows=0, paths=()).shapes(),
    )
    pairs = [(a, b) for a, b in zip(known, here, strict=False) if a and b]
    return bool(pairs) and sum(bool(a & b) for a, b in pairs) >= SAME_SHAPES * len(pairs)


def _body(grid: PageGrid, header_rows: int) -> tuple[ReadCell, ...]:
    return tuple(cell for cell in grid.table.cells if cell.row >= header_rows)
