"""Outputs appear whole or not at all."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.writing import make_folder, write_pieces, write_whole
from schemas.errors import ExitCode, OutputError
from tests.flows.running import run


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
    with pytest.raises(OutputError, match="-o"):
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
