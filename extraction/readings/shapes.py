"""What a text looks like at first sight: a number, a date, a code, words; cheap tests, before any reading."""

import re
from functools import lru_cache
from typing import Final, Literal

from extraction.readings.affixes import CURRENCY, STRUCK_LETTER
from schemas.reading import PEN_TICKS

FEWEST_DIGITS: Final = 4  # of an amount

Shape = Literal["blank", "number", "percent", "date", "code", "year", "text"]

_NUMBER: Final = re.compile(
    rf"[-–—(+]?\s*(?:(?:(?i:{CURRENCY})|Lp|[QL](?=[.\s]|\d[\d.,]*[.,]\d)|{STRUCK_LETTER})\.?\s*)?[$€]?\s*"
    rf"[-–—(]?\d[\d.,'’ ]*\)?\s*(?:\.?[-–—]{{1,2}})?\s*-?(?:\s*(?i:{CURRENCY})\.?)?"
)
_FUZZY_NUMBER: Final = re.compile(r"[-–—(]?[\dOoIlSB|]*\d[\dOoIlSB.,·'’ |]*\d?[\dOoIlSB]*\)?[.\-–—]*")
_PERCENT: Final = re.compile(r"[-–—(]?\d[\d.,]*\)?\s*%|\(\d[\d.,]*\s*%\)")
_DATE: Final = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})|\d{4}\s?[-/.]\s?\d{2}\s?[-/.]\s?\d{2}"
    r"|\d{1,2}\s+de\s+[a-záéíóú]{4,10}\s+(?:de\s+|del\s+)?\d{4}"
    r"|\d{1,2}\s?[-/. ]\s?[A-Za-z]{3,4}\.?\s?[-/. ]\s?\d{2,4}"
)
_CODE: Final = re.compile(
    r"\d{1,4}(?:\s?[.]\s?\d{1,3}){2,}\.?|\d{1,2}\.\d{2}\.|\d{2}(?:-\d{2,3}){1,4}|[A-Z]{1,5}-?\d{2,}"
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:\.-)?")
# Dust behind a figure reads as a mark, and upright rules are typed as "!"; all points in an amount are its
# marks read alike.
_FIGURE: Final = r"[-–—(]?(?:\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,]\d{1,2})?-?"
_DUSTY: Final = re.compile(rf"{_FIGURE}\s?[:;'’`*·|_{PEN_TICKS}]{{1,2}}|(?:[!|]\s?)*{_FIGURE}(?:\s?[!|])*")
_DOTTED: Final = re.compile(r"[-–—]?\d{1,3}(?:[.,]\d{3})+[.,]\d\d[.:;]?|0[.,]00[.,]")
_DASH: Final = re.compile(r"[\s\-–—_.]*[-–—][\s\-–—_.]*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WELL_FORMED: Final = re.compile(
    r"[-–—(]?\$?(?:\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\)?(?:\.-)?%?"
)


def is_dash(text: str) -> bool:
    """Whether a text is a lone dash, as stands where there is no figure."""
    return bool(_DASH.fullmatch(text))


@lru_cache(maxsize=50_000)
def shape(text: str) -> Shape:
    """The class of a whole text; a pen's tick beside a figure is no part of it."""
    clean = " ".join(text.split())
    clean = clean.strip(f" {PEN_TICKS}") or clean
    if not clean or is_dash(clean):
        return "blank"
    if _YEAR.fullmatch(clean):
        return "year"
    for pattern, name in _ORDER:
        if pattern.fullmatch(clean):
            return name
    return "text"


_ORDER: Final[tuple[tuple[re.Pattern[str], Shape], ...]] = (
    (_DATE, "date"),
    (_THOUSANDS, "number"),
    (_DUSTY, "number"),
    (_DOTTED, "number"),
    (_CODE, "code"),
    (_PERCENT, "percent"),
    (_NUMBER, "number"),
    (_FUZZY_NUMBER, "number"),
)


def is_figure(text: str) -> bool:
    """Whether `text` is a value and no words; a lone year may be a header."""
    return shape(text) in {"number", "percent", "date", "code"}


def is_amount(text: str) -> bool:
    """Whether `text` is a number that is too long to name a column: a year or the column's own number."""
    return shape(text) == "number" and sum(char.isdigit() for char in text) >= FEWEST_DIGITS


def is_whole_value(text: str) -> bool:
    """Whether `text` is a well-formed number on its own, not a piece of one."""
    return bool(_WELL_FORMED.fullmatch(text.strip()))


def decimals_of(text: str) -> int:
    """How many digits follow the last point or comma (0 without one, or after a thousands group alone)."""
    match = re.search(r"[.,](\d+)\)?%?$", text.strip().removesuffix(".-"))
    return len(match.group(1)) if match else 0
