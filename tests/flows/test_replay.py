"""Recorded readings stand in for the engines."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from flows.readings import replay_reader
from schemas.errors import ExitCode
from tests.flows.readers import troubled_reader
from tests.flows.running import run

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "documents" / "rendicion_clean.pdf"
RECORDED = partial(replay_reader, ROOT / "tests" / "data" / "readings" / "rendicion_clean")


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        outcome = run([SAMPLE], tmp_path / name, RECORDED)[SAMPLE.name]
        assert outcome.exit_code == ExitCode.OK
        assert outcome.written is not None
        written.append(outcome.written.read_bytes())
    assert written[0] == written[1]


def test_overlays_are_drawn_of_every_page(tmp_path: Path) -> None:
    outcome = run([SAMPLE], tmp_path, RECORDED, overlay=True)[SAMPLE.name]
    assert outcome.document is not None
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    pictures = [f"rendicion_clean.overlay/page-{page.number:04}.jpg" for page in outcome.document.pages]
    assert names == sorted(["rendicion_clean.html", "rendicion_clean.json", *pictures])


def test_pages_kept_are_not_read_again(tmp_path: Path, scan_pdf: Callable[..., Path]) -> None:
    path, kept = scan_pdf(pages=3), tmp_path / "kept"
    first = run([path], tmp_path / "one", readings=kept)[path.name]
    second = run([path], tmp_path / "two", troubled_reader, readings=kept)[path.name]
    assert first.written is not None
    assert second.written is not None
    assert first.written.read_bytes() == second.written.read_bytes()
