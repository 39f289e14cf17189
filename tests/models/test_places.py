"""Lines to be read: a stroke far from a figure is a line of its own, and a dash by its shape is one."""

import numpy as np
import pytest

from models.pixels.rules import Rules
from models.places import Place, lines_to_read, with_dashes
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import TextLine

CELL = Box(100, 100, 600, 160)
TABLE = FoundTable(CELL, "full", (Slot(0, 0, 1, 1, CELL),))
BLANK = np.zeros((300, 700), np.uint8)
RULES = Rules((), (), (), BLANK, BLANK)


@pytest.mark.parametrize(
    ("stroke", "lines"),
    [
        (Box(110, 115, 120, 145), 2),
        (Box(325, 115, 335, 145), 1),  # close by, a figure of the number
        (Box(110, 115, 150, 145), 1),  # a word
    ],
)
def test_a_stroke_far_from_the_figure_of_its_cell_is_read_by_itself(stroke: Box, lines: int) -> None:
    places = lines_to_read([TABLE], [stroke, Box(350, 115, 390, 145)], RULES, 300)
    assert len(places) == lines


def test_what_is_a_dash_by_its_shape_is_read_as_one() -> None:
    places = [Place(0, 0, CELL, dash=True), Place(0, 0, CELL, dash=True), Place(0, 1, CELL)]
    read = [TextLine(text=text, bbox=CELL, confidence=0.9) for text in ("-", ".", "7")]
    assert [line.text for line in with_dashes(places, read)] == ["-", "-", "7"]


@pytest.mark.parametrize(
    ("piece", "dash"), [(Box(248, 126, 268, 138), True), (Box(248, 115, 268, 145), False)]
)
def test_a_dash_that_was_detected_is_one_by_its_shape(piece: Box, dash: bool) -> None:
    """Read alone and large, it passes for any sign."""
    ink = BLANK.copy()
    ink[129:134, 251:265] = 1
    rules = Rules((), (), (), BLANK, ink)
    table = FoundTable(
        Box(100, 100, 600, 160),
        "full",
        (Slot(0, 0, 1, 1, Box(100, 100, 300, 160)), Slot(0, 1, 1, 1, Box(300, 100, 600, 160))),
    )
    places = lines_to_read([table], [piece, Box(350, 115, 480, 145)], rules, 300)
    assert [place.dash for place in places] == [dash, False]


def test_print_on_its_side_is_lines_from_left_to_right() -> None:
    cell = Box(100, 20, 200, 290)
    level = Box(300, 100, 400, 130)
    table = FoundTable(Box(100, 20, 600, 290), "full", (Slot(0, 0, 1, 1, cell),))
    first, mark, second = Box(110, 100, 140, 250), Box(112, 255, 138, 275), Box(150, 60, 180, 250)
    places = lines_to_read([table], [second, first, mark, level], RULES, 300)
    assert [(place.box, place.turned) for place in places if place.turned] == [
        (Box(110, 100, 140, 275), True),
        (second, True),
    ]


def test_a_cell_with_level_print_is_read_level() -> None:
    level = Box(110, 110, 190, 140)
    places = lines_to_read([TABLE], [level, Box(300, 105, 320, 158)], RULES, 300)
    assert not any(place.turned for place in places)
