"""Documents whose published file is gone, queued to be published again from what the store keeps."""

from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store.ledger_tables import DocumentRow, Page, Version
from store.newest import newest_versions
from store.readings import read_page_numbers


class Publication(NamedTuple):
    """A document that is there and the file that its newest version is published as."""

    version_id: int
    key: str
    output: str


def list_publications(session: Session, source_id: int) -> list[Publication]:
    """What is published of an archive: the newest versions of the documents that are there."""
    newest = newest_versions(source_id)
    query = (
        select(Version.id, DocumentRow.key, Version.output)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .join(newest, (newest.c.document_id == Version.document_id) & (newest.c.number == Version.number))
        .where(DocumentRow.present, Version.state == "done", Version.output.is_not(None))
        .order_by(DocumentRow.id)
    )
    return [Publication(*row) for row in session.execute(query)]


def reopen_version(session: Session, version_id: int, engine_key: str, made_by: str) -> bool:
    """Whether a version can be published anew by this engine without reading a page; if so, it waits."""
    version = session.get_one(Version, version_id)
    done = select(Page.number).where(Page.version_id == version_id, Page.state == "done")
    kept = read_page_numbers(session, version.sha256 or "", made_by)
    if version.engine_key != engine_key or not kept.issuperset(session.scalars(done)):
        return False
    session.execute(update(Version).where(Version.id == version_id).values(state="open"))
    return True
