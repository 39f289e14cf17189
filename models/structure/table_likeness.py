"""Whether lines of print that happen to align are a table, or a block of labels, a letter's head, a title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.structure.found_table import FoundTable
from models.structure.rows.print_blocks import FIGURE, Print, prints_in

TOTAL = re.compile(r"\btotal|\bsuma|\bvan\b|\bvienen\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d\D*\d\D*\d")  # scribbles read as one or two
FEWEST_FIGURES = 3  # of a single row
FEWEST_CELLS = 5  # of a single row that is none of totals


@dataclass(frozen=True)
class LikenessOptions:
    """What an unruled table has to show; shares of cells unless said otherwise.

    fewest_rows, fewest_pairs: rows of a table, and of one with two columns. used: share of the rows that a
    column has print in. figures: in the column with most figures; figures_beside_labels: where it stands
    beside one other. filled: all cells together; columns_of_words, filled_with_words: columns and share where
    hardly any are figures; fewest_of_words: rows where no longer figure is: those who sign, with their posts,
    stand beside each other in fewer.
    """

    fewest_rows: int = 3
    fewest_pairs: int = 4
    used: float = 0.3
    figures: float = 0.5
    figures_beside_labels: float = 0.75
    filled: float = 0.45
    columns_of_words: int = 4
    filled_with_words: float = 0.6
    fewest_of_words: int = 8


def is_table(
    table: FoundTable, prints: Sequence[Print], options: LikenessOptions = LikenessOptions()
) -> bool:
    """Whether a table without rules, or of a single row, deserves the name: columns of figures, or several
    well-filled columns."""
    is_row = all(slot.row == 0 for slot in table.slots)
    if table.ruling != "none" and not is_row:
        return True
    columns, rows = _texts_by_column(table, prints)
    # Totals alone, or below the names of their columns, are the end of a table on a page of its own.
    is_end = (rows == 1 or len(columns) >= options.columns_of_words) and _is_lone_total(
        _last_row(table, prints)
    )
    if is_end or (table.ruling != "none" and _is_lone_entry(table, columns)):
        return True
    if rows < options.fewest_rows or len(columns) < 2:
        return False
    used = [texts for texts in columns if len(texts) >= max(2, options.used * rows)]
    figures = max((_share_of_figures(texts) for texts in used), default=0.0)
    filled = sum(len(texts) for texts in used) / (rows * max(1, len(used)))
    if len(used) <= 2:  # labels and their values, unless the values are an account's figures
        return len(used) == 2 and figures >= options.figures_beside_labels and rows >= options.fewest_pairs
    if figures < options.figures:
        told = rows >= options.fewest_of_words or any(
            map(_DIGITS.search, (text for of in used for text in of))
        )
        return told and len(used) >= options.columns_of_words and filled >= options.filled_with_words
    return filled >= options.filled


def _is_lone_total(texts: Sequence[str]) -> bool:
    """Whether a single row says that it is of totals, and holds several figures."""
    figures = sum(bool(FIGURE.match(text)) for text in texts)
    return figures >= FEWEST_FIGURES and any(TOTAL.search(text) for text in texts)


def _is_lone_entry(table: FoundTable, columns: Sequence[Sequence[str]]) -> bool:
    """Whether each of many cells between upright rules is filled, several with figures: the last entry of a
    table, on a page of its own."""
    figures = sum(bool(FIGURE.match(" ".join(texts))) for texts in columns)
    return len(columns) == len(table.slots) >= FEWEST_CELLS and figures >= FEWEST_FIGURES


def _last_row(table: FoundTable, prints: Sequence[Print]) -> list[str]:
    """The texts of the last row that has any."""
    rows: dict[int, list[str]] = {}
    for slot in table.slots:
        rows.setdefault(slot.row, []).extend(item.text for item in prints_in(slot.bbox, prints))
    return rows[max(row for row, texts in rows.items() if texts)] if any(rows.values()) else []


def _texts_by_column(table: FoundTable, prints: Sequence[Print]) -> tuple[list[list[str]], int]:
    """The texts of the cells of each column that has any, and the number of rows that have."""
    columns: dict[int, list[str]] = {}
    rows: set[int] = set()
    for slot in table.slots:
        texts = [item.text for item in prints_in(slot.bbox, prints)]
        if texts:
            columns.setdefault(slot.col, []).append(" ".join(texts))
            rows.add(slot.row)
    return list(columns.values()), len(rows)


def _share_of_figures(texts: Sequence[str]) -> float:
    return sum(bool(FIGURE.match(text)) for text in texts) / len(texts)
