"""The command line: codes, help, and what it must not load."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from flows.settings import WorkerOptions
from models.sources import RenderOptions
from schemas.json_schema import document_schema

COMMAND = [sys.executable, "-m", "cuadra"]
DUMP = "MINISTERIO\n\nÁrea\tMonto\nNorte\t1.200,50\nSur\t300,00\n"


def cuadra(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "110", **environment},
    )


def test_a_text_dump_becomes_a_document_that_keeps_to_the_schema(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP, encoding="utf-8")
    answer = cuadra("extract", tmp_path / "dump.txt", "-o", tmp_path / "out", "--overlay")
    assert answer.returncode == 0, answer.stderr
    document = json.loads((tmp_path / "out" / "dump.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, document_schema(), jsonschema.Draft202012Validator)
    assert document["source"]["media_type"] == "text/plain"
    assert "Norte" in (tmp_path / "out" / "dump.html").read_text(encoding="utf-8")
    for word in ("documents", "pages", "tables", "records", "fields to review", "s a page", "JSON"):
        assert word in answer.stdout


def test_the_lowest_code_is_answered(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "b.pdf").touch()
    answer = cuadra("extract", tmp_path / "a.docx", tmp_path / "b.pdf", "-o", tmp_path / "out")
    assert answer.returncode == 3
    assert f"failed  {tmp_path / 'a.docx'}: " in answer.stderr
    assert f"failed  {tmp_path / 'b.pdf'}: " in answer.stderr


@pytest.mark.parametrize("text", ["\n\n\n", "\f\f", " \n"])
@pytest.mark.parametrize("named", [True, False])
def test_a_text_of_blanks_is_told_as_empty(tmp_path: Path, text: str, named: bool) -> None:
    blank = tmp_path / "in" / "blank.txt"
    blank.parent.mkdir()
    blank.write_text(text)
    answer = cuadra("extract", blank if named else blank.parent, "-o", tmp_path / "out")
    assert answer.returncode == 3
    assert "blank.txt: the text has no pages" in answer.stderr
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "x.pdf"),
        ("nonsense",),
        ("extract", "x.txt", "-o", "out", "--set", "nope=1"),
        ("extract", "", "-o", "out"),
        ("extract", "x.txt", "-o", ""),
    ],
)
def test_bad_usage_is_2(arguments: tuple[str, ...]) -> None:
    assert cuadra(*arguments).returncode == 2


@pytest.mark.parametrize("name", [None, "notes.docx"])
def test_a_folder_with_nothing_to_read_is_2(tmp_path: Path, name: str | None) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    if name:
        (folder / name).touch()
    answer = cuadra("extract", folder, "-o", tmp_path / "out")
    assert answer.returncode == 2
    assert f"{folder}: no PDF, TIFF, PNG, JPEG or text file" in answer.stderr


def test_the_same_name_and_content_in_two_folders_is_told(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "dump.txt").write_text(DUMP)
    answer = cuadra("extract", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "out")
    assert answer.returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert f"same  {tmp_path / 'b' / 'dump.txt'}: as {tmp_path / 'a' / 'dump.txt'}, one JSON" in answer.stderr
    assert "documents         2 (1 given twice, 1 complete)" in answer.stdout


def test_where_nothing_was_read_the_summary_counts_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").touch()
    answer = cuadra("extract", tmp_path / "b.pdf", "-o", tmp_path / "out")
    assert "1 not read" in answer.stdout
    for word in ("pages", "tables", "records", "fields", "JSON"):
        assert word not in answer.stdout


def test_every_setting_is_listed_and_can_be_set(tmp_path: Path) -> None:
    listed = [line.split()[0] for line in cuadra("settings").stdout.splitlines()[1:-1]]
    assert set(listed) == {field for part in (RenderOptions, WorkerOptions) for field in part.model_fields}
    (tmp_path / "dump.txt").write_text(DUMP)
    for name, value in (("max_side", "50"), ("min_dpi", "0"), ("workers", "many")):
        answer = cuadra("extract", tmp_path / "dump.txt", "-o", tmp_path / "out", "--set", f"{name}={value}")
        assert answer.returncode == 2
        assert f"{name}: " in answer.stderr
        assert "`cuadra settings`" in answer.stderr


def test_the_forms_are_listed_and_own_ones_checked(tmp_path: Path) -> None:
    told = cuadra("forms").stdout
    assert "poa_budget_line" in told
    (tmp_path / "loan.toml").write_text(
        'kind = "loan"\n[[columns]]\nname = "bank"\nheaders = ["BANCO"]\n'
        '[[records]]\ntype = "loan"\nkey = ["code"]\nfields = ["bank"]\n'
    )
    answer = cuadra("forms", tmp_path)
    assert answer.returncode == 2
    assert "loan.toml" in answer.stderr and "fields are bank" in answer.stderr


def test_output_that_cannot_be_written_is_8(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP)
    answer = cuadra("extract", tmp_path / "dump.txt", "-o", tmp_path / "dump.txt")
    assert answer.returncode == 8
    assert "Traceback" not in answer.stderr


def test_a_reader_of_the_summary_that_hears_no_more_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(DUMP)
    ear, mouth = os.pipe()
    os.close(ear)
    command = [*COMMAND, "extract", str(tmp_path / "dump.txt"), "-o", str(tmp_path / "out")]
    answer = subprocess.run(command, stdout=mouth, stderr=subprocess.PIPE, text=True, check=False)
    os.close(mouth)
    assert answer.returncode == 0
    assert answer.stderr.splitlines() == [f"complete  {tmp_path / 'dump.txt'}: 1 page, 1 table, 2 records"]


def fake_tesseract(folder: Path, languages: str) -> Path:
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" || printf "{languages}"\n')
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("languages", "says"), [(None, "tesseract-ocr"), ("List:\\neng\\n", "tesseract-ocr-spa")]
)
def test_without_tesseract_or_spanish_scans_wait_and_dumps_are_read(
    tmp_path: Path, scan_pdf: Callable[..., Path], languages: str | None, says: str
) -> None:
    (tmp_path / "dump.txt").write_text(DUMP)
    path = fake_tesseract(tmp_path / "bin", languages) if languages else tmp_path
    answer = cuadra("extract", scan_pdf(), tmp_path / "dump.txt", "-o", tmp_path / "out", PATH=str(path))
    assert answer.returncode == 7
    assert f"apt-get install {says}" in answer.stderr
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["dump.json"]
    assert cuadra("doctor", PATH=str(path)).returncode == 7


def start_long_run(folder: Path, *options: str) -> tuple[subprocess.Popen[str], Path]:
    """A run over 200 dumps in a session of its own, and the folder it writes to."""
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(DUMP * 40)
    out = folder / "out"
    command = [*COMMAND, "extract", str(folder), "-o", str(out), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True), out


def wait_for(run: subprocess.Popen[str], pattern: str, folder: Path) -> None:
    while not list(folder.glob(pattern)):
        time.sleep(0.02)
        assert run.poll() is None


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_nothing_half_written(tmp_path: Path, number: int, code: int) -> None:
    run, out = start_long_run(tmp_path)
    wait_for(run, "*.json", out)
    run.send_signal(number)
    told = run.communicate(timeout=20)[1]
    assert run.returncode == code
    assert "written; run the same command again (a run with --readings DIR" in told.splitlines()[-1]
    for written in out.iterdir():
        assert written.suffix == ".json"
        json.loads(written.read_text(encoding="utf-8"))


def test_an_interrupt_while_workers_start_shows_no_traceback(tmp_path: Path) -> None:
    run, out = start_long_run(tmp_path, "--workers", "2")
    wait_for(run, "out", out.parent)
    time.sleep(0.3)
    os.killpg(run.pid, signal.SIGINT)
    told = run.communicate(timeout=20)[1]
    assert run.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("interrupted: ")


@pytest.mark.parametrize("seconds", [0.01, 0.2, 0.6])
def test_an_interrupt_before_anything_was_read_is_one_line(tmp_path: Path, seconds: float) -> None:
    (tmp_path / "dump.txt").write_text(DUMP * 4000)
    arguments = ["cuadra", "extract", str(tmp_path), "-o", str(tmp_path / "out")]
    code = (
        "import os, signal, sys, threading, cuadra.cli\n"
        f"sys.argv = {arguments}\n"
        f"threading.Timer({seconds}, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "cuadra.cli.main()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 130
    assert len(run.stderr.splitlines()) == 1
    assert run.stderr.startswith("interrupted: ")
    assert not list(tmp_path.glob("out/*"))


def test_an_interrupted_bench_shows_no_traceback(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [*COMMAND, "bench", "-o", str(tmp_path), "--level", "clean"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    wait_for(run, "*/documents/*", tmp_path)
    os.killpg(run.pid, signal.SIGINT)
    told = run.communicate(timeout=20)[1]
    assert run.returncode == 130
    assert told == "interrupted: nothing was measured; run the same command again\n"


def test_schema_is_printed_as_committed() -> None:
    committed = Path(__file__).parents[2] / "schemas" / "cuadra.schema.json"
    assert cuadra("schema").stdout == committed.read_text(encoding="utf-8"), "run `make schema`"


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'cv2', 'spacy', 'pydantic', 'prefect'}"
    code = f"import sys, cuadra.cli, cuadra.commands; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_help_names_every_command_and_the_version_is_ours() -> None:
    told = cuadra("--help").stdout
    for command in ("extract", "schema", "settings", "forms", "doctor", "bench"):
        assert command in told
    for where in ((), ("extract",)):
        assert "OUT/<name>.json" in cuadra(*where, "--help").stdout
    assert cuadra("--version").stdout.startswith("cuadra ")
