"""Every page in exactly one state, whatever happens to it."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from schemas.errors import EncryptedInputError, LedgerError, PageCrashedError
from schemas.reading import PageReading
from store.discovering import load_known, mark_present
from store.ledger import (
    MOST_ATTEMPTS,
    Lease,
    fail_page,
    fail_version,
    finish_page,
    lease_page,
    queued_pages,
    reap,
    waiting_versions,
)
from store.ledger_tables import Page
from store.opening import Store
from store.readings import forget_readings, keep_readings, load_readings, read_page_numbers
from store.retrying import quarantined, queue_again
from store.summing import sum_ledger
from tests.store.archives import SHA, archive_of, open_first

LEASE = Lease(holder="someone", until=1.0)


def test_a_file_is_page_0_until_its_pages_are_known(store: Store) -> None:
    source = store.transact(lambda session: archive_of(session, "a.pdf", "b.pdf"))
    assert store.read(lambda session: sum_ledger(session, source)).require().pages == {"queued": 2}
    store.transact(lambda session: open_first(session, source, pages=3))
    assert store.read(lambda session: sum_ledger(session, source)).require().pages == {"queued": 4}


def test_pages_end_in_one_state_each(store: Store) -> None:
    def work(session: Session) -> int:
        source = archive_of(session, "a.pdf", "b.pdf")
        first = open_first(session, source, pages=4)
        for number in (1, 2):
            lease_page(session, first.version_id, number, LEASE)
        finish_page(session, first.version_id, 1)
        fail_page(session, first.version_id, 2, PageCrashedError("a.pdf", "it died"))
        lease_page(session, first.version_id, 3, LEASE)
        second = waiting_versions(session, source, first.document_id, 5)[0]
        fail_version(session, second.version_id, EncryptedInputError("b.pdf", "a password"))
        return source

    source = store.transact(work)
    told = store.read(lambda session: sum_ledger(session, source)).require()
    assert told.pages == {"done": 1, "failed": 2, "leased": 1, "queued": 1}
    assert told.total == told.expected == 5


@pytest.mark.parametrize("change", ["lost", "unknown state", "no version's pages"])
def test_a_page_unaccounted_for_is_told(store: Store, change: str) -> None:
    def spoil(session: Session) -> int:
        source = archive_of(session, "a.pdf")
        work = open_first(session, source, pages=3)
        where = (Page.version_id == work.version_id, Page.number == 2)
        if change == "lost":
            session.execute(delete(Page).where(*where))
        elif change == "unknown state":
            session.execute(update(Page).where(*where).values(state="vanished"))
        else:
            session.execute(delete(Page).where(Page.version_id == work.version_id))
        return source

    source = store.transact(spoil)
    with pytest.raises(LedgerError):
        store.read(lambda session: sum_ledger(session, source)).require()


def test_what_a_dead_run_held_is_taken_back(store: Store) -> None:
    def die(session: Session) -> int:
        source = archive_of(session, "a.pdf")
        work = open_first(session, source, pages=2)
        lease_page(session, work.version_id, 1, LEASE)
        return source

    source = store.transact(die)
    assert store.transact(lambda session: reap(session, source)) == (1, 0)
    assert store.read(lambda session: sum_ledger(session, source)).require().pages == {"queued": 2}


def test_a_page_that_kills_every_run_is_given_up(store: Store) -> None:
    def die_often(session: Session) -> tuple[int, list[tuple[int, int]]]:
        source = archive_of(session, "a.pdf")
        work = open_first(session, source, pages=2)
        reaped = []
        for _ in range(MOST_ATTEMPTS):
            lease_page(session, work.version_id, 1, LEASE)
            reaped.append(reap(session, source))
        return source, reaped

    source, reaped = store.transact(die_often)
    assert reaped == [(1, 0)] * (MOST_ATTEMPTS - 1) + [(0, 1)]
    told = store.read(lambda session: sum_ledger(session, source)).require()
    assert told.pages == {"failed": 1, "queued": 1}
    (held,) = store.read(lambda session: quarantined(session, source))
    assert (held.key, held.page, held.code) == ("a.pdf", 1, "page_crashed")


def test_retrying_leaves_quarantine_alone_and_releasing_opens_it(store: Store) -> None:
    def fail_both(session: Session) -> int:
        source = archive_of(session, "a.pdf", "b.pdf")
        first = open_first(session, source, pages=2)
        fail_page(session, first.version_id, 1, PageCrashedError("a.pdf", "it died"))
        finish_page(session, first.version_id, 2)
        second = waiting_versions(session, source, first.document_id, 5)[0]
        fail_version(session, second.version_id, EncryptedInputError("b.pdf", "a password"))
        return source

    source = store.transact(fail_both)
    retried = store.transact(lambda session: queue_again(session, source))
    assert [(one.key, one.page) for one in retried] == [("b.pdf", 0)]
    released = store.transact(lambda session: queue_again(session, source, ["a.pdf"], harmful=True))
    assert [(one.key, one.page) for one in released] == [("a.pdf", 1)]
    waiting = store.read(lambda session: waiting_versions(session, source, 0, 5))
    assert [(one.key, one.state) for one in waiting] == [("a.pdf", "open"), ("b.pdf", "queued")]
    assert store.read(lambda session: queued_pages(session, waiting[0].version_id)) == [1]


def test_what_is_gone_is_skipped(store: Store) -> None:
    source = store.transact(lambda session: archive_of(session, "a.pdf"))
    known = store.read(lambda session: load_known(session, source))["a.pdf"]
    store.transact(lambda session: mark_present(session, [known.document_id], False))
    assert store.read(lambda session: sum_ledger(session, source)).require().pages == {"skipped": 1}
    assert store.read(lambda session: load_known(session, source))["a.pdf"].code == "gone"


def test_readings_come_back_as_they_were(store: Store) -> None:
    readings = [PageReading(page_no=number, width=number) for number in (2, 1, 3)]
    store.transact(lambda session: keep_readings(session, SHA, "reader", readings))
    store.transact(lambda session: keep_readings(session, SHA, "reader", readings[:1]))
    back = store.read(lambda session: list(load_readings(session, SHA, "reader")))
    assert back == sorted(readings, key=lambda one: one.page_no)
    store.transact(lambda session: forget_readings(session, SHA, "reader", [2]))
    assert store.read(lambda session: read_page_numbers(session, SHA, "reader")) == {1, 3}
    assert store.read(lambda session: read_page_numbers(session, SHA, "another")) == set()
