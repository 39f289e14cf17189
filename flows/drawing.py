"""From pages that are all read to a document that is out, by way of its pictures where they are wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.finishing import Drawing, Finisher, Made
from flows.gallery import Gallery
from flows.ingest_plan import IngestPlan
from flows.naming import key_to_output
from flows.publishing import Publisher
from flows.worker import DrawTask, Result
from schemas.errors import ArgumentError, CuadraError, OutputError
from store.ledger import Work


@dataclass
class _Sheet:
    """A document whose pages are being drawn."""

    work: Work
    made: Made
    viewer: str
    left: int
    failure: CuadraError | None = None


class FinishingDesk:
    """Makes documents, has their pages drawn where there is a gallery, and publishes each after its pictures.

    A document is entered as done last: a run that dies before has it drawn again.
    """

    def __init__(self, finisher: Finisher, gallery: Gallery | None = None) -> None:
        self._finisher = finisher
        self._gallery = gallery
        self._sheets: dict[Path, _Sheet] = {}

    def finish(self, work: Work, path: Path) -> tuple[DrawTask, ...]:
        """What is to be drawn of the file at `path` before it is out; nothing where it is, or failed."""
        made = self._finisher.make(work)
        if made is None:
            return ()
        if self._gallery is None:
            self._finisher.publish(work, made)
            return ()
        stem = str(key_to_output(work.key)).removesuffix(".json")
        try:
            tasks = self._gallery.open(path, stem, made.document)
        except (CuadraError, OSError) as error:
            failure = error if isinstance(error, CuadraError) else OutputError(work.key, str(error))
            self._finisher.publish(work, made, Drawing(failure=failure))
            return ()
        viewer = f"{stem}.html"
        if tasks:
            self._sheets[path] = _Sheet(work, made, viewer, len(tasks))
        else:
            self._finisher.publish(work, made, Drawing(viewer))
        return tasks

    def take(self, task: DrawTask, answer: Result | CuadraError) -> bool:
        """Keep a drawn page; whether it was the last of its document, which is out then."""
        assert self._gallery is not None
        sheet = self._sheets[task.path]
        failure = self._gallery.take(task, answer)
        # Where a picture could not be written, all of them were given up.
        if isinstance(failure, OutputError) or sheet.failure is None:
            sheet.failure = failure
        sheet.left -= 1
        if sheet.left:
            return False
        del self._sheets[task.path]
        viewer = None if isinstance(sheet.failure, OutputError) else sheet.viewer
        self._finisher.publish(sheet.work, sheet.made, Drawing(viewer, sheet.failure))
        return True


@contextmanager
def open_gallery(plan: IngestPlan, publisher: Publisher) -> Iterator[Gallery | None]:
    """Where the pictures of a run go; raises `ArgumentError` where the output is no folder."""
    if not plan.overlay:
        yield None
        return
    if "://" in publisher.url:
        raise ArgumentError(publisher.url, "`--overlay` needs an output that is a folder")
    with Gallery(Path(publisher.url), plan.settings.render) as gallery:
        yield gallery
