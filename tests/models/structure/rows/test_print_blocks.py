"""Rows told by blocks of print: cells centred in their rows, and bands that hold several rows."""

from dataclasses import replace

import pytest

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.banded_rows import part_banded_rows
from models.structure.rows.print_blocks import Line, Print, row_figures, rows_of_blocks
from schemas.geometry import Box

COLUMNS = ((0, 200), (200, 300), (300, 400), (400, 500), (500, 600))


def printed(text: str, col: int, y: float) -> Print:
    x0, x1 = COLUMNS[col]
    return Print(Box(x0 + 5, y, x1 - 5, y + 20), text)


def lines(*rows: tuple[float, dict[int, str]]) -> list[Line]:
    return [{col: printed(text, col, y) for col, text in texts.items()} for y, texts in rows]


def test_amounts_in_the_middle_of_a_wrapped_cell_stand_in_one_row_with_all_its_lines() -> None:
    found = rows_of_blocks(
        lines(
            (0, {0: "Reposición del"}),
            (22, {0: "registro de", 1: "10,00", 2: "20,00"}),
            (44, {0: "productores"}),
            (76, {0: "Otra", 1: "1,00", 2: "2,00"}),
        )
    )
    assert found == [[0, 1, 2], [3]]


@pytest.mark.parametrize("gap", [9, 14])
def test_rows_hardly_further_apart_than_lines_are_still_told(gap: int) -> None:
    found = rows_of_blocks(
        lines(
            (0, {0: "Uno", 1: "1,00", 2: "2,00"}),
            (21, {0: "sigue"}),
            (41 + gap, {0: "Dos", 1: "3,00", 2: "4,00"}),
        )
    )
    assert found == [[0, 1], [2]]


def test_rows_without_a_blank_between_them_are_not_told_by_blocks() -> None:
    found = rows_of_blocks(lines(*((22 * k, {0: "x", 1: "1,00", 2: "2,00"}) for k in range(3))))
    assert found == []


def test_counts_tell_rows_where_hardly_a_line_holds_money() -> None:
    def centred(*counts: str) -> list[Line]:
        return lines(
            (0, {0: "Reposición del"}),
            (22, {0: "registro de", **dict(enumerate(counts))}),
            (44, {0: "productores"}),
            (76, {0: "3", 1: "1.200", 2: "2.300"}),
            (108, {0: "4", 1: "5", 2: "6"}),
        )

    assert rows_of_blocks(centred("12", "7", "31")) == [[0, 1, 2], [3], [4]]


def test_parts_of_dates_are_no_counts_beside_money() -> None:
    row = [(0, {0: "01/"}), (22, {0: "07", 3: "1,00", 4: "2,00"}), (44, {0: "21", 1: "21", 2: "21"})]
    assert rows_of_blocks(lines(*row, *((y + 90, texts) for y, texts in row))) == [[0, 1, 2], [3, 4, 5]]


def test_counts_in_the_columns_of_money_tell_rows_beside_it() -> None:
    found = lines(
        (0, {0: "Elaboración del"}),
        (11, {1: "2.746", 2: "845", 3: "2.734"}),
        (22, {0: "expediente de"}),
        (44, {0: "Capacitación de"}),
        (55, {1: "918", 2: "37", 3: "918"}),
        (66, {0: "promotores"}),
    )
    telling = row_figures(found)
    assert [k for k, line in enumerate(found) if telling.tell(line)] == [1, 4]


def banded(*lines_of_figures: float) -> tuple[FoundTable, list[Print]]:
    """A header, and one band with an activity and lines of amounts at the given heights."""
    slots = [
        Slot(row, col, 1, 1, Box(x0, top, x1, bottom))
        for row, (top, bottom) in enumerate([(0, 40), (40, 240)])
        for col, (x0, x1) in enumerate(COLUMNS)
    ]
    prints = [printed("Actividad", 0, 50), printed("larga", 0, 72)]
    prints += [printed("1,00", col, y) for y in lines_of_figures for col in (1, 2)]
    return FoundTable(Box(0, 0, 400, 240), "partial", tuple(slots)), prints


def test_a_band_with_lines_of_amounts_well_apart_is_as_many_rows() -> None:
    table, prints = banded(50, 110, 150)
    parted = part_banded_rows(table, prints)
    assert {slot.row for slot in parted.slots} == {0, 1, 2, 3}
    tops = sorted({slot.bbox.y0 for slot in parted.slots if slot.row > 1})
    assert 92 < tops[0] < 110 and 130 < tops[1] < 150


def test_amounts_stacked_as_close_as_lines_of_text_stay_in_one_row() -> None:
    table, prints = banded(50, 72, 94)
    assert part_banded_rows(table, prints) == table


def test_totals_carried_over_a_page_are_a_row_however_close_the_next_line_is() -> None:
    table, prints = banded(50, 72)
    carried = [replace(item, text="VIENEN...") if item.text == "Actividad" else item for item in prints]
    parted = part_banded_rows(table, carried)
    assert {slot.row for slot in parted.slots} == {0, 1, 2}


def test_a_cell_over_two_rows_keeps_its_band_whole() -> None:
    table, prints = banded(50, 110)
    joined = Slot(0, 0, 2, 1, Box(0, 0, 200, 240))
    others = tuple(slot for slot in table.slots if slot.col > 0)
    merged = FoundTable(table.bbox, table.ruling, (joined, *others))
    assert part_banded_rows(merged, prints) == merged


def test_a_name_between_two_lines_of_amounts_is_that_of_both_rows() -> None:
    table, prints = banded(100, 134)
    prints = [*(item for item in prints if item.box.x0 >= COLUMNS[1][0]), printed("Grupo", 0, 117)]
    parted = part_banded_rows(table, prints)
    assert [(slot.row, slot.row_span) for slot in parted.slots if slot.col == 0] == [(0, 1), (1, 2)]
    assert [slot.row for slot in parted.slots if slot.col == 1] == [0, 1, 2]


def test_a_heading_right_above_the_first_name_of_its_rows_is_a_row() -> None:
    def entry(y: float, name: str, amount: str) -> Line:
        return {
            0: Print(Box(0, y, 120, y + 18), name),
            **{c: Print(Box(200 * c, y, 200 * c + 80, y + 18), amount) for c in (1, 2)},
        }

    heading: Line = {0: Print(Box(0, 0, 90, 18), "2. Concejo")}
    rows = [entry(22, "Regalías", "9,100.50"), entry(50, "Tasas", "310.20"), entry(78, "Otros", "88.00")]
    assert rows_of_blocks([heading, *rows]) == [[0], [1], [2], [3]]
    wrapped: Line = {0: Print(Box(0, 0, 110, 18), "Regalías de la")}
    assert rows_of_blocks([wrapped, entry(22, "provincia", "9,100.50"), *rows[1:]]) == [[0, 1], [2], [3]]


def test_lines_of_figures_at_an_even_pitch_are_rows_however_close_a_heading_stands() -> None:
    amounts = {1: "1,00", 2: "2,00"}
    names = ("Uno", "Dos", "Tres", "Cuatro", "Cinco", "Total")
    rows = [(31.0 * k, {0: name, **amounts}) for k, name in enumerate(names)]
    heading, after = (31.0 * 6 - 2, {0: "Gastos de gestión"}), (31.0 * 7, {0: "Seis", **amounts})
    found = rows_of_blocks(lines(*rows, heading, after))
    assert found == [[k] for k in range(8)]


def test_a_heading_with_a_code_below_the_figures_of_a_subtotal_is_no_part_of_it() -> None:
    found = rows_of_blocks(
        lines(
            (0, {1: "Subtotal", 2: "1,00", 3: "2,00"}),
            (21, {0: "60000", 1: "DEUDA"}),
            (51, {0: "61600", 1: "Interna", 2: "3,00", 3: "4,00"}),
        )
    )
    assert found in ([], [[0], [1], [2]])
