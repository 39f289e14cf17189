"""Sums over the codes of a classification, that no word announces."""

from collections import Counter

import pytest

from extraction.arithmetic.checks import relation_to_check
from extraction.arithmetic.relation_finding import find_relations
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from tests.extraction.literal_tables import literal_table

COLUMNS = ("Objeto:code", "Detalle:text", "Vigente:number", "Pagado:number")
STYLES = {
    "parts": ("1", "1.1", "1.1.01", "1.1.02", "1.2", "1.2.01", "1.2.02", "2", "2.1", "2.2"),
    "digits": ("1", "11", "111", "112", "12", "121", "122", "2", "21", "22"),
    "zeros": ("1000", "1100", "1110", "1120", "1200", "1210", "1220", "2000", "2100", "2200"),
}
# Two groups of two, and one of two.
VIGENTE = (1000, 600, 250, 350, 400, 150, 250, 90, 60, 30)
PAGADO = (705, 405, 120, 285, 300, 100, 200, 55, 40, 15)


def found(codes: tuple[str, ...], vigente: tuple[int, ...], total: int) -> Counter[tuple[str, str]]:
    rows = zip(codes, vigente, PAGADO, strict=True)
    lines = "\n".join(f"{code} | obras | {first} | {second}" for code, first, second in rows)
    table = literal_table(
        "generic", COLUMNS, f"{lines}\n> TOTAL GENERAL | | {total} | {PAGADO[0] + PAGADO[7]}"
    )
    entries = table_entries([table])
    values = slot_numbers(entries)
    relations = find_relations(with_forms([table], ()), values)
    checks = [relation_to_check(relation, f"c{k}", entries, values) for k, relation in enumerate(relations)]
    return Counter((check.rule, check.status) for check in checks)


@pytest.mark.parametrize("codes", STYLES.values(), ids=STYLES)
def test_each_code_adds_up_those_right_below_it_and_the_total_the_last_of_them(
    codes: tuple[str, ...],
) -> None:
    sums = found(codes, VIGENTE, 1090)
    assert sums["group_sum", "passed"] == 8
    assert sums["column_sum", "passed"] == 2


def test_one_misprinted_figure_fails_its_sum_and_the_total() -> None:
    printed = (*VIGENTE[:3], 380, *VIGENTE[4:])
    sums = found(STYLES["parts"], printed, 1090)
    assert (sums["group_sum", "passed"], sums["group_sum", "failed"]) == (7, 1)
    assert sums["column_sum", "failed"] == 1


def test_a_column_that_hardly_bears_the_codes_out_adds_nothing_up() -> None:
    sums = found(STYLES["parts"], tuple(range(100, 110)), 1045)
    assert (sums["group_sum", "passed"], sums["group_sum", "failed"]) == (4, 0)


FEW = (("1", 1000, 700, 95), ("1.1", 300, 250, 83), ("1.2", 500, 300, 60), ("1.3", 200, 150, 75),
       ("2", 600, 410, 68), ("2.1", 350, 210, 60), ("2.2", 150, 130, 87), ("2.3", 100, 70, 70))  # fmt: skip


def test_two_groups_that_two_columns_bear_out_add_up_in_a_third_that_bears_out_one() -> None:
    columns = ("Objeto:code", "Inicial:number", "Vigente:number", "Pagado:number", "Avance:number")
    lines = "\n".join(
        f"{code} | {first} | {first} | {paid + (code == '1.2') * 5} | {share}"
        for code, first, paid, share in FEW
    )
    table = literal_table("generic", columns, lines)
    entries = table_entries([table])
    values = slot_numbers(entries)
    relations = find_relations(with_forms([table], ()), values)
    checks = [relation_to_check(relation, f"c{k}", entries, values) for k, relation in enumerate(relations)]
    sums = Counter((check.members[0].col, check.status) for check in checks if check.rule == "group_sum")
    assert sums == {(1, "passed"): 2, (2, "passed"): 2, (3, "passed"): 1, (3, "failed"): 1}


def test_a_name_may_stand_right_behind_a_long_code() -> None:
    names = ("1000000 Obras", "1100000Rutas", "1200000 Redes", "2000000 Otros", "2100000 Pozos",
             "2200000Cercos", "3000000 Vías", "3100000 Norte", "3200000 Sur")  # fmt: skip
    figures = (900, 600, 300, 250, 150, 100, 770, 700, 70)
    lines = "\n".join(f"{name} | {figure}" for name, figure in zip(names, figures, strict=True))
    table = literal_table("generic", ("Concepto:text", "Vigente:number"), lines)
    entries = table_entries([table])
    values = slot_numbers(entries)
    relations = find_relations(with_forms([table], ()), values)
    checks = [relation_to_check(relation, f"c{k}", entries, values) for k, relation in enumerate(relations)]
    assert Counter((one.rule, one.status) for one in checks) == {("group_sum", "passed"): 3}
