"""The arithmetic of the document's tables, evaluated: what must hold, and whether the printed figures do."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extraction.cell_relations import CellRelation, OrderRelation, Slot, Values
from extraction.relation_finding import find_relations
from extraction.slot_values import slot_numbers, table_entries, with_forms
from schemas.document import Check, CheckStatus, Member
from schemas.form import Form
from schemas.table import Entry, LogicalTable


def check_tables(tables: Sequence[LogicalTable], forms: Sequence[Form]) -> tuple[Check, ...]:
    """Every relation that forms declare or tables show, with what was expected and what was found."""
    entries = table_entries(tables)
    values = slot_numbers(entries)
    relations = find_relations(with_forms(tables, forms), values)
    return tuple(
        relation_to_check(relation, f"c{number}", entries, values)
        for number, relation in enumerate(relations, 1)
    )


def relation_to_check(
    relation: CellRelation, check_id: str, entries: Mapping[Slot, Entry], values: Values
) -> Check:
    """The check that a relation gives on these values."""
    if isinstance(relation, OrderRelation):
        status, expected, found = _compare_days(relation, entries)
    else:
        number = values.get(relation.result)
        wanted = relation.expected(values)
        expected = None if wanted is None else plain_decimal(wanted)
        found = None if number is None else plain_decimal(number)
        status = "unverifiable" if wanted is None or number is None else _verdict(relation.holds(values))
    places = dict.fromkeys(Member(table=slot.table, row=slot.row, col=slot.col) for slot in relation.slots)
    return Check(
        id=check_id, rule=relation.rule, status=status, members=tuple(places), expected=expected, found=found
    )


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
