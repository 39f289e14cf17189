"""One law of columns as relations of a table's rows, and what its failing rows say of the law itself.

A balance is the one before less what was paid, and in the few rows that say so plus what was lent: there the
law lacks a column. A debtor's balance is printed where it is one, and a dash where it would be below zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from extraction.arithmetic.cell_relations import CellRelation, FigureRelation, Slot, SumRelation, Values
from extraction.arithmetic.slot_values import FormedTable, own_figures
from schemas.table import TableColumn, TableLine

Law = tuple[str, str, tuple[int, ...]]  # table, rule and columns
Figures = npt.NDArray[np.float64]  # lines of a table × its columns
FEWEST_MENDED: Final = 2  # rows on which a law fails without a column, and holds with it


def row_sums(
    table: FormedTable, result: TableColumn, plus: Sequence[TableColumn], minus: Sequence[TableColumn]
) -> list[SumRelation]:
    """The law in every row that prints its result and something of both its sides."""
    rule = "difference" if minus else "row_sum"
    relations: list[SumRelation] = []
    for line in table.lines:
        own = own_slots(line, table, (result, *plus, *minus))
        if result.index not in own or len(own) < 2:
            continue
        added = tuple(own[column.index] for column in plus if column.index in own)
        taken = tuple(own[column.index] for column in minus if column.index in own)
        if added and (not minus or taken):
            relations.append(
                SumRelation(rule=rule, result=own[result.index], plus=added, minus=taken, sure=False)
            )
    return relations


def own_slots(line: TableLine, table: FormedTable, columns: Iterable[TableColumn]) -> dict[int, Slot]:
    """The printed values of a line by their columns."""
    return dict(own_figures(line, table, [column.index for column in columns]))


def figures_by_row(table: FormedTable, columns: Sequence[TableColumn], values: Values) -> Figures:
    """The figures of every line, one column each; what is not there is no number."""
    places = {column.index: k for k, column in enumerate(columns)}
    figures = np.full((len(table.lines), len(columns)), np.nan)
    for row, line in enumerate(table.lines):
        for col, slot in own_figures(line, table, list(places)):
            if slot in values:
                figures[row, places[col]] = float(values[slot])
    return figures


def law_of(relation: FigureRelation) -> Law:
    """What makes the relations of several rows one law."""
    return relation.result.table, relation.rule, tuple(slot.col for slot in relation.slots)


def holding_by_law(relations: Iterable[CellRelation], values: Values) -> Mapping[Law, list[bool]]:
    """For each sum or difference of columns, whether it holds in each row whose figures are not zero."""
    rows: dict[Law, list[bool]] = defaultdict(list)
    for relation in relations:
        if not isinstance(relation, SumRelation) or len({slot.row for slot in relation.slots}) > 1:
            continue
        if all(values.get(slot, 0) for slot in relation.slots):
            rows[law_of(relation)].append(relation.holds(values))
    return rows


def says_something(relation: FigureRelation, values: Values) -> bool:
    """Whether a relation has two figures that are not zero; all else holds by chance."""
    return sum(values.get(slot, 0) != 0 for slot in relation.slots) >= 2


def refined(
    law: Sequence[FigureRelation],
    result: TableColumn,
    columns: Sequence[TableColumn],
    table: FormedTable,
    values: Values,
) -> list[FigureRelation]:
    """The law as all rows on which it fails say: with one more column, or only where it is not below zero."""
    sums = [one for one in law if isinstance(one, SumRelation)]
    failing = _failing(sums, values)
    if len(sums) < len(law) or not failing:
        return list(law)
    longer = next((one for one in _longer(sums, result, columns, table) if not _failing(one, values)), None)
    if longer is not None and len(failing) >= FEWEST_MENDED:
        return list(longer)
    return _from_zero_on(law, failing, table, values)


def _failing(law: Iterable[FigureRelation], values: Values) -> list[FigureRelation]:
    """The relations that do not hold, among them nothing as zero less another figure."""
    told = (one for one in law if one.result in values and one.expected(values) is not None)
    return [one for one in told if not one.holds(values)]


def _longer(
    law: Sequence[SumRelation], result: TableColumn, columns: Sequence[TableColumn], table: FormedTable
) -> Iterator[list[SumRelation]]:
    """The law with one more of the columns added or taken off."""
    added = {slot.col for one in law for slot in one.plus}
    taken = {slot.col for one in law for slot in one.minus}
    plus = [column for column in columns if column.index in added]
    minus = [column for column in columns if column.index in taken]
    for column in columns:
        if column.index not in added | taken | {result.index}:
            yield row_sums(table, result, [*plus, column], minus)
            yield row_sums(table, result, plus, [*minus, column])


def _from_zero_on(
    law: Sequence[FigureRelation],
    failing: Sequence[FigureRelation],
    table: FormedTable,
    values: Values,
) -> list[FigureRelation]:
    """The law without the rows in which nothing stands where it would be below zero, and their totals; all of
    it where it fails otherwise, or is below zero anywhere."""
    totals = {line.row for line in table.lines if line.role == "total"}
    below = [one for one in failing if values[one.result] == 0 and (one.expected(values) or 0) < 0]
    others = [one for one in failing if one not in below and one.result.row not in totals]
    negative = any(values.get(one.result, 0) < 0 for one in law)
    if len(below) < FEWEST_MENDED or others or negative:
        return list(law)
    return [one for one in law if one not in failing]
