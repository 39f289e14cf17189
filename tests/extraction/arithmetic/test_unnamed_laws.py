"""Laws that figures bear out whatever the headings of their columns, and chance that is none."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from extraction.arithmetic.relations import solve_tables
from tests.extraction.literal_tables import literal_table

COLUMNS = ("Partida:text", "Autorizado:number", "Girado:number", "Abonado:number", "No abonado:number")
ROWS = ((50210, 20480, 18410), (60334, 31207, 30100), (71915, 40668, 33003), (82077, 52319, 50080))
MORE = ((93560, 61122, 57003), (12845, 10377, 8166), (23418, 20905, 14577))


def checks(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Counter[tuple[str, str]]:
    text = "\n".join(f"p{k} | " + " | ".join(map(str, row)) for k, row in enumerate(rows))
    return Counter(
        (c.rule, c.status) for c in solve_tables([literal_table("generic", columns, text)], ()).checks
    )


def statement(*rows: tuple[int, int, int]) -> list[tuple[int, ...]]:
    return [(a, b, c, b - c) for a, b, c in rows]


def test_a_column_is_the_difference_of_two_others_whatever_its_name() -> None:
    assert checks(COLUMNS, statement(*ROWS, *MORE)) == {("difference", "passed"): 7}


def test_a_column_is_the_sum_of_all_before_it_whatever_its_name() -> None:
    rows = [(a, b, c, a + b + c) for a, b, c in (*ROWS, *MORE)]
    assert checks((*COLUMNS[:4], "Acumulado:number"), rows) == {("row_sum", "passed"): 7}


def test_one_row_that_does_not_add_up_is_told() -> None:
    rows = [*statement(*ROWS, *MORE[:-1]), (23418, 20905, 14577, 7328)]
    assert checks(COLUMNS, rows) == {("difference", "passed"): 6, ("difference", "failed"): 1}


def test_few_rows_are_no_law() -> None:
    assert not checks(COLUMNS, statement(*ROWS))


def test_rows_that_all_say_the_same_are_no_law() -> None:
    assert not checks(COLUMNS, [(9, 3, 1, 2)] * 8)


def test_differences_from_nothing_are_no_law() -> None:
    assert not checks(COLUMNS, [(a, b, 0, b) for a, b, _ in (*ROWS, *MORE)])


@given(st.lists(st.tuples(*[st.integers(10_000, 99_999)] * 4), min_size=5, max_size=12))
def test_figures_without_a_law_have_none(rows: list[tuple[int, int, int, int]]) -> None:
    assert checks(COLUMNS, rows).total() == 0 or any(b - c == d or a - b == c for a, b, c, d in rows)


def test_balances_of_quarters_add_up_to_no_balance_of_the_year() -> None:
    quarters = (
        "Concepto:text",
        "Trimestre I:number",
        "Trimestre II:number",
        "Trimestre III:number",
        "Total:number",
    )
    flows = [(f"Partida {k}", a, b, c, a + b + c) for k, (a, b, c) in enumerate((*ROWS, *MORE))]
    balances = [("Saldo inicial", 10450, 60930, 92143, 10450), ("Saldo final", 60930, 92143, 122243, 122243)]
    text = "\n".join(" | ".join(map(str, row)) for row in (*flows, *balances))
    found = Counter(
        (c.rule, c.status) for c in solve_tables([literal_table("generic", quarters, text)], ()).checks
    )
    assert found == {("row_sum", "passed"): 7}


def test_an_amended_budget_called_codificado_is_an_amount_and_no_code() -> None:
    """Most of its rows are as the first budget, from which the balances of the others do not follow."""
    columns = ("Partida:text", "Inicial:number", "Codificado:number", "Devengado:number", "Saldo:number")
    amended = [(a, a + (k > 4) * 7778, b) for k, (a, b, _) in enumerate((*ROWS, *MORE))]
    rows = [(a, c, b, c - b) for a, c, b in amended]
    assert checks(columns, rows) == {("difference", "passed"): 7}
