"""A cell over several columns with one amount in each of the last of them → a cell for each: rules were lost.

What stands left of the first amount is their name, over the columns before. A single one is parted from the
name of a total alone, or from blanks on its right where it is set as the amounts above and below. Words are
parted from blanks on their left where they begin as those above and below do. And a header over several
columns with words in each of them, right above figures, is the header of each.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import FIGURE, MONEY, Print, prints_in
from models.structure.table_likeness import TOTAL

_AMOUNT = re.compile(MONEY)
OVER = 0.4  # line heights by which an amount may reach over the edge of its column
FEWEST = 2  # amounts of a cell whose name is not that of a total
SPECKS = " .,:;'`´·|"  # what is left of a rule beside an amount
FLUSH = 0.5  # line heights between the ends of amounts, or beginnings of words, of one column
FEWEST_FLUSH = 3  # cells of a column that words begin with
IN_COLUMN = 0.6  # share of the cells of a column alone that hold an amount, where they have any print


def part_spanned_columns(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such cells parted where its other rows are."""
    edges = {slot.col: slot.bbox.x0 for slot in table.slots}
    edges[max(slot.col + slot.col_span for slot in table.slots)] = table.bbox.x1
    amounts = _amount_columns(table, prints)
    slots: list[Slot] = []
    for slot in table.slots:
        columns = _columns_of_amounts(slot, prints, edges) if slot.col_span > 1 else []
        columns = columns if set(columns) <= amounts else []
        columns = columns or _columns_of_lone_amount(slot, table, prints, edges, amounts)
        columns = columns or _columns_of_words_aside(slot, table, prints, edges)
        columns = columns or _columns_of_heads(slot, table, prints, edges)
        slots.extend(_parted(slot, columns, edges) if columns else [slot])
    return replace(table, slots=tuple(slots)) if len(slots) > len(table.slots) else table


def _columns_of_heads(
    slot: Slot, table: FoundTable, prints: Sequence[Print], edges: dict[int, float]
) -> list[int]:
    """All columns of a cell, if each has words of its own in it and figures right below; else none."""
    columns = list(range(slot.col, slot.col + slot.col_span))
    below = [
        other
        for other in table.slots
        if other.row == slot.row + slot.row_span and other.col in columns and other.col_span == 1
    ]
    inside = prints_in(slot.bbox, prints)
    own = {col: [item for item in inside if _is_in(item, col, edges)] for col in columns}
    words = all(items and not any(_AMOUNT.match(item.text) for item in items) for items in own.values())
    figures = [
        all(FIGURE.match(item.text) for item in found)
        for other in below
        if (found := prints_in(other.bbox, prints))
    ]
    whole = len(inside) == sum(map(len, own.values())) and len(figures) == len(columns) > 1
    return columns if whole and words and all(figures) else []


def _amount_columns(table: FoundTable, prints: Sequence[Print]) -> set[int]:
    texts: dict[int, list[str]] = {}
    for slot in table.slots:
        if slot.col_span == 1 and (inside := prints_in(slot.bbox, prints)):
            texts.setdefault(slot.col, []).append(" ".join(item.text for item in inside))
    shares = {
        col: sum(bool(_AMOUNT.match(text.strip(SPECKS))) for text in own) / len(own)
        for col, own in texts.items()
    }
    return {col for col, share in shares.items() if share >= IN_COLUMN}


def _columns_of_amounts(slot: Slot, prints: Sequence[Print], edges: dict[int, float]) -> list[int]:
    """The last columns of a cell, if each holds one whole amount and all other print stands left of them."""
    inside = sorted(prints_in(slot.bbox, prints), key=lambda item: item.box.x0)
    amounts = [item for item in inside if _AMOUNT.match(item.text)]
    end = slot.col + slot.col_span
    columns = list(range(end - len(amounts), end))
    names = inside[: len(inside) - len(amounts)]
    fewest = 1 if any(TOTAL.search(item.text) for item in names) else FEWEST
    if not fewest <= len(amounts) < slot.col_span + (not names):
        return []
    if not all(_is_in(item, col, edges) for item, col in zip(amounts, columns, strict=True)):
        return []
    before = all(item.box.x1 < edges[columns[0]] + OVER * item.box.height for item in names)
    return columns if before and inside[len(names) :] == amounts else []


def _columns_of_lone_amount(
    slot: Slot, table: FoundTable, prints: Sequence[Print], edges: dict[int, float], amounts: set[int]
) -> list[int]:
    """All columns of a cell, each of amounts, if it holds but one, in the first of them, that ends where most
    of those of that column do."""
    columns = list(range(slot.col, slot.col + slot.col_span))
    inside = prints_in(slot.bbox, prints)
    if len(columns) < 2 or not set(columns) <= amounts or len(inside) != 1:
        return []
    item = inside[0]
    if not _AMOUNT.match(item.text.strip(SPECKS)) or not _is_in(item, slot.col, edges):
        return []
    own = [other for other in table.slots if other.col == slot.col and other.col_span == 1]
    ends = [found[0].box.x1 for other in own if len(found := prints_in(other.bbox, prints)) == 1]
    flush = sum(abs(end - item.box.x1) < FLUSH * item.box.height for end in ends)
    return columns if flush > IN_COLUMN * len(ends) else []


def _columns_of_words_aside(
    slot: Slot, table: FoundTable, prints: Sequence[Print], edges: dict[int, float]
) -> list[int]:
    """Both columns of a cell, if all it holds stands in the second and begins where most cells of that do."""
    first, second = slot.col, slot.col + 1
    inside = prints_in(slot.bbox, prints)
    if slot.col_span != 2 or not inside or not all(_is_in(item, second, edges) for item in inside):
        return []
    alone = [other for other in table.slots if other.col_span == other.row_span == 1]
    starts = [
        min(item.box.x0 for item in found)
        for other in alone
        if other.col == second and (found := prints_in(other.bbox, prints))
    ]
    left, near = min(item.box.x0 for item in inside), FLUSH * inside[0].box.height
    flush = sum(abs(start - left) < near for start in starts)
    has_first = any(other.col == first and prints_in(other.bbox, prints) for other in alone)
    return [first, second] if has_first and flush >= FEWEST_FLUSH and flush > IN_COLUMN * len(starts) else []


def _is_in(item: Print, col: int, edges: dict[int, float]) -> bool:
    """Whether print stands in a column; in none where no cell of the table begins or ends."""
    left, right, over = edges.get(col), edges.get(col + 1), OVER * item.box.height
    return left is not None and right is not None and left - over < item.box.x0 and item.box.x1 < right + over


def _parted(slot: Slot, columns: Sequence[int], edges: dict[int, float]) -> list[Slot]:
    """A cell as one for its name, if any, and one for each of the columns."""
    name = replace(slot, col_span=columns[0] - slot.col, bbox=slot.bbox._replace(x1=edges[columns[0]]))
    cells = [
        replace(slot, col=col, col_span=1, bbox=slot.bbox._replace(x0=edges[col], x1=edges[col + 1]))
        for col in columns
    ]
    return [name, *cells] if name.col_span else cells
