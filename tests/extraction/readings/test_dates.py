"""Days in figures and in Spanish words, whole and damaged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.readings.dates import MONTHS, date_readings

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@given(
    days,
    st.sampled_from(
        ["{0.day:02}/{0.month:02}/{0.year}", "{0.day}/{0.month}/{0.year}", "{0.day}-{0.month}-{0.year}"]
    ),
)
def test_a_day_in_figures_reads_back_at_no_cost(day: date, form: str) -> None:
    best = date_readings(form.format(day))[0]
    assert (best.value.value, best.cost, best.repairs) == (day.isoformat(), 0, ())


@given(days)
def test_a_day_in_words_or_with_a_short_year_reads_back(day: date) -> None:
    month = MONTHS[day.month - 1][0]
    for text in (
        f"{day.day:02} de {month} de {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year % 100:02}",
    ):
        assert date_readings(text)[0].value.value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("31/12/ 2019", "2019-12-31"),
        ("3112/2019", "2019-12-31"),
        ("31/122019", "2019-12-31"),
        ("3l/12/2O19", "2019-12-31"),
        ("31112/2019", "2019-12-31"),
        ("31|12|2019", "2019-12-31"),
        ("30/71 2020", "2020-07-30"),
        (".2/8/ 2020", "2020-08-02"),
        ("02-sep- 2021", "2021-09-02"),
        ("2021- 09-02", "2021-09-02"),
        ("2021-09- 02", "2021-09-02"),
        ("05/02/2021 06:18:13 p.m.", "2021-02-05"),
        ("La Paz, 05 de febrero de 2021", "2021-02-05"),
        ("05 de febrcro de 2021", "2021-02-05"),
        ("05 defebrero de2021", "2021-02-05"),
        ("1º de mayo de 2019", "2019-05-01"),
        ("1ro. de mayo de 2019", "2019-05-01"),
        ("5 de setiembre del 2.021", "2021-09-05"),
        ("05-feb-21", "2021-02-05"),
        ("15/06/75", "1975-06-15"),
        ("12/31/2019", "2019-12-31"),
    ],
)
def test_damaged_and_unusual_dates(text: str, iso: str) -> None:
    assert date_readings(text)[0].value.value == iso


@pytest.mark.parametrize(
    "text", ["dic-19", "2019", "01 de mayo", "30/02/2019", "11-02-000-000", "20 20 20", "10444", ""]
)
def test_what_names_no_day_has_no_reading(text: str) -> None:
    assert date_readings(text) == ()
