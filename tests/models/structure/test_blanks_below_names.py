"""Numbers of rows and codes close beside them are cut apart below two names, and words below one are not."""

from collections.abc import Sequence

import numpy as np

from models.pixels.morphology import Mask
from models.structure.blanks_below_names import cut_between_names
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box, union
from tests.models.structure.literal_pages import Span, line

PITCH = 30
SIDES = (90, 300, 500)


def page(names: Sequence[Span], rows: Sequence[Sequence[Span]]) -> tuple[list[Box], FoundTable, Mask]:
    """Rows of one piece and a figure below names, as a table of two columns, and their ink."""
    ink = np.zeros((PITCH * (len(rows) + 2), 600), np.uint8)
    first, others = line(20, *names), [line(20 + PITCH * (k + 1), *row) for k, row in enumerate(rows)]
    for word in (*first, *(word for row in others for word in row)):
        ink[int(word.y0) : int(word.y1), int(word.x0) : int(word.x1)] = 1
    figures = [line(20 + PITCH * (k + 1), (400, 460))[0] for k in range(len(rows))]
    ys = [5 + PITCH * k for k in range(len(rows) + 2)]
    slots = [
        Slot(row, col, 1, 1, Box(SIDES[col], ys[row], SIDES[col + 1], ys[row + 1]))
        for row in range(len(rows) + 1)
        for col in range(2)
    ]
    table = FoundTable(Box(SIDES[0], ys[0], SIDES[-1], ys[-1]), "partial", tuple(slots))
    return [*first, *map(union, others), *figures], table, ink


CODES = [[(109 - 9 * (k > 2), 118), (124, 220)] for k in range(6)]


def test_what_stands_below_two_names_is_cut_where_all_rows_are_blank() -> None:
    pieces, table, ink = page([(95, 120), (150, 230)], CODES)
    cut = cut_between_names(pieces, [table], ink)
    assert len(cut) == len(pieces) + len(CODES)
    assert {piece.x0 for piece in cut if piece.centre[1] > PITCH and piece.x0 < 300} == {100, 109, 121}


def test_words_below_one_name_equal_words_and_few_rows_stay_together() -> None:
    for names, rows in (
        ([(95, 230)], CODES),
        ([(95, 120), (150, 230)], CODES[:4]),
        ([(95, 120), (150, 230)], [[(100, 118), (124, 220)]] * 6),
        ([(95, 120), (150, 230)], [[(100, 110 + 9 * (k % 3)), (117 + 9 * (k % 3), 220)] for k in range(6)]),
    ):
        pieces, table, ink = page(names, rows)
        assert len(cut_between_names(pieces, [table], ink)) == len(pieces)
