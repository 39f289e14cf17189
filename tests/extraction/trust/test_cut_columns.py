"""Figures cut apart between two columns are told from two columns of figures."""

import pytest

from extraction.trust.cut_columns import columns_cut_apart
from schemas.geometry import Box
from schemas.reading import TextLine
from schemas.table import LogicalTable, TableCell
from tests.extraction.literal_tables import literal_table

ENDS, HEIGHT = 200.0, 20.0
CUT = "Obra | Q56 | 500,00\nPuente | 1.203 | 045,10\nAgua | 7 | 000,00\nLuz | 120 | 999,99\nRed | - | 250,00"
TWO = "Obra | 56 | 500,00\nPuente | 12 | 45,10\nAgua | 7 | 3.100,00\nLuz | 120 | 999,99"


def table(rows: str, names: tuple[str, str], gap: float) -> LogicalTable:
    """Cells of one line each; those of the second column end at one place, those of the third `gap` line
    heights right of it."""
    plain = literal_table("generic", ("Obra:text", *(f"{name}:number" for name in names)), rows)

    def placed(cell: TableCell) -> TableCell:
        x = {0: 0.0, 1: ENDS - 60, 2: ENDS + gap * HEIGHT}[cell.col]
        box = Box(x, 30.0 * cell.row, x + 60, 30.0 * cell.row + HEIGHT)
        lines = (TextLine(text=cell.text, confidence=0.99, bbox=box),)
        return cell.replace(entries=tuple(entry.replace(lines=lines) for entry in cell.entries))

    return plain.replace(cells=tuple(map(placed, plain.cells)))


def test_thousands_close_beside_each_other_under_one_name_are_of_one_figure() -> None:
    assert columns_cut_apart(table(CUT, ("Monto", "Monto"), 0.3)) == {(1, 1), (1, 2)}


@pytest.mark.parametrize(
    ("rows", "names", "gap"),
    [
        (CUT, ("Cantidad", "Monto"), 0.3),
        (CUT, ("Monto", "Monto"), 2.0),
        (TWO, ("Monto", "Monto"), 0.3),
    ],
    ids=["names of their own", "apart", "other figures"],
)
def test_other_columns_are_whole(rows: str, names: tuple[str, str], gap: float) -> None:
    assert columns_cut_apart(table(rows, names, gap)) == set()
