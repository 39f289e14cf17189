"""A cell's text read as an exact decimal: every plausible way, cheapest first."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from extraction.affixes import Peeled, peel
from extraction.glyphs import Correction, is_mostly_digits, is_zeros, letters_to_digits
from extraction.locales import Locale
from extraction.separators import Placement, numeral_to_placements
from schemas.value import Reading, Repair, Value

LONE_LETTER: Final = 3.0
ODD_MARK: Final = 1.0
POINT_FIRST: Final = 0.5
SIGNED_ZERO: Final = 0.2
FEWEST_REPEATING: Final = 6
LARGEST_DENOMINATOR: Final = 120
CHANCE: Final = 1000

_TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒﹣－", "-"),
        **dict.fromkeys("’‘`´′", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\n\t\r", " "),
        **dict.fromkeys("﹒．", "."),
        **dict.fromkeys("‚，", ","),
    }
)
_ODD_MARKS: Final = str.maketrans({"·": ".", "•": ".", ";": ",", ":": "."})
_DATE_OR_CODE: Final = re.compile(
    r"\d\s?/\s?\d|\d\s?-\s?[\dA-Za-z]|^\W*\d{1,2}[.,:]\s?\d{1,2}[.,:]\s?(?:(?:19|20)\d\d|\d\d)\.?\W*$|^\s*\d{1,2}:\d\d(?!\d)"
)
_NUMERAL: Final = re.compile(r"\d(?:[\d., ']*\d)?")
_CODE_LIKE: Final = re.compile(r"^[A-Za-z]\d+$")
_LONGEST: Final = 60


def number_readings(
    text: str, locale: Locale | None = None, decimals: int | None = None
) -> tuple[Reading, ...]:
    """All numbers `text` may stand for, cheapest first; empty when it is no number.

    `locale` is the column's; without one, both are tried. `decimals` is how many decimals the column prints,
    where it prints always as many.
    """
    clean = re.sub(r" +", " ", text.translate(_TYPOGRAPHY)).strip()
    if not clean or len(clean) > _LONGEST or _DATE_OR_CODE.search(clean):
        return ()
    if clean.isascii() and clean.isdigit() and (clean[0] != "0" or clean == "0"):
        return _plain(clean, decimals)
    drafts = [draft for peeled in peel(clean) for draft in _with_digits(peeled)]
    return _cheapest(
        _to_reading(draft, placement, locale)
        for draft in drafts
        for placement in numeral_to_placements(draft.core, locale, 0 if draft.whole else decimals)
    )


def repeating_fraction(value: Decimal | str) -> Fraction | None:
    """The fraction with a small denominator that a long decimal prints, however many digits it shows."""
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent < FEWEST_REPEATING:
        return None
    exact = Fraction(number)
    simple = exact.limit_denominator(LARGEST_DENOMINATOR)
    # Spreadsheets print doubles, so the last of 17 digits may be off.
    tolerance = max(Fraction(1, 10**-exponent), abs(exact) * Fraction(1, 2**51))
    if _terminates(simple.denominator) or abs(exact - simple) >= tolerance:
        return None
    # The more denominators could fit by chance, the more digits it takes to believe one.
    believable = 10**-exponent > CHANCE * simple.denominator**2
    return simple if believable else None


def _plain(digits: str, decimals: int | None) -> tuple[Reading, ...]:
    cheapest = numeral_to_placements(digits, Locale.POINT_DECIMAL, decimals)[0]
    return (Reading(value=Value(type="number", value=digits), cost=cheapest.cost),)


def _with_digits(peeled: Peeled) -> Iterator[Peeled]:
    """The peeled numeral with confusable letters as digits and odd marks as points; none if hopeless."""
    if _CODE_LIKE.match(peeled.core):
        close = peeled.core[0] in "OolI" and peeled.type == "number"
        if not close:
            return
    for draft in _with_marks(peeled):
        if _NUMERAL.fullmatch(draft.core):
            yield draft
        elif _fraction_only(draft.core):
            repair = Repair(rule="separator_corrected", before=draft.core, after=f"0{draft.core}")
            yield draft._replace(
                core=f"0{draft.core}", cost=draft.cost + POINT_FIRST, repairs=(*draft.repairs, repair)
            )
        else:
            yield from _corrected(draft)


def _with_marks(peeled: Peeled) -> Iterator[Peeled]:
    core = peeled.core.translate(_ODD_MARKS)
    if core == peeled.core:
        yield peeled
    elif sum(char in ".," for char in core) > 1 or "·" in peeled.core:
        repair = Repair(rule="separator_corrected", before=peeled.core, after=core)
        yield peeled._replace(core=core, cost=peeled.cost + ODD_MARK, repairs=(*peeled.repairs, repair))


def _fraction_only(core: str) -> bool:
    return core[:1] in {".", ","} and core[1:].isdigit()


def _corrected(draft: Peeled) -> Iterator[Peeled]:
    correction = _correction(draft.core)
    if correction and _NUMERAL.fullmatch(correction.text):
        repair = Repair(
            rule="glyph_corrected", before=draft.core, after=correction.text, evidence="letters among digits"
        )
        yield draft._replace(
            core=correction.text, cost=draft.cost + correction.cost, repairs=(*draft.repairs, repair)
        )


def _correction(core: str) -> Correction | None:
    if core in {"O", "o", "l", "I", "|"}:
        return Correction(letters_to_digits(core).text, LONE_LETTER)
    if is_mostly_digits(core) or is_zeros(core):
        return letters_to_digits(core)
    return None


def _to_reading(draft: Peeled, placement: Placement, locale: Locale | None) -> Reading:
    negative = draft.negative and any(char in "123456789" for char in placement.value)
    value = f"-{placement.value}" if negative else placement.value
    cost = draft.cost + placement.cost + (SIGNED_ZERO if draft.negative and not negative else 0.0)
    repairs = (*draft.repairs, *_placement_repairs(draft.core, placement, locale))
    return Reading(
        value=Value(type=draft.type, value=value, unit=draft.unit), cost=round(cost, 6), repairs=repairs
    )


def _placement_repairs(core: str, placement: Placement, locale: Locale | None) -> Iterator[Repair]:
    if placement.split:
        yield Repair(
            rule="split_number_joined", before=core, after=re.sub(r"(?<=[\d.,]) (?=[\d.,])", "", core)
        )
    if placement.corrected:
        yield Repair(rule="separator_corrected", before=core, after=placement.value)
    if placement.ambiguous and locale and not placement.corrected:
        yield Repair(
            rule="locale_resolved",
            before=core,
            after=placement.value,
            evidence=f"column reads as {locale.value}",
        )


def _cheapest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    best: dict[Value, Reading] = {}
    for reading in readings:
        known = best.get(reading.value)
        if known is None or reading.cost < known.cost:
            best[reading.value] = reading
    return tuple(sorted(best.values(), key=lambda reading: (reading.cost, reading.value.value)))


def _terminates(denominator: int) -> bool:
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    return denominator == 1
