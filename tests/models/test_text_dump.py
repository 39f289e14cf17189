"""Text dumps: pages, tables, labels and lines."""

from models.text_dump import read_dump

DUMP = """

MINISTERIO DE MINERÍA
Gestión del POA\t2019
Sigla\tSENAVEX

GRUPO\tMONTO
10000\t12.351.582.-
<b>Total</b>\t<b>12.351.582.-</b>



## SEGUNDA **página**
Otra línea\fTercera
"""


def test_pages_are_parted_by_three_blank_lines_or_a_form_feed() -> None:
    pages = read_dump(DUMP)
    assert [page.page_no for page in pages] == [1, 2, 3]
    assert [line.text for line in pages[1].lines] == ["SEGUNDA página", "Otra línea"]
    assert [line.text for line in pages[2].lines] == ["Tercera"]
    assert pages[1].regions[0].type == "title"


def test_tabbed_lines_are_a_table_with_line_numbers_and_no_markup() -> None:
    (table,) = read_dump(DUMP)[0].tables
    assert (table.n_rows, table.n_cols) == (3, 2)
    last = [cell for cell in table.cells if cell.row == 2]
    assert [cell.lines[0].text for cell in last] == ["Total", "12.351.582.-"]
    assert [cell.line for cell in last] == [9, 9]


def test_labels_with_values_stay_lines() -> None:
    lines = read_dump(DUMP)[0].lines
    assert [line.text for line in lines] == [
        "MINISTERIO DE MINERÍA",
        "Gestión del POA\t2019",
        "Sigla\tSENAVEX",
    ]
    assert lines[1].line == 4


def test_a_blank_field_is_a_cell_without_lines() -> None:
    (table,) = read_dump("A\tB\tC\n1\t\t3\n\t2\n")[0].tables
    assert [len(cell.lines) for cell in table.cells if cell.row > 0] == [1, 0, 1, 0, 1, 0]


def test_an_empty_dump_has_no_pages() -> None:
    assert read_dump(" \n\n\n\n \n") == ()


def test_lines_that_end_in_as_many_figures_are_a_table() -> None:
    rows = "Beni  50.319   62.999\n\nLa Paz 436.207 466.400\nPando 24.864 31.741\n"
    dump = f"DEPARTAMENTO HOMBRES MUJERES\n{rows}Fuente: INE 2012\n"
    (page,) = read_dump(dump)
    (table,) = page.tables
    texts = [cell.lines[0].text for cell in table.cells]
    assert texts[:6] == ["DEPARTAMENTO", "HOMBRES", "MUJERES", "Beni", "50.319", "62.999"]
    assert (table.n_rows, table.n_cols) == (4, 3)
    assert [line.text for line in page.lines] == ["Fuente: INE 2012"]


def test_prose_with_figures_stays_prose() -> None:
    (page,) = read_dump("De 37 a 45 entre 1.000 y 2.000\nal 100% en 2018 2019\nfin\n")
    assert not page.tables
