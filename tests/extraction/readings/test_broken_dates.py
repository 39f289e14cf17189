"""Dates broken over lines are whole again."""

import pytest

from extraction.readings.broken_dates import broken_date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("01/", "08/", "21"), "01/08/21"),
        (("01/", "071", "21"), "01/07/21"),
        (("291", "10/", "21"), "29/10/21"),
        (("22/71", "2018"), "22/7/2018"),
        (("2/81", "2018"), "2/8/2018"),
        (("27/121", "2018"), "27/12/2018"),
        (("02-ene-", "2026"), "02-ene-2026"),
        (("02-", "ene-", "26"), "02-ene-26"),
        (("14-", "-mar-08"), "14-mar-08"),
        (("30/", "agol", "14"), "30/ago/14"),
        (("221", "mar/", "14"), "22/mar/14"),
    ],
)
def test_a_slash_read_as_a_one_at_the_end_of_a_line_is_a_slash(lines: tuple[str, ...], date: str) -> None:
    found = broken_date(lines)
    assert found is not None
    assert found.text == date


@pytest.mark.parametrize(
    "lines",
    [
        ("10000", "20000"),
        ("ene-", "2026"),
        ("5", "04"),
        ("31", "may", "14"),
        ("1/71",),
        (),
        ("32/", "13/", "21"),
    ],
)
def test_what_makes_no_day_is_no_date(lines: tuple[str, ...]) -> None:
    assert broken_date(lines) is None
