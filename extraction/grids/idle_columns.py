"""Columns that a stray rule or a gap between words makes: every row crosses them, hardly any fills one, or
nothing but the signs of the amounts on their right, or ticks beside them, does."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from extraction.grids.grid import raw_text, slots
from extraction.readings.affixes import CURRENCY
from schemas.geometry import union
from schemas.reading import PEN_TICKS, ReadCell, ReadTable, TextLine

MOSTLY_CROSSED: Final = 0.5
FEWEST_ROWS: Final = 4
MOST_STRAY: Final = 0.15
WORD_GAP: Final = 1.2
FEWEST_SIGNS: Final = 2
MOST_TITLES: Final = 1
_SIGN: Final = re.compile(rf"(?:{CURRENCY}|[QL])\.?|[{PEN_TICKS}]+", re.IGNORECASE)


def drop_idle_columns(table: ReadTable, header_rows: int) -> ReadTable:
    """The table without boundaries between columns that part nothing."""
    if table.bbox is None or table.n_rows < FEWEST_ROWS or table.n_cols < 3:
        return table
    idle = {col for col in range(1, table.n_cols) if _parts_nothing(table, col, header_rows)}
    return _without(table, idle) if idle else table


def _parts_nothing(table: ReadTable, col: int, header_rows: int) -> bool:
    """Whether the boundary left of `col` is one that cells cross, or beside which hardly anything stands."""
    filled = slots(table.cells)
    seen: Counter[str] = Counter(_at_boundary(filled, row, col) for row in range(table.n_rows))
    if seen["parted"] == 0 and seen["crossed"] >= MOSTLY_CROSSED * table.n_rows:
        return True
    if _parts_signs_from_amounts(filled, table, col, header_rows):
        return True
    named = any(raw_text(filled.get((row, col))) for row in range(header_rows))
    texts = [cell for cell in table.cells if cell.col == col and cell.row >= header_rows and raw_text(cell)]
    body = table.n_rows - header_rows
    rare = len(texts) <= MOST_STRAY * body and header_rows > 0 and body >= FEWEST_ROWS
    return not named and rare and not any(_starts_apart(filled, cell) for cell in texts)


def _parts_signs_from_amounts(
    filled: Mapping[tuple[int, int], ReadCell], table: ReadTable, col: int, header_rows: int
) -> bool:
    """Whether all print left of the boundary are currency signs of figures right of it, or ticks of a pen,
    under one name; and a title at the most, with nothing right of it."""
    pairs = [(filled.get((row, col - 1)), filled.get((row, col))) for row in range(table.n_rows)]
    heads = [(raw_text(left), raw_text(right)) for left, right in pairs[:header_rows] if left != right]
    body = [(raw_text(left), raw_text(right)) for left, right in pairs[header_rows:] if raw_text(left)]
    both_named = any(left and right for left, right in heads)
    signs = [amount for sign, amount in body if _SIGN.fullmatch(sign) and re.search(r"\d", amount)]
    titles = [text for text, amount in body if not amount and not re.search(r"\d", text)]
    is_sign = len(body) == len(signs) + min(len(titles), MOST_TITLES)
    return not both_named and len(signs) >= FEWEST_SIGNS and is_sign


def _at_boundary(filled: Mapping[tuple[int, int], ReadCell], row: int, col: int) -> str:
    left, right = filled.get((row, col - 1)), filled.get((row, col))
    if left is not None and left == right:
        return "crossed" if raw_text(left) else "blank"
    return "parted" if raw_text(left) and raw_text(right) else "blank"


def _starts_apart(filled: Mapping[tuple[int, int], ReadCell], cell: ReadCell) -> bool:
    """Whether a text under no name stands further from what is on its left than a word does."""
    left = filled.get((cell.row, cell.col - 1))
    if left is None or not raw_text(left):
        return True
    ends, starts = ([line.bbox for line in one.lines if line.bbox] for one in (left, cell))
    if not ends or not starts:
        return True
    height = max(box.height for box in starts)
    gap = min(box.x0 for box in starts) - max(box.x1 for box in ends)
    return not -height / 2 <= gap <= WORD_GAP * height


def _without(table: ReadTable, idle: set[int]) -> ReadTable:
    """The table with the boundaries left of the `idle` columns taken out."""
    place, at = {}, -1
    for col in range(table.n_cols):
        at += col not in idle
        place[col] = at
    cells: dict[tuple[int, int], ReadCell] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        first, last = place[cell.col], place[cell.col + cell.col_span - 1]
        known = cells.get((cell.row, first))
        if not raw_text(cell) and any(_covers(other, cell.row, first) for other in cells.values()):
            continue
        moved = cell.replace(col=first, col_span=last - first + 1)
        cells[cell.row, first] = moved if known is None else _joined(known, moved)
    return table.replace(cells=_kept_apart(tuple(cells.values())))


def _covers(cell: ReadCell, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span


def _joined(left: ReadCell, right: ReadCell) -> ReadCell:
    boxes = [box for box in (left.bbox, right.bbox) if box]
    lines = left.lines + right.lines
    in_order = tuple(sorted(lines, key=_reading_order)) if all(line.bbox for line in lines) else lines
    return left.replace(
        lines=in_order,
        bbox=union(boxes) if boxes else None,
        col_span=max(left.col_span, right.col_span),
        row_span=max(left.row_span, right.row_span),
    )


def _reading_order(line: TextLine) -> tuple[float, float]:
    """Lines on one baseline stay together; the height of a line is the grain."""
    if line.bbox is None:
        return 0.0, 0.0
    return round(line.bbox.centre[1] / max(1.0, line.bbox.height)), line.bbox.x0


def _kept_apart(cells: Sequence[ReadCell]) -> tuple[ReadCell, ...]:
    """The cells with spans cut where another begins."""
    starts = {(cell.row, cell.col) for cell in cells}
    kept = []
    for cell in cells:
        wide = next((n for n in range(1, cell.col_span) if (cell.row, cell.col + n) in starts), cell.col_span)
        high = next(
            (
                n
                for n in range(1, cell.row_span)
                if any((cell.row + n, cell.col + over) in starts for over in range(wide))
            ),
            cell.row_span,
        )
        kept.append(cell.replace(col_span=wide, row_span=high))
    return tuple(kept)
