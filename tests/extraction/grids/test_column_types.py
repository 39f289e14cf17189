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
