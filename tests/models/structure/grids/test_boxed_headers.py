"""Headers in a box of their own over print without rules, letterheads above them, totals far below."""

import pytest

from models.pixels.rule import Rule
from models.structure.finder import find_tables
from models.structure.found_table import FoundTable
from models.structure.grids.line_blocks import BlockOptions
from models.structure.grids.unruled import pieces_to_unruled_tables
from models.structure.rows.print_blocks import Print
from models.structure.table_likeness import is_table
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines, rules, shape

EDGES = (100, 300, 450, 600, 750, 900)
NAMES = ((150, 240), (340, 410), (490, 560), (640, 710), (790, 860))
BODY = ((110, 280), (350, 440), (500, 590), (650, 740), (800, 890))
ROWS = lines(range(250, 400, 30), *BODY)
TOTALS = line(470, (180, 260), *BODY[1:])


def boxed(top: float, bottom: float) -> list[Rule]:
    return [Rule(x, top, bottom) for x in EDGES]


def columns(table: FoundTable) -> list[float]:
    return sorted({slot.bbox.x0 for slot in table.slots})


def found(*pieces: list[Box]) -> list[tuple[int, int]]:
    tables = pieces_to_unruled_tables([piece for part in pieces for piece in part], (), BlockOptions())
    return [shape(table) for table in tables]


def test_a_header_in_a_box_gives_its_columns_to_the_print_below_it() -> None:
    page = rules([Rule(y, 100, 900) for y in (100, 150)], boxed(100, 150))
    (table,) = find_tables([*line(125, *NAMES), *ROWS], page, 100)[0]
    assert shape(table) == (6, 5)
    assert columns(table)[1:] == [300, 450, 600, 750]
    assert table.head == 1


def test_a_header_of_two_levels_between_level_rules_heads_the_print_below_it() -> None:
    # A rule below the heading of some columns, and no upright one.
    level = [Rule(100, 100, 900), Rule(130, 450, 900), Rule(160, 100, 900)]
    pieces = [*line(115, (620, 720)), *line(145, *NAMES), *line(190, (102, 220)), *ROWS]
    (table,) = find_tables(pieces, rules(level), 100)[0]
    assert table.bbox.y0 < 115 and table.bbox.y1 > 370
    assert len(columns(table)) == 5


def test_print_that_runs_over_the_columns_of_a_box_has_its_own() -> None:
    elsewhere = ((110, 180), (230, 380), (410, 520), (540, 680), (700, 890))
    page = rules([Rule(y, 100, 900) for y in (100, 150)], boxed(100, 150))
    tables = find_tables([*line(125, *NAMES), *lines(range(250, 400, 30), *elsewhere)], page, 100)[0]
    assert not any({300, 450, 600} <= set(columns(table)) for table in tables)


@pytest.mark.parametrize("upright", [boxed(100, 150), []])
def test_a_row_alone_is_a_table_if_it_says_that_it_is_of_totals_or_is_boxed(upright: list[Rule]) -> None:
    page = rules([Rule(y, 100, 900) for y in (100, 150)], upright)
    pieces = line(125, *NAMES)
    (table,) = find_tables(pieces, page, 100)[0]
    assert shape(table) == (1, 5)
    figures = ("1,500.00", "0.00", "20.35", "7.10")
    for name, said in (("TOTAL", True), ("Programado", bool(upright))):
        texts = (name, *figures)
        assert is_table(table, [Print(box, text) for box, text in zip(pieces, texts, strict=True)]) is said


def test_totals_far_below_their_figures_are_a_row() -> None:
    assert found(ROWS, TOTALS) == [(6, 5)]


def test_a_line_far_below_that_does_not_stand_under_the_figures_is_no_row() -> None:
    assert found(ROWS, line(470, *((x0 - 30, x1 - 30) for x0, x1 in BODY))) == [(5, 5)]


def test_a_letterhead_in_a_frame_above_a_header_is_no_row() -> None:
    head = Rule(20, 100, 900), Rule(180, 100, 900)
    logo = [Rule(y, 120, 160) for y in (40, 80)], [Rule(x, 40, 80) for x in (120, 160)]
    letterhead = lines((40, 80, 120), (400, 600), (800, 860))
    page = rules(
        [*head, *(Rule(y, 100, 900) for y in (230, 700)), *logo[0]],
        [*boxed(180, 230), Rule(100, 20, 180), Rule(900, 20, 180), *logo[1]],
    )
    body = [Box(p.x0, p.y0 + 20, p.x1, p.y1 + 20) for p in [*ROWS, *TOTALS]]
    (table, *rest) = find_tables([*letterhead, *line(205, *NAMES), *body], page, 100)[0]
    assert not rest
    assert shape(table) == (7, 5)
    # The blank paper down to the last rule is no part of the last row.
    assert table.bbox.y1 < 520


def test_blank_rows_at_the_foot_of_a_table_stay() -> None:
    page = rules([Rule(y, 100, 900) for y in (100, 150, 700, 900)], [*boxed(100, 150), *boxed(700, 900)[:1]])
    (table, *_) = find_tables([*line(125, *NAMES), *ROWS], page, 100)[0]
    assert all(slot.bbox.height > 0 for slot in table.slots)
