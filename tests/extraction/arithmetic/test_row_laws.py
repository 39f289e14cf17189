"""What the rows say on which a law fails: it lacks a column, nothing stands below zero, or a misprint."""

from collections import Counter
from collections.abc import Sequence

from extraction.arithmetic.form_laws import are_refuted
from extraction.arithmetic.relations import solve_tables
from tests.extraction.literal_tables import declared_forms, literal_table

BALANCE = ("Préstamo:text", "Saldo:number", "Aumentos:number", "Reembolsos:number", "Saldo final:number")
LOANS = (
    (4579435, 0, 586437),
    (253899, 0, 34745),
    (2325777, 2688392, 0),
    (141863, 0, 7240),
    (155696, 0, 6946),
    (754100, 267600, 280241),
    (228771, 0, 59038),
    (980456, 0, 120300),
)
ACCOUNTS = ("Cuenta:text", "Debe:number", "Haber:number", "Deudor:number", "Acreedor:number")
MOVED = (
    (10222, 217377),
    (0, 183983),
    (12631, 21553),
    (16242, 1741),
    (79285, 2458),
    (440977, 517851),
    (8105, 60931),
    (7094, 145323),
    (3301, 78769),
    (1029, 37281),
)


def checks(
    columns: Sequence[str], rows: Sequence[Sequence[object]], total: Sequence[object] = ()
) -> Counter[tuple[str, str]]:
    lines = [f"p{k} | " + " | ".join(map(str, row)) for k, row in enumerate(rows)]
    lines += ["> TOTAL | " + " | ".join(map(str, total))] if total else []
    solved = solve_tables([literal_table("generic", columns, "\n".join(lines))], ())
    return Counter((check.rule, check.status) for check in solved.checks)


def balances() -> list[tuple[int, ...]]:
    return [(a, b, c, a + b - c) for a, b, c in LOANS]


def test_rows_with_a_column_more_make_the_law_longer() -> None:
    assert checks(BALANCE, balances()) == {("difference", "passed"): len(LOANS)}


def test_a_single_row_that_fails_makes_no_law_longer() -> None:
    rows = [(a, 0, c, a - c) for a, _, c in LOANS[:-1]] + [(980456, 4000, 120300, 864156)]
    assert checks(BALANCE, rows)["difference", "failed"] == 1


def accounts(wrong: int = 0) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [(a, b, max(a - b, 0) or "-", max(b - a, 0) or "-") for a, b in MOVED]
    return [*rows[:-1], (1029, 37281, "-", 36252 + wrong)]


def test_a_balance_that_is_not_printed_below_zero_fails_nowhere() -> None:
    sums = [sum(a for a, _ in MOVED), sum(b for _, b in MOVED)]
    left = [sum(max(a - b, 0) for a, b in MOVED), sum(max(b - a, 0) for a, b in MOVED)]
    found = checks(ACCOUNTS, accounts(), (*sums, *left))
    assert found == {("column_sum", "passed"): 4, ("difference", "passed"): 11}
    alone = [(a, b, d) for a, b, _, d in accounts()]
    found = checks((*ACCOUNTS[:3], ACCOUNTS[4]), alone, (*sums, left[1]))
    assert found == {("column_sum", "passed"): 3, ("difference", "passed"): 8}


def test_a_balance_that_does_not_add_up_is_told_all_the_same() -> None:
    assert checks(ACCOUNTS, accounts(wrong=7))["difference", "failed"] >= 1


def test_quotients_are_checked_row_by_row_and_not_added_up() -> None:
    columns = ("Departamento:text", "Población:number", "Asignación:number", "Por habitante:number")
    people = (
        (1213491, 204271804),
        (2800333, 9583815),
        (600056, 20674790),
        (901130, 17792150),
        (2421954, 342550544),
    )
    whole = tuple(map(sum, zip(*people, strict=True)))
    rows = [(a, b, f"{b / a:.2f}") for a, b in people]
    found = checks(columns, rows, (*whole, f"{whole[1] / whole[0]:.2f}"))
    assert found == {("column_sum", "passed"): 2, ("ratio", "passed"): 6}


def test_percentages_named_over_two_lines_are_ratios_and_not_added_up() -> None:
    columns = ("Partida:text", "Vigente:number", "Ejecutado:number", "EJEC.:number")
    rows = [
        (a, b, f"{100 * b / a:.2f}")
        for a, b in ((6256, 3318), (1402, 977), (8031, 6612), (2209, 415), (5120, 5001))
    ]
    whole = [sum(row[k] for row in rows) for k in (0, 1)]  # type: ignore[misc]
    total = (*whole, f"{100 * whole[1] / whole[0]:.2f}")
    lines = [f"p{k} | " + " | ".join(map(str, row)) for k, row in enumerate(rows)]
    lines.append("> TOTAL | " + " | ".join(map(str, total)))
    table = literal_table("generic", columns, "\n".join(lines))
    named = table.columns[-1].replace(path=("%", "EJEC."))
    solved = solve_tables([table.replace(columns=(*table.columns[:-1], named))], ())
    found = Counter((check.rule, check.status) for check in solved.checks)
    assert found == {("column_sum", "passed"): 2, ("ratio", "passed"): 6}


def test_figures_refute_a_form_whose_laws_they_never_bear_out() -> None:
    form = next(one for one in declared_forms() if one.kind == "siafi_product")
    columns = ("product:text", "assigned_budget:number", "current_budget:number", "budget_difference:number")
    quarters = [(1990 + 13 * k, 8510 + 7 * k * k, 10736 + 301 * k) for k in range(8)]

    def table(rows: Sequence[tuple[int, ...]], sure: float) -> bool:
        text = "\n".join(f"p{k} | " + " | ".join(map(str, row)) for k, row in enumerate(rows))
        return are_refuted(literal_table(form.kind, columns, text).replace(kind_confidence=sure), form)

    differences = [(a, b, a - b) for a, b, _ in quarters]
    assert table(quarters, 0.6)
    assert not table(differences, 0.6)
    assert not table(quarters[:4], 0.6)


def test_a_zero_is_printed_where_a_balance_would_be_below_zero_of_nothing() -> None:
    """Accounts that nothing was added to: zero less what was taken is no misprint of zero."""
    moved = [(a, b) for a, b in MOVED if a] + [(0, 8469), (0, 28854), (0, 4620)]
    rows = [(a, b, max(a - b, 0), max(b - a, 0)) for a, b in [*moved, (5510, 17), (9120, 31), (7741, 46)]]
    assert not checks(ACCOUNTS, rows)["difference", "source_inconsistent"]
    assert not checks(ACCOUNTS, rows)["difference", "failed"]
