"""How costly it is, in nats, that one printed number was read as another."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

LIKE_DIGITS: Final = 2.0
UNLIKE_DIGITS: Final = 4.0
DIGIT_LOST_OR_ADDED: Final = 2.5
DOUBLED_DIGIT: Final = 1.5
SIGN_LOST: Final = 2.0
MARK_MISPLACED: Final = 2.5
FURTHER_EDIT: Final = 2.0
IMPOSSIBLE: Final = 99.0
_LONGEST: Final = 24
_LIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        "08",
        "06",
        "09",
        "17",
        "14",
        "27",
        "38",
        "35",
        "39",
        "49",
        "56",
        "58",
        "59",
        "68",
        "69",
        "89",
    )
)


def misreading_cost(read: Decimal, printed: Decimal) -> float:
    """The cost of `printed` having been read as `read`: digits confused, lost or doubled, marks lost."""
    if read == printed:
        return 0.0
    sign = SIGN_LOST if (read < 0) != (printed < 0) and read and printed else 0.0
    places = max(_places(read), _places(printed))
    aligned = _edit_cost(_digits(read, places), _digits(printed, places))
    shifted = IMPOSSIBLE
    if _bare(read) == _bare(printed) and read:
        shifted = MARK_MISPLACED
    return min(sign + min(aligned, shifted), IMPOSSIBLE)


def shown_digits(read: Decimal, printed: Decimal) -> tuple[str, str]:
    """The digits of both at as many decimals, leading zeros aside."""
    places = max(_places(read), _places(printed))
    return _digits(read, places), _digits(printed, places)


def same_digits(read: Decimal, printed: Decimal) -> bool:
    """Whether only marks or the sign differ."""
    return _bare(read) == _bare(printed)


def digits_cost(text: str, printed: Decimal) -> float:
    """The cost of `printed` having been read as the digits in `text`, whatever stands between them."""
    digits = "".join(char for char in text if char.isdigit())
    return _edit_cost(digits, _digits(printed, _places(printed))) if digits else IMPOSSIBLE


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _digits(value: Decimal, places: int) -> str:
    return str(abs(int(value.scaleb(places))))


def _bare(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


@lru_cache(maxsize=50_000)
def _edit_cost(read: str, printed: str) -> float:
    """Weighted edit distance: a digit doubled or swallowed beside its twin is common, two slips are rare."""
    if max(len(read), len(printed)) > _LONGEST:
        return IMPOSSIBLE
    row = [0.0]
    for at in range(len(printed)):
        row.append(row[-1] + _gap(printed, at))
    for i, seen in enumerate(read):
        following = [row[0] + _gap(read, i)]
        for j, true in enumerate(printed):
            swap = 0.0 if seen == true else LIKE_DIGITS if frozenset((seen, true)) in _LIKE else UNLIKE_DIGITS
            following.append(min(row[j] + swap, row[j + 1] + _gap(read, i), following[j] + _gap(printed, j)))
        row = following
    edits = Levenshtein.distance(read, printed)
    return row[-1] + FURTHER_EDIT * max(0, edits - 1)


def _gap(digits: str, at: int) -> float:
    twin = digits[at] in digits[max(0, at - 1) : at] + digits[at + 1 : at + 2]
    return DOUBLED_DIGIT if twin else DIGIT_LOST_OR_ADDED
