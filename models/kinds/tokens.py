"""A table as the classifier sees it: a row of tokens, column by column, each with its place."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.sight import ColumnSight

MOST_COLUMNS: Final = 24
MOST_PLACES: Final = 32
MOST_OFFSETS: Final = 80
HEADER_LEVELS: Final = 4
BODY_LEVEL: Final = HEADER_LEVELS + 2
LEVELS: Final = BODY_LEVEL + 4
_HEADER_TOKENS: Final = (12, 8, 8, 8)
_BODY_TOKENS: Final = 7
_ALL: Final = 0.7
_SOME: Final = 0.3
_LONG: Final = 4

_SHAPES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("DATE", re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4}|\d\d)|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}")),
    ("YEAR", re.compile(r"(19|20)\d\d")),
    ("PCT", re.compile(r"-?\d[\d.,]*%")),
    ("ZERO", re.compile(r"0([.,]0+)?")),
    ("GROUP", re.compile(r"[1-9]0{4}")),
    ("MONEY", re.compile(r"[-(]?[$]?\d{1,3}([.,']\d{3})+([.,]\d{1,2})?\)?(\.-)?|[-(]?[$]?\d{4,}[.,]\d\d\)?")),
    ("LONGDEC", re.compile(r"-?\d+[.,]\d{5,}")),
    ("DEC", re.compile(r"-?\d+[.,]\d{1,4}")),
    ("CHAIN", re.compile(r"\d{1,4}(-\d{2,4}){2,}")),
    ("CODE", re.compile(r"\d{1,4}([.\-]\d{1,4}){1,4}\.?")),
    ("N1", re.compile(r"-?\d[.)]?")),
    ("N2", re.compile(r"-?\d\d\.?")),
    ("N3", re.compile(r"-?\d{3}")),
    ("N4", re.compile(r"-?\d{4}")),
    ("N5", re.compile(r"\d{5}")),
    ("NX", re.compile(r"-?\d{6,}")),
    ("LETTERED", re.compile(r"[A-Za-z]{1,5}[.\-]?\d{1,6}[.,]?")),
)
_FIGURES: Final = (*(name for name, _ in _SHAPES), "NAMED", "MIX")
_CLASSES: Final = (*_FIGURES, "WORD", "LONG")
_COUNTS: Final = ("NONE", "FEW", "SOME", "MANY")
SPECIAL_TOKENS: Final = (
    "[PAD]", "[UNK]", "[CLS]", "[COL]",
    *(f"[{name}]" for name in _FIGURES),
    *(f"[ALL-{name}]" for name in _CLASSES),
    *(f"[PART-{name}]" for name in _CLASSES),
    *(f"[ROWS-{name}]" for name in _COUNTS),
)  # fmt: skip
_NUMBERING: Final = re.compile(r"\(\s*[\dlIO]{1,2}\s*\)|\(\*+\)")
_ORDINAL: Final = re.compile(r"^\s*\(?\d{1,2}\s*[.)\-]\s*(?=[^\W\d_]{2})")
_BRACKETS: Final = str.maketrans("[]", "()")

_NAMED: Final = re.compile(r"\d{1,4}\s?[-–.]\D")
_MISREAD: Final = re.compile(r"(?<=[^\W\d_])[0158](?=[^\W\d_])")
_LETTERS: Final = str.maketrans("0158", "olsb")
FEWEST_LETTERS: Final = 3

Tokenize = Callable[[list[str]], list[list[int]]]
"""Texts to the token numbers of each, without any added ones."""


class Encoding(NamedTuple):
    """One table: for each token its number, level, offset in its column, and column from left and right.

    starts: where each column's own token stands. All are integers.
    """

    ids: NDArray[np.int64]
    levels: NDArray[np.int64]
    offsets: NDArray[np.int64]
    lefts: NDArray[np.int64]
    rights: NDArray[np.int64]
    starts: NDArray[np.int64]


def encode_table(columns: Sequence[ColumnSight], tokenize: Tokenize) -> Encoding:
    """The first `MOST_COLUMNS` columns as tokens; body cells are told by their shapes and a few texts."""
    seen = columns[:MOST_COLUMNS]
    segments = [_segments(sight) for sight in seen]
    numbers = iter(tokenize(["[CLS]", *(text for column in segments for text, _, _ in column)]))
    rows: list[tuple[int, int, int, int, int]] = [(next(numbers)[0], 0, 0, 0, 0)]
    starts: list[int] = []
    for left, column in enumerate(segments):
        starts.append(len(rows))
        right = len(seen) - left
        tokens = [(number, level) for _, level, most in column for number in next(numbers)[:most]]
        rows += [
            (number, level, offset, left + 1, right)
            for offset, (number, level) in enumerate(tokens[:MOST_OFFSETS])
        ]
    ids, levels, offsets, lefts, rights = np.asarray(rows, dtype=np.int64).T
    return Encoding(ids, levels, offsets, lefts, rights, np.asarray(starts, dtype=np.int64))


def _segments(sight: ColumnSight) -> list[tuple[str, int, int]]:
    """Text, level and most tokens of each part of a column."""
    parts = [(f"[COL] {' '.join(_features(sight.texts))}", 1, 12)]
    levels = list(reversed(sight.path))[:HEADER_LEVELS]
    parts += [(plain_header(text), 2 + at, _HEADER_TOKENS[at]) for at, text in enumerate(levels)]
    bodies = dict.fromkeys((0, 1, 2, len(sight.texts) // 2))
    shown = [sight.texts[at] for at in bodies if at < len(sight.texts)]
    parts += [(plain_text(text), BODY_LEVEL + at, _BODY_TOKENS) for at, text in enumerate(shown)]
    return parts


def plain_header(text: str) -> str:
    """As `plain_text`, the column's number left out."""
    return plain_text(_ORDINAL.sub("", _NUMBERING.sub(" ", text)))


@lru_cache(maxsize=20_000)
def plain_text(text: str) -> str:
    """Words as they are, figures as the token of their shape."""
    bare = text.translate(_BRACKETS)
    return " ".join(_plain_word(word) if _has_digit(word) else word for word in bare.split())


def _plain_word(word: str) -> str:
    """The token of a figure; of a word with figures in it, its letters."""
    figure = _figure(word)
    if figure not in {"MIX", "NAMED"}:
        return f"[{figure}]"
    letters = _MISREAD.sub(lambda match: match.group().translate(_LETTERS), word)
    words = re.sub(r"\d+", " ", letters)
    if sum(map(str.isalpha, words)) < FEWEST_LETTERS:
        return f"[{figure}]"
    return f"[NAMED] {words}" if figure == "NAMED" else words


def _has_digit(word: str) -> bool:
    return any(char.isdecimal() for char in word)


@lru_cache(maxsize=50_000)
def _figure(word: str) -> str:
    named = "NAMED" if _NAMED.match(word) else "MIX"
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(word)), named)


def _features(texts: Sequence[str]) -> list[str]:
    """How many texts there are, and the classes that all or some of them are of."""
    count = len(texts)
    rows = _COUNTS[0 if not count else 1 if count <= 2 else 2 if count <= 8 else 3]
    classes = [_class(text) for text in texts]
    found = [f"[ROWS-{rows}]"]
    for name in _CLASSES:
        share = classes.count(name) / max(1, count)
        if share >= _SOME:
            found.append(f"[ALL-{name}]" if share >= _ALL else f"[PART-{name}]")
    return found


@lru_cache(maxsize=20_000)
def _class(text: str) -> str:
    words = text.split()
    figures = [_figure(word) for word in words if _has_digit(word)]
    if 2 * len(figures) > len(words):
        return max(_FIGURES, key=figures.count)
    return "LONG" if len(words) >= _LONG else "WORD"
