"""Lines of print gathered into rows: wrapped cells, rows of figures, headers and their levels."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.loose_headers import head_of, header_lines
from models.structure.rows.print_blocks import Print
from models.structure.rows.wrapped_rows import join_wrapped_rows, without_overlaps
from models.structure.table_likeness import is_table
from schemas.geometry import Box

WIDTH, LETTER, HEIGHT, PITCH = 300.0, 12.0, 20.0, 32.0


def drawn(lines: Sequence[Sequence[str]], pitches: Sequence[float] = ()) -> tuple[FoundTable, list[Print]]:
    """An unruled table of a row for each line, and its print. pitches: from each line to the next."""
    ys = [0.0]
    for k in range(len(lines)):
        ys.append(ys[-1] + (pitches[k] if pitches else PITCH))
    slots, prints = [], []
    for row, texts in enumerate(lines):
        for col, text in enumerate(texts):
            x = col * WIDTH
            slots.append(Slot(row, col, 1, 1, Box(x, ys[row], x + WIDTH, ys[row + 1])))
            if text:
                box = Box(x + 5, ys[row] + 5, x + 5 + LETTER * len(text), ys[row] + 5 + HEIGHT)
                prints.append(Print(box, text))
    box = Box(0, 0, WIDTH * len(lines[0]), ys[-1])
    return FoundTable(box, "none", tuple(slots), tuple(range(len(lines)))), prints


def texts(table: FoundTable, prints: Sequence[Print]) -> list[list[str]]:
    """What stands in each cell, row by row."""
    rows: dict[int, list[str]] = {}
    for slot in sorted(table.slots, key=lambda slot: (slot.row, slot.col)):
        inside = [item.text for item in prints if slot.bbox.contains(*item.box.centre)]
        rows.setdefault(slot.row, []).append(" ".join(inside))
    return list(rows.values())


def test_a_wrapped_cell_joins_the_row_it_began_in() -> None:
    table, prints = drawn(
        [
            ["Detalle", "Monto"],
            ["Servicios de", "1.204,50"],
            ["limpieza", ""],
            ["Ventas", "310,00"],
            ["Rentas", "88,25"],
        ]
    )
    joined = join_wrapped_rows(table, prints)
    assert texts(joined, prints) == [
        ["Detalle", "Monto"],
        ["Servicios de limpieza", "1.204,50"],
        ["Ventas", "310,00"],
        ["Rentas", "88,25"],
    ]
    assert joined.loose == ()


def test_a_cell_whose_figures_stand_on_its_last_line_is_one_row_with_them() -> None:
    table, prints = drawn(
        [
            ["Partida", "Concepto", "Monto"],
            ["224", "Telefonía", "0.00"],
            ["", "Pasajes de", ""],
            ["", "las brigadas", ""],
            ["387", "de campo", "1,569.00"],
            ["465", "Lavandería", "12,656.20"],
        ]
    )
    assert texts(join_wrapped_rows(table, prints), prints)[2:4] == [
        ["387", "Pasajes de las brigadas de campo", "1,569.00"],
        ["465", "Lavandería", "12,656.20"],
    ]


def test_lines_of_a_cell_stand_closer_than_rows() -> None:
    lines = [["Monto", "Detalle", "Meta"], ["10,00", "Primera obra", "5"], ["", "Segunda parte", ""]]
    lines += [["20,00", "Otra obra", "6"], ["30,00", "Una tercera", "7"], ["", "Que acaba aquí", ""]]
    lines += [["40,00", "La cuarta", "8"]]
    table, prints = drawn(lines, [48, 26, 48, 48, 26, 48, 48])
    assert [len(row[1].split()) for row in texts(join_wrapped_rows(table, prints), prints)] == [1, 4, 2, 5, 2]


def test_two_lines_of_amounts_are_two_rows_however_close() -> None:
    table, prints = drawn([["A", "1,00", "2,00"], ["", "3,00", "4,00"], ["C", "5,00", "6,00"]])
    assert len(texts(join_wrapped_rows(table, prints), prints)) == 3


def test_a_heading_over_two_columns_is_a_level_of_the_header() -> None:
    table, prints = drawn(
        [["Detalle", "", ""], ["", "Enero", "Junio"], ["Ventas", "1,00", "2,00"], ["Rentas", "3,00", "4,00"]]
    )
    prints.append(Print(Box(500, 5, 700, 25), "Presupuesto"))
    joined = join_wrapped_rows(table, prints)
    header = [(slot.row, slot.col, slot.row_span, slot.col_span) for slot in joined.slots if slot.row < 2]
    assert header == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert max(slot.row for slot in joined.slots) == 3


def test_ruled_rows_stay_as_they_are() -> None:
    table, prints = drawn([["Servicios de", "1,00"], ["limpieza", ""]])
    ruled = FoundTable(table.bbox, "full", table.slots)
    assert join_wrapped_rows(ruled, prints) == ruled


def test_a_row_that_numbers_the_columns_is_header() -> None:
    names = ("Codigo", "Meta", "Monto")
    lines = [names, ("(1)", "(2)", "(3)"), ("11100", "25", "1.204,50")]
    cells = [{c: Print(Box(0, 0, 9, 9), text) for c, text in enumerate(line)} for line in lines]
    assert header_lines(cells, only_header=False) == 2
    assert header_lines(cells[:2], only_header=True) == 2
    assert header_lines(cells[2:], only_header=False) == 0


def test_no_place_is_covered_twice() -> None:
    box = Box(0, 0, 1, 1)
    kept = without_overlaps([Slot(0, 0, 2, 1, box), Slot(1, 0, 1, 2, box), Slot(0, 1, 2, 1, box)])
    places = [
        (slot.row + r, slot.col + c)
        for slot in kept
        for r in range(slot.row_span)
        for c in range(slot.col_span)
    ]
    assert len(places) == len(set(places))


def test_labels_and_their_values_are_no_table_figures_are() -> None:
    labels = [["Entidad:", "Ministerio"], ["Sigla:", "MIN"], ["Lugar:", "La Paz"], ["Area:", "Urbana"]]
    accounts = [["Ventas", "1,00"], ["Rentas", "2,00"], ["Multas", "3,00"], ["Otros", "4,00"]]
    assert not is_table(*drawn(labels))
    assert is_table(*drawn(accounts))
    assert not is_table(*drawn(accounts[:2]))


@pytest.mark.parametrize("row", [1, 2])
def test_a_lone_line_across_columns_is_a_heading_over_all(row: int) -> None:
    rows = [["Detalle", "Mes", "Monto"], ["Ventas", "1", "310,00"], ["Rentas", "2", "88,25"]]
    table, prints = drawn([*rows[:row], ["", "", ""], *rows[row:]])
    middle, y = 1.5 * WIDTH, row * PITCH + 5
    heading = Print(Box(middle - 200, y, middle + 200, y + HEIGHT), "INGRESOS")
    joined = join_wrapped_rows(table, [*prints, heading])
    assert [(slot.col, slot.col_span) for slot in joined.slots if slot.row == row] == [(0, 3)]
    assert texts(joined, [*prints, heading])[row] == ["INGRESOS"]


def test_a_bar_says_how_many_lines_are_header() -> None:
    table, prints = drawn(
        [["Meta", "Año"], ["Reposición", "mes"], ["Uno", "5"], ["Dos", "6"]], pitches=(24, 40, 40, 40)
    )
    assert texts(join_wrapped_rows(table, prints), prints)[0] == ["Meta Reposición", "Año mes"]
    barred = replace(table, head=1)
    assert texts(join_wrapped_rows(barred, prints), prints)[:2] == [["Meta", "Año"], ["Reposición", "mes"]]


def test_a_bar_over_figures_is_no_header() -> None:
    table, prints = drawn([["Uno", "5,00"], ["Dos", "6,00"], ["Tres", "7,00"], ["Total", "18,00"]])
    assert len(texts(join_wrapped_rows(replace(table, head=3), prints), prints)) == 4


def test_a_heading_above_an_entry_is_a_row_of_its_own() -> None:
    lines = [
        ["Gastos por objeto", "Vigente", "Pagado"],
        ["1. Presupuestarios", "", ""],
        ["Bienes de consumo", "1.304,29", "741,17"],
        ["Bienes de uso", "1.344,00", "709,00"],
        ["Total", "2.648,29", "1.450,17"],
    ]
    joined = join_wrapped_rows(*drawn(lines))
    assert len({slot.row for slot in joined.slots}) == len(lines)


def test_rows_of_amounts_stand_apart_though_notes_below_stand_further() -> None:
    lines = [
        ["Partida", "Monto"],
        *([f"Concepto {k}", f"{k}12.656,27"] for k in range(1, 6)),
        ["Fuente: SIF", ""],
    ]
    lines += [["Nota", ""], ["Firma", ""]]
    table, prints = drawn(lines, [32.0] * 5 + [80.0, 90.0, 40.0, 32.0])
    joined = join_wrapped_rows(table, prints)
    assert [row for row in texts(joined, prints) if "12.656,27" in row[-1]] == lines[1:6]


def test_a_header_ends_at_a_blank_above_the_first_lines_of_a_row() -> None:
    texts = [{0: "Nº", 1: "Compromiso", 2: "Inicio", 3: "Avance"}]
    texts += [{1: "Conforme al informe"}, {0: "1", 1: "corresponde", 2: "2017", 3: "10%"}, {1: "evaluar"}]
    ys = (0, 44, 66, 88)
    lines = [
        {col: Print(Box(100.0 * col, y, 100.0 * col + 80, y + 20), text) for col, text in line.items()}
        for y, line in zip(ys, texts, strict=True)
    ]
    table = FoundTable(Box(0, 0, 400, 110), "none", (Slot(0, 0, 1, 1, Box(0, 0, 400, 110)),), (0, 1, 2, 3))
    assert head_of(table, lines, only_header=False) == 1


def test_a_line_in_capitals_below_one_that_is_not_begins_a_section() -> None:
    rows = [
        ["Concepto", "2023", "2022"],
        ["Resultado de la operación", "60,200.77", "81,688.62"],
        ["OTROS RESULTADOS", "", ""],
        ["Diferencia de cambio", "(222.16)", "(34.95)"],
    ]
    table, prints = drawn(rows)
    assert texts(join_wrapped_rows(table, prints), prints)[1:] == rows[1:]


def test_a_line_in_capitals_above_one_that_is_not_waits_for_none() -> None:
    rows = [
        ["Concepto", "2020", "2019"],
        ["Venta de bienes", "7,967,801.34", "736,100.72"],
        ["FLUJOS DE FINANCIACIÓN", "", ""],
        ["Transferencias corrientes", "95,018.36", "0.00"],
    ]
    table, prints = drawn(rows, [1.3 * HEIGHT] * 4)
    assert texts(join_wrapped_rows(table, prints), prints)[1:] == rows[1:]


def test_a_line_as_far_below_a_row_as_rows_are_carries_nothing_on() -> None:
    days = [[f"{k}-feb-2009", f"Cheque a favor de {k}", f"{k}.495,65"] for k in range(1, 7)]
    rows = [["Fecha", "Concepto", "Parcial"], *days[:3], ["", "Menos: girados", ""], *days[3:]]
    table, prints = drawn(rows)
    assert texts(join_wrapped_rows(table, prints), prints)[1:] == rows[1:]


def test_a_line_that_begins_with_the_mark_of_an_entry_carries_nothing_on() -> None:
    rows = [
        ["Concepto", "Importe"],
        ["Saldo del extracto", "44.696,09"],
        ["(-) Girados y no pagados", "7.680,21"],
        ["(-) Notas de débito", ""],
        ["Saldo de libros", "37.015,88"],
    ]
    table, prints = drawn(rows)
    assert texts(join_wrapped_rows(table, prints), prints) == rows


@pytest.mark.parametrize(("below", "expected"), [("7", [(1, 1), (2, 1)]), ("", [(1, 2)])])
def test_a_tall_cell_is_parted_where_several_rows_have_print_in_it(
    below: str, expected: list[tuple[int, int]]
) -> None:
    rows = [["Detalle", "Mes", "Monto"], ["Ventas", "1", "310,00"], ["Rentas", below, "88,25"]]
    table, prints = drawn(rows)
    over, under = (slot for slot in table.slots if slot.col == 1 and slot.row)
    tall = replace(over, row_span=2, bbox=over.bbox._replace(y1=under.bbox.y1))
    kept = tuple(slot for slot in table.slots if slot not in (over, under))
    joined = join_wrapped_rows(replace(table, slots=(*kept, tall)), prints)
    assert [(slot.row, slot.row_span) for slot in joined.slots if slot.col == 1 and slot.row] == expected
