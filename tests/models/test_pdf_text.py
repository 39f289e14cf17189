"""A text layer is believed where a viewer shows it, and only there."""

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from models.sources import open_source
from schemas.reading import TextLine

LINES = [f"Partida {number} presupuestaria vigente {number * 1200},50" for number in range(1, 25)]


def write_pdf(
    path: Path, hidden: bool = False, image: bool = False, outlines: bool = False, turn: int = 0
) -> Path:
    """A page of lines: shown, hidden like an OCR layer, under an image, or beside drawn letters."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number, line in enumerate(LINES):
        text = canvas.beginText(60, 780 - 22 * number)
        text.setTextRenderMode(3 if hidden else 0)
        text.textLine(line)
        canvas.drawText(text)
    if image:
        picture = Image.fromarray(np.full((842, 595), 250, np.uint8))
        canvas.drawInlineImage(picture, 0, 0, 595, 842)
    for number in range(200 if outlines else 0):
        canvas.rect(330 + number % 20 * 12, 740 - number // 20 * 30, 4, 7, fill=1)
    canvas.save()
    if turn:
        pdf = pdfium.PdfDocument(path.read_bytes())
        pdf[0].set_rotation(turn)
        pdf.save(path)
    return path


def words_of(path: Path) -> tuple[TextLine, ...] | None:
    source = open_source(path)
    return source.words(source.page(1))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_of_a_born_digital_page_lie_on_their_ink(tmp_path: Path, turn: int) -> None:
    path = write_pdf(tmp_path / "a.pdf", turn=turn)
    source = open_source(path)
    page = source.page(1)
    words = source.words(page)
    assert words is not None
    assert sorted(word.text for word in words) == sorted(" ".join(LINES).split())
    for word in words:
        assert word.bbox is not None
        x0, y0, x1, y1 = (round(side) for side in word.bbox)
        ink = page.pixels[y0:y1, x0:x1].min(axis=2) < 128
        # Along the line there is blank between letters, across it there is not.
        along, across = sorted((ink.any(axis=0).mean(), ink.any(axis=1).mean()))
        assert along > 0.5
        assert across > 0.9


@pytest.mark.parametrize("trouble", ["hidden", "image", "outlines"])
def test_a_layer_that_nobody_sees_or_that_misses_ink_is_not_believed(tmp_path: Path, trouble: str) -> None:
    assert words_of(write_pdf(tmp_path / "a.pdf", **{trouble: True})) is None


def test_a_scan_has_no_words(tmp_path: Path) -> None:
    Image.new("L", (300, 400), 255).save(tmp_path / "a.pdf")
    assert words_of(tmp_path / "a.pdf") is None
