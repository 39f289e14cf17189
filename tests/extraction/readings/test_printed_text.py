"""Texts are given as printed: dust gone, misread marks and letters right where there is evidence."""

import pytest

from extraction.readings.locales import Locale
from extraction.readings.numbers import number_readings
from extraction.readings.printed_text import figure_text, word_counts, word_text

COUNTS = word_counts(
    ["su formalización en su sede", "formalización", *["Baja California"] * 4, "Baja Californla"]
)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("0.00:", "0.00"),
        ("1,404;", "1,404"),
        ("4.685.80.", "4,685.80"),
        ("23,698.00", "23,698.00"),
        ("'6.50", "6.50"),
        ("-1.250.00", "-1,250.00"),
    ],
)
def test_dust_behind_a_figure_and_misread_marks_are_not_printed(read: str, printed: str) -> None:
    reading = number_readings(read, Locale.POINT_DECIMAL)[0]
    assert figure_text(read, reading, Locale.POINT_DECIMAL) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("su.formalización", "su formalización"),
        ("Baja Californla", "Baja California"),
        ("Tecnología ·", "Tecnología"),
        ("_Otras Fuentes", "Otras Fuentes"),
        ("Mantenimieņto", "Mantenimiento"),
    ],
)
def test_words_are_those_that_the_document_prints_elsewhere(read: str, printed: str) -> None:
    text, repairs = word_text(read, COUNTS)
    assert text == printed
    assert [repair.rule for repair in repairs] == ["glyph_corrected"]


@pytest.mark.parametrize(
    "text", ["S.A.", "art. 5", "N° de familias", "Ing. J. Peña", "(I - II)", "a/b*100", "los mil"]
)
def test_words_without_evidence_stay(text: str) -> None:
    assert word_text(text, COUNTS) == (text, ())


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Mayor a S/ so mil hasta I millón", "Mayor a S/ 50 mil hasta 1 millón"),
        ("De S/ 1 a 5o mil", "De S/ 1 a 50 mil"),
    ],
)
def test_a_number_stands_before_thousands_and_millions(read: str, printed: str) -> None:
    assert word_text(read, COUNTS)[0] == printed
