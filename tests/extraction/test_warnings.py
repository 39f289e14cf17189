"""What a document is warned of as a whole."""

from extraction.record_fields import Setting
from extraction.records import table_to_records
from extraction.trust.confidence import ReviewSettings
from extraction.trust.drift import Drift
from extraction.warnings import document_warnings
from schemas.document import DocumentWarning
from schemas.geometry import Box
from schemas.reading import PageReading, TextLine
from schemas.table import LogicalTable
from tests.extraction.literal_tables import declared_forms, literal_table

SEEN = Drift(distance=0.5, limit=1.5, features=())
PAGE = PageReading(page_no=1, status="done", width=100, height=100, dpi=100)
READ = PAGE.replace(lines=(TextLine(text="Presupuesto"),))
COLUMNS = ["group:code", "detail:text", "amount:money", "executed:money"]


def warnings(table: LogicalTable) -> tuple[DocumentWarning, ...]:
    form = next((form for form in declared_forms() if form.kind == table.kind), None)
    setting = Setting(pages={1: PAGE}, verdicts={}, review=ReviewSettings(), around={})
    records = table_to_records(table, form, "sha256:0", setting)
    assert records or form is None
    return document_warnings([READ], SEEN, [table], [records], declared_forms())


def test_columns_of_figures_that_no_record_holds_are_told_of() -> None:
    table = literal_table("budget_group", COLUMNS, "10000|Servicios|5,00|4,00\n20000|Bienes|7,00|6,00")
    (warning,) = warnings(table)
    assert warning.code == "columns_in_no_record"
    assert "“executed”" in warning.message and "“amount”" not in warning.message
    assert warning.why.es.startswith("Ningún registro recoge estas columnas de la tabla t1: «executed»")


def test_a_table_without_records_and_a_single_figure_are_not() -> None:
    assert warnings(literal_table("generic", ["a:money", "b:money"], "5,00|4,00\n7,00|6,00")) == ()
    one = literal_table("budget_group", COLUMNS, "10000|Servicios|5,00|\n20000|Bienes|7,00|6,00")
    assert warnings(one) == ()


def test_a_document_without_print_is_told_of_and_one_that_could_not_be_read_is_not() -> None:
    (warning,) = document_warnings([PAGE, PAGE.replace(page_no=2)], SEEN, [], [])
    assert warning.code == "nothing_read"
    assert document_warnings([PAGE.replace(status="failed")], SEEN, [], []) == ()
    assert document_warnings([PAGE, READ.replace(page_no=2)], SEEN, [], []) == ()


def test_amounts_outside_all_tables_are_told_of_and_those_of_a_sentence_are_not() -> None:
    def page(number: int, *texts: str) -> PageReading:
        box = Box(10, 10, 90, 20)
        return READ.replace(page_no=number, lines=tuple(TextLine(text=text, bbox=box) for text in texts))

    loose = page(2, "Bancos", "6.200,34", "Caja", "618,00", "Total", "6.818,34")
    (warning,) = document_warnings([READ, loose], SEEN, [], [])
    assert warning.code == "amounts_in_no_table"
    assert warning.message.startswith("Page 2: several amounts stand outside all tables")
    assert "En la página 2 hay varios importes" in warning.why.es
    (warning,) = document_warnings([loose.replace(page_no=1), loose], SEEN, [], [])
    assert warning.message.startswith("Pages 1, 2: ")
    assert document_warnings([page(1, "6.200,34", "618,00", "2019", "- 3 -")], SEEN, [], []) == ()
    assert document_warnings([page(1, *["Se pagaron 6.200,34 bolivianos"] * 4)], SEEN, [], []) == ()


def test_records_of_one_table_with_one_key_are_told_of() -> None:
    columns = ["modality:text", "range:text", "count:number", "amount:money"]
    rows = "Compra directa|Hasta 20 mil|2|5,00\nConcurso|Hasta 1 millón|1|7,00"
    (warning,) = warnings(
        literal_table("contract_modality", columns, f"{rows}\nConcurso|Hasta 1 millón|3|9,00")
    )
    assert warning.code == "repeated_key"
    assert "“Concurso”" in warning.message and "Compra" not in warning.message
    assert "«Concurso»" in warning.why.es
    assert warnings(literal_table("contract_modality", columns, rows)) == ()


def test_records_without_a_part_of_their_key_are_not() -> None:
    columns = ["product_number:code", "product:text", "planned_quantity:number"]
    rows = "1|Servicios|5,00\n1|Servicios|5,00"
    assert [one.code for one in warnings(literal_table("siafi_product", columns, rows))] == []
