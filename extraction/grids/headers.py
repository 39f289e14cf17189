"""Which rows on top of a grid are its header, and the header path of each column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from extraction.grids.grid import Row, raw_text, rows_of, slots
from extraction.readings.shapes import is_figure, shape
from extraction.wording import is_numbering, likeness
from schemas.reading import ReadCell, ReadTable, Ruling

MOST_HEADER_ROWS: Final = 6
LONGEST_HEADER: Final = 70
SAME_HEADER: Final = 0.75
SHORTEST_GROUP: Final = 4
_AS_DIGITS: Final = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8"})
Slots = Mapping[tuple[int, int], ReadCell]


def count_header_rows(table: ReadTable) -> int:
    """How many rows on top name the columns (titles inside the table and numbering rows included)."""
    rows = rows_of(table)
    blank = next((index for index, row in enumerate(rows) if any(map(raw_text, row))), len(rows))
    count = _count_from_text(rows[blank:], table.n_cols)
    return blank + count if count else 0


def _count_from_text(rows: Sequence[Row], n_cols: int) -> int:
    first_figures = _first_row_of_figures(rows)
    count = 0
    for index in range(min(first_figures, len(rows), MOST_HEADER_ROWS)):
        if not _continues_header(rows, index, n_cols):
            break
        count = index + 1
    count = max(count, _count_over_figures(rows, first_figures))
    return count - 1 if count == len(rows) > 1 else count


def _count_over_figures(rows: Sequence[Row], first_figures: int) -> int:
    """Rows down to the last that has words over columns of figures, where a header's lines are rows apart."""
    below = [cell for row in rows[first_figures:] for cell in row if raw_text(cell)]
    figures = Counter(cell.col for cell in below if is_figure(raw_text(cell)))
    filled = Counter(cell.col for cell in below)
    numeric = {col for col, count in figures.items() if count > filled[col] / 2 and count > 1}
    top = rows[: min(first_figures, MOST_HEADER_ROWS + 1)]
    return max((at for at, row in enumerate(top, 1) if _names_figures(row, numeric)), default=0)


def _names_figures(row: Row, numeric: set[int]) -> bool:
    """Whether most of a row's texts stand over columns of figures, and there are several of them."""
    filled = [cell for cell in row if raw_text(cell)]
    if len(filled) < 2 or max(len(raw_text(cell)) for cell in filled) > LONGEST_HEADER:
        return False
    return sum(cell.col in numeric for cell in filled) > len(filled) / 2


def _first_row_of_figures(rows: Sequence[Row]) -> int:
    for index, row in enumerate(rows):
        if _has_figures(row) and not _is_row_of_dates(row, rows[index + 1] if index + 1 < len(rows) else ()):
            return index
    return len(rows)


def _has_figures(row: Row) -> bool:
    texts = [raw_text(cell) for cell in row]
    return not _is_numbered(texts) and any(is_figure(text) and not is_numbering(text) for text in texts)


def _is_row_of_dates(row: Row, below: Row) -> bool:
    """Columns named by dates or years over columns of numbers; a year among others may be misread."""
    dated = {cell.col for cell in row if shape(raw_text(cell)) in {"date", "year"}}
    if len(dated) > 1:
        dated |= {cell.col for cell in row if shape(raw_text(cell).translate(_AS_DIGITS)) == "year"}
    other = [cell for cell in row if cell.col not in dated and is_figure(raw_text(cell))]
    numbers = {cell.col for cell in below if shape(raw_text(cell)) in {"number", "percent"}}
    return len(dated) > 1 and not other and len(dated & numbers) > len(dated) / 2


def _is_numbered(texts: Sequence[str]) -> bool:
    """Whether the texts just count the columns: (1) (2) (3) or 1 2 3."""
    filled = [text for text in texts if text.strip()]
    if len(filled) < 3:
        return False
    if all(is_numbering(text) for text in filled):
        return True
    counts = [int(text) for text in filled if text.isdecimal() and len(text) <= 2]
    return len(counts) == len(filled) and all(b == a + 1 for a, b in pairwise(counts))


def _continues_header(rows: Sequence[Row], index: int, n_cols: int) -> bool:
    row, above = rows[index], [cell for earlier in rows[:index] for cell in earlier]
    filled = [cell for cell in row if raw_text(cell)]
    if index == 0:
        return bool(filled)
    if any(cell.row + cell.row_span > _row_number(row, index) and raw_text(cell) for cell in above):
        return True
    if all(_is_title(earlier, n_cols) for earlier in rows[:index]):
        return bool(filled)
    texts = [raw_text(cell) for cell in filled]
    if not filled or (_is_numbered(texts)):
        return bool(filled)
    if max(map(len, texts)) > LONGEST_HEADER:
        return False
    return _stands_under_span(rows[index - 1], filled, n_cols) or _fills_blanks(above, filled)


def _row_number(row: Row, index: int) -> int:
    return row[0].row if row else index


def _is_title(row: Row, n_cols: int) -> bool:
    """A single text over the whole width."""
    filled = [cell for cell in row if raw_text(cell)]
    return len(filled) == 1 and n_cols > 1 and (filled[0].col_span >= n_cols or len(row) == 1)


def _stands_under_span(above: Row, filled: Sequence[ReadCell], n_cols: int) -> bool:
    groups = [cell for cell in above if 1 < cell.col_span < n_cols and raw_text(cell)]
    under = {cell.col for cell in filled}
    return any(len(under & set(range(group.col, group.col + group.col_span))) > 1 for group in groups)


def _fills_blanks(above: Sequence[ReadCell], filled: Sequence[ReadCell]) -> bool:
    """Text under blank header slots, with the first columns blank as they are named already."""
    named = {col for cell in above if raw_text(cell) for col in range(cell.col, cell.col + cell.col_span)}
    here = {cell.col for cell in filled}
    return bool(here - named) and min(here) > min(named) and len(here) > 1


def header_paths(
    cells: Sequence[ReadCell], header_rows: int, n_cols: int, ruling: Ruling
) -> tuple[tuple[str, ...], ...]:
    """The header texts over each column, from the top; titles over the whole width are left out."""
    grid = slots(cells)
    return tuple(_path(grid, col, header_rows, n_cols, ruling) for col in range(n_cols))


def _path(grid: Slots, col: int, header_rows: int, n_cols: int, ruling: Ruling) -> tuple[str, ...]:
    path: list[str] = []
    last: ReadCell | None = None
    for row in range(header_rows):
        cell = grid.get((row, col))
        if not raw_text(cell) and ruling != "full":
            cell = _group_over(grid, row, col, header_rows)
        if cell is None or cell is last or not raw_text(cell) or _is_wide(cell, n_cols, header_rows):
            continue
        if path and is_numbering(raw_text(cell)):
            path[-1] += f" {raw_text(cell)}"
        else:
            path.append(raw_text(cell))
        last = cell
    return tuple(path)


def _is_wide(cell: ReadCell, n_cols: int, header_rows: int) -> bool:
    return n_cols > 1 and cell.col_span >= n_cols and header_rows > 1


def _group_over(grid: Slots, row: int, col: int, header_rows: int) -> ReadCell | None:
    """The group header to the left that a blank slot over a named column belongs to."""
    if not _named_below(grid, row, col, header_rows) or _named_above(grid, row, col):
        return None
    for left in range(col - 1, -1, -1):
        cell = grid.get((row, left))
        text = raw_text(cell)
        if text:
            names = (
                _named_below(grid, row, left, header_rows) and sum(map(str.isalpha, text)) >= SHORTEST_GROUP
            )
            return cell if names else None
    return None


def _named_below(grid: Slots, row: int, col: int, header_rows: int) -> bool:
    texts = (raw_text(grid.get((below, col))) for below in range(row + 1, header_rows))
    return any(text and not is_numbering(text) for text in texts)


def _named_above(grid: Slots, row: int, col: int) -> bool:
    """Whether the slot over this one names the column itself, so that a blank here is no group's."""
    above = grid.get((row - 1, col)) if row else None
    return bool(above and raw_text(above) and above.row + above.row_span > row)


def same_header(one: Sequence[str], other: Sequence[str]) -> float:
    """0..1: how alike two header texts are, slot by slot."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a or b]
    return sum(likeness(a, b) for a, b in pairs) / len(pairs) if pairs else 0.0
