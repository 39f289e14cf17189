"""Tables on drawn pages: ruled, half ruled, by print alone, side by side, and frames that are none."""

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pytest

from models.page_image import Pixels
from models.pixels.rule import Rule
from models.pixels.rules import find_rules
from models.pixels.upright import ink
from models.structure.finder import FoundTable, find_tables
from models.structure.pieces import box_pieces
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines, rules, shape

DPI = 200.0
HEADER = ("CODIGO", "DETALLE", "MONTO")
ROWS = (
    ("11100", "Ventas", "1.204,50"),
    ("11200", "Rentas", "310,00"),
    ("11300", "Multas", "88,25"),
    ("11400", "Otros", "1.050,75"),
    ("11500", "Cobros", "640,10"),
)
COLUMNS = (120, 330, 600)
EDGES = (100, 310, 580, 800)
STEP = 45


@dataclass
class Sheet:
    """A white page on which lines and print are drawn."""

    grey: Pixels = field(default_factory=lambda: np.full((700, 1000), 255, np.uint8))
    boxes: list[Box] = field(default_factory=list)

    def write(self, text: str, x: int, y: int, grey: int = 0) -> None:
        (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.7, 2)
        cv2.putText(self.grey, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, grey, 2, cv2.LINE_AA)
        self.boxes.append(Box(x - 5, y - height - 6, x + width + 5, y + 6))

    def write_rows(
        self, rows: tuple[tuple[str, ...], ...], top: int, columns: tuple[int, ...] = COLUMNS
    ) -> None:
        for k, row in enumerate(rows):
            for x, text in zip(columns, row, strict=True):
                self.write(text, x, top + k * STEP + 30)

    def rule(self, x0: int, y0: int, x1: int, y1: int) -> None:
        cv2.line(self.grey, (x0, y0), (x1, y1), 0, 2)

    def grid(self, top: int, rows: int, edges: tuple[int, ...] = EDGES) -> None:
        for k in range(rows + 1):
            self.rule(edges[0], top + k * STEP, edges[-1], top + k * STEP)
        for x in edges:
            self.rule(x, top, x, top + rows * STEP)

    def tables(self) -> tuple[FoundTable, ...]:
        rules = find_rules(self.grey, ink(self.grey, 50), self.boxes, DPI)
        return find_tables(box_pieces(self.boxes, rules), rules, DPI)[0]


def places(table: FoundTable, sheet: Sheet) -> set[tuple[int, int]]:
    """The row and column of every box of print; fails where one has none."""
    out = set()
    for box in sheet.boxes:
        (slot,) = (slot for slot in table.slots if slot.bbox.contains(*box.centre))
        out.add((slot.row, slot.col))
    return out


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_full_grid(sheet: Sheet) -> None:
    sheet.grid(100, 6)
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert table.ruling == "full"
    assert shape(table) == (6, 3)
    assert table.bbox == pytest.approx((100, 100, 800, 370), abs=3)
    assert len(places(table, sheet)) == 18
    assert table.loose == ()


def test_horizontal_rules_only(sheet: Sheet) -> None:
    for k in range(7):
        sheet.rule(100, 100 + k * STEP, 800, 100 + k * STEP)
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert table.ruling == "partial"
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18


def test_rules_above_and_below_header_and_body_only(sheet: Sheet) -> None:
    for y in (100, 145, 370):
        sheet.rule(100, y, 800, y)
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert table.ruling == "partial"
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18
    assert table.loose == (1, 2, 3, 4, 5)


def test_upright_rules_only(sheet: Sheet) -> None:
    rows = (HEADER, *ROWS, *ROWS[:4])
    for x in EDGES:
        sheet.rule(x, 100, x, 100 + len(rows) * STEP)
    for y in (100, 100 + len(rows) * STEP):
        sheet.rule(100, y, 800, y)
    sheet.write_rows(rows, 100)
    (table,) = sheet.tables()
    assert shape(table) == (10, 3)
    assert len(places(table, sheet)) == 30


def test_a_column_rule_that_was_lost_in_one_row(sheet: Sheet) -> None:
    sheet.grid(100, 6)
    sheet.grey[193:234, 305:316] = 255
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18


def test_no_rules_at_all(sheet: Sheet) -> None:
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert table.ruling == "none"
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18
    assert table.loose == (0, 1, 2, 3, 4, 5)


def test_two_tables_side_by_side(sheet: Sheet) -> None:
    left, right = (40, 180, 300, 480), (520, 660, 780, 960)
    for edges in (left, right):
        sheet.grid(100, 6, edges)
        columns = (edges[0] + 15, edges[1] + 10, edges[2] + 15)
        sheet.write_rows((HEADER, *ROWS), 100, columns)
    tables = sheet.tables()
    assert [shape(table) for table in tables] == [(6, 3), (6, 3)]
    assert [table.bbox.x0 for table in tables] == pytest.approx([40, 520], abs=3)


def test_a_shaded_header_without_rules(sheet: Sheet) -> None:
    sheet.grey[100:145, 100:801] = 60
    for x, text in zip(COLUMNS, HEADER, strict=True):
        sheet.write(text, x, 130, grey=255)
    sheet.write_rows(ROWS, 145)
    sheet.rule(100, 370, 800, 370)
    (table,) = sheet.tables()
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18


def test_a_header_printed_above_the_first_rule(sheet: Sheet) -> None:
    sheet.grid(145, 5)
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert shape(table) == (6, 3)
    assert len(places(table, sheet)) == 18
    assert table.loose == (0,)


def test_a_merged_header_cell(sheet: Sheet) -> None:
    sheet.grid(145, 5)
    sheet.rule(100, 100, 800, 100)
    for x in (100, 580, 800):
        sheet.rule(x, 100, x, 145)
    sheet.write("PARTIDA", 250, 130)
    sheet.write("MONTO", 600, 130)
    sheet.write_rows(ROWS, 145)
    (table,) = sheet.tables()
    assert shape(table) == (6, 3)
    assert [(slot.col, slot.col_span) for slot in table.slots if slot.row == 0] == [(0, 2), (2, 1)]


def test_a_page_frame_is_no_table(sheet: Sheet) -> None:
    cv2.rectangle(sheet.grey, (20, 20), (980, 680), 0, 2)
    for k in range(6):
        sheet.write("lo que se ha previsto para el periodo en curso", 60, 100 + 90 * k)
    assert sheet.tables() == ()


def test_a_frame_around_a_table_is_not_its_outline(sheet: Sheet) -> None:
    cv2.rectangle(sheet.grey, (20, 20), (980, 680), 0, 2)
    sheet.grid(100, 6)
    sheet.write_rows((HEADER, *ROWS), 100)
    (table,) = sheet.tables()
    assert table.bbox == pytest.approx((100, 100, 800, 370), abs=3)


def test_an_empty_page_has_no_table(sheet: Sheet) -> None:
    assert sheet.tables() == ()


def test_a_shaded_bar_is_the_header_of_the_print_right_below_it() -> None:
    columns = ((110, 190), (310, 390), (510, 590), (710, 790))
    bar = rules([Rule(y, 100, 860) for y in (100, 190)], [Rule(x, 100, 190) for x in (100, 860)])
    pieces = [*lines((115, 145, 175), *columns), *lines(range(210, 390, 30), *columns)]
    (table,) = find_tables(pieces, bar, 100)[0]
    assert shape(table) == (9, 4)
    assert table.ruling == "none"


def test_print_over_two_columns_is_cut_once_other_rows_have_shown_where_they_are() -> None:
    ink = np.zeros((400, 800), np.uint8)
    for x0, x1 in ((100, 236), (252, 400), (500, 580)):
        ink[105:125, x0:x1] = 1
    rows = lines(range(145, 320, 30), (100, 180), (308, 400), (500, 580))
    page = replace(rules([Rule(y, 95, 600) for y in (100, 130, 340)]), print_=ink)
    (table,), cut = find_tables([Box(100, 105, 400, 125), *line(115, (500, 580)), *rows], page, 100)
    assert shape(table) == (7, 3)
    assert len([slot for slot in table.slots if slot.row == 0]) == 3
    assert len(cut) == len(rows) + 3
