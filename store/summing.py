"""The sum over the ledger: every page of every file in exactly one state, or the run says so."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

from sqlalchemy import case, func, literal, select, tuple_
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.errors import LedgerError
from store.ledger_tables import DocumentRow, Page, PageState, Run, Source, Version
from store.newest import newest_versions

PAGE_STATES: tuple[str, ...] = get_args(PageState)


class LedgerSum(Frozen):
    """Pages by state, and how many there have to be by what each file said when it was opened.

    newest: the pages of the newest version of each document alone, by state. skipped: those of them that are
    skipped, by what is to be said of them.
    """

    url: str
    documents: int
    versions: int
    expected: int
    pages: dict[str, int]
    newest: dict[str, int]
    documents_by_state: dict[str, int]
    wrong: tuple[str, ...]
    skipped: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.pages.values())

    def as_text(self) -> str:
        """The pages of the archive as it is now by state, and how many older versions have."""
        now = sum(self.newest.values())
        states = ", ".join(f"{count} {state}" for state, count in self.newest.items()) or "none"
        older = f", and {self.total - now} of older versions" if self.total > now else ""
        return f"{now} pages: {states}{older}"

    def require(self) -> "LedgerSum":
        """The same; raises `LedgerError` where a page is missing, is there twice, or is in no state."""
        if self.wrong or self.total != self.expected:
            what = "; ".join(self.wrong) or f"{self.total} pages in the ledger, {self.expected} in the files"
            raise LedgerError(self.url, what)
        return self


class Trouble(NamedTuple):
    """A page that failed, or a whole file as page 0."""

    key: str
    version_id: int
    page: int
    code: str
    reason: str


class Skipped(NamedTuple):
    """A document of which pages are skipped, and how many; 1 where its pages are not known."""

    key: str
    pages: int
    code: str
    reason: str


class Ended(NamedTuple):
    """A way in which documents have ended."""

    state: str
    status: str | None
    code: str | None


def sum_ledger(session: Session, source_id: int) -> LedgerSum:
    """Count every page of an archive, and each version against its own number of pages."""
    url = session.scalars(select(Source.url).where(Source.id == source_id)).one()
    own = DocumentRow.source_id == source_id
    states = _count_pages(session, own)
    # A dump's pages are known only once it was read.
    wanted = case((func.coalesce(Version.page_count, 0) == 0, 1), else_=Version.page_count)
    per_version = (
        select(Version.id, DocumentRow.key, wanted.label("wanted"), func.count(Page.id).label("found"))
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .outerjoin(Page, Page.version_id == Version.id)
        .where(own)
        .group_by(Version.id, DocumentRow.key, wanted)
        .subquery()
    )
    expected, versions = session.execute(
        select(func.coalesce(func.sum(per_version.c.wanted), 0), func.count()).select_from(per_version)
    ).one()
    uneven = session.execute(
        select(per_version).where(per_version.c.wanted != per_version.c.found).limit(5)
    ).all()
    wrong = [f"{row.key} has {row.found} pages in the ledger and {row.wanted} in the file" for row in uneven]
    wrong += [f"{count} pages are {state}" for state, count in states.items() if state not in PAGE_STATES]
    documents = session.scalar(select(func.count()).select_from(DocumentRow).where(own)) or 0
    bare = documents - len_of_documents(session, source_id)
    wrong += [f"{bare} documents have no version"] if bare else []
    return LedgerSum(
        url=url,
        documents=documents,
        versions=versions,
        expected=int(expected),
        pages=states,
        newest=_count_pages(session, _is_newest(source_id)),
        documents_by_state=_newest_states(session, source_id),
        wrong=tuple(wrong),
        skipped=_count_skipped(session, source_id),
    )


def list_troubles(session: Session, source_id: int, limit: int | None = None) -> Sequence[Trouble]:
    """What failed in the newest version of each document that is there, in the order of the archive.

    A document of which nothing came though its pages were read is told as page 0.
    """
    newest = newest_versions(source_id)
    query = (
        select(DocumentRow.key, Version.id, Page.number, Page.code, Page.reason)
        .join(Version, Version.document_id == DocumentRow.id)
        .join(newest, (newest.c.document_id == DocumentRow.id) & (newest.c.number == Version.number))
        .join(Page, Page.version_id == Version.id)
        .where(DocumentRow.source_id == source_id, DocumentRow.present, Page.state == "failed")
        .order_by(DocumentRow.id, Page.number)
    )
    pages = [_trouble(*row) for row in session.execute(query)]
    seen = {trouble.version_id for trouble in pages}
    whole = (
        select(DocumentRow.key, Version.id, literal(0), Version.code, Version.reason)
        .join(Version, Version.document_id == DocumentRow.id)
        .join(newest, (newest.c.document_id == DocumentRow.id) & (newest.c.number == Version.number))
        .where(DocumentRow.source_id == source_id, DocumentRow.present, Version.state == "failed")
        .order_by(DocumentRow.id)
    )
    return [*pages, *(_trouble(*row) for row in session.execute(whole) if row.id not in seen)][:limit]


def _trouble(key: str, version_id: int, page: int, code: str | None, reason: str | None) -> Trouble:
    return Trouble(key, version_id, page, code or "", reason or "")


def list_skipped(session: Session, source_id: int) -> list[Skipped]:
    """What is skipped in the newest version of each document: all that the ledger counts as such."""
    query = (
        select(DocumentRow.key, func.count(), Page.code, Page.reason)
        .join(Version, Version.document_id == DocumentRow.id)
        .join(Page, Page.version_id == Version.id)
        .where(Page.state == "skipped", _is_newest(source_id))
        .group_by(DocumentRow.id, DocumentRow.key, Page.code, Page.reason)
        .order_by(DocumentRow.id)
    )
    return [
        Skipped(key, pages, code or "", reason or "") for key, pages, code, reason in session.execute(query)
    ]


def list_endings(session: Session, source_id: int) -> list[Ended]:
    """The ways in which the newest versions of the documents that are there have ended, each once."""
    query = (
        select(Version.state, Version.status, Version.code)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.present, Version.state.in_(("done", "failed", "skipped")), _is_newest(source_id))
        .distinct()
    )
    return [Ended(*row) for row in session.execute(query)]


def list_runs(session: Session, source_id: int, limit: int) -> Sequence[Run]:
    """The latest runs of an archive, newest first."""
    query = select(Run).where(Run.source_id == source_id).order_by(Run.id.desc()).limit(limit)
    return session.scalars(query).all()


def list_sources(session: Session) -> Sequence[Source]:
    return session.scalars(select(Source).order_by(Source.id)).all()


def len_of_documents(session: Session, source_id: int) -> int:
    """Documents that have a version."""
    query = (
        select(func.count(func.distinct(Version.document_id)))
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id)
    )
    return session.scalar(query) or 0


def _count_pages(session: Session, condition: Any) -> dict[str, int]:
    query = (
        select(Page.state, func.count())
        .select_from(Page)
        .join(Version, Version.id == Page.version_id)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(condition)
        .group_by(Page.state)
        .order_by(Page.state)
    )
    return {state: count for state, count in session.execute(query)}


def _count_skipped(session: Session, source_id: int) -> dict[str, int]:
    told: Counter[str] = Counter()
    for one in list_skipped(session, source_id):
        # Each duplicate names the file that is read in its place.
        reason = "another file has the same content" if one.code == "duplicate" else one.reason
        told[f"{one.code} ({reason})"] += one.pages
    return dict(told)


def _is_newest(source_id: int) -> Any:
    newest = newest_versions(source_id)
    return tuple_(Version.document_id, Version.number).in_(select(newest.c.document_id, newest.c.number))


def _newest_states(session: Session, source_id: int) -> dict[str, int]:
    newest = newest_versions(source_id)
    word = func.coalesce(Version.status, Version.state)
    query = (
        select(word, func.count())
        .join(newest, (newest.c.document_id == Version.document_id) & (newest.c.number == Version.number))
        .group_by(word)
        .order_by(word)
    )
    return {state: count for state, count in session.execute(query)}
