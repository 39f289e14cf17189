"""What an entry has once is one cell over the rows of its expense groups."""

from collections.abc import Sequence
from dataclasses import replace

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.entry_spans import span_entries
from models.structure.rows.print_blocks import Print
from schemas.geometry import Box

GROUPS = ("20000", "40000", "TOTAL", "10000", "TOTAL")
CODES = ((24, "13.01.01."), (74, "13.01.02."))
AMOUNTS = ("1.250,00", "980,00", "2.230,00", "3.100,50", "3.100,50")


def drawn(
    texts: Sequence[tuple[float, str]],
    groups: Sequence[str] = GROUPS,
    codes: Sequence[tuple[float, str]] = CODES,
) -> tuple[FoundTable, list[Print]]:
    """Five rows of 20 pixels: columns of codes, of texts by their heights, of groups, and of amounts."""
    slots = [
        Slot(row, col, 1, 1, Box(100.0 * col, 20.0 * row, 100.0 * col + 100, 20.0 * row + 20))
        for row in range(5)
        for col in range(4)
    ]
    prints = [Print(Box(10, y, 90, y + 12), code) for y, code in codes]
    prints += [Print(Box(110, y, 190, y + 12), text) for y, text in texts]
    for col, of in ((2, groups), (3, AMOUNTS)):
        prints += [
            Print(Box(100.0 * col + 10, 20.0 * row + 4, 100.0 * col + 90, 20.0 * row + 16), text)
            for row, text in enumerate(of)
        ]
    return FoundTable(Box(0, 0, 400, 100), "partial", tuple(slots)), prints


def texts(table: FoundTable, col: int = 1) -> list[tuple[int, int, float, float]]:
    """Row, height, top and bottom of the cells of a column."""
    return [(s.row, s.row_span, s.bbox.y0, s.bbox.y1) for s in table.slots if s.col == col]


def test_a_code_at_any_height_is_of_all_rows_of_its_entry() -> None:
    table = span_entries(*drawn([(24, "Ampliación"), (74, "Apoyo")]))
    assert texts(table, 0) == texts(table) == [(0, 3, 0, 60), (3, 2, 60, 100)]
    assert all(slot.row_span == 1 for slot in table.slots if slot.col > 1)


def test_a_text_over_the_edge_of_its_entry_stays_whole() -> None:
    text = [(4, "Ampliación"), (18, "de la red"), (32, "vial en"), (46, "el área"), (60, "rural")]
    table = span_entries(*drawn([*text, (84, "Otra")]))
    assert texts(table) == [(0, 3, 0, 78), (3, 2, 78, 100)]


def test_one_text_over_two_entries_is_one_cell() -> None:
    text = [(20.0 + 14 * k, word) for k, word in enumerate(("Apoyo", "a las", "obras", "del año"))]
    assert texts(span_entries(*drawn(text))) == [(0, 5, 0, 100)]


def test_rows_without_totals_are_no_entries() -> None:
    table, prints = drawn([], groups=("20000", "40000", "50000", "60000", "70000"))
    assert span_entries(table, prints) == table


def test_names_of_groups_without_codes_are_one_in_each_row() -> None:
    names = [(20.0 * row + 4, name) for row, name in enumerate(("Servicios", "Activos", "", "Otros"))]
    table, prints = drawn(names, codes=())
    assert span_entries(table, prints) == table


def test_rules_all_around_are_believed_unless_entries_have_cells_over_all_their_rows() -> None:
    table, prints = drawn([(4, "Ampliación"), (18, "de la red"), (64, "Apoyo"), (78, "escolar")])
    ruled = replace(table, ruling="full")
    assert span_entries(ruled, prints) == ruled
    over = [
        replace(s, row_span=3, bbox=s.bbox._replace(y1=60)) for s in table.slots if s.row == 0 and s.col < 2
    ]
    rest = [s for s in table.slots if s.row > 2 or s.col > 1]
    mixed = replace(ruled, slots=(*over, *rest))
    assert (
        texts(span_entries(mixed, prints), 0)
        == texts(span_entries(mixed, prints))
        == [
            (0, 3, 0, 60),
            (3, 2, 60, 100),
        ]
    )
