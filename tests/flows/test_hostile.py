"""What happens to an archive, its store and its clock while it is read ends in a ledger that adds up."""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.archive import Entry, LocalArchive
from flows.ingest import ingest
from flows.ingest_plan import Listener
from flows.settings import WorkerOptions
from schemas.errors import StoreError
from tests.flows.archives import ArchiveBench
from tests.flows.bombs import bomb_of_pixels, bomb_of_size, bomb_of_strokes
from tests.flows.test_archive import as_nobody
from tests.store.fixtures import cluster
from tests.store.postgres import Cluster

__all__ = ["cluster"]


@pytest.fixture
def bench(tmp_path: Path) -> ArchiveBench:
    return ArchiveBench(tmp_path)


@pytest.mark.slow
def test_bombs_cost_a_worker_and_no_more(bench: ArchiveBench) -> None:
    (bench.folder / "pixels.pdf").write_bytes(bomb_of_pixels(20_000))
    (bench.folder / "size.pdf").write_bytes(bomb_of_size(900_000))
    (bench.folder / "strokes.pdf").write_bytes(bomb_of_strokes(200))
    bench.dump("z.txt")
    bench.work = WorkerOptions(page_megabytes=500, page_seconds=30)
    run = bench.run()
    assert run.states()["z.txt"] == "complete"
    assert run.endings["strokes.pdf"].failure == "page 1: took more than 500 MB of memory"
    assert run.report.ledger.total == 4
    assert set(run.report.ledger.pages) == {"done", "failed"}


def test_a_folder_that_may_not_be_looked_into_is_skipped_and_read_once_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Not below pytest's own folder, which is closed to others as a whole.
    bench = ArchiveBench(Path(tempfile.mkdtemp()))
    bench.base.chmod(0o755)
    bench.dump("closed/a.txt", 1)
    bench.dump("b.txt", 2)
    (bench.folder / "closed").chmod(0)
    real = LocalArchive.entries

    def look(archive: LocalArchive) -> Iterator[Entry]:
        with as_nobody():
            return iter(list(real(archive)))

    monkeypatch.setattr(LocalArchive, "entries", look)
    try:
        assert bench.run().states() == {"b.txt": "complete"}
        assert bench.ledger().pages == {"done": 1, "skipped": 1}
        (bench.folder / "closed").chmod(0o755)
        assert bench.run().states() == {"closed/a.txt": "complete"}
        assert bench.ledger().pages == {"done": 2, "skipped": 1}
    finally:
        shutil.rmtree(bench.base)


def test_a_full_store_stops_the_run_with_a_message_and_the_next_one_goes_on(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import opening

    bench.dump("0.txt", 0)
    bench.run()
    for number in range(1, 30):
        bench.dump(f"{number}.txt", number)
    real = opening._prepare_sqlite
    limits: list[int] = []

    def prepare(connection: object, record: object) -> None:
        real(connection, record)
        cursor = connection.cursor()  # type: ignore[attr-defined]
        limits.extend(cursor.execute("PRAGMA page_count").fetchone())
        cursor.execute(f"PRAGMA max_page_count={limits[0]}")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_prepare_sqlite", prepare)
        with pytest.raises(StoreError, match="full"):
            bench.run(patience=0.0, lease=1.0)
    # It could not even be entered there that the run has ended: its lease runs out.
    time.sleep(1.0)
    bench.run()
    assert bench.ledger().pages == {"done": 30}
    assert set(bench.outputs()) == {f"{number}.txt.json" for number in range(30)}


def test_a_server_that_is_down_in_the_middle_of_a_run_is_waited_for(
    bench: ArchiveBench, cluster: Cluster
) -> None:
    bench.store_url = cluster.create()
    for number in range(3):
        bench.dump(f"{number}.txt", number)
    starting: list[threading.Thread] = []

    def stop(_: object) -> None:
        if not starting:
            cluster.stop("immediate")
            starting.append(threading.Timer(2.0, cluster.start))
            starting[0].start()

    report = ingest(bench.plan(patience=60.0), Listener(on_ending=stop))
    starting[0].join()
    assert report.ledger.pages == {"done": 3}
    assert len(bench.outputs()) == 3


def test_a_clock_set_back_in_the_middle_of_a_run_changes_nothing(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        bench.dump(f"{number}.txt", number)
    real = time.time

    def set_back(_: object) -> None:
        monkeypatch.setattr(time, "time", lambda: real() - 86_400)

    report = ingest(bench.plan(), Listener(on_ending=set_back))
    assert report.ledger.pages == {"done": 3}
    assert report.seconds >= 0
    assert bench.run().endings == {}
    os.utime(bench.folder / "0.txt", (1, 1))
    assert bench.run().states() == {"0.txt": "unchanged"}
