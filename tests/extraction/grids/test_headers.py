"""Header rows and header paths of grids written as literals."""

from extraction.grids.headers import count_header_rows, header_paths
from models.text_dump import read_dump
from schemas.reading import ReadCell, ReadTable, TextLine


def grid(*rows: str) -> ReadTable:
    """A grid of cells parted by "|"; "<" widens the cell to its left, "^" lengthens the one above."""
    cells: dict[tuple[int, int], ReadCell] = {}
    for row, line in enumerate(rows):
        for col, text in enumerate(part.strip() for part in line.split("|")):
            if text in {"<", "^"}:
                place = (row, col - 1) if text == "<" else (row - 1, col)
                owner = next(cell for cell in cells.values() if _covers(cell, place))
                span = {"col_span": col - owner.col + 1} if text == "<" else {"row_span": row - owner.row + 1}
                cells[owner.row, owner.col] = owner.replace(**span)
            else:
                lines = (TextLine(text=text),) if text else ()
                cells[row, col] = ReadCell(row=row, col=col, lines=lines)
    return ReadTable(ruling="full", cells=tuple(cells.values()))


def _covers(cell: ReadCell, place: tuple[int, int]) -> bool:
    row, col = place
    return cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span


def paths(table: ReadTable) -> tuple[tuple[str, ...], ...]:
    return header_paths(table.cells, count_header_rows(table), table.n_cols, table.ruling)


def test_spans_give_a_path_from_the_top() -> None:
    table = grid("CODIGO | PRESUPUESTO | < | %", "^ | T.G.N. (9) | OTRAS (10) | ^", "1.01 | 5.00 | 6.00 | 7")
    assert count_header_rows(table) == 2
    assert paths(table) == (("CODIGO",), ("PRESUPUESTO", "T.G.N. (9)"), ("PRESUPUESTO", "OTRAS (10)"), ("%",))


def test_a_title_inside_the_table_is_header_but_in_no_path() -> None:
    table = grid("ANEXO 1 | < | <", "GRUPO | DETALLE | MONTO", "10000 | Servicios | 5,00")
    assert count_header_rows(table) == 2
    assert paths(table)[2] == ("MONTO",)


def test_numbers_of_columns_are_header() -> None:
    table = grid("A | B | C", "(1) | (2) | (3)", "x | y | 4.00")
    assert count_header_rows(table) == 2
    assert paths(table)[0] == ("A (1)",)


def test_years_over_numbers_are_header() -> None:
    assert count_header_rows(grid("Entidad | 2012 | 2013", "Pando | 5 | 6", "Beni | 7 | 8")) == 1


def test_a_misread_year_among_years_is_header() -> None:
    assert (
        count_header_rows(grid("Entidad | 2009 | 20I0 | 2011", "Pando | 5 | 6 | 1", "Beni | 7 | 8 | 2")) == 1
    )
    assert count_header_rows(grid("Entidad | 512 | 20I0 | 331", "Pando | 5 | 6 | 1", "Beni | 7 | 8 | 2")) == 0


def test_a_table_that_begins_with_figures_has_no_header() -> None:
    assert count_header_rows(grid("Pando | 5,00 | 6,00", "Beni | 7,00 | 8,00")) == 0


def test_blank_rows_over_a_header_belong_to_it() -> None:
    assert count_header_rows(grid(" | ", "GRUPO | MONTO", "10000 | 5,00")) == 2


def test_text_below_a_full_header_is_body() -> None:
    assert count_header_rows(grid("NOMBRE | CARGO", "Ana Paz | Directora", "Luis Rojas | Jefe")) == 1


def test_blank_slots_of_a_dump_belong_to_the_group_on_their_left() -> None:
    dump = "CODIGO\tPROGRAMADO\t\tEJECUTADO\n\tINICIO\tFIN\tFIN\n1.01.\t01/05/19\t31/05/19\t31/12/2019\n"
    (table,) = read_dump(dump)[0].tables
    assert paths(table) == (
        ("CODIGO",),
        ("PROGRAMADO", "INICIO"),
        ("PROGRAMADO", "FIN"),
        ("EJECUTADO", "FIN"),
    )


def test_a_digit_in_a_circle_is_no_number_of_a_column() -> None:
    assert count_header_rows(grid("Rubro|①|Monto", "Tasas|②|10,00", "Multas|①|20,00")) == 1


def test_header_lines_read_as_rows_are_header_down_to_the_last_over_figures() -> None:
    table = grid(
        "CODIGO|||GRUPO DE|MONTO",
        "|ACTIVIDAD|FECHA|GASTO|EN BS",
        "14-01|Redes|1/1/2021|10000|6,00",
        "|||20000|4,00",
    )
    assert count_header_rows(table) == 2
