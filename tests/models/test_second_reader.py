"""Which lines are read again, and how the second reader's words find their lines."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.ocr.doubt import DoubtOptions, doubt, is_odd
from models.ocr.ppocr import Glyph, ReadText
from models.ocr.second_reader import MontageOptions, doubtful, montage, read_again
from models.ocr.tesseract import ReadWord, TesseractOptions, TesseractReader
from models.page_image import Pixels
from schemas.errors import MissingDependencyError
from schemas.geometry import Box


def read(text: str, weakest: float = 1.0) -> ReadText:
    """A line of which the first character is doubtful."""
    shares = [weakest, *[1.0] * len(text)][: len(text)]
    return ReadText(tuple(Glyph(c, share, 0.5, "", 1 - share) for c, share in zip(text, shares, strict=True)))


def line_image(text: str) -> Pixels:
    image = np.full((60, 40 + 26 * len(text)), 255, np.uint8)
    cv2.putText(image, text, (14, 44), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2, cv2.LINE_AA)
    return image


class EchoReader:
    """Reads each row of a montage as its number."""

    def __init__(self, layout: MontageOptions) -> None:
        self.layout = layout
        self.calls = 0

    def read(self, image: Pixels) -> list[ReadWord]:
        self.calls += 1
        pitch = self.layout.line + self.layout.above
        rows = (image.shape[0] - self.layout.above) // pitch
        tops = [self.layout.above + row * pitch for row in range(rows)]
        return [
            ReadWord(f"{word}{row}", Box(x, top + 5, x + 30, top + 40))
            for row, top in enumerate(tops)
            for word, x in (("a", 20.0), ("b", 60.0))
        ]


@pytest.mark.parametrize(
    "text",
    ["825.771.36", "65,028,601.59.", ".472", "11 9|80 213", "110,978,53", "1103,968.00", "1:853:491,24"],
)
def test_separators_that_no_figure_has_are_odd(text: str) -> None:
    assert is_odd(text)


@pytest.mark.parametrize(
    "text",
    ["825.771,36", "65,028,601.59", "472", "11 980 213", "58.33333333", "(1.200,50)", "97,15 %", "31/12/2018",
     "12.351.582.-", "11.06.01.", "Bs 1.200,00"],
)  # fmt: skip
def test_figures_dates_and_codes_as_printed_are_not(text: str) -> None:
    assert not is_odd(text)


def test_sure_lines_are_not_read_again() -> None:
    assert doubtful([read("1.200,50"), read("Servicios"), read(""), read("  ", 0.4)]) == []


def test_weak_figures_odd_figures_and_long_fractions_are() -> None:
    texts = [read("1.200,50", 0.9), read("825.771.36"), read("58.3333333333"), read("Servicios", 0.9)]
    assert doubtful(texts) == [0, 1, 2]


def test_letters_must_be_much_weaker_than_figures() -> None:
    assert doubt(read("Servicios", 0.8)) == 0
    assert doubt(read("Servicios", 0.4)) == pytest.approx(0.6)


def test_of_too_many_the_most_doubtful_are_read() -> None:
    texts = [read("1.200,50", share) for share in (0.9, 0.3, 0.6)]
    assert doubtful(texts, DoubtOptions(most=2)) == [1, 2]


def test_words_come_back_to_their_lines_in_one_run() -> None:
    layout = MontageOptions()
    reader = EchoReader(layout)
    texts = [read("1", 0.5), read("22"), read("333", 0.5)]
    images = [line_image(text.text) for text in texts]
    assert read_again(texts, images, reader, layout=layout) == {0: "a0 b0", 2: "a1 b1"}
    assert reader.calls == 1


def test_nothing_doubtful_costs_no_run() -> None:
    reader = EchoReader(MontageOptions())
    assert read_again([read("1")], [line_image("1")], reader) == {}
    assert reader.calls == 0


def test_tesseract_reads_a_montage() -> None:
    picture = montage([line_image(text) for text in ("1.200,50", "978.341,06")])
    assert [word.text for word in TesseractReader().read(picture)] == ["1.200,50", "978.341,06"]


def test_a_missing_language_is_named() -> None:
    reader = TesseractReader(TesseractOptions(language="xxx"))
    with pytest.raises(MissingDependencyError, match="xxx"):
        reader.read(line_image("1"))


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependencyError, match="not installed"):
        TesseractReader().read(line_image("1"))
