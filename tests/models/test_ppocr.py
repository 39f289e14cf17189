"""What the recogniser's shares of characters say."""

import numpy as np
import pytest

from models.ocr.ppocr import TextRecogniser, is_foreign


@pytest.mark.parametrize(
    ("character", "foreign"),
    [("二", True), ("ん", True), ("A", False), ("ñ", False), ("一", False), ("，", False), ("", False)],
)
def test_characters_of_other_scripts_but_marks_are_foreign(character: str, foreign: bool) -> None:
    assert is_foreign(character) == foreign


def test_a_smudge_is_read_as_the_likeliest_latin_character() -> None:
    recogniser = TextRecogniser()
    known = recogniser._characters
    shares = np.zeros((4, len(known)), np.float32)
    shares[:, 0] = 0.1
    shares[1, [known.index("二"), known.index("Z"), known.index("三")]] = 0.5, 0.25, 0.15
    shares[3, [known.index("口"), known.index("三")]] = 0.6, 0.3
    text = recogniser._decode(shares, 1.0)
    assert [(glyph.text, round(glyph.probability, 2), glyph.rival) for glyph in text.glyphs] == [
        ("Z", 0.25, "")
    ]
