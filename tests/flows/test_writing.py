"""Outputs appear whole or not at all."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.writing import make_folder, write_pieces, write_whole
from schemas.errors import ExitCode, OutputError
from tests.flows.running import run, run_in_order


def full_disk(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"before")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OutputError, match="No space left") as caught:
        write_whole(target, b"after")
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pieces(tmp_path / "a.html", pieces())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_said_before_any_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="Choose another folder"):
        make_folder(tmp_path / "file" / "out")


def test_a_document_that_cannot_be_written_does_not_stop_the_next(
    tmp_path: Path, scan_pdf: Callable[..., Path]
) -> None:
    first, second = scan_pdf("a.pdf"), scan_pdf("b.pdf")
    out = tmp_path / "out"
    (out / "a.json").mkdir(parents=True)
    outcomes = run([first, second], out)
    assert outcomes["a.pdf"].exit_code == ExitCode.OUTPUT
    assert outcomes["b.pdf"].exit_code == ExitCode.OK
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "b.json"]


def test_pictures_that_cannot_be_written_cost_no_document(
    tmp_path: Path, scan_pdf: Callable[..., Path]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.overlay").touch()
    outcomes = run_in_order([scan_pdf("a.pdf"), scan_pdf("b.pdf")], out, overlay=True)
    assert [(outcome.path.name, outcome.exit_code, outcome.beside) for outcome in outcomes] == [
        ("a.pdf", ExitCode.OK, False),
        ("a.pdf", ExitCode.OUTPUT, True),
        ("b.pdf", ExitCode.OK, False),
    ]
    written = {"a.json", "a.overlay", "b.json", "b.html", "b.overlay"}
    assert {path.name for path in out.iterdir()} == written
    assert [path.name for path in (out / "b.overlay").iterdir()] == ["page-0001.jpg"]


def test_readings_that_cannot_be_kept_cost_no_document(tmp_path: Path, scan_pdf: Callable[..., Path]) -> None:
    kept = tmp_path / "kept"
    path = scan_pdf(pages=3)
    run([path], tmp_path / "first", readings=kept)
    (folder,) = kept.iterdir()
    shutil.rmtree(folder)
    folder.touch()
    outcomes = run_in_order([path], tmp_path / "second", readings=kept)
    assert [(outcome.exit_code, outcome.beside) for outcome in outcomes] == [
        (ExitCode.OK, False),
        (ExitCode.OUTPUT, True),
    ]
    with pytest.raises(OutputError, match="Not a directory"):
        run([path], tmp_path / "third", readings=folder / "below")


def test_a_file_is_no_folder_to_write_in(tmp_path: Path) -> None:
    taken = tmp_path / "report.pdf"
    taken.write_bytes(b"kept")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        make_folder(taken)
    assert taken.read_bytes() == b"kept"
