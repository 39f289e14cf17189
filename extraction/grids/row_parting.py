"""Rows that were read as one: cells of several lines, all on the same baselines, parted again.

What lies between the baselines that the figures of several columns share is dust, no print, and is left out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from extraction.grids.grid import Row, rows_of
from extraction.readings.broken_dates import broken_date
from extraction.readings.cell_text import Lines, visual_lines
from extraction.readings.shapes import decimals_of, is_figure
from schemas.geometry import Box
from schemas.reading import ReadCell, ReadTable, TextLine

LONG_FRACTION: Final = 5
ONE_BASELINE: Final = 0.6
FEWEST_COLUMNS: Final = 2
LONGEST_DUST: Final = 2
MOSTLY: Final = 0.5


class Levels(NamedTuple):
    """The baselines that rows read as one share: the middle of each, and the height of a line."""

    middles: tuple[float, ...]
    height: float

    def of(self, box: Box | None) -> int | None:
        """The level on which `box` stands, None between them."""
        if box is None:
            return None
        gaps = [abs(box.centre[1] - middle) for middle in self.middles]
        best = gaps.index(min(gaps))
        return best if gaps[best] <= ONE_BASELINE * self.height else None

    def above(self, box: Box | None) -> int | None:
        """The level on which `box` stands, or the last one above it."""
        on = self.of(box)
        if on is not None or box is None:
            return on
        higher = [level for level, middle in enumerate(self.middles) if middle < box.centre[1]]
        return higher[-1] if higher else None


def part_rows(table: ReadTable, header_rows: int) -> ReadTable:
    """Rows whose every cell holds lines on the same baselines, as that many rows."""
    rows = rows_of(table)
    found = {index: shared_levels(row) for index, row in enumerate(rows) if index >= header_rows}
    levels = {index: one for index, one in found.items() if one is not None}
    if not levels:
        return table
    cuts = {index: _cuts(rows[index], one) for index, one in levels.items()}
    counts = [len(levels[row].middles) if row in levels else 1 for row in range(table.n_rows)]
    starts = [sum(counts[:row]) for row in range(table.n_rows)]
    cells: list[ReadCell] = []
    for cell in table.cells:
        if cell.row in levels and cell.row_span == 1:
            cells += _by_level(cell, starts[cell.row], levels[cell.row], cuts[cell.row])
        else:
            height = sum(counts[cell.row : cell.row + cell.row_span])
            cells.append(cell.replace(row=starts[cell.row], row_span=height))
    return table.replace(cells=tuple(cells))


def shared_levels(row: Row) -> Levels | None:
    """The baselines of the rows that a row holds, None where it is one row, or one with stacked values.

    Each of several rows has a name: the first cell has a line on each baseline.
    """
    filled = [cell for cell in row if cell.lines]
    if len(filled) < FEWEST_COLUMNS or any(cell.row_span > 1 for cell in row):
        return None
    figures = {cell.col: lines for cell in filled if (lines := _figure_lines(cell))}
    count = _usual_count(figures)
    if count < 2:
        return None
    full = [lines for lines in figures.values() if len(lines) == count]
    levels = _levels(full, count)
    if levels is None or any(_makes_one(lines) for lines in full):
        return None
    first = min(filled, key=lambda cell: cell.col)
    named = len(figures.get(first.col) or visual_lines(first)) == count
    return levels if named and all(_fits(cell, levels) for cell in filled) else None


def _figure_lines(cell: ReadCell) -> Lines:
    """The figures of a cell that holds no words; dust aside."""
    lines = visual_lines(cell)
    figures = tuple(line for line in lines if is_figure(line.text))
    rest = [line for line in lines if not is_figure(line.text)]
    return figures if all(_is_dust(line) for line in rest) else ()


def _usual_count(figures: Mapping[int, Lines]) -> int:
    counts = Counter(map(len, figures.values()))
    count, votes = counts.most_common(1)[0] if counts else (1, 0)
    return count if votes >= MOSTLY * len(figures) else 1


def _levels(full: Sequence[Lines], count: int) -> Levels | None:
    boxes = [[line.bbox for line in lines if line.bbox] for lines in full]
    if any(len(one) != count for one in boxes):
        return None
    middles = tuple(median(one[level].centre[1] for one in boxes) for level in range(count))
    levels = Levels(middles, median(box.height for one in boxes for box in one))
    aligned = all(levels.of(box) == level for one in boxes for level, box in enumerate(one))
    return levels if aligned else None


def _makes_one(lines: Lines) -> bool:
    """Whether the lines are one value that a narrow column broke."""
    texts = [line.text for line in lines]
    return bool(broken_date(texts)) or (decimals_of(texts[0]) >= LONG_FRACTION and texts[-1].isdigit())


def _fits(cell: ReadCell, levels: Levels) -> bool:
    """Whether every line stands on a level, or is dust beside figures, and no two words share one.

    Or every level begins words, and what stands between them goes on with those above.
    """
    lines = visual_lines(cell)
    places = [levels.of(line.bbox) for line in lines]
    stray = [line for line, place in zip(lines, places, strict=True) if place is None]
    kept = [place for place in places if place is not None]
    if len(kept) != len(set(kept)):
        return False
    begins = len(kept) == len(levels.middles) and levels.of(lines[0].bbox) == 0
    return begins or all(_is_dust(line) for line in stray)


def _is_dust(line: TextLine) -> bool:
    return len(line.text.strip()) <= LONGEST_DUST


def _lines_of(cell: ReadCell, levels: Levels) -> dict[int, Lines]:
    """The lines of a cell by the level that they stand on, or go on from."""
    found: dict[int, Lines] = {}
    for line in visual_lines(cell):
        level = levels.of(line.bbox) if _is_dust(line) else levels.above(line.bbox)
        if level is not None:
            found[level] = (*found.get(level, ()), line)
    return found


def _cuts(row: Row, levels: Levels) -> list[float]:
    """Where the rows of a row part: halfway from the last line of each to the first of the next."""
    lines = [_lines_of(cell, levels) for cell in row]
    boxes = [[line.bbox for own in lines for line in own.get(k, ())] for k in range(len(levels.middles))]
    lowest = [max((box.centre[1] for box in own if box), default=0.0) for own in boxes]
    return [(max(low, a) + b) / 2 for low, (a, b) in zip(lowest, pairwise(levels.middles), strict=False)]


def _by_level(cell: ReadCell, row: int, levels: Levels, cuts: Sequence[float]) -> list[ReadCell]:
    """The cell's lines as cells of their own, its box cut between the levels."""
    lines = _lines_of(cell, levels)
    box = cell.bbox
    cells = []
    for level in range(len(levels.middles)):
        own = None
        if box is not None:
            top = cuts[level - 1] if level else min(box.y0, cuts[0])
            bottom = cuts[level] if level < len(cuts) else max(box.y1, cuts[-1])
            own = Box(box.x0, top, box.x1, bottom)
        cells.append(cell.replace(row=row + level, lines=lines.get(level, ()), bbox=own))
    return cells
