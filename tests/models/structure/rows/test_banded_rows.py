"""Rows between two level rules, parted by what their lines say."""

from collections.abc import Sequence

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.banded_rows import part_banded_rows
from models.structure.rows.print_blocks import Print, prints_in
from schemas.geometry import Box

WIDTH, HEIGHT, PITCH = 400.0, 20.0, 30.0


def drawn(bands: Sequence[Sequence[Sequence[str]]]) -> tuple[FoundTable, list[Print]]:
    """A table with a rule below each band; a band is a list of lines, and those of texts."""
    slots: list[Slot] = []
    prints: list[Print] = []
    y, columns = 0.0, len(bands[0][0])
    for row, band in enumerate(bands):
        bottom = y + PITCH * len(band)
        slots += [
            Slot(row, col, 1, 1, Box(col * WIDTH, y, (col + 1) * WIDTH, bottom)) for col in range(columns)
        ]
        for k, texts in enumerate(band):
            for col, text in enumerate(texts):
                width, top = 8.0 * len(text), y + k * PITCH + 5
                x = (col + 1) * WIDTH - 5 - width if text[:1].isdigit() else col * WIDTH + 5
                prints += [Print(Box(x, top, x + width, top + HEIGHT), text)] if text else []
        y = bottom
    return FoundTable(Box(0, 0, columns * WIDTH, y), "partial", tuple(slots)), prints


def names(table: FoundTable, prints: Sequence[Print]) -> list[str]:
    first = [slot for slot in table.slots if slot.col == 0]
    return [" / ".join(item.text for item in prints_in(slot.bbox, prints)) for slot in first]


def test_a_heading_that_begins_with_a_code_as_others_do_is_a_row_of_its_own() -> None:
    areas = ("Salud", "Deportes", "Ambiente", "Obras")
    bands = [[[f"Meta {k}", "12"], [f"11101140{k} {area}", ""]] for k, area in enumerate(areas)]
    table, prints = drawn([[["Metas", "Programado"]], *bands])
    parted = [part for k, area in enumerate(areas) for part in (f"Meta {k}", f"11101140{k} {area}")]
    assert names(part_banded_rows(table, prints), prints) == ["Metas", *parted]


def test_a_wrapped_name_that_goes_on_with_a_number_is_one() -> None:
    bands = [[["Convenio según resolución", "12"], ["111011400 del año", ""]], [["Meta", "5"]]]
    table, prints = drawn(bands)
    assert part_banded_rows(table, prints) == table


def test_totals_carried_over_a_page_are_apart_from_a_row_but_not_from_what_was_broken_of_them() -> None:
    row = [["Compra", "", "7.073,00", "1.199.272,10"]]
    table, prints = drawn([row, [["", "", "", "1.199.272,1"], ["VAN", "2.576,00", "177.785,97", "0"]]])
    assert part_banded_rows(table, prints) == table
    entry, carried = (
        ["Pago de", "", "9,00", "1.199.263,10"],
        ["VAN", "2.576,00", "177.794,97", "1.199.263,10"],
    )
    table, prints = drawn([row, [entry, carried]])
    assert names(part_banded_rows(table, prints), prints) == ["Compra", "Pago de", "VAN"]
