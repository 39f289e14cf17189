"""The arithmetic of tables, evaluated: whether the printed figures hold, and what that says of each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from extraction.arithmetic.cell_relations import CellRelation, OrderRelation, Slot, SumRelation, Values
from extraction.trust.confidence import CheckVerdict
from schemas.document import Check, CheckStatus, Member
from schemas.table import Entry

DOUBTED: Final[frozenset[CheckVerdict]] = frozenset({"failed", "inconsistent"})
LENIENT: Final = frozenset({"ratio", "date_order"})
COPY: Final = 2  # members of a check that says no more than that two figures are the same


def checks_to_verdicts(checks: Sequence[Check]) -> dict[tuple[str, int, int], CheckVerdict]:
    """Per cell, what its checks say.

    A check that fails speaks against those of its cells that no other check bears out; where all are borne
    out, the misfit is in what the check adds up, or on the page, and every one of them is doubted. A ratio
    bears no amount out: printed with few digits, it holds for many; nor does a total of a single figure, as
    what is printed alike twice is misread alike; nor does a sum that holds since one of its figures was
    changed: two misreadings may make up for each other. Where the page itself seems not to add up, a person
    is to look: two readers may have made the same mistake.
    """
    holding = [check for check in checks if check.status in {"passed", "repaired"}]
    passed = {place for check in holding for place in _places(check)}
    as_printed = [check for check in holding if check.status == "passed" and _bears_out(check)]
    borne_out = {place for check in as_printed for place in _places(check)}
    verdicts: dict[tuple[str, int, int], CheckVerdict] = dict.fromkeys(passed, "passed")
    doubted: tuple[tuple[CheckStatus, CheckVerdict], ...] = (
        ("source_inconsistent", "inconsistent"),
        ("failed", "failed"),
    )
    for status, verdict in doubted:
        for check in (check for check in checks if check.status == status):
            places = _places(check)
            suspects = [place for place in places if place not in borne_out]
            verdicts |= dict.fromkeys(suspects or places, verdict)
    return verdicts


def _bears_out(check: Check) -> bool:
    """Whether a check that holds tells its figures from others that are alike."""
    return check.rule not in LENIENT and len(check.members) > COPY


def _places(check: Check) -> list[tuple[str, int, int]]:
    return [(member.table, member.row, member.col) for member in check.members]


def relation_to_check(
    relation: CellRelation, check_id: str, entries: Mapping[Slot, Entry], values: Values
) -> Check:
    """The check that a relation gives on these values."""
    if isinstance(relation, OrderRelation):
        status, expected, found = _compare_days(relation, entries)
    else:
        number = values.get(relation.result)
        wanted = relation.expected(values)
        if wanted is None and isinstance(relation, SumRelation):
            wanted = _too_much(relation, values)
        expected = None if wanted is None else plain_decimal(wanted)
        found = None if number is None else plain_decimal(number)
        status = "unverifiable" if wanted is None or number is None else _verdict(relation.holds(values))
    places = dict.fromkeys(Member(table=slot.table, row=slot.row, col=slot.col) for slot in relation.slots)
    return Check(
        id=check_id, rule=relation.rule, status=status, members=tuple(places), expected=expected, found=found
    )


def _too_much(relation: SumRelation, values: Values) -> Decimal | None:
    """What the figures that were read add up to where that is more than the result, unread ones aside.

    No figure that could not be read makes up for it, unless it were negative among figures that are not.
    """
    known = [values[slot] for slot in relation.plus if slot in values]
    if relation.minus or relation.result not in values or any(value < 0 for value in known):
        return None
    total = sum(known, Decimal(0))
    return total if total > values[relation.result] >= 0 else None


def plain_decimal(value: Decimal) -> str:
    """A decimal as a canonical string, never with an exponent."""
    return f"{value:f}"


def _compare_days(
    relation: OrderRelation, entries: Mapping[Slot, Entry]
) -> tuple[CheckStatus, str | None, str | None]:
    first, last = (_day(entries.get(slot)) for slot in relation.slots)
    if first is None or last is None:
        return "unverifiable", first, last
    return _verdict(first <= last), first, last


def _day(entry: Entry | None) -> str | None:
    """The ISO day of an entry; such strings sort as days do."""
    value = entry.value if entry else None
    return value.value if value and value.type == "date" else None


def _verdict(holds: bool) -> CheckStatus:
    return "passed" if holds else "failed"
