"""Pages read on a real cluster of two workers on loopback give the same bytes as processes do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from flows.cluster import WorkerFacts, facts_to_complaint
from flows.settings import WorkerOptions
from schemas.errors import SettingsError
from tests.faults.readers import make_table_reader
from tests.flows.archives import ArchiveBench
from tests.flows.readers import troubled_reader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and two workers, processes of their own."""
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
    ):
        yield cluster.scheduler_address


def test_a_cluster_gives_the_bytes_that_processes_give(
    address: str, tmp_path: Path, scan_pdf: Callable[..., Path]
) -> None:
    outputs = []
    scan = scan_pdf(pages=6).read_bytes()
    for cluster in (None, address):
        bench = ArchiveBench(tmp_path / str(bool(cluster)), WorkerOptions(cluster=cluster))
        bench.dump("a.txt")
        (bench.folder / "scan.pdf").write_bytes(scan)
        (bench.folder / "empty.pdf").touch()
        run = bench.run(make_reader=make_table_reader)
        assert run.states() == {"a.txt": "complete", "scan.pdf": "complete", "empty.pdf": "empty"}
        assert run.report.ledger.pages == {"done": 7, "failed": 1}
        outputs.append(bench.outputs())
    assert len(outputs[0]) == 2
    assert outputs[0] == outputs[1]


def test_pages_that_crash_or_hang_harm_no_worker_of_the_cluster(
    address: str, tmp_path: Path, scan_pdf: Callable[..., Path]
) -> None:
    bench = ArchiveBench(tmp_path, WorkerOptions(cluster=address, page_seconds=2))
    scan_pdf("in/scan.pdf", pages=3)
    run = bench.run(make_reader=troubled_reader)
    assert run.states() == {"scan.pdf": "partial"}
    assert run.report.ledger.pages == {"done": 1, "failed": 2}


def test_where_there_is_no_cluster_that_is_told(bench_of_one: ArchiveBench) -> None:
    with pytest.raises(SettingsError, match="there is no Dask cluster"):
        bench_of_one.run(settings={"work": WorkerOptions(cluster="tcp://127.0.0.1:1")})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, None),
        ({"sees": False}, "does not see"),
        ({"starts": False}, "may start no processes"),
        ({"models": "2"}, "other models"),
    ],
)
def test_a_worker_that_would_read_otherwise_is_told(changes: dict[str, object], says: str | None) -> None:
    here = WorkerFacts(sees=True, starts=True, models="1")
    told = facts_to_complaint(here, here._replace(**changes))  # type: ignore[arg-type]
    assert told is None if says is None else says in str(told)


@pytest.fixture
def bench_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArchiveBench:
    monkeypatch.setattr("flows.cluster._SECONDS_TO_CONNECT", 0.5)
    bench = ArchiveBench(tmp_path)
    bench.dump("a.txt")
    return bench
