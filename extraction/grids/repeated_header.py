"""Whether the top of a grid prints the header of the table before it again, or no header at all."""

import re
from collections.abc import Sequence
from typing import Final

from extraction.grids.grid import PageGrid, Row, raw_text, rows_of
from extraction.grids.headers import header_paths, same_header
from extraction.readings.shapes import is_figure
from extraction.wording import likeness, plain, says_any
from schemas.reading import ReadCell

SAME_HEADER: Final = 0.75
SAME_WORDS: Final = 0.75
FEWEST_WORDS: Final = 8
FEWEST_NAMES: Final = 3
SAME_ROW: Final = 0.8
DEEPEST: Final = 10
WIDE: Final = 0.5
COMES_FROM: Final = ("vienen", "viene de la pagina", "continuacion", "de la vuelta", "transporte")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Paths = tuple[tuple[str, ...], ...]


def grid_paths(grid: PageGrid) -> Paths:
    """The header texts over each of the grid's columns."""
    return header_paths(grid.table.cells, grid.header_rows, grid.table.n_cols, grid.ruling)


def leading_blanks(paths: Sequence[object]) -> int:
    """How many columns on the left have no header."""
    return next((index for index, path in enumerate(paths) if path), 0)


def prints_again(known: Paths, first: PageGrid, grid: PageGrid) -> bool:
    """Whether the grid's header rows print the header `known` again, or the words that `first` has there."""
    if not grid.header_rows or not first.header_rows or _names_other_years(first, grid):
        return False
    leaves, before = (
        [plain(path[-1]) if path else "" for path in paths] for paths in (grid_paths(grid), known)
    )
    if same_header(leaves[leading_blanks(leaves) :], before[leading_blanks(before) :]) >= SAME_HEADER:
        return True
    return _says_the_same(first, grid)


def _names_other_years(first: PageGrid, grid: PageGrid) -> bool:
    """Whether the grid's header names years that the other's does not: a table of its own, however alike."""
    known, here = (set(_YEAR.findall(_header_text(part))) for part in (first, grid))
    return bool(known) and bool(here - known)


def _header_text(grid: PageGrid) -> str:
    return " ".join(raw_text(cell) for cell in grid.table.cells if cell.row < grid.header_rows)


def _says_the_same(first: PageGrid, grid: PageGrid) -> bool:
    """Whether both headers print the same words, though in cells cut otherwise."""
    one, other = _header_text(first), _header_text(grid)
    many = min(len(plain(one).split()), len(plain(other).split())) >= FEWEST_WORDS
    return many and first.table.bbox is not None and likeness(one, other) >= SAME_WORDS


def rows_printed_again(first: PageGrid, grid: PageGrid) -> int:
    """How many rows on top of `grid` reach down to the last that names columns as one on top of `first` does.

    A letterhead that was read as part of both grids stands over such rows.
    """
    if _names_other_years(first, grid):
        return 0
    known = [text for row in rows_of(first.table)[:DEEPEST] if (text := _names(row))]
    tops = rows_of(grid.table)[: min(DEEPEST, grid.table.n_rows - 1)]
    again = (
        at
        for at, row in enumerate(tops, 1)
        if (text := _names(row)) and any(likeness(text, other) >= SAME_ROW for other in known)
    )
    return max(again, default=0)


def _names(row: Row) -> str:
    """The row's texts as one, if they can name columns."""
    texts = [text for cell in row if (text := raw_text(cell))]
    fits = len(texts) >= FEWEST_NAMES and not any(is_figure(text) for text in texts)
    return " ".join(texts) if fits else ""


def names_nothing(grid: PageGrid) -> bool:
    """Whether the rows taken for a header name no column: each is one text over much of the width."""
    return all(_is_section(row, grid.table.n_cols) for row in rows_of(grid.table)[: grid.header_rows])


def _is_section(row: Sequence[ReadCell], n_cols: int) -> bool:
    filled = [cell for cell in row if raw_text(cell)]
    return len(filled) == 1 and filled[0].col_span >= max(2.0, WIDE * n_cols)


def comes_from(grid: PageGrid) -> bool:
    """Whether the first row below the header, or the first of all, brings forward what stood before."""
    rows = rows_of(grid.table)
    first = [row for row in (*rows[:1], *rows[grid.header_rows : grid.header_rows + 1])]
    return any(says_any(" ".join(raw_text(cell) for cell in row), COMES_FROM) for row in first)
