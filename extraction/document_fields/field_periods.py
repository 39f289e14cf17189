"""What a reporting period looks like: months, quarters and the like, years, days, and ranges of them."""

import re
from typing import Final, NamedTuple

from extraction.readings.dates import date_readings, month_number

MOST_WORDS: Final = 6
MOST_PARTS: Final = 12
_MARKS: Final = " \t.,;:|_-*"
_WORD: Final = re.compile(r"[^\W\d_]+")
_DAY: Final = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)"
_DAY_IN_WORDS: Final = r"\d{1,2}(?:ro|ero|[°º])?\.?\s*de\s*[^\W\d_]{3,10}(?:\s*,?\s*del?\s*(?:año\s*)?\d{4})?"
_RANGE: Final = re.compile(
    rf"(?P<from>(?:del|desde(?:\s*el)?|de)\s*)?(?P<first>{_DAY}|{_DAY_IN_WORDS})"
    rf"\s*(?P<to>al|a|hasta(?:\s*el)?|[-–])\s*(?P<last>{_DAY}|{_DAY_IN_WORDS})",
    re.IGNORECASE,
)
_SPAN_OF_TIME: Final = re.compile(
    r"trimestr|semestr|bimestr|cuatrimestr|quincen|mensual|anual", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_ORDINAL: Final = re.compile(r"(\d{1,2})\s?(?:°|º|er|ro|do|to|ra|da)?|[IVX]{1,4}", re.IGNORECASE)
_ORDINAL_WORD: Final = re.compile(r"primer|segund|tercer|cuart|quint|sext", re.IGNORECASE)
_WITH_YEAR: Final = re.compile(r"\d{4}")


class DayRange(NamedTuple):
    """Two days of a text, the first not after the last, as printed and with single blanks between words."""

    printed: str
    text: str


def find_day_range(text: str) -> DayRange | None:
    """The first "from a day to a day" in `text`, None where there is none."""
    for match in _RANGE.finditer(text):
        last = match["last"]
        year = _WITH_YEAR.search(last)
        # "Del 1 de enero al 31 de marzo de 2020" prints the year once.
        once = year and not re.fullmatch(_DAY, match["first"]) and not _WITH_YEAR.search(match["first"])
        first = f"{match['first']} de {year[0]}" if year and once else match["first"]
        earlier, later = date_readings(first), date_readings(last)
        if earlier and later and earlier[0].value.value <= later[0].value.value:
            parts = (match["from"] or "", match["first"], match["to"], last)
            return DayRange(match.group(), " ".join(" ".join(parts).split()))
    return None


def is_period(text: str) -> bool:
    """Whether `text` names a stretch of time; an amount or a count of anything does not."""
    words = text.strip(_MARKS)
    if not words or len(words.split()) > MOST_WORDS:
        return False
    if ordinal := _ORDINAL.fullmatch(words):
        return ordinal[1] is None or 0 < int(ordinal[1]) <= MOST_PARTS
    if _SPAN_OF_TIME.search(words) or _ORDINAL_WORD.match(words) or _YEAR.search(words):
        return True
    return bool(date_readings(words)) or any(month_number(word) for word in _WORD.findall(words))
