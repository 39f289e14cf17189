"""`cuadra ingest --overlay`: pictures of each document beside its JSON, whatever happens on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.gallery import Gallery
from schemas.errors import ExitCode, OutputError, SettingsError
from tests.faults.readers import make_table_reader
from tests.flows.archives import ArchiveBench


@pytest.fixture
def bench(tmp_path: Path, scan_pdf: Callable[..., Path]) -> ArchiveBench:
    bench = ArchiveBench(tmp_path, reader=make_table_reader)
    (bench.folder / "2019").mkdir()
    scan_pdf("in/2019/scan.pdf", pages=2)
    bench.dump("a.txt")
    return bench


SCAN = {"2019/scan.pdf.html", "2019/scan.pdf.overlay/page-0001.jpg", "2019/scan.pdf.overlay/page-0002.jpg"}


def test_pictures_lie_beside_the_json_and_change_nothing_of_it(bench: ArchiveBench) -> None:
    bench.run()
    plain = bench.outputs()
    # A file and a folder of an archive may be called as our own are.
    bench.dump("2019/scan.pdf.overlay/page-0001.jpg.txt", 1)
    bench.dump("a.txt.html/b.txt", 2)
    run = bench.run(overlay=True, reprocess="all")
    drawn = bench.outputs()
    assert {name: drawn[name] for name in plain} == plain
    assert set(drawn) >= SCAN | {"a.txt.html", "a.txt%2Ehtml/b.txt.html"}
    assert not any(".plain" in name for name in drawn)
    assert run.endings["2019/scan.pdf"].overlay == "2019/scan.pdf.html"
    assert run.endings["a.txt"].overlay == "a.txt.html"
    assert b"<html" in (bench.out / "a.txt.html").read_bytes()


def test_a_run_that_ends_while_it_draws_has_published_nothing_and_the_next_one_draws(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Gallery, "take", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bench.run(overlay=True)
    assert not any("scan" in name for name in bench.outputs())
    run = bench.run(overlay=True)
    assert run.report.counts["pages_read"] < 2
    assert set(bench.outputs()) >= SCAN | {"2019/scan.pdf.json", "a.txt.html"}


def test_pictures_that_cannot_be_written_keep_no_document_back(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _data: bytes) -> None:
        raise OutputError(str(path), "cannot be written: No space left on device")

    monkeypatch.setattr("flows.gallery.write_whole", full)
    run = bench.run(overlay=True)
    assert run.states() == {"2019/scan.pdf": "complete", "a.txt": "complete"}
    assert run.endings["2019/scan.pdf"].overlay is None
    assert "No space left" in str(run.endings["2019/scan.pdf"].undrawn)
    assert run.report.exit_code == ExitCode.OUTPUT
    assert set(bench.outputs()) == {"2019/scan.pdf.json", "a.txt.json", "a.txt.html"}


def test_an_output_at_a_url_takes_no_pictures(bench: ArchiveBench) -> None:
    with pytest.raises(SettingsError, match="needs an output that is a folder"):
        bench.run(overlay=True, out="memory://pictures")
