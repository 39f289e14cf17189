"""Rows that begin with codes which rise, their print at the top."""

from models.structure.rows.coded_rows import lines_to_coded_rows
from tests.models.structure.rows.literal_lines import line

ROWS = [
    line(0, c0="12.01.01.", c1="Instalación de las fichas de", c2="100"),
    line(25, c1="verificación"),
    line(50, c0="12.01.02.", c1="Mantenimiento del registro", c2="0"),
    line(75, c0="12.02.01.", c1="Rehabilitación de los", c2="93.8"),
    line(100, c1="tableros eléctricos"),
]


def test_a_row_begins_at_each_code() -> None:
    assert lines_to_coded_rows(ROWS) == [[0, 1], [2], [3, 4]]


def test_strokes_of_a_pen_are_no_print_and_words_below_the_rows_are_rows_of_their_own() -> None:
    ticked = [*ROWS[:4], line(88, c0="√ -", c2="V"), ROWS[4], line(150, c0="Usuario: x", c2="Pág. 1")]
    assert lines_to_coded_rows(ticked) == [[0, 1], [2], [3, 4, 5], [6]]


def test_codes_that_do_not_rise_or_stand_in_the_middle_of_their_rows_tell_nothing() -> None:
    assert lines_to_coded_rows([*ROWS[2:], *ROWS[:2]]) == []
    assert lines_to_coded_rows([line(-25, c1="Obras para la"), *ROWS]) == []
    assert lines_to_coded_rows([*ROWS[:2], line(40, c2="Acta"), *ROWS[2:]]) == []
    assert lines_to_coded_rows(ROWS[:3]) == []


def test_a_total_below_the_last_row_with_a_code_is_a_row_of_its_own() -> None:
    rows = [line(25 * k, c0=f"5.1.0{k + 1}", c1="Obras", c2="1,250.00", c3="(644.76)") for k in range(3)]
    assert lines_to_coded_rows([*rows, line(75, c1="y vías")]) == [[0], [1], [2, 3]]
    total = line(100, c2="TOTAL €", c3="(1,934.28)")
    assert lines_to_coded_rows([*rows, line(75, c1="y vías"), total]) == [[0], [1], [2, 3], [4]]
