"""Columns without a rule between them that part words → one column.

Words that are the same in several rows leave a blank lane behind them. But all that stands right of it then
follows close behind, and the two columns have one name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.structure.cells.column_joins import column_texts, is_joinable, with_column_joined
from models.structure.found_table import FoundTable
from models.structure.rows.print_blocks import Print


@dataclass(frozen=True)
class WordOptions:
    """fewest: rows parted so. close: blank between their parts, in line heights, at most. mostly: share of
    the cells of either column that hold words.
    """

    fewest: int = 2
    close: float = 0.9
    mostly: float = 0.5


def join_parted_words(
    table: FoundTable, prints: Sequence[Print], options: WordOptions = WordOptions()
) -> FoundTable:
    """The table with such columns joined."""
    columns = max(slot.col + slot.col_span for slot in table.slots)
    for col in reversed(range(columns - 1)):
        if table.ruling != "full" and is_joinable(table, col) and _parts_words(table, col, prints, options):
            table = with_column_joined(table, col)
    return table


def _parts_words(table: FoundTable, col: int, prints: Sequence[Print], options: WordOptions) -> bool:
    """Whether all that stands in the column right of one goes on with what stands there, header aside."""
    left, right = (column_texts(table, c, prints, spanned=c == col) for c in (col, col + 1))
    if 0 in left and 0 in right:
        return False  # each has a name of its own
    fronts, backs = ({row: item for row, item in own.items() if row} for own in (left, right))
    if len(backs) < options.fewest or not set(backs) <= set(fronts):
        return False
    blanks = (backs[row].box.x0 - fronts[row].box.x1 for row in backs)
    close = options.close * min(item.box.height for item in backs.values())
    words = (sum(any(c.isalpha() for c in item.text) for item in own.values()) for own in (fronts, backs))
    are_words = all(n > options.mostly * len(own) for n, own in zip(words, (fronts, backs), strict=True))
    return are_words and all(blank < close for blank in blanks)
