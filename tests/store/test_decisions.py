"""Reviewers' decisions outlive a new version where place and value still match."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.comparing import Difference, versions_to_differences
from store.decisions import Verdict, active_decisions, carry_decisions, decide
from store.document_tables import Decision, FieldRow
from store.opening import Store
from tests.store.archives import archive_of, keep_records, open_first, version_again

BOX = (0.1, 0.1, 0.2, 0.12)
NEAR = (0.102, 0.1, 0.202, 0.12)
FAR = (0.5, 0.5, 0.6, 0.52)


def decided(session: Session) -> tuple[int, int]:
    """An archive whose first version has three fields decided on; it and the version's id."""
    source = archive_of(session, "a.pdf")
    work = open_first(session, source, pages=1)
    keep_records(session, work.version_id, ("r1", {"x": ("1", BOX), "y": ("2", BOX), "z": ("3", BOX)}))
    for field in session.scalars(select(FieldRow).order_by(FieldRow.name)).all():
        value = "30" if field.name == "z" else field.value
        action = "corrected" if field.name == "z" else "accepted"
        decide(session, field.id, Verdict(action=action, value=value, by="ana", at=1.0))
    return source, work.version_id


def test_decisions_hold_where_place_and_value_match_and_wait_where_not(store: Store) -> None:
    def work(session: Session) -> tuple[tuple[int, int], dict[str, str]]:
        source, before = decided(session)
        now = version_again(session, source, "a.pdf", "engine-2")
        # x moved a little and holds; y stands elsewhere; z is read as the reviewer corrected it.
        keep_records(session, now, ("r9", {"x": ("1", NEAR), "y": ("2", FAR), "z": ("30", BOX)}))
        counts = carry_decisions(session, before, now)
        rows = session.scalars(select(Decision).where(Decision.version_id == now)).all()
        return counts, {row.field: f"{row.state} {row.record_ref} {row.value}" for row in rows}

    counts, states = store.transact(work)
    assert counts == (2, 1)
    assert states == {"x": "active r9 1", "y": "waiting r1 2", "z": "active r9 30"}


def test_another_value_at_the_same_place_waits(store: Store) -> None:
    def work(session: Session) -> list[str]:
        source, before = decided(session)
        now = version_again(session, source, "a.pdf")
        keep_records(session, now, ("r1", {"x": ("7", BOX), "y": ("2", BOX)}))
        carry_decisions(session, before, now)
        carry_decisions(session, before, now)
        return [one.field for one in active_decisions(session, now)]

    assert store.transact(work) == ["y"]


def test_a_second_verdict_replaces_the_first(store: Store) -> None:
    def work(session: Session) -> list[tuple[str, str | None]]:
        _, version = decided(session)
        field = session.scalars(select(FieldRow).where(FieldRow.name == "x")).one()
        decide(session, field.id, Verdict(action="corrected", value="11", by="eva", at=2.0))
        return [(one.by, one.value) for one in active_decisions(session, version) if one.field == "x"]

    assert store.transact(work) == [("eva", "11")]


def test_what_changed_between_versions_is_told(store: Store) -> None:
    def work(session: Session) -> tuple[Difference, ...]:
        source, before = decided(session)
        now = version_again(session, source, "a.pdf")
        keep_records(session, now, ("r1", {"x": ("1", BOX), "y": ("5", BOX)}), ("r2", {"x": ("6", BOX)}))
        return versions_to_differences(session, before, now)

    assert store.transact(work) == (
        Difference("changed", "r1", "y", "2", "5", 1),
        Difference("removed", "r1", "z", "3", None, 1),
        Difference("added", "r2", "x", None, "6", 1),
    )
