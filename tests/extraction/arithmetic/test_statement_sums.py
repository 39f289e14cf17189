"""Results of financial statements add up what stands above them; unrelated figures add up to nothing."""

import random

from extraction.arithmetic.cell_relations import SumRelation
from extraction.arithmetic.discovery import discovered_relations
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from schemas.table import LogicalTable
from tests.extraction.literal_tables import literal_table

YEARS = ("concept:text", "this_year:number", "last_year:number")
PARTIAL = ("date:text", "detail:text", "partial:number", "amount:number")


def sums(table: LogicalTable) -> dict[tuple[int, int], tuple[list[int], bool]]:
    """By row and column of each result: the rows that it adds or takes away, and whether it holds."""
    values = slot_numbers(table_entries([table]))
    (formed,) = with_forms([table], ())
    found = [one for one in discovered_relations(formed, values) if isinstance(one, SumRelation)]
    return {
        (one.result.row, one.result.col): ([slot.row for slot in (*one.plus, *one.minus)], one.holds(values))
        for one in found
    }


STATEMENT = """
Multas | 9,332,742.53 | 218,387.37
Donaciones | 603,807.27 | 15,339,196.42
> Total ingresos | 9,936,549.80 | 15,557,583.79
Sueldos | -296,801.95 | -340,666.70
Consumo | -13,387,389.29 | -2,395,998.30
> Total gastos | -13,684,191.24 | -2,736,665.00
Resultado de operación | -3,747,641.44 | 12,820,918.79
Ingresos financieros | {} | -170,959.16
Diferencia de cambio | -574,179.80 | 5,675.43
Resultado neto | -3,843,079.93 | 12,655,635.06
"""


def test_results_add_up_totals_and_earlier_results() -> None:
    found = sums(literal_table("generic", YEARS, STATEMENT.format("478,741.31")))
    assert found[7, 1] == found[7, 2] == ([3, 6], True)
    assert found[10, 1] == found[10, 2] == ([7, 8, 9], True)


def test_a_misprint_in_one_column_is_told_by_the_other() -> None:
    found = sums(literal_table("generic", YEARS, STATEMENT.format("478,748.31")))
    assert (found[10, 1], found[10, 2]) == (([7, 8, 9], False), ([7, 8, 9], True))


def test_a_sign_lost_in_one_column_is_told_by_the_other() -> None:
    found = sums(literal_table("generic", YEARS, STATEMENT.format("-478,741.31")))
    assert (found[10, 1], found[10, 2]) == (([7, 8, 9], False), ([7, 8, 9], True))


def test_partial_amounts_add_up_to_the_amount_in_the_next_column_even_where_one_is_misprinted() -> None:
    table = literal_table(
        "generic",
        PARTIAL,
        """
        | Saldo según extracto | | 795,349.72
        16/01/2017 | Boleta 1888 | {} |
        22/08/2017 | Boleta 7773 | 18,692.30 |
        | Depósitos en tránsito | | 20,018.38
        15/02/2017 | Cheque 16134 | 2,652.15 |
        01/07/2017 | Cheque 50903 | 9,068.65 |
        | Cheques en circulación | | -11,720.80
        | Saldo conciliado | | 803,647.30
        """.format("1,926.08"),
    )
    found = sums(table)
    assert found[4, 3] == ([2, 3], False)
    assert found[7, 3] == ([5, 6], True)
    assert found[8, 3] == ([1, 4, 7], True)


def test_figures_that_have_nothing_to_do_with_each_other_add_up_to_nothing() -> None:
    rng = random.Random(7)
    for _ in range(40):
        cents = [(rng.randint(10**7, 10**8), rng.randint(10**7, 10**8)) for _ in range(20)]
        rows = "\n".join(f"Concepto | {one / 100:,.2f} | {other / 100:,.2f}" for one, other in cents)
        assert sums(literal_table("generic", YEARS, rows)) == {}


def test_a_total_is_checked_where_one_of_its_figures_has_a_digit_more_or_fewer() -> None:
    rows = "Iniciadas | 421\nObservadas | {}\nEn proceso | 433\nReprogramadas | 193\n> Total | 1,211"
    columns = ("state:text", "count:number")
    for figure, told in (("164", True), ("1641", True), ("64", True), ("16", True), ("278", False)):
        found = sums(literal_table("generic", columns, rows.format(figure)))
        assert ((5, 1) in found) is told, figure
        assert not told or found[5, 1][1] is (figure == "164")
