"""Generated documents, dumped as text without a loss, come out whole: every record of every kind."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from extraction.assemble import assemble
from extraction.document_fields.field_tagger import FieldTagger
from models.text_dump import read_dump
from samples.generator.families import FAMILIES
from samples.generator.making import Order, make
from schemas.document import Document, Engine, Field, Source
from schemas.form import load_forms
from schemas.reading import TextSource
from tests.extraction.truth_reading import truth_to_pages

FORMS = load_forms(Path(__file__).parents[2] / "schemas" / "forms")
ENGINE = Engine(version="test", config_digest="", models={})


@pytest.fixture(scope="module")
def tagger() -> FieldTagger:
    return FieldTagger()


@pytest.mark.parametrize("family", sorted(FAMILIES))
@pytest.mark.parametrize("seed", [20100, 20101])
def test_every_record_of_a_clean_dump_is_right(
    tmp_path: Path, tagger: FieldTagger, family: str, seed: int
) -> None:
    made = make(Order(seed, level="clean", family=family, file_format="txt"), tmp_path)
    pages = read_dump(made.path.read_text(encoding="utf-8"))
    source = Source(name=family, media_type="text/plain", bytes=1, pages=len(pages))
    document = assemble(source, "sha256:" + "0" * 64, ENGINE, pages, FORMS, tagger=tagger)
    truth = json.loads((tmp_path / f"{made.path.stem}.truth.json").read_text(encoding="utf-8"))
    for wanted in truth["records"]:
        assert any(_holds(found, wanted) for found in _plain_records(document)), wanted


def test_a_number_at_a_place_is_typed_and_projected_there() -> None:
    page = {
        "tables": [{"bbox": [0.1, 0.1, 0.9, 0.3], "cells": [_cell(0, 0, "MONTO"), _cell(1, 0, "1.234,50")]}]
    }
    pages = truth_to_pages([page])
    source = Source(name="one", media_type="image/png", bytes=1, pages=1)
    (table,) = assemble(source, "sha256:" + "0" * 64, ENGINE, pages, FORMS).tables
    number = table.cells[1]
    assert number.value is not None
    assert number.value.value == "1234.50"
    assert number.bbox == (0.1, 0.2, 0.9, 0.3)


def test_numbered_items_say_nothing_of_the_decimal_mark() -> None:
    rows = [("Nro.", "Detalle", "Meta"), *((f"{k}.1", f"Obra {k}", "94") for k in range(1, 8))]
    cells = [_cell(row, col, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)]
    cells += [_cell(8, 0, "8.1"), _cell(8, 1, "Caminos"), _cell(8, 2, "15.960")]
    for cell in cells:
        row, col = int(str(cell["row"])), int(str(cell["col"]))
        cell["bbox"] = [0.1 + col / 4, 0.1 + row / 20, 0.3 + col / 4, 0.14 + row / 20]
    pages = truth_to_pages([{"tables": [{"bbox": [0.1, 0.1, 0.9, 0.6], "cells": cells}]}])
    source = Source(name="one", media_type="image/png", bytes=1, pages=1)
    (table,) = assemble(source, "sha256:" + "0" * 64, ENGINE, pages, FORMS).tables
    (goal,) = (cell for cell in table.cells if (cell.row, cell.col) == (8, 2))
    assert goal.value is not None
    assert goal.value.value == "15960"


def _cell(row: int, col: int, text: str) -> dict[str, object]:
    return {"row": row, "col": col, "text": text, "bbox": [0.1, 0.1 + row / 10, 0.9, 0.2 + row / 10]}


def _plain_records(document: Document) -> list[Mapping[str, str | None]]:
    return [
        {"type": record.type} | {name: field.value for name, field in record.fields.items()}
        for record in document.records
    ]


def _holds(found: Mapping[str, str | None], wanted: Mapping[str, str]) -> bool:
    return all(_same(found.get(name), text) for name, text in wanted.items())


def _same(found: str | None, wanted: str) -> bool:
    if found is None:
        return wanted == ""
    try:
        return Decimal(found) == Decimal(wanted)
    except InvalidOperation:
        return "".join(found.split()) == "".join(wanted.split())


SLIDE = [
    ["GRUPO", "DETALLE", "MONTO EN BS"],
    ["10000", "Servicios personales", "12.351.582"],
    ["30000", "Materiales y suministros", "17.784.774"],
    ["40000", "Activos reales", "361.799"],
    ["TOTAL", "", "14.498.155"],
]


def _slide(text_source: TextSource) -> Document:
    cells = [_cell(row, col, text) for row, line in enumerate(SLIDE) for col, text in enumerate(line)]
    pages = truth_to_pages([{"tables": [{"bbox": [0.1, 0.1, 0.9, 0.6], "cells": cells}]}])
    pages = tuple(page.replace(text_source=text_source) for page in pages)
    source = Source(name="one", media_type="image/png", bytes=1, pages=1)
    return assemble(source, "sha256:" + "0" * 64, ENGINE, pages, FORMS)


def test_a_page_that_does_not_add_up_in_print_stays_as_printed() -> None:
    document = _slide("pdf_text")
    assert [check.status for check in document.checks] == ["source_inconsistent"]
    assert "17784774" in {cell.value.value for cell in document.tables[0].cells if cell.value}


def test_a_scan_that_does_not_add_up_is_mended_where_one_reading_explains_it() -> None:
    document = _slide("ocr")
    assert [check.status for check in document.checks] == ["repaired"]
    assert "1784774" in {cell.value.value for cell in document.tables[0].cells if cell.value}


def _amounts(document: Document) -> dict[str | None, Field]:
    return {record.fields["amount"].text: record.fields["amount"] for record in document.records}


def test_a_mended_figure_says_so_and_its_neighbours_that_they_tally() -> None:
    amounts = _amounts(_slide("ocr"))
    mended = amounts["17.784.774"].why
    assert mended.es.startswith("Se corrigió porque solo así cuadra la suma y cuadra con «TOTAL»")
    assert mended.en.startswith("It was mended, as only so the sum holds and it tallies with “TOTAL”")
    borne_out = amounts["12.351.582"].why
    assert (borne_out.es, borne_out.en) == ("Cuadra con «TOTAL».", "It tallies with “TOTAL”.")


def test_a_figure_of_a_page_that_does_not_add_up_says_by_how_much() -> None:
    why = _amounts(_slide("pdf_text"))["12.351.582"].why
    assert why.es == "El original no cuadra con «TOTAL» (sale 30498155, pone 14498155)."
    assert why.en.startswith("The page itself does not tally with “TOTAL”")


def test_every_field_says_why_in_both_languages(tmp_path: Path, tagger: FieldTagger) -> None:
    made = make(Order(20100, level="clean", family="poa_budget", file_format="txt"), tmp_path)
    pages = read_dump(made.path.read_text(encoding="utf-8"))
    source = Source(name="one", media_type="text/plain", bytes=1, pages=len(pages))
    document = assemble(source, "sha256:" + "0" * 64, ENGINE, pages, FORMS, tagger=tagger)
    fields = [field for record in document.records for field in record.fields.values()]
    assert document.fields
    assert len(fields) > 50
    for field in (*fields, *document.fields.values()):
        for sentence in (field.why.es, field.why.en):
            assert sentence[0].isupper()
            assert sentence.endswith(".")
