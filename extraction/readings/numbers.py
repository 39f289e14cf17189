"""A cell's text read as an exact decimal: every plausible way, cheapest first."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from extraction.readings.affixes import Peeled, peel
from extraction.readings.fractions import LONGEST_PLAIN, Restored, pointless_decimals, restored_decimals
from extraction.readings.glyphs import Correction, is_mostly_digits, is_zeros, letters_to_digits
from extraction.readings.locales import Locale
from extraction.readings.neighbours import amounts_run_together, are_several_amounts
from extraction.readings.separators import Placement, numeral_to_placements
from schemas.value import Reading, Repair, Value

LONE_LETTER: Final = 3.0
ODD_MARK: Final = 1.0
POINT_FIRST: Final = 0.5
SIGNED_ZERO: Final = 0.2
TOO_LONG: Final = 2.0
RUN_TOGETHER: Final = 3.5
PARTED: Final = 2.5
NOT_THE_FIRST: Final = 0.5

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
_FOREIGN_DIGIT: Final = re.compile(r"(?![0-9])\d")
_CODE_LIKE: Final = re.compile(r"^[A-Za-z]\d+$")
_LONGEST: Final = 60


def number_readings(
    text: str, locale: Locale | None = None, decimals: int | None = None, signs: bool = False
) -> tuple[Reading, ...]:
    """All numbers `text` may stand for, cheapest first; empty when it is no number.

    `locale` is the column's; without one, both are tried. `decimals` is how many decimals the column prints,
    where it prints always as many. `signs`: a minus behind figures is their sign there.
    """
    clean = re.sub(r" +", " ", text.translate(_TYPOGRAPHY)).strip()
    if not clean or len(clean) > _LONGEST or _DATE_OR_CODE.search(clean) or _FOREIGN_DIGIT.search(clean):
        return ()
    if clean.isascii() and clean.isdigit() and (clean[0] != "0" or clean == "0"):
        return _plain(clean, decimals)
    if are_several_amounts(clean, locale):
        return ()
    amounts = amounts_run_together(clean, locale)
    dearer = RUN_TOGETHER if amounts else 0.0
    parted = (_parted(clean, amount, locale, at) for at, amount in enumerate(amounts))
    return _cheapest([*_whole_readings(clean, locale, decimals, signs, dearer), *parted])


def _whole_readings(
    text: str, locale: Locale | None, decimals: int | None, signs: bool, dearer: float
) -> Iterator[Reading]:
    """The readings of all of `text` as one number."""
    drafts = [draft for peeled in peel(text, signs) for draft in _with_digits(peeled)]
    readings = (
        _to_reading(draft, placement, locale)
        for draft in drafts
        for placement in numeral_to_placements(draft.core, locale, 0 if draft.whole else decimals)
    )
    for reading in _with_fractions(readings):
        yield reading.replace(cost=round(reading.cost + dearer, 6)) if dearer else reading


def _parted(text: str, amount: str, locale: Locale | None, at: int) -> Reading:
    """One of the amounts that stand in `text` run together; the first is likelier to be the cell's own."""
    cheapest = numeral_to_placements(amount, locale)[0]
    repair = Repair(rule="neighbour_parted", before=text, after=amount, evidence="whole amounts run together")
    value = Value(type="number", value=cheapest.value)
    return Reading(value=value, cost=PARTED + NOT_THE_FIRST * at + cheapest.cost, repairs=(repair,))


def _plain(digits: str, decimals: int | None) -> tuple[Reading, ...]:
    cost = numeral_to_placements(digits, Locale.POINT_DECIMAL, decimals)[0].cost
    cost += TOO_LONG if len(digits) > LONGEST_PLAIN else 0.0
    whole = Reading(value=Value(type="number", value=digits), cost=cost)
    found = (_restored_reading(whole, digits, one) for one in pointless_decimals(digits))
    return _cheapest([whole, *(reading for reading in found if reading)])


def _with_fractions(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Each reading, and before a long decimal that lost or gained a digit what its fraction prints."""
    for reading in readings:
        restored = [
            _restored_reading(reading, reading.value.value, one)
            for one in restored_decimals(reading.value.value)
        ]
        found = [one for one in restored if one]
        yield from found
        yield reading.replace(cost=reading.cost + TOO_LONG) if found else reading


def _restored_reading(reading: Reading, before: str, restored: Restored) -> Reading | None:
    if restored.value == before:
        return None
    repair = Repair(
        rule="repeating_fraction_restored",
        before=before,
        after=restored.value,
        evidence=f"{restored.fraction.numerator}/{restored.fraction.denominator}",
    )
    return Reading(
        value=reading.value.replace(value=restored.value),
        cost=round((0.0 if restored.value.replace(".", "") == before else reading.cost) + restored.cost, 6),
        repairs=(*reading.repairs, repair),
    )


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
