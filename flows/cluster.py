"""Pages read on a Dask cluster: the tasks and answers of the workers here, on other machines.

Each thread of a Dask worker hands its tasks to a killable process of its own, as a run on one machine does:
what crashes, hangs or bloats harms no worker of Dask's. Files are not sent: every machine has to see them at
the same path.
"""

import logging
import multiprocessing
import pickle
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.engine import describe_engine
from flows.pool import WORTH_RETRYING, Answer, TryAgain, WorkerPool, once_more
from flows.settings import Settings, WorkerOptions
from flows.worker import Reader, ReaderFactory, Task
from schemas.errors import (
    CuadraError,
    InputNotFoundError,
    MissingDependencyError,
    PageKilledError,
    SettingsError,
)

if TYPE_CHECKING:
    from distributed import Client, Future

_SECONDS_TO_CONNECT = 15.0
# What a process of Dask's keeps between tasks: its idle readers, by what they were made of.
_idle: dict[bytes, list[WorkerPool]] = {}


class ClusterPool:
    """The workers of the scheduler at `options.cluster`; used as `WorkerPool` is."""

    def __init__(
        self, make_reader: ReaderFactory, options: WorkerOptions, make_fallback: ReaderFactory | None = None
    ) -> None:
        self._address = options.cluster or ""
        alone = options.replace(workers=1, cluster=None)
        self._recipe = pickle.dumps((partial(make_on_one_core, make_reader), alone, make_fallback))
        self._client: Client
        self._proven = False

    def __enter__(self) -> "ClusterPool":
        try:
            from distributed import Client
        except ModuleNotFoundError as error:
            raise MissingDependencyError("distributed", "reading on a Dask cluster needs it") from error
        # They tell of a cluster that is gone in pages of tracebacks.
        for name in ("distributed", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(self._address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise SettingsError(self._address, f"there is no Dask cluster with workers: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        # A cluster that went away is told of by who was reading; here it would only hide that.
        with suppress(Exception):
            if self._client.status == "running":
                self._client.run(close_idle)
        with suppress(Exception):
            self._client.close(timeout=_SECONDS_TO_CONNECT)

    def run(
        self, next_task: Callable[[], Task | None], try_again: TryAgain = once_more
    ) -> Iterator[tuple[Task, Answer]]:
        """Answers as they come, in no order, until `next_task` has none and nothing is under way.

        As many tasks are under way as the cluster has threads. What fails for the process that read it is
        tried again as `try_again` says, beside others.
        """
        from distributed import as_completed

        under_way: dict[Future[Answer], tuple[Task, tuple[CuadraError, ...]]] = {}
        ended = as_completed([], loop=self._client.loop)
        while True:
            while len(under_way) < self._threads() and (task := next_task()) is not None:
                self._prove(task)
                ended.add(self._submit(task, (), under_way))
            if not under_way:
                return
            with self._reached():
                future = next(ended)
            task, errors = under_way.pop(future)
            answer = self._answer(future, task)
            if isinstance(answer, WORTH_RETRYING):
                errors = (*errors, answer)
                if (attempt := try_again(task, errors)) is not None:
                    ended.add(self._submit(attempt, errors, under_way))
                    continue
            yield task, answer

    def _submit(
        self,
        task: Task,
        errors: tuple[CuadraError, ...],
        under_way: dict["Future[Answer]", tuple[Task, tuple[CuadraError, ...]]],
    ) -> "Future[Answer]":
        with self._reached():
            future = self._client.submit(do_task, task, self._recipe, pure=False)
        under_way[future] = (task, errors)
        return future

    def _answer(self, future: "Future[Answer]", task: Task) -> Answer:
        from distributed import KilledWorker

        with self._reached():
            try:
                answer: Answer = future.result()
            except KilledWorker:
                return PageKilledError(task.path.name, "the machines that read it went away")
        return answer

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Dask says in many ways that its scheduler is gone; raises `SettingsError` for them."""
        try:
            yield
        except Exception as error:
            told = str(error).partition("\n")[0].rstrip(".")
            raise SettingsError(self._address, f"the Dask cluster went away: {told}") from error

    def _threads(self) -> int:
        # Machines come and go.
        with self._reached():
            threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _prove(self, task: Task) -> None:
        """Raises `SettingsError` where the cluster does not see the files, or would read them otherwise."""
        if self._proven or not task.path.exists():
            return
        here = describe_worker(task.path)
        with self._reached():
            facts: dict[str, WorkerFacts] = self._client.run(describe_worker, task.path)
        for worker, there in facts.items():
            if what := facts_to_complaint(here, there):
                raise SettingsError(self._address, f"the worker {worker} {what}")
        self._proven = True


class WorkerFacts(NamedTuple):
    """What has to hold on every machine: files are seen, processes may be started, and the models."""

    sees: bool
    starts: bool
    models: str


def describe_worker(path: Path) -> WorkerFacts:
    """The facts of the machine that this is called on."""
    engine = describe_engine(Settings(), ())
    starts = not multiprocessing.current_process().daemon
    return WorkerFacts(path.exists(), starts, f"{engine.version} {sorted(engine.models.items())}")


def facts_to_complaint(here: WorkerFacts, there: WorkerFacts) -> str | None:
    """Why a worker cannot read what is read here, None where it can."""
    if not there.starts:
        return "may start no processes: set DASK_DISTRIBUTED__WORKER__DAEMON=False where it is started"
    if not there.sees:
        return "does not see the archive: mount it there at the same path"
    return None if there.models == here.models else "has other models or another version"


def do_task(task: Task, recipe: bytes) -> Answer:
    """The answer of one attempt in a killable process; runs on a worker of Dask's."""
    if not task.path.exists():
        return InputNotFoundError(task.path.name, f"{socket.gethostname()} does not see {task.path.parent}")
    try:
        pool = _idle.get(recipe, []).pop()
    except IndexError:
        make_reader, options, make_fallback = pickle.loads(recipe)
        pool = WorkerPool(make_reader, options, make_fallback).__enter__()
    waiting = [task]
    ((_, answer),) = pool.run(lambda: waiting.pop() if waiting else None, lambda *_: None)
    _idle.setdefault(recipe, []).append(pool)
    return answer


def close_idle() -> None:
    """End the processes that wait for tasks."""
    while _idle:
        _, pools = _idle.popitem()
        for pool in pools:
            pool.__exit__()


def make_on_one_core(make_reader: ReaderFactory, _threads: int) -> Reader:
    """A reader that leaves the other cores to the other workers of its machine."""
    return make_reader(1)


def open_pool(
    make_reader: ReaderFactory, options: WorkerOptions, make_fallback: ReaderFactory | None = None
) -> WorkerPool | ClusterPool:
    """Processes of this machine, or the cluster that `options` name."""
    kind = ClusterPool if options.cluster else WorkerPool
    return kind(make_reader, options, make_fallback)
