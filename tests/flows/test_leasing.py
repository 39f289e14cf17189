"""Two runs never read one archive at once, and a dead one keeps nobody waiting."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.ingest import ingest
from flows.ingest_plan import Listener
from flows.leasing import ArchiveLease, is_dead, name_holder
from schemas.errors import ArchiveHeldError, ExitCode
from store.holding import Hold, read_hold, take_hold
from store.ledger_tables import Run as RunRow
from store.opening import Store
from tests.flows.archives import ArchiveBench
from tests.store.fixtures import cluster, store, store_url

__all__ = ["cluster", "store", "store_url"]

ELSEWHERE = "another-machine|boot|1|1.00"


def hold_by(store: Store, source_id: int, holder: str, until: float) -> None:
    store.transact(
        lambda session: take_hold(session, source_id, holder, until, read_hold(session, source_id))
    )


def lease_of(store: Store, seconds: float = 60.0, now: float | None = None) -> ArchiveLease:
    clock = time.time if now is None else lambda: now
    return ArchiveLease(store, "/archive", "/out", seconds, clock)


def test_the_second_run_is_told_and_does_nothing(store: Store) -> None:
    with lease_of(store), pytest.raises(ArchiveHeldError, match="another run reads it") as caught:
        lease_of(store).__enter__()
    assert caught.value.exit_code == ExitCode.HELD
    with lease_of(store):
        pass


def test_a_holder_that_died_here_is_followed_at_once(store: Store) -> None:
    with lease_of(store) as lease:
        source = lease.source_id
    dead = subprocess.run(
        [sys.executable, "-c", "from flows.leasing import name_holder; print(name_holder())"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    ).stdout.strip()  # fmt: skip
    assert is_dead(dead)
    assert not is_dead(name_holder())
    hold_by(store, source, dead, time.time() + 60)
    with lease_of(store):
        pass


def test_a_process_of_an_earlier_boot_is_dead() -> None:
    assert is_dead(f"{socket.gethostname()}|an-earlier-boot|1|1.00")
    assert not is_dead(ELSEWHERE)


def test_a_holder_elsewhere_is_followed_when_its_lease_has_run_out(store: Store) -> None:
    with lease_of(store) as lease:
        source = lease.source_id
    hold_by(store, source, ELSEWHERE, time.time() + 30)
    with pytest.raises(ArchiveHeldError):
        lease_of(store).__enter__()
    with lease_of(store, now=time.time() + 31):
        pass


def test_a_clock_set_back_neither_blocks_for_ever_nor_lets_two_in(store: Store) -> None:
    with lease_of(store) as lease:
        source = lease.source_id
    written = time.time()
    hold_by(store, source, ELSEWHERE, written + 0.4)
    # An hour back: the lease seems to end in an hour, and only the silence of its holder counts.
    started = time.monotonic()
    with lease_of(store, seconds=0.4, now=written - 3600):
        assert time.monotonic() - started >= 0.4


def test_a_clock_set_back_while_the_holder_lives_lets_nobody_in(store: Store) -> None:
    with lease_of(store, seconds=0.4) as living:
        source = living.source_id
        hold = store.read(lambda session: read_hold(session, source))
        store.transact(lambda session: take_hold(session, source, living.holder, time.time() + 9999, hold))
        other = lease_of(store, seconds=0.4, now=time.time() - 3600)
        other.source_id = source
        seen = Hold(holder=ELSEWHERE, beat=hold.beat + 1, until=time.time())
        assert not other._is_free(seen)


def test_who_lost_the_archive_writes_no_more(tmp_path: Path) -> None:
    bench = ArchiveBench(tmp_path)
    for number in range(3):
        bench.dump(f"{number}.txt", number)

    def rob(*_: object) -> None:
        with bench.store() as robbed:
            source = bench.source_id(robbed)
            hold_by(robbed, source, ELSEWHERE, time.time() + 60)

    with pytest.raises(ArchiveHeldError, match="another run took it"):
        ingest(bench.plan(), Listener(on_ending=rob))
    assert len(bench.outputs()) == 1


def test_a_killed_run_is_entered_as_lost(tmp_path: Path) -> None:
    bench = ArchiveBench(tmp_path)
    bench.dump("a.txt")
    bench.run()
    with bench.store() as opened:
        opened.transact(lambda session: setattr(session.get_one(RunRow, 1), "state", "running"))
        bench.run()
        assert opened.read(lambda session: session.get_one(RunRow, 1).state) == "lost"


def test_a_store_locked_for_a_while_is_waited_for_in_the_middle_of_a_run(tmp_path: Path) -> None:
    bench = ArchiveBench(tmp_path)
    for number in range(3):
        bench.dump(f"{number}.txt", number)
    lockers: list[threading.Thread] = []

    def lock(_: object) -> None:
        if not lockers:
            ready = threading.Event()
            lockers.append(threading.Thread(target=hold_store, args=(bench, ready, 1.0)))
            lockers[0].start()
            ready.wait(5)

    started = time.monotonic()
    report = ingest(bench.plan(), Listener(on_ending=lock))
    lockers[0].join()
    assert time.monotonic() - started > 1.0
    assert report.ledger.pages == {"done": 3}


def hold_store(bench: ArchiveBench, ready: threading.Event, seconds: float) -> None:
    with bench.store() as store, store.engine.begin():
        ready.set()
        time.sleep(seconds)
