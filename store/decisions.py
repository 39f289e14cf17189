"""What reviewers decided, and what becomes of it when a newer version comes."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.base import Frozen
from store.document_tables import Decision, FieldRow

Action = Literal["accepted", "corrected", "rejected"]
# Another engine finds the same cell some pixels elsewhere: so much of both boxes has to be shared.
_SAME_PLACE = 0.5


class Verdict(Frozen):
    """What a reviewer says of one field: `value` is what it is by the reviewer, none where it is nothing."""

    action: Action
    value: str | None
    by: str
    at: float


def decide(session: Session, field_id: int, verdict: Verdict) -> int:
    """Enter a verdict; an earlier one on the same field is replaced. Its id comes back."""
    field = session.get_one(FieldRow, field_id)
    for earlier in session.scalars(_decisions_on(field)):
        earlier.state = "replaced"
    decision = Decision(
        version_id=field.version_id,
        record_ref=field.record_ref,
        field=field.name,
        action=verdict.action,
        seen=field.value,
        value=verdict.value,
        place=_place(field),
        by=verdict.by,
        at=verdict.at,
        state="active",
    )
    session.add(decision)
    session.flush()
    return decision.id


def carry_decisions(session: Session, before: int, now: int) -> tuple[int, int]:
    """Take the decisions on version `before` over to version `now`: how many hold, and how many wait again.

    One holds where a field of that name stands at the same place with the value the reviewer saw or gave.
    `before` and `now` may be one version that was read again.
    """
    decisions = session.scalars(
        select(Decision).where(Decision.version_id == before, Decision.state.in_(("active", "waiting")))
    ).all()
    if not decisions:
        return 0, 0
    names = {decision.field for decision in decisions}
    fields = session.scalars(
        select(FieldRow).where(FieldRow.version_id == now, FieldRow.name.in_(names))
    ).all()
    held = 0
    for decision in decisions:
        match = find_field(decision, fields)
        held += match is not None
        if before == now:
            decision.state = "active" if match else "waiting"
        elif not _is_carried(session, decision, now):
            session.add(_copy(decision, now, match))
    return held, len(decisions) - held


def find_field(decision: Decision, fields: Iterable[FieldRow]) -> FieldRow | None:
    """The field that a decision still speaks of, if there is one."""
    for field in fields:
        if field.name != decision.field or field.value not in (decision.seen, decision.value):
            continue
        if is_same_place(decision.place, _place(field)):
            return field
    return None


def is_same_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two values stand at one place: the same line of a dump, or boxes that overlap by half."""
    if one.get("page") != other.get("page"):
        return False
    first, second = one.get("bbox"), other.get("bbox")
    if first is None or second is None:
        return first is second and one.get("line") == other.get("line")
    return _overlap(first, second) >= _SAME_PLACE


def active_decisions(session: Session, version_id: int) -> Sequence[Decision]:
    query = select(Decision).where(Decision.version_id == version_id, Decision.state == "active")
    return session.scalars(query.order_by(Decision.id)).all()


def _decisions_on(field: FieldRow) -> Any:
    same_record = (
        Decision.record_ref.is_(None) if field.record_ref is None else Decision.record_ref == field.record_ref
    )
    return select(Decision).where(
        Decision.version_id == field.version_id, Decision.field == field.name, same_record
    )


def _is_carried(session: Session, decision: Decision, now: int) -> bool:
    query = select(Decision.id).where(Decision.version_id == now, Decision.carried_from == decision.id)
    return session.scalar(query) is not None


def _copy(decision: Decision, version_id: int, match: FieldRow | None) -> Decision:
    return Decision(
        version_id=version_id,
        record_ref=match.record_ref if match else decision.record_ref,
        field=decision.field,
        action=decision.action,
        seen=decision.seen,
        value=decision.value,
        place=_place(match) if match else decision.place,
        by=decision.by,
        at=decision.at,
        state="active" if match else "waiting",
        carried_from=decision.id,
    )


def _place(field: FieldRow) -> dict[str, Any]:
    return dict(field.provenance[0]) if field.provenance else {}


def _overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Intersection over union of two boxes (x0, y0, x1, y1)."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
