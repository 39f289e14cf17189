"""Makes documents of what was read on their pages, for one file or for an archive."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from extraction.assemble import assemble
from extraction.document_fields.field_tagger import FieldTagger
from flows.failures import PageFailure
from flows.inputs import printable
from flows.validation import DocumentValidator
from flows.worker import Opened
from models.kinds.classifier import TableClassifier
from schemas.document import Document, Engine, PageError, Source
from schemas.form import Form
from schemas.reading import PageReading

DocumentStatus = Literal["complete", "partial", "failed"]


class Assembler:
    """Assembles and validates; what it needs for that is made once a run."""

    def __init__(self, engine: Engine, forms: tuple[Form, ...]) -> None:
        self._engine = engine
        self._forms = forms
        self._validator = DocumentValidator()
        self._tagger = FieldTagger()
        self._classifier = TableClassifier()

    def assemble(
        self, name: str, opened: Opened, readings: Iterable[PageReading], failures: Mapping[int, PageFailure]
    ) -> Document:
        """The document of the file `name`: `readings` in page order, those of failed pages among them."""
        source = Source(
            name=printable(Path(name)),
            media_type=opened.media_type,
            bytes=opened.bytes,
            pages=opened.pages,
        )
        pages = tuple(readings)
        document = assemble(
            source,
            f"sha256:{opened.sha256}",
            self._engine,
            pages,
            self._forms,
            tagger=self._tagger,
            classifier=self._classifier,
        )
        errors = _errors(opened, failures)
        done = any(page.status != "failed" for page in pages)
        status: DocumentStatus = "complete" if not errors else "partial" if done else "failed"
        return document.replace(errors=errors, status=status)

    def to_json(self, document: Document) -> bytes:
        """The document as JSON, proven to keep to the schema."""
        return self._validator.to_json(document)


def _errors(opened: Opened, failures: Mapping[int, PageFailure]) -> tuple[PageError, ...]:
    whole = [PageError(page=0, code="damaged", message=opened.damage)] if opened.damage else []
    failed = [
        PageError(page=number, code=failure.code, message=failure.reason)
        for number, failure in sorted(failures.items())
    ]
    return (*whole, *failed)
