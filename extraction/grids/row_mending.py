"""Rows of a grid as they are printed: parts of one row put together, rows read as one set apart.

Without rules between them, wrapped text makes a reader see rows where there are none, and rows close together
look like one. What is printed tells: a date that only the next row ends, figures on one baseline.
"""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from extraction.grids.grid import Row, raw_text, rows_of
from extraction.grids.idle_columns import drop_idle_columns
from extraction.grids.row_parting import part_rows
from extraction.grids.run_together import part_columns
from extraction.readings.broken_dates import broken_date
from extraction.readings.broken_fractions import join_broken_fractions
from extraction.readings.cell_text import Lines, visual_lines
from extraction.readings.dust import without_dust
from extraction.readings.shapes import decimals_of, is_figure, shape
from schemas.geometry import Box, union
from schemas.reading import ReadCell, ReadTable

LONG_FRACTION: Final = 5
CLOSE: Final = 0.9
FEWEST_ROWS: Final = 3
TELLING: Final = 0.7


def mend_rows(table: ReadTable, header_rows: int) -> ReadTable:
    """The table with its body rows as printed; a text dump stays as it is."""
    if table.bbox is None:
        return table
    clean = part_columns(drop_idle_columns(without_dust(table), header_rows), header_rows)
    parted = part_merged_values(part_rows(clean, header_rows), header_rows)
    mended = join_broken_fractions(parted, header_rows)
    return mended if mended.ruling == "full" else join_fragments(mended, header_rows)


def join_fragments(table: ReadTable, header_rows: int) -> ReadTable:
    """Rows that only go on with what the row above began, or begin what the row below goes on with."""
    rows = rows_of(table)
    spanned = {row for cell in table.cells for row in range(cell.row, cell.row + cell.row_span - 1)}
    groups: list[list[int]] = []
    whole: Row = ()
    for index, row in enumerate(rows):
        free = index > header_rows and index - 1 not in spanned
        if free and is_fragment(whole, row):
            whole = _with_lines(whole, row)
            groups[-1].append(index)
        elif free and len(groups[-1]) == 1 and is_beginning(whole, row):
            whole = _with_lines(whole, row, first=True)
            groups[-1].append(index)
        else:
            whole = row
            groups.append([index])
    return table if len(groups) == len(rows) else _regrouped(table, rows, groups)


def _regrouped(table: ReadTable, rows: Sequence[Row], groups: Sequence[Sequence[int]]) -> ReadTable:
    """One row for each group of rows, their lines from top to bottom."""
    place = {index: at for at, group in enumerate(groups) for index in group}
    cells: dict[tuple[int, int], ReadCell] = {}
    for at, group in enumerate(groups):
        for cell in sorted((cell for index in group for cell in rows[index]), key=_fills):
            rows_over = {place[row] for row in range(cell.row, cell.row + cell.row_span)}
            known = cells.get((at, cell.col))
            if known is not None:
                cells[at, cell.col] = _grown(known, cell)
            elif not _is_taken(cells, at, cell):
                cells[at, cell.col] = cell.replace(row=at, row_span=len(rows_over))
    return table.replace(cells=tuple(cells.values()))


def _fills(cell: ReadCell) -> tuple[bool, int, int, int]:
    """Order in which cells take a row: those of one column first, so that the grid keeps its columns."""
    return not raw_text(cell), cell.col_span, cell.row, cell.col


def _is_taken(cells: Mapping[tuple[int, int], ReadCell], row: int, cell: ReadCell) -> bool:
    return any(
        other.row == row and other.col < cell.col + cell.col_span and cell.col < other.col + other.col_span
        for other in cells.values()
    )


def is_fragment(above: Row, row: Row) -> bool:
    """Whether `row` holds only ends of what stands in `above`, at least one of them beyond doubt."""
    filled = [cell for cell in row if raw_text(cell)]
    over = {cell.col: cell for cell in above if raw_text(cell)}
    if not filled or len(filled) >= len(over) or any(cell.col not in over for cell in filled):
        return False
    pairs = [(over[cell.col], cell) for cell in filled]
    return all(_may_go_on(a, b) for a, b in pairs) and any(_surely_goes_on(a, b) for a, b in pairs)


def is_beginning(row: Row, below: Row) -> bool:
    """Whether `row` holds only first words of texts that go on in small letters in the fuller row below."""
    filled = [cell for cell in row if raw_text(cell)]
    under = {cell.col: cell for cell in below if raw_text(cell)}
    if not filled or len(filled) >= len(under) or any(cell.col not in under for cell in filled):
        return False
    pairs = [(cell, under[cell.col]) for cell in filled]
    texts = all(shape(raw_text(a)) == "text" == shape(raw_text(b)) for a, b in pairs)
    return texts and all(raw_text(b)[:1].islower() and _near(a, b) for a, b in pairs)


def _may_go_on(above: ReadCell, below: ReadCell) -> bool:
    if _completes(above, below):
        return True
    return shape(raw_text(above)) == "text" and shape(raw_text(below)) == "text" and _near(above, below)


def _surely_goes_on(above: ReadCell, below: ReadCell) -> bool:
    text = raw_text(below)
    return _completes(above, below) or (text[:1].islower() and raw_text(above)[-1:] not in ".;:")


def _completes(above: ReadCell, below: ReadCell) -> bool:
    """Whether two parts make a date, or a long fraction goes on with digits alone."""
    first, rest = raw_text(above), raw_text(below)
    if broken_date([*(line.text for line in above.lines), *(line.text for line in below.lines)]):
        return shape(first) != "date" and shape(rest) != "date"
    return decimals_of(first) >= LONG_FRACTION and rest.isdigit() and is_figure(first)


def _near(above: ReadCell, below: ReadCell) -> bool:
    """Whether the lines stand as close as those of one paragraph."""
    last, first = above.lines[-1].bbox, below.lines[0].bbox
    if last is None or first is None:
        return False
    return first.y0 - last.y1 <= CLOSE * min(last.height, first.height)


def _with_lines(row: Row, rest: Row, first: bool = False) -> Row:
    """The fuller of both rows with the lines of the other; `first` where the other stands above."""
    base, more = (rest, row) if first else (row, rest)
    added = {cell.col: cell for cell in more if raw_text(cell)}
    return tuple(_grown(cell, added.get(cell.col), first) for cell in base)


def _grown(cell: ReadCell, rest: ReadCell | None, before: bool = False) -> ReadCell:
    if rest is None:
        return cell
    boxes = [box for box in (cell.bbox, rest.bbox) if box]
    lines = (*rest.lines, *cell.lines) if before else (*cell.lines, *rest.lines)
    return cell.replace(lines=lines, bbox=union(boxes) if boxes else None)


def part_merged_values(table: ReadTable, header_rows: int) -> ReadTable:
    """Cells over many rows that hold a value beside each of them, as a cell for every row."""
    heights = _row_heights(table)
    parted: dict[tuple[int, int], Mapping[int, Lines]] = {}
    for cell in table.cells:
        if cell.row >= header_rows and cell.row_span > 1:
            parted[cell.row, cell.col] = _values_by_row(cell, heights)
    spans = {(row, col) for (row, col), found in parted.items() if found}
    cells: list[ReadCell] = []
    for cell in table.cells:
        by_row = parted.get((cell.row, cell.col), {})
        if not by_row and any(_beside(cell, row, table) for row, _ in spans):
            by_row = _one_a_row(cell)
        cells += _cells_by_row(cell, by_row, heights) if by_row else [cell]
    return table.replace(cells=tuple(cells)) if len(cells) > len(table.cells) else table


def _beside(cell: ReadCell, row: int, table: ReadTable) -> bool:
    """Whether the cell covers the same rows as a parted one that starts in `row`."""
    return cell.row == row and any(
        other.row == row and other.row_span == cell.row_span > 1 and other.col != cell.col
        for other in table.cells
    )


def _one_a_row(cell: ReadCell) -> Mapping[int, Lines]:
    lines = visual_lines(cell)
    return {cell.row + at: (line,) for at, line in enumerate(lines)} if len(lines) == cell.row_span else {}


def _cells_by_row(
    cell: ReadCell, by_row: Mapping[int, Lines], heights: Mapping[int, tuple[float, float]]
) -> list[ReadCell]:
    cells = []
    for row in range(cell.row, cell.row + cell.row_span):
        top, bottom = heights.get(row, (0.0, 0.0))
        box = Box(cell.bbox.x0, top, cell.bbox.x1, bottom) if cell.bbox and bottom > top else cell.bbox
        cells.append(cell.replace(row=row, row_span=1, lines=by_row.get(row, ()), bbox=box))
    return cells


def _row_heights(table: ReadTable) -> Mapping[int, tuple[float, float]]:
    """Top and bottom of each row, by the cells that are in it alone."""
    found: dict[int, tuple[float, float]] = {}
    for index, row in enumerate(rows_of(table)):
        boxes = [cell.bbox for cell in row if cell.bbox and cell.row_span == 1]
        if boxes:
            found[index] = (median(box.y0 for box in boxes), median(box.y1 for box in boxes))
    return found


def _values_by_row(cell: ReadCell, heights: Mapping[int, tuple[float, float]]) -> Mapping[int, Lines]:
    """The lines of a merged cell by row, where nearly each row has one and all are figures or codes."""
    rows = range(cell.row, cell.row + cell.row_span)
    lines = visual_lines(cell)
    if len(rows) < FEWEST_ROWS or len(lines) < TELLING * len(rows) or any(row not in heights for row in rows):
        return {}
    if sum(is_figure(line.text) for line in lines) < TELLING * len(lines):
        return {}
    found: dict[int, Lines] = {}
    for line in lines:
        middle = line.bbox.centre[1] if line.bbox else -1.0
        row = next((row for row in rows if heights[row][0] <= middle < heights[row][1]), None)
        if row is None:
            return _one_a_row(cell)
        found[row] = (*found.get(row, ()), line)
    return found if len(found) >= TELLING * len(rows) else _one_a_row(cell)
