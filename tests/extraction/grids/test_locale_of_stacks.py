"""Amounts stacked in cells say which mark parts their decimals, also where blanks part their thousands."""

from extraction.assemble import pages_to_typed_tables
from schemas.geometry import flat_mesh
from schemas.reading import PageReading
from tests.extraction.literal_grids import literal_grid

STACKS = """
    Tarea | Grupo | Programado | Ejecutado
    Obra vial | 10000 / 30000 / TOTAL | 0,00 / 18 000,06 / 18 000,06 | 0,00 / 0,00 / 0,00
    Riego | 10000 / 30000 / TOTAL | 24 836,00 / 0,00 / 24 836,00 | 1 267,00 / 0,00 / 1 267,00
    Viveros | 30000 / 40000 / TOTAL | 6 854,00 / 2 897,95 / 9 751,95 | 0,00 / 0,00 / 0,00
"""


def test_stacked_amounts_with_blanks_in_thousands_keep_their_decimals() -> None:
    page = PageReading(
        page_no=1,
        width=1000,
        height=1000,
        to_delivered=flat_mesh(1000, 1000),
        tables=(literal_grid(STACKS, ruling="full"),),
    )
    (table,) = pages_to_typed_tables([page], ())
    entries = [entry for cell in table.cells if cell.col >= 2 and cell.row for entry in cell.entries]
    assert len(entries) == 18
    for entry in entries:
        first = entry.readings[0]
        assert first.value.value == entry.text.replace(" ", "").replace(",", ".")
        assert first.cost < 1
