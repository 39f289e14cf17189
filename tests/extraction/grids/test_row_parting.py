"""Rows that share no rule are parted by their baselines, values that are stacked are not."""

from extraction.grids.row_parting import part_rows
from extraction.readings.dust import without_dust
from schemas.geometry import Box
from schemas.reading import TextLine
from tests.extraction.literal_grids import grid_text, literal_grid

TWO_ROWS = """
    Entidad|2009|2010
    Campeche / Chiapas|548 / 83|620 / 79
"""


def test_states_above_each_other_are_rows() -> None:
    assert grid_text(part_rows(literal_grid(TWO_ROWS), 1))[1:] == ["Campeche|548|620", "Chiapas|83|79"]


def test_a_speck_between_two_figures_keeps_no_row_together() -> None:
    table = literal_grid(TWO_ROWS)
    first, second = table.cells[4].lines
    assert first.bbox is not None
    speck = TextLine(text="中", bbox=Box(220, first.bbox.y1 - 4, 240, first.bbox.y1 + 8), confidence=0.17)
    dusty = table.cells[4].replace(lines=(first, speck, second))
    cells = (*table.cells[:4], dusty, *table.cells[5:])
    clean = without_dust(table.replace(cells=cells))
    assert grid_text(part_rows(clean, 1))[1:] == ["Campeche|548|620", "Chiapas|83|79"]


def test_a_missing_figure_leaves_its_row_blank() -> None:
    table = literal_grid("Entidad|2009|2010|2011\nCampeche / Chiapas|548 / 83|620 / 79|5")
    assert grid_text(part_rows(table, 1))[1:] == ["Campeche|548|620|5", "Chiapas|83|79|"]


def test_stacked_amounts_beside_one_long_text_stay_one_row() -> None:
    table = literal_grid(
        "Actividad|Grupo|Monto\nRevisión de / la red vial / de acceso|10000 / TOTAL|5,00 / 5,00"
    )
    assert grid_text(part_rows(table, 1)) == grid_text(table)


def test_a_fraction_broken_over_two_lines_is_one_value() -> None:
    table = literal_grid("Indicador|Valor|Avance\nCumplimiento / de metas|58.33333 / 333|41.66666 / 667")
    assert grid_text(part_rows(table, 1)) == grid_text(table)


def test_stacked_amounts_beside_a_text_of_as_many_lines_stay_one_row() -> None:
    table = literal_grid(
        "Código|Actividad|Grupo|Monto\n"
        "2-02|Revisión de / la red vial / de acceso|10000 / 20000 / TOTAL|5 / 6 / 11"
    )
    assert grid_text(part_rows(table, 1)) == grid_text(table)


def test_words_that_go_on_below_their_row_stay_with_it() -> None:
    table = literal_grid(
        "N°|Consultor|Objeto|Monto\n1 / - / 2|Ana Ríos / - / Luis Paz|Plan de / riego / Censo|548 / - / 620"
    )
    cells = [
        cell.replace(lines=tuple(line for line in cell.lines if line.text != "-")) for cell in table.cells
    ]
    parted = part_rows(table.replace(cells=tuple(cells)), 1)
    assert grid_text(parted)[1:] == ["1|Ana Ríos|Plan de / riego|548", "2|Luis Paz|Censo|620"]
