"""What stands beside a label, read as the value of that field."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from extraction.document_fields.field_periods import find_day_range, is_period
from extraction.readings.codes import code_readings
from extraction.readings.dates import date_readings
from extraction.readings.glyphs import letters_to_digits
from schemas.value import Repair, ValueType


class FieldValue(NamedTuple):
    """A value as read from the text beside a label; `closed` where the text holds nothing beyond it."""

    value: str
    text: str
    type: ValueType
    cost: float = 0.0
    repairs: tuple[Repair, ...] = ()
    closed: bool = True


_LEAD: Final = re.compile(r"^[\s:.\-–—_*|=)>]*(?:\(\*+\)?|\((?:[\dº°]*|[ao]?s?|es)\))?[\s:.\-–—_*|=)>]*")
_NUMBER_WORD: Final = re.compile(r"^(?:nro|num|no|n)[.:°º*\"\s]+(?=\S*\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAMAGED_YEAR: Final = re.compile(r"(?<!\w)[12lIZ][\dOolISBZ]{3}(?!\w)")
_DATE: Final = re.compile(
    r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|[\dOolI]{1,2}\s?[-/.|]\s?[\dOolI]{1,2}\s?[-/.|]\s?[\dOolI]{2,4}"
    r"|[\dOolI]{1,2}(?:ro|ero|[°º])?\.?\s*(?:de\s*|[-/\s])[^\W\d]{3,10}\.?\s*(?:de\s*l?\s*|[-/,\s])\s*(?:año\s*)?\d[\d.]{1,4}"
    r"|[^\W\d]{3,10}\s+\d{1,2}\s*,\s*(?:de\s*l?\s*)?\d{4}|\d{6,7}[-/]?\d{2,4}|\d{4}/\d{4}"
)
_CODE_TOKEN: Final = re.compile(r"[A-ZÑ\d][\w./\-]*\d[\w./\-]*|\d+", re.IGNORECASE)
_ENTITY_CODE: Final = re.compile(r"^[A-Z]{0,3}[-.]?\d{1,6}(?:[.\-/]\d{1,4}){0,4}$")
_ACRONYM: Final = re.compile(r"^[A-ZÁÉÍÓÚÑa-záéíóúñ][\w.&\-/áéíóúñÁÉÍÓÚÑ]{1,14}$")
_MEMO_TOKEN: Final = re.compile(r"[A-ZÑ\d]+(?:\s?[-/.]\s?[A-ZÑ\d]+)+|\d{2,}", re.IGNORECASE)
_ENOUGH_LETTERS: Final = 3
_TRAILING: Final = " \t.,;:|_-*"


def strip_lead(text: str) -> str:
    """`text` after a label without the marks that part them (":", "(*)", dashes, "N°" before a number)."""
    return _LEAD.sub("", text, count=1).strip()


def read_value(field: str, text: str) -> FieldValue | None:
    """The value of `field` in `text`, None when the text holds none."""
    bare = strip_lead(text)
    return _READERS.get(field, _words)(bare) if bare else None


def _year(text: str) -> FieldValue | None:
    match = _YEAR.search(text)
    if match:
        return FieldValue(match.group(), match.group(), "text", closed=match.group() == text.strip(_TRAILING))
    damaged = _DAMAGED_YEAR.search(text)
    if damaged:
        fixed = letters_to_digits(damaged.group())
        if _YEAR.fullmatch(fixed.text):
            repair = Repair(rule="glyph_corrected", before=damaged.group(), after=fixed.text)
            return FieldValue(fixed.text, damaged.group(), "text", fixed.cost, (repair,))
    return None


def _date(text: str) -> FieldValue | None:
    # From one day to another is a period, not the day it starts.
    if find_day_range(text):
        return None
    for match in _DATE.finditer(text):
        readings = date_readings(match.group())
        if readings:
            best = readings[0]
            closed = match.group() == text.strip(_TRAILING)
            return FieldValue(best.value.value, match.group(), "date", best.cost, best.repairs, closed)
    return None


def _entity_code(text: str) -> FieldValue | None:
    token = text.strip(_TRAILING)
    for reading in code_readings(token):
        if _ENTITY_CODE.match(reading.value.value):
            return FieldValue(reading.value.value, token, "code", reading.cost, reading.repairs)
    first = token.split()[0] if token else ""
    if _ENTITY_CODE.match(first):
        return FieldValue(first, first, "code", closed=False)
    fixed = letters_to_digits(token)
    if fixed.text != token and fixed.text.isdigit() and len(token) <= _ENOUGH_LETTERS:
        repair = Repair(rule="glyph_corrected", before=token, after=fixed.text)
        return FieldValue(fixed.text, token, "code", fixed.cost, (repair,))
    return None


def _acronym(text: str) -> FieldValue | None:
    token = text.strip(_TRAILING)
    if not token:
        return None
    first = token.split()[0].strip(_TRAILING)
    if not _ACRONYM.match(first) or sum(char.isupper() for char in first) < 2:
        return None
    return FieldValue(first, first, "text", closed=first == token)


def _report_number(text: str) -> FieldValue | None:
    core = _NUMBER_WORD.sub("", text)
    match = _CODE_TOKEN.match(core)
    if match is None:
        return None
    token = match.group().rstrip(_TRAILING)
    readings = code_readings(token)
    if readings and re.match(r"[A-Z]?[\d]", readings[0].value.value):
        best = readings[0]
        return FieldValue(
            best.value.value, token, "code", best.cost, best.repairs, token == core.strip(_TRAILING)
        )
    return FieldValue(token, token, "code", closed=token == core.strip(_TRAILING))


def _memo_number(text: str) -> FieldValue | None:
    core = _NUMBER_WORD.sub("", text).lstrip("*# ")
    match = _MEMO_TOKEN.match(core)
    if match is None or not any(char.isdigit() for char in match.group()):
        return None
    token = match.group()
    joined = re.sub(r"\s", "", token)
    repairs = () if joined == token else (Repair(rule="split_number_joined", before=token, after=joined),)
    rest = core[match.end() :].strip(_TRAILING)
    return FieldValue(joined, token, "code", 0.3 * len(repairs), repairs, closed=not rest)


def _period(text: str) -> FieldValue | None:
    words = text.strip(_TRAILING)
    if days := find_day_range(words):
        return FieldValue(days.text, days.printed, "text", closed=days.printed == words)
    return FieldValue(words, words, "text") if is_period(words) else None


def _words(text: str) -> FieldValue | None:
    words = " ".join(text.replace("*", " ").split()).strip(" |_:;,")
    letters = sum(char.isalpha() for char in words)
    return FieldValue(words, words, "text") if letters >= _ENOUGH_LETTERS else None


_READERS: Final[Mapping[str, Callable[[str], FieldValue | None]]] = {
    "fiscal_year": _year,
    "cutoff_date": _date,
    "report_date": _date,
    "date": _date,
    "entity_code": _entity_code,
    "acronym": _acronym,
    "report_number": _report_number,
    "memo_number": _memo_number,
    "period": _period,
}
