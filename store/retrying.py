"""Failed pages queued again: those that harm only when they are released from quarantine."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from store.ledger_tables import Page, Version
from store.summing import Trouble, list_troubles

# What brought a worker down: tried again at every run, it would cost every run its time.
HARMFUL: Final = frozenset({"page_crashed", "page_timeout", "page_memory", "too_large", "too_many_pages"})


def quarantined(session: Session, source_id: int) -> Sequence[Trouble]:
    """Pages and files that brought down what read them, or are too large to be tried."""
    return [trouble for trouble in list_troubles(session, source_id) if trouble.code in HARMFUL]


def queue_again(
    session: Session, source_id: int, keys: Collection[str] = (), *, harmful: bool = False
) -> Sequence[Trouble]:
    """Queue failed pages, of the documents `keys` or of all: those in quarantine, or those that are not."""
    chosen = [
        trouble
        for trouble in list_troubles(session, source_id)
        if (trouble.code in HARMFUL) == harmful and (not keys or trouble.key in keys)
    ]
    reopened = case((Version.page_count > 0, "open"), else_="queued")
    for trouble in chosen:
        session.execute(
            update(Page)
            .where(Page.version_id == trouble.version_id, Page.number == trouble.page)
            .values(state="queued", code=None, reason=None, attempts=0)
        )
        session.execute(
            update(Version)
            .where(Version.id == trouble.version_id)
            .values(state=reopened, status=None, code=None, reason=None)
        )
    return chosen
