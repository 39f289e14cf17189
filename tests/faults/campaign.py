"""Kills workers, flows and everything at random while archives are read, and compares what comes out.

    python -m tests.faults.campaign --kills 200 --documents 120

A round reads the archive to its end, however often it is killed, and its output has to be that of an
undisturbed run, byte by byte, its ledger whole, and every document told of once. Rounds go on until all kills
are spent.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.store.postgres import running_cluster

KINDS = ("worker", "flow", "everything")


@dataclass
class Result:
    """What a campaign saw; `wrong` is empty where nothing was lost, doubled or changed."""

    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    pages: int = 0
    reads: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """One archive with a store and an output of its own."""

    archive: Path
    base: Path
    workers: int
    store_url: str = ""

    @property
    def out(self) -> Path:
        return self.base / "out"

    @property
    def store(self) -> str:
        return self.store_url or f"sqlite:///{self.base}/store.db"


def build_archive(folder: Path, documents: int, rng: random.Random) -> int:
    """Write scans of one to eight pages, and some dumps; how many pages there are."""
    from PIL import Image

    pages = 0
    for number in range(documents):
        path = folder / f"{number % 7}" / f"{number:04}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 10 == 9:
            path.with_suffix(".txt").write_text(f"ÁREA {number}\n\nÁrea\tMonto\nNorte\t{number},50\n")
            pages += 1
            continue
        count = rng.randint(1, 8)
        sheets = [
            Image.frombytes("L", (24, 32), rng.randbytes(24 * 32)).resize((240, 320)) for _ in range(count)
        ]
        sheets[0].save(path.with_suffix(".tif"), save_all=True, append_images=sheets[1:], dpi=(50, 50))
        pages += count
    return pages


def start_flow(site: Site, notes: Path) -> int:
    """A run over the archive in a process and session of its own; its number."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.setsid()
        os.environ["FAULT_NOTES"] = str(notes)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        code = run_flow(site)
    finally:
        os._exit(code)


def run_flow(site: Site) -> int:
    """Read the archive of `site` to its end."""
    from flows.ingest import ingest
    from flows.ingest_plan import IngestPlan
    from flows.settings import Settings, WorkerOptions
    from tests.faults.readers import make_table_reader
    from tests.flows.running import all_there

    plan = IngestPlan(
        source=str(site.archive),
        out=str(site.out),
        store=site.store,
        settings=Settings(work=WorkerOptions(workers=site.workers, worker_pages=40)),
        make_reader=make_table_reader,
        make_fallback=None,
        check_engines=all_there,
    )
    return int(ingest(plan).exit_code)


def kill_something(flow: int, kind: str, rng: random.Random) -> bool:
    """Send SIGKILL to one worker, to the flow alone, or to all; whether there was something to kill."""
    try:
        children = psutil.Process(flow).children(recursive=True)
        if kind == "worker":
            if not children:
                return False
            rng.choice(children).kill()
        elif kind == "flow":
            os.kill(flow, signal.SIGKILL)
        else:
            os.killpg(flow, signal.SIGKILL)
    except (psutil.NoSuchProcess, ProcessLookupError):
        return False
    return True


def has_ended(flow: int) -> int | None:
    """The exit code of a flow, negative where it was killed; None while it runs."""
    done, state = os.waitpid(flow, os.WNOHANG)
    return os.waitstatus_to_exitcode(state) if done else None


def disturb(site: Site, budget: int, notes: Path, rng: random.Random, result: Result) -> None:
    """Read one archive to its end, killing as long as the budget lasts."""
    flow = start_flow(site, notes)
    next_kill = time.monotonic() + rng.uniform(0.05, 2.0)
    while True:
        code = has_ended(flow)
        if code is not None and code >= 0:
            if code:
                result.wrong.append(f"a run ended with code {code}")
            return
        if code is not None:
            flow = start_flow(site, notes)
            next_kill = time.monotonic() + rng.uniform(0.05, 2.0)
        if result.kills.total() < budget and time.monotonic() >= next_kill:
            kind = rng.choice(KINDS)
            if kill_something(flow, kind, rng):
                result.kills[kind] += 1
            next_kill = time.monotonic() + rng.uniform(0.05, 2.0)
        time.sleep(0.01)


def inspect(site: Site, reference: dict[str, bytes], pages: int, result: Result) -> None:
    """Compare a round with the undisturbed run."""
    from sqlalchemy import func, select

    from flows.sources import source_to_url
    from store.document_tables import Event
    from store.holding import find_source
    from store.opening import open_store
    from store.summing import sum_ledger

    found = read_output(site)
    for name in sorted({*found, *reference}):
        if found.get(name) != reference.get(name):
            result.wrong.append(f"{name} is not what an undisturbed run writes")
    store = open_store(site.store)
    try:
        source = store.read(lambda session: find_source(session, source_to_url(str(site.archive))))
        assert source is not None
        ledger = store.read(lambda session: sum_ledger(session, source.id)).require()
        if ledger.pages != {"done": pages}:
            result.wrong.append(f"the ledger says {ledger.pages}, there are {pages} pages")
        told = store.read(lambda session: session.scalar(select(func.count()).select_from(Event)))
        if told != len(reference):
            result.wrong.append(f"{told} news of {len(reference)} documents")
    finally:
        store.close()


def read_output(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.out).as_posix(): path.read_bytes()
        for path in site.out.rglob("*")
        if path.is_file()
    }


def run_campaign(
    base: Path,
    *,
    kills: int,
    documents: int,
    seed: int,
    workers: int = 2,
    new_store: Callable[[], str] = lambda: "",
) -> Result:
    """Rounds until all kills are spent, each with an empty store of `new_store`; what they came to."""
    import flows.ingest  # noqa: F401 - loaded once here, so that flows start at once

    rng = random.Random(seed)
    result = Result(documents=documents)
    archive = base / "in"
    result.pages = build_archive(archive, documents, rng)
    calm = Site(archive, base / "calm", workers, new_store())
    calm.base.mkdir()
    _, state = os.waitpid(start_flow(calm, base / "calm.notes"), 0)
    if os.waitstatus_to_exitcode(state) != 0:
        result.wrong.append("the undisturbed run failed")
        return result
    reference = read_output(calm)
    inspect(calm, reference, result.pages, result)
    notes = base / "notes"
    while result.kills.total() < kills and not result.wrong:
        result.rounds += 1
        site = Site(archive, base / f"round{result.rounds}", workers, new_store())
        site.base.mkdir()
        disturb(site, kills, notes, rng, result)
        inspect(site, reference, result.pages, result)
        shutil.rmtree(site.base)
    result.reads = len(notes.read_text().splitlines()) if notes.exists() else 0
    return result


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Kill at random, and compare what comes out.")
    for name, default in (("kills", 200), ("documents", 120), ("seed", 1), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL, not SQLite")
    options = vars(parser.parse_args())
    postgres = options.pop("postgres")
    base = Path(tempfile.mkdtemp(prefix="cuadra-faults-"))
    started = time.monotonic()
    try:
        with running_cluster() if postgres else nullcontext() as cluster:
            result = run_campaign(base, **options, new_store=cluster.create if cluster else str)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    kinds = ", ".join(f"{count} {kind}" for kind, count in result.kills.items())
    took = time.monotonic() - started
    print(f"{result.kills.total()} kills ({kinds}) in {result.rounds} rounds, {took:.0f} s")
    print(f"{result.documents} documents, {result.pages} pages a round, {result.reads} page reads begun")
    print("\n".join(result.wrong) or "no page lost, none doubled, every byte as in the undisturbed run")
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
