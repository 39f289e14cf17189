"""Tables over several pages put back into one: by header, columns and words of continuation."""

import re
from collections.abc import Sequence
from typing import Final

from extraction.grid import PageGrid, raw_text, rows_of
from extraction.headers import header_paths, same_header
from extraction.shapes import Shape, shape
from extraction.stacked_grids import column_edges
from extraction.wording import likeness, plain, says_any
from schemas.base import Frozen
from schemas.geometry import Box
from schemas.reading import PageReading, ReadCell, ReadTable

SAME_HEADER: Final = 0.75
SAME_EDGE: Final = 0.025
SAME_WORDS: Final = 0.75
FEWEST_WORDS: Final = 8
SAME_SHAPES: Final = 0.6
GOES_ON: Final = ("van", "pasa a la pagina", "pasa a la siguiente", "continua", "a la vuelta")
COMES_FROM: Final = ("vienen", "viene de la pagina", "continuacion", "de la vuelta")
CLOSES: Final = ("total", "gran total", "suma total")
PARTIAL: Final = ("parcial", "pagina", "hoja", "grupo")
_GROUP_CODE: Final = re.compile(r"[1-9]\d{4}")


class Part(Frozen):
    """The share of a logical table that stands on one page: its grid and how many rows lie before it.

    repeated: how many of its top rows print the header again. shift: what to add to its column numbers.
    places: the table's column for each of its own, where they are not as many.
    """

    grid: PageGrid
    first_row: int
    repeated: int = 0
    shift: int = 0
    places: tuple[int, ...] = ()

    def place(self, col: int) -> int:
        """The table's column in which column `col` of this part stands; one that is gone is negative."""
        return self.places[col] if self.places else col + self.shift

    @property
    def n_cols(self) -> int:
        return max(self.places) + 1 if self.places else self.grid.table.n_cols + self.shift


class JoinedTable(Frozen):
    """One table over its pages. Header rows and paths are those of the first part."""

    parts: tuple[Part, ...]
    header_rows: int
    paths: tuple[tuple[str, ...], ...]

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


def join_tables(grids: Sequence[PageGrid], pages: Sequence[PageReading]) -> tuple[JoinedTable, ...]:
    """Every table of the document in order of where it begins, with its later parts joined to it."""
    size = {page.page_no: (page.width, page.height) for page in pages}
    joined: list[JoinedTable] = []
    for grid in grids:
        scores = [_goes_on(table, grid, size) for table in joined]
        best = max(range(len(scores)), key=lambda index: (scores[index], index), default=None)
        if best is not None and scores[best] > 0:
            joined[best] = _extended(joined[best], grid)
        else:
            joined.append(_begun(grid))
    return tuple(joined)


def _begun(grid: PageGrid) -> JoinedTable:
    return JoinedTable(
        parts=(Part(grid=grid, first_row=0),), header_rows=grid.header_rows, paths=_paths(grid)
    )


def _extended(table: JoinedTable, grid: PageGrid) -> JoinedTable:
    repeats = _repeats(table, grid)
    shift = _leading_blanks(table.paths) - _leading_blanks(_paths(grid)) if repeats else 0
    part = Part(
        grid=grid,
        first_row=table.n_rows,
        repeated=grid.header_rows if repeats else 0,
        shift=shift,
        places=column_places(table.parts[0].grid.table, grid.table) if repeats else (),
    )
    blank: tuple[tuple[str, ...], ...] = ((),) * max(0, part.n_cols - len(table.paths))
    return table.replace(parts=(*table.parts, part), paths=table.paths + blank)


def column_places(first: ReadTable, other: ReadTable) -> tuple[int, ...]:
    """The column of `first` over which each of `other` stands, where they have not as many; else nothing."""
    if first.n_cols == other.n_cols or first.bbox is None or other.bbox is None:
        return ()
    known = [_relative(edges, first.bbox) for edges in column_edges(first)]
    places = []
    for left, right in (_relative(edges, other.bbox) for edges in column_edges(other)):
        shared = [min(right, b) - max(left, a) for a, b in known]
        places.append(shared.index(max(shared)))
    return tuple(places) if len(set(places)) == len(places) else ()


def _relative(edges: tuple[float, float], box: Box) -> tuple[float, float]:
    return (edges[0] - box.x0) / max(1.0, box.width), (edges[1] - box.x0) / max(1.0, box.width)


def _paths(grid: PageGrid) -> tuple[tuple[str, ...], ...]:
    return header_paths(grid.table.cells, grid.header_rows, grid.table.n_cols, grid.ruling)


def _goes_on(table: JoinedTable, grid: PageGrid, size: dict[int, tuple[int, int]]) -> float:
    """How well `grid` continues `table`: 0 not at all."""
    if not _follows(table, grid) or _is_closed(table) or not _same_columns(table, grid, size):
        return 0.0
    if grid.header_rows:
        return 2.0 if _repeats(table, grid) else 0.0
    return 1.0 if grid.page > table.parts[-1].grid.page and _goes_on_bare(table, grid) else 0.0


def _follows(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether `grid` stands on the next page, or in a text dump on the same."""
    last = table.parts[-1].grid
    return grid.page - last.page == 1 or (grid.page == last.page and grid.table.bbox is None)


def _goes_on_bare(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether a grid without a header goes on: it says so, or its columns hold the same."""
    placed = bool(table.header_rows) or grid.table.bbox is not None
    return _comes_from(grid) or (placed and _same_shapes(table, grid))


def _repeats(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether the grid's header rows print the table's header again."""
    if not grid.header_rows or not table.header_rows:
        return False
    leaves, known = (
        [plain(path[-1]) if path else "" for path in paths] for paths in (_paths(grid), table.paths)
    )
    if same_header(leaves[_leading_blanks(leaves) :], known[_leading_blanks(known) :]) >= SAME_HEADER:
        return True
    return _says_the_same(table.parts[0].grid, grid)


def _says_the_same(first: PageGrid, grid: PageGrid) -> bool:
    """Whether both headers print the same words, though in cells cut otherwise."""
    one, other = (
        " ".join(raw_text(cell) for cell in part.table.cells if cell.row < part.header_rows)
        for part in (first, grid)
    )
    many = min(len(plain(one).split()), len(plain(other).split())) >= FEWEST_WORDS
    return many and first.table.bbox is not None and likeness(one, other) >= SAME_WORDS


def _leading_blanks(paths: Sequence[object]) -> int:
    return next((index for index, path in enumerate(paths) if path), 0)


def _same_columns(table: JoinedTable, grid: PageGrid, size: dict[int, tuple[int, int]]) -> bool:
    last = table.parts[-1].grid
    if last.table.bbox and grid.table.bbox:
        widths = size.get(last.page, (0, 0))[0] or 1, size.get(grid.page, (0, 0))[0] or 1
        edges = _edges(last.table.bbox, widths[0]), _edges(grid.table.bbox, widths[1])
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
    col = words[-1][0].col
    others = [raw_text(cell) for row in rows[:-1] for cell in row if cell.col == col]
    return not any((_closes(text) and col > 1) or _GROUP_CODE.fullmatch(text) for text in others)


def _joined(cells: Sequence[ReadCell]) -> str:
    return " ".join(raw_text(cell) for cell in cells)


def _closes(text: str) -> bool:
    run = plain(text).replace(" ", "")
    return any(run.startswith(word.replace(" ", "")) for word in CLOSES) and not any(
        word in run for word in PARTIAL
    )


def _comes_from(grid: PageGrid) -> bool:
    rows = rows_of(grid.table)
    return bool(rows) and says_any(" ".join(raw_text(cell) for cell in rows[0]), COMES_FROM)


def _same_shapes(table: JoinedTable, grid: PageGrid) -> bool:
    """Whether the columns hold the same sorts of text."""
    known, here = (
        table.shapes(),
        JoinedTable(parts=(Part(grid=grid, first_row=0),), header_rows=0, paths=()).shapes(),
    )
    pairs = [(a, b) for a, b in zip(known, here, strict=False) if a and b]
    return bool(pairs) and sum(bool(a & b) for a, b in pairs) >= SAME_SHAPES * len(pairs)


def _body(grid: PageGrid, header_rows: int) -> tuple[ReadCell, ...]:
    return tuple(cell for cell in grid.table.cells if cell.row >= header_rows)
