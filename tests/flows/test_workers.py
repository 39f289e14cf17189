"""Pages that crash, hang or bloat cost only themselves."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.engine import make_page_reader
from flows.settings import WorkerOptions
from schemas.errors import ExitCode
from tests.flows.readers import flaky_reader, thread_reader, troubled_reader
from tests.flows.running import run

SCAN = Path(__file__).parents[2] / "samples" / "documents" / "plan_presupuesto_hard.pdf"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_cannot_be_read_is_reported_and_the_rest_is_done(
    tmp_path: Path, scan_pdf: Callable[..., Path], workers: int
) -> None:
    work = WorkerOptions(workers=workers, page_seconds=8, page_megabytes=600)
    outcome = run([scan_pdf(pages=6)], tmp_path / "out", troubled_reader, work)["scan.pdf"]
    assert outcome.exit_code == ExitCode.PAGES_FAILED
    document = outcome.document
    assert document is not None
    assert document.status == "partial"
    assert [page.status for page in document.pages] == [
        "done",
        "failed",
        "failed",
        "failed",
        "failed",
        "done",
    ]
    assert [(error.page, error.code) for error in document.errors] == [
        (2, "page_crashed"),
        (3, "page_timeout"),
        (4, "page_memory"),
        (5, "page_crashed"),
    ]
    assert "no such luck" in document.errors[3].message


def test_a_page_that_fails_once_is_tried_again(
    tmp_path: Path, scan_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLAKY_MARKS", str(tmp_path))
    outcome = run([scan_pdf(pages=3)], tmp_path / "out", flaky_reader)["scan.pdf"]
    assert outcome.exit_code == ExitCode.OK
    assert outcome.document is not None
    assert outcome.document.status == "complete"


def test_the_number_of_workers_changes_nothing(tmp_path: Path, scan_pdf: Callable[..., Path]) -> None:
    path = scan_pdf(pages=5)
    written = []
    for workers in (1, 2):
        outcome = run([path], tmp_path / f"{workers}", work=WorkerOptions(workers=workers))["scan.pdf"]
        assert outcome.written is not None
        written.append(outcome.written.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("asked", [None, "4"])
def test_blas_has_one_thread_in_every_worker(
    tmp_path: Path, scan_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, asked: str | None
) -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
        if asked:
            monkeypatch.setenv(name, asked)
    document = run([scan_pdf()], tmp_path / "out", thread_reader)["scan.pdf"].document
    assert document is not None
    assert [page.reason for page in document.pages] == ["1 threads"]
    assert os.environ.get("OMP_NUM_THREADS") == asked


@pytest.mark.slow
def test_pages_read_beside_one_another_give_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for workers in (1, 2):
        work = WorkerOptions(workers=workers)
        outcome = run([SCAN], tmp_path / f"{workers}", make_page_reader, work)[SCAN.name]
        assert outcome.written is not None
        written.append(outcome.written.read_bytes())
    assert written[0] == written[1]
