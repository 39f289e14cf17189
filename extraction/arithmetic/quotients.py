"""Columns of quotients, such as what there is for each inhabitant: their totals add up nothing."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Final

import numpy as np

from extraction.arithmetic.cell_relations import RatioRelation, Values
from extraction.arithmetic.row_laws import Figures, figures_by_row, own_slots
from extraction.arithmetic.slot_values import FormedTable
from schemas.table import TableColumn

FEWEST_ROWS: Final = 4
NEARLY_ALL: Final = 0.9
LEAST: Final = 1.0  # of the quotients that tell: smaller ones have few digits
HALF_A_CENT: Final = 0.0051


def quotient_laws(
    table: FormedTable, columns: Sequence[TableColumn], values: Values
) -> Mapping[int, Sequence[RatioRelation]]:
    """For each column that is the quotient of two others in nearly every row, that law."""
    figures = figures_by_row(table, columns, values)
    found: dict[int, Sequence[RatioRelation]] = {}
    for at, result in enumerate(columns):
        others = [place for place in range(len(columns)) if place != at]
        ways = ((a, b) for a, b in permutations(others, 2) if _is_quotient(figures, at, a, b))
        if way := next(ways, None):
            found[result.index] = _law(table, result, columns[way[0]], columns[way[1]])
    return found


def _is_quotient(figures: Figures, result: int, above: int, below: int) -> bool:
    """Whether nearly every row holds, and several different ones have digits enough to be no chance."""
    rows = figures[:, [result, above, below]]
    printed, dividend, divisor = rows[(~np.isnan(rows) & (rows != 0)).all(axis=1)].T
    holds = np.abs(printed - dividend / divisor) < HALF_A_CENT
    proving = np.unique(printed[holds & (np.abs(printed) >= LEAST)])
    return len(proving) >= FEWEST_ROWS and int(holds.sum()) >= NEARLY_ALL * len(printed)


def _law(
    table: FormedTable, result: TableColumn, above: TableColumn, below: TableColumn
) -> Sequence[RatioRelation]:
    rows = [own_slots(line, table, (result, above, below)) for line in table.lines]
    return [
        RatioRelation(
            result=own[result.index],
            numerator=(own[above.index],),
            denominator=(own[below.index],),
            scale=1,
            sure=False,
        )
        for own in rows
        if len(own) == 3
    ]
