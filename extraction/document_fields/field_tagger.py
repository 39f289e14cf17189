"""Finds the labels of document fields, dates, times, years and codes in a line, tolerant of OCR damage.

The patterns run in a blank Spanish spaCy pipeline over a folded copy of the line: lower case, no accents,
digits inside words read as letters, one character for one,
so that every span is also a span of the printed text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import spacy
from spacy.matcher import Matcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from extraction.document_fields.field_labels import GREETINGS, LABELS, ORGANISATION_STARTS

_LETTER_FOR: Final = {"0": "o", "1": "i", "5": "s", "|": "i"}
_DIGIT_IN_WORD: Final = re.compile(r"(?<=[^\W\d_])[015|](?=[^\W\d_])|(?<=[^\W\d_]{3})[015|](?!\w)")
_FUZZY_FROM: Final = 5
_FUZZIER_FROM: Final = 9
_SHORTEST_GLUED: Final = 10

_INFIX: Final = re.compile(r"[^\w\s]|_|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_MONTHS: Final = (
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
)

_Pattern = list[dict[str, Any]]


class Span(NamedTuple):
    """A labelled stretch `text[start:end]` of a line; `exact` where it is spelt as declared."""

    name: str
    start: int
    end: int
    exact: bool = True
    weak: bool = False


class Tags(NamedTuple):
    """What was found in one line, from the left."""

    labels: tuple[Span, ...]
    values: tuple[Span, ...]


def fold(text: str) -> str:
    """`text` in lower case without accents, digits inside words as letters; of the same length."""
    plain = "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] or char for char in text)
    return _DIGIT_IN_WORD.sub(lambda match: _LETTER_FOR[match.group()], plain)


class FieldTagger:
    """A spaCy pipeline with the label and value patterns; build one and pass it on."""

    def __init__(self, labels: Mapping[str, Iterable[str]] = LABELS) -> None:
        """Compile the patterns of `labels` (by field) and those of dates, years and organisations."""
        self._nlp = spacy.blank("es")
        glued = [word for names in labels.values() for word in _glued(names)]
        self._nlp.tokenizer = _tokenizer(self._nlp, glued)
        self._weak: dict[int, bool] = {}
        self._labels = Matcher(self._nlp.vocab)
        self._values = Matcher(self._nlp.vocab)
        for field, names in labels.items():
            for name in names:
                self._add_label(field, name)
        for name, patterns in _value_patterns().items():
            self._values.add(name, patterns, greedy="LONGEST")

    def tag(self, text: str) -> Tags:
        """The labels and values of one line, longest first where they overlap."""
        doc = self._nlp(fold(text))
        labels = _without_overlaps(self._label_spans(doc))
        values = _without_overlaps(self._value_spans(doc))
        return Tags(labels, values)

    def _add_label(self, field: str, name: str) -> None:
        weak = name.endswith(":")
        words = fold(name.rstrip(":")).split()
        for exact in (True, False):
            key = f"{field}|{'weak' if weak else 'strong'}|{'exact' if exact else 'fuzzy'}"
            patterns = [_words_pattern(words, exact)]
            if len(words) > 1 and len("".join(words)) >= _SHORTEST_GLUED:
                joined = "".join(words)
                patterns.append([{"LOWER": joined if exact else {"FUZZY1": joined}}])
            self._labels.add(key, patterns)

    def _label_spans(self, doc: Doc) -> Iterator[Span]:
        for key, start, end in self._labels(doc):
            field, weak, exact = self._nlp.vocab.strings[key].split("|")
            yield Span(field, *_chars(doc, start, end), exact == "exact", weak == "weak")

    def _value_spans(self, doc: Doc) -> Iterator[Span]:
        for key, start, end in self._values(doc):
            yield Span(self._nlp.vocab.strings[key], *_chars(doc, start, end))


def _tokenizer(nlp: spacy.language.Language, glued: Iterable[str]) -> Tokenizer:
    """Words, figures and marks apart; labels that lost their blanks split off what follows them."""
    heads = "|".join(sorted(map(re.escape, glued), key=len, reverse=True))
    prefix = re.compile(rf"^(?:{heads}|[^\w\s]|_)")
    suffix = re.compile(r"(?:[^\w\s]|_)$")
    return Tokenizer(
        nlp.vocab, prefix_search=prefix.search, suffix_search=suffix.search, infix_finditer=_INFIX.finditer
    )


def _glued(names: Iterable[str]) -> list[str]:
    joined = ("".join(fold(name.rstrip(":")).split()) for name in names if " " in name)
    return [word for word in joined if len(word) >= _SHORTEST_GLUED]


def _words_pattern(words: list[str], exact: bool) -> _Pattern:
    pattern: _Pattern = []
    for word in words:
        if pattern:
            pattern.append({"IS_PUNCT": True, "OP": "*"})
        pattern.append({"LOWER": word} if exact else _fuzzy(word))
    return pattern


def _fuzzy(word: str) -> dict[str, Any]:
    if len(word) < _FUZZY_FROM:
        return {"LOWER": word}
    return {"LOWER": {"FUZZY2" if len(word) >= _FUZZIER_FROM else "FUZZY1": word}}


def _value_patterns() -> dict[str, list[_Pattern]]:
    two: dict[str, Any] = {"TEXT": {"REGEX": r"^\d{1,2}$"}}
    year: dict[str, Any] = {"TEXT": {"REGEX": r"^(?:19|20)\d\d$"}}
    any_year: dict[str, Any] = {"TEXT": {"REGEX": r"^(?:(?:19|20)\d\d|\d\d)$"}}
    mark: dict[str, Any] = {"TEXT": {"IN": ["/", "-", "."]}}
    month: dict[str, Any] = {"LOWER": {"FUZZY1": {"IN": _MONTHS.split()}}}
    of: dict[str, Any] = {"LOWER": {"IN": ["de", "del"]}, "OP": "?"}
    colon: dict[str, Any] = {"TEXT": ":"}
    starts, greetings = (
        [
            [{"LOWER": {"FUZZY1": word} if len(word) > _FUZZY_FROM else word} for word in start.split()]
            for start in phrases
        ]
        for phrases in (ORGANISATION_STARTS, GREETINGS)
    )
    return {
        "date": [[two, mark, two, mark, any_year], [year, mark, two, mark, two], [two, of, month, of, year]],
        "time": [[two, colon, two], [two, colon, two, colon, two]],
        "year": [[year]],
        "month": [[month]],
        "organisation": starts,
        "greeting": greetings,
    }


def _chars(doc: Doc, start: int, end: int) -> tuple[int, int]:
    last: Token = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def _without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The longest spans; of equal ones the exactly spelt, then the strong."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, not s.exact, s.weak, s.start, s.name)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))
