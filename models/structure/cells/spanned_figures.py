"""A cell over several rows with one figure in each of them → a cell for each: the rule between was lost.

The rows may be those of the grid, or groups of them as another column has its cells: a figure in the middle
of each group. Words above the figures are the header of their column. Where cells beside it hold stacks, it
may hold as many figures in each row.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import AMOUNT, Print, prints_in
from schemas.geometry import Box

_DATE = r"^\d{1,2}(?P<mark>[-/.])(?:\d{1,2}(?P=mark)\d{4}|[a-z]{3}(?P=mark)\d{2,4})$"
# Amounts, codes, totals and days; codes have no years of four digits, and parts of broken dates and fractions
# stand below each other in one cell.
_WHOLE = re.compile(
    rf"{AMOUNT.pattern}|^\d{{4,6}}$|^-?\d{{1,3}}(?:[.,]\d+)? ?%$|^total\b|{_DATE}", re.IGNORECASE
)
# In rows that have names of their own, or groups of rows, counts as well.
_NAMED = re.compile(rf"{_WHOLE.pattern}|^\d{{1,3}}(?:[ .,]?\d{{3}})*$", re.IGNORECASE)
_IN_GROUP = re.compile(rf"{_NAMED.pattern}|^\d+(?:[-.]\d+)+$|^\d+[.,]\d+ ?%?$", re.IGNORECASE)
_SPECKS = " .,:;'`´·-_"
OVER = 0.3  # of its height, by which print may reach over the edge of its row
OFF_CENTRE = 0.7  # of its height, by which a figure may stand off the middle of a group of rows
DIGITS = 0.6  # share of the signs of a damaged figure
UNDAMAGED = 0.6  # share of the figures of a cell that are whole
FEWEST_BELOW_HEADER = 3  # figures below words that make those a header
MOST_BLANK = (
    0.35  # share of the rows below the first figure that may be blank where there is a header, or groups
)
FEWEST_BESIDE = 2  # cells of a row that hold amounts, beside one of words over an amount
APART = 1.5  # line heights between figures that are no lines of one text, however many rows are blank


@dataclass(frozen=True)
class _Part:
    """A run of rows of a cell, with the print in it from top to bottom."""

    row: int
    rows: int
    top: float
    bottom: float
    prints: tuple[Print, ...]

    def holds_one(self) -> bool:
        """Whether all its print is one line, of figures, in the middle where there are several rows."""
        if len(self.prints) != 1 or not _is_of_digits(self.prints[0]):
            return False
        box = self.prints[0].box
        off = abs(box.centre[1] - (self.top + self.bottom) / 2)
        return self.rows == 1 or off <= OFF_CENTRE * box.height


def _is(figure: re.Pattern[str], item: Print) -> bool:
    """Whether print is such a figure, specks beside it aside."""
    return bool(figure.match(item.text.strip(_SPECKS)))


def _is_of_digits(item: Print) -> bool:
    """Whether print may be a figure, as one under a stamp: most of it is digits, or it names a total."""
    signs = [char for char in item.text if char.isalnum()]
    digits = sum(char.isdigit() for char in signs)
    return _is(_WHOLE, item) or (bool(signs) and digits >= DIGITS * len(signs))


def part_spanned_figures(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such cells parted where its other columns are."""
    edges, named, columns = _row_edges(table), _named_rows(table, prints), _row_starts(table)
    amounts, rows = _amount_columns(table, prints), _amount_rows(table, prints)
    stacks = _stacks(table, prints)
    slots: list[Slot] = []
    for slot in table.slots:
        inside = prints_in(slot.bbox, prints)
        if slot.row_span > 1 and len(inside) > 1:
            whole = 0.0 if slot.col in amounts and slot.col_span == 1 else UNDAMAGED
            slots.extend(
                _below_words(slot, inside, edges, rows)
                or _in_stacks(slot, inside, edges, stacks)
                or _parted(slot, inside, edges, columns, named, whole)
            )
        else:
            slots.append(slot)
    return replace(table, slots=tuple(slots)) if len(slots) > len(table.slots) else table


def _row_starts(table: FoundTable) -> list[tuple[int, ...]]:
    """The rows in which cells begin, in all columns together and in each of them; the most rows first."""
    columns = range(max(slot.col + slot.col_span for slot in table.slots))
    starts = [
        {slot.row for slot in table.slots if slot.col <= col < slot.col + slot.col_span} for col in columns
    ]
    distinct = {tuple(sorted(rows)) for rows in [*starts, set().union(*starts)]}
    return sorted(distinct, key=lambda rows: (-len(rows), rows))


def _named_rows(table: FoundTable, prints: Sequence[Print]) -> set[int]:
    """The rows that have a name of their own in the first column."""
    return {
        slot.row
        for slot in table.slots
        if slot.col == 0 and slot.row_span == 1 and prints_in(slot.bbox, prints)
    }


def _amount_columns(table: FoundTable, prints: Sequence[Print]) -> set[int]:
    """The columns of which nearly all cells of one row hold an amount each."""
    texts: dict[int, list[str]] = {}
    for slot in table.slots:
        if slot.row_span == slot.col_span == 1:
            inside = [item.text for item in prints_in(slot.bbox, prints)]
            texts.setdefault(slot.col, []).extend([" ".join(inside)] if inside else [])
    return {
        col
        for col, own in texts.items()
        if len(own) > FEWEST_BELOW_HEADER
        and sum(bool(AMOUNT.match(text.strip(_SPECKS))) for text in own) >= UNDAMAGED * len(own)
    }


def _amount_rows(table: FoundTable, prints: Sequence[Print]) -> set[int]:
    """The rows of which several cells of one row hold nothing but an amount."""
    held = Counter(
        slot.row
        for slot in table.slots
        if slot.row_span == 1
        and (inside := prints_in(slot.bbox, prints))
        and all(_is(AMOUNT, item) for item in inside)
    )
    return {row for row, count in held.items() if count >= FEWEST_BESIDE}


def _stacks(table: FoundTable, prints: Sequence[Print]) -> set[tuple[int, int]]:
    """Row and number of figures of each cell of one row that holds nothing else."""
    held = ((slot.row, prints_in(slot.bbox, prints)) for slot in table.slots if slot.row_span == 1)
    return {(row, len(own)) for row, own in held if own and all(_is(_WHOLE, item) for item in own)}


def _in_stacks(
    slot: Slot, inside: Sequence[Print], edges: Sequence[float], stacks: Collection[tuple[int, int]]
) -> list[Slot]:
    """A cell with as many figures in each of its rows as another cell of that row stacks, parted."""
    rows = list(range(slot.row, slot.row + slot.row_span + 1))
    if rows[-1] > len(edges):
        return []  # no cell begins in its last rows
    parts = _parts(rows, [slot.bbox.y0, *edges[rows[1] : rows[-1]], slot.bbox.y1], inside)
    figures = all(_is(_WHOLE, item) for item in inside)
    beside = all((part.row, len(part.prints)) in stacks for part in parts)
    if not (figures and parts and beside):
        return []
    return [replace(slot, row=part.row, row_span=1, bbox=_box(slot, part)) for part in parts]


def _below_words(
    slot: Slot, inside: Sequence[Print], edges: Sequence[float], rows: Collection[int]
) -> list[Slot]:
    """A cell of words over an amount in its last row, where other cells of that row hold theirs, parted."""
    last = slot.row + slot.row_span - 1
    if last not in rows:
        return []
    *words, amount = sorted(inside, key=lambda item: item.box.y0)
    top = edges[last]
    apart = amount.box.centre[1] > top and all(item.box.centre[1] < top for item in words)
    are_words = all(any(char.isalpha() for char in item.text) for item in words)
    if not (apart and are_words and _is(AMOUNT, amount)):
        return []
    return [
        replace(slot, row_span=slot.row_span - 1, bbox=slot.bbox._replace(y1=top)),
        replace(slot, row=last, row_span=1, bbox=slot.bbox._replace(y0=top)),
    ]


def _row_edges(table: FoundTable) -> list[float]:
    """The height of the upper edge of each row; that of the row before where no cell begins in one."""
    edges = [table.bbox.y0]
    for row in range(1, 1 + max(slot.row for slot in table.slots)):
        tops = [slot.bbox.y0 for slot in table.slots if slot.row == row]
        edges.append(median(tops) if tops else edges[-1])
    return edges


def _parted(
    slot: Slot,
    inside: Sequence[Print],
    edges: Sequence[float],
    columns: Sequence[tuple[int, ...]],
    named: set[int],
    whole: float,
) -> list[Slot]:
    """The cells of a slot by the division into rows in which its print is figures; itself where none is.

    Of several, the one that leaves the fewest rows blank.
    """
    end = slot.row + slot.row_span
    found = []
    for starts in columns:
        rows = [slot.row, *(row for row in starts if slot.row < row < end), end]
        ys = [slot.bbox.y0, *(edges[row] for row in rows[1:-1]), slot.bbox.y1]
        parts = _parts(rows, ys, inside)
        in_groups = any(part.rows > 1 for part in parts[1:])
        one_by_one = _NAMED if set(range(slot.row, end)) <= named else _WHOLE
        if cells := _cells(parts, _IN_GROUP if in_groups else one_by_one, whole):
            found.append(cells)
    best = min(found, key=lambda cells: sum(not part.prints for part in cells), default=[])
    return [replace(slot, row=p.row, row_span=p.rows, bbox=_box(slot, p)) for p in best] or [slot]


def _box(slot: Slot, part: _Part) -> Box:
    return Box(slot.bbox.x0, part.top, slot.bbox.x1, part.bottom)


def _parts(rows: Sequence[int], ys: Sequence[float], inside: Sequence[Print]) -> list[_Part]:
    """The print of a cell by runs of its rows; nothing where some of it stands across their edges."""
    parts = []
    for (first, last), (top, bottom) in zip(pairwise(rows), pairwise(ys), strict=True):
        own = [item for item in inside if top <= item.box.centre[1] < bottom]
        if any(_reaches_out(item.box, top, bottom) for item in own):
            return []
        ordered = tuple(sorted(own, key=lambda item: item.box.y0))
        parts.append(_Part(first, last - first, top, bottom, ordered))
    return parts


def _reaches_out(box: Box, top: float, bottom: float) -> bool:
    return box.y0 <= top - OVER * box.height or box.y1 >= bottom + OVER * box.height


def _cells(parts: Sequence[_Part], figure: re.Pattern[str], undamaged: float) -> list[_Part]:
    """The parts with one figure each, those above the first as one header; none where others hold print.

    undamaged: share of the figures that are whole, at least.
    """
    ones = [part.holds_one() for part in parts]
    if not any(ones):
        return []
    first = ones.index(True)
    head, body = parts[:first], parts[first:]
    blank = sum(not part.prints for part in body)
    whole = sum(_is(figure, part.prints[0]) for part, one in zip(parts, ones, strict=True) if one)
    heading = any(_is(figure, item) for part in head for item in part.prints)
    if sum(ones) + blank < len(body) or whole < undamaged * sum(ones) or heading:
        return []
    if not head and not blank and not any(part.rows > 1 for part in body) and whole == len(body):
        return list(body) if len(body) > 1 else []
    if whole == sum(ones) > 1 and _are_apart(body):
        return [*_one_header(head), *body]
    if sum(ones) < FEWEST_BELOW_HEADER or blank > MOST_BLANK * len(body):
        return []
    return [*_one_header(head), *body]


def _are_apart(body: Sequence[_Part]) -> bool:
    """Whether the figures stand too far below each other to be lines of one text."""
    boxes = [part.prints[0].box for part in body if part.prints]
    return all(below.y0 - above.y1 > APART * below.height for above, below in pairwise(boxes))


def _one_header(head: Sequence[_Part]) -> list[_Part]:
    if not head:
        return []
    rows = sum(part.rows for part in head)
    prints = tuple(item for part in head for item in part.prints)
    return [_Part(head[0].row, rows, head[0].top, head[-1].bottom, prints)]
