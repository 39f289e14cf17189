"""An archive is read once, page by page, and every page is accounted for."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import delete

from flows.fallback import FALLBACK_REASON, make_fallback_reader
from flows.settings import WorkerOptions
from models.page_image import PageImage
from schemas.errors import ExitCode, LedgerError, OutputError
from store.ledger_tables import Page, Reading
from store.outbox import read_news
from tests.flows.archives import ArchiveBench
from tests.flows.readers import troubled_reader
from tests.store.fixtures import cluster, store_url

__all__ = ["cluster", "store_url"]


@pytest.fixture
def bench(tmp_path: Path) -> ArchiveBench:
    return ArchiveBench(tmp_path)


def test_documents_are_published_once_and_known_files_are_not_read_again(
    bench: ArchiveBench, store_url: str, scan_pdf: Callable[..., Path]
) -> None:
    bench.store_url = store_url
    bench.dump("2019/dump.txt")
    scan_pdf("in/scan.pdf", pages=3)
    first = bench.run()
    assert first.states() == {"2019/dump.txt": "complete", "scan.pdf": "complete"}
    assert first.report.counts["pages_read"] == 4
    assert first.report.ledger.pages == {"done": 4}
    assert set(bench.outputs()) == {"2019/dump.txt.json", "scan.pdf.json"}
    before = bench.outputs()
    second = bench.run()
    assert second.endings == {}
    assert second.report.counts["pages_read"] == 0
    assert bench.outputs() == before
    with bench.store() as store:
        news = store.read(lambda session: read_news(session, 0, 10))
    assert [(event.kind, event.payload["document"]) for event in news] == [
        ("document.published", "2019/dump.txt"),
        ("document.published", "scan.pdf"),
    ]


def test_the_json_is_the_one_that_extract_writes(bench: ArchiveBench) -> None:
    from tests.flows.running import run

    path = bench.dump("dump.txt")
    bench.run()
    written = run([path], bench.base / "extracted")["dump.txt"].written
    assert written is not None
    assert written.read_bytes() == (bench.out / "dump.txt.json").read_bytes()


def test_pages_that_fail_are_listed_and_the_rest_is_published(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    scan_pdf("in/scan.pdf", pages=3)
    bench.dump("dump.txt")
    bench.work = WorkerOptions(page_seconds=2)
    run = bench.run(make_reader=troubled_reader)
    assert run.states() == {"dump.txt": "complete", "scan.pdf": "partial"}
    assert run.report.exit_code == ExitCode.PAGES_FAILED
    assert run.report.ledger.pages == {"done": 2, "failed": 2}
    again = bench.run(make_reader=troubled_reader)
    assert again.report.exit_code == ExitCode.PAGES_FAILED
    assert again.endings == {}


def test_a_published_file_that_is_gone_is_made_again_without_reading(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    scan_pdf("in/scan.pdf", pages=3)
    bench.dump("dump.txt")
    bench.dump("kept.txt", 7)
    bench.run()
    before = bench.outputs()
    for name in ("scan.pdf.json", "dump.txt.json"):
        (bench.out / name).unlink()
    again = bench.run()
    assert again.states() == {"dump.txt": "complete", "scan.pdf": "complete"}
    assert again.report.counts["pages_read"] == 0
    assert again.report.exit_code == ExitCode.OK
    assert bench.outputs() == before
    assert bench.run().endings == {}


def test_a_published_file_that_cannot_be_made_again_is_told(bench: ArchiveBench) -> None:
    bench.dump("dump.txt")
    bench.run()
    (bench.out / "dump.txt.json").unlink()
    with bench.store() as store:
        store.transact(lambda session: session.execute(delete(Reading)))
    lost = bench.run()
    assert lost.states() == {"dump.txt": "lost"}
    assert lost.report.exit_code == ExitCode.OUTPUT
    assert bench.run(reprocess="all").states() == {"dump.txt": "complete"}
    assert set(bench.outputs()) == {"dump.txt.json"}


def test_a_page_that_brings_the_engine_down_is_read_by_the_fallback(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    from tests.flows.readers import blank_reader

    scan_pdf("in/scan.pdf", pages=2)
    run = bench.run(make_reader=troubled_reader, make_fallback=blank_reader)
    assert run.states() == {"scan.pdf": "complete"}
    assert run.report.ledger.pages == {"done": 2}


def test_a_file_with_another_content_is_a_new_version_and_the_old_one_is_kept(bench: ArchiveBench) -> None:
    bench.dump("a.txt", 1)
    bench.run()
    old = bench.outputs()["a.txt.json"]
    bench.dump("a.txt", 2)
    assert bench.run().states() == {"a.txt": "complete"}
    outputs = bench.outputs()
    assert outputs[".versions/a.txt.json/1.json"] == old
    assert outputs["a.txt.json"] != old


def test_a_file_only_touched_is_known_by_its_content(bench: ArchiveBench) -> None:
    path = bench.dump("a.txt")
    bench.run()
    before = bench.outputs()
    os.utime(path, (1, 1))
    assert bench.run().states() == {"a.txt": "unchanged"}
    assert bench.run().endings == {}
    assert bench.outputs() == before


def test_another_configuration_makes_a_new_version_from_the_readings_kept(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    scan_pdf("in/scan.pdf", pages=2)
    bench.run()
    forms = bench.base / "forms"
    forms.mkdir()
    (forms / "loan.toml").write_text(
        'kind = "loan"\n[[columns]]\nname = "bank"\nheaders = ["BANCO"]\n'
        '[[records]]\ntype = "loan"\nkey = ["bank"]\nfields = ["bank"]\n'
    )
    assert bench.run(forms=forms, reprocess="new").endings == {}
    run = bench.run(forms=forms)
    assert run.states() == {"scan.pdf": "complete"}
    assert (run.report.counts["pages_read"], run.report.counts["pages_kept"]) == (0, 2)
    assert set(bench.outputs()) == {"scan.pdf.json", ".versions/scan.pdf.json/1.json"}


def test_everything_is_read_again_where_that_is_asked_for(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    scan_pdf("in/scan.pdf", pages=2)
    bench.run()
    run = bench.run(reprocess="all")
    assert run.report.counts["pages_read"] == 2
    assert run.report.ledger.pages == {"done": 4}


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    outputs = []
    for workers in (1, 2):
        bench = ArchiveBench(tmp_path / str(workers), WorkerOptions(workers=workers, worker_pages=2))
        for number in range(6):
            bench.dump(f"{number}.txt", number % 4)
        bench.run()
        outputs.append(bench.outputs())
    assert outputs[0] == outputs[1]


def test_a_ledger_that_lost_a_page_fails_the_run(bench: ArchiveBench) -> None:
    from sqlalchemy import delete

    bench.dump("a.txt")
    bench.run()
    with bench.store() as store:
        store.transact(lambda session: session.execute(delete(Page)))
    with pytest.raises(LedgerError, match=r"a\.txt has 0 pages in the ledger"):
        bench.run()


def test_the_log_names_document_and_page(bench: ArchiveBench, scan_pdf: Callable[..., Path]) -> None:
    scan_pdf("in/scan.pdf", pages=2)
    log = bench.base / "logs" / "run.jsonl"
    bench.run(log=log)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    pages = [(line["document"], line["page"]) for line in lines if line["event"] == "page"]
    assert pages == [("scan.pdf", 1), ("scan.pdf", 2)]
    assert [line["event"] for line in lines if line["event"].startswith("run_")] == [
        "run_started",
        "run_ended",
    ]
    assert {line["run"] for line in lines} == {1}


def test_decisions_are_carried_to_the_new_version(bench: ArchiveBench) -> None:
    from sqlalchemy import select

    from store.decisions import Verdict, decide
    from store.document_tables import Decision, FieldRow

    bench.dump("a.txt", 1)
    bench.run()
    with bench.store() as store:
        fields = store.read(
            lambda session: session.scalars(select(FieldRow).where(FieldRow.type == "number")).all()
        )
        assert len(fields) == 2
        verdict = Verdict(action="accepted", value=None, by="ana", at=1.0)
        for field in fields:
            store.transact(lambda session, field=field: decide(session, field.id, verdict))  # type: ignore[misc]
        bench.dump("a.txt", 2)
        bench.run()
        carried = store.read(
            lambda session: session.scalars(select(Decision).where(Decision.carried_from.is_not(None))).all()
        )
    assert sorted((one.seen, one.state) for one in carried) == [("1.00", "waiting"), ("1200.50", "active")]


def test_two_archives_never_publish_to_one_place(bench: ArchiveBench) -> None:
    bench.dump("a.txt")
    bench.run()
    other = bench.base / "other"
    other.mkdir()
    with pytest.raises(OutputError, match="publishes there"):
        bench.run(source=str(other))


@pytest.mark.slow
def test_the_fallback_engine_reads_lines(page_picture: Callable[[str], Image.Image]) -> None:
    pixels = np.asarray(page_picture("Ministerio 2019").convert("RGB"))
    reading = make_fallback_reader(1).read(PageImage(page_no=1, pixels=pixels, dpi=150))
    assert [line.text for line in reading.lines] == ["Ministerio 2019"]
    assert reading.status == "done"
    assert reading.reason == FALLBACK_REASON
