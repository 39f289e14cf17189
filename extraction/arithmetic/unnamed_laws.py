"""Laws between columns that no heading names: sums and differences that the figures themselves bear out.

"Devengado no pagado" is Devengado less Pagado, and "Acumulado" the sum of its years, whatever their names.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Final, NamedTuple

import numpy as np

from extraction.arithmetic.cell_relations import Values
from extraction.arithmetic.row_laws import Figures, figures_by_row
from extraction.arithmetic.slot_values import FormedTable
from schemas.table import TableColumn

FEWEST_ROWS: Final = 5
MOSTLY: Final = 0.55  # of the rows, where figures are long: misread ones break a law, chance makes none
NEARLY_ALL: Final = 0.9
LONG: Final = 1000
VARIED: Final = 0.5  # share of the rows that have figures of their own
MOST_TERMS: Final = 9  # columns left of one, among which its terms are looked for
HALF_A_CENT: Final = 0.006


class Law(NamedTuple):
    """Columns that add up to another one, and those that are taken off."""

    plus: tuple[TableColumn, ...]
    minus: tuple[TableColumn, ...]


def columns_to_laws(table: FormedTable, columns: Sequence[TableColumn], values: Values) -> Mapping[int, Law]:
    """For each column the law with fewest terms that most rows of figures bear out.

    A row with a zero says little: with two, any difference holds.
    """
    figures = figures_by_row(table, columns, values)
    laws = {}
    for at, column in enumerate(columns):
        best, most = None, (0, 0)
        usual = np.nanmedian(np.abs(figures[:, at])) if not np.isnan(figures[:, at]).all() else 0.0
        share = MOSTLY if usual >= LONG else NEARLY_ALL
        for plus, minus in _candidates(at, len(columns)):
            holding, telling = _count(figures, at, plus, minus)
            score = (holding, -len(plus) - len(minus))
            if holding >= max(FEWEST_ROWS, share * telling) and score > most:
                best, most = Law(_named(plus, columns), _named(minus, columns)), score
        if best:
            laws[column.index] = best
    return laws


def _candidates(at: int, count: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which columns may make up the one at a place: differences and sums of those left of it, or the sum of
    all on one side."""
    before = range(max(0, at - MOST_TERMS), at)
    for first, second in permutations(before, 2):
        yield (first,), (second,)
    for first in before:
        for pair in combinations([one for one in before if one != first], 2):
            yield (first,), pair
    yield from ((pair, ()) for pair in combinations(before, 2))
    for side in (tuple(range(at)), tuple(range(at + 1, count))):
        if len(side) > 2:
            yield side, ()


def _count(figures: Figures, result: int, plus: Sequence[int], minus: Sequence[int]) -> tuple[int, int]:
    """On how many rows a law holds, and on how many it says something: all of few figures are not zero."""
    terms = figures[:, [*plus, *minus]]
    signs = np.array([1.0] * len(plus) + [-1.0] * len(minus))
    fewest = min(len(signs), 3)
    told = (np.nan_to_num(terms) != 0).sum(axis=1) >= fewest
    telling = told & (np.nan_to_num(figures[:, result]) != 0)
    holds = np.abs(np.nan_to_num(terms) @ signs - np.nan_to_num(figures[:, result])) < HALF_A_CENT
    proving = holds & telling
    # Rows that all say the same prove one thing, and counts of ones and twos nothing.
    varied = len(np.unique(figures[proving, result])) >= max(FEWEST_ROWS - 1, VARIED * proving.sum())
    return int(proving.sum()) if varied else 0, int(telling.sum())


def _named(places: Sequence[int], columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    return tuple(columns[place] for place in places)
