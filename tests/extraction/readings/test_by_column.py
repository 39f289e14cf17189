"""What the others of a column tell of an entry."""

from collections.abc import Sequence

import pytest

from extraction.readings.by_column import read_by_column
from schemas.table import Entry, TableCell
from schemas.value import Reading, Value, ValueType


def column(texts: Sequence[str], value_type: ValueType) -> list[TableCell]:
    """A cell in each row; those with digits have their text as the value."""
    return [
        TableCell(row=row, col=0, page=1, entries=(Entry(text=text, readings=read(text, value_type)),))
        for row, text in enumerate(texts)
    ]


def read(text: str, value_type: ValueType) -> tuple[Reading, ...]:
    has_digits = any(char.isdigit() for char in text)
    return (Reading(value=Value(type=value_type, value=text)),) if has_digits else ()


def values(texts: Sequence[str], value_type: ValueType) -> list[str | None]:
    cells = read_by_column(column(texts, value_type), [value_type])
    return [cell.value.value if cell.value else None for cell in cells]


CODES = ("1.01.01.", "1.01.02.", "1.01.03.", "1.02.01.")


def test_a_code_ends_in_a_point_as_the_others_of_its_levels_do() -> None:
    assert values([*CODES, "1.02.02"], "code")[-1] == "1.02.02."
    repaired = read_by_column(column([*CODES, "1.02.02"], "code"), ["code"])[-1].entries[0].readings
    assert [reading.value.value for reading in repaired] == ["1.02.02.", "1.02.02"]
    assert repaired[0].cost > 0
    assert repaired[0].repairs[0].rule == "separator_corrected"


@pytest.mark.parametrize(
    "texts",
    [
        [*CODES[:3], "1.02.02"],
        [*CODES, "1.02"],
        [*CODES, "1.02.02", "1.02.03"],
        [*CODES, "1.02.02-"],
    ],
    ids=["few", "of other levels", "several without", "another mark"],
)
def test_a_code_stays_as_read_where_the_others_do_not_tell(texts: list[str]) -> None:
    assert values(texts, "code") == texts


def test_the_number_of_a_row_read_as_letters_is_the_one_that_counts_on() -> None:
    assert values(["8", "9", "10", "II", "12", "l3"], "number")[3] == "11"
    assert values(["II", "12", "13", "14", "15"], "number")[0] == "11"


def test_a_bit_of_a_rule_beside_the_number_of_a_row_is_no_minus_sign() -> None:
    assert values(["- 1", "2", "3 -", "4", "5", "6"], "number") == ["1", "2", "3", "4", "5", "6"]
    assert values(["-1", "20", "30", "41", "50", "62"], "number")[0] == "-1"


@pytest.mark.parametrize(
    "texts",
    [["8", "9", "10", "II"], ["7", "8", "9", "10", "III"], ["5", "20", "3", "14", "II"], ["I", "II", "III"]],
    ids=["few", "another number", "no count", "Roman numerals"],
)
def test_letters_stay_letters_where_no_row_counts_on(texts: list[str]) -> None:
    assert values(texts, "number") == [text if text.isdigit() else None for text in texts]


RULED = ["10.501", "-1204.501", "310.001", "88.251", "7.001"]


def test_a_third_decimal_1_of_all_amounts_is_the_rule_beside_them() -> None:
    assert values([*RULED, "99.00"], "number") == ["10.50", "-1204.50", "310.00", "88.25", "7.00", "99.00"]


@pytest.mark.parametrize(
    "texts", [RULED[:4], [*RULED, "1.50", "2.25"], ["1.501", "2.252", "3.001", "4.754", "5.251"]]
)
def test_three_decimals_stay_where_not_nearly_all_end_in_1(texts: list[str]) -> None:
    assert values(texts, "number") == texts
