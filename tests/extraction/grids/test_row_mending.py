"""Rows that a reader cut or ran together come out as printed."""

from extraction.grids.grid import raw_text
from extraction.grids.row_mending import mend_rows
from tests.extraction.literal_grids import grid_text, literal_grid


def test_a_date_broken_over_two_rows_is_one_row() -> None:
    table = literal_grid("""
        CODIGO|ACTIVIDAD|FECHA|GRUPO|MONTO
        5-04-01|Supervisión de|27/12/|10000|250.84
        |la red vial|2018||
        |||TOTAL|250.84
    """)
    assert grid_text(mend_rows(table, 1))[1:] == [
        "5-04-01|Supervisión de / la red vial|27/12/ / 2018|10000|250.84",
        "|||TOTAL|250.84",
    ]


def test_first_words_above_the_row_of_their_code_belong_to_it() -> None:
    table = literal_grid("""
        CODIGO|OPERACION|MONTO
        14-01-01|Optimización de|10.00
        |Administración|
        14-02-01|eficiente de redes|20.00
    """)
    assert grid_text(mend_rows(table, 1))[2:] == ["14-02-01|Administración / eficiente de redes|20.00"]


def test_a_label_over_its_items_stays_a_row() -> None:
    text = """
        RUBRO|MONTO
        Ingresos corrientes|
        Tasas|10.00
        Transferencias|
        de la Nación|20.00
    """
    assert grid_text(mend_rows(literal_grid(text), 1))[1:3] == ["Ingresos corrientes|", "Tasas|10.00"]


def test_rows_between_two_rules_are_parted_where_every_cell_has_as_many_lines() -> None:
    table = literal_grid(
        """
        MODALIDAD|CANTIDAD|MONTO
        Por excepción / Licitación / Menor|56 / 7 / 5|2.446,21 / 986,83 / 24,24
        """,
        ruling="full",
    )
    assert grid_text(mend_rows(table, 1))[1:] == [
        "Por excepción|56|2.446,21",
        "Licitación|7|986,83",
        "Menor|5|24,24",
    ]


def test_a_stack_beside_a_code_stays_one_row() -> None:
    table = literal_grid("""
        CODIGO|GRUPO|MONTO
        11.01.|10000 / 20000 / TOTAL|5.00 / 6.00 / 11.00
    """)
    assert grid_text(mend_rows(table, 1)) == grid_text(table)


def test_codes_in_one_merged_cell_go_to_the_rows_beside_them() -> None:
    table = literal_grid("""
        CODIGO|ACTIVIDAD
        14.04.01. / 14.04.02. / 14.04.03.|Revisión
        ^|Inspección
        ^|Publicación
    """)
    lines = tuple(
        line.replace(bbox=line.bbox and line.bbox._replace(y0=140 + 34 * at, y1=160 + 34 * at))
        for at, line in enumerate(table.cells[2].lines)
    )
    cells = tuple(
        cell.replace(lines=lines, bbox=cell.bbox and cell.bbox._replace(y1=236))
        if cell.row_span > 1
        else cell
        for cell in table.cells
    )
    boxed = tuple(
        cell.replace(
            bbox=cell.bbox and cell.bbox._replace(y0=134 + 34 * (cell.row - 1), y1=168 + 34 * (cell.row - 1))
        )
        if cell.row and cell.col
        else cell
        for cell in cells
    )
    assert grid_text(mend_rows(table.replace(cells=boxed), 1))[1:] == [
        "14.04.01.|Revisión",
        "14.04.02.|Inspección",
        "14.04.03.|Publicación",
    ]


def test_a_fraction_broken_over_the_rows_of_its_group_is_one_cell() -> None:
    table = literal_grid("""
        CODIGO|ACTIVIDAD|VALOR|GRUPO|MONTO
        11.01.|Apoyo||10000|7.00
        ^|^|41.666|20000|5.00
        ^|^|666666|30000|3.00
        ^|^|66|TOTAL|15.00
        11.02.|Control|12.345|10000|7.00
        ^|^|678|TOTAL|7.00
    """)
    mended = mend_rows(table, 1)
    values = [(cell.row, cell.row_span, raw_text(cell)) for cell in mended.cells if cell.col == 2]
    assert values == [(0, 1, "VALOR"), (1, 4, "41.666 666666 66"), (5, 1, "12.345"), (6, 1, "678")]
