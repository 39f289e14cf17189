"""Tables over several pages: which go on, which do not."""

from extraction.assemble import pages_to_grids
from extraction.grids.continuation import JoinedTable, headed_by, join_tables
from extraction.grids.grid import raw_text
from extraction.grids.tables import place_cells
from models.text_dump import read_dump
from schemas.geometry import Box
from schemas.reading import PageReading, ReadTable
from tests.extraction.literal_grids import literal_grid

HEADER = "CODIGO\tDETALLE\tMONTO\n"


def joined(*pages: str) -> tuple[JoinedTable, ...]:
    return join(read_dump("\n\n\n\n".join(pages)))


def join(pages: tuple[PageReading, ...]) -> tuple[JoinedTable, ...]:
    return join_tables(pages_to_grids(pages))


def rows(text: str) -> str:
    return text.replace(" | ", "\t")


def test_a_repeated_header_joins_the_pages() -> None:
    (table,) = joined(
        HEADER + rows("1.01 | Uno | 5,00\n1.02 | Dos | 6,00"), HEADER + rows("1.03 | Tres | 7,00")
    )
    assert [(part.first_row, part.repeated) for part in table.parts] == [(0, 0), (3, 1)]
    assert table.n_rows == 5


def test_a_page_without_header_goes_on_where_its_columns_hold_the_same() -> None:
    tables = joined(
        HEADER + rows("1.01.02 | Uno | 5,00"), rows("1.01.03 | Dos | 6,00\n1.01.04 | Tres | 7,00")
    )
    assert len(tables) == 1


def test_another_header_begins_another_table() -> None:
    other = "NOMBRE\tCARGO\tFIRMA\n" + rows("Ana Paz | Directora | x")
    assert len(joined(HEADER + rows("1.01 | Uno | 5,00"), other)) == 2


def test_a_header_of_other_years_begins_another_table() -> None:
    pages = [
        f"DISTRITO\t{first}\t{first + 1}\t{first + 2}\n"
        + rows("Norte | 5,00 | 6,00 | 7,00\nSur | 8,00 | 9,00 | 4,00")
        for first in (2009, 2008)
    ]
    assert len(joined(*pages)) == 2
    assert len(joined(pages[0], pages[0])) == 1


def test_a_total_closes_a_table() -> None:
    assert (
        len(joined(HEADER + rows("1.01 | Uno | 5,00\nTotal |  | 5,00"), HEADER + rows("1.01 | Dos | 6,00")))
        == 2
    )


def test_a_total_that_is_carried_over_does_not() -> None:
    carried = HEADER + rows("1.01 | Uno | 5,00\nVAN |  | 5,00")
    assert len(joined(carried, HEADER + rows("VIENEN |  | 5,00\n1.02 | Dos | 6,00"))) == 1


def test_a_groups_total_does_not_close_the_table() -> None:
    head = "CODIGO\tACTIVIDAD\tGRUPO\tMONTO\n"
    first = head + rows("1.01 | Uno | 20000 | 5,00\n |  | TOTAL | 5,00")
    assert len(joined(first, head + rows("1.02 | Dos | 30000 | 6,00"))) == 1


def test_a_blank_first_column_on_one_page_shifts_the_other() -> None:
    (table,) = joined(
        rows(" | CODIGO | DETALLE | MONTO\n | 1.01 | Uno | 5,00"), HEADER + rows("1.02 | Dos | 6,00")
    )
    assert table.parts[1].shift == 1


def test_tables_side_by_side_go_on_each_below_its_own() -> None:
    left, right = Box(0, 0, 400, 500), Box(500, 0, 900, 500)
    pages = read_dump(HEADER + rows("1.01 | Uno | 5,00") + "\n\n\n\n" + HEADER + rows("1.02 | Dos | 6,00"))
    both = tuple(
        page.replace(
            width=900, height=500, tables=tuple(_boxed(page.tables[0], box) for box in (left, right))
        )
        for page in pages
    )
    found = join(both)
    assert len(found) == 2
    assert [[part.grid.table.bbox for part in table.parts] for table in found] == [
        [left, left],
        [right, right],
    ]


def _boxed(table: ReadTable, box: Box) -> ReadTable:
    return table.replace(bbox=box)


def test_a_header_printed_again_but_cut_otherwise_puts_each_column_in_its_place() -> None:
    words = "CODIGO DE ACTIVIDAD|OPERACION DE FUNCIONAMIENTO|TAREA ESPECIFICA|MONTO PROGRAMADO BS"
    first = literal_grid(f"{words}\n11.01.|Redes|Revisión|1,00\n11.02.|Redes|Difusión|2,00")
    wide = literal_grid(
        "CODIGO DE ACTIVIDAD|OPERACION DE FUNCIONAMIENTO TAREA ESPECIFICA|<|MONTO PROGRAMADO BS\n"
        "11.03.|Redes|<|3,00"
    )
    other = wide.replace(
        cells=tuple(
            cell.replace(col=min(cell.col, 1) if cell.col < 3 else 2, col_span=1) for cell in wide.cells
        )
    )
    pages = tuple(
        PageReading(page_no=number, width=1000, height=1400, tables=(table,))
        for number, table in enumerate((first, other), 1)
    )
    (table,) = join(pages)
    later = {cell.cell.col: raw_text(cell.cell) for cell in place_cells(table) if cell.page == 2}
    assert later == {0: "11.03.", 1: "Redes", 2: "", 3: "3,00"}


def test_a_page_that_lost_columns_is_no_measure_for_one_that_has_them() -> None:
    first = literal_grid(
        "CODIGO|DETALLE|PROGRAMADO|EJECUTADO\n11.01.|Redes|1,00|2,00\n11.02.|Cursos|3,00|4,00"
    )
    second = literal_grid("CODIGO|DETALLE|PROGRAMADO\n11.03.|Ferias|5,00")
    pages = tuple(
        PageReading(page_no=number, width=1000, height=1400, tables=(table,))
        for number, table in enumerate((first, second), 1)
    )
    for table in join(pages):
        assert all(headed_by(table, index) == table for index in range(1, len(table.parts)))
    assert join(pages)[0].n_cols == 4
