"""Hands out an archive's tasks, each leased in the ledger first, and enters what became of each."""

from collections import deque
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from flows.ingest_plan import Ending, Progress
from flows.shift import Shift
from flows.worker import DrawTask, DumpTask, Opened, OpenTask, PageTask, Result, Task
from models.sources.media_type import TEXT
from schemas.errors import (
    CuadraError,
    EmptyInputError,
    PageCrashedError,
    PageError,
    PageKilledError,
    TooManyPagesError,
)
from schemas.reading import PageReading
from store.discovering import Skip, skip_version
from store.ledger import (
    Contents,
    Lease,
    Work,
    fail_page,
    find_same_before,
    find_twin,
    finish_page,
    forget_version,
    lease_page,
    mark_twin,
    open_version,
    queued_pages,
    waiting_versions,
)
from store.ledger_tables import DocumentRow, Version
from store.readings import forget_readings, keep_readings, read_page_numbers

_BATCH = 50
# Killed from outside, say for want of memory of others: no fault of the page until it happens ever again.
_MOST_KILLS = 6


@dataclass
class _Job:
    """A file on its way: how many of its pages are still to be read."""

    work: Work
    path: Path
    left: int = 0


class Desk(Protocol):
    """Where documents go whose last page is in."""

    def finish(self, work: Work, path: Path) -> tuple[DrawTask, ...]:
        """What is to be drawn of a document before it is done with; nothing where it is."""

    def take(self, task: DrawTask, answer: Result | CuadraError) -> bool:
        """Whether a document is done with now."""


class Dispatcher:
    """The archive's queue: pages of opened files first, the next file opened while they are read."""

    def __init__(self, shift: Shift, desk: Desk) -> None:
        self._shift = shift
        self._desk = desk
        self._obstacle = shift.plan.check_engines()
        self._jobs: dict[Path, _Job] = {}
        self._backlog: deque[PageTask | DumpTask | DrawTask] = deque()
        self._waiting: deque[Work] = deque()
        self._last_document = 0
        self._opening = False
        self._more = True

    def next_task(self) -> Task | None:
        """The next task, leased; None where there is none, or none yet."""
        self._shift.lease.require()
        while True:
            # One at a time, so that of two files with one content always the same is read.
            few = len(self._backlog) <= self._shift.plan.settings.work.workers
            if self._more and few and not self._opening and (task := self._open_next()):
                return task
            if self._backlog:
                return self._leased(self._backlog.popleft())
            if self._opening or not self._more:
                return None

    def try_again(self, task: Task, errors: tuple[CuadraError, ...]) -> Task | None:
        """Once more alone; a page then with the fallback engine; what others killed, several times."""
        own = [error for error in errors if not isinstance(error, PageKilledError)]
        key = self._jobs[task.path].work.key
        self._shift.log.write("try_again", level="warning", document=key, reason=errors[-1].reason)
        if not own:
            return task if len(errors) < _MOST_KILLS else None
        if len(own) == 1:
            return task
        if isinstance(task, PageTask) and not task.fallback and self._shift.plan.make_fallback:
            return task.replace(fallback=True)
        return None

    def take(self, task: Task, answer: Result | CuadraError) -> None:
        """Enter an answer, and finish the document whose last it was."""
        job = self._jobs[task.path]
        if isinstance(task, OpenTask):
            self._opening = False
            self._take_opened(job, answer)
        elif isinstance(task, PageTask):
            self._take_page(job, task, answer)
        elif isinstance(task, DrawTask):
            if self._desk.take(task, answer):
                self._forget(job)
        elif isinstance(answer, tuple):
            self._take_dump(job, answer)
        elif isinstance(answer, CuadraError):
            self._fail(job, answer)

    def _open_next(self) -> Task | None:
        work = self._next_work()
        if work is None:
            self._more = False
            return None
        try:
            path = self._shift.archive.fetch(work.key)
        except CuadraError as error:
            self._fail(_Job(work, Path(work.key)), error)
            return None
        job = self._jobs[path] = _Job(work, path)
        if work.state == "open":
            self._resume(job)
            return None
        self._opening = True
        self._lease(work, 0)
        return OpenTask(path=path, render=self._shift.plan.settings.render)

    def _next_work(self) -> Work | None:
        if not self._waiting:
            source, after = self._shift.lease.source_id, self._last_document
            self._waiting.extend(
                self._shift.store.read(lambda session: waiting_versions(session, source, after, _BATCH))
            )
        if not self._waiting:
            return None
        work = self._waiting.popleft()
        self._last_document = work.document_id
        return work

    def _resume(self, job: _Job) -> None:
        numbers = self._shift.store.read(lambda session: queued_pages(session, job.work.version_id))
        self._shift.log.write("resumed", document=job.work.key, pages=len(numbers))
        self._queue(job, numbers)

    def _queue(self, job: _Job, numbers: list[int]) -> None:
        job.left = len(numbers)
        if not numbers:
            self._end(job)
            return
        if self._obstacle:
            raise self._obstacle
        render = self._shift.plan.settings.render
        self._backlog.extend(PageTask(path=job.path, render=render, page_no=number) for number in numbers)

    def _leased(self, task: PageTask | DumpTask | DrawTask) -> Task:
        if isinstance(task, PageTask):
            self._lease(self._jobs[task.path].work, task.page_no)
        return task

    def _lease(self, work: Work, number: int) -> None:
        lease = Lease(holder=self._shift.lease.holder, until=self._shift.lease.until())
        self._shift.commit(lambda session: lease_page(session, work.version_id, number, lease))

    def _take_opened(self, job: _Job, answer: Result | CuadraError) -> None:
        if not isinstance(answer, Opened):
            assert isinstance(answer, CuadraError)
            self._fail(job, answer)
            return
        most = self._shift.plan.settings.work.document_pages
        if answer.pages > most:
            self._fail(job, TooManyPagesError(job.work.key, f"it has {answer.pages} pages, more than {most}"))
            return
        ending = self._shift.commit(partial(self._enter_opened, job.work, answer))
        job.work = _opened_work(job.work, answer)
        if ending is not None:
            self._shift.end(ending)
            self._forget(job)
        elif answer.media_type == TEXT:
            self._backlog.append(DumpTask(path=job.path))
        else:
            numbers = self._shift.store.read(lambda session: queued_pages(session, job.work.version_id))
            self._shift.counts.pages_kept += answer.pages - len(numbers)
            self._queue(job, numbers)

    def _enter_opened(self, work: Work, opened: Opened, session: Session) -> Ending | None:
        """Put the file's pages into the ledger; what needs no reading comes back as ended."""
        # Known from here on, so that the next file of the same content is not read as well.
        session.get_one(DocumentRow, work.document_id).sha256 = opened.sha256
        twin = find_twin(session, self._shift.lease.source_id, work.document_id, opened.sha256)
        if twin is not None:
            reason = f"the same content as {twin[1]}"
            mark_twin(session, work.document_id, twin[0])
            skip_version(session, work.version_id, Skip(code="duplicate", reason=reason))
            return Ending(key=work.key, status="skipped", code="duplicate", reason=reason)
        everything = self._shift.plan.reprocess == "all"
        before = find_same_before(session, work, opened.sha256, self._shift.engine_key)
        if before is not None and not everything:
            forget_version(session, work.version_id)
            session.get_one(Version, before).fingerprint = work.fingerprint
            return Ending(key=work.key, status="unchanged", reason="only touched")
        if everything:
            forget_readings(session, opened.sha256, self._shift.made_by)
        if opened.media_type != TEXT:
            read = read_page_numbers(session, opened.sha256, self._shift.made_by)
            open_version(session, work, Contents(**opened.model_dump()), read)
        return None

    def _take_page(self, job: _Job, task: PageTask, answer: Result | CuadraError) -> None:
        number = task.page_no
        if isinstance(answer, PageReading) and answer.status == "done":
            self._keep(job, answer)
            self._shift.counts.pages_read += 1
        else:
            error = answer if isinstance(answer, CuadraError) else _unread(task, answer)
            self._shift.commit(lambda session: fail_page(session, job.work.version_id, number, error))
            self._shift.log.write(
                "page", level="warning", document=job.work.key, page=number, status="failed",
                code=error.code, reason=error.reason,
            )  # fmt: skip
        job.left -= 1
        pages = job.work.page_count or 0
        self._shift.listener.on_progress(Progress(key=job.work.key, done=pages - job.left, pages=pages))
        if not job.left:
            self._end(job)

    def _keep(self, job: _Job, reading: PageReading) -> None:
        sha256 = job.work.sha256 or ""

        def keep(session: Session) -> None:
            keep_readings(session, sha256, self._shift.made_by, [reading])
            finish_page(session, job.work.version_id, reading.page_no)

        self._shift.commit(keep)
        self._shift.log.write("page", document=job.work.key, page=reading.page_no, status="done")

    def _take_dump(self, job: _Job, readings: tuple[PageReading, ...]) -> None:
        if not readings:
            self._fail(job, EmptyInputError(job.work.key, "the text has no pages, only blanks"))
            return
        work = job.work = job.work._replace(page_count=len(readings))

        def keep(session: Session) -> None:
            keep_readings(session, work.sha256 or "", self._shift.made_by, readings)
            open_version(session, work, work_to_contents(work), [reading.page_no for reading in readings])

        self._shift.commit(keep)
        self._shift.counts.pages_read += len(readings)
        self._end(job)

    def _end(self, job: _Job) -> None:
        try:
            drawing = self._desk.finish(job.work, job.path)
        except BaseException:
            self._forget(job)
            raise
        # Before other pages, so that documents are out in the order in which they were read.
        self._backlog.extendleft(reversed(drawing))
        if not drawing:
            self._forget(job)

    def _fail(self, job: _Job, error: CuadraError) -> None:
        self._shift.fail(job.work, error)
        self._forget(job)

    def _forget(self, job: _Job) -> None:
        self._jobs.pop(job.path, None)
        self._shift.archive.release(job.path)


def work_to_contents(work: Work) -> Contents:
    """What is known of a file that was opened."""
    return Contents(
        sha256=work.sha256 or "",
        media_type=work.media_type or "",
        bytes=work.bytes or 0,
        pages=work.page_count or 0,
        damage=work.damage,
    )


def _opened_work(work: Work, opened: Opened) -> Work:
    return work._replace(
        state="open",
        sha256=opened.sha256,
        media_type=opened.media_type,
        bytes=opened.bytes,
        page_count=opened.pages,
        damage=opened.damage,
    )


def _unread(task: PageTask, answer: Result) -> CuadraError:
    reason = answer.reason if isinstance(answer, PageReading) else None
    kind = PageError if isinstance(answer, PageReading) else PageCrashedError
    return kind(task.path.name, reason or "the page was not read")
