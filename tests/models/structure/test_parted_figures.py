"""Columns that part figures at their thousands, joined again."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.structure.found_table import FoundTable
from models.structure.lattice import Slot
from models.structure.parted_figures import join_parted_figures
from models.structure.print_blocks import Print
from schemas.geometry import Box
from schemas.reading import Ruling

EDGES = (0.0, 100.0, 140.0, 200.0, 300.0)


def drawn(rows: Sequence[Sequence[str]], ruling: Ruling = "none") -> tuple[FoundTable, list[Print]]:
    """A name, the fronts of figures up to their column's right edge, their ends, and a last column."""
    slots, prints = [], []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            box = Box(EDGES[col], 30.0 * row, EDGES[col + 1], 30.0 * row + 30)
            slots.append(Slot(row, col, 1, 1, box))
            x1 = box.x1 - 4
            x0 = box.x0 + 4 if col != 1 else x1 - 10 * len(text)
            prints.extend([Print(Box(x0, box.y0 + 5, x1, box.y0 + 25), text)] if text else [])
    return FoundTable(Box(0, 0, 300, 30.0 * len(rows)), ruling, tuple(slots)), prints


ROWS = (("Norte", "2", "050", "7"), ("Sur", "", "364", "8"), ("Este", "15", "054", "9"))


def test_fronts_and_ends_of_figures_are_one_column() -> None:
    table = join_parted_figures(*drawn(ROWS))
    places = [(slot.row, slot.col, slot.col_span) for slot in table.slots]
    assert places == [(row, col, 1) for row in range(3) for col in range(3)]
    assert {(slot.bbox.x0, slot.bbox.x1) for slot in table.slots if slot.col == 1} == {(100.0, 200.0)}


def test_a_heading_over_both_spans_one_column_then() -> None:
    table, prints = drawn((("", "", "", ""), *ROWS))
    merged = [slot for slot in table.slots if slot.row or slot.col not in (1, 2)]
    merged.append(Slot(0, 1, 1, 2, Box(100, 0, 200, 30)))
    joined = join_parted_figures(replace(table, slots=tuple(merged)), prints)
    assert sorted((slot.col, slot.col_span) for slot in joined.slots if slot.row == 0) == [
        (0, 1),
        (1, 1),
        (2, 1),
    ]


@pytest.mark.parametrize(
    ("rows", "ruling"),
    [
        (ROWS, "full"),
        ((("", "Meta", "Año", ""), *ROWS), "none"),
        ((*ROWS, ("Oeste", "3", "", "1")), "none"),
        ((*ROWS, ("Oeste", "3", "27", "1")), "none"),
        (ROWS[1:], "none"),
    ],
    ids=["a rule between", "names of their own", "a front alone", "two digits", "one parted figure"],
)
def test_other_columns_stay_two(rows: Sequence[Sequence[str]], ruling: Ruling) -> None:
    table, prints = drawn(rows, ruling)
    assert join_parted_figures(table, prints) == table
