"""Who reads an archive: one run at a time, told by a lease that its holder has to renew."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from schemas.base import Frozen
from schemas.errors import ArchiveHeldError, ArgumentError, OutputError
from store.ledger_tables import DocumentRow, Run, Source, Version


class Hold(Frozen):
    """A lease as it stands: `beat` grows each time that its holder renews it."""

    holder: str | None
    beat: int
    until: float


def find_source(session: Session, url: str) -> Source | None:
    return session.scalar(select(Source).where(Source.url == url))


def enter_source(session: Session, url: str, out: str) -> int:
    """The archive's id; where it is known and nothing was published yet, only its output changes.

    Raises as `require_output` does.
    """
    require_output(session, url, out)
    source = find_source(session, url)
    if source is None:
        source = Source(url=url, out=out)
        session.add(source)
        session.flush()
    source.out = out
    return source.id


def require_output(session: Session, url: str, out: str) -> None:
    """Raises `OutputError` where another archive publishes at `out`: names would meet. Raises
    `ArgumentError` where this one has documents elsewhere: those are known and would not come to `out`."""
    other = session.scalar(select(Source.url).where(Source.out == out, Source.url != url))
    if other is not None:
        raise OutputError(out, f"the archive {other} publishes there")
    source = find_source(session, url)
    if source is not None and source.out != out and _has_published(session, source.id):
        raise ArgumentError(
            out,
            f"the documents of {url} are in {source.out}, and what is new goes there as well: leave out "
            "`--out`. For another place, read the archive into another `--store`",
        )


def read_hold(session: Session, source_id: int) -> Hold:
    row = session.get_one(Source, source_id, populate_existing=True)
    return Hold(holder=row.holder, beat=row.beat, until=row.held_until)


def take_hold(session: Session, source_id: int, holder: str, until: float, seen: Hold) -> bool:
    """Whether `holder` has the archive now: only if nobody renewed or took it since it was `seen`."""
    changed = session.execute(
        update(Source)
        .where(Source.id == source_id, Source.beat == seen.beat)
        .where(Source.holder.is_(None) if seen.holder is None else Source.holder == seen.holder)
        .values(holder=holder, beat=Source.beat + 1, held_until=until)
        .returning(Source.id)
    )
    return changed.first() is not None


def renew_hold(session: Session, source_id: int, holder: str, until: float) -> bool:
    """Whether the archive is still held by `holder`, for longer now."""
    changed = session.execute(
        update(Source)
        .where(Source.id == source_id, Source.holder == holder)
        .values(beat=Source.beat + 1, held_until=until)
        .returning(Source.id)
    )
    return changed.first() is not None


def require_hold(session: Session, source_id: int, holder: str) -> None:
    """Raises `ArchiveHeldError` where another run has taken the archive; it cannot before this commits."""
    query = select(Source.holder, Source.url).where(Source.id == source_id).with_for_update(read=True)
    found = session.execute(query).one()
    if found.holder != holder:
        raise ArchiveHeldError(found.url, "another run took it, as this one was not heard of for too long")


def release_hold(session: Session, source_id: int, holder: str) -> None:
    session.execute(
        update(Source)
        .where(Source.id == source_id, Source.holder == holder)
        .values(holder=None, beat=Source.beat + 1, held_until=0.0)
    )


def start_run(session: Session, source_id: int, holder: str, engine_key: str, now: float) -> int:
    """A new run's id; earlier ones that never ended are entered as lost."""
    session.execute(
        update(Run)
        .where(Run.source_id == source_id, Run.state == "running")
        .values(state="lost", ended_at=now, reason="its process ended without a word")
    )
    run = Run(
        source_id=source_id, state="running", holder=holder, engine_key=engine_key, started_at=now, counts={}
    )
    session.add(run)
    session.flush()
    return run.id


def end_run(session: Session, run_id: int, now: float, counts: dict[str, int], reason: str | None) -> None:
    """Enter how a run ended: `done`, or `stopped` for a reason."""
    run = session.get_one(Run, run_id)
    run.state = "stopped" if reason else "done"
    run.ended_at = now
    run.counts = counts
    run.reason = reason


def _has_published(session: Session, source_id: int) -> bool:
    query = (
        select(Version.id)
        .join(DocumentRow, DocumentRow.id == Version.document_id)
        .where(DocumentRow.source_id == source_id, Version.output.is_not(None))
    )
    return session.execute(query.limit(1)).first() is not None
