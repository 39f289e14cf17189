"""Columns without a rule between them that part figures at their thousands → one column.

"2 050" and "364" below each other leave a blank lane after the thousands, as two columns would. But the right
one then holds no figures except three digits each, close behind what stands left of it. Dashes and the words
of a header may stand over either.
"""

import re
from collections.abc import Sequence

from models.structure.cells.column_joins import column_texts, is_joinable, with_column_joined
from models.structure.found_table import FoundTable
from models.structure.rows.print_blocks import Print

_MONEY = r"(?:[^\W\d]{0,3}[.$€]? ?)"  # before totals alone, for the most part
_FRONT = re.compile(rf"^{_MONEY}[-(]?\d{{1,3}}(?: \d{{3}})*$")
_BACK = re.compile(r"^\d{3}(?: \d{3})*(?:[.,] ?\d{1,2})?\)?$")
_SMALL = re.compile(r"^[-(]?\d{1,3}(?:[.,] ?\d{1,2})?\)?$")
_SPACED = re.compile(r"^[-(]?\d{1,3}(?: \d{3})+(?:[.,] ?\d{1,2})?\)?$")
FEWEST = 2  # figures parted so, where nothing else stands behind
FEWEST_AMONG = 5  # the same where words or dashes do, or some figures are misread
MOSTLY = 0.9  # share of the figures behind, and of those in front, that are such parts
CLOSE = 0.8  # of their height: the blank between their parts, at most


def join_parted_figures(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with such columns joined."""
    columns = max(slot.col + slot.col_span for slot in table.slots)
    for col in reversed(range(columns - 1)):
        if table.ruling != "full" and is_joinable(table, col) and _parts_figures(table, col, prints):
            table = with_column_joined(table, col)
    return table


def _parts_figures(table: FoundTable, col: int, prints: Sequence[Print]) -> bool:
    """Whether a column holds the fronts of figures, and the one right of it their last digits."""
    fronts, backs = (column_texts(table, c, prints) for c in (col, col + 1))
    if 0 not in backs:
        fronts.pop(0, None)  # the name of both
    front, back = (
        {row: item for row, item in texts.items() if _holds_digits(item)} for texts in (fronts, backs)
    )
    parted = sum(row in back and _belong(item, back[row]) for row, item in front.items())
    if front == fronts and back == backs and parted == len(front) and all(map(_is_end, back.values())):
        return parted >= FEWEST
    # Where thousands stand apart behind, a figure without a front may have any length; else it has none.
    spaced = sum(bool(_SPACED.match(item.text)) for item in back.values()) >= FEWEST_AMONG
    whole = sum(spaced or bool(_SMALL.match(back[row].text)) for row in back.keys() - front.keys())
    fewest = 1 if spaced else FEWEST_AMONG
    return parted >= max(fewest, MOSTLY * len(front)) and whole >= MOSTLY * len(back.keys() - front.keys())


def _holds_digits(item: Print) -> bool:
    """Whether print is a figure or a part of one; misread words may hold some, too."""
    digits = sum(char.isdigit() for char in item.text)
    return digits > sum(char.isalpha() for char in item.text)


def _is_end(item: Print) -> bool:
    return bool(_BACK.match(item.text))


def _belong(front: Print, back: Print) -> bool:
    close = back.box.x0 - front.box.x1 < CLOSE * front.box.height
    return close and bool(_FRONT.match(front.text)) and _is_end(back)
