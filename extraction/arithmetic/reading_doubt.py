"""Whether a number may be printed otherwise than it was read, judged by what its readers saw.

Of misread numbers of known truth, every digit taken for another one left a trace: the recogniser had another
digit among its alternatives, the second reader saw another, or a letter was read. Without a trace digits were
doubled or swallowed beside their twin, or cut off at the edge of the cell; nothing else. A swallowed digit
leaves its place on the paper. So a clear reading that does not add up is taken for the page's own error, not
for a misreading.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Final

from extraction.arithmetic.digit_edits import same_digits, shown_digits
from schemas.base import Frozen
from schemas.table import Entry

CLEAR: Final = 0.99
ROOM: Final = 0.5  # digits: what is swallowed beside its twin leaves its place on the paper
_THOUSANDS: Final = re.compile(r"(?<=\d)[.,'’ ](?=\d{3}(?!\d))")


class Sight(Frozen):
    """What is known beside a reading. at_edge: first digits may be cut off at the cell's left edge.

    lists_rivals: its reader lists what else it saw, so that where it lists nothing it saw nothing. room: how
    many digits wider it is printed than it was read, None where that is not known.
    """

    at_edge: bool = False
    lists_rivals: bool = False
    room: float | None = None


def may_be_misread(entry: Entry | None, read: Decimal, printed: Decimal, sight: Sight = Sight()) -> bool:
    """Whether `printed` may have been read as `read`."""
    seen, meant = shown_digits(read, printed)
    if entry is None or not _is_told(entry, seen, sight) or same_digits(read, printed):
        return True
    rivals = [digits for digits in _rivals(entry) if digits != seen]
    if len(seen) == len(meant):
        doubtful = {at for digits in rivals for at in _places_apart(seen, digits)}
        return _places_apart(seen, meant) <= doubtful
    if len(entry.lines) > 1:
        return True  # what stands where a number is broken may be cut off
    twins = _without_twins(seen) == _without_twins(meant)
    swallowed = len(meant) > len(seen) and (sight.room is None or sight.room >= ROOM)
    doubled = twins and (swallowed or (len(meant) < len(seen) and _keeps_groups(entry.text, printed)))
    return doubled or bool(rivals) or (sight.at_edge and meant.endswith(seen))


def lists_rivals(entries: Iterable[Entry]) -> bool:
    """Whether the reader of a document lists what else it saw."""
    return any(line.alternatives for entry in entries for line in entry.lines)


def _is_told(entry: Entry, seen: str, sight: Sight) -> bool:
    """Whether every digit doubted would be told of, on lines without other letters.

    Text that was not read off pixels tells of no doubt at all: none of its digits is taken for another.
    """
    scores = [line.confidence for line in entry.lines if line.confidence is not None]
    if not entry.lines or (min(scores, default=1.0) < CLEAR and not sight.lists_rivals):
        return False
    return _digits(entry.text) == seen


def _rivals(entry: Entry) -> Iterator[str]:
    """The digits of what else was seen, on one of its lines."""
    for at, line in enumerate(entry.lines):
        before, after = (
            "".join(one.text for one in part) for part in (entry.lines[:at], entry.lines[at + 1 :])
        )
        seen = [one.text for one in line.alternatives] + ([line.second] if line.second is not None else [])
        yield from (_digits(f"{before}{text}{after}") for text in seen)


def _places_apart(seen: str, other: str) -> set[int]:
    """Where two strings of digits differ; everywhere if they are not of one length."""
    if len(seen) != len(other):
        return set(range(len(seen)))
    return {at for at, (one, two) in enumerate(zip(seen, other, strict=True)) if one != two}


def _keeps_groups(text: str, printed: Decimal) -> bool:
    """Whether a number has as many marks of thousands as are seen in a text, if there are any.

    A digit is doubled alone, never with a mark: 17.784.774 for 1.784.774, and not 1,134 for 134.
    """
    groups = len(_THOUSANDS.findall(text))
    return groups in (0, (len(str(int(abs(printed)))) - 1) // 3)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal()).lstrip("0") or "0"


def _without_twins(digits: str) -> str:
    return "".join(digit for digit, _ in groupby(digits))
