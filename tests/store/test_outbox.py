"""News are entered once, in the order in which they are committed."""

from sqlalchemy.orm import Session

from store.opening import Store
from store.outbox import News, add_news, newest_cursor, read_news
from tests.store.archives import archive_of, open_first


def test_the_same_news_is_told_once_and_the_cursor_goes_on(store: Store) -> None:
    def work(session: Session) -> tuple[int, int]:
        source = archive_of(session, "a.pdf")
        return source, open_first(session, source, pages=1).version_id

    source, version = store.transact(work)
    for digest in ("1", "1", "2"):
        news = News(
            kind="document.published",
            source_id=source,
            version_id=version,
            payload={"digest": digest},
            at=1.0,
        )
        store.transact(lambda session, news=news: add_news(session, news))  # type: ignore[misc]
    events = store.read(lambda session: read_news(session, 0, 10))
    assert [event.payload["digest"] for event in events] == ["1", "2"]
    assert store.read(newest_cursor) == events[-1].id
    assert store.read(lambda session: read_news(session, events[0].id, 10))[0].id == events[-1].id
