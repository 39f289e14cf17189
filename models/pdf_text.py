"""The text layer of a born-digital PDF page, where it can be trusted.

Trusted is text that a viewer shows, that maps to readable letters and that accounts for the ink on the page.
The hidden layer that somebody's OCR left under a scan is not: it is a reading like ours, without its doubts.
"""

from collections.abc import Iterator
from ctypes import byref, c_double, c_int, c_void_p, cast
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from models.page_image import PageImage
from models.pdf_ink import words_on_ink
from schemas.base import Frozen
from schemas.geometry import Box, union
from schemas.reading import TextLine


class TextTrust(Frozen):
    """When a text layer is believed.

    hidden, unmapped: highest share of characters drawn invisibly, or without a letter behind them.
    pictured: highest share of the page under images; a scan with text beneath it has more.
    wordy: least share of letters and digits. voweled: least share of the longer Latin words with a vowel, of
    which a garbled mapping has few.
    """

    hidden: float = 0.02
    unmapped: float = 0.01
    pictured: float = 0.5
    wordy: float = 0.5
    voweled: float = 0.8
    words_for_vowels: int = 12


class Glyph(NamedTuple):
    """One character: its box in pixels of the rendered page, and how it was drawn."""

    text: str
    box: Box
    hidden: bool
    unmapped: bool


# PDF 32000-1, table 106: neither filled nor stroked.
_INVISIBLE = (3, 7)
_VOWELS = frozenset("aeiouyáéíóúüàèìòùâêîôûãõäëïöAEIOUYÁÉÍÓÚÜ")
_LONG_WORD = 4
_AFTER_LATIN = "\u02b0"
# Leaders and lines made of characters say nothing about the mapping of the others.
_FILLERS = "._-…·*="
# Wider than between two narrow digits like 11; real blanks pdfium gives as characters.
_WORD_GAP = 0.7


def read_text_layer(
    page: Any, image: PageImage, trust: TextTrust = TextTrust()
) -> tuple[TextLine, ...] | None:
    """The words of a loaded pdfium `page` in pixels of `image`; None where there are none to trust."""
    if _pictured(page) > trust.pictured:
        return None
    glyphs = list(_glyphs(page, image))
    if not glyphs or not _is_readable(glyphs, trust):
        return None
    words = _drop_doubles(_glyphs_to_words(glyphs))
    words = [word for word in words if _is_on_page(word, image)]
    return words_on_ink(words, image) if words and _has_vowels(words, trust) else None


def _pictured(page: Any) -> float:
    """Share of the page under images, overlaps counted twice."""
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        across, down = min(right, width) - max(left, 0.0), min(top, height) - max(bottom, 0.0)
        covered += max(0.0, across) * max(0.0, down)
    return float(covered / (width * height))


def _glyphs(page: Any, image: PageImage) -> Iterator[Glyph]:
    """The drawn characters of the page; a blank is yielded as one, to part words."""
    textpage = page.get_textpage()
    to_pixels = _PageToPixels(page, image)
    modes: dict[int, int] = {}
    try:
        for index in range(raw.FPDFText_CountChars(textpage)):
            text = _character(raw.FPDFText_GetUnicode(textpage, index))
            if text.isspace():
                yield Glyph(" ", Box(0, 0, 0, 0), False, False)
                continue
            mode = _render_mode(textpage, index, modes)
            unmapped = not _is_letter(text) or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
            yield Glyph(text, to_pixels.box(textpage, index), mode in _INVISIBLE, unmapped)
    finally:
        textpage.close()


def _character(code: int) -> str:
    if code in (0, 9, 10, 13, 32, 0xA0):
        return " "
    # pdfium marks the hyphen of a broken word so.
    return "-" if code in (2, 0xFFFE) else chr(code) if code < 0x110000 else "\ufffd"


def _is_letter(text: str) -> bool:
    return text.isprintable() and text != "\ufffd" and not "\ue000" <= text <= "\uf8ff"


def _render_mode(textpage: Any, index: int, known: dict[int, int]) -> int:
    piece = raw.FPDFText_GetTextObject(textpage, index)
    if not piece:
        return 0
    address = int(cast(piece, c_void_p).value or 0)
    if address not in known:
        known[address] = int(raw.FPDFTextObj_GetTextRenderMode(piece))
    return known[address]


class _PageToPixels:
    """The affine map from PDF points to pixels of the rendering, page rotation and crop included."""

    # pdfium rounds to whole device units, so it is asked on a device this much finer.
    _FINE = 1000

    def __init__(self, page: Any, image: PageImage) -> None:
        size = (image.width * self._FINE, image.height * self._FINE)
        x, y = self._ask(page, size, 0, 0)
        x_by_x, y_by_x = self._ask(page, size, 100, 0)
        x_by_y, y_by_y = self._ask(page, size, 0, 100)
        self._origin = (x, y)
        self._by_x = ((x_by_x - x) / 100, (y_by_x - y) / 100)
        self._by_y = ((x_by_y - x) / 100, (y_by_y - y) / 100)

    def _ask(self, page: Any, size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(across), byref(down))
        return across.value / self._FINE, down.value / self._FINE

    def box(self, textpage: Any, index: int) -> Box:
        """The box around the ink of one character."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        raw.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
        ends = [self._point(left.value, bottom.value), self._point(right.value, top.value)]
        xs, ys = zip(*ends, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + self._by_x[0] * x + self._by_y[0] * y,
            self._origin[1] + self._by_x[1] * x + self._by_y[1] * y,
        )


def _is_readable(glyphs: list[Glyph], trust: TextTrust) -> bool:
    drawn = [glyph for glyph in glyphs if glyph.text != " "]
    if not drawn:
        return False
    hidden = sum(glyph.hidden for glyph in drawn) / len(drawn)
    unmapped = sum(glyph.unmapped for glyph in drawn) / len(drawn)
    telling = [glyph for glyph in drawn if glyph.text not in _FILLERS]
    wordy = sum(glyph.text.isalnum() for glyph in telling) >= trust.wordy * len(telling)
    return hidden <= trust.hidden and unmapped <= trust.unmapped and wordy


def _glyphs_to_words(glyphs: list[Glyph]) -> list[TextLine]:
    words: list[list[Glyph]] = [[]]
    for before, glyph in pairwise([Glyph(" ", Box(0, 0, 0, 0), False, False), *glyphs]):
        if glyph.text == " " or (before.text != " " and _is_apart(before.box, glyph.box)):
            words.append([])
        if glyph.text != " ":
            words[-1].append(glyph)
    return [
        TextLine(text="".join(glyph.text for glyph in word), bbox=union(glyph.box for glyph in word))
        for word in words
        if word
    ]


def _is_apart(one: Box, other: Box) -> bool:
    """Whether blank paper parts two characters, along or across the line."""
    size = max(one.height, other.height, one.width, other.width, 1.0)
    across = max(other.x0 - one.x1, one.x0 - other.x1)
    down = max(other.y0 - one.y1, one.y0 - other.y1)
    return max(across, down) > _WORD_GAP * size


def _drop_doubles(words: list[TextLine]) -> list[TextLine]:
    """Words drawn twice in one place, as bold and shadows often are, once."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for word in words:
        assert word.bbox is not None
        x, y = word.bbox.centre
        near = {(word.text, round(x / 4) + dx, round(y / 4) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        if not near & seen:
            kept.append(word)
        seen.add((word.text, round(x / 4), round(y / 4)))
    return kept


def _is_on_page(word: TextLine, image: PageImage) -> bool:
    assert word.bbox is not None
    x, y = word.bbox.centre
    return 0 <= x < image.width and 0 <= y < image.height


def _has_vowels(words: list[TextLine], trust: TextTrust) -> bool:
    texts = [word.text for word in words if len(word.text) >= _LONG_WORD and word.text.isalpha()]
    latin = [text for text in texts if text < _AFTER_LATIN]
    if len(latin) < trust.words_for_vowels:
        return True
    voweled = sum(not _VOWELS.isdisjoint(word) for word in latin)
    return voweled >= trust.voweled * len(latin)
