"""Real documents as OCR dumps come out whole; skipped where they do not lie beside the repository."""

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from extraction.assemble import assemble
from models.text_dump import read_dump
from schemas.document import Document, Engine, Record, Source
from schemas.form import load_forms

REPOSITORY = Path(__file__).parent.parent
SEEDS = REPOSITORY.parent / "shared" / "seeds"
AMOUNTS = ("planned_treasury", "planned_other", "executed_treasury", "executed_other")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the OCR dumps do not lie in ../shared/seeds")


@lru_cache
def document(seed: str) -> Document:
    path = next(SEEDS.glob(f"{seed}_*.txt"))
    pages = read_dump(path.read_text(encoding="utf-8"))
    source = Source(name=path.name, media_type="text/plain", bytes=path.stat().st_size, pages=len(pages))
    engine = Engine(version="test", config_digest="", models={})
    return assemble(source, "sha256:" + "0" * 64, engine, pages, load_forms(REPOSITORY / "schemas" / "forms"))


def records(seed: str, record_type: str) -> list[Record]:
    return [record for record in document(seed).records if record.type == record_type]


def value(record: Record, name: str) -> str | None:
    return record.fields[name].value


def number(record: Record, name: str) -> Decimal:
    text = value(record, name)
    assert text is not None, (name, record)
    return Decimal(text)


def test_budget_form_gives_the_43_activities_of_its_results_form() -> None:
    activities, results = records("000", "poa_activity"), records("000", "poa_result")
    assert len(activities) == 43
    assert [value(one, "code") for one in activities] == [value(one, "code") for one in results]
    assert all(value(one, "operation") for one in activities + results)
    operations = [value(one, "operation") for one in activities]
    assert operations == [value(one, "operation") for one in results]
    assert len(set(operations)) == 9


def test_budget_totals_are_those_printed_and_every_group_adds_up() -> None:
    groups: dict[str, dict[bool, list[Record]]] = defaultdict(lambda: {True: [], False: []})
    for line in records("000", "poa_budget_line"):
        groups[value(line, "activity_code") or ""][value(line, "expense_group") == "TOTAL"].append(line)
    totals = [total for group in groups.values() for total in group[True]]
    assert len(totals) == 43
    assert sum(number(total, "planned_treasury") for total in totals) == Decimal("11041554.00")
    assert sum(number(total, "executed_treasury") for total in totals) == Decimal("10117853.46")
    for group in groups.values():
        for name in AMOUNTS if group[False] else ():
            assert sum(number(line, name) for line in group[False]) == number(group[True][0], name)


def test_a_stack_of_six_lines_in_one_cell_gives_six_records() -> None:
    lines = [one for one in records("000", "poa_budget_line") if value(one, "activity_code") == "11.08.02."]
    assert [value(one, "expense_group") for one in lines] == [
        "10000",
        "20000",
        "30000",
        "40000",
        "80000",
        "TOTAL",
    ]
    assert [repair.rule for repair in lines[0].fields["planned_treasury"].repairs] == [
        "stacked_cell_expanded"
    ]


def test_eighteen_spellings_of_seven_twelfths_are_one_number() -> None:
    both = records("000", "poa_activity") + records("000", "poa_result")
    sevenths = [
        number(one, "indicator_value")
        for one in both
        if (value(one, "indicator_value") or "").startswith("58")
    ]
    assert len(sevenths) == 18
    assert {f"{one:.10f}" for one in sevenths} == {"58.3333333333"}


def test_indicator_catalogue_goes_on_over_a_page() -> None:
    indicators = records("000", "indicator_definition")
    assert len(indicators) == 13
    assert {value(one, "baseline_date") for one in indicators} == {"2019-01-02"}
    catalog = next(table for table in document("000").tables if table.kind == "indicator_catalog")
    assert len(catalog.pages) == 2
    assert {cell.text for cell in catalog.cells if cell.role == "header_repeat"} >= {
        "NOMBRE",
        "OPERACIONALIZACIÓN",
    }


def test_operation_is_carried_over_the_page_break() -> None:
    by_code = {value(one, "code"): one for one in records("000", "poa_activity")}
    field = by_code["11.04.10."].fields["operation"]
    assert field.value == value(by_code["11.04.01."], "operation")
    assert [repair.rule for repair in field.repairs] == ["merged_cell_carried_down"]


def test_two_product_reports_add_up_to_their_printed_totals() -> None:
    by_table: dict[str | None, list[Record]] = defaultdict(list)
    for product in records("001", "siafi_product"):
        by_table[product.provenance[0].table].append(product)
        assert value(product, "category") and value(product, "product_number") and value(product, "product")
    sums = [sum(number(one, "assigned_budget") for one in products) for products in by_table.values()]
    assert sum(map(len, by_table.values())) == 73
    assert sums == [Decimal("50773837.00"), Decimal("49991864.00")]


def test_every_difference_of_a_product_is_right() -> None:
    for one in records("001", "siafi_product"):
        planned, evaluated = number(one, "planned_quantity"), number(one, "evaluated_quantity")
        assert number(one, "quantity_difference") == planned - evaluated
        assert number(one, "budget_difference") == number(one, "assigned_budget") - number(
            one, "current_budget"
        )


def test_improvement_actions_carry_number_and_program_down() -> None:
    actions = records("002", "improvement_action")
    programs = [(value(one, "program") or "")[:5] for one in actions]
    assert programs == ["E-005"] + ["F-003"] * 6 + ["G-003"] * 2 + ["P-002"] * 5 + ["S-220"] * 4 + ["U-004"]
    numbers = [value(one, "number") for one in actions]
    assert numbers == [None] + ["2"] * 6 + ["3"] * 2 + ["4"] * 5 + ["5"] * 4 + ["6"]


def test_a_row_cut_by_the_page_is_one_action() -> None:
    cut = next(one for one in records("002", "improvement_action") if value(one, "number") == "5")
    actions = cut.fields["actions"]
    assert "el problema que atiende el Programa para la productividad" in (actions.value or "")
    assert [repair.rule for repair in actions.repairs] == ["page_continuation_joined"]


def test_a_digit_read_twice_is_mended_by_the_printed_total() -> None:
    groups = {value(one, "group"): one for one in records("003", "budget_group")}
    assert len(groups) == 6
    amount = groups["30000"].fields["amount"]
    (repair,) = amount.repairs
    assert (repair.rule, repair.before, repair.after) == ("relation_solved", "17784774", "1784774")
    assert "column_sum" in repair.evidence
    assert sum(number(one, "amount") for one in groups.values()) == Decimal("26498155")
    check = next(one for one in document("003").checks if one.status == "repaired")
    assert check.expected == check.found


def test_slide_tables_stay_as_printed() -> None:
    modalities = [
        (value(one, "modality"), value(one, "count"), value(one, "amount"))
        for one in records("003", "contract_modality")
    ]
    assert modalities[3] == ("Licitación pública", "1", "1929700")
    assert len(modalities) == 5


def test_a_table_printed_without_tabs_is_found_and_adds_up() -> None:
    table = next(table for table in document("004").tables if table.columns[1].name == "hombres")
    people = [one for one in document("004").records if one.provenance[0].table == table.id]
    assert len(people) == 9
    for one in people:
        assert number(one, "hombres") + number(one, "mujeres") == number(one, "total")
    total = [cell.value.value for cell in table.cells if cell.role == "total" and cell.value]
    assert total == ["1548967", "1686779", "3235746"]


def test_nothing_is_made_of_the_tables_that_a_dump_lost() -> None:
    assert {record.type for record in document("004").records} == {"table_row"}
