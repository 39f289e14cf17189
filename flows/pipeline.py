"""The line, top to bottom: open, read the pages, assemble, validate, write."""

from collections.abc import Callable, Iterator
from pathlib import Path

from extraction.assemble import assemble

from flows.engine import describe_engine, make_page_reader
from flows.inputs import find_inputs, name_outputs, printable
from flows.ledger import Job, Ledger
from flows.pool import WorkerPool
from flows.readings import ReadingStore
from flows.settings import Settings
from flows.validation import DocumentValidator
from flows.worker import Opened, ReaderFactory
from flows.writing import make_folder, write_whole
from schemas.base import Frozen
from schemas.document import Document, Engine, PageError, Source
from schemas.errors import CuadraError, ExitCode, InputNotFoundError
from schemas.form import Form, load_forms

BUILT_IN_FORMS = Path(__file__).parent.parent / "schemas" / "forms"


class Plan(Frozen):
    """What a run reads and where it puts what it finds.

    forms: a folder of declarations beside the built-in ones. readings: a folder that keeps what was read on
    each page, and gives it back on the next run.
    """

    paths: tuple[Path, ...]
    out: Path
    forms: Path | None = None
    readings: Path | None = None
    settings: Settings = Settings()
    make_reader: ReaderFactory = make_page_reader


class Failure(Frozen):
    """Why an input gave no document."""

    message: str
    exit_code: ExitCode


class Outcome(Frozen):
    """What became of one input: a document and where it lies, or a failure."""

    path: Path
    document: Document | None = None
    written: Path | None = None
    failure: Failure | None = None

    @property
    def exit_code(self) -> ExitCode:
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
    make_folder(plan.out)
    forms = choose_forms(plan.forms)
    engine = describe_engine(plan.settings, forms)
    kept = ReadingStore(plan.readings, engine) if plan.readings else None
    inputs = find_inputs(plan.paths, plan.out)
    stems = name_outputs(inputs)
    validator = DocumentValidator()
    missing = [path for path in inputs if not path.exists()]
    for path in missing:
        yield _fail(path, InputNotFoundError(printable(path), "no such file or folder"))
    ledger = Ledger(tuple(path for path in inputs if path not in missing), plan.settings.render, kept)
    with WorkerPool(plan.make_reader, plan.settings.work) as pool:
        for task, answer in pool.run(ledger.next_task):
            job = ledger.take(task, answer)
            on_progress(Progress(path=job.path, done=len(job.readings), pages=job.pages))
            if job.finished:
                target = plan.out / f"{stems[job.path]}.json"
                yield _finish(job, target, engine, forms, validator)


def choose_forms(folder: Path | None) -> tuple[Form, ...]:
    """The built-in forms and those of `folder`, which take the place of built-in ones of the same kind."""
    own = load_forms(folder) if folder else ()
    kinds = {form.kind for form in own}
    return (*own, *(form for form in load_forms(BUILT_IN_FORMS) if form.kind not in kinds))


def _finish(
    job: Job, target: Path, engine: Engine, forms: tuple[Form, ...], validator: DocumentValidator
) -> Outcome:
    if job.error or job.opened is None:
        return _fail(job.path, job.error or InputNotFoundError(printable(job.path), "was not opened"))
    try:
        document = _assemble(job, job.opened, engine, forms)
        write_whole(target, validator.to_json(document))
    except CuadraError as error:
        return _fail(job.path, error)
    return Outcome(path=job.path, document=document, written=target)


def _assemble(job: Job, opened: Opened, engine: Engine, forms: tuple[Form, ...]) -> Document:
    source = Source(
        name=printable(Path(job.path.name)),
        media_type=opened.media_type,
        bytes=opened.bytes,
        pages=opened.pages,
    )
    pages = tuple(job.readings[number] for number in sorted(job.readings))
    document = assemble(source, f"sha256:{opened.sha256}", engine, pages, forms)
    errors = _errors(job, opened)
    done = any(page.status != "failed" for page in pages)
    return document.replace(
        errors=errors, status="complete" if not errors else "partial" if done else "failed"
    )


def _errors(job: Job, opened: Opened) -> tuple[PageError, ...]:
    whole = [PageError(page=0, code="damaged", message=opened.damage)] if opened.damage else []
    failed = [
        PageError(page=number, code=error.code, message=error.reason)
        for number, error in sorted(job.failures.items())
    ]
    return (*whole, *failed)


def _fail(path: Path, error: CuadraError) -> Outcome:
    return Outcome(path=path, failure=Failure(message=str(error), exit_code=error.exit_code))
