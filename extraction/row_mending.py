"""Rows of a grid as they are printed: parts of one row put together, rows read as one set apart.

Without rules between them, wrapped text makes a reader see rows where there are none, and rows close together
look like one. What is printed tells: a date that only the next row ends, figures on one baseline.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from extraction.broken_dates import broken_date
from extraction.cell_text import Lines, visual_lines
from extraction.grid import Row, raw_text, rows_of
from extraction.idle_columns import drop_idle_columns
from extraction.shapes import decimals_of, is_figure, shape
from schemas.geometry import Box, union
from schemas.reading import ReadCell, ReadTable

LONG_FRACTION: Final = 5
ONE_BASELINE: Final = 0.6
CLOSE: Final = 0.9
FEWEST_COLUMNS: Final = 2
FEWEST_ROWS: Final = 3
TELLING: Final = 0.7


def mend_rows(table: ReadTable, header_rows: int) -> ReadTable:
    """The table with its body rows as printed; a text dump stays as it is."""
    if table.bbox is None:
        return table
    mended = part_merged_values(part_rows(drop_idle_columns(table, header_rows), header_rows), header_rows)
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


def part_rows(table: ReadTable, header_rows: int) -> ReadTable:
    """Rows whose every cell holds as many lines, on the same baselines, as that many rows."""
    parted: list[tuple[int, int]] = []
    for index, row in enumerate(rows_of(table)):
        count = _rows_in(row) if index >= header_rows else 1
        parted.append((index, count))
    if all(count == 1 for _, count in parted):
        return table
    start = {index: sum(count for _, count in parted[:index]) for index, _ in parted}
    counts = dict(parted)
    cells: list[ReadCell] = []
    for cell in table.cells:
        height = sum(counts[row] for row in range(cell.row, cell.row + cell.row_span))
        if counts[cell.row] == 1 or cell.row_span > 1:
            cells.append(cell.replace(row=start[cell.row], row_span=height))
        else:
            cells += _levels(cell, start[cell.row], counts[cell.row])
    return table.replace(cells=tuple(cells))


def _rows_in(row: Row) -> int:
    """How many rows a row holds: 1, or as many as every one of its cells has lines."""
    filled = [cell for cell in row if cell.lines]
    if len(filled) < FEWEST_COLUMNS or any(cell.row_span > 1 for cell in row):
        return 1
    stacks = [visual_lines(cell) for cell in filled]
    count = len(stacks[0])
    if count < 2 or any(len(lines) != count for lines in stacks):
        return 1
    figures = [lines for lines in stacks if all(is_figure(line.text) for line in lines)]
    if not figures or any(_makes_one(lines) for lines in figures):
        return 1
    return count if all(_on_baselines(stacks, level) for level in range(count)) else 1


def _makes_one(lines: Lines) -> bool:
    """Whether the lines are one value that a narrow column broke."""
    texts = [line.text for line in lines]
    return bool(broken_date(texts)) or (decimals_of(texts[0]) >= LONG_FRACTION and texts[-1].isdigit())


def _on_baselines(stacks: Sequence[Lines], level: int) -> bool:
    boxes = [lines[level].bbox for lines in stacks]
    known = [box for box in boxes if box is not None]
    if len(known) < len(boxes):
        return False
    middle = median(box.centre[1] for box in known)
    return all(abs(box.centre[1] - middle) <= ONE_BASELINE * box.height for box in known)


def _levels(cell: ReadCell, row: int, count: int) -> list[ReadCell]:
    """The cell's lines as cells of their own; its box is cut halfway between them."""
    lines = visual_lines(cell)
    if not lines:
        return [
            cell.replace(row=row + level, bbox=_slice(cell.bbox, (), level, count)) for level in range(count)
        ]
    boxes = [line.bbox for line in lines if line.bbox]
    return [
        cell.replace(row=row + level, lines=(lines[level],), bbox=_slice(cell.bbox, boxes, level, count))
        for level in range(count)
    ]


def _slice(box: Box | None, lines: Sequence[Box], level: int, count: int) -> Box | None:
    if box is None:
        return None
    if len(lines) != count:
        step = box.height / count
        return Box(box.x0, box.y0 + level * step, box.x1, box.y0 + (level + 1) * step)
    cuts = [box.y0, *((a.y1 + b.y0) / 2 for a, b in pairwise(lines)), box.y1]
    return Box(box.x0, cuts[level], box.x1, max(cuts[level], cuts[level + 1]))


def part_merged_values(table: ReadTable, header_rows: int) -> ReadTable:
    """A cell over many rows that holds a value beside each of them, as a cell for every row."""
    heights = _row_heights(table)
    cells: list[ReadCell] = []
    for cell in table.cells:
        by_row = _values_by_row(cell, heights) if cell.row >= header_rows else {}
        if not by_row:
            cells.append(cell)
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            top, bottom = heights[row]
            box = Box(cell.bbox.x0, top, cell.bbox.x1, bottom) if cell.bbox else None
            cells.append(cell.replace(row=row, row_span=1, lines=by_row.get(row, ()), bbox=box))
    return table.replace(cells=tuple(cells)) if len(cells) > len(table.cells) else table


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
            return {}
        found[row] = (*found.get(row, ()), line)
    return found if len(found) >= TELLING * len(rows) else {}
