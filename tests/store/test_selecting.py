"""What is exported: the newest version, with reviewers' decisions applied."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.decisions import Verdict, decide
from store.document_tables import FieldRow
from store.ledger import PublishedFile, finish_version
from store.opening import Store
from store.outbox import News, add_news, newest_cursor
from store.selecting import Selection, select_records
from tests.store.archives import archive_of, keep_records, open_first

BOX = (0.1, 0.1, 0.2, 0.12)


def published(session: Session) -> int:
    """One document of two records, the second of which waits for a reviewer."""
    source = archive_of(session, "a.pdf")
    work = open_first(session, source, pages=1)
    keep_records(session, work.version_id, ("r1", {"x": ("1", BOX)}), ("r2", {"x": ("2", BOX)}))
    finish_version(session, work.version_id, "complete", PublishedFile(output="a", digest="d"), 1.0)
    session.execute(update(FieldRow).where(FieldRow.record_ref == "r2").values(needs_review=True))
    news = News(kind="document.published", source_id=source, version_id=work.version_id, payload={}, at=1.0)
    add_news(session, news)
    return source


def refs(session: Session, **selection: object) -> dict[str, str | None]:
    chosen = Selection.model_validate(selection)
    return {record.ref: record.fields["x"].value for record in select_records(session, chosen)}


def test_accepted_records_are_told_apart(store: Store) -> None:
    store.transact(published)
    assert store.read(lambda session: refs(session)) == {"r1": "1", "r2": "2"}
    assert store.read(lambda session: refs(session, accepted_only=True)) == {"r1": "1"}


def test_decisions_are_applied(store: Store) -> None:
    def work(session: Session) -> None:
        published(session)
        first, second = session.scalars(select(FieldRow).order_by(FieldRow.id)).all()
        decide(session, second.id, Verdict(action="corrected", value="20", by="ana", at=1.0))
        decide(session, first.id, Verdict(action="rejected", value=None, by="ana", at=1.0))

    store.transact(work)
    assert store.read(lambda session: refs(session)) == {"r1": None, "r2": "20"}
    assert store.read(lambda session: refs(session, accepted_only=True)) == {"r2": "20"}


def test_nothing_changed_since_the_cursor(store: Store) -> None:
    source = store.transact(published)
    cursor = store.read(newest_cursor)
    assert store.read(lambda session: refs(session, changed_since=cursor - 1, source_id=source)) != {}
    assert store.read(lambda session: refs(session, changed_since=cursor)) == {}
