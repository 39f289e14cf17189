"""What was printed, as far as readings and the document's own words tell it from dust and misreadings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from extraction.readings.glyphs import letters_to_digits
from extraction.readings.locales import Locale
from extraction.readings.shapes import is_whole_value
from schemas.reading import PEN_TICKS
from schemas.value import Reading, Repair

SHORTEST: Final = 5
MUCH_OFTENER: Final = 3
_DUST: Final = rf"[|_'\"`´*~:;,.·•¡!{PEN_TICKS}\s]+"
_DUST_ENDS: Final = re.compile(rf"^{_DUST}(?=[-–—(\d])|(?<=[\d)]){_DUST}$")
_PLAIN_NUMERAL: Final = re.compile(r"(?P<sign>[-–—]?)(?P<core>\d[\d.,]*)")
_MENDED: Final = frozenset({"glyph_corrected", "separator_corrected"})
_DUST_IN_WORDS: Final = re.compile(r"(?<=[a-záéíóúüñ])\s?[.·•*_|'](?=[a-záéíóúüñ])")
_DUST_AROUND: Final = re.compile(r"^\s*[·•*_|'`]+\s*(?=[^\W_])|\s*[·•*_|`]+\s*$|(?<=[^\W\d_]{3})\s*'\s*$")
_COUNT: Final = re.compile(
    r"(?<!\w)(?:\d[\doOIlsS]{1,2}|[IlsS]\d[\doO]?|[Il]|[sS][oO])(?= (?:mil|mill[oó]n|millones)\b)"
)
_SPANISH: Final = re.compile(r"[^\W\d_]+")
_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyzáéíóúüñçºªàèòï")
_CONFUSED: Final = (("l", "i"), ("l", "I"), ("I", "l"), ("i", "l"), ("rn", "m"), ("0", "o"), ("1", "l"))


def figure_text(text: str, reading: Reading, locale: Locale | None) -> str:
    """The figure as its reading says it is printed: dust around it gone, misread marks put right."""
    if not any(repair.rule in _MENDED for repair in reading.repairs):
        return text
    bare = _DUST_ENDS.sub("", text.strip())
    match = _PLAIN_NUMERAL.fullmatch(bare)
    if match is None or locale is None:
        return text
    whole, _, decimals = reading.value.value.lstrip("-").partition(".")
    digits = re.sub(r"\D", "", match["core"])
    if digits != whole + decimals or not any(mark in match["core"] for mark in ".,"):
        return bare if digits == whole + decimals else text
    if _is_in_order(bare):
        return bare
    grouped = len(match["core"]) - len(digits) > bool(decimals)
    printed = f"{int(whole):,}".replace(",", locale.thousands) if grouped else whole
    return match["sign"] + (f"{printed}{locale.decimal}{decimals}" if decimals else printed)


def _is_in_order(numeral: str) -> bool:
    """Whether a numeral is well punctuated as it stands: cents behind a mark that is no other's."""
    return is_whole_value(numeral) and numeral[-3:-2] in {".", ","} and numeral.count(numeral[-3]) == 1


def word_text(text: str, words: Mapping[str, int]) -> tuple[str, tuple[Repair, ...]]:
    """Running text without dust around its words, misread letters put right where the document can tell."""
    clean = _DUST_AROUND.sub("", text) or text
    clean = _DUST_IN_WORDS.sub(" ", clean) if _parts_words(clean, words) else clean
    clean = _SPANISH.sub(lambda match: _word(match.group(), words), clean)
    counted = _COUNT.sub(lambda match: letters_to_digits(match.group()).text, clean)
    steps = (
        (text, clean, "words of the document"),
        (clean, counted, "a number stands before “mil”, “millón”"),
    )
    return counted, tuple(
        Repair(rule="glyph_corrected", before=before, after=after, evidence=evidence)
        for before, after, evidence in steps
        if before != after
    )


def word_counts(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in the texts, by its small letters."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in _SPANISH.findall(text):
            counts[word.casefold()] = counts.get(word.casefold(), 0) + 1
    return counts


def _parts_words(text: str, words: Mapping[str, int]) -> bool:
    """Whether a mark inside running text stands between two words that the document has elsewhere."""
    for match in _DUST_IN_WORDS.finditer(text):
        before, after = _SPANISH.findall(text[: match.start()]), _SPANISH.findall(text[match.end() :])
        if before and after and all(words.get(word.casefold(), 0) > 1 for word in (before[-1], after[0])):
            return True
    return False


def _word(word: str, words: Mapping[str, int]) -> str:
    """The word, or the one that the document prints much more often and that is easily misread as it."""
    folded = "".join(char if char.lower() in _ALPHABET else _base(char) for char in word)
    plain_c = folded.replace("ç", "c")
    if plain_c != folded and words.get(plain_c.casefold(), 0) >= words.get(word.casefold(), 0):
        folded = plain_c
    count = words.get(folded.casefold(), 0)
    if len(folded) < SHORTEST:
        return folded
    for misread, printed in _CONFUSED:
        at = folded.find(misread, 1)
        while at > 0:
            other = folded[:at] + printed + folded[at + len(misread) :]
            if words.get(other.casefold(), 0) >= MUCH_OFTENER * max(1, count):
                return other
            at = folded.find(misread, at + 1)
    return folded


def _base(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char)
    return decomposed[0] if decomposed[0].isascii() and decomposed[0].isalpha() else char
