"""Archives as they are: loops, closed folders, things that are no files, files that grow and vanish."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec
import pytest
from sqlalchemy import select

from flows.archive import LocalArchive, RemoteArchive, open_archive
from flows.ingest import ingest
from flows.ingest_plan import Ending, Listener
from flows.naming import name_to_key
from flows.settings import WorkerOptions
from models.page_image import PageImage
from schemas.errors import ExitCode, InputNotFoundError, NoAccessError, OutputError, StoreError
from schemas.reading import PageReading, TextLine
from store.discovering import load_known
from store.ledger_tables import Page
from tests.flows.archives import ArchiveBench
from tests.flows.readers import BlankReader
from tests.flows.test_bad_input import ENCRYPTED, write_huge_png


@pytest.fixture
def bench(tmp_path: Path) -> ArchiveBench:
    return ArchiveBench(tmp_path)


def keys(folder: Path) -> list[str]:
    return [entry.key for entry in LocalArchive(folder).entries()]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: within, this process may not."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_links_in_circles_end(bench: ArchiveBench) -> None:
    bench.dump("a/b/c.txt")
    (bench.folder / "a" / "up").symlink_to(bench.folder)
    (bench.folder / "a" / "b" / "self").symlink_to("self")
    (bench.folder / "again").symlink_to(bench.folder / "a")
    assert keys(bench.folder) == ["a/b/c.txt", "a/b/self"]


def test_many_links_to_one_folder_are_followed_once(bench: ArchiveBench) -> None:
    bench.dump("deep/a.txt")
    for depth in range(20):
        folder = bench.folder / f"level{depth}"
        folder.mkdir()
        for way in ("x", "y"):
            (folder / way).symlink_to(bench.folder / f"level{depth + 1}")
    assert keys(bench.folder)[0] == "deep/a.txt"


def test_what_cannot_be_read_is_skipped_with_its_reason() -> None:
    # Not below pytest's own folder, which is closed to others as a whole.
    folder = Path(tempfile.mkdtemp())
    (folder / "closed").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "dead.pdf").symlink_to("nowhere")
    (folder / "notes.docx").touch()
    (folder / ".hidden.pdf").touch()
    (folder / "closed").chmod(0)
    folder.chmod(0o755)
    try:
        with as_nobody():
            found = {entry.key: entry.skip.code for entry in LocalArchive(folder).entries() if entry.skip}
    finally:
        shutil.rmtree(folder)
    assert found == {
        "closed": "no_access",
        "dead.pdf": "not_found",
        "notes.docx": "unsupported",
        "pipe.pdf": "unsupported",
    }


def test_a_closed_archive_is_told_and_its_documents_are_not_taken_for_gone() -> None:
    base = Path(tempfile.mkdtemp())
    base.chmod(0o777)
    bench = ArchiveBench(base)
    bench.dump("a.txt")
    bench.run()
    bench.folder.chmod(0)
    for path in base.iterdir():
        os.chown(path, 65534, -1)
    try:
        with as_nobody(), pytest.raises(NoAccessError, match="permission denied") as caught:
            bench.run(store=f"sqlite:///{base}/store.db")
    finally:
        bench.folder.chmod(0o755)
    assert caught.value.exit_code == ExitCode.UNREADABLE
    assert bench.run().endings == {}
    assert bench.ledger().documents_by_state == {"complete": 1}
    shutil.rmtree(base)


HOSTILE = {
    b"a\nb.txt": "complete",
    b"\xff\xfe.txt": "complete",
    b"empty.pdf": "empty",
    b"blank.txt": "empty",
    b"text.pdf": "misnamed",
    b"binary.txt": "damaged",
    b"cut.pdf": "damaged",
    b"notes.docx": "unsupported",
    b"twin.txt": "duplicate",
    b"dead.pdf": "not_found",
    b"loop.pdf": "not_found",
    b"scan.jpg": "complete",
    b"%2e%2e%2fup.txt": "complete",
    b"bomb.png": "too_large",
    b"long.pdf": "too_many_pages",
    b"locked.pdf": "encrypted",
}


def endless_pdf(pages: int) -> bytes:
    """A PDF of a few kilobytes that is `pages` times the same page."""
    kids = b"3 0 R " * pages
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count " + str(pages).encode() + b"/Kids[" + kids + b"]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def build_hostile(bench: ArchiveBench, scan: Path) -> None:
    def write(name: bytes, data: bytes) -> None:
        (bench.folder / os.fsdecode(name)).write_bytes(data)

    dump = bench.dump("first.txt").read_bytes()
    write(b"a\nb.txt", dump + b"1\n")
    write(b"\xff\xfe.txt", dump + b"2\n")
    write(b"%2e%2e%2fup.txt", dump + b"3\n")
    write(b"empty.pdf", b"")
    write(b"blank.txt", b"\n\n")
    write(b"text.pdf", b"just words, no document\n")
    write(b"binary.txt", bytes(range(256)))
    write(b"cut.pdf", scan.read_bytes()[:200])
    write(b"notes.docx", b"PK")
    write(b"twin.txt", dump)
    write(b"scan.jpg", scan.read_bytes())
    write_huge_png(bench.folder / "bomb.png", 30_000)
    write(b"long.pdf", endless_pdf(100_000))
    write(b"locked.pdf", ENCRYPTED)
    (bench.folder / "dead.pdf").symlink_to("nowhere")
    (bench.folder / "loop.pdf").symlink_to("loop.pdf")
    (bench.folder / "around").symlink_to(bench.folder)


def test_every_hostile_file_ends_in_a_state_and_stops_nothing(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    build_hostile(bench, scan_pdf())
    run = bench.run()
    with bench.store() as store:
        source = bench.source_id(store)
        found = store.read(lambda session: load_known(session, source))
        reasons = store.read(
            lambda session: session.scalars(select(Page.reason).where(Page.state != "done")).all()
        )
    told = [str(reason) for reason in reasons]
    states = {key: one.code or one.status for key, one in found.items()}
    wanted = {name_to_key(os.fsdecode(name)): state for name, state in HOSTILE.items()}
    assert states == wanted | {"first.txt": "complete"}
    assert set(run.report.ledger.pages) == {"done", "failed", "skipped"}
    # Each says in words what is wrong.
    assert [reason for reason in told if len(reason.split()) < 3 or "Error" in reason] == []
    assert bench.run().endings == {}


def test_a_document_of_too_many_pages_is_put_aside(
    bench: ArchiveBench, scan_pdf: Callable[..., Path]
) -> None:
    scan_pdf("in/long.pdf", pages=4)
    bench.dump("a.txt")
    run = bench.run(settings={"work": WorkerOptions(document_pages=3)})
    assert run.states() == {"a.txt": "complete", "long.pdf": "too_many_pages"}
    assert run.report.ledger.pages == {"done": 1, "failed": 1}


class GrowingReader(BlankReader):
    """Someone writes to the file while its first page is read."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        with Path(os.environ["GROWING_FILE"]).open("ab") as file:
            file.write(b"\n%%more\n")
        return super().read(page, pdf_words)


def growing_reader(_threads: int) -> GrowingReader:
    return GrowingReader()


def test_a_file_that_grows_while_it_is_read_is_read_anew(
    bench: ArchiveBench, scan_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan_pdf("in/scan.pdf", pages=2)
    monkeypatch.setenv("GROWING_FILE", str(path))
    run = bench.run(make_reader=growing_reader)
    assert run.states() == {"scan.pdf": "changed"}
    assert bench.outputs() == {}
    second = bench.run()
    assert second.states() == {"scan.pdf": "complete"}
    assert second.report.counts["pages_read"] == 2


class VanishingReader(BlankReader):
    """Someone removes the file while its first page is read."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        Path(os.environ["VANISHING_FILE"]).unlink(missing_ok=True)
        return super().read(page, pdf_words)


def vanishing_reader(_threads: int) -> VanishingReader:
    return VanishingReader()


def test_a_file_that_vanishes_while_it_is_read_is_told(
    bench: ArchiveBench, scan_pdf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan_pdf("in/scan.pdf", pages=2)
    monkeypatch.setenv("VANISHING_FILE", str(path))
    assert bench.run(make_reader=vanishing_reader).states() == {"scan.pdf": "changed"}
    bench.run()
    assert bench.ledger().pages == {"done": 2}


def test_what_went_before_its_turn_is_skipped_and_read_when_it_is_back(bench: ArchiveBench) -> None:
    first, second = bench.dump("a.txt", 1), bench.dump("b.txt", 2)
    data = second.read_bytes()

    def remove(_: Ending) -> None:
        second.unlink(missing_ok=True)

    ingest(bench.plan(), Listener(on_ending=remove))
    bench.run()
    assert first.exists()
    second.write_bytes(data)
    bench.run()
    assert set(bench.outputs()) == {"a.txt.json", "b.txt.json"}


def test_the_second_of_two_equal_files_is_read_when_the_first_is_gone(bench: ArchiveBench) -> None:
    first = bench.dump("a.txt")
    bench.dump("b.txt")
    assert bench.run().states() == {"a.txt": "complete", "b.txt": "duplicate"}
    first.unlink()
    assert bench.run().states() == {"b.txt": "complete"}


def test_the_output_inside_the_archive_is_no_input(bench: ArchiveBench) -> None:
    bench.dump("a.txt")
    bench.run(out=str(bench.folder / "out"))
    (bench.folder / "out" / "b.txt").write_text("not an input")
    assert bench.run(out=str(bench.folder / "out")).endings == {}


def test_a_full_disk_stops_the_run_with_a_message_and_the_next_one_goes_on(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.dump("a.txt", 1)
    bench.dump("b.txt", 2)
    real = os.fsync

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left") as caught:
        bench.run(patience=0.0)
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert bench.outputs() == {}
    assert "queued" in bench.ledger().pages
    monkeypatch.setattr(os, "fsync", real)
    bench.run()
    assert set(bench.outputs()) == {"a.txt.json", "b.txt.json"}


def test_a_disk_that_is_full_for_a_while_is_waited_for(
    bench: ArchiveBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.dump("a.txt", 1)
    real, left = os.fsync, [2]

    def full_twice(handle: int) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full_twice)
    assert bench.run().states() == {"a.txt": "complete"}


def test_a_store_that_cannot_be_made_is_told_before_anything_is_read(bench: ArchiveBench) -> None:
    bench.dump("a.txt")
    (bench.base / "file").touch()
    with pytest.raises(StoreError):
        bench.run(store=f"sqlite:///{bench.base}/file/store.db")


def test_no_such_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        open_archive(str(tmp_path / "nowhere"))


def test_an_archive_and_output_at_urls(bench: ArchiveBench) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/scans/a/dump.txt", bench.dump("x.txt").read_bytes())
    memory.pipe_file("/scans/b.docx", b"PK")
    run = bench.run(source="memory://scans", out="memory://json")
    assert run.states() == {"a/dump.txt": "complete"}
    assert memory.cat_file("/json/a/dump.txt.json").startswith(b"{")
    assert bench.run(source="memory://scans", out="memory://json").endings == {}
    memory.rm_file("/json/a/dump.txt.json")
    assert bench.run(source="memory://scans", out="memory://json").states() == {"a/dump.txt": "complete"}
    assert memory.exists("/json/a/dump.txt.json")
    memory.pipe_file("/scans/a/dump.txt", bench.dump("x.txt", 7).read_bytes())
    assert bench.run(source="memory://scans", out="memory://json").states() == {"a/dump.txt": "complete"}
    assert memory.exists("/json/.versions/a/dump.txt.json/1.json")


def test_what_was_fetched_is_not_left_behind() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/one/a.txt", b"words\n")
    archive = RemoteArchive("memory://one")
    path = archive.fetch("a.txt")
    assert path.read_bytes() == b"words\n"
    archive.release(path)
    assert not path.exists()
