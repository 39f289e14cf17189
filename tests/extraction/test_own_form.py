"""A new form is one file: a municipal statement of income and spending, as a user would declare it."""

from decimal import Decimal
from pathlib import Path

from extraction.assemble import assemble
from models.text_dump import read_dump
from schemas.document import Document, Engine, Source
from schemas.form import load_forms

MUNICIPAL = r"""
kind = "municipal_statement"

[[columns]]
name = "statement"
source = "header"
of = "label"

[[columns]]
name = "section"
source = "section"

[[columns]]
name = "label"
headers = ["EVOLUCION DE LOS RECURSOS|EVOLUCION DE GASTOS POR OBJETO|EVOLUCION DE GASTOS POR PROGRAMA"]
required = true

[[columns]]
name = "current"
headers = ["VIGENTE|CREDITO VIGENTE"]
type = "number"
required = true

[[columns]]
name = "committed"
headers = ["COMPROMISO|COMPROMETIDO"]
type = "number"

[[columns]]
name = "accrued"
headers = ["DEVENGADO"]
type = "number"

[[columns]]
name = "paid"
headers = ["PAGADO|PERCIBIDO"]
type = "number"

[[records]]
type = "municipal_statement"
key = ["statement", "label"]
fields = ["statement", "section", "label", "current", "committed", "accrued", "paid"]

[[relations]]
rule = "column_sum"
columns = ["current", "committed", "accrued", "paid"]
"""

STATEMENT = """\
Evolución de Gastos por Objeto\tVigente\tCompromiso\tDevengado\tPagado
1. Presupuestarios\t\t\t\t
Gastos en personal\t2.419.833.846,85\t1.159.521.532,07\t1.159.521.532,07\t1.159.521.532,07
Bienes de consumo\t1.006.059.798,83\t471.325.559,65\t461.248.169,31\t406.748.162,92
Total\t3.425.893.645,68\t1.630.847.091,72\t1.620.769.701,38\t1.566.269.694,99
"""


def document(folder: Path) -> Document:
    (folder / "municipal.toml").write_text(MUNICIPAL, encoding="utf-8")
    source = Source(name="rafam.txt", media_type="text/plain", bytes=1, pages=1)
    engine = Engine(version="test", config_digest="", models={})
    return assemble(source, "sha256:" + "0" * 64, engine, read_dump(STATEMENT), load_forms(folder))


def test_a_declared_form_gives_records_and_checks(tmp_path: Path) -> None:
    made = document(tmp_path)
    assert [table.kind for table in made.tables] == ["municipal_statement"]
    first, second = made.records
    assert first.fields["statement"].value == "Evolución de Gastos por Objeto"
    assert first.fields["section"].value == "1. Presupuestarios"
    assert second.fields["label"].value == "Bienes de consumo"
    assert Decimal(second.fields["paid"].value or "") == Decimal("406748162.92")
    assert {(check.rule, check.status) for check in made.checks} == {("column_sum", "passed")}


def test_the_same_table_without_the_form_gives_rows_named_by_their_headers() -> None:
    source = Source(name="rafam.txt", media_type="text/plain", bytes=1, pages=1)
    engine = Engine(version="test", config_digest="", models={})
    made = assemble(source, "sha256:" + "0" * 64, engine, read_dump(STATEMENT), ())
    assert [table.kind for table in made.tables] == ["generic"]
    assert {record.type for record in made.records} == {"table_row"}
    row = made.records[0].fields
    assert row["evolucion_de_gastos_por_objeto"].value == "Gastos en personal"
    assert row["vigente"].value == "2419833846.85"


def test_records_keep_their_ids_from_run_to_run(tmp_path: Path) -> None:
    once, again = document(tmp_path), document(tmp_path)
    assert once.model_dump_json() == again.model_dump_json()
    assert len({record.id for record in once.records}) == len(once.records)
