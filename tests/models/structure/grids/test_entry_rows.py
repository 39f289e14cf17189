"""Entries that begin level with each other after blank paper are parted; wrapped cells and stacks are not."""

from models.structure.grids.entry_rows import entry_rules
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, lines

XS = (0.0, 100.0, 200.0, 300.0, 400.0)
YS = (0.0, 30.0, 300.0)
CELLS = tuple((x + 10, x + 90) for x in XS[:-1])
HEADER = line(15, *CELLS)
PITCH = 24


def cell(col: int, first: float, count: int) -> list[Box]:
    """The lines of one cell, from the middle of the first."""
    return lines([first + PITCH * k for k in range(count)], CELLS[col])


FIRST = [*cell(0, 50, 2), *cell(1, 50, 4), *cell(2, 50, 2), *cell(3, 50, 1)]


def found(pieces: list[Box]) -> list[tuple[float, float]]:
    return [(rule.start, rule.end) for rule in entry_rules(YS, XS, [*HEADER, *pieces])]


def test_an_entry_begins_where_most_columns_do_after_a_blank() -> None:
    second = [*cell(1, 164, 3), *cell(2, 164, 2), *cell(3, 164, 1)]
    assert found([*FIRST, *second]) == [(100, 200), (200, 300), (300, 400)]


def test_no_entry_begins_where_a_column_goes_on() -> None:
    second = [*cell(1, 146, 3), *cell(2, 146, 2), *cell(3, 146, 1)]
    assert found([*FIRST, *second]) == []


def test_wrapped_cells_and_stacks_have_no_blank_between_their_lines() -> None:
    assert found(FIRST) == []
    assert found([piece for col in range(4) for piece in cell(col, 50, 6)]) == []


def test_two_columns_with_a_blank_are_no_entry() -> None:
    assert found([*FIRST, *cell(2, 170, 2), *cell(3, 170, 1)]) == []


def test_totals_of_few_figures_stand_clear_below_an_entry() -> None:
    xs = tuple(100.0 * k for k in range(9))
    entry = [piece for col in range(8) for piece in line(50, (100 * col + 10, 100 * col + 90))]
    entry += lines((74, 98), (210, 290), (310, 390))
    total = line(146, (110, 190), (610, 690), (710, 790))
    clear = entry_rules(YS, xs, [*entry, *total])
    assert [(rule.start, rule.end) for rule in clear] == [(0, 800)]
    beside = lines((122, 146, 170), (10, 90))
    assert entry_rules(YS, xs, [*entry, *total, *beside]) == []


def test_no_entry_begins_between_two_lines_of_words_that_its_figures_are_centred_beside() -> None:
    xs = tuple(100.0 * k for k in range(7))
    cells = [(x + 10, x + 90) for x in xs[:-1]]
    entries = [
        piece
        for top in (50.0, 124.0, 198.0)
        for piece in [*lines((top, top + PITCH), *cells[:2]), *line(top + 11, *cells[2:], height=32)]
    ]
    assert entry_rules(YS, xs, [*line(15, *cells), *entries]) == []
