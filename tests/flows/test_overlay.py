"""The picture of a page and the HTML of a document."""

import io
import json
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image

from flows.overlay.marks import PageMarks, document_to_marks
from flows.overlay.picture import draw_page, plain_page
from flows.overlay.viewer import render_viewer
from models.page_image import PageImage
from schemas.document import (
    Cell,
    Check,
    CheckStatus,
    Document,
    DocumentWarning,
    Engine,
    Explanation,
    Field,
    Member,
    Page,
    Source,
    Table,
)
from schemas.value import Repair, Value


def decoded(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)))


def data_of(page: str) -> dict[str, Any]:
    """What the page's own script is given to show."""
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    return dict(json.loads(data[1]))


PAGE = PageImage(1, np.full((300, 200, 3), 255, np.uint8), 150)


def cell(row: int, text: str, confidence: float, **more: object) -> Cell:
    value = Value(type="number", value="1200.50") if text == "1.200,50" else None
    return Cell.model_validate(
        {
            "row": row,
            "col": 0,
            "row_span": 1,
            "col_span": 1,
            "page": 1,
            "bbox": (0.1, 0.1 + row * 0.1, 0.9, 0.2 + row * 0.1),
            "role": "body",
            "text": text,
            "value": value,
            "confidence": confidence,
            "needs_review": confidence < 0.9,
            "repairs": (),
            **more,
        }
    )


@pytest.fixture
def document() -> Document:
    repair = Repair(rule="locale_resolved", before="1.200,50", after="1200.50")
    cells = (
        cell(0, "Monto", 0.99, role="header"),
        cell(1, "1.200,50", 0.6, repairs=(repair,)),
        cell(2, "</script><!--", 0.98),
    )
    table = Table(
        id="t1",
        kind="generic",
        kind_confidence=1,
        pages=(1,),
        header_rows=1,
        columns=(),
        cells=cells,
        confidence=1,
    )
    page = Page(
        number=1, width=200, height=300, dpi=150, rotation=0, skew=0, text_source="ocr", status="done",
        reason=None, regions=(),
    )  # fmt: skip
    return Document(
        id="sha256:" + "0" * 64,
        source=Source(name="<año>.pdf", media_type="application/pdf", bytes=1, pages=1),
        engine=Engine(version="0", config_digest="", models={}),
        status="complete",
        pages=(page,),
        tables=(table,),
        records=(),
        fields={},
        checks=(),
        errors=(),
    )


def test_marks_carry_the_value_as_emitted(document: Document) -> None:
    marks = document_to_marks(document)[1]
    assert [mark.label for mark in marks.cells] == ["Monto", "1200.50", "</script><!--"]
    assert [mark.repaired for mark in marks.cells] == [False, True, False]
    assert marks.tables[0].bbox == pytest.approx((0.1, 0.1, 0.9, 0.4))


def test_a_page_is_drawn_the_same_each_time_and_differs_from_the_plain_one(document: Document) -> None:
    marks = document_to_marks(document)[1]
    drawn = draw_page(PAGE, marks)
    assert drawn == draw_page(PAGE, marks)
    assert drawn != draw_page(PAGE, PageMarks())
    assert plain_page(PAGE).startswith(b"\xff\xd8")


def test_the_viewer_holds_everything_and_nothing_read_can_break_out(document: Document) -> None:
    page = b"".join(render_viewer(document, [(1, b"\xff\xd8jpeg")])).decode()
    assert "&lt;año&gt;.pdf" in page
    assert 'id="picture-1"' in page
    assert data_of(page)["tables"][0]["cells"][2]["text"] == "</script><!--"
    assert not re.search(r"(src|href)=[\"']?https?:", page)


def sum_of_column(status: CheckStatus, document: Document) -> Document:
    """The fixture's document with three figures, the last of them a total that is checked."""
    cells = (
        cell(0, "Monto", 0.99, role="header"),
        cell(1, "10", 0.99),
        cell(2, "20", 0.99),
        cell(3, "31", 0.99, role="total"),
    )
    members = tuple(Member(table="t1", row=row, col=0) for row in (3, 1, 2))
    check = Check(id="c1", rule="column_sum", status=status, members=members, expected="30", found="31")
    return document.replace(tables=(document.tables[0].replace(cells=cells),), checks=(check,))


@pytest.mark.parametrize(("status", "red"), [("passed", False), ("failed", True)])
def test_a_check_is_drawn_as_a_rail_from_its_terms_to_its_result(
    status: CheckStatus, red: bool, document: Document
) -> None:
    marks = document_to_marks(sum_of_column(status, document))[1]
    (link,) = marks.links
    assert len(link.terms) == 2
    with_rail = decoded(draw_page(PAGE, marks)).astype(int)
    without = decoded(draw_page(PAGE, marks.replace(links=()))).astype(int)
    rail = with_rail[60:110, 165:180]
    assert np.abs(rail - without[60:110, 165:180]).max() > 60
    reddest = rail[..., 0] - rail[..., 1]
    assert (reddest.max() > 60) == red


def test_the_viewer_warns_of_the_document_in_both_languages_with_spanish_first(document: Document) -> None:
    why = Explanation(es="No se parece a </script> los de siempre.", en="It is unlike the usual ones.")
    warning = DocumentWarning(code="unlike_calibration", message="2.00 above 1.50", why=why)
    warned, calm = (
        b"".join(render_viewer(one)).decode() for one in (document.replace(warnings=(warning,)), document)
    )
    assert data_of(warned)["warnings"] == [{"es": why.es, "en": why.en}]
    assert data_of(calm)["warnings"] == []
    assert warned.index('id="warnings"') < warned.index('id="pages"')
    assert 'speak("es");\n</script>' in warned


def test_the_viewer_says_of_each_field_what_the_document_says(document: Document) -> None:
    field = Field(
        value="10", type="number", text="10", confidence=0.5, needs_review=True, reasons=(), repairs=(),
        why=Explanation(es="Se lee con dificultad.", en="It is hard to read."), candidates=(), provenance=(),
    )  # fmt: skip
    page = b"".join(render_viewer(document.replace(fields={"monto": field}))).decode()
    assert data_of(page)["fields"][0]["why"] == {"es": "Se lee con dificultad.", "en": "It is hard to read."}
