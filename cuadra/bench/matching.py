"""When a reading counts as right: texts, numbers, boxes and grid positions compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

Cell = Mapping[str, Any]
Relation = tuple[int, int, str]
_LEAST_OVERLAP = 0.3
_REPEATING_DIGITS = 12
_SAME_TEXT = 0.95


def plain(text: str | None) -> str:
    """The text without blanks and case, in one Unicode form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text or "")).casefold()


def to_decimal(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except (InvalidOperation, ValueError):
        return None


def same_number(found: object, true: object) -> bool:
    """Equal; of a long repeating fraction, which the page itself may cut, 12 significant digits."""
    one, other = to_decimal(found), to_decimal(true)
    if one is None or other is None:
        return False
    if one == other:
        return True
    is_long = len(other.as_tuple().digits) > _REPEATING_DIGITS
    return is_long and abs(one - other) <= abs(other) * Decimal(10) ** -(_REPEATING_DIGITS - 1)


def similarity(one: str | None, other: str | None) -> float:
    """1 less the edit distance as a share of the longer text."""
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    if not first or not second:
        return 0.0
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above = row
        row = [i]
        for j, b in enumerate(second, 1):
            row.append(min(row[-1] + 1, above[j] + 1, above[j - 1] + (a != b)))
    return 1 - row[-1] / max(len(first), len(second))


def same_field(found: object, true: str) -> bool:
    """Whether a record's field is right: numbers by value, dates exactly, texts nearly."""
    if found is None:
        return true == ""
    text = str(found)
    if re.fullmatch(r"-?\d+(\.\d+)?", true):
        return same_number(text, true) or plain(text) == plain(true)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", true):
        return text == true
    return similarity(text, true) >= _SAME_TEXT


def overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Intersection over union of two boxes."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def neighbours(cells: Sequence[Cell]) -> set[Relation]:
    """Pairs of cells side by side or one above the other (ICDAR 2013), by their place in the grid."""
    grid = {slot: index for index, cell in enumerate(cells) for slot in slots(cell)}
    found: set[Relation] = set()
    for (row, col), index in grid.items():
        for direction, place in (("h", (row, col + 1)), ("v", (row + 1, col))):
            other = grid.get(place)
            if other is not None and other != index:
                found.add((index, other, direction))
    return found


def slots(cell: Cell) -> Iterable[tuple[int, int]]:
    for row in range(cell["row"], cell["row"] + (cell.get("row_span") or 1)):
        for col in range(cell["col"], cell["col"] + (cell.get("col_span") or 1)):
            yield row, col


def match_cells(true: Sequence[Cell], found: Sequence[Cell]) -> dict[int, int]:
    """True cell → found cell, one to one: by overlap, the best first; then by the middle of the true text."""
    pairs = sorted(
        ((overlap(a["bbox"], b["bbox"]), i, j) for i, a in enumerate(true) for j, b in enumerate(found)),
        reverse=True,
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for share, i, j in pairs:
        if share < _LEAST_OVERLAP:
            break
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    for i, cell in enumerate(true):
        if i not in matched:
            _match_by_middle(i, cell, found, matched, used)
    return matched


def _match_by_middle(
    i: int, cell: Cell, found: Sequence[Cell], matched: dict[int, int], used: set[int]
) -> None:
    box = cell.get("text_bbox") or cell["bbox"]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for j, other in enumerate(found):
        place = other["bbox"]
        if j not in used and place[0] <= x <= place[2] and place[1] <= y <= place[3]:
            matched[i] = j
            used.add(j)
            return
