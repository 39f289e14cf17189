"""What the readers said → lines of text with their other readings."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.ocr.ppocr import ReadText
from schemas.geometry import Box
from schemas.reading import Alternative, TextLine

# The recogniser knows Chinese as well, and takes a long dash or a mark of Latin print for its own.
_AS_LATIN = str.maketrans("一，。、：；（）？！％／＋", "-,.,:;()?!%/+")


def to_lines(boxes: Sequence[Box], texts: Sequence[ReadText], second: Mapping[int, str]) -> list[TextLine]:
    """Lines in the order given. second: what the second reader said, by index."""
    return [
        text_line(box, text, second.get(k)) for k, (box, text) in enumerate(zip(boxes, texts, strict=True))
    ]


def text_line(box: Box, text: ReadText, second: str | None) -> TextLine:
    """A line as read, with its cheapest other readings: one character swapped for its runner-up each."""
    return TextLine(
        text=_latin(text.text),
        bbox=box,
        confidence=round(text.confidence, 4),
        second=second,
        alternatives=alternatives(text),
    )


def alternatives(text: ReadText, most: int = 4, least: float = 0.02) -> tuple[Alternative, ...]:
    """Readings that differ in one character, by what the recogniser itself held likely, cheapest first."""
    swaps = sorted(
        (float(np.log(glyph.probability / glyph.rival_probability)), k)
        for k, glyph in enumerate(text.glyphs)
        if glyph.rival_probability >= least
    )
    out = []
    for cost, k in swaps[:most]:
        swapped = "".join(glyph.rival if j == k else glyph.text for j, glyph in enumerate(text.glyphs))
        out.append(Alternative(text=_latin(swapped), cost=round(max(0.0, cost), 3), source="ppocr"))
    return tuple(out)


def _latin(text: str) -> str:
    return text.translate(_AS_LATIN).strip()
