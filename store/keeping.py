"""A document's tables, records, fields and checks as rows; the published JSON stays the whole truth."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.document import Document, Field, Provenance, Record
from store.document_tables import CheckRow, FieldRow, RecordRow, TableRow
from store.ledger import plain


def keep_document(session: Session, version_id: int, document: Document) -> None:
    """Enter what was extracted; what an earlier reading of this version gave is replaced."""
    forget_document(session, version_id)
    _insert(session, TableRow, [_table(version_id, table) for table in document.tables])
    _insert(session, CheckRow, [_check(version_id, check) for check in document.checks])
    fields = [_field(version_id, None, None, name, field) for name, field in document.fields.items()]
    rows = [_record(version_id, position, record) for position, record in enumerate(document.records)]
    if rows:
        insertion = insert(RecordRow).returning(RecordRow.id, sort_by_parameter_order=True)
        ids = session.scalars(insertion, rows).all()
        for record_id, record in zip(ids, document.records, strict=True):
            fields += [
                _field(version_id, record_id, record.id, name, field) for name, field in record.fields.items()
            ]
    _insert(session, FieldRow, fields)


def forget_document(session: Session, version_id: int) -> None:
    for kind in (FieldRow, RecordRow, TableRow, CheckRow):
        session.execute(delete(kind).where(kind.version_id == version_id))


def _insert(session: Session, kind: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(kind), rows)


def _table(version_id: int, table: Any) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "ref": table.id,
        "kind": plain(table.kind),
        "confidence": table.kind_confidence,
        "pages": list(table.pages),
        "columns": _dump(table.columns),
    }


def _check(version_id: int, check: Any) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "ref": check.id,
        "rule": check.rule,
        "status": check.status,
        "expected": check.expected,
        "found": check.found,
        "members": _dump(check.members),
    }


def _record(version_id: int, position: int, record: Record) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "ref": plain(record.id),
        "type": plain(record.type),
        "position": position,
        "page": _page(record.provenance),
        "confidence": record.confidence,
        "needs_review": record.needs_review,
    }


def _field(
    version_id: int, record_id: int | None, record_ref: str | None, name: str, field: Field
) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "record_id": record_id,
        "record_ref": None if record_ref is None else plain(record_ref),
        "name": plain(name),
        "type": field.type,
        "value": None if field.value is None else plain(field.value),
        "unit": None if field.unit is None else plain(field.unit),
        "text": plain(field.text),
        "confidence": field.confidence,
        "needs_review": field.needs_review,
        "page": _page(field.provenance),
        "reasons": list(field.reasons),
        "repairs": _dump(field.repairs),
        "candidates": _dump(field.candidates),
        "provenance": _dump(field.provenance),
    }


def _page(provenance: Sequence[Provenance]) -> int | None:
    return provenance[0].page if provenance else None


def _dump(values: Iterable[Frozen]) -> list[Any]:
    return [value.model_dump(mode="json", exclude_none=True) for value in values]
