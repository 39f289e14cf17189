"""Cells run together read as figures of any length: they stop nothing."""

from decimal import Decimal

import pytest

from extraction.arithmetic.cell_relations import RatioRelation, Slot
from extraction.readings.fractions import restored_decimals

PRINTED, EXECUTED, PLANNED = (Slot("t1", 0, col) for col in range(3))


@pytest.mark.parametrize("digits", [12, 28, 40, 300])
def test_a_ratio_of_a_figure_of_many_digits_does_not_hold(digits: int) -> None:
    relation = RatioRelation(rule="ratio", result=PRINTED, numerator=(EXECUTED,), denominator=(PLANNED,))
    values = {PRINTED: Decimal("97.90"), EXECUTED: Decimal("7" * digits), PLANNED: Decimal("3.00")}
    assert not relation.holds(values)
    assert relation.expected(values) is not None


@pytest.mark.parametrize("digits", [30, 300])
def test_a_decimal_of_many_digits_is_restored_or_left(digits: int) -> None:
    assert all(one.value.startswith("58.3333") for one in restored_decimals("58." + "3" * digits + "8"))
