"""A cell's text read as a code: programme, activity, expense group, report number."""

import re
from typing import Final, NamedTuple

from extraction.readings.glyphs import CLOSE, is_mostly_digits, letters_to_digits
from schemas.reading import PEN_TICKS
from schemas.value import Reading, Repair, Value

SPLIT: Final = 0.3
LOOSE_SPLIT: Final = 2.0
ODD_MARK: Final = 1.0
STRAY: Final = 0.7
LETTERED: Final = 0.2
UNCORRECTED: Final = 1.0
HANGING: Final = 1.0  # a hyphen from which nothing goes on: the rest of the code stands elsewhere

_TYPOGRAPHY: Final = str.maketrans({**dict.fromkeys("−–—‐‑", "-"), **dict.fromkeys("\u00a0\n\t", " ")})
_DUST: Final = rf"[|_'\"`*~:;,=\[\]\s{PEN_TICKS}]+"
_STRAY: Final = re.compile(rf"^{_DUST}|{_DUST}$")
_BLANK_BY_MARK: Final = re.compile(r"(?<=[.\-/])\s+(?=[\w])|(?<=\w)\s+(?=[.\-/])")
# A speck behind a code whose parts only hyphens part: those that points part may end in one.
_POINT_BEHIND: Final = re.compile(r"^([^.]*-[^.]*\w)\s?\.$")
_LOOSE_BLANK: Final = re.compile(r"(?<=\d\d) (?=\d{1,2}$)")
_SEGMENT: Final = re.compile(r"[^.\-/]+")
_FIGURES: Final = re.compile(r"(?:[A-Z]{1,3}[-.]?)?\d+(?:[.\-/]\d+)*[A-Z]?[.\-]?")
_LETTERED: Final = re.compile(r"[A-ZÑ\d]+(?:[.\-/][A-ZÑ\d]+)*[.\-]?", re.IGNORECASE)
_LONGEST: Final = 40


class _Draft(NamedTuple):
    text: str
    cost: float = 0.0
    repairs: tuple[Repair, ...] = ()

    def become(self, text: str, cost: float, rule: str) -> "_Draft":
        if text == self.text:
            return self
        repair = Repair(rule=rule, before=self.text, after=text)
        return _Draft(text, self.cost + cost, (*self.repairs, repair))


def code_readings(text: str) -> tuple[Reading, ...]:
    """All codes `text` may stand for, cheapest first and with their punctuation; empty when it is none."""
    draft = _Draft(re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY)).strip())
    if not draft.text or len(draft.text) > _LONGEST:
        return ()
    draft = draft.become(_STRAY.sub("", draft.text), STRAY, "glyph_corrected")
    draft = draft.become(_POINT_BEHIND.sub(r"\1", draft.text), STRAY, "glyph_corrected")
    draft = draft.become(_BLANK_BY_MARK.sub("", draft.text), SPLIT, "split_number_joined")
    draft = draft.become(_LOOSE_BLANK.sub("", draft.text), LOOSE_SPLIT, "split_number_joined")
    draft = _marks_corrected(draft)
    corrected = _glyphs_corrected(draft)
    drafts = [corrected]
    if corrected.text != draft.text:
        drafts.append(draft._replace(cost=corrected.cost + UNCORRECTED))
    readings = {reading.value: reading for one in drafts for reading in _to_reading(one)}
    return tuple(sorted(readings.values(), key=lambda reading: (reading.cost, reading.value.value)))


def _marks_corrected(draft: _Draft) -> _Draft:
    """Doubled marks are one; a comma among points is a point."""
    text = re.sub(r"([.\-/])\1+", r"\1", draft.text)
    if "," in text and ("." in text or text.count(",") > 1) and "-" not in text:
        text = text.replace(",", ".")
    return draft.become(text, ODD_MARK, "separator_corrected")


def _glyphs_corrected(draft: _Draft) -> _Draft:
    """Letters inside segments of digits become digits; a segment of letters only stays."""
    segments = _SEGMENT.findall(draft.text)
    numeric = sum(segment.isdigit() for segment in segments)
    cost = 0.0
    pieces: list[str] = []
    for piece in re.findall(r"[^.\-/]+|[.\-/]", draft.text):
        prefix = re.match(r"[A-Z]+(?=\d{2})", piece)
        kept = prefix.group() if prefix and not pieces else ""
        rest = piece[len(kept) :]
        if rest.isdigit() or not _reads_as_digits(rest, numeric, first=not pieces):
            pieces.append(piece)
            continue
        corrected = letters_to_digits(rest)
        pieces.append(kept + corrected.text)
        cost += corrected.cost
    return draft.become("".join(pieces), cost, "glyph_corrected")


def _reads_as_digits(segment: str, numeric_segments: int, first: bool) -> bool:
    if set(segment) <= CLOSE | set("0123456789"):
        return any(char.isdigit() for char in segment) or (numeric_segments > 0 and not first)
    return is_mostly_digits(segment) and letters_to_digits(segment).text.isdigit()


def _to_reading(draft: _Draft) -> list[Reading]:
    if not any(char.isdigit() for char in draft.text):
        return []
    extra = 0.0
    if not _FIGURES.fullmatch(draft.text):
        lettered = _LETTERED.fullmatch(draft.text)
        if not lettered or not re.search(r"[.\-/]|^[A-Za-z]+\d{2,}", draft.text) or _is_word(draft.text):
            return []
        extra = LETTERED
    if draft.text.endswith("-"):
        extra += HANGING
    cost = round(draft.cost + extra, 6)
    return [Reading(value=Value(type="code", value=draft.text), cost=cost, repairs=draft.repairs)]


def _is_word(text: str) -> bool:
    """Whether `text` is a word with a number before it ("2-Ingresos"), not a code."""
    return bool(re.search(r"[a-zñ]{3,}", text))
