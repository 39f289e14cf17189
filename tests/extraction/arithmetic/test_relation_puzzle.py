"""What speaks for a change of a figure, and what against it."""

from decimal import Decimal

import pytest

from extraction.arithmetic.cell_relations import Slot, SumRelation
from extraction.arithmetic.relation_puzzle import LEAST_SCORE, Change, Puzzle
from schemas.table import Entry
from schemas.value import Reading, Value

DOUBTED, BELOW, TOTAL, BESIDE, ACROSS = (
    Slot("t1", row, col) for row, col in ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3))
)
COLUMN = SumRelation(rule="column_sum", result=TOTAL, plus=(DOUBTED, BELOW))
ROW = SumRelation(rule="row_sum", result=ACROSS, plus=(DOUBTED, BESIDE))


def entry(number: str) -> Entry:
    return Entry(text=number, readings=(Reading(value=Value(type="number", value=number), cost=0.0),))


@pytest.mark.parametrize(("across", "believed"), [("13200", True), ("3200", False)])
def test_another_sum_that_goes_on_failing_speaks_against_a_change(across: str, believed: bool) -> None:
    """43171 may be 13171, as the column says, or 3171, as the row does, with a second misreading below it."""
    printed = {DOUBTED: "43171", BELOW: "1655", TOTAL: "14826", BESIDE: "29", ACROSS: across}
    puzzle = Puzzle({slot: entry(number) for slot, number in printed.items()}, [COLUMN, ROW])
    proposal = puzzle.weigh((Change(DOUBTED, Decimal(13171), 2.0),))
    assert proposal is not None
    assert (proposal.score >= LEAST_SCORE) == believed
