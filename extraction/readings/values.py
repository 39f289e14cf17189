"""Typed readings of printed values, each with its cost, by the type and locale of the column."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from extraction.readings.cell_text import ColumnHint
from extraction.readings.codes import code_readings
from extraction.readings.dates import date_readings
from extraction.readings.locales import Locale, LocaleVote, vote_locale
from extraction.readings.numbers import number_readings
from extraction.readings.printed_text import figure_text
from extraction.readings.shapes import Shape, shape
from extraction.wording import plain
from schemas.table import Entry
from schemas.value import NUMERIC, Reading, Repair, Value, ValueType

SECOND_READER: Final = 2.0
NOT_OF_COLUMN: Final = 1.0
MOSTLY: Final = 0.6
SURE_VOTE: Final = 1.5
FEWEST_DIGITS: Final = 3
FEWEST_LEADING: Final = 2
NEARLY_ALL: Final = 0.95
FEWEST_ABOVE: Final = 3  # codes that others begin with
MOST_ALIKE: Final = 0.7

_GROUPS: Final = re.compile(r"\d{1,4}(?: \d{1,4}){1,4}")
_IN_THOUSANDS: Final = re.compile(r"\d{1,3}(?: \d{3})+")
_LEVELS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_DEEP: Final = re.compile(r"\d{1,3}(?:\.\d{1,2}){2,}")  # no number

_TYPE_OF: Final[dict[Shape, ValueType]] = {
    "number": "number",
    "percent": "percent",
    "year": "number",
    "date": "date",
    "code": "code",
}


def type_by_content(texts: Iterable[str]) -> ValueType:
    """What most of a column's printed texts are."""
    texts = [text.strip() for text in texts if text.strip()]
    if _are_identifiers(texts) or _are_of_levels(texts) or _are_of_groups(texts):
        return "code"
    shapes = [found for found in map(shape, texts) if found != "blank"]
    counts = Counter(_TYPE_OF.get(found, "text") for found in shapes)
    if counts["number"] > counts["code"]:
        counts["number"] += counts.pop("code", 0)
    numeric = counts["number"] + counts["percent"]
    if numeric >= MOSTLY * len(shapes) and numeric:
        return "percent" if counts["percent"] > numeric / 2 else "number"
    value_type, count = counts.most_common(1)[0] if counts else ("text", 0)
    return value_type if count >= MOSTLY * len(shapes) else "text"


def _are_identifiers(texts: Sequence[str]) -> bool:
    """Whether most texts are as many digits, some of them with a zero before the others: 066403, 132007."""
    digits = [text for text in texts if text.isascii() and text.isdigit() and len(text) >= FEWEST_DIGITS]
    leading = sum(text.startswith("0") and text.strip("0") != "" for text in digits)
    alike = Counter(map(len, digits)).most_common(1)
    return leading >= FEWEST_LEADING and alike[0][1] >= MOST_ALIKE * len(texts)


def _are_of_groups(texts: Sequence[str]) -> bool:
    """Whether most texts are digits in groups that part no thousands: 10 0 004, 11 0 005."""
    grouped = [text for text in texts if _GROUPS.fullmatch(text) and not _IN_THOUSANDS.fullmatch(text)]
    return len(grouped) >= max(FEWEST_ABOVE, MOSTLY * len(texts))


def _are_of_levels(texts: Sequence[str]) -> bool:
    """Whether most texts are codes of several levels: some begin others (1, 1.1, 1.1.01), or all go up.

    Those of three levels look like dates; hyphens part levels as points do.
    """
    texts = [text if "." in text else text.replace("-", ".") for text in texts]
    codes = {text.rstrip(".") for text in texts if _LEVELS.fullmatch(text)}
    above = sum(any(other.startswith(f"{code}.") for other in codes) for code in codes)
    deep = [
        tuple(map(int, text.rstrip(".").split("."))) for text in texts if _DEEP.fullmatch(text.rstrip("."))
    ]
    own = sum(bool(_LEVELS.fullmatch(text)) for text in texts)
    nested = above >= FEWEST_ABOVE <= len(deep)
    return (nested or _are_listed(deep)) and own >= MOSTLY * len(texts)


def _are_listed(codes: Sequence[tuple[int, ...]]) -> bool:
    """Whether codes of three levels and more go up from row to row, the last level most of all: days would by
    their years first."""
    firsts = {code[0] for code in codes}
    rising = sum(below >= above for above, below in pairwise(codes))
    lasts = {code[-1] for code in codes}
    several = len(codes) > FEWEST_ABOVE <= len(lasts) and len(firsts) <= MOSTLY * len(codes)
    return several and rising >= NEARLY_ALL * (len(codes) - 1)


def column_vote(texts: Iterable[str], wider: LocaleVote | None) -> LocaleVote:
    """The column's locale; where its own texts say too little, that of the wider vote (table or document).

    What a minus behind figures means, the document says as a whole.
    """
    vote = vote_locale(texts)
    if wider is not None:
        vote = vote.replace(signs=wider.signs)
    if wider is None or wider.locale is None or (vote.locale is not None and vote.margin >= SURE_VOTE):
        return vote
    return vote.replace(locale=wider.locale, margin=wider.margin)


def read_entry(entry: Entry, hint: ColumnHint, vote: LocaleVote) -> Entry:
    """The entry with its readings, of both readers and every alternative, cheapest first."""
    drafts = [(entry.text, 0.0, ""), *_other_texts(entry)]
    best: dict[Value, Reading] = {}
    for text, cost, source in drafts:
        for reading in _text_readings(text, hint, vote):
            dearer = _dearer(reading, cost, entry.text, text, source)
            known = best.get(reading.value)
            if known is None or dearer.cost < known.cost:
                best[reading.value] = dearer
    readings = sorted(best.values(), key=lambda reading: (reading.cost, reading.value.value))
    if not readings or readings[0].value.type not in NUMERIC:
        return entry.replace(readings=tuple(readings))
    text = figure_text(entry.text, readings[0], vote.locale)
    return entry.replace(text=text, readings=tuple(readings))


def _other_texts(entry: Entry) -> list[tuple[str, float, str]]:
    if len(entry.lines) == 1:
        line = entry.lines[0]
        others = [(other.text, other.cost, other.source) for other in line.alternatives]
        return others + ([(line.second, SECOND_READER, "second reader")] if line.second else [])
    if not any(line.second for line in entry.lines):
        return []
    glue = "" if " " not in entry.text else " "
    text = glue.join(line.second if line.second else line.text for line in entry.lines)
    return [(text, SECOND_READER, "second reader")]


def _dearer(reading: Reading, cost: float, printed: str, text: str, source: str) -> Reading:
    if not source:
        return reading
    repair = Repair(rule="other_reader", before=printed, after=text, evidence=source)
    return reading.replace(cost=round(reading.cost + cost, 6), repairs=(repair, *reading.repairs))


def _text_readings(text: str, hint: ColumnHint, vote: LocaleVote) -> tuple[Reading, ...]:
    if not text.strip():
        return ()
    for word in hint.words:
        if plain(text) == plain(word):
            return (Reading(value=Value(type=hint.type, value=word)),)
    own = _readings_as(hint.type, text, vote)
    if own or hint.type in {"date", "code"}:
        return own
    return tuple(
        reading.replace(cost=reading.cost + NOT_OF_COLUMN)
        for reading in _readings_as(_TYPE_OF.get(shape(text), "text"), text, vote)
    )


def _readings_as(value_type: ValueType, text: str, vote: LocaleVote) -> tuple[Reading, ...]:
    match value_type:
        case "number" | "percent" | "money":
            return number_readings(text, vote.locale, vote.decimals, vote.signs)
        case "date":
            return date_readings(text)
        case "code":
            return code_readings(text) or _as_number_code(text)
        case "text":
            return ()


def _as_number_code(text: str) -> tuple[Reading, ...]:
    """A code column that holds plain figures after all."""
    readings = number_readings(text, Locale.POINT_DECIMAL)
    return tuple(reading for reading in readings if reading.value.value.isdigit())


def figures(texts: Sequence[str]) -> tuple[str, ...]:
    """Those texts that are numbers, as evidence for a locale."""
    return tuple(text for text in texts if shape(text) in {"number", "percent"})
