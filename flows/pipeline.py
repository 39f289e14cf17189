"""The line, top to bottom: open, read the pages, assemble, validate, write."""

from collections.abc import Callable, Iterator
from pathlib import Path

from flows.assembling import Assembler
from flows.cluster import open_pool
from flows.dependencies import require_dependencies
from flows.engine import describe_engine, make_page_reader
from flows.failures import PageFailure
from flows.forms import choose_forms
from flows.gallery import Gallery
from flows.inputs import find_inputs, find_twins, is_missing, name_outputs, printable
from flows.ledger import Job, Ledger
from flows.readings import ReadingStore
from flows.settings import Settings
from flows.worker import DrawTask, Opened, ReaderFactory
from flows.writing import make_folder, write_whole
from schemas.base import Frozen
from schemas.document import Document
from schemas.errors import CuadraError, ExitCode, InputNotFoundError, OutputError


class Plan(Frozen):
    """What a run reads and where it puts what it finds.

    forms: a folder of declarations beside the built-in ones. readings: a folder that keeps what was read on
    each page, and gives it back on the next run. overlay: also draw what was read where. make_reader builds
    the reader inside each worker; check_engines says what it lacks on this machine.
    """

    paths: tuple[Path, ...]
    out: Path
    forms: Path | None = None
    readings: Path | None = None
    overlay: bool = False
    settings: Settings = Settings()
    make_reader: ReaderFactory = make_page_reader
    check_engines: Callable[[], CuadraError | None] = require_dependencies


class Failure(Frozen):
    """Why an input gave no document."""

    message: str
    exit_code: ExitCode


class Outcome(Frozen):
    """What became of one input: a document and where it lies, a failure, or the input of the same name and
    content whose document serves both. A failure `beside` is not of an input, but of pictures or readings."""

    path: Path
    document: Document | None = None
    written: Path | None = None
    failure: Failure | None = None
    same_as: Path | None = None
    beside: bool = False

    @property
    def exit_code(self) -> ExitCode:
        if self.same_as:
            return ExitCode.OK
        if self.failure:
            return self.failure.exit_code
        whole = self.document is not None and self.document.status == "complete"
        return ExitCode.OK if whole else ExitCode.PAGES_FAILED


class Progress(Frozen):
    """How far one input is."""

    path: Path
    done: int
    pages: int


def extract(plan: Plan, on_progress: Callable[[Progress], None] = lambda _: None) -> Iterator[Outcome]:
    """Read every input of `plan`, write one JSON each, and tell what became of it as soon as it is known."""
    inputs = find_inputs(plan.paths, plan.out)
    if not inputs:
        where = ", ".join(printable(path) for path in plan.paths)
        raise InputNotFoundError(where, "no PDF, TIFF, PNG, JPEG or text file in it or below it")
    make_folder(plan.out)
    writer = _Writer(plan)
    stems = name_outputs(inputs)
    missing = [path for path in inputs if is_missing(path)]
    for path in missing:
        what = "a link that leads nowhere" if path.is_symlink() else "no such file or folder"
        yield _fail(path, InputNotFoundError(printable(path), what))
    twins = find_twins(stems)
    yield from (Outcome(path=path, same_as=twin) for path, twin in twins.items())
    render = plan.settings.render
    kept = ReadingStore(plan.readings, writer.engine) if plan.readings else None
    there = tuple(path for path in inputs if path not in missing and path not in twins)
    ledger = Ledger(there, render, kept, plan.check_engines())
    with Gallery(plan.out, render) as gallery, open_pool(plan.make_reader, plan.settings.work) as pool:
        for task, answer in pool.run(ledger.next_task):
            if isinstance(task, DrawTask):
                yield from _tell_of(task.path, gallery.take(task, answer))
                continue
            job = ledger.take(task, answer)
            on_progress(Progress(path=job.path, done=len(job.readings), pages=job.pages))
            if not job.finished:
                continue
            outcome = writer.finish(job, stems[job.path])
            yield outcome
            if plan.overlay and outcome.document:
                try:
                    ledger.add(gallery.open(job.path, stems[job.path], outcome.document))
                except OutputError as error:
                    yield from _tell_of(job.path, error)
        yield from _tell_of(plan.readings or plan.out, ledger.unkept)


def _tell_of(path: Path, error: CuadraError | None) -> Iterator[Outcome]:
    """What went wrong beside a document: its pictures, or the readings to be kept."""
    if error:
        yield _fail(path, error).replace(beside=True)


class _Writer:
    """Makes documents of finished jobs and writes them."""

    def __init__(self, plan: Plan) -> None:
        self._out = plan.out
        forms = choose_forms(plan.forms)
        self.engine = describe_engine(plan.settings, forms)
        self._assembler = Assembler(self.engine, forms)

    def finish(self, job: Job, stem: str) -> Outcome:
        """Assemble, validate and write one document."""
        if job.error or job.opened is None:
            return _fail(job.path, job.error or InputNotFoundError(printable(job.path), "was not opened"))
        target = self._out / f"{stem}.json"
        try:
            document = self._assemble(job, job.opened)
            write_whole(target, self._assembler.to_json(document))
        except CuadraError as error:
            return _fail(job.path, error)
        return Outcome(path=job.path, document=document, written=target)

    def _assemble(self, job: Job, opened: Opened) -> Document:
        pages = (job.readings[number] for number in sorted(job.readings))
        failures = {
            number: PageFailure(code=error.code, reason=error.reason)
            for number, error in job.failures.items()
        }
        return self._assembler.assemble(job.path.name, opened, pages, failures)


def _fail(path: Path, error: CuadraError) -> Outcome:
    return Outcome(path=path, failure=Failure(message=_tell(path, error), exit_code=error.exit_code))


def _tell(path: Path, error: CuadraError) -> str:
    """The error under the path as it was given: workers know an input, or a page of it, by its bare name."""
    message, where = str(error), printable(path)
    if error.subject.startswith(path.name):
        return where + message.removeprefix(path.name)
    return message if error.subject == where else f"{where}: {message}"
