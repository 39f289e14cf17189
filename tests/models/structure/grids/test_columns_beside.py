"""Print right of a table's last rule, level with its rows, is its last column."""

from collections.abc import Sequence

import pytest

from models.structure.found_table import FoundTable
from models.structure.grids.columns_beside import with_column_beside, with_names_beside
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import Ruling
from tests.models.structure.literal_pages import line, lines, shape

MIDDLES = (15, 45, 75, 105, 135)
BODY = lines(MIDDLES, (10, 60), (110, 180))
LAST = (220, 270)


def table(ruling: Ruling = "partial") -> FoundTable:
    """Five rows and two columns, 200 wide."""
    slots = [
        Slot(row, col, 1, 1, Box(100 * col, 30 * row, 100 * col + 100, 30 * row + 30))
        for row in range(5)
        for col in range(2)
    ]
    return FoundTable(Box(0, 0, 200, 150), ruling, tuple(slots))


def beside(
    pieces: Sequence[Box], ruling: Ruling = "partial", others: Sequence[FoundTable] = ()
) -> FoundTable:
    return with_column_beside(table(ruling), [*BODY, *pieces], others)


def test_print_level_with_every_row_is_the_last_column() -> None:
    found = beside(lines(MIDDLES, LAST))
    assert shape(found) == (5, 3)
    assert found.bbox == Box(0, 0, 278, 150)
    assert [slot.bbox.y0 for slot in found.slots if slot.col == 2] == [0, 30, 60, 90, 120]


def test_a_blank_cell_is_one_of_it_as_well() -> None:
    assert shape(beside(lines(MIDDLES[1:], LAST))) == (5, 3)


@pytest.mark.parametrize(
    "pieces",
    [
        lines(MIDDLES[:3], LAST),
        lines(MIDDLES, (220, 240), (250, 270)),
        lines(MIDDLES, (320, 370)),
        [piece for k, y in enumerate(MIDDLES) for piece in line(y, (210 + 40 * (k % 3), 230 + 50 * (k % 3)))],
        lines(MIDDLES, (210, 400)),
    ],
    ids=["few rows", "two a row", "far away", "here and there", "lines of text"],
)
def test_other_print_beside_a_table_is_none(pieces: Sequence[Box]) -> None:
    assert beside(pieces) == table()


def test_a_ruled_table_ends_where_its_rules_do_and_another_table_keeps_its_print() -> None:
    last = lines(MIDDLES, LAST)
    assert beside(last, ruling="full") == table("full")
    other = FoundTable(Box(205, 0, 300, 150), "full", (Slot(0, 0, 1, 1, Box(205, 0, 300, 150)),))
    assert beside(last, others=[other]) == table()


def test_the_first_column_of_another_table_is_none() -> None:
    assert beside(lines(MIDDLES, LAST, (450, 500))) == table()
    assert shape(beside([*lines(MIDDLES, LAST), *lines(MIDDLES[:2], (450, 500))])) == (5, 3)


def named(
    body: Sequence[Box], names: Sequence[Box], ruling: Ruling = "partial", others: Sequence[FoundTable] = ()
) -> FoundTable:
    return with_names_beside(table(ruling), [*body, *names], others)


def test_names_left_of_figures_are_their_first_column() -> None:
    figures = [
        piece for k, y in enumerate(MIDDLES) for piece in line(y, (10 + 8 * k, 90), (110 + 5 * k, 190))
    ]
    names = [piece for k, y in enumerate(MIDDLES) for piece in line(y, (-300, -200 + 20 * k))]
    found = named(figures, names)
    assert shape(found) == (5, 3)
    assert found.bbox == Box(-308, 0, 200, 150)
    assert shape(named(figures, names[:2])) == shape(named(figures, names, "full")) == (5, 2)
    words = [piece for k, y in enumerate(MIDDLES) for piece in line(y, (10, 50 + 9 * k), (110 + 5 * k, 190))]
    assert shape(named(words, names)) == (5, 2)
    text = lines(range(0, 150, 15), (-300, -100))
    assert shape(named(figures, text)) == (5, 2)
    beside = FoundTable(Box(-310, 0, -90, 150), "partial", ())
    assert shape(named(figures, names, others=[beside])) == (5, 2)
