"""From the readings of a version's pages to its published JSON and its rows in the store."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from flows.dispatching import work_to_contents
from flows.failures import PageFailure, failed_reading
from flows.ingest_plan import Ending
from flows.naming import key_to_name, key_to_output, version_output
from flows.publishing import Publisher, digest_of
from flows.shift import Shift
from flows.worker import Opened
from schemas.document import Document
from schemas.errors import CuadraError, ExitCode, InputError, OutputError
from schemas.reading import PageReading
from store.decisions import carry_decisions
from store.discovering import Skip, skip_version
from store.keeping import keep_document
from store.ledger import (
    PublishedFile,
    Work,
    failed_pages,
    finish_version,
    previous_version,
)
from store.ledger_tables import Version
from store.outbox import News, add_news
from store.readings import forget_readings, load_readings

if TYPE_CHECKING:
    from flows.assembling import Assembler

T = TypeVar("T")
_PAUSE = 2.0
_CHANGED = Skip(code="changed", reason="the file changed while it was read; the next run reads it anew")
_INPUT_CODES = frozenset(
    {"unreadable", "empty", "damaged", "misnamed", "too_large", "no_access", "encrypted", "unsupported"}
)


class Made(NamedTuple):
    """A document and its JSON, not yet out."""

    document: Document
    data: bytes


class Drawing(NamedTuple):
    """Where a document's HTML lies below the output, and why pictures of it are missing."""

    viewer: str | None = None
    failure: CuadraError | None = None


class Finisher:
    """Assembles, validates, publishes and enters each version whose pages are all read."""

    def __init__(self, shift: Shift, publisher: Publisher, make_assembler: Callable[[], "Assembler"]) -> None:
        """`make_assembler` is called at the first document: where nothing is new, nothing is loaded."""
        self._shift = shift
        self._publisher = publisher
        self._make_assembler = make_assembler
        self._assembler: Assembler | None = None

    def make(self, work: Work) -> Made | None:
        """The document of a version; where there is none, why is entered."""
        if self._shift.archive.fingerprint(work.key) != work.fingerprint:
            self._give_up(work)
            return None
        failures = self._shift.store.read(lambda session: failed_pages(session, work.version_id))
        if _is_unreadable(work, failures):
            _, code, reason = failures[-1]
            self._fail(work, code, reason)
            return None
        told = {number: PageFailure(code=code, reason=reason) for number, code, reason in failures}
        try:
            document = self._assemble(work, told)
            return Made(document, self._assemble_json(document))
        except CuadraError as error:
            self._fail(work, error.code, error.reason)
        except Exception as error:
            self._fail(work, CuadraError.code, f"{type(error).__name__}: {error}".splitlines()[0][:300])
        return None

    def publish(self, work: Work, made: Made, drawing: Drawing = Drawing()) -> None:
        """Put a document out and enter it; only an output that is away for too long stops the run."""
        ending = self._publish(work, made.document, made.data)
        if drawing.failure is not None:
            self._shift.log.write(
                "overlay", level="warning", document=work.key, code=drawing.failure.code,
                reason=drawing.failure.reason,
            )  # fmt: skip
            self._shift.codes.add(drawing.failure.exit_code)
            ending = ending.replace(undrawn=drawing.failure.reason)
        self._shift.end(ending.replace(overlay=drawing.viewer))

    def _assemble(self, work: Work, failures: Mapping[int, PageFailure]) -> Document:
        if self._assembler is None:
            self._assembler = self._make_assembler()
        opened = Opened(**work_to_contents(work).model_dump())
        name = PurePosixPath(key_to_name(work.key)).name
        readings = self._shift.store.read(partial(self._load, work, failures))
        return self._assembler.assemble(name, opened, readings, failures)

    def _assemble_json(self, document: Document) -> bytes:
        assert self._assembler is not None
        return self._assembler.to_json(document)

    def _load(self, work: Work, failures: Mapping[int, PageFailure], session: Session) -> list[PageReading]:
        """Readings of all pages in their order; a page of which there is none is a bug of ours."""
        kept = {
            reading.page_no: reading
            for reading in load_readings(session, work.sha256 or "", self._shift.made_by)
        }
        return list(_in_order(work.page_count or 0, kept, failures))

    def _publish(self, work: Work, document: Document, data: bytes) -> Ending:
        before = self._shift.store.read(lambda session: previous_version(session, work))
        output = key_to_output(work.key)
        aside = self._patiently(partial(self._set_aside, before, output))
        self._patiently(partial(self._publisher.write, output, data))
        published = PublishedFile(output=str(output), digest=digest_of(data))
        ending = document_to_ending(work, document, published)

        def enter(session: Session) -> None:
            if before is not None and aside is not None:
                session.get_one(Version, before.id).output = str(aside)
            keep_document(session, work.version_id, document)
            now = time.time()
            finish_version(session, work.version_id, document.status, published, now)
            again = carry_decisions(session, work.version_id, work.version_id)
            carried = carry_decisions(session, before.id, work.version_id) if before else again
            add_news(session, self._news(work, ending, published, carried))

        self._shift.commit(enter)
        return ending

    def _set_aside(self, before: Version | None, output: PurePosixPath) -> PurePosixPath | None:
        """Keep an older version's JSON beside the new one; where it lies then, None where it stays."""
        if before is None or before.output != str(output):
            return None
        aside = version_output(output, before.number)
        data = self._publisher.read(output)
        if data is not None and digest_of(data) == before.output_sha256:
            self._publisher.write(aside, data)
        return aside

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """What `attempt` answers; a full disk or an output that is away is waited for."""
        end = time.monotonic() + self._shift.plan.patience
        while True:
            try:
                return attempt()
            except OutputError as error:
                self._shift.lease.require()
                if time.monotonic() >= end:
                    raise
                self._shift.log.write("output_away", level="warning", reason=error.reason)
                time.sleep(min(_PAUSE, max(0.0, end - time.monotonic())))

    def _news(self, work: Work, ending: Ending, published: PublishedFile, carried: tuple[int, int]) -> News:
        payload = {
            "document": work.key,
            "id": f"sha256:{work.sha256}",
            "version": work.number,
            "status": ending.status,
            "pages": ending.pages,
            "pages_failed": ending.failed,
            "records": ending.records,
            "fields": ending.fields,
            "fields_to_review": ending.to_review,
            "decisions_carried": carried[0],
            "decisions_waiting": carried[1],
            "archive": self._shift.archive.url,
            "output": f"{self._publisher.url}/{published.output}",
            "sha256": published.digest,
        }
        return News(
            kind="document.published", source_id=self._shift.lease.source_id, version_id=work.version_id,
            payload=payload, at=time.time(),
        )  # fmt: skip

    def _give_up(self, work: Work) -> None:
        def enter(session: Session) -> None:
            # Pages of two contents may be among them.
            forget_readings(session, work.sha256 or "", self._shift.made_by)
            skip_version(session, work.version_id, _CHANGED)

        self._shift.commit(enter)
        self._shift.end(Ending(key=work.key, status="skipped", code=_CHANGED.code, reason=_CHANGED.reason))

    def _fail(self, work: Work, code: str, reason: str) -> None:
        self._shift.fail(work, code_to_error(work.key, code, reason))


def document_to_ending(work: Work, document: Document, published: PublishedFile) -> Ending:
    """What a run tells of a document that was published."""
    fields = [field for record in document.records for field in record.fields.values()]
    fields += document.fields.values()
    failed = sum(page.status == "failed" for page in document.pages)
    return Ending(
        key=work.key,
        status=document.status,
        pages=len(document.pages),
        failed=failed,
        records=len(document.records),
        fields=len(fields),
        to_review=sum(field.needs_review for field in fields),
        output=published.output,
        failure=_first_failure(document),
        warned=" ".join(warning.message for warning in document.warnings) or None,
        exit_code=ExitCode.OK if document.status == "complete" else ExitCode.PAGES_FAILED,
    )


def _first_failure(document: Document) -> str | None:
    if not document.errors:
        return None
    first = document.errors[0]
    return f"page {first.page}: {first.message}" if first.page else first.message


def _in_order(
    pages: int, kept: Mapping[int, PageReading], failures: Mapping[int, PageFailure]
) -> Iterator[PageReading]:
    for number in range(1, pages + 1):
        failure = failures.get(number)
        yield failed_reading(number, failure) if failure else kept[number]


def _is_unreadable(work: Work, failures: Sequence[tuple[int, str, str]]) -> bool:
    """Whether every page failed for what the file is."""
    return 0 < len(failures) == work.page_count and all(code in _INPUT_CODES for _, code, _ in failures)


def code_to_error(key: str, code: str, reason: str) -> CuadraError:
    """The error that documents name by `code`."""
    kinds: list[type[CuadraError]] = [CuadraError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    found = next((kind for kind in kinds if kind.code == code), InputError)
    return found(key, reason)
