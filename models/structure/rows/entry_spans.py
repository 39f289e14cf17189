"""Rows of an entry's expense groups → its code, dates and words as cells over all of them.

An entry has a row for each group and ends in one of totals. What it has once is printed at the height of any
of these rows, and wrapped text goes over several; where no rule parts them, each row holds a piece of it.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import MONEY, Print, prints_in

_GROUP = re.compile(r"^\d{4,6}$")
_KEY = re.compile(r"^\d+(?:[.-]\d+)+\W*$")
_TOTAL = re.compile(r"^total\W*$", re.IGNORECASE)
_AMOUNT = re.compile(rf"{MONEY}|^0$")


@dataclass(frozen=True)
class EntryOptions:
    """labelled: share of a column's rows with print, that are groups or totals. by_row: share of the rows of
    entries in which a column holds an amount, that has one for each. keyed: share of the entries with a code,
    above which these are told. spanned: share of the entries with cells over all of their rows, above which
    a table with rules all around is joined too. close: line heights between lines of one text,
    at most.
    """

    labelled: float = 0.7
    by_row: float = 0.75
    keyed: float = 0.5
    spanned: float = 0.3
    close: float = 0.6


def span_entries(
    table: FoundTable, prints: Sequence[Print], options: EntryOptions = EntryOptions()
) -> FoundTable:
    """The table with one cell for each entry in the columns that do not hold an amount for each group.

    Where all that a column holds stands in the first rows of entries, it has cells of one row, and in a table
    with rules all around all cells stay as they are, unless other entries have cells over all of their rows.
    """
    for col in sorted({slot.col for slot in table.slots if slot.col_span == 1}):
        entries = _entries(_column(table, col, prints), options)
        if table.ruling == "full" and not _are_spanned(table, range(col), entries, options):
            continue
        before = [_column(table, other, prints) for other in range(col)]
        if any(_are_keys(column, entries, options) for column in before):
            return _spanned(table, col, entries, prints, options)
    return table


def _are_spanned(
    table: FoundTable, cols: Container[int], entries: Sequence[range], options: EntryOptions
) -> bool:
    """Whether many of the entries of several rows have cells over all of them in some columns."""
    own = {(slot.row, slot.row + slot.row_span) for slot in table.slots if slot.col in cols}
    several = [(entry.start, entry.stop) for entry in entries if len(entry) > 1]
    return sum(entry in own for entry in several) > options.spanned * len(several)


def _are_keys(
    column: dict[int, tuple[Slot, list[Print]]], entries: Sequence[range], options: EntryOptions
) -> bool:
    """Whether a column holds one code for most entries of several rows: without it, rows are no entries."""
    of_several = [entry for entry in entries if len(entry) > 1 and entry.start in column]
    own = [[item for row in entry if row in column for item in column[row][1]] for entry in of_several]
    keys = sum(len(prints) == 1 and bool(_KEY.match(prints[0].text)) for prints in own)
    return keys > options.keyed * len(of_several)


def _column(table: FoundTable, col: int, prints: Sequence[Print]) -> dict[int, tuple[Slot, list[Print]]]:
    """The cells of one row and one column, with their print, by row."""
    return {
        slot.row: (slot, prints_in(slot.bbox, prints))
        for slot in table.slots
        if slot.col == col and slot.col_span == slot.row_span == 1
    }


def _entries(column: dict[int, tuple[Slot, list[Print]]], options: EntryOptions) -> list[range]:
    """The rows of each entry, the last of them that of its total; none where other print fills the column."""
    texts = {row: " ".join(item.text for item in own) for row, (_, own) in column.items() if own}
    labels = {row: text for row, text in texts.items() if _GROUP.match(text) or _TOTAL.match(text)}
    if len(labels) < options.labelled * len(texts):
        return []
    entries, start = [], None
    for row in sorted(texts):
        if row not in labels:
            start = None
            continue
        start = row if start is None or row - 1 not in labels else start
        if _TOTAL.match(labels[row]):
            entries.append(range(start, row + 1))
            start = None
    return entries


def _spanned(
    table: FoundTable, labels: int, entries: Sequence[range], prints: Sequence[Print], options: EntryOptions
) -> FoundTable:
    rows = {row for entry in entries if len(entry) > 1 for row in entry}
    spanned = _are_spanned(table, range(labels), entries, options)
    table = replace(table, slots=_by_columns(table, rows, prints))
    slots = list(table.slots)
    for col in {slot.col for slot in table.slots} - {labels}:
        column = _column(table, col, prints)
        amounts = sum(any(_AMOUNT.match(item.text) for item in column[r][1]) for r in rows if r in column)
        below = any(column[row][1] for entry in entries for row in entry[1:] if row in column)
        if not (below or spanned) or amounts > options.by_row * len(rows):
            continue
        own_cells = _are_spanned(table, [col], entries, options)
        for entry, (top, bottom) in _cells(column, entries, options, over=not own_cells):
            own = [column[row][0] for row in entry]
            slots = [slot for slot in slots if slot not in own]
            box = own[0].bbox._replace(y0=top, y1=bottom)
            slots.append(replace(own[0], row_span=len(entry), bbox=box))
    return replace(table, slots=tuple(sorted(slots, key=lambda slot: (slot.row, slot.col))))


def _by_columns(table: FoundTable, rows: set[int], prints: Sequence[Print]) -> tuple[Slot, ...]:
    """The cells, those of some rows parted at the edges of columns that their print does not run over."""
    edges = {slot.col: slot.bbox.x0 for slot in table.slots if slot.col_span == 1}
    out: list[Slot] = []
    for slot in table.slots:
        inner = [edges.get(col) for col in range(slot.col + 1, slot.col + slot.col_span)]
        boxes = [item.box for item in prints_in(slot.bbox, prints)]
        crossed = any(x is None or box.x0 < x < box.x1 for x in inner for box in boxes)
        if slot.row not in rows or slot.row_span > 1 or None in inner or crossed:
            out.append(slot)
            continue
        xs = [slot.bbox.x0, *(x for x in inner if x is not None), slot.bbox.x1]
        for k, (x0, x1) in enumerate(pairwise(xs)):
            box = slot.bbox._replace(x0=x0, x1=x1)
            out.append(replace(slot, col=slot.col + k, col_span=1, bbox=box))
    return tuple(out)


def _cells(
    column: dict[int, tuple[Slot, list[Print]]], entries: Sequence[range], options: EntryOptions, over: bool
) -> list[tuple[range, tuple[float, float]]]:
    """The rows of the cells of a column, and their tops and bottoms.

    over: whether a text over several entries is one cell, where the column has fewer texts than entries.
    """
    whole = [entry for entry in entries if all(row in column for row in entry)]
    prints = [item for entry in whole for row in entry for item in column[row][1]]
    texts = _texts(prints, options.close)
    edges = [(column[entry[0]][0].bbox.y0, column[entry[-1]][0].bbox.y1) for entry in whole]
    cells: list[tuple[range, tuple[float, float]]] = []
    for entry, (top, bottom) in zip(whole, edges, strict=True):
        last = cells[-1] if cells else None
        across = any(text[0] < top < text[1] for text in texts)
        if over and last and across and last[0].stop == entry.start and len(texts) < len(whole):
            cells[-1] = (range(last[0].start, entry.stop), (last[1][0], bottom))
        else:
            cells.append((entry, (top, bottom)))
    return _between_texts(cells, texts)


def _between_texts(
    cells: list[tuple[range, tuple[float, float]]], texts: Sequence[tuple[float, float]]
) -> list[tuple[range, tuple[float, float]]]:
    """The cells, the edges of neighbours moved to a blank between texts, where one runs over them."""
    blanks = [(above[1] + below[0]) / 2 for above, below in pairwise(texts)]
    edges = [box for _, box in cells]
    for k, (above, below) in enumerate(pairwise(edges)):
        edge = above[1]
        cut = next((text for text in texts if text[0] < edge < text[1]), None)
        if cut is None or cells[k][0].stop != cells[k + 1][0].start:
            continue
        near = min(blanks, key=lambda y: abs(y - edge), default=edge)
        if edges[k][0] < near < below[1]:
            edges[k], edges[k + 1] = (edges[k][0], near), (near, below[1])
    return [(rows, box) for (rows, _), box in zip(cells, edges, strict=True)]


def _texts(prints: Sequence[Print], close: float) -> list[tuple[float, float]]:
    """Top and bottom of each run of lines that stand close below each other."""
    out: list[tuple[float, float]] = []
    for box in sorted((item.box for item in prints), key=lambda box: box.y0):
        if out and box.y0 - out[-1][1] < close * box.height:
            out[-1] = (out[-1][0], max(out[-1][1], box.y1))
        else:
            out.append((box.y0, box.y1))
    return out
