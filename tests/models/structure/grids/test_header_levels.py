"""Headings on several lines without rules between them, over the columns that they stand in the middle of."""

from models.structure.grids.header_levels import header_slots
from models.structure.grids.lattice import Slot
from schemas.geometry import Box

XS = (0.0, 100.0, 260.0, 320.0, 480.0, 540.0, 640.0)
COLUMNS = [Slot(0, k, 1, 1, Box(XS[k], 0, XS[k + 1], 90)) for k in range(6)]


def over(first: int, last: int, top: float) -> Box:
    """A word in the middle of columns."""
    middle = (XS[first] + XS[last + 1]) / 2
    return Box(middle - 28, top, middle + 28, top + 20)


def spans(prints: list[Box]) -> set[tuple[int, int, int, int]]:
    slots, _ = header_slots(COLUMNS, 0, prints)
    return {(slot.row, slot.col, slot.row_span, slot.col_span) for slot in slots}


def test_headings_on_the_second_line_stand_under_the_one_they_are_in_the_middle_of() -> None:
    highest, second = [over(1, 4, 3)], [over(1, 2, 30), over(3, 4, 30)]
    names = [over(column, column, 62) for column in range(1, 5)]
    whole = [over(0, 0, 35), over(5, 5, 35)]
    assert spans([*highest, *second, *names, *whole]) == {
        (0, 0, 3, 1),
        (0, 1, 1, 4),
        (0, 5, 3, 1),
        (1, 1, 1, 2),
        (1, 3, 1, 2),
        *((2, column, 1, 1) for column in range(1, 5)),
    }


def test_a_lower_heading_beside_the_highest_stays_beside_it() -> None:
    highest, beside = [over(1, 2, 3)], [over(4, 5, 25)]
    names = [over(column, column, 62) for column in (1, 2, 4, 5)]
    whole = [over(0, 0, 35), over(3, 3, 35)]
    found = spans([*highest, *beside, *names, *whole])
    assert {(0, 1, 1, 2), (0, 4, 1, 2), (0, 3, 2, 1)} <= found
