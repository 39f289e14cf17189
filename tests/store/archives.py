"""Literal archives in a store: a few documents with their pages in the states a test needs."""

from sqlalchemy.orm import Session

from schemas.document import Document, Engine, Field, Provenance, Record
from schemas.document import Source as FileSource
from store.discovering import NewVersion, enter_versions, load_known
from store.holding import enter_source
from store.keeping import keep_document
from store.ledger import Contents, Work, open_version, waiting_versions

ENGINE = "engine-1"
SHA = "a" * 64


def archive_of(session: Session, *keys: str) -> int:
    """An archive in which these files wait."""
    source_id = enter_source(session, "/archive", "/out")
    enter_versions(session, source_id, [NewVersion(key=key, fingerprint="1") for key in keys], ENGINE, {})
    return source_id


def open_first(session: Session, source_id: int, pages: int, sha256: str = SHA) -> Work:
    """Open the first waiting file."""
    (work,) = waiting_versions(session, source_id, 0, 1)
    contents = Contents(sha256=sha256, media_type="application/pdf", bytes=1, pages=pages)
    open_version(session, work, contents, ())
    return work


def version_again(session: Session, source_id: int, key: str, engine_key: str = ENGINE) -> int:
    """A newer version of a known document; its id."""
    known = load_known(session, source_id)[key]
    new = NewVersion(
        key=key, fingerprint=known.fingerprint, document_id=known.document_id, number=known.number + 1
    )
    enter_versions(session, source_id, [new], engine_key, {})
    return load_known(session, source_id)[key].version_id


def document_of(*records: tuple[str, dict[str, tuple[str, tuple[float, float, float, float]]]]) -> Document:
    """A document of one page: records as (id, {field: (value, box)})."""
    made = [
        Record(
            id=ref,
            type="row",
            fields={
                name: Field(
                    value=value, type="number", text=value, confidence=0.9, needs_review=False, reasons=(),
                    repairs=(), candidates=(), provenance=(Provenance(page=1, bbox=box),),
                )
                for name, (value, box) in fields.items()
            },
            confidence=0.9,
            needs_review=False,
            provenance=(Provenance(page=1),),
        )
        for ref, fields in records
    ]  # fmt: skip
    return Document(
        id=f"sha256:{SHA}",
        source=FileSource(name="a.pdf", media_type="application/pdf", bytes=1, pages=1),
        engine=Engine(version="0", config_digest="0", models={}),
        status="complete", pages=(), tables=(), records=tuple(made), fields={}, checks=(), errors=(),
    )  # fmt: skip


def keep_records(
    session: Session,
    version_id: int,
    *records: tuple[str, dict[str, tuple[str, tuple[float, float, float, float]]]],
) -> None:
    keep_document(session, version_id, document_of(*records))
