"""Rows numbered at the bottom of their cells."""

from models.structure.rows.numbered_rows import (
    lines_to_figure_rows,
    lines_to_group_rows,
    lines_to_middle_rows,
    lines_to_numbered_rows,
)
from tests.models.structure.rows.literal_lines import line

WRAPPED = [
    line(0, c1="Implementación de los"),
    line(25, c0="1", c1="convenios", c2="02/05/2023"),
    line(50, c0="2", c1="Plan de compras", c2="15/06/2023"),
    line(75, c1="Consolidación de"),
    line(100, c1="los informes de"),
    line(125, c0="3", c1="auditoría", c2="23/04/2023"),
]


def test_a_row_is_what_stands_above_its_number() -> None:
    assert lines_to_numbered_rows(WRAPPED) == [[0, 1], [2], [3, 4, 5]]


def test_numbers_at_the_top_or_out_of_order_tell_nothing_here() -> None:
    assert lines_to_numbered_rows(WRAPPED[1:]) == []
    assert lines_to_numbered_rows([*WRAPPED, line(150, c1="y su seguimiento")]) == []
    skipped = [*WRAPPED[:5], line(125, c0="7", c1="auditoría", c2="23/04/2023")]
    assert lines_to_numbered_rows(skipped) == []


FIGURES = [
    line(0, c0="Elaboración del reglamento"),
    line(25, c0="de personal", c1="2.286", c2="391", c3="191"),
    line(50, c0="Verificación", c1="4.857", c2="273", c3="679"),
    line(75, c0="Difusión de las brigadas a"),
    line(100, c0="nivel nacional", c1="5.206", c2="2.169", c3="296"),
]


def test_a_row_is_what_stands_down_to_its_figures() -> None:
    assert lines_to_figure_rows(FIGURES) == [[0, 1], [2], [3, 4]]


def test_a_name_as_far_above_a_row_as_rows_are_is_a_heading() -> None:
    shifted = [
        line(0, c0="Ingresos"),
        line(40, c0="Tasas", c1="1.250,00", c2="10,00", c3="1,00"),
        line(80, c0="Rentas", c1="1.250,00", c2="10,00", c3="1,00"),
        line(100, c0="Transferencias y"),
        line(120, c0="otros aportes", c1="980,00", c2="20,00", c3="2,00"),
    ]
    assert lines_to_figure_rows(shifted) == [[0], [1], [2], [3, 4]]
    level = [line(40 * k, **{f"c{c}": item.text for c, item in own.items()}) for k, own in enumerate(shifted)]
    assert lines_to_figure_rows(level) == [[0, 1], [2], [3, 4]]


def test_names_that_go_on_below_their_figures_are_rows_from_the_top() -> None:
    top = [FIGURES[2], line(75, c0="de los registros"), FIGURES[4]]
    assert lines_to_figure_rows([*FIGURES[:2], *top]) == []
    assert lines_to_figure_rows(FIGURES[:-1]) == []


GROUPS = [
    line(0, c2="20000", c3="1.250,00", c4="0,00"),
    line(30, c0="13.01.01.", c1="Ampliación de la", c5="57,41"),
    line(42, c2="40000", c3="980,00", c4="0,00"),
    line(70, c1="red vial", c2="TOTAL", c3="2.230,00", c4="0,00"),
]


def test_each_expense_group_is_a_row_and_what_stands_between_goes_with_the_nearest() -> None:
    assert lines_to_group_rows(GROUPS) == [[0], [1, 2], [3]]


def test_amounts_on_lines_without_a_group_are_rows_of_another_kind() -> None:
    more = [*GROUPS, line(100, c0="13.01.02.", c3="3.100,50", c4="0,00")]
    assert lines_to_group_rows(more) == []


MIDDLE = [
    line(0, c1="Estudios concluidos"),
    line(12, c0="1", c2="2.603", c3="3.046", c4="117,0"),
    line(24, c1="bajo norma"),
    line(50, c0="2", c1="Registros", c2="121", c3="67", c4="55,4"),
    line(80, c1="Convenios"),
    line(104, c0="3", c1="con las juntas", c2="686", c3="295", c4="43,0"),
    line(128, c1="vecinales"),
    line(160, c1="TOTAL", c2="3.410", c3="3.408", c4="99,9"),
    line(220, c1="Prof. Juan Echeverría"),
]


def test_numbers_in_the_middle_of_names_have_the_lines_nearest_to_them() -> None:
    assert lines_to_middle_rows(MIDDLE) == [[0, 1, 2], [3], [4, 5, 6], [7], [8]]


def test_numbers_on_the_first_line_tell_no_middles() -> None:
    assert lines_to_middle_rows(MIDDLE[3:]) == []


def test_numbers_between_the_heights_of_two_lines_are_in_the_middle_of_their_names() -> None:
    lines = [
        line(0, c0="1", c1="Estudios", c2="2.603", c3="3.046", c4="117,0"),
        line(30, c1="Registros de"),
        line(42, c0="2", c2="121", c3="67", c4="55,4"),
        line(54, c1="embarcaciones"),
        line(90, c0="3", c1="Convenios", c2="686", c3="295", c4="43,0"),
    ]
    assert lines_to_middle_rows(lines) == [[0], [1, 2, 3], [4]]
