"""Readings of pages, packed; kept as they come, so that nothing is read twice."""

import zlib
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from schemas.reading import PageReading
from store.ledger_tables import Reading

_LEVEL = 6


def keep_readings(session: Session, sha256: str, made_by: str, readings: Iterable[PageReading]) -> None:
    """Enter readings; one that is there already stays as it is."""
    packed = {reading.page_no: pack(reading) for reading in readings}
    there = set(_numbers(session, sha256, made_by, packed))
    rows = [
        {"sha256": sha256, "made_by": made_by, "page_no": number, "body": body}
        for number, body in packed.items()
        if number not in there
    ]
    if rows:
        session.execute(insert(Reading), rows)


def load_readings(session: Session, sha256: str, made_by: str) -> Iterator[PageReading]:
    """Everything read of that content, in page order."""
    query = select(Reading.body).where(Reading.sha256 == sha256, Reading.made_by == made_by)
    for body in session.scalars(query.order_by(Reading.page_no)):
        yield unpack(body)


def read_page_numbers(session: Session, sha256: str, made_by: str) -> set[int]:
    """Which pages of that content have been read."""
    query = select(Reading.page_no).where(Reading.sha256 == sha256, Reading.made_by == made_by)
    return set(session.scalars(query))


def forget_readings(session: Session, sha256: str, made_by: str, pages: Iterable[int] = ()) -> None:
    """Drop what was read of that content: of `pages`, or all of it."""
    query = delete(Reading).where(Reading.sha256 == sha256, Reading.made_by == made_by)
    numbers = tuple(pages)
    session.execute(query.where(Reading.page_no.in_(numbers)) if numbers else query)


def pack(reading: PageReading) -> bytes:
    return zlib.compress(reading.model_dump_json(exclude_defaults=True).encode(), _LEVEL)


def unpack(body: bytes) -> PageReading:
    return PageReading.model_validate_json(zlib.decompress(body))


def _numbers(session: Session, sha256: str, made_by: str, wanted: Iterable[int]) -> Iterable[int]:
    query = select(Reading.page_no).where(Reading.sha256 == sha256, Reading.made_by == made_by)
    return session.scalars(query.where(Reading.page_no.in_(tuple(wanted))))
