"""`cuadra bench`: generates documents, reads them, and prints how right, how fast and in how much memory."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
from rich.console import Console

from cuadra.bench.ablation import FORMS, ablate, ablation_page, solver_seconds
from cuadra.bench.misprints import misprint_lines, score_misprints
from cuadra.bench.recorded import Recorded, recorded_documents
from cuadra.bench.reliability import reliabilities
from cuadra.bench.reliability_page import folder_points, reliability_lines, write_reliability
from cuadra.bench.report import score_folder, table_lines
from schemas.base import Frozen
from schemas.errors import ExitCode
from schemas.form import load_forms

# Test seeds; training and tuning use others.
FIRST_SEED = 20_000
LEVELS = ("clean", "typical", "hard")
_MEGABYTE = 1 << 20


class BenchRequest(Frozen):
    """What to measure: `count` documents a level, from `seed` on, kept in a folder below `out`.

    bare: time a bare pass beside. misprint: plant a printed error in each document that has a total.
    ablation: decide the readings again without each idea. docs: folder for the pages of a release.
    """

    out: Path
    count: int = 11
    seed: int = FIRST_SEED
    level: str | None = None
    workers: int = 1
    bare: bool = True
    misprint: bool = False
    ablation: bool = False
    docs: Path | None = None

    @property
    def folder(self) -> Path:
        """Where this set is kept: what is left of others is not to be counted with it."""
        sort = "-".join(["misprint"] * self.misprint + ([self.level] if self.level else []))
        return self.out / f"{self.seed}x{self.count}{sort and '-'}{sort}"


class MemoryWatch(threading.Thread):
    """Peak resident megabytes of this process's children: all together, and of the largest one."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.total = 0.0
        self.largest = 0.0
        self._done = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self._done.wait(0.1):
            sizes = []
            for child in me.children(recursive=True):
                try:
                    sizes.append(child.memory_info().rss / _MEGABYTE)
                except psutil.Error:
                    continue
            self.total = max(self.total, sum(sizes))
            self.largest = max(self.largest, *sizes, 0.0)

    def stop(self) -> None:
        self._done.set()
        self.join()


def run_bench(request: BenchRequest) -> ExitCode:
    """Generate, read, compare; everything is a process of its own, so that each is timed with its start."""
    console = Console(highlight=False, soft_wrap=True)
    documents, outputs, readings = (request.folder / name for name in ("documents", "read", "readings"))
    for level in (request.level,) if request.level else LEVELS:
        _generate(request, level, documents)
    inputs = sorted(path for path in documents.iterdir() if path.suffix != ".json")
    line = [sys.executable, "-m", "cuadra", "extract", *map(str, inputs), "-o", str(outputs)]
    line += ["--readings", str(readings)] if request.ablation else []
    watch = MemoryWatch()
    watch.start()
    begun = time.perf_counter()
    code = subprocess.run([*line, "--workers", str(request.workers)], check=False).returncode
    seconds = time.perf_counter() - begun
    watch.stop()
    for text in (*table_lines(score_folder(documents, outputs)), *_honesty(documents, outputs)):
        console.print(text)
    pages = sum(len(json.loads(file.read_bytes())["pages"]) for file in sorted(outputs.glob("*.json")))
    console.print(f"line: {pages} pages in {seconds:.1f} s, {seconds / max(1, pages):.2f} s a page")
    console.print(f"memory: {watch.largest:.0f} MB in the largest process, {watch.total:.0f} MB in all")
    if request.bare:
        _compare_with_bare_pass(console, [path for path in inputs if path.suffix != ".txt"], seconds)
    if request.docs:
        write_reliability(request.docs, documents, outputs)
    if request.ablation:
        recorded = tuple(recorded_documents(documents, readings))
        solver = solver_seconds(recorded, load_forms(FORMS))
        share = solver / (seconds * request.workers)
        console.print(f"relations: {solver:.1f} s to find and solve them, {share:.1%} of the line's time")
        _ablate(console, request, recorded)
    return ExitCode(code)


def _generate(request: BenchRequest, level: str, folder: Path) -> None:
    order = ["--seed", str(request.seed), "--count", str(request.count), "--level", level]
    order += ["--misprint"] if request.misprint else []
    command = [sys.executable, "-m", "samples.generator", *order, "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _honesty(documents: Path, outputs: Path) -> Iterator[str]:
    """By level and type, what confidences are worth; then what became of planted misprints."""
    for level, points in sorted(folder_points(documents, outputs).items()):
        yield f"\n{level}"
        yield from reliability_lines(reliabilities(points))
    yield from misprint_lines(score_misprints(documents, outputs))


def _ablate(console: Console, request: BenchRequest, documents: Iterable[Recorded]) -> None:
    page = "\n".join(ablation_page(ablate(documents, load_forms(FORMS))))
    console.print(page)
    if request.docs:
        (request.docs / "ablation.md").write_text(page.rstrip() + "\n", encoding="utf-8")


def _compare_with_bare_pass(console: Console, inputs: list[Path], seconds: float) -> None:
    command = [sys.executable, "-m", "cuadra.bench.bare_pass", *map(str, inputs)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    bare = json.loads(answer.strip().splitlines()[-1])
    console.print(
        f"bare RapidOCR pass: {bare['pages']:.0f} pages in {bare['seconds']:.1f} s "
        f"and {bare['loading']:.1f} s to load; line ÷ bare = {seconds / bare['seconds']:.2f}"
    )
