"""A cell's text read as a day of the calendar, in figures or in Spanish words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from extraction.readings.glyphs import is_mostly_digits, letters_to_digits
from schemas.value import Reading, Repair, Value

MONTHS: Final = (
    ("enero", "ene"),
    ("febrero", "feb"),
    ("marzo", "mar"),
    ("abril", "abr"),
    ("mayo", "may"),
    ("junio", "jun"),
    ("julio", "jul"),
    ("agosto", "ago"),
    ("septiembre", "setiembre", "sept", "sep", "set"),
    ("octubre", "oct"),
    ("noviembre", "nov"),
    ("diciembre", "dic"),
)

MISSPELT_MONTH: Final = 1.0
SPLIT_DATE: Final = 0.3
BLANK_FOR_MARK: Final = 1.0
ODD_MARK: Final = 0.7
LOST_MARK: Final = 2.0
LOST_BOTH_MARKS: Final = 3.0
MARK_AS_DIGIT: Final = 2.5
MONTH_FIRST: Final = 2.5
AROUND: Final = 0.2
DOTTED_SHORT_YEAR: Final = 1.5
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_CENTURY_TURNS: Final = 70
_SHORTEST_FUZZY_MONTH: Final = 4

_TYPOGRAPHY: Final = str.maketrans({**dict.fromkeys("−–—‐‑", "-"), **dict.fromkeys("\u00a0\n\t", " ")})
_AROUND: Final = " |_'\"`*.,:;()[]"
_TIME: Final = re.compile(r"[\sT]+\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?\s?m\.?)?$", re.IGNORECASE)
_FIGURES: Final = re.compile(r"(\d{1,2})(\s*[-/.,|\\]\s*| )(\d{1,2})(\s*[-/.,|\\]\s*| )(\d{4}|\d\d)")
_ISO: Final = re.compile(r"(\d{4})(\s?[-/.]\s?)(\d{1,2})(\s?[-/.]\s?)(\d{1,2})")
_RUN_TOGETHER: Final = (
    (re.compile(r"(\d\d)(\d\d)[-/](\d{4}|\d\d)"), LOST_MARK),
    (re.compile(r"(\d\d)[-/](\d\d)(\d{4})"), LOST_MARK),
    (re.compile(r"(\d\d)(\d\d)(\d{4})"), LOST_BOTH_MARKS),
    (re.compile(r"(\d\d)[17lI|](\d\d)[-/](\d{4})"), MARK_AS_DIGIT),
    (re.compile(r"(\d\d)[-/](\d\d)[17lI|](\d{4})"), MARK_AS_DIGIT),
    (re.compile(r"(\d{1,2})[-/](\d)[17lI|] ?(\d{4})"), MARK_AS_DIGIT),
)
_DAY_FIRST: Final = re.compile(
    r"(?<![\w/.-])(?P<day>[\dOolI]{1,2}|primero|uno)\s*(?:[°ºª]|ero|er|ro|o)?\.?\s*(?:de|-|/|\.)?\s*"
    r"(?P<month>[a-záéíóú01]{3,12}?)\.?\s*(?:de\s*l?|-|/|,)?\s*(?:año\s*)?(?P<year>[12]\.?[\dOolI]{3}|\d\d)(?![\w/])",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    r"(?<!\w)(?P<month>[a-záéíóú]{3,12})\.?\s+(?P<day>\d{1,2})\s*,?\s*(?:de\s*l?\s*)?(?P<year>\d{4})(?!\w)",
    re.IGNORECASE,
)


class _Day(NamedTuple):
    year: int
    month: int
    day: int
    cost: float
    rule: str = ""


def date_readings(text: str) -> tuple[Reading, ...]:
    """All days `text` may stand for as ISO dates, cheapest first; empty when it names no whole day."""
    clean = re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY)).strip()
    return _cheapest(_to_reading(clean, day) for day in (*_in_figures(clean), *_in_words(clean)))


def month_number(word: str) -> int | None:
    """1 to 12 for a Spanish month, also abbreviated or with one letter wrong."""
    found = _month(word)
    return found[0] if found else None


def _in_figures(text: str) -> Iterator[_Day]:
    core = _TIME.sub("", text.strip(_AROUND))
    around = AROUND if core != text else 0.0
    yield from _from_digits(core, around, "")
    if is_mostly_digits(core) and not core.replace(" ", "").isdigit():
        corrected = letters_to_digits(core.replace("|", "/"))
        if corrected.text != core:
            yield from _from_digits(corrected.text, around + corrected.cost, "glyph_corrected")


def _from_digits(core: str, cost: float, rule: str) -> Iterator[_Day]:
    if match := _FIGURES.fullmatch(core):
        day, mark, month, second, year = match.groups()
        extra, mended = _mark_cost(mark, second)
        extra += DOTTED_SHORT_YEAR if "." in mark and len(year) == 2 else 0.0
        yield from _either_order(int(day), int(month), year, cost + extra, rule or mended)
    elif match := _ISO.fullmatch(core):
        extra, mended = _mark_cost(match[2], match[4])
        yield _Day(int(match[1]), int(match[3]), int(match[5]), cost + extra, rule or mended)
    for pattern, extra in _RUN_TOGETHER:
        if match := pattern.fullmatch(core):
            yield _Day(
                _full_year(match[3]), int(match[2]), int(match[1]), cost + extra, "separator_corrected"
            )


def _mark_cost(first: str, second: str) -> tuple[float, str]:
    marks = {first.strip(), second.strip()}
    if marks == {""}:
        return BLANK_FOR_MARK, "separator_corrected"
    if len(marks) > 1 or marks & {",", "|", "\\"}:
        return ODD_MARK, "separator_corrected"
    return (SPLIT_DATE, "split_number_joined") if " " in first + second else (0.0, "")


def _either_order(day: int, month: int, year: str, cost: float, rule: str) -> Iterator[_Day]:
    if month > len(MONTHS) and day <= len(MONTHS):
        yield _Day(_full_year(year), day, month, cost + MONTH_FIRST, "date_order_swapped")
    else:
        yield _Day(_full_year(year), month, day, cost, rule)


def _in_words(text: str) -> Iterator[_Day]:
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month is None:
                continue
            day, year = letters_to_digits(match["day"]), letters_to_digits(match["year"].replace(".", ""))
            number = int(day.text) if day.text.isdecimal() else 1
            cost = month[1] + (day.cost if day.text.isdecimal() else 0.0) + year.cost
            around = AROUND if match.group() != text.strip(_AROUND) else 0.0
            yield _Day(
                _full_year(year.text), month[0], number, cost + around, "glyph_corrected" if cost else ""
            )


def _month(word: str) -> tuple[int, float] | None:
    plain = word.lower().translate(str.maketrans("áéíóú01", "aeioual"))
    plain = plain if plain.isalpha() else word.lower()
    for number, names in enumerate(MONTHS, 1):
        if plain in names:
            return number, 0.0
    for number, names in enumerate(MONTHS, 1):
        if len(plain) >= _SHORTEST_FUZZY_MONTH and any(_one_edit_apart(plain, name) for name in names[:2]):
            return number, MISSPELT_MONTH
    return None


def _one_edit_apart(one: str, other: str) -> bool:
    if len(other) < _SHORTEST_FUZZY_MONTH or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (FIRST_YEAR if year >= _CENTURY_TURNS else FIRST_YEAR + 100)


def _to_reading(text: str, day: _Day) -> Reading | None:
    try:
        iso = date(day.year, day.month, day.day).isoformat()
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    repairs = (Repair(rule=day.rule, before=text, after=iso),) if day.rule else ()
    return Reading(value=Value(type="date", value=iso), cost=round(day.cost, 6), repairs=repairs)


def _cheapest(readings: Iterable[Reading | None]) -> tuple[Reading, ...]:
    best: dict[str, Reading] = {}
    for reading in readings:
        if reading and (reading.value.value not in best or reading.cost < best[reading.value.value].cost):
            best[reading.value.value] = reading
    return tuple(sorted(best.values(), key=lambda reading: (reading.cost, reading.value.value)))
