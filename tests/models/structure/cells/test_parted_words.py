"""Columns that part words where they are the same in several rows, joined again."""

from collections.abc import Sequence

import pytest

from models.structure.cells.parted_words import join_parted_words
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from schemas.geometry import Box

EDGES = (0.0, 130.0, 300.0, 400.0)
HEAD = ("", "MODALIDAD", "MONTO")
ROWS = (("Contratación", "menor", "114"), ("Contratación", "directa", "98"), ("ANPE", "", "7"))


def drawn(rows: Sequence[Sequence[str]], gap: float = 8) -> tuple[FoundTable, list[Print]]:
    """Words that end at the edge of their column, others behind them, and a last column."""
    slots, prints = [], []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            box = Box(EDGES[col], 30.0 * row, EDGES[col + 1], 30.0 * row + 30)
            slots.append(Slot(row, col, 1, 1, box))
            x0 = box.x0 + gap / 2
            x1 = box.x1 - gap / 2 if col == 0 and len(text) > 5 else x0 + 10 * len(text)
            prints.extend([Print(Box(x0, box.y0 + 5, x1, box.y0 + 25), text)] if text else [])
    return FoundTable(Box(0, 0, 400, 30.0 * len(rows)), "partial", tuple(slots)), prints


def test_words_that_go_on_behind_the_same_words_are_one_column() -> None:
    table = join_parted_words(*drawn((HEAD, *ROWS)))
    assert [(slot.row, slot.col) for slot in table.slots] == [
        (row, col) for row in range(4) for col in (0, 1)
    ]


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ((("CLASE", "MODALIDAD", "MONTO"), *ROWS), 8),
        ((HEAD, *ROWS), 30),
        ((HEAD, *ROWS, ("", "por excepción", "5")), 8),
        ((HEAD, *((first, str(k), last) for k, (first, _, last) in enumerate(ROWS, 8))), 8),
        ((HEAD, *ROWS[1:]), 8),
    ],
    ids=["two names", "far apart", "words behind nothing", "figures behind", "one row"],
)
def test_two_columns_stay_two(rows: Sequence[Sequence[str]], gap: float) -> None:
    table, prints = drawn(rows, gap)
    assert join_parted_words(table, prints) == table


def test_a_cell_over_both_columns_before_goes_on_as_well() -> None:
    table, prints = drawn(
        (("", "", "CUANTÍA"), ("Sin", "límite", "de"), ("Sin", "límite", "de"), ("Mayor", "a", "mil"))
    )
    slots = [slot for slot in table.slots if slot.row < 3]
    slots += [Slot(3, 0, 1, 2, Box(0, 90, 300, 120)), Slot(3, 2, 1, 1, Box(300, 90, 400, 120))]
    boxes = {"límite": (135, 296), "de": (304, 330), "a": (150, 296), "mil": (304, 340)}
    moved = [
        Print(item.box._replace(x0=boxes[item.text][0], x1=boxes[item.text][1]), item.text)
        if item.text in boxes
        else item
        for item in prints
    ]
    found = join_parted_words(FoundTable(table.bbox, "partial", tuple(slots)), moved)
    assert [(slot.col, slot.col_span) for slot in found.slots if slot.row == 3] == [(0, 2)]
