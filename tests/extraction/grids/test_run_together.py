"""Amounts of several columns that were read as one."""

from collections.abc import Sequence

from extraction.grids.run_together import part_columns
from schemas.geometry import Box
from schemas.reading import ReadCell, ReadTable, TextLine

WIDTH = 400.0


def table(rows: Sequence[Sequence[str]]) -> ReadTable:
    """A table of columns of equal width; each text fills its cell."""
    cells = [
        ReadCell(
            row=r, col=c, bbox=box, lines=(TextLine(text=text, bbox=box, confidence=0.99),) if text else ()
        )
        for r, texts in enumerate(rows)
        for c, text in enumerate(texts)
        for box in [Box(c * WIDTH, r * 40.0, (c + 1) * WIDTH, r * 40.0 + 30.0)]
    ]
    return ReadTable(bbox=Box(0, 0, len(rows[0]) * WIDTH, 40.0 * len(rows)), cells=tuple(cells))


def texts(read: ReadTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(read.n_rows)]
    for cell in sorted(read.cells, key=lambda cell: (cell.row, cell.col)):
        rows[cell.row].append(" ".join(line.text for line in cell.lines))
    return rows


def test_a_row_of_totals_alone_on_its_page_is_parted_at_its_amounts() -> None:
    read = part_columns(table([["Total planilla 243,651.77", "35,889.76 4,675.34 284,216.87"]]), 0)
    assert texts(read) == [["Total planilla", "243,651.77", "35,889.76", "4,675.34", "284,216.87"]]


def test_two_columns_read_as_one_are_parted_where_nearly_all_rows_show_both() -> None:
    body = [["Salud", f"1.20{k},00 3.40{k},00"] for k in range(4)]
    read = part_columns(table([["Rubro", "Inicial Vigente"], *body]), 1)
    assert texts(read)[1] == ["Salud", "1.200,00", "3.400,00"]


def test_one_cell_of_two_amounts_among_many_parts_no_column() -> None:
    given = table([["a", "1.200,00 3.400,00"], ["b", "1.200,00"], ["c", "1.500,00"], ["d", "1.700,00"]])
    assert part_columns(given, 0) == given


def test_a_figure_broken_by_blanks_or_behind_a_currency_is_one() -> None:
    given = table([["Total", "1 234 567,89", "Bs 1.200,00"]])
    assert part_columns(given, 0) == given


def test_words_before_an_amount_part_only_a_lone_row() -> None:
    given = table([[f"Contrato {k}", f"Bs 1.20{k},00"] for k in range(5)])
    assert part_columns(given, 0) == given


def test_thousands_set_apart_by_blanks_are_parted_where_a_short_group_begins() -> None:
    read = part_columns(table([["Total", "42 754 34 619", "100 200 300"]]), 0)
    assert texts(read) == [["Total", "42 754", "34 619", "100 200 300"]]
