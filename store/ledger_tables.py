"""Archives, their documents and versions, and the state of every page. Times are seconds since 1970, UTC."""

from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, Wide

PageState = Literal["queued", "leased", "done", "failed", "skipped"]
VersionState = Literal["queued", "open", "done", "failed", "skipped"]
RunState = Literal["running", "done", "stopped", "lost"]


class Source(Base):
    """An archive and who is reading it: one run at a time."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), unique=True)
    out: Mapped[str] = mapped_column(String(2000))
    holder: Mapped[str | None] = mapped_column(String(300))
    beat: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[float] = mapped_column(default=0.0)


class Run(Base):
    """One run over an archive: when, by which engine, and what it counted."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    holder: Mapped[str] = mapped_column(String(300))
    engine_key: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[float]
    ended_at: Mapped[float | None]
    counts: Mapped[dict[str, Any]]
    reason: Mapped[str | None]


class DocumentRow(Base):
    """What lies under one name in an archive. `key` is the name, escaped so that any text can carry it."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("source_id", "key"), Index(None, "source_id", "sha256"))
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    key: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str | None] = mapped_column(String(64))
    present: Mapped[bool]
    same_as: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)


class Version(Base):
    """One content of a document as read by one engine and configuration; `number` counts from 1."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("document_id", "number"), Index(None, "state", "document_id"))
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str | None] = mapped_column(String(64))
    engine_key: Mapped[str] = mapped_column(String(16))
    engine: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str | None] = mapped_column(String(40))
    bytes: Mapped[int | None] = mapped_column(Wide)
    page_count: Mapped[int | None]
    damage: Mapped[str | None]
    status: Mapped[str | None] = mapped_column(String(10))
    code: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None]
    output: Mapped[str | None]
    output_sha256: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[float | None]


class Page(Base):
    """The ledger: one row a page, in exactly one state; number 0 is a file whose pages are not known."""

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("version_id", "number"), Index(None, "state", "version_id"))
    id: Mapped[int] = mapped_column(Wide, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    code: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(String(300))
    held_until: Mapped[float | None]


class Reading(Base):
    """What was read on one page, by the digests of the file and of its reader: packed JSON, no pixels."""

    __tablename__ = "readings"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_by: Mapped[str] = mapped_column(String(16), primary_key=True)
    page_no: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
