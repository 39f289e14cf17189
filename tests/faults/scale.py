"""Measures how time, memory and the store grow with an archive, with a reader that takes no time of its own.

    python -m tests.faults.scale --pages 10 100 1000

What is left is what flow, store, ledger and assembling cost.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_PAGES_A_DOCUMENT = 5


@dataclass(frozen=True)
class Measured:
    """One archive: its pages, seconds, CPU seconds of the flow itself, bytes kept, and memory in MB.

    early and late: resident memory of the flow after a tenth of the documents and at the end.
    """

    pages: int
    seconds: float
    cpu: float
    store_bytes: int
    json_bytes: int
    early: float
    late: float


def build_scans(folder: Path, pages: int, rng: random.Random) -> None:
    """Write documents of five pages each."""
    from PIL import Image

    folder.mkdir(parents=True)
    for number in range(max(1, pages // _PAGES_A_DOCUMENT)):
        noise = (Image.frombytes("L", (24, 32), rng.randbytes(24 * 32)) for _ in range(_PAGES_A_DOCUMENT))
        first, *rest = [sheet.resize((240, 320)) for sheet in noise]
        first.save(folder / f"{number:06}.tif", save_all=True, append_images=rest, dpi=(50, 50))


def measure(base: Path, pages: int, workers: int, cluster: str | None = None) -> Measured:
    """Read an archive of so many pages."""
    from flows.ingest import ingest
    from flows.ingest_plan import Ending, IngestPlan, Listener
    from flows.settings import Settings, WorkerOptions
    from tests.faults.readers import make_table_reader
    from tests.flows.running import all_there

    build_scans(base / "in", pages, random.Random(pages))
    process = psutil.Process()
    sizes: list[float] = []

    def note(_: Ending) -> None:
        sizes.append(process.memory_info().rss / (1 << 20))

    work = WorkerOptions(workers=workers, cluster=cluster)
    plan = IngestPlan(
        source=str(base / "in"), out=str(base / "out"), store=f"sqlite:///{base}/store.db",
        settings=Settings(work=work), make_reader=make_table_reader, make_fallback=None,
        check_engines=all_there,
    )  # fmt: skip
    before, started = process.cpu_times(), time.monotonic()
    ingest(plan, Listener(on_ending=note))
    after = process.cpu_times()
    return Measured(
        pages=pages,
        seconds=time.monotonic() - started,
        cpu=after.user + after.system - before.user - before.system,
        store_bytes=sum(path.stat().st_size for path in base.glob("store.db*")),
        json_bytes=sum(path.stat().st_size for path in (base / "out").rglob("*.json")),
        early=sizes[len(sizes) // 10],
        late=sizes[-1],
    )


def fit_line(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Slope, offset and R² of the straight line through `points` by least squares."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    across = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / across
    offset = mean_y - slope * mean_x
    left = sum((y - offset - slope * x) ** 2 for x, y in points)
    whole = sum((y - mean_y) ** 2 for _, y in points)
    return slope, offset, 1 - left / whole


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure growth with the size of an archive.")
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--cluster", help="scheduler of a Dask cluster that reads in place of processes")
    options = parser.parse_args()
    found = []
    print("pages  seconds  flow CPU s  store KB/page  JSON KB/page  memory MB early → late")
    for pages in options.pages:
        base = Path(tempfile.mkdtemp(prefix="cuadra-scale-"))
        try:
            one = measure(base, pages, options.workers, options.cluster)
        finally:
            shutil.rmtree(base, ignore_errors=True)
        found.append(one)
        print(
            f"{one.pages:5}  {one.seconds:7.1f}  {one.cpu:10.2f}  {one.store_bytes / pages / 1024:13.1f}"
            f"  {one.json_bytes / pages / 1024:12.1f}  {one.early:.0f} → {one.late:.0f}"
        )
    slope, offset, fit = fit_line([(one.pages, one.seconds) for one in found])
    print(f"seconds = {offset:.2f} + {slope:.4f} × pages, R² = {fit:.5f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
