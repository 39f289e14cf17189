"""The plainer engine, for a page that brought the first one down: Tesseract alone, lines without tables."""

from typing import Any

from models.page_image import PageImage
from schemas.geometry import Box, flat_mesh
from schemas.reading import PageReading, TextLine

FALLBACK_REASON = "read by the fallback engine: lines only"
_SECONDS = 120


class LineReader:
    """Reads the lines of print of a page as it lies; finds no tables."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        """The text layer where there is a trusted one, else what Tesseract reads."""
        lines = pdf_words if pdf_words else recognise_lines(page)
        return PageReading(
            page_no=page.page_no,
            width=page.width,
            height=page.height,
            dpi=page.dpi,
            to_delivered=flat_mesh(page.width, page.height),
            text_source="pdf_text" if pdf_words else "ocr",
            reason=FALLBACK_REASON,
            lines=lines,
        )


def make_fallback_reader(_threads: int) -> LineReader:
    """For workers."""
    return LineReader()


def recognise_lines(page: PageImage) -> tuple[TextLine, ...]:
    """The lines of a page, top to bottom, each with the mean score of its words (0..1)."""
    import pytesseract

    words = pytesseract.image_to_data(
        page.pixels, lang="spa", timeout=_SECONDS, output_type=pytesseract.Output.DICT
    )
    lines: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(words["text"]):
        if text.strip():
            place = (words["block_num"][index], words["par_num"][index], words["line_num"][index])
            lines.setdefault(place, []).append(index)
    return tuple(_line(words, indices) for indices in lines.values())


def _line(words: dict[str, list[Any]], indices: list[int]) -> TextLine:
    left = min(words["left"][one] for one in indices)
    top = min(words["top"][one] for one in indices)
    right = max(words["left"][one] + words["width"][one] for one in indices)
    bottom = max(words["top"][one] + words["height"][one] for one in indices)
    scores = [float(words["conf"][one]) for one in indices]
    return TextLine(
        text=" ".join(words["text"][one] for one in indices),
        bbox=Box(left, top, right, bottom),
        confidence=max(0.0, sum(scores) / len(scores) / 100),
    )
