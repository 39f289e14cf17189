"""Balances carried from row to row, and sums over a form's years, where most rows bear them out."""

import pytest

from extraction.arithmetic.cell_relations import SumRelation
from extraction.arithmetic.relation_finding import find_relations
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from tests.extraction.literal_tables import declared_forms, literal_table

LEDGER = """
    Depósito | 500.00 |  | 500.00
    Compra |  | 120.00 | 380.00
    Viáticos |  | 30.50 | 349.50
    Depósito | 200.00 |  | 549.50
    Compra |  | 49.50 | {last}
"""


def relations(kind: str, columns: tuple[str, ...], text: str) -> list[tuple[SumRelation, bool]]:
    """The sums found in a table, and whether each holds."""
    table = literal_table(kind, columns, text)
    values = slot_numbers(table_entries([table]))
    found = find_relations(with_forms([table], declared_forms()), values)
    return [(one, one.holds(values)) for one in found if isinstance(one, SumRelation)]


def test_each_balance_is_the_one_above_with_what_came_and_without_what_went() -> None:
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    found = relations("generic", columns, LEDGER.format(last="500.00"))
    assert [(one.rule, holds) for one, holds in found] == [("running_total", True)] * 4
    assert [len(one.minus) for one, _ in found] == [1, 1, 0, 1]


def test_a_balance_that_changes_without_a_figure_tells_that_one_is_missing() -> None:
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    rows = LEDGER.format(last="500.00").strip().splitlines()
    blank = [*rows[:4], "Compra | | | 500.00", "Nota | | | 500.00", "Pago | | 100.00 | 400.00"]
    found = relations("generic", columns, "\n".join(blank))
    assert [holds for _, holds in found] == [True, True, True, False, True, True]


def test_totals_of_what_came_and_went_change_no_balance_and_are_no_sum_of_balances() -> None:
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    lines = [*LEDGER.format(last="500.00").strip().splitlines(), "> TOTAL | 700.00 | 200.00 | 500.00"]
    found = relations("generic", columns, "\n".join(lines))
    assert sorted((one.rule, holds) for one, holds in found) == [
        *[("column_sum", True)] * 2,
        *[("running_total", True)] * 5,
    ]


@pytest.mark.parametrize(("printed", "told"), [("500.00", [True]), ("560.00", [False]), ("2,278.00", [])])
def test_a_line_of_totals_repeats_the_last_balance_but_for_a_digit(printed: str, told: list[bool]) -> None:
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    lines = [*LEDGER.format(last="500.00").strip().splitlines(), f"> TOTALES | 700.00 | 200.00 | {printed}"]
    found = relations("generic", columns, "\n".join(lines))
    assert [holds for one, holds in found if one.rule == "running_total" and one.result.row == 6] == told


def test_the_law_of_most_rows_is_preferred_to_one_of_few_without_a_failure() -> None:
    # What came in alone explains only the rows on which nothing went out, and all of those.
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    rows = [f"Depósito | {k}00.00 | | {{}}" if k % 2 else f"Pago | | {k}0.00 | {{}}" for k in range(1, 13)]
    balances, text = 0, []
    for k, row in enumerate(rows, 1):
        balances += 100 * k if k % 2 else -10 * k
        text.append(row.format(f"{balances + 1000 * (k == 6):.2f}"))
    found = relations("generic", columns, "\n".join(text))
    assert len(found) == 11
    assert sum(not holds for _, holds in found) == 2


def test_a_plan_as_amended_is_the_plan_and_its_amendments() -> None:
    columns = ("Detalle:text", "Inicial:number", "Reformas:number", "Vigente:number")
    rows = ["A | 1200 | 35 | 1235", "B | 480 | -77 | 403", "C | 3460 | 150 | 3610", "D | 290 | 48 | 348"]
    found = relations("generic", columns, "\n".join(rows))
    assert [(one.rule, holds) for one, holds in found] == [("row_sum", True)] * 3


def test_a_balance_that_does_not_follow_is_told_of() -> None:
    columns = ("Detalle:text", "Debe:number", "Haber:number", "Saldo:number")
    lines = [*LEDGER.format(last="510.00").strip().splitlines(), "Depósito | 90.00 | | 600.00"]
    found = relations("generic", columns, "\n".join(lines))
    assert [holds for _, holds in found] == [True, True, True, False, True]


def test_what_was_achieved_is_the_sum_of_the_years_where_most_rows_say_so() -> None:
    columns = ("activity:text", "target_2018:number", "target_2019:number", "achieved:number")
    rows = ["A | 12 | 15 | 27", "B | 48 | 77 | 125", "C | 346 | 15 | 361", "D | 2 | 48 | 51"]
    found = relations("annual_target", columns, "\n".join(rows))
    assert [(one.rule, holds) for one, holds in found] == [("row_sum", k < 3) for k in range(4)]
    unlike = ["A | 12 | 15 | 20", "B | 48 | 77 | 100", "C | 346 | 15 | 361", "D | 2 | 48 | 51"]
    assert relations("annual_target", columns, "\n".join(unlike)) == []


def test_an_aim_that_was_mostly_met_need_not_be_the_sum_of_the_years() -> None:
    columns = (
        "activity:text",
        "project_target:number",
        "target_2018:number",
        "target_2019:number",
        "achieved:number",
        "balance:number",
    )
    rows = [
        "A | 27 | 12 | 15 | 27 | 0",
        "B | 125 | 48 | 77 | 125 | 0",
        "C | 392 | 346 | 15 | 361 | 31",
        "D | 50 | 2 | 48 | 50 | 0",
    ]
    found = relations("annual_target", columns, "\n".join(rows))
    assert all(holds for _, holds in found)
    sums = sorted((one.result.row, one.result.col) for one, _ in found if one.rule == "row_sum")
    assert sums == [(1, 1), (1, 4), (2, 1), (2, 4), (3, 4), (4, 1), (4, 4)]
