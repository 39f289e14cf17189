"""Born-digital pages: words into pieces, and tables from words and drawn rules."""

import cv2
import numpy as np
import pytest

from models.page_image import PageImage, Pixels
from models.page_reader import PageReader
from models.pixels.rules import Rule
from models.places import Place
from models.text_layer import Word, runs_level, words_to_lines, words_to_pieces
from schemas.geometry import Box
from schemas.reading import PageReading, TextLine


def word(text: str, x: float, y: float, width: float, height: float = 30) -> Word:
    return Word(text, Box(x, y, x + width, y + height))


def test_words_of_a_phrase_are_one_piece() -> None:
    (piece,) = words_to_pieces([word("Crédito", 0, 0, 100), word("Vigente", 112, 0, 100)], ())
    assert piece.x0 <= 0 and piece.x1 >= 212


def test_a_dash_does_not_part_its_line() -> None:
    words = [word("110", 0, 0, 45), word("-", 55, 13, 10, 4), word("Tesoro", 75, 0, 90)]
    assert len(words_to_pieces(words, ())) == 1


def test_figures_beside_each_other_stand_in_two_columns() -> None:
    words = [word("1.234,00", 0, 0, 110), word("5.678,00", 128, 0, 110)]
    assert len(words_to_pieces(words, ())) == 2


def test_a_rule_parts_words_that_nearly_touch() -> None:
    words = [word("Total", 0, 0, 80), word("General", 88, 0, 100)]
    assert len(words_to_pieces(words, (Rule(84, -50, 100),))) == 2
    assert len(words_to_pieces(words, (Rule(84, 200, 400),))) == 1


def test_a_place_says_its_words_from_left_to_right() -> None:
    words = [word("Municipal", 60, 0, 120), word("Origen", 0, 1, 50), word("otra", 0, 200, 50)]
    (line,) = words_to_lines(words, [Place(0, 0, Box(-2, -2, 200, 34))])
    assert (line.text, line.confidence) == ("Origen Municipal", 1.0)


def test_words_drawn_up_the_page_are_noticed() -> None:
    tall = [TextLine(text="Ministerio", bbox=Box(x, 0, x + 20, 150)) for x in (0, 40, 80)]
    assert not runs_level(tall)


@pytest.fixture(scope="module")
def drawn_page() -> tuple[PageImage, tuple[TextLine, ...]]:
    """A ruled table of three rows at 150 dpi, its words as a PDF would give them."""
    pixels: Pixels = np.full((1650, 1275, 3), 255, np.uint8)
    for y in (200, 250, 300, 350):
        pixels[y : y + 2, 100:802] = 0
    for x in (100, 400, 600, 800):
        pixels[200:352, x : x + 2] = 0
    rows = [
        ["Partida", "Vigente", "Devengado"],
        ["Personal", "1.200,50", "900,25"],
        ["Total", "1.200,50", "900,25"],
    ]
    words = [
        TextLine(text=text, bbox=Box(x, 215 + 50 * r, x + 10 * len(text), 232 + 50 * r))
        for r, row in enumerate(rows)
        for x, text in zip((120, 420, 620), row, strict=True)
    ]
    words.append(TextLine(text="Ejecución", bbox=Box(120, 100, 220, 117)))
    for line in words:
        assert line.bbox is not None
        foot = (int(line.bbox.x0), int(line.bbox.y1))
        cv2.putText(pixels, line.text, foot, cv2.FONT_HERSHEY_SIMPLEX, 0.55, (0, 0, 0), 1, cv2.LINE_AA)
    return PageImage(1, pixels, 150.0), tuple(words)


@pytest.fixture(scope="module")
def reading(drawn_page: tuple[PageImage, tuple[TextLine, ...]]) -> PageReading:
    return PageReader().read(*drawn_page)


@pytest.mark.slow
def test_cells_hold_the_words_of_the_text_layer(reading: PageReading) -> None:
    (table,) = reading.tables
    texts = {(cell.row, cell.col): " ".join(line.text for line in cell.lines) for cell in table.cells}
    assert (table.n_rows, table.n_cols) == (3, 3)
    assert texts[0, 2] == "Devengado"
    assert texts[2, 1] == "1.200,50"
    assert reading.text_source == "pdf_text"


@pytest.mark.slow
def test_a_born_digital_page_is_taken_as_straight_and_enlarged(reading: PageReading) -> None:
    assert (reading.width, reading.height) == (2550, 3300)
    assert (reading.rotation, reading.skew) == (0, 0.0)
    assert reading.to_delivered is not None
    assert reading.to_delivered.at(1275, 1650) == pytest.approx((0.5, 0.5))
    assert [line.text for line in reading.lines] == ["Ejecución"]
