"""What a column as a whole says of the entries that do not read as its others do.

Codes that all end in a point do so where the reader lost it; rows that count up count on where the number of
one was read as letters ("II" between 10 and 12); a third decimal, 1 in nearly all amounts, is the rule beside
them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from extraction.readings.glyphs import letters_to_digits
from schemas.table import Entry, TableCell
from schemas.value import NUMERIC, Reading, Repair, Value, ValueType

FEWEST: Final = 4  # entries that agree
MOSTLY: Final = 0.75  # share of them, of all that are alike
BY_COLUMN: Final = 1.0  # cost of what only the others of a column tell, in nats

_BESIDE: Final = " .-–—"  # what is left of a rule beside the number of a row
_MARKS: Final = re.compile(r"[.\-/]")
_RULED: Final = re.compile(r"(-?\d+\.\d\d)1")


def read_by_column(cells: Sequence[TableCell], types: Sequence[ValueType]) -> tuple[TableCell, ...]:
    """The cells, with the readings that the others of their column give them. types: of each column."""
    mended: dict[tuple[int, int], Entry] = {}
    for col, value_type in enumerate(types):
        own = [cell for cell in cells if cell.col == col and cell.role == "body" and len(cell.entries) == 1]
        found = _final_points(own) if value_type == "code" else {}
        if value_type in NUMERIC or value_type == "code":
            found |= _counted(own)
        if value_type in NUMERIC:
            found |= _before_rule(own)
        mended |= {(row, col): entry for row, entry in found.items()}
    return tuple(
        cell.replace(entries=(mended[cell.row, cell.col],)) if (cell.row, cell.col) in mended else cell
        for cell in cells
    )


def _final_points(cells: Sequence[TableCell]) -> dict[int, Entry]:
    """The codes without a final point, where nearly all of as many levels have one, by their rows."""
    codes = [(cell, cell.value.value) for cell in cells if cell.value and cell.value.type == "code"]
    levels = Counter(_levels(code) for _, code in codes)
    pointed = Counter(_levels(code) for _, code in codes if code.endswith("."))
    return {
        cell.row: _with_reading(cell.entries[0], f"{code}.", "code", "separator_corrected")
        for cell, code in codes
        if code[-1].isalnum() and pointed[_levels(code)] >= FEWEST
        if pointed[_levels(code)] > MOSTLY * levels[_levels(code)]
    }


def _levels(code: str) -> int:
    return sum(map(bool, _MARKS.split(code)))


def first_count(cells: Sequence[TableCell]) -> int | None:
    """The number of the first of a column's cells where nearly all that have one count up; else None."""
    counts = Counter(
        int(cell.value.value) - place
        for place, cell in enumerate(cells)
        if cell.value and cell.value.value.isdigit()
    )
    first, times = counts.most_common(1)[0] if counts else (0, 0)
    return first if times >= FEWEST and times > MOSTLY * counts.total() else None


def _counted(cells: Sequence[TableCell]) -> dict[int, Entry]:
    """The entries that are no value, but look like the number that is missing where rows count up, by row."""
    first = first_count(cells)
    if first is None:
        return {}
    return {
        cell.row: _with_reading(cell.entries[0], str(first + place), "number", "glyph_corrected")
        for place, cell in enumerate(cells)
        if not (cell.value and cell.value.value.isdigit())
        if letters_to_digits(cell.text.strip(_BESIDE)).text == str(first + place)
    }


def _before_rule(cells: Sequence[TableCell]) -> dict[int, Entry]:
    """The amounts without the 1 that nearly all of them end in, by row."""
    amounts = [(cell, cell.value) for cell in cells if cell.value and "." in cell.value.value]
    ruled = [(cell, value, _RULED.fullmatch(value.value)) for cell, value in amounts]
    found = {
        cell.row: _with_reading(cell.entries[0], match[1], value.type, "neighbour_parted")
        for cell, value, match in ruled
        if match
    }
    return found if len(found) > FEWEST and len(found) > MOSTLY * len(amounts) else {}


def _with_reading(entry: Entry, value: str, value_type: ValueType, rule: str) -> Entry:
    """The entry with its value as the first of its readings."""
    known = entry.readings[0] if entry.readings else None
    repair = Repair(rule=rule, before=entry.text, after=value, evidence="as the others of its column")
    reading = Reading(
        value=Value(type=value_type, value=value),
        cost=(known.cost if known else 0.0) + BY_COLUMN,
        repairs=(*(known.repairs if known else ()), repair),
    )
    later = [one.replace(cost=max(one.cost, reading.cost) + BY_COLUMN) for one in entry.readings]
    return entry.replace(readings=(reading, *later))
