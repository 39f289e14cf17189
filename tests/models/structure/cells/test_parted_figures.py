"""Columns that part figures at their thousands, joined again."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.structure.cells.parted_figures import join_parted_figures
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
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


def test_a_name_over_the_fronts_alone_is_that_of_both() -> None:
    assert len(join_parted_figures(*drawn((("", "Meta", "", ""), *ROWS))).slots) == 12


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


MANY = (*ROWS, ("Oeste", "7", "100", "1"), ("Centro", "110", "268", "2"), ("Valle", "31", "300", "4"))


@pytest.mark.parametrize(
    "other",
    [("", "Meta", "", ""), ("", "", "Meta", ""), ("Costa", "", "-", "1"), ("Costa", "", "0", "1")],
    ids=["header in front", "header behind", "dash", "zero"],
)
def test_words_and_dashes_over_many_parted_figures_part_nothing(other: Sequence[str]) -> None:
    table = join_parted_figures(*drawn((other, *MANY)))
    assert max(slot.col for slot in table.slots) == 2


@pytest.mark.parametrize(
    "other", [("Costa", "", "1200", "1"), ("Costa", "9", "27", "1")], ids=["longer", "shorter behind one"]
)
def test_figures_that_are_no_ends_are_a_column_of_their_own(other: Sequence[str]) -> None:
    table, prints = drawn((other, *MANY[1:]))
    assert join_parted_figures(table, prints) == table


def test_millions_stand_before_figures_of_any_length_whose_thousands_stand_apart() -> None:
    rows = [("Norte", "", f"{n} 050", "7") for n in (2, 11, 364, 25, 9)]
    table = join_parted_figures(*drawn([*rows, ("Total", "1", "411 050", "9")]))
    assert max(slot.col for slot in table.slots) == 2


def test_the_currency_of_a_total_stands_before_its_front() -> None:
    table = join_parted_figures(*drawn((*ROWS, ("TOTAL", "L 17", "468", "24"))))
    assert max(slot.col for slot in table.slots) == 2
