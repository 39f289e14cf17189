"""Long repeating decimals: which fraction they print, and what they print where digits were miscounted."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

FEWEST_REPEATING: Final = 6
LARGEST_DENOMINATOR: Final = 120
CHANCE: Final = 1000
# Tables do print six or seven decimals on purpose; eight or nine that are not rounded lost some.
MORE_THAN_PRINTED: Final = 8
FEW_DECIMALS: Final = 9
FULL_DECIMALS: Final = 12
MENDED: Final = 1.0
EXTENDED: Final = 0.2
LOST_POINT: Final = 1.0
UNUSUAL_LOST_POINT: Final = 1.5
LONGEST_PLAIN: Final = 11
USUAL_WHOLE: Final = 2
_NEAR: Final = Decimal("0.001")
_WIDE: Final = Context(prec=2000)  # cells run together read as figures of any length


class Restored(NamedTuple):
    """A decimal as its fraction prints it, the fraction, and what it costs to believe."""

    value: str
    fraction: Fraction
    cost: float


def repeating_fraction(value: Decimal | str) -> Fraction | None:
    """The fraction with a small denominator that a long decimal prints, however many digits it shows."""
    number = Decimal(value)
    decimals = _decimals(number)
    if decimals < FEWEST_REPEATING:
        return None
    exact = Fraction(number)
    simple = exact.limit_denominator(LARGEST_DENOMINATOR)
    # Spreadsheets print doubles, so the last of 17 digits may be off.
    tolerance = max(Fraction(1, 10**decimals), abs(exact) * Fraction(1, 2**51))
    if _terminates(simple.denominator) or abs(exact - simple) >= tolerance:
        return None
    # The more denominators could fit by chance, the more digits it takes to believe one.
    return simple if 10**decimals > CHANCE * simple.denominator**2 else None


def restored_decimals(value: str) -> Iterator[Restored]:
    """What a decimal with miscounted or misread repeating digits prints; nothing where it is whole."""
    number = Decimal(value)
    decimals = _decimals(number)
    if decimals < FEWEST_REPEATING:
        return
    fraction = repeating_fraction(number)
    if fraction is None:
        yield from _one_slip_away(number, decimals)
    elif MORE_THAN_PRINTED <= decimals <= FEW_DECIMALS and value != _printed(
        fraction, decimals, ROUND_HALF_UP
    ):
        yield Restored(_printed(fraction, FULL_DECIMALS, ROUND_HALF_UP), fraction, EXTENDED)


def pointless_decimals(digits: str) -> Iterator[Restored]:
    """Where the point may have stood in digits that are too long for a whole number and repeat."""
    if len(digits) < LONGEST_PLAIN:
        return
    for whole in (2, 1, 3):
        value = f"{digits[:whole]}.{digits[whole:]}"
        fraction = repeating_fraction(value)
        if fraction is not None:
            yield Restored(value, fraction, LOST_POINT if whole == USUAL_WHOLE else UNUSUAL_LOST_POINT)


def _one_slip_away(number: Decimal, decimals: int) -> Iterator[Restored]:
    """The fraction whose digits differ from those read by one misread, lost or added digit."""
    read = f"{number:f}"
    for denominator in range(3, LARGEST_DENOMINATOR):
        fraction = Fraction(round(number * denominator), denominator)
        near = abs(Fraction(number) - fraction) < Fraction(_NEAR)
        if fraction.denominator != denominator or _terminates(denominator) or not near:
            continue
        for places in (decimals, decimals + 1, decimals - 1):
            printed = [_printed(fraction, places, way) for way in (ROUND_HALF_UP, ROUND_DOWN)]
            close = [text for text in printed if Levenshtein.distance(text, read, score_cutoff=1) <= 1]
            if close and 10**places > CHANCE * CHANCE * denominator**2:
                yield Restored(close[0], fraction, MENDED)
                return


def _printed(fraction: Fraction, places: int, way: str) -> str:
    exact = _WIDE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    return f"{exact.quantize(Decimal(1).scaleb(-places), rounding=way, context=_WIDE):f}"


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _terminates(denominator: int) -> bool:
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    return denominator == 1
