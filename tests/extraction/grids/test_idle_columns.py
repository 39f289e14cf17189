"""Columns that nothing needs are taken out, those that hold something stay."""

from extraction.grids.idle_columns import drop_idle_columns
from tests.extraction.literal_grids import grid_text, literal_grid


def test_a_boundary_that_nearly_every_row_crosses_is_none() -> None:
    table = literal_grid("""
        |UNIDAD|FAMILIAS
        Aldea Nueva|<|88
        Laguna Honda|<|133
        Ojo de Agua|<|187
    """)
    assert grid_text(drop_idle_columns(table, 1)) == [
        "UNIDAD|FAMILIAS",
        "Aldea Nueva|88",
        "Laguna Honda|133",
        "Ojo de Agua|187",
    ]


def test_words_of_one_cell_under_no_name_belong_to_the_cell_on_their_left() -> None:
    table = literal_grid("""
        MODALIDAD|RANGO||CANTIDAD
        Directa|Sin límite||5
        Menor|De 1 a 50 mil||1
        Nacional|Hasta 1|millón|7
        Por excepción|Sin límite||5
        Licitación|Sin límite||5
        Convenio|Sin límite||5
        Comparación|Sin límite||5
        Total|<||35
    """)
    mended = grid_text(drop_idle_columns(table, 1))
    assert mended[3] == "Nacional|Hasta 1 / millón|7"
    assert mended[8] == "Total|<|35"


def test_a_column_without_a_name_that_holds_figures_stays() -> None:
    table = literal_grid("""
        OFICINA|FAMILIAS|
        Aldea|88|1.250
        Laguna|133|1.300
        Ojo|187|1.900
        Palmar|28|2.400
    """)
    assert grid_text(drop_idle_columns(table, 1)) == grid_text(table)


def test_signs_of_money_apart_from_their_amounts_are_no_column() -> None:
    table = literal_grid("""
        CONCEPTO|IMPORTE|
        Saldo según extracto|€|246.821,23
        Cheques girados||€ 7.691,50
        Saldo conciliado|€|304.414,76
    """)
    assert grid_text(drop_idle_columns(table, 1)) == [
        "CONCEPTO|IMPORTE",
        "Saldo según extracto|€ / 246.821,23",
        "Cheques girados|€ 7.691,50",
        "Saldo conciliado|€ / 304.414,76",
    ]


def test_a_named_column_of_currencies_stays() -> None:
    table = literal_grid("""
        CONTRATO|MONEDA|IMPORTE
        Vial Norte|US$|246.821,23
        Puente Sur|Bs|7.691,50
        Total|Bs|304.414,76
    """)
    assert grid_text(drop_idle_columns(table, 1)) == grid_text(table)


def test_ticks_beside_amounts_are_no_column_whatever_title_stands_below_them() -> None:
    table = literal_grid("""
        CONCEPTO|IMPORTE|
        Saldo según extracto||246.821,23
        Cheques girados|√|7.691,50
        Saldo conciliado|√|304.414,76
        Cheques en circulación|Depósitos en tránsito|
    """)
    mended = grid_text(drop_idle_columns(table, 1))
    assert mended[2:4] == ["Cheques girados|√ / 7.691,50", "Saldo conciliado|√ / 304.414,76"]
