"""Lines of a cell that are no print."""

import pytest

from extraction.readings.dust import without_dust
from schemas.geometry import BBox
from schemas.reading import ReadCell, ReadTable, TextLine


def read(text: str, x0: float, x1: float) -> TextLine:
    return TextLine(text=text, bbox=BBox(x0=x0, y0=100, x1=x1, y1=130), confidence=0.95)


def kept(*lines: TextLine) -> list[str]:
    cell = ReadCell(row=0, col=0, bbox=BBox(x0=0, y0=90, x1=400, y1=140), lines=lines)
    table = ReadTable(bbox=cell.bbox, cells=(cell,), ruling="full")
    return [line.text for line in without_dust(table).cells[0].lines]


def test_a_slender_stroke_far_beside_a_figure_is_a_bit_of_a_rule() -> None:
    assert kept(read("1", 10, 20), read("31", 200, 240)) == ["31"]


@pytest.mark.parametrize("one", [read("1", 10, 30), read("1", 170, 180), read("7", 10, 20)])
def test_a_figure_one_is_wider_or_near(one: TextLine) -> None:
    assert len(kept(one, read("31", 200, 240))) == 2
