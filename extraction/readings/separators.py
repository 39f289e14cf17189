"""Digits and the marks between them: every plausible place of the decimal mark, with its cost in nats."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extraction.readings.locales import Locale

_GROUPS: Final = re.compile(r"\d+|[ .,']+")
_THOUSAND: Final = 3
_LONG_WHOLE: Final = 4

WRONG_MARK: Final = 2.0
WRONG_MARK_AGAIN: Final = 0.5
SPLIT: Final = 0.3
BLANK_THOUSANDS: Final = 0.2
APOSTROPHE_DECIMAL: Final = 2.5
DOUBLED_MARK: Final = 1.5
THREE_DECIMALS: Final = 1.0
AMBIGUOUS_THOUSANDS: Final = 0.3
LOST_THOUSANDS_MARK: Final = 2.0
LOST_DECIMAL_MARK: Final = 2.5
MISCOUNTED_GROUP: Final = 4.0
LOOSE_SPLIT: Final = 3.0
DOUBLED_DIGIT: Final = 2.5
ADDED_DIGIT: Final = 3.5
LEADING_ZERO: Final = 0.5
ODD_DECIMALS: Final = 1.5
BLANK_FOR_POINT: Final = 1.0
LONG_TAIL: Final = 6


class Placement(NamedTuple):
    """One reading of a punctuated numeral: whole and decimal digits, cost, and what had to be mended."""

    whole: str
    decimals: str
    cost: float
    split: bool = False
    corrected: bool = False
    ambiguous: bool = False

    @property
    def value(self) -> str:
        whole = self.whole.lstrip("0") or "0"
        return f"{whole}.{self.decimals}" if self.decimals else whole


class _Mark(NamedTuple):
    char: str
    spaced: bool
    doubled: bool


class _Numeral(NamedTuple):
    groups: tuple[str, ...]
    marks: tuple[_Mark, ...]


class _Part(NamedTuple):
    digits: str
    cost: float
    split: bool = False
    corrected: bool = False


def numeral_to_placements(text: str, locale: Locale | None, decimals: int | None = None) -> list[Placement]:
    """All readings of `text` (digits, blanks, `.`, `,`, `'`; digit first and last), cheapest first."""
    numeral = _split(text)
    best: dict[str, Placement] = {}
    for one in (locale,) if locale else tuple(Locale):
        for placement in _placements(numeral, one, alone=locale is None):
            placement = _with_usual_decimals(placement, decimals)
            known = best.get(placement.value)
            if known is None or placement.cost < known.cost:
                best[placement.value] = placement
    ambiguous = _is_ambiguous(numeral)
    return sorted((p._replace(ambiguous=ambiguous) for p in best.values()), key=lambda p: (p.cost, p.value))


def _split(text: str) -> _Numeral:
    groups, marks = [], []
    for piece in _GROUPS.findall(text):
        if piece[0].isdigit():
            groups.append(piece)
            continue
        chars = piece.replace(" ", "")
        marks.append(_Mark(chars[-1:] or " ", bool(chars) and " " in piece, len(chars) > 1))
    return _Numeral(tuple(groups), tuple(marks))


def _placements(numeral: _Numeral, locale: Locale, alone: bool) -> Iterator[Placement]:
    groups, marks = numeral
    for whole in _whole_parts(groups, marks, locale):
        cost = whole.cost + (AMBIGUOUS_THOUSANDS if alone and _is_ambiguous(numeral) else 0.0)
        yield Placement(whole.digits, "", cost, whole.split, whole.corrected)
    yield from _lost_decimal_mark(numeral, locale)
    yield from _blank_for_point(numeral)
    for at, mark in enumerate(marks):
        if mark.char == " ":
            continue
        tail = _decimal_part(groups[at + 1 :], marks[at + 1 :])
        if tail is None:
            continue
        point = _decimal_mark(mark, locale)
        odd = THREE_DECIMALS if len(tail.digits) == _THOUSAND and _odd_three(groups, at, alone) else 0.0
        for whole in _whole_parts(groups[: at + 1], marks[:at], locale):
            corrected = whole.corrected or point.corrected
            # One wrong habit explains both marks swapped, so the second wrong mark is cheap.
            twice = WRONG_MARK - WRONG_MARK_AGAIN if whole.corrected and point.corrected else 0.0
            cost = whole.cost + point.cost + tail.cost + odd - twice
            yield Placement(
                whole.digits, tail.digits, cost, whole.split or tail.split or point.split, corrected
            )


def _odd_three(groups: tuple[str, ...], at: int, alone: bool) -> bool:
    return at > 0 or (alone and not groups[0].startswith("0") and len(groups[0]) <= _THOUSAND)


def _decimal_mark(mark: _Mark, locale: Locale) -> _Part:
    cost = (SPLIT if mark.spaced else 0.0) + (DOUBLED_MARK if mark.doubled else 0.0)
    if mark.char == locale.decimal:
        return _Part("", cost, mark.spaced, mark.doubled)
    wrong = APOSTROPHE_DECIMAL if mark.char == "'" else WRONG_MARK
    return _Part("", cost + wrong, mark.spaced, True)


def _decimal_part(groups: tuple[str, ...], marks: tuple[_Mark, ...]) -> _Part | None:
    if any(mark.char != " " for mark in marks):
        return None
    return _Part("".join(groups), SPLIT * len(marks), bool(marks))


def _whole_parts(groups: tuple[str, ...], marks: tuple[_Mark, ...], locale: Locale) -> Iterator[_Part]:
    as_thousands = _thousands(groups, marks, locale)
    if as_thousands:
        yield as_thousands
    yield from _one_digit_too_many(groups, marks, locale)
    blanks = [at for at, mark in enumerate(marks) if mark.char == " "]
    if blanks:
        rest = _join_at(groups, marks, blanks)
        joined = _thousands(*rest, locale)
        if joined and (len(rest[0]) == 1 or _shape_cost(rest[0]) == 0):
            loose = len(blanks) == len(marks)
            if not loose or _may_be_loose_split(groups):
                cost = LOOSE_SPLIT if loose else SPLIT * len(blanks)
                yield joined._replace(cost=joined.cost + cost, split=True)


def _one_digit_too_many(groups: tuple[str, ...], marks: tuple[_Mark, ...], locale: Locale) -> Iterator[_Part]:
    """`4.1191.835` is 4.191.835 with a digit read twice: the group of four less any one digit."""
    long = [at for at, group in enumerate(groups) if at and len(group) == _LONG_WHOLE]
    if len(long) != 1 or _shape_cost(groups) != MISCOUNTED_GROUP:
        return
    group = groups[long[0]]
    for at, digit in enumerate(group):
        shorter = (*groups[: long[0]], group[:at] + group[at + 1 :], *groups[long[0] + 1 :])
        part = _thousands(shorter, marks, locale)
        if part:
            twin = digit in group[max(0, at - 1) : at] + group[at + 1 : at + 2]
            yield part._replace(cost=part.cost + (DOUBLED_DIGIT if twin else ADDED_DIGIT), corrected=True)


def _may_be_loose_split(groups: tuple[str, ...]) -> bool:
    """Whether two bare runs of digits may be one number; two long ones are rather two values."""
    return len(groups) == 2 and min(map(len, groups)) < _THOUSAND


def _join_at(
    groups: tuple[str, ...], marks: tuple[_Mark, ...], blanks: list[int]
) -> tuple[tuple[str, ...], tuple[_Mark, ...]]:
    joined = [groups[0]]
    kept = []
    for at, mark in enumerate(marks):
        if at in blanks:
            joined[-1] += groups[at + 1]
        else:
            joined.append(groups[at + 1])
            kept.append(mark)
    return tuple(joined), tuple(kept)


def _thousands(groups: tuple[str, ...], marks: tuple[_Mark, ...], locale: Locale) -> _Part | None:
    """The groups as thousands, None when their lengths forbid it."""
    digits = "".join(groups)
    zero = LEADING_ZERO if len(digits) > 1 and digits.startswith("0") else 0.0
    if not marks:
        return _Part(digits, zero)
    shape = _shape_cost(groups)
    if shape is None:
        return None
    wrong = sum(mark.char == locale.decimal for mark in marks)
    doubled = sum(mark.doubled for mark in marks)
    spaced = sum(mark.spaced for mark in marks)
    cost = zero + shape + SPLIT * spaced + DOUBLED_MARK * doubled
    cost += WRONG_MARK + WRONG_MARK_AGAIN * (wrong - 1) if wrong else 0.0
    cost += BLANK_THOUSANDS if any(mark.char == " " for mark in marks) else 0.0
    return _Part(digits, cost, bool(spaced), bool(wrong or doubled or shape))


def _shape_cost(groups: tuple[str, ...]) -> float | None:
    """0 for 1 to 3 digits and then threes; a cost for one lost mark or digit; None when hopeless."""
    first, rest = len(groups[0]), [len(group) for group in groups[1:]]
    odd = [length for length in rest if length != _THOUSAND]
    if groups[0].startswith("0"):
        return DOUBLED_MARK if not odd and first == 1 else None
    if not odd:
        return 0.0 if first <= _THOUSAND else LOST_THOUSANDS_MARK
    if len(odd) > 1 or first > _THOUSAND:
        return None
    if odd[0] == 2 * _THOUSAND:
        return LOST_THOUSANDS_MARK
    if odd[0] in (2, _LONG_WHOLE) and len(rest) > 1 and not _has_code_group(groups):
        return MISCOUNTED_GROUP
    return None


def _has_code_group(groups: tuple[str, ...]) -> bool:
    return any(len(group) < _THOUSAND and group.startswith("0") for group in groups)


def _lost_decimal_mark(numeral: _Numeral, locale: Locale) -> Iterator[Placement]:
    """`10,44400` is 10,444.00 whose point was lost: thousands, then three and two digits."""
    groups, marks = numeral
    if not marks or len(groups[-1]) != _THOUSAND + 2:
        return
    whole = _thousands((*groups[:-1], groups[-1][:_THOUSAND]), marks, locale)
    if whole and not whole.corrected:
        yield Placement(
            whole.digits, groups[-1][_THOUSAND:], whole.cost + LOST_DECIMAL_MARK, whole.split, True
        )


def _blank_for_point(numeral: _Numeral) -> Iterator[Placement]:
    """`83 333333333333` is 83.333333333333 whose point was read as a blank."""
    groups, marks = numeral
    if (
        len(marks) == 1
        and marks[0].char == " "
        and len(groups[1]) >= LONG_TAIL
        and len(groups[0]) <= _THOUSAND
    ):
        yield Placement(groups[0], groups[1], BLANK_FOR_POINT, False, True)


def _with_usual_decimals(placement: Placement, decimals: int | None) -> Placement:
    if decimals is None or len(placement.decimals) == decimals:
        return placement
    # Three digits in a column without decimals are thousands behind a mark that was misread.
    thousands = THREE_DECIMALS if decimals == 0 and len(placement.decimals) == _THOUSAND else 0.0
    return placement._replace(cost=placement.cost + ODD_DECIMALS + thousands)


def _is_ambiguous(numeral: _Numeral) -> bool:
    """Whether only the locale tells if the one mark parts thousands or decimals."""
    groups, marks = numeral
    if len(marks) != 1 or marks[0].char not in ".,":
        return False
    return len(groups[1]) == _THOUSAND and 1 <= len(groups[0]) <= _THOUSAND and groups[0][0] != "0"
