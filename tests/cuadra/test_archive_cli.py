"""The commands on archives, as a person types them."""

import re
from pathlib import Path

import pytest

from tests.cuadra.test_cli import DUMP, cuadra

ROOT = Path(__file__).parents[2]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(DUMP, encoding="utf-8")
    (folder / "empty.pdf").touch()
    return folder


def test_an_archive_is_read_told_of_retried_and_compared(archive: Path, tmp_path: Path) -> None:
    store = {"CUADRA_STORE": f"sqlite:///{tmp_path}/store.db"}
    read = cuadra("ingest", archive, "--out", tmp_path / "out", **store)
    assert read.returncode == 3, read.stderr
    assert "complete  a.txt: 1 pages, 2 records → a.txt.json" in read.stderr
    assert "failed  empty.pdf: the file has no bytes (empty)" in read.stderr
    assert "2 pages: 1 done, 1 failed" in read.stdout
    told = cuadra("status", archive, "--failures", **store).stdout
    assert "all accounted for" in told and "empty.pdf  file  empty" in told
    assert "0 in quarantine" in cuadra("retry", archive, "nothing.pdf", **store).stdout
    assert "1 queued again" in cuadra("retry", archive, "empty.pdf", **store).stdout
    assert "Nothing." in cuadra("quarantine", archive, **store).stdout
    (archive / "a.txt").write_text(DUMP.replace("300,00", "301,00"), encoding="utf-8")
    (archive / "empty.pdf").unlink()
    assert cuadra("ingest", archive, "--out", tmp_path / "out", **store).returncode == 0
    told_files = cuadra("export", tmp_path / "csv", "--format", "csv", **store).stdout.splitlines()
    assert told_files[-2:] == ["records 2", "cursor 3"]
    assert Path(told_files[0]).read_text(encoding="utf-8").count("\n") == 3
    assert "records 0" in cuadra("export", tmp_path / "csv", "--changed-since", "3", **store).stdout
    compared = cuadra("diff", archive, "a.txt", **store).stdout
    assert "version 1 → 2: 1 fields differ" in compared
    assert "300.00 → 301.00" in compared


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ingest", "nowhere"), 2),
        (("ingest", ".", "--reprocess", "some"), 2),
        (("status", "nowhere"), 2),
        (("status", "--store", "nonsense"), 9),
        (("deliver", "http://127.0.0.1:1/"), 2),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    answer = cuadra(*arguments, CUADRA_STORE=f"sqlite:///{tmp_path}/store.db")
    assert answer.returncode == code
    assert "Traceback" not in answer.stderr


def test_a_drop_folder_is_watched(archive: Path, tmp_path: Path) -> None:
    answer = cuadra(
        "schedule", archive, "--watch", "0.2", "--times", "1", "--out", tmp_path / "out",
        CUADRA_STORE=f"sqlite:///{tmp_path}/store.db",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "out" / "a.txt.json").exists()


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--cron", "* * * * *", "--watch", "1"),
        ("--cron", "nightly"),
        ("--cron", "* * * * *", "--timezone", "X"),
    ],
)
def test_what_is_no_schedule_is_told(archive: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    answer = cuadra("schedule", archive, *options, CUADRA_STORE=f"sqlite:///{tmp_path}/store.db")
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_every_command_on_archives_is_documented() -> None:
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    source = (ROOT / "cuadra" / "archive_commands.py").read_text(encoding="utf-8")
    names = re.findall(r"@app\.command\(\)\ndef (\w+)", source)
    assert names
    assert [name for name in names if f"cuadra {name}" not in text] == []
