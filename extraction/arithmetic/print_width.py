"""How wide figures are printed: whether there is room on the paper for a digit that no reader saw."""

from collections.abc import Mapping
from statistics import median
from typing import Final

from extraction.arithmetic.cell_relations import Slot
from schemas.table import Entry

FEWEST: Final = 4
_WIDTHS: Final = {**dict.fromkeys(".,'’:; ", 0.5), **dict.fromkeys("-()", 0.6), "%": 1.6}

Columns = Mapping[tuple[str, int], float]


def digit_widths(entries: Mapping[Slot, Entry]) -> Columns:
    """The usual width of a digit in each column of figures, by table and column; in pixels."""
    widths: dict[tuple[str, int], list[float]] = {}
    for slot, entry in entries.items():
        if (printed := _printed(entry)) and any(char.isdigit() for char in entry.text):
            widths.setdefault((slot.table, slot.col), []).append(printed / _in_digits(entry.text))
    return {column: median(of) for column, of in widths.items() if len(of) >= FEWEST}


def room_beside(entry: Entry, slot: Slot, widths: Columns) -> float | None:
    """How many digits wider an entry is printed than its text says; None where that is not known."""
    width, printed = widths.get((slot.table, slot.col)), _printed(entry)
    return printed / width - _in_digits(entry.text) if width and printed else None


def _printed(entry: Entry) -> float:
    """The width of an entry's one line in pixels; 0 where it has no box, or several lines."""
    boxes = [line.bbox for line in entry.lines]
    return boxes[0].width if len(boxes) == 1 and boxes[0] is not None else 0.0


def _in_digits(text: str) -> float:
    return sum(_WIDTHS.get(char, 1.0) for char in text) or 1.0
