"""Signs of money at the left edge of their columns, far from their amounts → in one cell with these.

Where no rule is printed between two columns, such a sign stands nearer to what is left of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import AMOUNT, Print, prints_in

_MARK = r"(?:(?:US|RD|MX|[CRU])?\$|\$us|\$b|Bs|[QL]|[SB]/|Gs|Lps|[€₡¢₲£])\.?"
_SIGN = re.compile(_MARK, re.IGNORECASE)
_BEHIND = re.compile(rf"\s*{_MARK}$", re.IGNORECASE)  # of the next amount in the row


def with_signs_of_money(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with the cells of a row parted left of each sign that stands before an amount of the next.

    Signs that stand behind their amounts, as some do in all rows, stay with them.
    """
    if table.ruling == "full":
        return table
    found = list(_signs_before_amounts(table, prints))
    if not any(words for *_, words in found):
        return table
    moved: dict[Slot, Slot] = {}
    for left, right, sign, _ in found:
        moved[left] = replace(
            moved.get(left, left), bbox=moved.get(left, left).bbox._replace(x1=sign.box.x0 - 1)
        )
        moved[right] = replace(
            moved.get(right, right), bbox=moved.get(right, right).bbox._replace(x0=sign.box.x0 - 1)
        )
    return replace(table, slots=tuple(moved.get(slot, slot) for slot in table.slots))


def _signs_before_amounts(
    table: FoundTable, prints: Sequence[Print]
) -> Iterator[tuple[Slot, Slot, Print, bool]]:
    """The cell of a sign, the next one with its amount, the sign, and whether no amount is left of it.

    None in columns of signs alone.
    """
    starts = {(slot.row, slot.row_span, slot.col): slot for slot in table.slots}
    held = {slot: sorted(prints_in(slot.bbox, prints), key=lambda item: item.box.x0) for slot in table.slots}
    others = {slot.col for slot, inside in held.items() if slot.row and any(not _is_sign(i) for i in inside)}
    for left, inside in held.items():
        right = starts.get((left.row, left.row_span, left.col + left.col_span))
        if right is None or left.col not in others or not inside or not _is_sign(inside[-1]):
            continue
        amounts = prints_in(right.bbox, prints)
        if len(amounts) == 1 and AMOUNT.match(_BEHIND.sub("", amounts[0].text)):
            yield left, right, inside[-1], not any(AMOUNT.match(item.text) for item in inside)


def _is_sign(item: Print) -> bool:
    return bool(_SIGN.fullmatch(item.text.strip()))
