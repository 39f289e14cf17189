"""Which records are exported, with what reviewers decided of them applied."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from schemas.base import Frozen
from store.document_tables import Decision, Event, FieldRow, RecordRow
from store.ledger_tables import DocumentRow, Version

_DOCUMENTS_AT_ONCE = 200
DOCUMENT_TYPE = "document"


class Selection(Frozen):
    """What is exported: of one archive or all; only records nobody has to look at any more; only documents
    published since a cursor, which is the one that an earlier export told."""

    source_id: int | None = None
    accepted_only: bool = False
    changed_since: int = 0


class ExportField(NamedTuple):
    """A field's value as it holds: as read, or as a reviewer corrected it."""

    value: str | None
    type: str
    unit: str | None
    confidence: float
    accepted: bool


class ExportRecord(NamedTuple):
    """A record, or the fields of a document itself (`type` is `document`)."""

    document: str
    sha256: str
    version: int
    type: str
    ref: str
    page: int | None
    confidence: float | None
    accepted: bool
    fields: dict[str, ExportField]


def select_records(session: Session, selection: Selection) -> Iterator[ExportRecord]:
    """Records of the newest published version of each document, in the order of archive and document."""
    versions = session.execute(_versions(selection)).all()
    for start in range(0, len(versions), _DOCUMENTS_AT_ONCE):
        some = versions[start : start + _DOCUMENTS_AT_ONCE]
        fields = _fields_by_record(session, [row.id for row in some])
        records = _records_by_version(session, [row.id for row in some])
        for row in some:
            own = fields.get((row.id, None), {})
            if own:
                yield from _told(
                    selection, ExportRecord(row.key, row.sha256, row.number, DOCUMENT_TYPE, row.sha256, None,
                    None, all(one.accepted for one in own.values()), own)
                )  # fmt: skip
            for record in records.get(row.id, ()):
                found = fields.get((row.id, record.id), {})
                accepted = all(one.accepted for one in found.values())
                yield from _told(
                    selection, ExportRecord(row.key, row.sha256, row.number, record.type, record.ref,
                    record.page, record.confidence, accepted, found)
                )  # fmt: skip


def _told(selection: Selection, record: ExportRecord) -> Iterator[ExportRecord]:
    if record.accepted or not selection.accepted_only:
        yield record


def _versions(selection: Selection) -> Select[tuple[int, str, str | None, int]]:
    newest = (
        select(Version.document_id, func.max(Version.number).label("number"))
        .where(Version.state == "done")
        .group_by(Version.document_id)
        .subquery()
    )
    query = (
        select(Version.id, DocumentRow.key, Version.sha256, Version.number)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .join(newest, (newest.c.document_id == Version.document_id) & (newest.c.number == Version.number))
        .order_by(DocumentRow.id)
    )
    if selection.source_id is not None:
        query = query.where(DocumentRow.source_id == selection.source_id)
    if selection.changed_since:
        changed = select(Event.version_id).where(Event.id > selection.changed_since)
        query = query.where(Version.id.in_(changed))
    return query


def _records_by_version(session: Session, version_ids: Sequence[int]) -> dict[int, list[RecordRow]]:
    found: dict[int, list[RecordRow]] = {}
    query = select(RecordRow).where(RecordRow.version_id.in_(version_ids))
    for record in session.scalars(query.order_by(RecordRow.version_id, RecordRow.position)):
        found.setdefault(record.version_id, []).append(record)
    return found


def _fields_by_record(
    session: Session, version_ids: Sequence[int]
) -> dict[tuple[int, int | None], dict[str, ExportField]]:
    decisions = {
        (one.version_id, one.record_ref, one.field): one
        for one in session.scalars(
            select(Decision)
            .where(Decision.version_id.in_(version_ids), Decision.state == "active")
            .order_by(Decision.id)
        )
    }
    found: dict[tuple[int, int | None], dict[str, ExportField]] = {}
    query = select(FieldRow).where(FieldRow.version_id.in_(version_ids)).order_by(FieldRow.id)
    for field in session.scalars(query):
        decision = decisions.get((field.version_id, field.record_ref, field.name))
        record = found.setdefault((field.version_id, field.record_id), {})
        record[field.name] = _decided(field, decision)
    return found


def _decided(field: FieldRow, decision: Decision | None) -> ExportField:
    if decision is None:
        return ExportField(field.value, field.type, field.unit, field.confidence, not field.needs_review)
    value = {"accepted": field.value, "rejected": None}.get(decision.action, decision.value)
    return ExportField(value, field.type, field.unit, 1.0, decision.action != "rejected")
