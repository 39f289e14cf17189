"""Which files are read, and what their outputs are called."""

import errno
import os
from pathlib import Path

import pytest

from flows.inputs import find_inputs, find_twins, is_missing, name_outputs
from flows.worker import Bench, OpenTask
from models.sources import RenderOptions
from schemas.errors import NoAccessError
from tests.flows.readers import blank_reader


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.name.encode())


def test_a_folder_gives_its_supported_files_in_order(tmp_path: Path) -> None:
    touch(
        tmp_path / "b.pdf", tmp_path / "a" / "c.TIFF", tmp_path / "a" / "note.docx", tmp_path / ".hidden.png"
    )
    assert find_inputs([tmp_path], tmp_path / "out") == (tmp_path / "b.pdf", tmp_path / "a" / "c.TIFF")


def test_a_link_back_up_is_followed_once(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "b.pdf")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert find_inputs([tmp_path], tmp_path / "out") == (tmp_path / "a" / "b.pdf",)


def test_a_link_to_itself_is_one_input_that_fails_later(tmp_path: Path) -> None:
    link = tmp_path / "self.pdf"
    link.symlink_to(link)
    assert find_inputs([link], tmp_path / "out") == (link,)


def test_our_own_output_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path / "a.pdf", tmp_path / "out" / "x.png", tmp_path / "a.overlay" / "page-0001.jpg")
    assert find_inputs([tmp_path], tmp_path / "out") == (tmp_path / "a.pdf",)


def test_a_folder_that_may_not_be_looked_into_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "a.pdf", tmp_path / "closed" / "b.pdf")
    look = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "denied", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)  # the tests may run as root, who may look anywhere
    assert find_inputs([tmp_path], tmp_path / "out") == (tmp_path / "a.pdf", tmp_path / "closed")
    with pytest.raises(NoAccessError, match="closed: no permission to look into this folder"):
        Bench(blank_reader, 1).do(OpenTask(path=tmp_path / "closed", render=RenderOptions()))


def test_a_file_in_a_folder_that_may_not_be_looked_into_is_an_input_that_fails_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, locked = tmp_path / "a.pdf", tmp_path / "locked" / "b.pdf"
    good.touch()

    def refuse(path: Path) -> bool:
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return False

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert find_inputs([good, locked], tmp_path / "out") == (good, locked)


def test_a_path_that_cannot_be_looked_at_is_not_missing(tmp_path: Path) -> None:
    """A name longer than any file system takes, as one in a locked folder, is refused on the way."""
    assert is_missing(tmp_path / "nothing.pdf")
    assert not is_missing(tmp_path / f"{'a' * 300}.pdf")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path / "a.pdf")
    assert find_inputs([tmp_path / "a.pdf", tmp_path], tmp_path / "out") == (tmp_path / "a.pdf",)


def test_inputs_of_one_stem_get_outputs_of_their_own(tmp_path: Path) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "a.tif", tmp_path / "x" / "a.pdf", tmp_path / "b.pdf"]
    touch(paths[0], paths[1], paths[3])
    touch(paths[2])
    paths[2].write_bytes(b"another")
    names = name_outputs(paths)
    assert len(set(names.values())) == 4
    assert names[paths[1]] == "a.tif"
    assert names[paths[3]] == "b"
    assert names == name_outputs(reversed(paths))


def test_a_name_too_long_for_an_output_is_cut_and_stays_distinct(tmp_path: Path) -> None:
    paths = [tmp_path / ("ñ" * 120 + f"{number}.pdf") for number in range(2)]
    names = set(name_outputs(paths).values())
    assert len(names) == 2
    assert all(len(name.encode()) < 240 for name in names)


def test_pipes_of_one_name_are_not_waited_for(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "a.pdf" for folder in "xy"]
    for path in paths:
        path.parent.mkdir()
        os.mkfifo(path)
    assert len(set(name_outputs(paths).values())) == 2


def test_twins_are_told_from_namesakes(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "a.pdf" for folder in "xyz"]
    touch(*paths)
    paths[1].write_bytes(b"another")
    assert find_twins(name_outputs(paths)) == {paths[2]: paths[0]}
