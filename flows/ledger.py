"""What is known of every input of a run, and which task comes next."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flows.readings import ReadingStore
from flows.worker import DumpTask, Opened, OpenTask, PageTask, Result, Task
from models.sources.media_type import TEXT
from models.sources.source import RenderOptions
from schemas.errors import CuadraError, EmptyInputError, InputError, OutputError
from schemas.reading import PageReading


@dataclass
class Job:
    """One input on its way: its pages as they come in."""

    path: Path
    opened: Opened | None = None
    error: CuadraError | None = None
    readings: dict[int, PageReading] = field(default_factory=dict)
    failures: dict[int, CuadraError] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return self.opened.pages if self.opened else 0

    @property
    def finished(self) -> bool:
        return self.error is not None or (
            self.opened is not None and len(self.readings) >= max(1, self.pages)
        )


class Ledger:
    """Hands out tasks input by input and takes their answers; every page ends in exactly one state."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        render: RenderOptions,
        kept: ReadingStore | None = None,
        obstacle: CuadraError | None = None,
    ) -> None:
        """`kept` spares reading pages again; `obstacle` is why this machine cannot read pages at all."""
        self._render = render
        self._kept = kept
        self.unkept: OutputError | None = None
        self._obstacle = obstacle
        self._unopened = deque(paths)
        self._tasks: deque[Task] = deque()
        self._jobs: dict[Path, Job] = {}

    def next_task(self) -> Task | None:
        """Pages of opened inputs first, so that inputs are finished in the order given."""
        if self._tasks:
            return self._tasks.popleft()
        if not self._unopened:
            return None
        path = self._unopened.popleft()
        self._jobs[path] = Job(path)
        return OpenTask(path=path, render=self._render)

    def add(self, tasks: Iterable[Task]) -> None:
        """Work that comes of finished documents; it goes before the pages still to be read."""
        self._tasks.extendleft(tasks)

    def take(self, task: Task, answer: Result | CuadraError) -> Job:
        """Enter an answer; the job it belongs to comes back, finished or not."""
        job = self._jobs[task.path]
        if isinstance(task, PageTask):
            self._take_page(job, task.page_no, answer)
        elif isinstance(answer, CuadraError):
            job.error = answer
        elif isinstance(answer, Opened):
            self._take_opened(job, answer)
        elif isinstance(answer, tuple):
            self._take_dump(job, answer)
        if job.finished:
            del self._jobs[task.path]
        return job

    def _take_opened(self, job: Job, opened: Opened) -> None:
        job.opened = opened
        if opened.media_type == TEXT:
            self._tasks.append(DumpTask(path=job.path))
            return
        for page_no in range(1, opened.pages + 1):
            kept = self._kept.load(opened.sha256, page_no) if self._kept else None
            if kept:
                job.readings[page_no] = kept
            elif self._obstacle:
                job.error = self._obstacle
                return
            else:
                self._tasks.append(PageTask(path=job.path, render=self._render, page_no=page_no))

    def _take_page(self, job: Job, page_no: int, answer: Result | CuadraError) -> None:
        assert job.opened is not None
        if isinstance(answer, PageReading):
            job.readings[page_no] = answer
            self._keep(job.opened.sha256, answer)
        elif isinstance(answer, CuadraError):
            job.failures[page_no] = answer
            job.readings[page_no] = PageReading(page_no=page_no, status="failed", reason=answer.reason)
            if len(job.failures) == job.opened.pages and isinstance(answer, InputError):
                job.error = answer

    def _keep(self, sha256: str, reading: PageReading) -> None:
        """Keep a reading for a later run; where one cannot be kept, the run goes on without."""
        if self._kept and not self.unkept:
            try:
                self._kept.save(sha256, reading)
            except OutputError as error:
                self.unkept = error

    def _take_dump(self, job: Job, readings: tuple[PageReading, ...]) -> None:
        assert job.opened is not None
        if not readings:
            job.error = EmptyInputError(job.path.name, "the text has no pages, only blanks")
        job.opened = job.opened.replace(pages=len(readings))
        job.readings = {reading.page_no: reading for reading in readings}
