"""Which lines deserve a second reading: those whose first doubts itself, or cannot be right as it stands."""

import re
from dataclasses import dataclass

from models.ocr.ppocr import ReadText


@dataclass(frozen=True)
class DoubtOptions:
    """weakest_figure, weakest_letter: a line with a character below this share is doubtful.

    fraction: decimals from which digits are easily miscounted. most: lines read again a page.
    """

    # Of 900 numbers each of typical and hard scans, these rules mark 4% and 21%: 15 of 16 misread ones and
    # 81 of 87. Both readers misread 6 and 4 of them alike, mostly by a speck beside the figure.
    weakest_figure: float = 0.97
    weakest_letter: float = 0.7
    fraction: int = 8
    most: int = 60


_NUMBER_LIKE = re.compile(r"[-(]?[$BsUS./ ]{0,5}\d[\d.,:;'|/ ]*[%)\-.]{0,3}")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[., ]?)\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_DATE_OR_CODE = re.compile(r"\d{1,4}([/-])\d{1,2}\1\d{1,4}|\d{1,2}(?:\.\d{1,2})+\.?")
_CURRENCY = re.compile(r"(?:Bs|US|S/)\.?\s*|\.-$")
_AROUND = "-()$% "


def doubt(text: ReadText, options: DoubtOptions = DoubtOptions()) -> float:
    """How much a line deserves a second reading: 0 for not at all, the more the likelier it is misread."""
    if not text.text.strip():
        return 0.0
    weakest = min(glyph.probability for glyph in text.glyphs if not glyph.text.isspace())
    if not is_figure(text.text):
        return 1 - weakest if weakest < options.weakest_letter else 0.0
    if is_odd(text.text) or _decimals(text.text) >= options.fraction:
        return max(0.5, 1 - weakest)
    return 1 - weakest if weakest < options.weakest_figure else 0.0


def is_figure(text: str) -> bool:
    """Whether most of the letters and digits of a line are digits."""
    digits = sum(c.isdecimal() for c in text)
    return digits > 0 and digits >= 2 * sum(c.isalpha() for c in text)


def is_odd(text: str) -> bool:
    """Whether a figure is written in no known way: stray marks, uneven groups, one mark throughout."""
    inner = _CURRENCY.sub("", text.strip()).strip(_AROUND)
    if _DATE_OR_CODE.fullmatch(inner):
        return False
    if not _NUMBER_LIKE.fullmatch(text.strip()):
        return True
    return not (_GROUPED.fullmatch(inner) or _PLAIN.fullmatch(inner))


def _decimals(text: str) -> int:
    found = re.search(r"[.,](\d+)\D*$", text)
    return len(found.group(1)) if found else 0
