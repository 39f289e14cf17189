"""Long repeating decimals are known as fractions, and mended where a digit was miscounted."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.readings.fractions import repeating_fraction, restored_decimals


@pytest.mark.parametrize("digits", [6, 9, 12, 15])
def test_a_repeating_fraction_is_known_however_many_digits_are_printed(digits: int) -> None:
    assert repeating_fraction("58." + "3" * digits) == Fraction(175, 3)
    assert repeating_fraction("66." + "6" * (digits - 1) + "7") == Fraction(200, 3)


@pytest.mark.parametrize("text", ["58.33", "100.000000", "12.123456", "58.3125000"])
def test_other_decimals_are_no_repeating_fraction(text: str) -> None:
    assert repeating_fraction(text) is None


@given(st.sampled_from([(7, 12), (5, 12), (2, 3), (5, 6), (3, 7), (8, 9)]), st.integers(11, 14), st.data())
def test_a_repeating_decimal_that_lost_or_changed_a_digit_comes_back(
    fraction: tuple[int, int], places: int, data: st.DataObject
) -> None:
    printed = str((Decimal(fraction[0] * 100) / fraction[1]).quantize(Decimal(1).scaleb(-places)))
    at = data.draw(st.integers(8, len(printed) - 2))
    damaged = printed[:at] + data.draw(st.sampled_from(["", "0", "5", "8"])) + printed[at + 1 :]
    values = [damaged, *(one.value for one in restored_decimals(damaged))]
    near = [value for value in values if abs(Decimal(value) - Decimal(printed)) < Decimal("1e-9")]
    assert near
