"""How far the telling of news to each address is: at least once, in order of time, with pauses that grow."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from schemas.base import Frozen
from store.document_tables import Delivery, Event

# Seconds to wait after the first, second, … failure; after the last one the news is given up.
PAUSES: Final = (10, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600)


class Parcel(Frozen):
    """News that is due at an address."""

    event: int
    event_id: str
    kind: str
    payload: dict[str, object]
    made_at: float
    attempts: int


def due_parcels(session: Session, target: str, now: float, limit: int) -> Sequence[Parcel]:
    """News not told to `target` yet whose time has come, oldest first."""
    query = (
        select(Event, Delivery.attempts)
        .outerjoin(Delivery, and_(Delivery.event == Event.id, Delivery.target == target))
        .where(or_(Delivery.event.is_(None), and_(Delivery.done_at.is_(None), Delivery.next_at <= now)))
        .order_by(Event.id)
        .limit(limit)
    )
    return [
        Parcel(
            event=event.id,
            event_id=event.event_id,
            kind=event.kind,
            payload=event.payload,
            made_at=event.made_at,
            attempts=attempts or 0,
        )
        for event, attempts in session.execute(query)
    ]


def enter_delivery(
    session: Session, parcel: Parcel, target: str, now: float, *, answer: str, delivered: bool
) -> None:
    """Enter an attempt: news that failed once too often is given up, and stays as such."""
    row = session.get(Delivery, (parcel.event, target))
    if row is None:
        row = Delivery(event=parcel.event, target=target, attempts=0)
        session.add(row)
    row.attempts = parcel.attempts + 1
    row.answer = answer[:300]
    row.done_at = now if delivered else None
    given_up = row.attempts > len(PAUSES)
    row.next_at = None if delivered or given_up else now + PAUSES[row.attempts - 1]


def count_deliveries(session: Session, target: str) -> dict[str, int]:
    """News told, still to be told, and given up."""
    told = Delivery.done_at.is_not(None)
    given_up = and_(Delivery.done_at.is_(None), Delivery.next_at.is_(None))
    own = Delivery.target == target
    events = session.scalar(select(func.count()).select_from(Event)) or 0
    counts = {
        name: session.scalar(select(func.count()).select_from(Delivery).where(own, condition)) or 0
        for name, condition in (("delivered", told), ("given_up", given_up))
    }
    return {**counts, "waiting": events - sum(counts.values())}
