"""How many digits there is room for on the paper, by the print of a column."""

import pytest

from extraction.arithmetic.cell_relations import Slot
from extraction.arithmetic.print_width import digit_widths, room_beside
from schemas.geometry import BBox
from schemas.reading import TextLine
from schemas.table import Entry


def entry(text: str, width: float | None) -> Entry:
    box = None if width is None else BBox(100.0, 10.0, 100.0 + width, 40.0)
    return Entry(text=text, lines=(TextLine(text=text, bbox=box),))


def slot(row: int) -> Slot:
    return Slot("t1", row, 2, 0)


COLUMN = {
    slot(k): entry(text, 20.0 * digits)
    for k, (text, digits) in enumerate(
        [("1.234,50", 7), ("45,00", 4.5), ("678.901,25", 9), ("0,00", 3.5), ("12,75", 4.5)]
    )
}


@pytest.mark.parametrize(("text", "width", "room"), [("53.659,48", 160, 0), ("53.659,48", 180, 1)])
def test_print_wider_than_its_text_has_room_for_a_digit(text: str, width: float, room: float) -> None:
    widths = digit_widths(COLUMN)
    assert widths == {("t1", 2): pytest.approx(20.0)}
    assert room_beside(entry(text, width), slot(9), widths) == pytest.approx(room, abs=0.01)


def test_without_boxes_or_a_column_nothing_is_known() -> None:
    assert room_beside(entry("12,00", None), slot(9), digit_widths(COLUMN)) is None
    assert digit_widths({slot(0): entry("12,00", 90.0)}) == {}
