"""A date that a narrow column broke over lines, its slashes at the line ends often read as ones."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final, NamedTuple

from extraction.readings.dates import date_readings

MOST_LINES: Final = 3
_DATE: Final = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1(?:\d{4}|\d\d)")
_NAMED_MONTH: Final = re.compile(r"\d{1,2}([/.\-])[A-Za-z]{3,4}\.?\1(?:\d{4}|\d\d)")
_MARK_AS_DIGIT: Final = re.compile(r"[17lI|]$")
_LOOSE: Final = re.compile(r"[\d/.\-lI|]+|[A-Za-z]{3,4}[/.\-1I|]?|[A-Za-z]{3}l")


class BrokenDate(NamedTuple):
    """The date as printed, and whether a mark had to be put in place of a misread character."""

    text: str
    corrected: bool


def broken_date(lines: Sequence[str]) -> BrokenDate | None:
    """The date that two or three lines make, None where they make none."""
    if not 2 <= len(lines) <= MOST_LINES:
        return None
    pieces = _with_one_hyphen(["".join(line.split()) for line in lines])
    whole = "".join(pieces)
    if _NAMED_MONTH.fullmatch(whole) and date_readings(whole):
        return BrokenDate(whole, False)
    if not all(map(_LOOSE.fullmatch, pieces)):
        return None
    for text, corrected in _drafts(pieces):
        if (_DATE.fullmatch(text) or _NAMED_MONTH.fullmatch(text)) and date_readings(text):
            return BrokenDate(text, corrected)
    return None


def _with_one_hyphen(pieces: Sequence[str]) -> list[str]:
    """The lines without a hyphen right after another: so Spanish breaks what has one of its own."""
    again = [above.endswith("-") and below.startswith("-") for above, below in pairwise(pieces)]
    return [
        piece.removeprefix("-") if twice else piece
        for piece, twice in zip(pieces, [False, *again], strict=True)
    ]


def _drafts(pieces: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The lines joined as they are, then with a slash in place of what ends a line, the fewest first."""
    yield "".join(pieces), False
    options = [(piece, _MARK_AS_DIGIT.sub("/", piece)) for piece in pieces[:-1]]
    for chosen in sorted(product((0, 1), repeat=len(options)), key=sum):
        if any(chosen):
            heads = (option[at] for option, at in zip(options, chosen, strict=True))
            yield "".join((*heads, pieces[-1])), True
