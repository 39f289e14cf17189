"""Taking away what is kept of versions that newer ones replaced; ledger and news keep their lines."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from store.keeping import forget_document
from store.ledger_tables import DocumentRow, Reading, Version


class OldVersion(NamedTuple):
    """A published version that newer ones have replaced, and where its JSON lies below the output."""

    id: int
    key: str
    number: int
    output: str


def old_versions(session: Session, source_id: int, keep: int) -> Sequence[OldVersion]:
    """Published versions of an archive beyond the newest `keep` (at least 1) of each document."""
    rank = func.row_number().over(partition_by=Version.document_id, order_by=Version.number.desc())
    ranked = (
        select(
            Version.id, DocumentRow.key, Version.number, Version.output, DocumentRow.id.label("document"),
            rank.label("rank"),
        )
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.state == "done", Version.output.is_not(None))
        .subquery()
    )  # fmt: skip
    query = select(ranked.c.id, ranked.c.key, ranked.c.number, ranked.c.output)
    query = query.where(ranked.c.rank > max(1, keep)).order_by(ranked.c.document, ranked.c.number)
    return [OldVersion(*row) for row in session.execute(query)]


def forget_version_rows(session: Session, version_id: int) -> None:
    """Take away what was extracted in a version, and enter that its JSON is gone."""
    forget_document(session, version_id)
    session.execute(update(Version).where(Version.id == version_id).values(output=None, output_sha256=None))


def forget_unused_readings(session: Session) -> int:
    """Take away readings of contents that no version still kept or under way has; how many pages those were.

    All archives of the store count, as two may have files of one content.
    """
    used = select(Version.sha256).where(
        Version.sha256.is_not(None),
        Version.state.in_(("queued", "open", "failed")) | Version.output.is_not(None),
    )
    unused = Reading.sha256.not_in(used)
    count = session.scalar(select(func.count()).select_from(Reading).where(unused)) or 0
    session.execute(delete(Reading).where(unused))
    return count
