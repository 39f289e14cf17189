"""One self-contained HTML a document: pages beside their tables, what is doubtful first."""

import base64
import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extraction.trust.explaining import Explainer
from schemas.document import Cell, Document, Explanation, Field, Provenance
from schemas.value import Repair

_TEMPLATE = Path(__file__).parent / "viewer.html"
_SLOTS = ("<!--TITLE-->", "<!--PICTURES-->", "<!--DATA-->")


def render_viewer(
    document: Document, pictures: Iterable[tuple[int, bytes]] = (), lines: Sequence[str] = ()
) -> Iterator[bytes]:
    """The HTML in pieces, a page's picture at a time, so that a long document is never held whole.

    lines: those of a text dump, which stand where the pictures of other documents are.
    """
    rest = _TEMPLATE.read_text(encoding="utf-8")
    fillings = (_title(document), _pictures(pictures), _data(document, lines))
    for slot, filling in zip(_SLOTS, fillings, strict=True):
        before, _, rest = rest.partition(slot)
        yield before.encode()
        yield from filling
    yield rest.encode()


def _title(document: Document) -> Iterator[bytes]:
    yield html.escape(document.source.name).encode()


def _pictures(pictures: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    for number, jpeg in pictures:
        yield f'<script type="text/plain" id="picture-{number}">'.encode()
        yield base64.b64encode(jpeg) + b"</script>\n"


def _data(document: Document, lines: Sequence[str]) -> Iterator[bytes]:
    text = json.dumps({**_document_view(document), "lines": lines}, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only this sequence could end it; a backslash before the slash is the same JSON.
    yield text.replace("</", "<\\/").replace("<!--", "<\\u0021--").encode(errors="replace")


def _document_view(document: Document) -> Mapping[str, Any]:
    explainer = Explainer(document)
    return {
        "name": document.source.name,
        "status": document.status,
        "pages": [
            {
                "n": page.number,
                "w": page.width,
                "h": page.height,
                "status": page.status,
                "reason": page.reason,
            }
            for page in document.pages
        ],
        "tables": [
            {
                "id": table.id,
                "kind": table.kind,
                "sure": table.kind_confidence,
                "pages": table.pages,
                "cells": [_cell_view(cell, explainer.cell(table, cell)) for cell in table.cells],
            }
            for table in document.tables
        ],
        "records": [
            {"id": record.id, "type": record.type, "fields": _fields_view(record.fields)}
            for record in document.records
        ],
        "fields": _fields_view(document.fields),
        "checks": [
            {
                "rule": check.rule,
                "status": check.status,
                "expected": check.expected,
                "found": check.found,
                "at": [[member.table, member.row, member.col] for member in check.members],
            }
            for check in document.checks
        ],
        "warnings": [warning.why.model_dump() for warning in document.warnings],
        "errors": [error.model_dump() for error in document.errors],
    }


def _cell_view(cell: Cell, why: Explanation) -> Mapping[str, Any]:
    return {
        "at": [cell.row, cell.col, cell.row_span, cell.col_span],
        "page": cell.page,
        "box": _round(cell.bbox),
        "line": cell.line,
        "role": cell.role,
        "text": cell.text,
        "value": cell.value.value if cell.value else None,
        "type": cell.value.type if cell.value else None,
        "unit": cell.value.unit if cell.value else None,
        "sure": round(cell.confidence, 3),
        "review": cell.needs_review,
        "why": why.model_dump(),
        "repairs": _repairs_view(cell.repairs),
    }


def _fields_view(fields: Mapping[str, Field]) -> list[Mapping[str, Any]]:
    return [
        {
            "name": name,
            "value": field.value,
            "text": field.text,
            "sure": round(field.confidence, 3),
            "review": field.needs_review,
            "reasons": field.reasons,
            "why": field.why.model_dump(),
            "repairs": _repairs_view(field.repairs),
            "others": [[other.value, round(other.confidence, 3)] for other in field.candidates],
            "from": [_place_view(place) for place in field.provenance[:1]],
        }
        for name, field in fields.items()
    ]


def _place_view(place: Provenance) -> Mapping[str, Any]:
    cell = [place.table, place.row, place.col] if place.table is not None else None
    return {"page": place.page, "box": _round(place.bbox), "line": place.line, "cell": cell}


def _repairs_view(repairs: Iterable[Repair]) -> list[list[str]]:
    return [[repair.rule, repair.before, repair.after, repair.evidence] for repair in repairs]


def _round(bbox: tuple[float, ...] | None) -> list[float] | None:
    return [round(side, 5) for side in bbox] if bbox else None
