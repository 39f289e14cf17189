"""What was extracted from each version, what people decided of it, and what is to be told of it."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Wide


class TableRow(Base):
    """One logical table of a version, without its cells: those are in the published JSON."""

    __tablename__ = "tables"
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    ref: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(100), index=True)
    confidence: Mapped[float]
    pages: Mapped[list[Any]]
    columns: Mapped[list[Any]]


class RecordRow(Base):
    """One record of a version; `ref` is its id in the JSON, `position` its place there."""

    __tablename__ = "records"
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    ref: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100), index=True)
    position: Mapped[int]
    page: Mapped[int | None]
    confidence: Mapped[float]
    needs_review: Mapped[bool]


class FieldRow(Base):
    """One field of a record, or of the document where `record_id` is none, with its evidence."""

    __tablename__ = "fields"
    __table_args__ = (Index(None, "version_id", "needs_review"),)
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    record_ref: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(10))
    value: Mapped[str | None]
    unit: Mapped[str | None]
    text: Mapped[str]
    confidence: Mapped[float]
    needs_review: Mapped[bool]
    page: Mapped[int | None]
    reasons: Mapped[list[Any]]
    repairs: Mapped[list[Any]]
    candidates: Mapped[list[Any]]
    provenance: Mapped[list[Any]]


class CheckRow(Base):
    """One relation between figures of a version and whether it holds."""

    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    ref: Mapped[str] = mapped_column(String(100))
    rule: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    expected: Mapped[str | None]
    found: Mapped[str | None]
    members: Mapped[list[Any]]


class Decision(Base):
    """What a reviewer decided of one field of one version.

    state: `active`, or `waiting` where a newer version no longer shows what was decided on. seen: the value
    the reviewer was shown; value: what it is by the decision. place: page and box it stood at.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "version_id", "state"),)
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    record_ref: Mapped[str | None] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(10))
    seen: Mapped[str | None]
    value: Mapped[str | None]
    place: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[float]
    state: Mapped[str] = mapped_column(String(10))
    carried_from: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


class Event(Base):
    """One thing downstream is to be told. Ids only grow in the order of commits: the largest is a cursor."""

    __tablename__ = "outbox"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[float]


class Delivery(Base):
    """How far the telling of one event to one address is."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "target", "next_at"),)
    event: Mapped[int] = mapped_column("event", ForeignKey("outbox.id"), primary_key=True)
    target: Mapped[str] = mapped_column(String(500), primary_key=True)
    attempts: Mapped[int]
    next_at: Mapped[float | None]
    done_at: Mapped[float | None]
    answer: Mapped[str | None] = mapped_column(String(300))
