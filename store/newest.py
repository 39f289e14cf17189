"""The newest version of each document of an archive."""

from sqlalchemy import Subquery, func, select

from store.ledger_tables import DocumentRow, Version


def newest_versions(source_id: int) -> Subquery:
    """`document_id` and `number` of the newest version of each document, to be joined to `Version`."""
    return (
        select(Version.document_id, func.max(Version.number).label("number"))
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id)
        .group_by(Version.document_id)
        .subquery()
    )
