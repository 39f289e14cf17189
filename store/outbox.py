"""What downstream is to be told, entered in the same transaction as what it tells of."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from schemas.base import Frozen
from store.document_tables import Event

_LOCK = 7_283_002


class News(Frozen):
    """One thing to tell: `payload` holds all that the receiver needs; the same news has the same id."""

    kind: str
    source_id: int
    version_id: int
    payload: dict[str, Any]
    at: float


def add_news(session: Session, news: News) -> None:
    """Enter news; what was entered before under the same id is not told again."""
    if session.get_bind().dialect.name == "postgresql":
        # Ids are drawn before commits: in turns, or a reader of the cursor would miss one committed late.
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    event_id = news_id(news)
    if session.scalar(select(Event.id).where(Event.event_id == event_id)) is None:
        session.add(
            Event(
                event_id=event_id,
                kind=news.kind,
                source_id=news.source_id,
                version_id=news.version_id,
                payload=news.payload,
                made_at=news.at,
            )
        )
        session.flush()


def news_id(news: News) -> str:
    """A digest of what is told, so that a repetition can be known as one."""
    told = f"{news.kind}\n{news.source_id}\n{news.version_id}\n{sorted(news.payload.items())}"
    return hashlib.sha256(told.encode()).hexdigest()


def read_news(session: Session, after: int, limit: int) -> Sequence[Event]:
    """News beyond the cursor `after`, in order."""
    return session.scalars(select(Event).where(Event.id > after).order_by(Event.id).limit(limit)).all()


def newest_cursor(session: Session) -> int:
    """The id of the latest news, 0 where there is none."""
    return session.scalar(select(func.max(Event.id))) or 0
