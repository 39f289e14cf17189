"""Shares in percent that no sign marks are quotients, and their totals add up nothing."""

from collections import Counter

from extraction.arithmetic.relations import solve_tables
from tests.extraction.literal_tables import declared_forms, literal_table

COLUMNS = ("Partida:text", "Vigente:number", "Devengado:number", "XEC:number")
ROWS = ((3155613, 3105123), (8567503, 8113425), (51948, 47065), (2350889, 1389375), (4501529, 3430165))


def checks(wrong: float = 0.0) -> Counter[tuple[str, int, str]]:
    shares = [round(100 * paid / planned, 2) for planned, paid in ROWS]
    shares[2] += wrong
    lines = [f"obras | {a} | {b} | {share:.2f}" for (a, b), share in zip(ROWS, shares, strict=True)]
    total = [sum(column) for column in zip(*ROWS, strict=True)]
    lines.append(f"> TOTAL | {total[0]} | {total[1]} | {100 * total[1] / total[0]:.2f}")
    solved = solve_tables([literal_table("generic", COLUMNS, "\n".join(lines))], declared_forms())
    return Counter((one.rule, one.members[0].col, one.status) for one in solved.checks)


def test_shares_are_quotients_and_not_summed() -> None:
    assert checks() == {
        ("column_sum", 1, "passed"): 1,
        ("column_sum", 2, "passed"): 1,
        ("ratio", 3, "passed"): 6,
    }


def test_a_unit_cost_with_less_decimals_than_all_others_is_not_rounded() -> None:
    costs = [(6, 120.71), (3, 2026.44), (7, 222.47), (2, 1142.71), (9, 327.54), (4, 925.44), (5, 126.06)]
    costs += [(8, 305.5), (11, 41.37), (12, 77.91), (13, 88.23), (14, 99.17)]
    columns = ("Bien:text", "Cant:number", "Costo:number", "Total:number")

    def verdicts(printed: str) -> Counter[str]:
        lines = [f"silla | {n} | {cost:.2f} | {n * cost:.2f}" for n, cost in costs]
        lines[0] = lines[0].replace("120.71", printed)
        solved = solve_tables([literal_table("generic", columns, "\n".join(lines))], declared_forms())
        return Counter(one.status for one in solved.checks if one.rule == "ratio" and one.members[0].col == 2)

    assert verdicts("120.71") == {"passed": 12}
    assert verdicts("120.7")["passed"] == 11, verdicts("120.7")
