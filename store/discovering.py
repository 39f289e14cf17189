"""What is known of an archive's documents, and entering what a look at it has found."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, insert, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from store.ledger_tables import DocumentRow, Page, Version
from store.newest import newest_versions

_AT_ONCE = 500


class Known(NamedTuple):
    """A document and its newest version. A named tuple: there may be a million of them."""

    document_id: int
    key: str
    fingerprint: str
    present: bool
    sha256: str | None
    same_as: int | None
    version_id: int
    number: int
    state: str
    status: str | None
    code: str | None
    engine_key: str
    version_fingerprint: str


class Skip(Frozen):
    """Why a file is not read."""

    code: str
    reason: str


class NewVersion(Frozen):
    """A version to be read: of a document not known yet where `document_id` is none.

    drops: the version that was under way and is given up for this one, and why. skip: it is not to be read.
    """

    key: str
    fingerprint: str
    document_id: int | None = None
    number: int = 1
    drops: int | None = None
    why: str = ""
    skip: Skip | None = None


def load_known(session: Session, source_id: int) -> dict[str, Known]:
    """Every document of the archive by its key."""
    newest = newest_versions(source_id)
    query = (
        select(
            DocumentRow.id, DocumentRow.key, DocumentRow.fingerprint, DocumentRow.present, DocumentRow.sha256,
            DocumentRow.same_as, Version.id, Version.number, Version.state, Version.status, Version.code,
            Version.engine_key, Version.fingerprint,
        )
        .join(newest, newest.c.document_id == DocumentRow.id)
        .join(Version, and_(Version.document_id == DocumentRow.id, Version.number == newest.c.number))
    )  # fmt: skip
    return {row.key: Known(*row) for row in session.execute(query)}


def find_keys(session: Session, source_id: int, keys: Iterable[str]) -> Sequence[str]:
    """Those of `keys` that documents of the archive have."""
    query = select(DocumentRow.key).where(DocumentRow.source_id == source_id, DocumentRow.key.in_(keys))
    return session.scalars(query).all()


def enter_versions(
    session: Session, source_id: int, versions: Sequence[NewVersion], engine_key: str, engine: dict[str, Any]
) -> None:
    """Enter documents and versions with a page 0 each, which stands until their pages are known."""
    for start in range(0, len(versions), _AT_ONCE):
        _enter(session, source_id, versions[start : start + _AT_ONCE], engine_key, engine)


def mark_present(session: Session, document_ids: Iterable[int], present: bool) -> None:
    """Enter that documents are there again, or are gone: then what was to be read of them is skipped."""
    for some in _chunks(tuple(document_ids)):
        session.execute(update(DocumentRow).where(DocumentRow.id.in_(some)).values(present=present))
        if not present:
            for version in session.scalars(
                select(Version.id).where(Version.document_id.in_(some), Version.state.in_(("queued", "open")))
            ).all():
                skip_version(session, version, Skip(code="gone", reason="the file is no longer there"))


def skip_version(session: Session, version_id: int, skip: Skip) -> None:
    """Give a version up: what was not read of it is skipped."""
    session.execute(
        update(Version)
        .where(Version.id == version_id)
        .values(state="skipped", code=skip.code, reason=skip.reason)
    )
    session.execute(
        update(Page)
        .where(Page.version_id == version_id, Page.state.in_(("queued", "leased")))
        .values(state="skipped", code=skip.code, reason=skip.reason, holder=None, held_until=None)
    )


def _enter(
    session: Session, source_id: int, versions: Sequence[NewVersion], engine_key: str, engine: dict[str, Any]
) -> None:
    ids = _enter_documents(session, source_id, versions)
    for one in versions:
        if one.drops is not None:
            skip_version(session, one.drops, Skip(code="superseded", reason=one.why))
    rows = [
        {
            "document_id": document_id,
            "number": one.number,
            "fingerprint": one.fingerprint,
            "engine_key": engine_key,
            "engine": engine,
            "state": "skipped" if one.skip else "queued",
            "code": one.skip.code if one.skip else None,
            "reason": one.skip.reason if one.skip else None,
        }
        for one, document_id in zip(versions, ids, strict=True)
    ]
    entered = session.scalars(insert(Version).returning(Version.id, sort_by_parameter_order=True), rows)
    pages = [
        {
            "version_id": version_id,
            "number": 0,
            "state": "skipped" if one.skip else "queued",
            "code": one.skip.code if one.skip else None,
            "reason": one.skip.reason if one.skip else None,
            "attempts": 0,
        }
        for one, version_id in zip(versions, entered, strict=True)
    ]
    session.execute(insert(Page), pages)


def _enter_documents(session: Session, source_id: int, versions: Sequence[NewVersion]) -> list[int]:
    """Ids of the documents of `versions`, in their order; those not known yet are entered."""
    new = [one for one in versions if one.document_id is None]
    entered: list[int] = []
    if new:
        rows = [
            {"source_id": source_id, "key": one.key, "fingerprint": one.fingerprint, "present": True}
            for one in new
        ]
        insertion = insert(DocumentRow).returning(DocumentRow.id, sort_by_parameter_order=True)
        entered = list(session.scalars(insertion, rows))
    fresh = iter(entered)
    for one in versions:
        if one.document_id is not None:
            session.execute(
                update(DocumentRow)
                .where(DocumentRow.id == one.document_id)
                .values(fingerprint=one.fingerprint, sha256=None, present=True, same_as=None)
            )
    return [next(fresh) if one.document_id is None else one.document_id for one in versions]


def _chunks(ids: tuple[int, ...]) -> Iterable[tuple[int, ...]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
