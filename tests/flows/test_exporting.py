"""Records come out exact in every format, and nothing on a page becomes a formula."""

import csv
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.exporting import FORMATS, export
from schemas.errors import SettingsError
from store.selecting import Selection
from tests.flows.archives import ArchiveBench

EXACT = "58.33333333333333333333"


@pytest.fixture
def bench(tmp_path: Path) -> ArchiveBench:
    bench = ArchiveBench(tmp_path)
    (bench.folder / "a.txt").write_text(
        f"Área\tMonto\n=1+1\t1.200,50\nSur, «norte»\t{EXACT.replace('.', ',')}\n", encoding="utf-8"
    )
    bench.run()
    return bench


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_written_whole_and_leaves_nothing_beside(bench: ArchiveBench, kind: str) -> None:
    out = bench.base / "export"
    with bench.store() as store:
        told = export(store, Selection(), out, kind)
    assert sorted(told.files) == sorted(out.iterdir())
    assert told.cursor == 1
    assert told.records == 2


def test_numbers_stay_exact_and_text_stays_text(bench: ArchiveBench) -> None:
    out = bench.base / "export"
    with bench.store() as store:
        for kind in FORMATS:
            export(store, Selection(), out / kind, kind)
    lines = [json.loads(line) for line in (out / "jsonl" / "records.jsonl").read_text().splitlines()]
    assert [line["fields"]["monto"]["value"] for line in lines] == ["1200.50", EXACT]
    (table,) = (out / "csv").iterdir()
    rows = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    assert [(row["area"], row["monto"]) for row in rows] == [("'=1+1", "1200.50"), ("Sur, «norte»", EXACT)]
    (parquet,) = (out / "parquet").iterdir()
    assert pq.read_table(parquet)["monto"].to_pylist() == [Decimal("1200.50"), Decimal(EXACT)]
    package = json.loads((out / "package" / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert (kinds["monto"], kinds["area"], kinds["page"]) == ("number", "string", "integer")
    assert (out / "package" / resource["path"]).exists()
    with zipfile.ZipFile(out / "xlsx" / "records.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "1200.5" in sheet and EXACT in sheet


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|'x'!A0", "'-2+3+cmd|'x'!A0"),
        ("-", "-"),
        ("-1.200,50", "-1200.50"),
        ("+5 %", "+5 %"),
        ("Norte = 3", "Norte = 3"),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_marked_in_csv(
    bench: ArchiveBench, text: str, cell: str
) -> None:
    (bench.folder / "a.txt").write_text(f"Área\tMonto\n{text}\t1,50\nSur\t-2,00\n", encoding="utf-8")
    bench.run()
    with bench.store() as store:
        (path,) = export(store, Selection(), bench.base / "export", "csv").files
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert [(row["area"], row["monto"]) for row in rows] == [(cell, "1.50"), ("Sur", "-2.00")]


def test_another_format_is_told(bench: ArchiveBench) -> None:
    with bench.store() as store, pytest.raises(SettingsError, match="the formats are"):
        export(store, Selection(), bench.base / "export", "doc")
