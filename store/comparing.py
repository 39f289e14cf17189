"""What changed between two versions of a document: records and fields that came, went or differ."""

from collections.abc import Mapping, Sequence
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
    """The versions of a document that were published and are kept, oldest first."""
    query = (
        select(Version)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, DocumentRow.key == key, Version.state == "done")
        .where(Version.output.is_not(None))
    )
    return session.scalars(query.order_by(Version.number)).all()


def versions_to_differences(session: Session, before: int, after: int) -> tuple[Difference, ...]:
    """Every field whose value is not the same in both versions, in the order of the pages.

    Records are the same by their id; as that depends on the file's content, else by their place in a table.
    """
    old, new = _rows(session, before), _rows(session, after)
    names = pair_records(old, new)
    left, right = _by_place(old, {}), _by_place(new, names)
    found = [_difference(place, left.get(place), right.get(place)) for place in {**left, **right}]
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: (one.page or 0, one.record or "", one.field)))


def pair_records(old: Sequence[FieldRow], new: Sequence[FieldRow]) -> dict[str, str]:
    """The old id of each new record whose own id is not among the old ones, by page, table and row."""
    old_refs, new_refs = _refs(old), _refs(new)
    by_place = {_place(field): ref for ref, field in old_refs.items() if ref not in new_refs}
    unknown = {ref: _place(field) for ref, field in new_refs.items() if ref not in old_refs}
    return {ref: by_place[place] for ref, place in unknown.items() if place in by_place}


def _rows(session: Session, version_id: int) -> Sequence[FieldRow]:
    query = select(FieldRow).where(FieldRow.version_id == version_id).order_by(FieldRow.id)
    return session.scalars(query).all()


def _refs(fields: Sequence[FieldRow]) -> dict[str, FieldRow]:
    """The first field of each record."""
    found: dict[str, FieldRow] = {}
    for field in fields:
        if field.record_ref is not None:
            found.setdefault(field.record_ref, field)
    return found


def _place(field: FieldRow) -> tuple[object, ...]:
    first = field.provenance[0] if field.provenance else {}
    return field.page, first.get("table"), first.get("row"), first.get("line")


def _by_place(
    fields: Sequence[FieldRow], names: Mapping[str, str]
) -> dict[tuple[str | None, str, int], FieldRow]:
    """Fields by record, name, and their turn where a record's id is there twice."""
    found: dict[tuple[str | None, str, int], FieldRow] = {}
    for field in fields:
        ref, turn = names.get(field.record_ref or "", field.record_ref), 0
        while (ref, field.name, turn) in found:
            turn += 1
        found[ref, field.name, turn] = field
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
