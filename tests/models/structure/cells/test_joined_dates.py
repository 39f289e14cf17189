"""Dates read together with what stands a blank behind them."""

from collections.abc import Sequence

import pytest

from models.structure.cells.joined_dates import part_joined_dates
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import TextLine

ROWS = [f"{day:02}/05/2014 CE-004{day:02}" for day in range(3, 9)]


def drawn(texts: Sequence[str]) -> tuple[FoundTable, list[TextLine]]:
    """A column of lines, whose signs are 10 pixels wide, and one behind it."""
    slots, lines = [], []
    for row, text in enumerate(texts):
        slots += [
            Slot(row, col, 1, 1, Box(250.0 * col, 30.0 * row, 250.0 * col + 250, 30.0 * row + 30))
            for col in (0, 1)
        ]
        lines.append(
            TextLine(
                text=text, second=text, bbox=Box(10, 30.0 * row + 5, 10 + 10.0 * len(text), 30.0 * row + 25)
            )
        )
    return FoundTable(Box(0, 0, 500, 30.0 * len(texts)), "none", tuple(slots)), lines


def test_dates_and_what_stands_behind_them_are_two_columns() -> None:
    table, lines = part_joined_dates(*drawn(["FECHA COMPR.", *ROWS]))
    assert {slot.col for slot in table.slots} == {0, 1, 2}
    assert [line.text for line in lines[:4]] == ["FECHA", "COMPR.", "03/05/2014", "CE-00403"]
    assert [line.second for line in lines[2:4]] == ["03/05/2014", "CE-00403"]
    edges = {slot.bbox.x1 for slot in table.slots if slot.col == 0}
    assert edges == {slot.bbox.x0 for slot in table.slots if slot.col == 1} == {115.0}


@pytest.mark.parametrize(
    "texts",
    [ROWS[:4], [*ROWS, "1.250,00", "98,00", "4,50"], [row[:10] for row in ROWS], ["03/05/2014"] * 3 + ROWS],
    ids=["few", "figures", "dates alone", "many dates alone"],
)
def test_other_columns_stay_whole(texts: Sequence[str]) -> None:
    table, lines = drawn(texts)
    assert part_joined_dates(table, lines) == (table, lines)
