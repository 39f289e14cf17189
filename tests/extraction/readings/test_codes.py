"""Codes keep their punctuation; damage inside their digits is mended."""

import pytest

from extraction.readings.codes import code_readings


@pytest.mark.parametrize(
    "text", ["11.06.01.", "11-02-000-000", "20000", "E-005", "S-220", "49", "U004", "R00824984", "2.1.3"]
)
def test_a_printed_code_stays_as_it_is(text: str) -> None:
    best = code_readings(text)[0]
    assert (best.value.value, best.cost, best.repairs) == (text, 0, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11.06. 01.", "11.06.01."),
        ("1l.O6.01.", "11.06.01."),
        ("11,06.01.", "11.06.01."),
        ("11..06.01.", "11.06.01."),
        ("11-02-OOO-000", "11-02-000-000"),
        ("2OOOO", "20000"),
        ("E-OO5", "E-005"),
        ("200 00", "20000"),
        ("11-01-000- 001 .", "11-01-000-001"),
        ("11-01-000-001.", "11-01-000-001"),
        ("|11.01.01.", "11.01.01."),
        ("24.02.01. √", "24.02.01."),
        ("ADUANAS-UPEG-002-2021", "ADUANAS-UPEG-002-2021"),
    ],
)
def test_a_damaged_code_is_mended(text: str, code: str) -> None:
    assert code_readings(text)[0].value.value == code


@pytest.mark.parametrize(
    "text", ["TOTAL", "2-Ingresos", "20000 40000", "Pagina 3", "Jefe", "INF/SNV/DGE/UCO", ""]
)
def test_words_and_stacks_are_no_codes(text: str) -> None:
    assert code_readings(text) == ()


def test_a_code_that_breaks_off_at_a_hyphen_is_doubted() -> None:
    assert code_readings("11-02-000-")[0].cost > 0
    assert code_readings("11.06.01.")[0].cost == 0
