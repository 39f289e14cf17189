"""Shows the deployment `nightly` on a live Prefect server: it fires, skips an overlap, survives a restart.

    python -m tests.faults.live_schedule

A server, a worker and the deployment of `prefect.yaml`, here every few seconds, with a home of their own on
loopback. The first run is stopped in its middle, so that the next one overlaps it; then everything is killed
and started again: the next run reads what is left and enters the dead one as crashed. Takes two minutes.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import yaml  # type: ignore[import-untyped]

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
_EVERY_SECONDS = 20
_DOCUMENTS = 6
# A run is taken for dead where it began before the lease of an archive.
_LEASE_SECONDS = 60.0
_PATIENCE_SECONDS = 240.0


@dataclass(frozen=True)
class Site:
    """Where the trial is at home: its folder, and the port of its server."""

    base: Path
    port: int

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """`prefect` in the background; what it says is in `log` below the folder."""
        with (self.base / "log").open("ab") as log:
            command = [sys.executable, "-m", "prefect", *arguments]
            return subprocess.Popen(
                command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )

    def call(self, *arguments: str) -> None:
        """`prefect` to its end; raises `RuntimeError` with what it said where it fails."""
        if self.start("--no-prompt", *arguments).wait():
            raise RuntimeError((self.base / "log").read_text(errors="replace")[-2000:])

    def runs(self) -> list[dict[str, Any]]:
        """The flow runs whose time has come, the earliest first."""
        wanted = {"state": {"type": {"not_any_": ["SCHEDULED"]}}}
        query = {"sort": "EXPECTED_START_TIME_ASC", "flow_runs": wanted}
        answer = httpx.post(f"{self.api}/flow_runs/filter", json=query)
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "PREFECT_HOME": str(self.base / "home"), "PREFECT_API_URL": self.api, "CUADRA_HOME": str(ROOT),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PYTHONPATH": str(ROOT),
            "PREFECT_WORKER_QUERY_SECONDS": "1", "OMP_NUM_THREADS": "1",
        }  # fmt: skip


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """What `look` finds; raises `TimeoutError` where it finds nothing for minutes."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.2)
    raise TimeoutError(what)


def start_all(site: Site) -> Sequence[subprocess.Popen[bytes]]:
    """A server that answers, and a worker."""

    def is_healthy() -> bool:
        try:
            return httpx.get(f"{site.api}/health").is_success
        except httpx.HTTPError:
            return False

    server = site.start("server", "start", "--host", "127.0.0.1", "--port", str(site.port), "--no-ui")
    wait_for("the server", is_healthy)
    if not (site.base / "deployed").exists():
        site.call("work-pool", "create", "cuadra", "--type", "process")
        site.call("deploy", "--prefect-file", str(write_deployment(site)), "--name", "nightly")
        (site.base / "deployed").touch()
    return (server, site.start("worker", "start", "--pool", "cuadra"))


def write_deployment(site: Site) -> Path:
    """`prefect.yaml` with the archive of the trial, read every few seconds."""
    whole = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in whole["deployments"]:
        deployment["schedules"] = [{"interval": _EVERY_SECONDS}]
        deployment["parameters"] |= {
            "source": str(site.base / "in"),
            "out": str(site.base / "out"),
            "store": f"sqlite:///{site.base}/store.db",
        }
    path = site.base / "prefect.yaml"
    path.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return path


def stop_in_the_middle(site: Site) -> None:
    """Stop, but not kill, the process that reads the archive once it has published a document."""

    def find() -> psutil.Process | None:
        if not list((site.base / "out").glob("*.json")):
            return None
        held = [one for one in psutil.process_iter(["cmdline", "environ"]) if is_flow(one, site)]
        return held[0] if held else None

    process = wait_for("a run under way", find)
    process.send_signal(signal.SIGSTOP)
    # Not in the middle of a transaction: a stopped process keeps the store locked, and the next run waits.
    while not is_free(site.base / "store.db"):
        process.send_signal(signal.SIGCONT)
        time.sleep(0.05)
        process.send_signal(signal.SIGSTOP)


def is_free(store: Path) -> bool:
    """Whether a process may write to the store now."""
    with closing(sqlite3.connect(store, timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True


def is_flow(process: psutil.Process, site: Site) -> bool:
    environment = process.info["environ"] or {}
    command = " ".join(process.info["cmdline"] or ())
    return environment.get("PREFECT_API_URL") == site.api and (
        "flow_engine" in command or "prefect.engine" in command or "flow-run execute" in command
    )


def kill(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Kill processes and all they started, at once."""
    for one in processes:
        try:
            for child in [*psutil.Process(one.pid).children(recursive=True), psutil.Process(one.pid)]:
                child.kill()
        except psutil.NoSuchProcess:
            continue
        one.wait()


def state_of(site: Site, name: str) -> Callable[[], dict[str, Any] | None]:
    """The first run in that state."""
    return lambda: next((run for run in site.runs() if run["state"]["name"] == name), None)


def tell(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def run_trial(site: Site) -> None:
    """The trial, top to bottom; raises where something is not as it should be."""
    (site.base / "in").mkdir()
    for number in range(_DOCUMENTS):
        text = f"MINISTERIO\n\nÁrea\tMonto\nNorte\t1.200,50\nSur\t{number},00\n" * 40
        (site.base / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
    running = start_all(site)
    try:
        first = wait_for("the first run", lambda: next(iter(site.runs()), None))
        tell(f"fired: {first['name']}")
        started = time.monotonic()
        stop_in_the_middle(site)
        skipped = wait_for("an overlapping run", state_of(site, "Skipped"))
        tell(f"left out, as {first['name']} is at work: {skipped['name']}: {skipped['state']['message']}")
        wait_for("the lease", lambda: time.monotonic() - started > _LEASE_SECONDS)
        kill(running)
        tell(f"server, worker and run killed with {len(list((site.base / 'out').glob('*')))} documents out")
        running = start_all(site)
        done = wait_for("a run after the restart", state_of(site, "Completed"))
        crashed = wait_for("the dead run", state_of(site, "Crashed"))
        tell(f"after the restart: {done['name']} completed, {crashed['name']} entered as crashed")
        assert crashed["id"] == first["id"]
        assert len(list((site.base / "out").glob("*.json"))) == _DOCUMENTS
        tell(f"all {_DOCUMENTS} documents are out")
    finally:
        kill(running)


def main() -> int:
    """The command."""
    base = Path(tempfile.mkdtemp(prefix="cuadra-schedule-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        run_trial(Site(base, port))
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
