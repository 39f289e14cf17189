"""Relations choose: where figures do not add up, the one cheap reading under which they do.

Each violated relation says what each of its slots would have to be. Such a value is a proposal if the slot
has a reading of it, or could have been misread from it. A proposal is taken when it mends relations, breaks
none, and no other explanation comes near; else the best becomes a candidate for the reviewer. Figures that
add up are never touched.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from extraction.arithmetic.cell_relations import (
    CellRelation,
    FigureRelation,
    OrderRelation,
    RatioRelation,
    Slot,
    SumRelation,
    Values,
)
from extraction.arithmetic.checks import plain_decimal, relation_to_check
from extraction.arithmetic.relation_finding import find_relations
from extraction.arithmetic.relation_puzzle import (
    LEAST_SCORE,
    Change,
    Proposal,
    Puzzle,
    filled,
    is_beyond_doubt,
    lead,
    proposals,
    unbelieved,
)
from extraction.arithmetic.row_laws import Law, holding_by_law, law_of
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from extraction.trust.neighbourhood import Neighbourhood, touches_edge
from schemas.base import Frozen
from schemas.document import Check
from schemas.form import Form
from schemas.table import Entry, LogicalTable, TableCell
from schemas.value import NUMERIC, Reading, Repair, Value

MARGIN: Final = 2.5
FEWEST_TELLING: Final = 3
FEWEST_ROWS: Final = 4  # that say something of a law
BORNE_OUT: Final = 0.25  # of them: misread figures leave more, confused columns hardly one
MOST_ROUNDS: Final = 200


class Solution(Frozen):
    """The tables with the readings that their relations chose, and every check with what became of it."""

    tables: tuple[LogicalTable, ...]
    checks: tuple[Check, ...]


def solve_tables(
    tables: Sequence[LogicalTable], forms: Sequence[Form], printed_pages: Collection[int] = ()
) -> Solution:
    """Let the relations choose among readings. printed_pages: those whose text is exact, never misread."""
    entries = table_entries(tables)
    values = slot_numbers(entries)
    relations = find_relations(with_forms(tables, forms), values)
    believed = _believed(relations, values)
    puzzle = Puzzle(entries, believed, _slots_on(tables, printed_pages), _slots_at_edge(tables))
    solved, doubted = _solve(puzzle)
    changed = {change.slot: _solved_entry(entries[change.slot], change, text) for change, text in solved}
    for change in doubted:
        changed.setdefault(change.slot, _with_candidate(entries[change.slot], change))
    after = {**entries, **changed}
    return Solution(
        tables=tuple(_replaced(table, changed) for table in tables),
        checks=tuple(_checks(relations, after, {change.slot for change, _ in solved}, puzzle)),
    )


def _believed(relations: Sequence[CellRelation], values: Values) -> tuple[CellRelation, ...]:
    """The relations without the laws of rows that hardly a row bears out: columns taken for others.

    They fail, and are told, but nothing is changed for them.
    """
    refuted = {
        law
        for law, holding in holding_by_law(relations, values).items()
        if len(holding) >= FEWEST_ROWS and sum(holding) < BORNE_OUT * len(holding)
    }
    return tuple(
        relation
        for relation in relations
        if not isinstance(relation, SumRelation) or law_of(relation) not in refuted
    )


def _slots_on(tables: Sequence[LogicalTable], pages: Collection[int]) -> frozenset[Slot]:
    return frozenset(
        Slot(table.id, cell.row, cell.col, level)
        for table in tables
        for cell in table.cells
        if cell.page in pages
        for level in range(len(cell.entries))
    )


def _slots_at_edge(tables: Sequence[LogicalTable]) -> frozenset[Slot]:
    """Values that begin right at their cell's edge, where digits may have been cut off."""
    return frozenset(
        Slot(table.id, cell.row, cell.col, level)
        for table in tables
        for cell in table.cells
        if cell.box is not None
        for level, entry in enumerate(cell.entries)
        if touches_edge(entry, Neighbourhood(left=cell.box.x0))
    )


def _solve(puzzle: Puzzle) -> tuple[list[tuple[Change, str]], list[Change]]:
    """Take the clearest proposal, look again, until none is clear; the rest are candidates."""
    solved: list[tuple[Change, str]] = []
    for _ in range(MOST_ROUNDS):
        ranked = proposals(puzzle)
        clear = next((one for one in ranked if lead(one, ranked) >= MARGIN), None)
        if clear is None or clear.score < LEAST_SCORE:
            break
        text = _evidence(clear, puzzle, lead(clear, ranked))
        for change in clear.changes:
            puzzle.values[change.slot] = change.value
            solved.append((change, text))
    singles = [one.changes[0] for one in proposals(puzzle) if len(one.changes) == 1]
    return solved, [*singles, *filled(puzzle), *unbelieved(puzzle)]


def _evidence(proposal: Proposal, puzzle: Puzzle, lead: float) -> str:
    rules = ", ".join(puzzle.relations[index].rule for index in sorted(proposal.mended))
    return f"{rules} then holds; the next explanation is {lead:.1f} nats dearer"


def _solved_entry(entry: Entry, change: Change, evidence: str) -> Entry:
    """The entry with the chosen value first and its repair said."""
    return entry.replace(readings=(_reading(entry, change, evidence), *_without(entry, change)))


def _with_candidate(entry: Entry, change: Change) -> Entry:
    """The entry as it was, the doubted value as its first candidate."""
    if any(one.value.value == plain_decimal(change.value) and _was_solved(one) for one in entry.readings):
        return entry
    first = entry.readings[:1]
    reading = _reading(entry, change, "a relation would hold")
    return entry.replace(readings=(*first, reading, *_without(entry, change)[len(first) :]) if first else ())


def _was_solved(reading: Reading) -> bool:
    return any(repair.rule == "relation_solved" for repair in reading.repairs)


def _without(entry: Entry, change: Change) -> tuple[Reading, ...]:
    return tuple(
        one
        for one in entry.readings
        if one.value.type not in NUMERIC or Decimal(one.value.value) != change.value
    )


def _reading(entry: Entry, change: Change, evidence: str) -> Reading:
    value = plain_decimal(change.value)
    before = entry.readings[0].value if entry.readings else None
    known = next(
        (
            one
            for one in entry.readings
            if one.value.type in NUMERIC and Decimal(one.value.value) == change.value
        ),
        None,
    )
    new = (
        known.value
        if known
        else Value(
            type=before.type if before else "number", value=value, unit=before.unit if before else None
        )
    )
    repair = Repair(
        rule="relation_solved",
        before=before.value if before else entry.text,
        after=new.value,
        evidence=evidence,
    )
    cost = (entry.readings[0].cost if entry.readings else 0.0) + change.cost
    return Reading(value=new, cost=round(cost, 6), repairs=(*(known.repairs if known else ()), repair))


def _replaced(table: LogicalTable, changed: Mapping[Slot, Entry]) -> LogicalTable:
    if not any(slot.table == table.id for slot in changed):
        return table
    return table.replace(cells=tuple(_replaced_cell(table.id, cell, changed) for cell in table.cells))


def _replaced_cell(table_id: str, cell: TableCell, changed: Mapping[Slot, Entry]) -> TableCell:
    entries = tuple(
        changed.get(Slot(table_id, cell.row, cell.col, level), entry)
        for level, entry in enumerate(cell.entries)
    )
    return cell if entries == cell.entries else cell.replace(entries=entries)


def _checks(
    relations: Sequence[CellRelation],
    entries: Mapping[Slot, Entry],
    solved: Collection[Slot],
    puzzle: Puzzle,
) -> Iterator[Check]:
    values = slot_numbers(dict(entries))
    proven = {
        slot
        for relation in relations
        if not isinstance(relation, OrderRelation | RatioRelation) and relation.holds(values)
        for slot in relation.slots
    }
    laws = {
        law_of(relation)
        for relation in puzzle.relations
        if relation.holds(values) and _says(relation, values)
    }
    for number, relation in enumerate(relations, 1):
        check = relation_to_check(relation, f"c{number}", entries, values)
        if check.status == "passed" and any(slot in solved for slot in relation.slots):
            check = check.replace(status="repaired")
        elif (
            check.status == "failed"
            and _is_told(relation, laws, values)
            and _is_printed_so(relation, puzzle, proven)
        ):
            check = check.replace(status="source_inconsistent")
        yield check


def _says(relation: FigureRelation, values: Values) -> bool:
    """Whether three figures and more are not zero."""
    return sum(values.get(slot, 0) != 0 for slot in relation.slots) >= FEWEST_TELLING


def _is_told(relation: CellRelation, laws: Collection[Law], values: Values) -> bool:
    """Whether the relation itself is beyond doubt, so that only the figures can be wrong.

    What holds in no other row may come of columns taken for each other, a sum of nothing of lost lines.
    """
    if isinstance(relation, OrderRelation):
        return True
    within_rows = isinstance(relation, RatioRelation) or len({slot.row for slot in relation.slots}) == 1
    return law_of(relation) in laws if within_rows else _says(relation, values)


def _is_printed_so(relation: CellRelation, puzzle: Puzzle, proven: Collection[Slot]) -> bool:
    """Whether every figure is sure to be printed as read, so that the page itself does not add up."""
    return all(
        slot in puzzle.certain
        or slot in proven
        or (slot in puzzle.entries and is_beyond_doubt(puzzle.entries[slot]))
        for slot in relation.slots
    )
