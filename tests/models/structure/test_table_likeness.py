"""Lines that happen to align are a table only where they hold what tables do."""

from models.structure.grids.unruled import lines_to_table
from models.structure.pieces import rows_of
from models.structure.rows.print_blocks import Print
from models.structure.table_likeness import is_table
from schemas.geometry import Box, union
from tests.models.structure.literal_pages import line

SPANS = tuple((100.0 * k + 10, 100.0 * k + 80) for k in range(5))


def likeness(*rows: tuple[str, ...]) -> bool:
    prints = [
        Print(box, text)
        for k, row in enumerate(rows)
        for box, text in zip(line(30.0 * k + 100, *SPANS), row, strict=True)
        if text
    ]
    pieces: list[Box] = [item.box for item in prints]
    table = lines_to_table(rows_of(pieces), union(pieces), "none")
    assert table is not None
    return is_table(table, prints)


def test_totals_below_the_names_of_their_columns_are_the_end_of_a_table() -> None:
    names = [("Programa", "Producto", "Cantidad", "Asignado", "Vigente")]
    names += [("", "", word, "", "") for word in ("física", "evaluada", "(nota 1)")]
    assert likeness(*names, ("Total", "", "12", "465,409.50", "468,852.60"))
    assert not likeness(*names, ("Elaborado", "", "12", "", ""))
