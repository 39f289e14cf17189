"""What changed between two versions of a document: records and fields that came, went or differ."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.document_tables import FieldRow
from store.ledger_tables import DocumentRow, Version

Kind = Literal["added", "removed", "changed"]


class Difference(NamedTuple):
    """One field that differs; `record` is its record's id, none for a field of the document."""

    kind: Kind
    record: str | None
    field: str
    before: str | None
    after: str | None
    page: int | None


def list_versions(session: Session, source_id: int, key: str) -> Sequence[Version]:
    """The versions of a document that were published, oldest first."""
    query = (
        select(Version)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, DocumentRow.key == key, Version.state == "done")
    )
    return session.scalars(query.order_by(Version.number)).all()


def versions_to_differences(session: Session, before: int, after: int) -> tuple[Difference, ...]:
    """Every field whose value is not the same in both versions, in the order of the pages."""
    old, new = _fields(session, before), _fields(session, after)
    found = [_difference(place, old.get(place), new.get(place)) for place in {**old, **new}]
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: (one.page or 0, one.record or "", one.field)))


def _fields(session: Session, version_id: int) -> dict[tuple[str | None, str, int], FieldRow]:
    """Fields by record, name, and their turn where a record's id is there twice."""
    found: dict[tuple[str | None, str, int], FieldRow] = {}
    query = select(FieldRow).where(FieldRow.version_id == version_id).order_by(FieldRow.id)
    for field in session.scalars(query):
        turn = 0
        while (field.record_ref, field.name, turn) in found:
            turn += 1
        found[field.record_ref, field.name, turn] = field
    return found


def _difference(
    place: tuple[str | None, str, int], old: FieldRow | None, new: FieldRow | None
) -> Difference | None:
    record, name, _ = place
    if old is None and new is not None:
        return Difference("added", record, name, None, new.value, new.page)
    if new is None and old is not None:
        return Difference("removed", record, name, old.value, None, old.page)
    if old is None or new is None or old.value == new.value:
        return None
    return Difference("changed", record, name, old.value, new.value, new.page)
