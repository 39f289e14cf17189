"""Which rows are totals, by their words as they were read."""

import pytest

from extraction.grids.row_roles import says_total


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Total general", True),
        ("TOTAI", True),
        ("T O T A L", True),
        # A merged cell that was parted at the columns below it.
        ("TOT AL GENEF AL", True),
        ("SUB TOTAL", True),
        ("Tot almacenes", False),
        ("Toma de muestras", False),
        ("Van", True),
        ("Vanguardia agrícola", False),
    ],
)
def test_a_total_is_known_by_its_first_words(label: str, expected: bool) -> None:
    assert says_total(label, None) == expected
