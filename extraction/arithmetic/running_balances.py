"""Balances carried from row to row: each is the one above it, with what came in and without what went out."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final

from extraction.arithmetic.cell_relations import Slot, SumRelation
from extraction.arithmetic.slot_values import FormedTable, own_figures
from extraction.wording import plain
from schemas.table import TableColumn

NEAR: Final = 4
_BALANCE_HEAD: Final = re.compile(r"^saldo|^balance|acumulad|^existencia")


def running_balances(
    column: TableColumn, before: Sequence[TableColumn], table: FormedTable
) -> Iterator[list[SumRelation]]:
    """What a column of balances may carry on, by its name: laws of one relation a row.

    before: the columns of figures left of it.
    """
    if not _BALANCE_HEAD.search(plain(column.head)):
        return
    near = list(before[-NEAR:])
    for one in near:
        yield _law(table, column, one, None)
    for came, went in permutations(near, 2):
        yield _law(table, column, came, went)


def closing_balances(column: TableColumn, table: FormedTable) -> Iterator[SumRelation]:
    """What a line of totals may repeat of a column of balances: the one above it."""
    last: Slot | None = None
    for line in table.lines:
        result = dict(own_figures(line, table, [column.index])).get(column.index)
        if result is None:
            continue
        if last is not None and line.role == "total":
            yield SumRelation(rule="running_total", result=result, plus=(last,), sure=False)
        last = result


def _law(
    table: FormedTable, column: TableColumn, came: TableColumn, went: TableColumn | None
) -> list[SumRelation]:
    """A relation for each row that has a balance: without a figure of what changed it, it is the one above;
    totals change nothing."""
    columns = [column.index, came.index, *([went.index] if went else [])]
    relations: list[SumRelation] = []
    last: Slot | None = None
    for line in table.lines:
        own = dict(own_figures(line, table, columns))
        result = own.pop(column.index, None)
        if result is None:
            continue
        if last is not None and line.role == "body":
            plus = (last, *(slot for col, slot in own.items() if col == came.index))
            minus = tuple(slot for col, slot in own.items() if col != came.index)
            relations.append(
                SumRelation(rule="running_total", result=result, plus=plus, minus=minus, sure=False)
            )
        last = result
    return relations
