"""A letterhead that was taken into the table does not hide the header below it."""

from extraction.assemble import pages_to_tables
from extraction.trust.neighbourhood import table_to_neighbourhoods
from schemas.geometry import flat_mesh
from schemas.reading import PageReading
from schemas.table import LogicalTable
from tests.extraction.literal_grids import literal_grid
from tests.extraction.literal_tables import declared_forms

LETTERHEAD = """
MINISTERIO|ORDENAMIENTO TERRITORIAL|
Entidad|Secretaría Técnica de Caminos|
Código|17|
Corte|17/06/2024|
"""
TABLE = """
Grupo de gasto|Descripción|Monto en Bs
10000|Servicios personales|12.351.582,00
20000|Servicios no personales|7.685.423,00
30000|Materiales y suministros|784.774,00
"""


def first_table(text: str) -> LogicalTable:
    page = PageReading(
        page_no=1, width=2480, height=3508, to_delivered=flat_mesh(2480, 3508), tables=(literal_grid(text),)
    )
    return pages_to_tables((page,), declared_forms()).tables[0]


def test_the_header_is_found_below_a_letterhead() -> None:
    table = first_table(LETTERHEAD.strip() + TABLE)
    assert table.kind == "budget_group"
    assert table.header_rows == 5
    assert [column.role for column in table.columns] == ["group", "detail", "amount"]
    assert [cell.role for cell in table.cells if cell.col == 0] == ["header"] * 5 + ["body"] * 3


def test_amounts_above_the_header_of_a_form_are_read_and_doubted() -> None:
    """They belong to a table of their own, which was taken for one with that below it."""
    table = first_table("Municipio|Obra|Aporte\nNorte|Puente|1.250.300,50\nSur|Muro|95.000,00" + TABLE)
    assert table.kind == "budget_group"
    amounts = {cell.row: cell for cell in table.cells if cell.col == 2 and cell.role == "header"}
    assert [cell.value and cell.value.value for cell in amounts.values()] == [
        None,
        "1250300.50",
        "95000.00",
        None,
    ]
    around = table_to_neighbourhoods(table)
    assert [row for row in amounts if around[row, 2].in_head] == [1, 2]


def test_short_figures_above_the_header_of_a_form_are_doubted_and_the_numbers_of_columns_are_not() -> None:
    def doubted(row: str) -> list[int]:
        table = first_table(f"Evento|Obra|Personas\n{row}\nSur|Muro|9.500" + TABLE)
        assert table.header_rows > 2
        around = table_to_neighbourhoods(table)
        return [cell.col for cell in table.cells if cell.row == 1 and around[1, cell.col].in_head]

    assert doubted("Norte|38|204") == [1, 2]
    assert doubted("1|2|3") == doubted("2019|2020|2021") == []


def test_a_letterhead_over_a_table_of_no_form_stays_as_it_is() -> None:
    other = TABLE.replace("Grupo de gasto|Descripción|Monto en Bs", "Municipio|Obra|Longitud")
    other = other.replace("10000", "Norte").replace("20000", "Sur").replace("30000", "Este")
    table = first_table(LETTERHEAD.strip() + other)
    assert table.kind == "generic"
    assert table.header_rows < 5
