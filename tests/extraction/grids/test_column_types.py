"""What a column holds, by its printed texts."""

import pytest

from extraction.readings.values import type_by_content


@pytest.mark.parametrize(
    ("texts", "value_type"),
    [
        (["066403", "032007", "112345", ""], "code"),
        (["0", "12", "340"], "number"),
        (["000", "000", "12,5"], "number"),
        (["002840", "1.250,00", "7,00", "45,10"], "number"),
    ],
)
def test_digits_with_zeros_before_them_are_identifiers(texts: list[str], value_type: str) -> None:
    assert type_by_content(texts) == value_type


@pytest.mark.parametrize(
    ("texts", "value_type"),
    [
        (["1", "1.1", "1.1.01", "1.1.02", "1.2", "1.2.01", "2"], "code"),
        (["1", "1-1", "1-1-01", "1-1-02", "1-2", "1-2-01", "2"], "code"),
        (["1.1.01", "5.3.12", "7.4.11", "30.6.12"], "date"),
        (["1.1.01", "1.1.02", "1.1.03", "1.2.01", "1.2.02", "2.1.01"], "code"),
        (["1.2.05", "14.2.05", "3.3.05", "20.3.05", "1.4.05", "2.4.05"], "date"),
        (["1", "1.5", "2", "2.3", "3", "3.1"], "number"),
        (["1", "1.250", "1.250.300", "2", "2.100", "2.100.400", "3.000.100"], "number"),
    ],
    ids=["codes", "hyphens", "dates", "codes in order", "days in order", "decimals", "thousands"],
)
def test_codes_of_levels_are_neither_dates_nor_numbers(texts: list[str], value_type: str) -> None:
    assert type_by_content(texts) == value_type
