"""Relations choose among readings: damage is mended where only one cheap reading adds up, all else stays."""

from collections.abc import Mapping

import pytest

from extraction.arithmetic.relations import solve_tables
from extraction.readings.locales import Locale
from schemas.reading import Alternative, TextLine
from schemas.table import Entry, LogicalTable
from tests.extraction.literal_tables import declared_forms, literal_table

BUDGET = ("group:code", "detail:text", "amount:number")
SLIDE = """
10000 | Servicios personales | 12.351.582.-
20000 | Servicios no personales | 7.685.423.-
30000 | Materiales y suministros | {materials}
40000 | Activos reales | 393.000.-
60000 | Servicio de la deuda | 1.090.997.-
80000 | Impuestos, regalías y tasas | 3.192.379.-
> Total | | 26.498.155.-
"""


def budget(materials: str) -> LogicalTable:
    return literal_table("budget_group", BUDGET, SLIDE.format(materials=materials), Locale.COMMA_DECIMAL)


def entry_at(table: LogicalTable, row: int, col: int) -> Entry:
    return next(cell.entries[0] for cell in table.cells if (cell.row, cell.col) == (row, col))


def amounts_of(table: LogicalTable, col: int = 2) -> list[str]:
    return [cell.value.value for cell in table.cells if cell.col == col and cell.value]


def solved(table: LogicalTable) -> LogicalTable:
    return solve_tables([table], declared_forms()).tables[0]


def test_a_doubled_digit_is_found_by_the_total_and_said_with_its_evidence() -> None:
    solution = solve_tables([budget("17.784.774.-")], declared_forms())
    entry = entry_at(solution.tables[0], 3, 2)
    assert [reading.value.value for reading in entry.readings[:2]] == ["1784774", "17784774"]
    repair = entry.readings[0].repairs[-1]
    assert (repair.rule, repair.before, repair.after) == ("relation_solved", "17784774", "1784774")
    assert "column_sum" in repair.evidence
    assert [check.status for check in solution.checks] == ["repaired"]


def test_a_table_that_adds_up_is_returned_as_it_was() -> None:
    table = budget("1.784.774.-")
    assert solved(table) is table


@pytest.mark.parametrize(("total", "filled"), [("4,000.00", False), ("4,350.00", True)])
def test_a_nought_that_was_not_read_is_proven_by_no_sum(total: str, filled: bool) -> None:
    lines = f"10000 | a | 2,000.00\n20000 | b | 3b0.00\n30000 | c | 2,000.00\n> Total | | {total}"
    table = literal_table("budget_group", BUDGET, lines if filled else lines.replace("3b0.00", "t0e"))
    assert len(amounts_of(solved(table))) == (4 if filled else 3)


def test_an_error_that_several_figures_could_explain_stays_and_its_explanations_are_candidates() -> None:
    table = literal_table(
        "budget_group", BUDGET, "10000 | a | 53,376\n20000 | b | 31,173\n> Total | | 89,549"
    )
    solution = solve_tables([table], declared_forms())
    assert amounts_of(solution.tables[0]) == amounts_of(table)
    assert [check.status for check in solution.checks] == ["failed"]
    assert "58376" in [reading.value.value for reading in entry_at(solution.tables[0], 1, 2).readings[1:]]


def test_figures_that_two_readers_agree_on_are_the_page_s_own_error() -> None:
    table = as_seen_twice(budget("17.785.224.-"))
    solution = solve_tables([table], declared_forms())
    assert amounts_of(solution.tables[0]) == amounts_of(table)
    assert [check.status for check in solution.checks] == ["source_inconsistent"]


def test_figures_that_other_sums_bear_out_are_the_page_s_own_error() -> None:
    columns = ("category:code", "assigned_budget:money", "current_budget:money", "budget_difference:money")
    table = literal_table(
        "siafi_product",
        columns,
        """
        11-01 | 1,200.50 | 1,100.25 | 100.25
        11-02 | 2,300.00 | 2,150.00 | 150.00
        > TOTAL | 3,400.50 | 3,150.25 | 250.25
        """,
    )
    solution = solve_tables([table], declared_forms())
    assert solution.tables == (table,)
    sums = {check.members[0].col: check.status for check in solution.checks if check.rule == "column_sum"}
    assert sums == {1: "source_inconsistent", 2: "source_inconsistent", 3: "passed"}


def test_a_law_that_holds_in_no_row_is_not_the_page_s_own_error() -> None:
    """Columns taken for each other break every row; one row that breaks what others keep is misprinted."""
    columns = ("category:code", "assigned_budget:money", "current_budget:money", "budget_difference:money")
    lines = "11-01 | 500.00 | 312.00 | {}\n11-02 | 700.00 | 600.00 | {}"
    for printed, expected in (
        (("812.00", "1,300.00"), {"failed"}),
        (("198.00", "100.00"), {"source_inconsistent", "passed"}),
    ):
        table = as_seen_twice(literal_table("siafi_product", columns, lines.format(*printed)))
        found = {check.status for check in solve_tables([table], declared_forms()).checks}
        assert found == expected


def test_a_total_beside_lost_lines_is_not_the_page_s_own_error() -> None:
    table = as_seen_twice(literal_table("budget_group", BUDGET, "10000 | a | 0\n> Total | | 854,067"))
    assert [check.status for check in solve_tables([table], declared_forms()).checks] == ["failed"]


def test_a_minus_sign_is_missing_only_where_others_are_printed() -> None:
    columns = ("group:code", "detail:text", "amount:number")
    lines = "10000 | a | 500.00\n20000 | b | {}\n> Total | | 188.00"
    plain = literal_table("budget_group", columns, lines.format("312.00"))
    assert amounts_of(solved(plain)) == amounts_of(plain)
    beside = literal_table(
        "budget_group", columns, lines.format("312.00\n30000 | c | -25.00").replace("188", "163")
    )
    assert amounts_of(solved(beside))[1] == "-312.00"


@pytest.mark.parametrize(
    ("score", "alternatives", "kept"), [(0.999, (), True), (0.97, (), False), (0.999, ("312.00",), False)]
)
def test_digits_that_the_reader_saw_clearly_are_the_page_s_own_error(
    score: float, alternatives: tuple[str, ...], kept: bool
) -> None:
    """Two sums would hold with 312.00; a reader that did not hesitate read what is printed."""
    columns = ("category:code", "assigned_budget:money", "current_budget:money", "budget_difference:money")
    lines = """
        11-01 | 500.00 | 312.00 | 188.00
        11-02 | 700.00 | 600.00 | 100.00
        > TOTAL | 1,200.00 | 912.00 | 288.00
    """
    table = read_with(
        literal_table("siafi_product", columns, lines.replace("312", "372")), score, alternatives
    )
    assert (amounts_of(solved(table))[0] == "372.00") == kept


def test_a_misprint_that_only_a_mark_was_doubted_in_stays_and_is_told() -> None:
    lines = "10000 | a | 2,149,000\n20000 | b | 11,432,000\n> Total | | 13,531,000"
    read = literal_table("budget_group", BUDGET, lines)
    table = read_with(read, 0.997, ())
    doubted = {"13,531,000": ("13,531.000",)}
    marks = read_with(read, 0.96, (), doubted)
    for one, status in ((table, "source_inconsistent"), (marks, "failed")):
        solution = solve_tables([one], declared_forms())
        assert amounts_of(solution.tables[0]) == amounts_of(read)
        assert [check.status for check in solution.checks] == [status]
        total = entry_at(solution.tables[0], 3, 2)
        assert total.readings[1].value.value == "13581000"


def test_beside_a_figure_with_a_letter_in_it_no_clear_one_is_to_blame() -> None:
    lines = "10000 | a | 2,160,16b.08\n20000 | b | 2,529.13\n> Total | | 2,162,688.21"
    table = literal_table("budget_group", BUDGET, lines)
    assert amounts_of(solved(table))[1] == "2529.13"


def test_where_two_figures_are_spoilt_neither_is_made_to_fit() -> None:
    lines = "10000 | a | 2,00b0.91\n20000 | b | 2,3b7.40\n> Total | | 4,388.31"
    table = read_with(literal_table("budget_group", BUDGET, lines), 0.92, ())
    assert amounts_of(solved(table)) == amounts_of(table)


def test_exact_text_is_never_taken_for_a_misreading() -> None:
    table = budget("17.784.774.-")
    solution = solve_tables([table], declared_forms(), printed_pages=[1])
    assert amounts_of(solution.tables[0]) == amounts_of(table)
    assert [check.status for check in solution.checks] == ["source_inconsistent"]


def test_another_reading_of_the_locale_is_chosen_where_only_it_adds_up() -> None:
    table = literal_table(
        "budget_group",
        BUDGET,
        "10000 | a | 12.351.582\n20000 | b | 7.685,423\n> Total | | 20.037.005",
        Locale.COMMA_DECIMAL,
    )
    assert amounts_of(table)[1] == "7685.423"
    assert amounts_of(solved(table))[1] == "7685423"


def test_a_figure_that_could_not_be_read_is_filled_where_row_and_column_agree() -> None:
    columns = (
        "category:code",
        "planned_quantity:number",
        "evaluated_quantity:number",
        "quantity_difference:number",
    )
    table = literal_table("siafi_product", columns, "11-01 | 4.00 | ?.?? | 1.00\n11-02 | 5.00 | 5.00 | 0.00")
    entry = entry_at(solved(table), 1, 2)
    assert entry.readings == ()  # one relation alone is no proof


def test_a_law_that_no_row_bears_out_changes_nothing_and_is_told() -> None:
    # Columns taken for others: the last is a percentage, no difference.
    columns = ("activity:text", "project_target:number", "achieved:number", "balance:number")
    rows = ("a | 20 | 20 | 100.00", "b | 36 | 5 | 13.88", "c | 36 | 3 | 8.33", "d | 48 | 12 | 25.00")
    table = literal_table("annual_target", columns, "\n".join((*rows, "e | 70 | 33 | 47.14")))
    solution = solve_tables([table], declared_forms())
    assert solution.tables[0] == table
    assert {check.status for check in solution.checks} == {"failed"}


def read_with(
    table: LogicalTable,
    score: float,
    alternatives: tuple[str, ...],
    own: Mapping[str, tuple[str, ...]] | None = None,
) -> LogicalTable:
    """own: the alternatives of some texts in place of `alternatives`."""

    def scored(entry: Entry) -> Entry:
        texts = (own or {}).get(entry.text, alternatives)
        others = tuple(Alternative(text=text, cost=1.0, source="ppocr") for text in texts)
        return entry.replace(lines=(TextLine(text=entry.text, confidence=score, alternatives=others),))

    cells = (cell.replace(entries=tuple(map(scored, cell.entries))) for cell in table.cells)
    return table.replace(cells=tuple(cells))


def as_seen_twice(table: LogicalTable) -> LogicalTable:
    def twice(entry: Entry) -> Entry:
        return entry.replace(lines=(TextLine(text=entry.text, second=entry.text),))

    cells = (cell.replace(entries=tuple(map(twice, cell.entries))) for cell in table.cells)
    return table.replace(cells=tuple(cells))


def test_columns_that_a_form_has_no_name_for_are_checked_as_those_of_other_tables() -> None:
    """A misprint in the total of what was executed, beside a column that the form declares."""
    lines = """
    10000 | Servicios personales | 102,549.34 | 98,139.72 | 4,409.62
    20000 | Servicios no personales | 71,719.96 | 15,491.51 | 56,228.45
    50000 | Activos financieros | 153,501.27 | 111,288.42 | 42,212.85
    60000 | Servicio de la deuda | 808,591.78 | 240,151.76 | 568,440.02
    90000 | Otros gastos | 191,021.34 | 159,502.82 | 31,518.52
    > Total | | 1,327,383.69 | 624,974.23 | 702,809.46
    """
    table = literal_table("budget_group", (*BUDGET, "Ejecutado:number", "Saldo:number"), lines)
    columns = tuple(column.replace(role=None) if column.index > 2 else column for column in table.columns)
    checks = solve_tables([table.replace(columns=columns)], declared_forms()).checks
    told = {(m.row, m.col) for check in checks if check.status != "passed" for m in check.members}
    assert (6, 3) in told
