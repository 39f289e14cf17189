"""A header that stands below a letterhead, where the finder took both for one table."""

from collections.abc import Callable, Sequence
from typing import Final

from extraction.grids.continuation import JoinedTable, headed_by
from extraction.grids.grid import Placed, raw_text
from extraction.grids.headers import LONGEST_HEADER
from extraction.readings.shapes import shape

DEEPEST: Final = 10
FEWEST_NAMES: Final = 3
LEAST_FIT: Final = 0.75

Fit = Callable[[JoinedTable], float]
"""0..1: how well a table fits the best of the forms."""


def below_letterhead(table: JoinedTable, cells: Sequence[Placed], fit: Fit) -> JoinedTable:
    """The table with the header that makes it fit a form; as it was, where no row below its header does.

    cells: those of the whole table. Only rows of its first page can be headers.
    """
    last = min(table.parts[0].grid.table.n_rows - 1, table.header_rows + DEEPEST)
    candidates = [
        _headed(table, cells, row) for row in range(table.header_rows, last) if _names_columns(cells, row)
    ]
    fits = [fit(candidate) for candidate in candidates]
    best = max(range(len(fits)), key=lambda at: fits[at], default=None)
    return candidates[best] if best is not None and fits[best] >= LEAST_FIT else table


def best_headed(table: JoinedTable, fit: Fit) -> JoinedTable:
    """The table with the columns and header of the page on which they fit a form best, first pages first.

    One page's header may be cut into cells or read into lines better than that of another.
    """
    others = (headed_by(table, index) for index in range(1, len(table.parts)))
    candidates = [table, *(other for other in others if other != table)]
    return max(candidates, key=fit) if len(candidates) > 1 else table


def _names_columns(cells: Sequence[Placed], row: int) -> bool:
    texts = [raw_text(placed.cell) for placed in cells if placed.cell.row == row]
    names = [text for text in texts if shape(text) == "text" and len(text) <= LONGEST_HEADER]
    return len(names) >= FEWEST_NAMES and 2 * len(names) > len([text for text in texts if text])


def _headed(table: JoinedTable, cells: Sequence[Placed], row: int) -> JoinedTable:
    """With row `row` as the last and only telling one of the header."""
    names = {placed.cell.col: raw_text(placed.cell) for placed in cells if placed.cell.row == row}
    paths = tuple((name,) if (name := names.get(col, "")) else () for col in range(table.n_cols))
    return table.replace(header_rows=row + 1, paths=paths)
