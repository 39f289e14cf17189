"""How alike two printed wordings are, when scanning has lost accents, blanks and letters."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

_LOOK_ALIKES: Final = str.maketrans("асеорхтАВСЕНКМОРТХ", "aceopxtABCEHKMOPTX")
_NUMBERING: Final = re.compile(r"\(\s*[\dlIO]{1,2}\s*\)|\(\*+\)")
_ORDINAL: Final = re.compile(r"^\s*\(?\d{1,2}\s*[.)\-]\s*(?=[^\W\d_]{2})")
# Between letters, or at either end of a word of some.
_NOUGHT: Final = re.compile(r"(?<=[a-z]{2})0(?=[a-z])|(?<=[a-z]{3})0(?![a-z0-9])|(?<![a-z0-9])0(?=[a-z]{3})")
_INITIALS: Final = re.compile(r"\b[a-z](?: [a-z])+\b")
_LIGHT: Final = frozenset(
    ["a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "o", "por", "y"]
)
_SAME_WORDS: Final = {
    "no": "n",
    "nro": "n",
    "num": "n",
    "numero": "n",
    "ppto": "presupuesto",
    "porcentaje": "%",
    "porc": "%",
    "pct": "%",
}
_WORD_ALIKE: Final = 0.79
_SHORTEST_STEM: Final = 3
_LIGHT_WEIGHT: Final = 0.25
_JOINED_ALIKE: Final = 0.8


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Lower case without accents, numbering like `(3)`, punctuation and other alphabets' look-alikes."""
    bare = _ORDINAL.sub("", _NUMBERING.sub(" ", text)).replace("#", " n ")
    folded = unicodedata.normalize("NFKD", bare.translate(_LOOK_ALIKES))
    letters = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    letters = _NOUGHT.sub("o", letters)
    words = " ".join(re.sub(r"[^a-z0-9%]+", " ", letters.replace("%", " % ")).split())
    return _INITIALS.sub(lambda match: match.group().replace(" ", ""), words)


def is_numbering(text: str) -> bool:
    """Whether `text` is only a column's number, like `(7)`."""
    return bool(text.strip()) and not _NUMBERING.sub("", text).strip()


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """0..1: how much two wordings share, word by word (stems and misread letters count) or as one run."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    joined = fuzz.ratio(left.replace(" ", ""), right.replace(" ", "")) / 100
    return max(_shared_words(left.split(), right.split()), joined if joined >= _JOINED_ALIKE else 0.0)


def _shared_words(left: list[str], right: list[str]) -> float:
    free = list(right)
    shared = 0.0
    for word in left:
        best = max(free, key=lambda other: _word_likeness(word, other), default=None)
        if best is not None and (alike := _word_likeness(word, best)):
            shared += alike * (_weight(word) + _weight(best)) / 2
            free.remove(best)
    return 2 * shared / (sum(map(_weight, left)) + sum(map(_weight, right)))


@lru_cache(maxsize=100_000)
def _word_likeness(one: str, other: str) -> float:
    one, other = _SAME_WORDS.get(one, one), _SAME_WORDS.get(other, other)
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_STEM and long.startswith(short):
        return 0.9
    ratio = fuzz.ratio(one, other) / 100
    return ratio if ratio >= _WORD_ALIKE else 0.0


@lru_cache(maxsize=50_000)
def share_found(wanted: str, text: str) -> float:
    """0..1: how much of `wanted` is among the words of `text`."""
    words, free = plain(wanted).split(), plain(text).split()
    found = sum(
        _weight(word) * max((_word_likeness(word, other) for other in free), default=0.0) for word in words
    )
    return found / sum(map(_weight, words)) if words else 0.0


def _weight(word: str) -> float:
    return _LIGHT_WEIGHT if word in _LIGHT else 1.0


def says_any(text: str, words: tuple[str, ...], alike: float = 0.85) -> bool:
    """Whether `text` begins with one of `words`, blanks and misread letters aside."""
    run = plain(text).replace(" ", "")
    for word in words:
        wanted = plain(word).replace(" ", "")
        if wanted and fuzz.ratio(run[: len(wanted)], wanted) / 100 >= alike:
            return True
    return False
