"""What would mend figures that do not add up: proposals to read slots otherwise, weighed and ranked."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extraction.arithmetic.cell_relations import (
    CellRelation,
    FigureRelation,
    OrderRelation,
    RatioRelation,
    Slot,
    SumRelation,
)
from extraction.arithmetic.digit_edits import digits_cost, misreading_cost
from extraction.arithmetic.print_width import digit_widths, room_beside
from extraction.arithmetic.reading_doubt import Sight, lists_rivals, may_be_misread
from extraction.arithmetic.slot_values import slot_numbers
from schemas.table import Entry
from schemas.value import NUMERIC

SURE_RELATION: Final = 6.0
LIKELY_RELATION: Final = 4.4
STILL_FAILING: Final = 3.0
LEAST_SCORE: Final = 2.5
MOST_COST: Final = 6.5
FIRM: Final = 3.0
SCORE_WEIGHT: Final = 0.5
SCORE_FLOOR: Final = 0.02
USUAL_SURPRISE: Final = 1.0
UNREAD: Final = 1.0
CLEAR: Final = 0.98  # not fitted: score of a line that stands where no second reader was asked about it
# Beside a figure with letters among its digits another one is hardly to blame.
BESIDE_GARBLED: Final = 2.5
DEAR: Final = 4.0
MOST_READINGS: Final = 5
_AMONG_DIGITS: Final = re.compile(r"\d[.,]?[^\W\d_][.,]?\d")


class Change(NamedTuple):
    """Another value for one slot and what it costs to believe."""

    slot: Slot
    value: Decimal
    cost: float


class Proposal(NamedTuple):
    """Changes that mend relations together; `score` weighs the relations mended against the cost."""

    changes: tuple[Change, ...]
    mended: frozenset[int]
    score: float


class Puzzle:
    """Slots, their values and readings, and the relations between them, by index."""

    def __init__(
        self,
        entries: Mapping[Slot, Entry],
        relations: Sequence[CellRelation],
        certain: Collection[Slot] = (),
        at_edge: Collection[Slot] = (),
    ) -> None:
        self.entries = entries
        self.certain = certain
        self._at_edge = at_edge
        self._lists_rivals = lists_rivals(entries.values())
        self.values = slot_numbers(dict(entries))
        self._minus_columns = {(slot.table, slot.col) for slot, value in self.values.items() if value < 0}
        self.relations: list[FigureRelation] = [
            one for one in relations if not isinstance(one, OrderRelation)
        ]
        self._digit_widths = digit_widths(entries)
        self.of_slot: dict[Slot, list[int]] = defaultdict(list)
        for index, relation in enumerate(self.relations):
            for slot in relation.slots:
                self.of_slot[slot].append(index)

    def prints_minus(self, slot: Slot) -> bool:
        """Whether another figure of the slot's column is negative; elsewhere no minus sign is missing."""
        return (slot.table, slot.col) in self._minus_columns

    def may_be_misread(self, slot: Slot, printed: Decimal) -> bool:
        """Whether the slot may print another number than was read there."""
        entry = self.entries.get(slot)
        sight = Sight(
            at_edge=slot in self._at_edge,
            lists_rivals=self._lists_rivals,
            room=entry and room_beside(entry, slot, self._digit_widths),
        )
        return may_be_misread(entry, self.values[slot], printed, sight)

    def is_garbled(self, slot: Slot) -> bool:
        """Whether letters stand among the digits of the slot's figure, or spoil it."""
        entry = self.entries.get(slot)
        if entry is None:
            return False
        dear = any(reading.cost >= DEAR for reading in entry.readings[:1])
        spoilt = dear and any(char.isalpha() for char in entry.text)
        return spoilt or bool(_AMONG_DIGITS.search(entry.text))

    def violated(self) -> list[int]:
        """Relations whose figures are all known and do not add up."""
        return [
            index
            for index, relation in enumerate(self.relations)
            if all(slot in self.values for slot in relation.slots)
            and relation.expected(self.values) is not None
            and not relation.holds(self.values)
        ]

    def one_unknown(self) -> list[tuple[int, Slot]]:
        """Sums with a single figure that could not be read."""
        found = []
        for index, relation in enumerate(self.relations):
            missing = [slot for slot in relation.slots if slot not in self.values and slot in self.entries]
            if isinstance(relation, SumRelation) and len(missing) == 1:
                found.append((index, missing[0]))
        return found

    def weigh(self, changes: tuple[Change, ...]) -> Proposal | None:
        """The proposal that `changes` make, None when they break what holds.

        Another sum of a changed figure that goes on failing speaks against its change.
        """
        after = {**self.values, **{change.slot: change.value for change in changes}}
        touched = sorted({index for change in changes for index in self.of_slot[change.slot]})
        mended = []
        failing = 0
        for index in touched:
            holds = self.relations[index].holds(after)
            held = self.relations[index].holds(self.values)
            if held and not holds:
                return None
            if holds and not held:
                mended.append(index)
            failing += not holds and self.relations[index].expected(after) is not None
        cost = sum(change.cost for change in changes)
        worth = sum(SURE_RELATION if self.relations[index].sure else LIKELY_RELATION for index in mended)
        score = round(worth - cost - STILL_FAILING * failing, 6)
        return Proposal(changes, frozenset(mended), score) if mended else None


def proposals(puzzle: Puzzle) -> list[Proposal]:
    """Every way to mend something, best first; pairs of readings only where no single one will do.

    That a sum holds with a nought for what was not read proves none: it holds with nothing printed as well.
    """
    changes: dict[tuple[Slot, Decimal], Change] = {}
    for index in puzzle.violated():
        for change in _single_changes(puzzle, puzzle.relations[index]):
            changes.setdefault((change.slot, change.value), change)
    for change in filled(puzzle):
        proven = len(puzzle.of_slot[change.slot]) > 1 or change.cost + LEAST_SCORE <= SURE_RELATION
        if change.value != 0 and proven:
            changes.setdefault((change.slot, change.value), change)
    found = [proposal for change in changes.values() if (proposal := puzzle.weigh((change,)))]
    mendable = {index for proposal in found for index in proposal.mended}
    for index in puzzle.violated():
        if index not in mendable:
            pairs = _pairs(puzzle, puzzle.relations[index])
            found += [proposal for pair in pairs if (proposal := puzzle.weigh(pair))]
    return sorted(found, key=lambda one: (-one.score, one.changes))


def lead(proposal: Proposal, proposals: Iterable[Proposal]) -> float:
    """How far a proposal is ahead of the best other one that would mend any of the same relations."""
    rivals = [one.score for one in proposals if one is not proposal and one.mended & proposal.mended]
    return proposal.score - max([0.0, *rivals])


def _single_changes(puzzle: Puzzle, relation: FigureRelation) -> Iterator[Change]:
    for slot in relation.slots:
        for reading in _other_readings(puzzle, slot):
            after = {**puzzle.values, slot: reading.value}
            if relation.holds(after):
                yield reading
    for change in _misreadings(puzzle, relation):
        if puzzle.may_be_misread(change.slot, change.value):
            yield change


def _misreadings(puzzle: Puzzle, relation: FigureRelation) -> Iterator[Change]:
    """What each figure would have to be for the relation to hold, if it is like what was read."""
    for slot in relation.slots:
        for wanted in _wanted(puzzle, relation, slot) if slot not in puzzle.certain else ():
            if wanted < 0 <= puzzle.values[slot] and not puzzle.prints_minus(slot):
                continue
            cost = misreading_cost(puzzle.values[slot], wanted) + _firmness(puzzle.entries.get(slot))
            if any(puzzle.is_garbled(one) for one in relation.slots if one != slot):
                cost += BESIDE_GARBLED
            if cost <= MOST_COST:
                yield Change(slot, wanted, cost)


def unbelieved(puzzle: Puzzle) -> list[Change]:
    """What would mend something but no reader left room for, likeliest first: for a person to look at."""
    changes = {
        (change.slot, change.value): change
        for index in puzzle.violated()
        for change in _misreadings(puzzle, puzzle.relations[index])
        if not puzzle.may_be_misread(change.slot, change.value)
    }
    found = [proposal for change in changes.values() if (proposal := puzzle.weigh((change,)))]
    return [one.changes[0] for one in sorted(found, key=lambda one: (-one.score, one.changes))]


def _other_readings(puzzle: Puzzle, slot: Slot) -> list[Change]:
    """The slot's further readings with what they cost over the one in force; none is what sums proposed."""
    entry = puzzle.entries.get(slot)
    if entry is None or not entry.readings:
        return []
    first = entry.readings[0]
    return [
        Change(slot, number, round(reading.cost - first.cost, 6))
        for reading in entry.readings[1:MOST_READINGS]
        if reading.value.type in NUMERIC
        and not any(repair.rule == "relation_solved" for repair in reading.repairs)
        and (number := Decimal(reading.value.value)) != puzzle.values.get(slot)
    ]


def _wanted(puzzle: Puzzle, relation: FigureRelation, slot: Slot) -> list[Decimal]:
    """What `slot` would have to be for `relation` to hold, all else as it is."""
    if isinstance(relation, RatioRelation):
        expected = relation.expected(puzzle.values)
        return [expected] if slot == relation.result and expected is not None else []
    return [_solved_for(relation, slot, puzzle.values)]


def _solved_for(relation: SumRelation, slot: Slot, values: Mapping[Slot, Decimal]) -> Decimal:
    plus = sum((values[one] for one in relation.plus if one != slot), Decimal(0))
    minus = sum((values[one] for one in relation.minus if one != slot), Decimal(0))
    if slot == relation.result:
        return plus - minus
    rest = values[relation.result] - plus + minus
    return rest if slot in relation.plus else -rest


def _firmness(entry: Entry | None) -> float:
    """How much harder than usual a misreading is to believe: the readers' agreement and their own score."""
    if entry is None or not entry.lines:
        return 0.0
    scores = [line.confidence for line in entry.lines if line.confidence is not None]
    surprise = -SCORE_WEIGHT * math.log(1 + SCORE_FLOOR - min(scores)) - USUAL_SURPRISE if scores else 0.0
    return surprise + (FIRM if was_agreed(entry) else 0.0)


def was_agreed(entry: Entry) -> bool:
    """Whether a second reader saw the same in every line."""
    return bool(entry.lines) and all(
        line.second is not None and _same(line.second, line.text) for line in entry.lines
    )


def is_beyond_doubt(entry: Entry) -> bool:
    """Whether every line was seen alike by a second reader, or was so clear that none was asked."""
    return bool(entry.lines) and all(
        _same(line.second, line.text) if line.second is not None else (line.confidence or 0.0) >= CLEAR
        for line in entry.lines
    )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def filled(puzzle: Puzzle) -> list[Change]:
    """Values for figures that could not be read, from the sums they stand in."""
    found = []
    for index, slot in puzzle.one_unknown():
        relation = puzzle.relations[index]
        if isinstance(relation, SumRelation):
            value = _solved_for(relation, slot, puzzle.values)
            cost = UNREAD + digits_cost(puzzle.entries[slot].text, value)
            found.append(Change(slot, value, min(cost, MOST_COST)))
    return found


def _pairs(puzzle: Puzzle, relation: FigureRelation) -> Iterator[tuple[Change, ...]]:
    """Two further readings of different slots under which a sum holds."""
    if not isinstance(relation, SumRelation):
        return
    sign = {relation.result: -1} | dict.fromkeys(relation.plus, 1) | dict.fromkeys(relation.minus, -1)
    gap = puzzle.values[relation.result] - (relation.expected(puzzle.values) or Decimal(0))
    moves = [
        (sign[slot] * (change.value - puzzle.values[slot]), change)
        for slot in relation.slots
        for change in _other_readings(puzzle, slot)
    ]
    by_move: dict[Decimal, list[Change]] = defaultdict(list)
    for move, change in moves:
        by_move[move].append(change)
    for move, change in moves:
        for other in by_move.get(gap - move, ()):
            if change.slot < other.slot:
                yield change, other
