"""The Prefect flows run the same line, and leave what a person wants to know."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    """Prefect with a database of its own, started once."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness():
        yield


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "dump.txt").write_text("Área\tMonto\nNorte\t1.200,50\n", encoding="utf-8")
    (folder / "empty.pdf").touch()
    return folder


def test_an_archive_is_read_by_the_flow(archive: Path, tmp_path: Path) -> None:
    from flows.prefect_flow import read_archive

    counts = read_archive(archive, tmp_path / "out")
    assert counts == {"OK": 1, "UNREADABLE": 1}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dump.json"]


def test_an_archive_is_kept_by_the_flow_with_artifacts(archive: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.leasing import ArchiveLease
    from flows.prefect_flow import ingest_archive
    from flows.sources import source_to_url
    from store.opening import open_store

    store_url = f"sqlite:///{tmp_path}/store.db"
    counts = ingest_archive(str(archive), str(tmp_path / "out"), store_url, overlay=True)
    assert isinstance(counts, dict)
    with get_client(sync_client=True) as client:
        left = {artifact.key: artifact.data for artifact in client.read_artifacts()}
    with ArchiveLease(open_store(store_url), source_to_url(str(archive)), str(tmp_path / "out"), 60.0):
        skipped = ingest_archive(str(archive), str(tmp_path / "out"), store_url, return_state=True)
    assert (counts["documents_complete"], counts["documents_failed"]) == (1, 1)
    assert left["archive-progress"] == 100.0
    assert "empty.pdf" in str(left["archive-documents"])
    assert f"[overlay](file://{tmp_path}/out/dump.txt.html)" in str(left["archive-documents"])
    assert (tmp_path / "out" / "dump.txt.html").exists()
    assert "2 pages: 1 done, 1 failed, all accounted for" in str(left["archive-run"])
    assert skipped.name == "Skipped"


def test_a_run_that_died_is_entered_as_crashed_by_the_next_one(archive: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import State, StateType
    from prefect.states import Running

    from flows.prefect_flow import bury_dead_runs, ingest_archive

    def begin(source: Path) -> UUID:
        with get_client(sync_client=True) as client:
            parameters = {"source": str(source), "out": "out"}
            made = client.create_flow_run(ingest_archive, parameters=parameters)
            client.set_flow_run_state(made.id, Running(), force=True)
            return made.id

    dead, other = begin(archive), begin(tmp_path / "other")
    assert bury_dead_runs(str(archive), time.time() - 60) == 0
    assert bury_dead_runs(str(archive), time.time() + 60) == 1
    with get_client(sync_client=True) as client:
        states = {one: client.read_flow_run(one).state for one in (dead, other)}
    types = {one: state.type for one, state in states.items() if isinstance(state, State)}
    assert types == {dead: StateType.CRASHED, other: StateType.RUNNING}
