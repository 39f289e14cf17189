"""Signs of money go with the amounts that they stand before."""

from collections.abc import Sequence

from models.structure.cells.signs_of_money import with_signs_of_money
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print, prints_in
from schemas.geometry import Box

Row = Sequence[tuple[float, str]]


def drawn(*rows: Row) -> tuple[FoundTable, list[Print]]:
    """Three columns, 100 pixels each; print by where it begins, 8 pixels a letter."""
    slots = [
        Slot(row, col, 1, 1, Box(100.0 * col, 30.0 * row, 100.0 * col + 100, 30.0 * row + 30))
        for row in range(len(rows))
        for col in range(3)
    ]
    prints = [
        Print(Box(x, 30.0 * k + 5, x + 8 * len(text), 30.0 * k + 25), text)
        for k, row in enumerate(rows)
        for x, text in row
    ]
    return FoundTable(Box(0, 0, 300, 30.0 * len(rows)), "partial", tuple(slots)), prints


def texts(table: FoundTable, prints: Sequence[Print]) -> list[str]:
    slots = sorted(table.slots, key=lambda slot: (slot.row, slot.col))
    return [" ".join(item.text for item in prints_in(slot.bbox, prints)) for slot in slots]


def test_signs_left_of_their_columns_go_with_their_amounts() -> None:
    table, prints = drawn(
        [(5, "Caja"), (80, "S/"), (140, "931.07"), (192, "S/"), (230, "1,250.00")],
        [(5, "Bancos"), (150, "83.70"), (240, "980.00")],
    )
    moved = texts(with_signs_of_money(table, prints), prints)
    assert moved == ["Caja", "S/ 931.07", "S/ 1,250.00", "Bancos", "83.70", "980.00"]


def test_signs_behind_their_amounts_stay() -> None:
    table, prints = drawn(
        [(5, "Caja"), (130, "931.07"), (182, "€"), (220, "1,250.00"), (288, "€")],
        [(5, "Bancos"), (130, "831.07"), (182, "€"), (220, "1,350.00"), (288, "€")],
    )
    assert with_signs_of_money(table, prints) == table


def test_a_column_of_signs_alone_stays() -> None:
    table, prints = drawn(
        [(5, "Cuenta"), (120, "Saldo")],
        [(5, "Caja"), (120, "Q"), (220, "1,250.00")],
        [(5, "Bancos"), (120, "Q"), (220, "1,350.00")],
    )
    assert with_signs_of_money(table, prints) == table
