"""The ledger of a run: which versions wait, whose pages are whose, and what became of each."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import CursorResult, delete, func, insert, select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.errors import CuadraError
from store.ledger_tables import DocumentRow, Page, Version

# A page that was under way each time that this many runs died is taken to be what kills them.
MOST_ATTEMPTS: Final = 6


class Work(NamedTuple):
    """A version that waits to be read, or is under way."""

    version_id: int
    document_id: int
    key: str
    number: int
    state: str
    sha256: str | None
    fingerprint: str
    media_type: str | None
    bytes: int | None
    page_count: int | None
    damage: str | None


class Contents(Frozen):
    """What is known of a file once it was opened."""

    sha256: str
    media_type: str
    bytes: int
    pages: int
    damage: str | None = None


class PublishedFile(Frozen):
    """Where a document's JSON lies below the output, and its digest."""

    output: str
    digest: str


class Lease(Frozen):
    """Whose a page is, and until when."""

    holder: str
    until: float


def waiting_versions(session: Session, source_id: int, after: int, limit: int) -> Sequence[Work]:
    """Versions to be read, in the order in which their documents were found, beyond document `after`."""
    query = (
        select(
            Version.id, DocumentRow.id, DocumentRow.key, Version.number, Version.state, Version.sha256,
            Version.fingerprint, Version.media_type, Version.bytes, Version.page_count, Version.damage,
        )
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.state.in_(("queued", "open")))
        .where(DocumentRow.id > after)
        .order_by(DocumentRow.id)
        .limit(limit)
    )  # fmt: skip
    return [Work(*row) for row in session.execute(query)]


def open_version(session: Session, work: Work, contents: Contents, read: Iterable[int]) -> None:
    """Put the pages of a file in the place of its page 0; those in `read` are done already."""
    session.execute(
        update(Version)
        .where(Version.id == work.version_id)
        .values(
            state="open",
            sha256=contents.sha256,
            media_type=contents.media_type,
            bytes=contents.bytes,
            page_count=contents.pages,
            damage=contents.damage,
        )
    )
    session.execute(delete(Page).where(Page.version_id == work.version_id))
    done = set(read)
    rows = [
        {
            "version_id": work.version_id,
            "number": number,
            "state": "done" if number in done else "queued",
            "attempts": 0,
        }
        for number in range(1, contents.pages + 1)
    ]
    if rows:
        session.execute(insert(Page), rows)


def find_twin(session: Session, source_id: int, document_id: int, sha256: str) -> tuple[int, str] | None:
    """Another document of the archive that is there, has this content and is read for both: id and key."""
    query = (
        select(DocumentRow.id, DocumentRow.key)
        .where(DocumentRow.source_id == source_id, DocumentRow.sha256 == sha256, DocumentRow.present)
        .where(DocumentRow.id != document_id, DocumentRow.same_as.is_(None))
        .order_by(DocumentRow.id)
    )
    found = session.execute(query).first()
    return (found.id, found.key) if found else None


def mark_twin(session: Session, document_id: int, twin: int) -> None:
    """Enter that a document is read as another one of the same content."""
    session.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(same_as=twin))


def find_same_before(session: Session, work: Work, sha256: str, engine_key: str) -> int | None:
    """The version before this one, if it is done and of the same content and engine: a file only touched."""
    query = select(Version.id, Version.sha256, Version.engine_key, Version.state).where(
        Version.document_id == work.document_id, Version.number < work.number
    )
    before = session.execute(query.order_by(Version.number.desc())).first()
    if before is None or before.state != "done":
        return None
    return before.id if (before.sha256, before.engine_key) == (sha256, engine_key) else None


def forget_version(session: Session, version_id: int) -> None:
    """Take back a version that turned out to be nothing new."""
    session.execute(delete(Page).where(Page.version_id == version_id))
    session.execute(delete(Version).where(Version.id == version_id))


def queued_pages(session: Session, version_id: int) -> list[int]:
    query = select(Page.number).where(Page.version_id == version_id, Page.state == "queued")
    return list(session.scalars(query.order_by(Page.number)))


def lease_page(session: Session, version_id: int, number: int, lease: Lease) -> None:
    session.execute(
        update(Page)
        .where(Page.version_id == version_id, Page.number == number)
        .values(state="leased", holder=lease.holder, held_until=lease.until, attempts=Page.attempts + 1)
    )


def finish_page(session: Session, version_id: int, number: int) -> None:
    _end_page(session, version_id, number, state="done", code=None, reason=None)


def fail_page(session: Session, version_id: int, number: int, error: CuadraError) -> None:
    _end_page(session, version_id, number, state="failed", code=error.code, reason=plain(error.reason))


def failed_pages(session: Session, version_id: int) -> Sequence[tuple[int, str, str]]:
    """Number, code and reason of each page that failed."""
    query = select(Page.number, Page.code, Page.reason).where(
        Page.version_id == version_id, Page.state == "failed"
    )
    rows = session.execute(query.order_by(Page.number))
    return [(row.number, row.code or "page_failed", row.reason or "") for row in rows]


def fail_version(session: Session, version_id: int, error: CuadraError) -> None:
    """Enter that nothing came of a version; its page 0, or what was left of its pages, failed with it."""
    values = {"state": "failed", "code": error.code, "reason": plain(error.reason)}
    session.execute(update(Version).where(Version.id == version_id).values(**values, status="failed"))
    session.execute(
        update(Page)
        .where(Page.version_id == version_id, Page.state.in_(("queued", "leased")))
        .values(**values, holder=None, held_until=None)
    )


def finish_version(session: Session, version_id: int, status: str, file: PublishedFile, now: float) -> None:
    """Enter that a version's document is out, at `now`."""
    session.execute(
        update(Version)
        .where(Version.id == version_id)
        .values(
            state="done", status=status, code=None, reason=None,
            output=file.output, output_sha256=file.digest, made_at=now,
        )
    )  # fmt: skip


def previous_version(session: Session, work: Work) -> Version | None:
    """The newest version before this one that was published."""
    query = select(Version).where(
        Version.document_id == work.document_id, Version.number < work.number, Version.state == "done"
    )
    return session.scalars(query.order_by(Version.number.desc()).limit(1)).first()


def reap(session: Session, source_id: int) -> tuple[int, int]:
    """Take back what dead runs held of an archive that this run holds now: pages queued again, and given up.

    Given up is what has been under way in `MOST_ATTEMPTS` runs that died.
    """
    ours = (
        select(Version.id)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.state.in_(("queued", "open")))
    )
    leased = (Page.state == "leased", Page.version_id.in_(ours))
    worn_out = session.execute(
        select(Page.version_id, Page.number).where(*leased, Page.attempts >= MOST_ATTEMPTS)
    ).all()
    reason = f"it was under way in {MOST_ATTEMPTS} runs that died"
    for version_id, number in worn_out:
        _end_page(session, version_id, number, state="failed", code="page_crashed", reason=reason)
        if number == 0:
            session.execute(
                update(Version)
                .where(Version.id == version_id)
                .values(state="failed", status="failed", code="page_crashed", reason=reason)
            )
    again = session.execute(update(Page).where(*leased).values(state="queued", holder=None, held_until=None))
    return _count(again), len(worn_out)


def release_pages(session: Session, source_id: int, holder: str) -> None:
    """Queue again what a run gives back at its end; that it was under way is not counted against it."""
    ours = (
        select(Version.id)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.state.in_(("queued", "open")))
    )
    session.execute(
        update(Page)
        .where(Page.state == "leased", Page.holder == holder, Page.version_id.in_(ours))
        .values(state="queued", holder=None, held_until=None, attempts=Page.attempts - 1)
    )


def count_waiting(session: Session, source_id: int) -> int:
    """Versions that are still to be read."""
    query = (
        select(func.count())
        .select_from(Version)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.state.in_(("queued", "open")))
    )
    return session.scalar(query) or 0


def plain(text: str) -> str:
    """The text without what PostgreSQL cannot hold: zero bytes and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode()


def _end_page(
    session: Session, version_id: int, number: int, *, state: str, code: str | None, reason: str | None
) -> None:
    session.execute(
        update(Page)
        .where(Page.version_id == version_id, Page.number == number)
        .values(state=state, code=code, reason=reason, holder=None, held_until=None)
    )


def _count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
