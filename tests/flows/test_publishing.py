"""Outputs appear whole or not at all, inside their folder, and leave nothing beside."""

from pathlib import Path, PurePosixPath

import pytest

from flows.publishing import LocalPublisher, RemotePublisher, open_publisher
from schemas.errors import OutputError


def test_a_file_is_written_read_back_and_replaced(tmp_path: Path) -> None:
    publisher = open_publisher(str(tmp_path / "out"))
    name = PurePosixPath("a/b.pdf.json")
    assert publisher.read(name) is None
    for data in (b"one", b"two"):
        publisher.write(name, data)
        assert publisher.read(name) == data
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["b.pdf.json"]


@pytest.mark.parametrize("url", ["", "memory://removed"])
def test_what_is_removed_is_gone_and_removing_it_again_is_no_error(tmp_path: Path, url: str) -> None:
    publisher = open_publisher(url or str(tmp_path / "out"))
    name = PurePosixPath(".versions/a.pdf.json/1.json")
    publisher.write(name, b"old")
    for _ in range(2):
        publisher.remove(name)
        assert publisher.read(name) is None
    with pytest.raises(OutputError, match="leads out of"):
        publisher.remove(PurePosixPath("../up.json"))


def test_what_a_killed_run_left_is_taken_along(tmp_path: Path) -> None:
    (tmp_path / ".a.json.part").write_bytes(b"half")
    LocalPublisher(tmp_path).write(PurePosixPath("a.json"), b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("name", ["../up.json", "/etc/up.json", "link/up.json"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="leads out of"):
        LocalPublisher(out).write(PurePosixPath(name), b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_nothing_is_written_outside_of_a_url() -> None:
    with pytest.raises(OutputError, match="leads out of"):
        RemotePublisher("memory://published").write(PurePosixPath("../up.json"), b"x")


def test_a_link_in_the_place_of_the_hidden_file_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".a.json.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):
        LocalPublisher(out).write(PurePosixPath("a.json"), b"x")
    assert not (tmp_path / "elsewhere").exists()
