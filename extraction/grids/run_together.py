"""Columns that stand as close as words do and were read as one: whole amounts side by side, parted again.

A bold row of totals alone on its page is the usual case: no other row shows where its columns part.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from extraction.grids.column_fit import refitted
from extraction.grids.grid import raw_text
from extraction.grids.stacked_grids import Edges, column_edges
from schemas.geometry import Box
from schemas.reading import ReadCell, ReadTable, TextLine

FEWEST_ROWS: Final = 3  # of a column of several rows
FEWEST_LETTERS: Final = 4  # of words before an amount
MOSTLY: Final = 0.8  # of its filled rows hold as many amounts

# Thousands that blanks part: a group of fewer than three digits begins the next figure.
_BLANKS: Final = r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?"
_AMOUNT: Final = re.compile(
    rf"[-–(]?[$€]?(?:\d{{1,3}}(?:[.,]\d{{3}})+(?:[.,]\d{{2}})?|\d+[.,]\d{{2}}|{_BLANKS})\)?-?"
)
_WORD: Final = re.compile(rf"(?<!\S){_BLANKS}(?!\S)|\S+")


class Abreast(NamedTuple):
    """Where a column's cells hold several amounts each: the cells, and how many parts each has."""

    cells: tuple[ReadCell, ...]
    parts: int


def part_columns(table: ReadTable, header_rows: int) -> ReadTable:
    """The table with a column for each of the amounts that nearly all cells of one hold side by side."""
    if table.bbox is None:
        return table
    edges: list[tuple[float, float]] = []
    cut: set[tuple[int, int]] = set()
    for col, edge in enumerate(column_edges(table)):
        found = _run_together(table, col, header_rows)
        edges += _parted(edge, found) if found else [edge]
        cut |= {(cell.row, cell.col) for cell in found.cells} if found else set()
    if not cut:
        return table
    cells = tuple(
        cell.replace(lines=tuple(_parts(cell.lines[0]))) if (cell.row, cell.col) in cut else cell
        for cell in table.cells
    )
    return refitted(table.replace(cells=cells), tuple(edges))


def _run_together(table: ReadTable, col: int, header_rows: int) -> Abreast | None:
    """The cells with several parts, where nearly all of a column have as many; words may begin a lone row."""
    alone = table.n_rows - header_rows == 1
    filled = [
        cell
        for cell in table.cells
        if cell.col == col and cell.col_span == 1 and cell.row >= header_rows and raw_text(cell)
    ]
    several = [cell for cell in filled if len(cell.lines) == 1 and _is_several(cell.lines[0], alone)]
    if not several:
        return None
    parts, times = Counter(len(_parts(cell.lines[0])) for cell in several).most_common(1)[0]
    if times < (1 if alone else max(FEWEST_ROWS, MOSTLY * len(filled))):
        return None
    return Abreast(tuple(cell for cell in several if len(_parts(cell.lines[0])) == parts), parts)


def _is_several(line: TextLine, with_words: bool) -> bool:
    """Whether a line is several amounts, or where words may stand before them, words and amounts."""
    parts = _parts(line)
    first = bool(_AMOUNT.fullmatch(parts[0].text)) or with_words
    return line.bbox is not None and len(parts) > 1 and first


def _parts(line: TextLine) -> list[TextLine]:
    """The amounts that end a line and the words before them, each as wide as its share of the letters."""
    text, box = line.text, line.bbox
    words = list(_WORD.finditer(text))
    tail = len(words)
    while tail and _AMOUNT.fullmatch(words[tail - 1].group()):
        tail -= 1
    if tail and sum(map(str.isalpha, text[: words[tail - 1].end()])) < FEWEST_LETTERS:
        return [line]  # "1 234 567,89" is one amount, and so is "Bs 1.200,00"
    spans = [(words[0].start(), words[tail - 1].end())] if tail else []
    spans += [word.span() for word in words[tail:]]
    if box is None or len(spans) < 2:
        return [line]
    letter = box.width / len(text)
    again = _WORD.findall(line.second or "")
    alike = len(again) == len(words)
    return [
        line.replace(
            text=text[a:b],
            bbox=Box(box.x0 + a * letter, box.y0, box.x0 + b * letter, box.y1),
            second=" ".join(again[k] for k, word in enumerate(words) if a <= word.start() < b)
            if alike
            else None,
            alternatives=(),
        )
        for a, b in spans
    ]


def _parted(edge: tuple[float, float], found: Abreast) -> Edges:
    """The stretch of a column, cut halfway between the parts of its cells."""
    rows = [_parts(cell.lines[0]) for cell in found.cells]
    cuts = [median(_between(row[k], row[k + 1]) for row in rows) for k in range(found.parts - 1)]
    places: Sequence[float] = (edge[0], *cuts, edge[1])
    return tuple(pairwise(places))


def _between(left: TextLine, right: TextLine) -> float:
    assert left.bbox and right.bbox  # parts of lines that have a place
    return (left.bbox.x1 + right.bbox.x0) / 2
