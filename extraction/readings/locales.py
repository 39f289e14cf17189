"""Which decimal mark a column of printed numbers uses, voted over all its texts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from schemas.base import Frozen


class Locale(StrEnum):
    """How numerals are punctuated; both also accept a space or an apostrophe between thousands."""

    POINT_DECIMAL = "point_decimal"
    COMMA_DECIMAL = "comma_decimal"

    @property
    def decimal(self) -> str:
        return "." if self is Locale.POINT_DECIMAL else ","

    @property
    def thousands(self) -> str:
        return "," if self is Locale.POINT_DECIMAL else "."


class LocaleVote(Frozen):
    """The winning locale (None without evidence), its margin in nats, and how the texts voted.

    `decimals` is how many decimals nearly all texts print, None where they differ or are few. `signs` says
    that a minus behind figures is their sign: no more than half end in one, and none in ".-", "no cents".
    """

    locale: Locale | None
    margin: float
    point: int
    comma: int
    neutral: int
    decimals: int | None = None
    signs: bool = False


class _Ballot(NamedTuple):
    mark: str
    weight: float


_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘`´′", "'"))
_NUMERAL: Final = re.compile(r"\d(?:[\d.,' ]*\d)?")
_NOT_A_NUMBER: Final = re.compile(r"[^\W\d_]{4,}|\d[/:-]\d|^\W*\d{1,2}[.,]\d{1,2}[.,](?:19|20)?\d\d\W*$")
_IN_THOUSANDS: Final = re.compile(r"\d{3}[.,]\d{3}")
_THREES: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_MARKS: Final = re.compile(r"[.,]")
_CLEAR: Final = 3.0
_LIKELY: Final = 2.0
_WEAK: Final = 0.7
_THOUSAND: Final = 3
_FEWEST_FOR_DECIMALS: Final = 4
_SHARE_FOR_DECIMALS: Final = 0.8
_ENDING: Final = re.compile(r"(?<=\d)\s?[.,]?\s?[-−–—=]{1,2}\s*$")
_NO_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.85  # of the figures with marks: some are garbled


def vote_locale(texts: Iterable[str]) -> LocaleVote:
    """Weigh the punctuation of all `texts` of a column (or table) for one locale or the other."""
    texts = [text for text in texts if _numeral(text)]
    numerals = [_numeral(text) for text in texts]
    ballots = [_ballot(numeral) for numeral in numerals]
    point = sum(ballot.weight for ballot in ballots if ballot and ballot.mark == ".")
    comma = sum(ballot.weight for ballot in ballots if ballot and ballot.mark == ",")
    locale = None
    if point != comma:
        locale = Locale.POINT_DECIMAL if point > comma else Locale.COMMA_DECIMAL
    marks = Counter(ballot.mark if ballot else "" for ballot in ballots)
    return LocaleVote(
        locale=locale,
        margin=round(abs(point - comma), 6),
        point=marks["."],
        comma=marks[","],
        neutral=marks[""],
        decimals=_usual_decimals(numerals, locale),
        signs=_minus_is_sign(texts),
    )


def _minus_is_sign(texts: Sequence[str]) -> bool:
    """Whether a minus behind figures is their sign."""
    ends = ["".join(match.group().split()) for match in map(_ENDING.search, texts) if match]
    without_cents = any(end[0] in ".,=" or len(end) > 1 for end in ends)
    return not without_cents and len(ends) <= _NO_HALF * len(texts)


def _numeral(text: str) -> str:
    """The one numeral in `text`, without blanks; empty when there is none or it is no amount."""
    if _NOT_A_NUMBER.search(text):
        return ""
    match = _NUMERAL.search(text.translate(_APOSTROPHES))
    return match.group().replace(" ", "") if match else ""


def _ballot(numeral: str) -> _Ballot | None:
    """Which decimal mark `numeral` speaks for, and how clearly."""
    marks = [char for char in numeral if char in ".,"]
    if not marks:
        return None
    last, other = marks[-1], "," if marks[-1] == "." else "."
    millions, _, rest = numeral.rpartition("'")
    if millions and len(marks) == 1 and _IN_THOUSANDS.fullmatch(rest):
        return _Ballot(other, _LIKELY)  # 8'063,756: the apostrophe parts millions, the other mark thousands
    numeral = numeral.replace("'", "")
    if len(set(marks)) > 1:
        # In 55.234,911 a mark was misread rather than three decimals printed.
        weight = _WEAK if _THREES.fullmatch(numeral) else _CLEAR if marks.count(last) == 1 else _LIKELY
        return _Ballot(last, weight)
    groups = numeral.split(last)
    if len(marks) > 1:
        whole = all(len(group) == _THOUSAND for group in groups[1:])
        return _Ballot(other, _CLEAR if whole else _WEAK)
    before, after = groups
    if len(after) != _THOUSAND:
        return _Ballot(last, _LIKELY)
    is_decimal = len(before) > _THOUSAND or before.startswith("0")
    return _Ballot(last if is_decimal else other, _WEAK)


def _all_in_thousands(numerals: list[str]) -> bool:
    """Whether marks part three digits nearly everywhere, but not all alike, as where commas read as points.

    Either mark stands alone, or at last, in some figures; or most figures of several marks have one of them
    alone.
    """
    marked = [numeral for numeral in numerals if _MARKS.search(numeral)]
    marks = [_MARKS.findall(numeral) for numeral in marked if _THREES.fullmatch(numeral)]
    if len(marks) < max(_FEWEST_FOR_DECIMALS, _NEARLY_ALL * len(marked)):
        return False
    alone = {own[0] for own in marks if len(own) == 1}
    mixed = [own[-1] for own in marks if len(set(own)) > 1]
    repeated = sum(len(set(own)) == 1 < len(own) for own in marks)
    return len(alone) > 1 or len(set(mixed)) > 1 or 0 < len(mixed) <= repeated


def _usual_decimals(numerals: list[str], locale: Locale | None) -> int | None:
    if _all_in_thousands(numerals):
        return 0
    if locale is None or len(numerals) < _FEWEST_FOR_DECIMALS:
        return None
    counts = Counter(len(numeral.partition(locale.decimal)[2]) for numeral in numerals)
    decimals, count = counts.most_common(1)[0]
    return decimals if count >= _SHARE_FOR_DECIMALS * len(numerals) else None
