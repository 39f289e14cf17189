"""A header read as a grid of its own stands on its body again."""

from extraction.grids.stacked_grids import column_edges, join_stacked
from schemas.reading import ReadTable
from tests.extraction.literal_grids import grid_text, literal_grid

BODY = """
    Aldea Nueva|148|3.381|6.505
    El Carrizal|100|3.839|3.267
"""


def _below(table: ReadTable) -> float:
    assert table.bbox is not None
    return table.bbox.y1 + 10


def test_a_header_grid_is_put_on_the_body_below_it() -> None:
    header = literal_grid("Oficina|Convenios|Familias|Monto / en Bs")
    (joined,) = join_stacked((header, literal_grid(BODY, top=_below(header))))
    assert joined.header_rows == 1
    assert grid_text(joined.table)[:2] == [
        "Oficina|Convenios|Familias|Monto / en Bs",
        "Aldea Nueva|148|3.381|6.505",
    ]


def test_years_read_as_one_name_are_parted_over_their_columns() -> None:
    header = literal_grid("Actividad|Metas|<|<")
    wide = header.cells[1]
    years = wide.replace(row=1, lines=(wide.lines[0].replace(text="2013 2014 2015"),))
    assert years.lines[0].bbox is not None
    line = years.lines[0].replace(bbox=years.lines[0].bbox._replace(x1=780.0))
    header = header.replace(cells=(*header.cells, years.replace(lines=(line,))))
    (joined,) = join_stacked((header, literal_grid(BODY, top=_below(header))))
    assert joined.header_rows == 2
    assert [cell.lines[0].text for cell in joined.table.cells if cell.row == 1 and cell.lines] == [
        "2013",
        "2014",
        "2015",
    ]


def test_a_block_of_labels_over_a_table_is_no_header() -> None:
    labels = literal_grid("Gestión:|2018|<|<\nMonto:|1.250,00|<|<")
    assert len(join_stacked((labels, literal_grid(BODY, top=_below(labels))))) == 2


def test_a_table_with_its_own_header_stays_apart() -> None:
    first = literal_grid("Oficina|Convenios|Familias|Monto" + BODY)
    second = literal_grid("Unidad|Hombres|Mujeres|Total" + BODY, top=_below(first))
    assert len(join_stacked((first, second))) == 2


def test_the_rest_of_a_table_cut_in_two_is_put_below_it() -> None:
    first = literal_grid("Oficina|Convenios|Familias|Monto" + BODY)
    (joined,) = join_stacked((first, literal_grid(BODY, top=_below(first))))
    assert joined.table.n_rows == 5


def test_a_column_in_which_no_cell_begins_or_ends_lies_between_those_beside_it() -> None:
    table = literal_grid("TOTAL GENERAL|<|<|148|3.381")
    edges = column_edges(table)
    assert all(left <= right for left, right in edges)
    assert edges[0][0] == 0.0
    assert edges[2][1] == edges[3][0] == 600.0
