"""The commands on archives, as a person types them."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cuadra.test_cli import COMMAND, DUMP, cuadra
from tests.flows.test_archive import endless_pdf
from tests.flows.test_bad_input import write_huge_png

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
    assert "2 pages: 1 done, 1 failed, all accounted for" in read.stdout
    told = cuadra("status", archive, "--failures", **store).stdout
    assert "all accounted for" in told and "empty.pdf  file  empty" in told
    assert "1 queued again" in cuadra("retry", archive, "empty.pdf", **store).stdout
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
    pruned = cuadra("prune", archive, **store).stdout
    assert pruned == "1 old versions and readings of 1 pages taken away\n"
    assert [path.name for path in (tmp_path / "out").rglob("*.json")] == ["a.txt.json"]
    assert cuadra("diff", archive, "a.txt", **store).returncode == 2
    assert "nothing to compare yet" in cuadra("diff", archive, "a.txt", **store).stderr
    assert "no version of it is published" in cuadra("diff", archive, "b.txt", **store).stderr


def test_an_archive_keeps_its_output(archive: Path, store: dict[str, str], tmp_path: Path) -> None:
    (archive / "empty.pdf").unlink()
    assert cuadra("ingest", archive, "--out", tmp_path / "o1", **store).returncode == 0
    moved = cuadra("ingest", archive, "--out", tmp_path / "o2", **store)
    assert moved.returncode == 2
    assert f"are in {tmp_path / 'o1'}" in moved.stderr and "leave out `--out`" in moved.stderr
    assert not (tmp_path / "o2").exists()
    (archive / "b.txt").write_text(DUMP.replace("300,00", "301,00"), encoding="utf-8")
    assert cuadra("ingest", archive, **store).returncode == 0
    assert sorted(path.name for path in (tmp_path / "o1").iterdir()) == ["a.txt.json", "b.txt.json"]


def test_news_that_are_not_taken_are_told_with_the_reason(archive: Path, store: dict[str, str]) -> None:
    ingest(archive, store)
    answer = cuadra("deliver", "http://127.0.0.1:1/", CUADRA_WEBHOOK_SECRET="of two", **store)
    assert answer.returncode == 11
    assert "0 sent, 2 failed now" in answer.stdout
    assert "2 not taken" in answer.stderr and "refused" in answer.stderr


def test_what_is_skipped_is_counted_and_listed(archive: Path, store: dict[str, str]) -> None:
    (archive / "empty.pdf").unlink()
    (archive / "notes.docx").write_bytes(b"PK")
    (archive / "sheet.xlsx").write_bytes(b"PK")
    (archive / "twin.txt").write_text(DUMP, encoding="utf-8")
    read = cuadra("ingest", archive, "--out", archive.parent / "out", **store)
    assert read.returncode == 0
    assert "4 pages: 1 done, 3 skipped" in read.stdout
    assert "2 unsupported (files of this type are not read)" in read.stdout
    assert "1 duplicate (another file has the same content)" in read.stdout
    told = cuadra("status", archive, "--failures", **store).stdout.splitlines()
    assert told[-4:] == [
        "notes.docx  skipped  unsupported  files of this type are not read",
        "sheet.xlsx  skipped  unsupported  files of this type are not read",
        "twin.txt  skipped  duplicate  the same content as a.txt",
        "3 skipped.",
    ]


@pytest.mark.parametrize("command", [("status",), ("retry", "."), ("export", "files"), ("diff", ".", "a")])
def test_where_there_is_no_archive_none_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    answer = cuadra(*command, CUADRA_STORE=f"sqlite:///{tmp_path}/cuadra.db")
    assert answer.returncode == 2
    assert "there is no archive here" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_documents_are_not_put_among_their_sources(archive: Path, store: dict[str, str]) -> None:
    answer = cuadra("ingest", archive, "--out", archive, **store)
    assert answer.returncode == 2
    assert "this is the archive itself" in answer.stderr
    assert sorted(path.name for path in archive.iterdir()) == ["a.txt", "empty.pdf"]


def states(archive: Path, store: dict[str, str]) -> str:
    """What `status` says of documents and pages, without what runs took."""
    told = cuadra("status", archive, **store).stdout
    assert "all accounted for" in told
    return " | ".join(line.split(None, 1)[1].strip() for line in told.splitlines()[2:4])


def ingest(archive: Path, store: dict[str, str], *options: str) -> tuple[int, list[str]]:
    """The exit code, and what became of each document."""
    answer = cuadra("ingest", archive, "--out", archive.parent / "out", *options, **store)
    return answer.returncode, sorted(line.split(":")[0] for line in answer.stderr.splitlines())


@pytest.fixture
def store(tmp_path: Path) -> dict[str, str]:
    return {"CUADRA_STORE": f"sqlite:///{tmp_path}/store.db"}


def test_what_failed_is_retried_in_the_version_it_belongs_to(archive: Path, store: dict[str, str]) -> None:
    (archive / "a.txt").write_text("\n\n")
    both = ["failed  a.txt", "failed  empty.pdf"]
    assert ingest(archive, store) == (3, both)
    assert ingest(archive, store, "--reprocess", "failed") == (3, both)
    assert states(archive, store) == "2: 2 failed | 2 pages: 2 failed, all accounted for"
    retried = cuadra("retry", archive, "empty.pdf", **store).stdout
    assert retried == "empty.pdf  file  empty  the file has no bytes\n" + (
        "1 queued again: the next `cuadra ingest` reads them.\n"
    )
    assert cuadra("retry", archive, "empty.pdf", **store).stdout == "Nothing to retry.\n"
    assert states(archive, store).endswith("2 pages: 1 failed, 1 queued, all accounted for")
    assert ingest(archive, store, "--reprocess", "new") == (3, ["failed  empty.pdf"])
    for command in ("retry", "quarantine"):
        answer = cuadra(command, archive, "nothing.pdf", **store)
        assert answer.returncode == 2
        assert answer.stderr == "cuadra: nothing.pdf: this archive has no such document. Check the path.\n"


def test_quarantine_is_listed_held_and_released(archive: Path, store: dict[str, str]) -> None:
    (archive / "a.txt").unlink()
    write_huge_png(archive / "bomb.png", 30_000)
    (archive / "long.pdf").write_bytes(endless_pdf(100_000))
    assert ingest(archive, store)[0] == 3
    listed = cuadra("quarantine", archive, **store).stdout.splitlines()
    assert [line.split()[:3] for line in listed[:2]] == [
        ["bomb.png", "file", "too_large"],
        ["long.pdf", "file", "too_many_pages"],
    ]
    assert listed[2].startswith("2 in quarantine")
    assert "long.pdf" not in cuadra("quarantine", archive, "bomb.png", **store).stdout
    assert cuadra("quarantine", archive, "empty.pdf", **store).stdout == "Nothing is in quarantine.\n"
    assert ingest(archive, store, "--reprocess", "failed") == (3, ["failed  empty.pdf"])
    freed = cuadra("quarantine", archive, "bomb.png", "--release", **store).stdout
    assert "1 queued again" in freed and "1 in quarantine" in freed
    assert ingest(archive, store) == (3, ["failed  bomb.png"])
    told = cuadra("status", archive, "--failures", **store).stdout.splitlines()
    assert told[-1].endswith("except 2 in quarantine.")


def test_everything_or_what_another_configuration_read_is_read_again(
    archive: Path, store: dict[str, str]
) -> None:
    (archive / "a.txt").unlink()
    again = (3, ["failed  empty.pdf"])
    assert ingest(archive, store) == again
    assert ingest(archive, store, "--reprocess", "all") == again
    assert ingest(archive, store, "--reprocess", "new", "--set", "max_dpi=200") == (3, [])
    assert ingest(archive, store, "--reprocess", "changed", "--set", "max_dpi=200") == again
    assert (
        states(archive, store)
        == "1: 1 failed | 1 pages: 1 failed, and 2 of older versions, all accounted for"
    )


def test_of_two_runs_at_once_one_is_told(archive: Path, store: dict[str, str], tmp_path: Path) -> None:
    command = [*COMMAND, "ingest", str(archive), "--out", str(tmp_path / "out")]
    both = [
        subprocess.Popen(command, env={**os.environ, **store}, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = {run.communicate(timeout=120)[1]: run.returncode for run in both}
    assert sorted(told.values()) == [3, 10]
    (held,) = (text for text, code in told.items() if code == 10)
    assert "another run" in held
    assert states(archive, store).startswith("2: 1 complete, 1 failed")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ingest", "nowhere"), 2),
        (("ingest", ".", "--reprocess", "some"), 2),
        (("status", "nowhere"), 2),
        (("status", "--store", "nonsense"), 9),
        (("deliver", "http://127.0.0.1:1/"), 2),
        (("export", "files", "--format", "doc"), 2),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    answer = cuadra(*arguments, CUADRA_STORE=f"sqlite:///{tmp_path}/store.db")
    assert answer.returncode == code
    assert "Traceback" not in answer.stderr
    assert "cuadra settings" not in answer.stderr


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
    assert "cuadra settings" not in answer.stderr


def test_every_command_on_archives_is_documented() -> None:
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    source = (ROOT / "cuadra" / "archive_commands.py").read_text(encoding="utf-8")
    names = re.findall(r"@app\.command\(\)\ndef (\w+)", source)
    assert names
    assert [name for name in names if f"cuadra {name}" not in text] == []
