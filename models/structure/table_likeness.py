"""Whether lines of print that happen to align are a table, or a block of labels, a letter's head, a title."""

from collections.abc import Sequence

from models.structure.finder import FoundTable
from models.structure.wrapped_rows import FIGURE, Print

FEWEST_FILLED = 0.45


def is_table(table: FoundTable, prints: Sequence[Print]) -> bool:
    """Whether a table without rules deserves the name: columns of figures, or three well-filled columns."""
    if table.ruling != "none":
        return True
    columns: dict[int, list[str]] = {}
    rows: set[int] = set()
    for slot in table.slots:
        texts = [item.text for item in prints if slot.bbox.contains(*item.box.centre)]
        if texts:
            columns.setdefault(slot.col, []).append(" ".join(texts))
            rows.add(slot.row)
    if len(rows) < 3 or len(columns) < 2:
        return False
    columns = {col: texts for col, texts in columns.items() if len(texts) >= max(2, 0.3 * len(rows))}
    shares = [sum(bool(FIGURE.match(text)) for text in texts) / len(texts) for texts in columns.values()]
    filled = sum(len(texts) for texts in columns.values()) / (len(rows) * max(1, len(columns)))
    if len(columns) <= 2:  # labels and their values, unless the values are an account's figures
        return len(columns) == 2 and max(shares) >= 0.75 and len(rows) >= 4
    if max(shares) < 0.5:
        return len(columns) >= 4 and filled >= 0.6
    return filled >= FEWEST_FILLED
