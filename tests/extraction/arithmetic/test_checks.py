"""Declared and discovered arithmetic of tables, on literal tables."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from extraction.arithmetic.checks import checks_to_verdicts, relation_to_check
from extraction.arithmetic.relation_finding import find_relations
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from extraction.readings.locales import Locale
from schemas.document import Check, CheckStatus, Member
from schemas.table import LogicalTable
from tests.extraction.literal_tables import declared_forms, literal_table

BUDGET = ("group:code", "detail:text", "amount:number")
POA = (
    "code:code", "planned_start:date", "planned_end:date", "expense_group:code", "planned_treasury:number",
    "executed_treasury:number", "execution_pct:number",
)  # fmt: skip


def verdicts(*tables: LogicalTable) -> Counter[tuple[str, str]]:
    return Counter((check.rule, check.status) for check in checks(*tables))


def checks(*tables: LogicalTable) -> tuple[Check, ...]:
    """Every relation as printed, nothing solved."""
    entries = table_entries(tables)
    values = slot_numbers(entries)
    relations = find_relations(with_forms(tables, declared_forms()), values)
    return tuple(
        relation_to_check(relation, f"c{number}", entries, values)
        for number, relation in enumerate(relations, 1)
    )


def test_a_column_adds_up_to_its_total() -> None:
    table = literal_table(
        "budget_group",
        BUDGET,
        """
        10000 | Servicios personales | 12.351.582.-
        20000 | Servicios no personales | 7.685.423.-
        > Total | | 20.037.005.-
        """,
        Locale.COMMA_DECIMAL,
    )
    (check,) = checks(table)
    assert (check.rule, check.status, check.expected, check.found) == (
        "column_sum",
        "passed",
        "20037005",
        "20037005",
    )
    assert [(member.row, member.col) for member in check.members] == [(3, 2), (1, 2), (2, 2)]


def test_what_does_not_add_up_fails_and_what_cannot_be_read_is_unverifiable() -> None:
    failing = literal_table("budget_group", BUDGET, "10000 | a | 5\n20000 | b | 7\n> Total | | 13")
    unread = literal_table(
        "budget_group", BUDGET, "10000 | a | ###\n20000 | b | 7\n> Total | | 13", table_id="t2"
    )
    assert [(check.status, check.expected, check.found) for check in checks(failing, unread)] == [
        ("failed", "12", "13"),
        ("unverifiable", None, "13"),
    ]


def test_figures_that_exceed_their_total_fail_whatever_another_that_could_not_be_read_may_be() -> None:
    lines = "10000 | a | {}\n20000 | b | 7\n30000 | c | ##\n> Total | | {}"
    assert verdicts(literal_table("budget_group", BUDGET, lines.format("5", "11"))) == {
        ("column_sum", "failed"): 1
    }
    for read, total in (("5", "13"), ("-5", "1")):
        table = literal_table("budget_group", BUDGET, lines.format(read, total))
        assert verdicts(table) == {("column_sum", "unverifiable"): 1}


def test_a_line_of_words_takes_no_part_in_a_sum() -> None:
    table = literal_table(
        "generic",
        ("Unidad:text", "Convenios:number", "Familias:number"),
        """
        Unidad | Convenios firmados | Familias
        Norte | 113 | 572
        Sur | 112 | 770
        Este | 91 | 974
        > Total | 316 | 2316
        """,
    )
    assert verdicts(table) == {("column_sum", "passed"): 2}


def test_a_group_whose_name_was_read_beside_another_line_adds_up_from_the_last_total() -> None:
    table = literal_table(
        "poa_budget",
        ("code:code", "expense_group:code", "planned_treasury:number"),
        """
        1.1. | TOTAL | 0.00
        | 20000 | 100.00
        1.2. | 40000 | 30.00
        | TOTAL | 130.00
        > TOTAL GENERAL | | 130.00
        """,
    )
    assert verdicts(table) == {("group_sum", "passed"): 1, ("column_sum", "passed"): 1}


def test_a_total_that_a_name_was_read_beside_stands_for_its_lines_in_the_table_s_total() -> None:
    table = literal_table(
        "poa_budget",
        ("code:code", "expense_group:code", "planned_treasury:number"),
        """
        1.1. | 20000 | 100.00
        | TOTAL | 100.00
        1.2. | 20000 | 50.00
        1 | TOTAL | 50.00
        > TOTAL GENERAL | | 150.00
        """,
    )
    assert verdicts(table) == {("group_sum", "passed"): 2, ("column_sum", "passed"): 1}


def test_a_group_sum_that_fails_either_way_is_that_of_the_group_s_name() -> None:
    table = literal_table(
        "poa_budget",
        ("code:code", "expense_group:code", "planned_treasury:number"),
        """
        1.1. | 20000 | 100.00
        | TOTAL | 100.00
        1.2. | 20000 | 50.00
        | 40000 | 30.00
        | TOTAL | 90.00
        """,
    )
    assert [(one.status, one.expected) for one in checks(table)] == [
        ("passed", "100.00"),
        ("failed", "80.00"),
    ]


def test_a_group_adds_up_to_its_own_total_and_the_totals_to_the_table_s() -> None:
    table = literal_table(
        "poa_budget",
        POA,
        """
        11.01.01. | 01/05/19 | 31/05/19 | 20000 / 40000 / TOTAL | 290,671.00 / 195,000.00 / 485,671.00 | 286,904.39 / 174,696.00 / 461,600.39 | 95.04
        11.01.02. | 01/05/19 | 30/04/19 | TOTAL | 0.00 | 0.00 | 0
        11.01.03. | 01/06/19 | 31/05/19 | 10000 | 10.00 | 5.00 | 50
        | | | TOTAL | 10.00 | 5.00 |
        > TOTAL PARCIAL | | | | 485,681.00 | 461,605.39 |
        > TOTAL GENERAL | | | | 485,681.00 | 461,605.39 |
        """,  # noqa: E501
    )
    assert verdicts(table) == {
        ("group_sum", "passed"): 4,
        ("column_sum", "passed"): 4,
        ("ratio", "passed"): 3,
        ("date_order", "passed"): 1,
        ("date_order", "failed"): 2,
    }


def test_a_total_carried_to_the_next_page_is_checked_and_added_on() -> None:
    table = literal_table(
        "budget_group",
        BUDGET,
        """
        10000 | a | 5
        20000 | b | 7
        > VAN | | 12
        > VIENEN | | 12
        30000 | c | 1
        > TOTAL | | 13
        """,
    )
    assert verdicts(table) == {("carried_total", "passed"): 2, ("column_sum", "passed"): 1}


def test_a_row_s_difference_may_be_negative() -> None:
    columns = ("planned_quantity:number", "evaluated_quantity:number", "quantity_difference:number")
    table = literal_table("siafi_product", columns, "7,711.00 | 10,179.90 | -2,468.90\n2 | 1 | 2")
    assert verdicts(table) == {("difference", "passed"): 1, ("difference", "failed"): 1}


def test_a_ratio_may_be_rounded_cut_off_or_printed_short() -> None:
    for printed in ("97.89", "97.90", "97.9"):
        table = literal_table(
            "poa_budget",
            (
                "code:code",
                "expense_group:code",
                "planned_treasury:number",
                "executed_treasury:number",
                "execution_pct:number",
            ),
            f"11.04.04. | TOTAL | 6,429,593.00 | 6,294,351.19 | {printed}",
        )
        assert verdicts(table) == {("ratio", "passed"): 1}, printed


def test_an_unknown_table_shows_its_own_totals() -> None:
    table = literal_table(
        "generic",
        ("Municipio:text", "Ene:number", "Feb:number", "Total:number"),
        """
        La Paz | 10 | 20 | 30
        Oruro | 1 | 2 | 3
        Tarija | 4 | 4 | 8
        > Total | 15 | 26 | 41
        """,
    )
    assert verdicts(table) == {("column_sum", "passed"): 3, ("row_sum", "passed"): 4}


def test_an_unknown_table_whose_last_row_is_no_sum_gives_no_check() -> None:
    table = literal_table("generic", ("Año:text", "Casos:number"), "a | 10\nb | 12\n> Total país | 900")
    assert verdicts(table) == {}


amounts = st.integers(0, 10**9)


@given(st.lists(amounts, min_size=2, max_size=9), st.integers(1, 1000))
def test_a_column_that_adds_up_passes_and_one_that_does_not_fails(items: list[int], off: int) -> None:
    lines = "\n".join(f"10000 | x | {value}" for value in items)
    for total, status in ((sum(items), "passed"), (sum(items) + off, "failed")):
        table = literal_table("budget_group", BUDGET, f"{lines}\n> Total | | {total}")
        assert [check.status for check in checks(table)] == [status]


def test_a_sum_that_fails_doubts_only_the_figures_that_nothing_else_bears_out() -> None:
    def check(status: CheckStatus, *rows: int) -> Check:
        members = tuple(Member(table="t1", row=row, col=2) for row in rows)
        return Check(id="c", rule="column_sum", status=status, members=members, expected="1", found="2")

    found = checks_to_verdicts([check("failed", 1, 2, 3), check("passed", 1, 2, 4), check("failed", 1, 2)])
    assert {row: verdict for (_, row, _), verdict in found.items()} == {
        1: "failed",
        2: "failed",
        3: "failed",
        4: "passed",
    }
    found = checks_to_verdicts([check("failed", 1, 2, 3), check("passed", 1, 2, 4)])
    assert found["t1", 1, 2] == "passed"


def test_the_same_figure_printed_twice_bears_neither_out_against_a_sum() -> None:
    def check(status: CheckStatus, *rows: int) -> Check:
        members = tuple(Member(table="t1", row=row, col=2) for row in rows)
        return Check(id="c", rule="column_sum", status=status, members=members, expected="1", found="2")

    found = checks_to_verdicts([check("failed", 1, 2, 3), check("passed", 9, 3)])
    assert found == {("t1", row, 2): "passed" if row == 9 else "failed" for row in (1, 2, 3, 9)}


def test_a_ratio_bears_no_amount_out_that_a_sum_doubts() -> None:
    members = tuple(Member(table="t1", row=row, col=2) for row in (1, 2, 3))
    failed = Check(id="c1", rule="column_sum", status="failed", members=members, expected="1", found="2")
    ratio = failed.replace(id="c2", rule="ratio", status="passed", members=members[:2])
    assert set(checks_to_verdicts([failed, ratio]).values()) == {"failed"}
    printed = failed.replace(status="source_inconsistent")
    assert set(checks_to_verdicts([printed, ratio]).values()) == {"inconsistent"}


def test_a_page_that_begins_its_sums_anew_adds_up_from_its_own_top() -> None:
    columns = ("category:code", "assigned_budget:money", "current_budget:money", "budget_difference:money")
    table = literal_table(
        "siafi_product",
        columns,
        """
        11-01 | 100.00 | 90.00 | 10.00
        11-02 | 200.00 | 150.00 | 50.00
        12-01 | 300.00 | 250.00 | 50.00
        12-02 | 400.00 | 350.00 | 50.00
        > VAN | 700.00 | 600.00 | 100.00
        """,
    )
    on_two_pages = table.replace(pages=(1, 2), row_pages=(1, 1, 1, 2, 2, 2))
    assert verdicts(on_two_pages)["carried_total", "passed"] == 3
    assert verdicts(table)["carried_total", "passed"] == 0


def test_a_total_that_prints_a_percentage_of_its_own_is_checked_too() -> None:
    table = literal_table(
        "poa_budget",
        POA,
        """
        1.1. | 2019-01-01 | 2019-02-01 | 20000 | 200.00 | 100.00 | 50.00
        1.1. | | | TOTAL | 200.00 | 100.00 |
        > TOTAL GENERAL | | | | 200.00 | 100.00 | 51.00
        """,
    )
    assert verdicts(table)["ratio", "failed"] == 1


def test_a_total_that_one_digit_keeps_from_adding_up_is_still_a_total() -> None:
    lines = "a | 4,310\nb | 2,205\n> TOTAL | {}"
    columns = ("Concepto:text", "Importe:number")
    assert verdicts(literal_table("generic", columns, lines.format("6,815")))["column_sum", "failed"] == 1
    assert not verdicts(literal_table("generic", columns, lines.format("7,926")))


def test_a_total_that_adds_up_long_figures_in_one_column_tells_of_another() -> None:
    table = literal_table(
        "generic",
        ("Concepto:text", "2016:number", "2015:number"),
        """
        Proveedores | 9781359 | 9411894
        Obligaciones | 60674123 | 90205213
        Sueldos | 723195 | 751035
        > Total pasivo | 159378677 | 100368142
        """,
    )
    assert verdicts(table) == {("column_sum", "passed"): 1, ("column_sum", "failed"): 1}


def test_groups_of_a_budget_that_add_up_their_parts_are_counted_once() -> None:
    parts = {"1": (30, 12, 18), "2": (25, 20, 5), "3": (40, 15, 25)}
    lines = [
        f"{group if not k else f'{group}.{k}'} | x | {amount}"
        for group, amounts in parts.items()
        for k, amount in enumerate(amounts)
    ]
    table = literal_table("budget_group", BUDGET, "\n".join([*lines, "> Total | | 95"]))
    assert verdicts(table) == {("group_sum", "passed"): 3, ("column_sum", "passed"): 1}


def test_a_sum_that_holds_since_a_figure_was_changed_bears_out_none_of_the_others() -> None:
    def check(number: str, status: CheckStatus, *places: tuple[int, int]) -> Check:
        members = tuple(Member(table="t1", row=row, col=col) for row, col in places)
        return Check(id=number, rule="column_sum", status=status, members=members, expected="1", found="1")

    column, row = ((1, 1), (2, 1), (3, 1)), ((2, 1), (2, 2), (2, 3))
    beside = ((1, 2), (2, 2), (3, 2)), ((1, 3), (2, 3), (3, 3))
    others = [check(f"c{k}", "passed", *places) for k, places in enumerate(beside)]
    found = checks_to_verdicts([*others, check("a", "repaired", *column), check("b", "failed", *row)])
    assert {place[1:] for place, verdict in found.items() if verdict == "failed"} == {(2, 1)}


def test_the_total_of_a_single_row_is_told_where_the_other_columns_bear_it_out() -> None:
    columns = ("Programa:text", "Vigente:number", "Compromiso:number", "Devengado:number", "Pagado:number")
    rows = """
    Salud | 8,364.00 | 7,888.07 | 7,888.07 | 4,874.82
    Vivienda | 295.00 | 222.13 | 222.13 | 157.49
    > Total | 8,659.00 | 8,110.20 | 8,110.20 | 5,032.31
    Actividades centrales | 3,850.00 | 3,284.05 | 3,284.05 | 2,814.43
    > Total | 3,850.00 | 3,284.05 | {done} | 2,814.43
    """

    def failing(done: str, rows: str = rows) -> list[tuple[str | None, str | None]]:
        table = literal_table("generic", columns, rows.format(done=done))
        return [(one.expected, one.found) for one in checks(table) if one.status != "passed"]

    assert failing("3,284.05") == []
    assert failing("3,484.05") == [("3284.05", "3484.05")]
    assert failing("3,484.05", rows.replace("3,850.00 | 3,284.05 | {", "3,855.00 | 3,288.05 | {")) == []
