"""Lines of text from what the recogniser said, in Latin marks."""

import pytest

from models.ocr.ppocr import Glyph, ReadText
from models.ocr.text_lines import text_line
from schemas.geometry import Box


@pytest.mark.parametrize(
    ("read", "text"), [("一", "-"), ("1，5％", "1,5%"), ("Total：（a）", "Total:(a)"), (" año ", "año")]
)
def test_marks_of_chinese_print_are_latin_ones(read: str, text: str) -> None:
    glyphs = tuple(Glyph(char, 0.9, 0.5, "", 0.1) for char in read)
    assert text_line(Box(0, 0, 10, 10), ReadText(glyphs), None).text == text
