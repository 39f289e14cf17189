"""Columns of quotients, such as what there is for each inhabitant, or shares that no sign marks: their totals
add up nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
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
CENTS: Final = 2
HUNDRED: Final = 100
LARGEST_SHARE: Final = 200.0  # usual value of a column of shares, at most


def quotient_laws(
    table: FormedTable, columns: Sequence[TableColumn], values: Values
) -> Mapping[int, Sequence[RatioRelation]]:
    """For each column that is the quotient of two others in nearly every row, that law."""
    figures = figures_by_row(table, columns, values)
    found: dict[int, Sequence[RatioRelation]] = {}
    for at, result in enumerate(columns):
        others = [place for place in range(len(columns)) if place != at]
        ways = (
            (scale, a, b)
            for scale in _scales(figures[:, at])
            for a, b in permutations(others, 2)
            if _is_quotient(figures, at, (a, b), scale)
        )
        if way := next(ways, None):
            scale, above, below = way
            found[result.index] = _law(table, (result, columns[above], columns[below]), scale, values)
    return found


def _scales(printed: Figures) -> tuple[int, ...]:
    """What a column may be times of its quotients: shares are a hundred times, and small."""
    known = np.abs(printed[~np.isnan(printed)])
    return (1, HUNDRED) if len(known) and float(np.median(known)) <= LARGEST_SHARE else (1,)


def _is_quotient(figures: Figures, result: int, terms: tuple[int, int], scale: int) -> bool:
    """Whether nearly every row holds, and several different ones have digits enough to be no chance."""
    rows = figures[:, [result, *terms]]
    printed, dividend, divisor = rows[(~np.isnan(rows) & (rows != 0)).all(axis=1)].T
    holds = np.abs(printed - scale * dividend / divisor) < HALF_A_CENT
    proving = np.unique(printed[holds & (np.abs(printed) >= LEAST)])
    return len(proving) >= FEWEST_ROWS and int(holds.sum()) >= NEARLY_ALL * len(printed)


def _law(
    table: FormedTable, columns: tuple[TableColumn, TableColumn, TableColumn], scale: int, values: Values
) -> Sequence[RatioRelation]:
    """The law in every row that prints all three. columns: the result, what is divided, and by what."""
    result, above, below = (column.index for column in columns)
    rows = [own for line in table.lines if len(own := own_slots(line, table, columns)) == 3]
    fewest = _usual_decimals([values[own[result]] for own in rows if own[result] in values])
    return [
        RatioRelation(
            result=own[result],
            numerator=(own[above],),
            denominator=(own[below],),
            scale=scale,
            fewest=fewest,
            sure=False,
        )
        for own in rows
    ]


def _usual_decimals(printed: Sequence[Decimal]) -> int:
    """How many decimals nearly all figures of a column show, up to cents; 0 where they differ."""
    shown = Counter(max(0, -int(value.as_tuple().exponent)) for value in printed)
    usual, count = shown.most_common(1)[0] if shown else (0, 0)
    return min(usual, CENTS) if count >= NEARLY_ALL * len(printed) else 0
