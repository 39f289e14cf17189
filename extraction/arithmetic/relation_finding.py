"""From tables and the relations that their forms declare to the cells that take part in each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from extraction.arithmetic.cell_relations import (
    CellRelation,
    OrderRelation,
    RatioRelation,
    Slot,
    SumRelation,
    Values,
)
from extraction.arithmetic.code_sums import code_sums
from extraction.arithmetic.column_totals import column_steps, column_to_totals, totals_to_relations
from extraction.arithmetic.discovery import discovered_relations, sums_of_years
from extraction.arithmetic.slot_values import FormedTable, figure_lines, own_figures
from extraction.wording import plain
from schemas.form import ColumnSum, DateOrder, Difference, Form, GroupSum, Ratio, Relation, RowSum
from schemas.table import TableLine
from schemas.value import NUMERIC


def find_relations(tables: Sequence[FormedTable], values: Values) -> tuple[CellRelation, ...]:
    """Every relation between cells, declared or discovered, once each and in reading order."""
    found = [relation for table in tables for relation in _table_relations(table, values)]
    return tuple(
        dict.fromkeys(relation for relation in found if len(set(relation.slots)) == len(relation.slots))
    )


def _table_relations(table: FormedTable, values: Values) -> Iterator[CellRelation]:
    """What its form declares; what the figures bear out where that finds nothing, and of the columns that the
    form has no name for."""
    forms = table.form.relations if table.form else ()
    declared = [one for relation in forms for one in _declared(relation, table, values)]
    yield from declared
    if table.form:
        yield from sums_of_years(table, values)
    columns = table.table.columns
    open_ = {column.index for column in columns if not declared or not column.role}
    if any(column.type in NUMERIC for column in columns if column.index in open_):
        for relation in discovered_relations(table, values):
            if any(slot.col in open_ for slot in relation.slots):
                yield relation


def _declared(relation: Relation, table: FormedTable, values: Values) -> Iterator[CellRelation]:
    match relation:
        case GroupSum():
            yield from _group_sums(relation, table, values)
        case ColumnSum():
            yield from _column_sums(relation, table, values)
        case RowSum() | Difference():
            yield from _row_sums(relation, table)
        case Ratio():
            yield from _ratios(relation, table)
        case DateOrder():
            yield from _date_orders(relation, table)


def _cols(table: FormedTable, roles: Sequence[str]) -> list[int]:
    return [col for role in roles if (col := table.col(role)) is not None]


def _groups(table: FormedTable, role: str) -> list[list[TableLine]]:
    """Consecutive body lines under the same printed name; without the column, no groups."""
    col = table.col(role)
    body = [line for line in table.lines if line.role == "body"]
    if col is None:
        return []

    def name(line: TableLine) -> str:
        entry = line.entries.get(col)
        return plain(entry.entry.text) if entry else ""

    return [list(lines) for key, lines in groupby(body, name) if key]


def _says(line: TableLine, col: int | None, word: str) -> bool:
    entry = line.entries.get(col) if col is not None else None
    return entry is not None and plain(entry.entry.text) == plain(word)


def _group_sums(relation: GroupSum, table: FormedTable, values: Values) -> Iterator[SumRelation]:
    member = table.col(relation.member)
    groups = _groups(table, relation.group)
    found: list[SumRelation] = []
    before: list[TableLine] = []
    for line in table.lines if groups else ():
        if line.role != "body":
            continue
        if not _says(line, member, relation.total):
            before.append(line)
            continue
        named = _named_with(line, groups, lambda one: _says(one, member, relation.total))
        ways = _sums_to(line, named, relation, table), _sums_to(line, before, relation, table)
        found += _likelier(*ways, values)
        before = []
    # A figure proven to be part of one total is none of another's.
    taken = {slot: one.result for one in found if _says_much(one, values) for slot in one.plus}
    for one in found:
        if one.holds(values) or all(taken.get(slot, one.result) == one.result for slot in one.plus):
            yield one


def _says_much(relation: SumRelation, values: Values) -> bool:
    return relation.holds(values) and values[relation.result] != 0


def _named_with(
    total: TableLine, groups: Sequence[Sequence[TableLine]], is_total: Callable[[TableLine], bool]
) -> list[TableLine]:
    """The lines of a total's group, none where the group has several totals."""
    group = next((group for group in groups if total in group), ())
    members = [line for line in group if not is_total(line)]
    return members if len(members) + 1 == len(group) else []


def _sums_to(
    total: TableLine, members: Sequence[TableLine], relation: GroupSum, table: FormedTable
) -> list[SumRelation]:
    found = []
    for col in _cols(table, relation.columns):
        result = [slot for _, slot in own_figures(total, table, [col])]
        plus = tuple(slot for line in members for _, slot in own_figures(line, table, [col]))
        if result and plus:
            found.append(SumRelation(rule="group_sum", result=result[0], plus=plus))
    return found


def _likelier(
    named: Sequence[SumRelation], since: Sequence[SumRelation], values: Values
) -> Sequence[SumRelation]:
    """The sums over the lines of the same name, save where only those since the last total hold.

    A name centred beside the lines of its group may have been read beside another of them.
    """

    def holding(sums: Sequence[SumRelation]) -> int:
        return sum(_says_much(one, values) for one in sums)

    return since if holding(since) > holding(named) else named


def _column_sums(relation: ColumnSum, table: FormedTable, values: Values) -> Iterator[SumRelation]:
    """The totals of columns; entries that add up others by their codes are no items of them."""
    coded = code_sums(table, [c for c in table.table.columns if c.role in relation.columns], values)
    yield from coded.relations
    items = _summed_lines(table, values) - coded.parents
    lines = figure_lines(table)
    totals = [
        total
        for col in _cols(table, relation.columns)
        for total in column_to_totals(column_steps(table, lines, col, items))
    ]
    yield from totals_to_relations(totals, values, sure=True)


def _summed_lines(table: FormedTable, values: Values) -> set[tuple[int, int]]:
    """The lines that a column's total adds up: each group's total alone; without groups, all lines."""
    form: Form | None = table.form
    grouping = next((one for one in form.relations if isinstance(one, GroupSum)), None) if form else None
    groups = _groups(table, grouping.group) if grouping else []
    if grouping is None or not groups:
        return {(line.row, line.level) for line in table.lines if line.role == "body"}
    member = table.col(grouping.member)
    sums = _group_sums(grouping, table, values)
    proven = {slot for one in sums if _says_much(one, values) for slot in one.plus}
    cols = _cols(table, grouping.columns)
    chosen: set[tuple[int, int]] = set()
    for group in groups:
        totals = [line for line in group if _says(line, member, grouping.total)]
        members = [
            line for line in group if not any(slot in proven for _, slot in own_figures(line, table, cols))
        ]
        chosen |= {(line.row, line.level) for line in totals or members}
    return chosen


def _row_sums(relation: RowSum | Difference, table: FormedTable) -> Iterator[SumRelation]:
    plus = relation.terms if isinstance(relation, RowSum) else (relation.minuend,)
    minus = () if isinstance(relation, RowSum) else (relation.subtrahend,)
    if len(_cols(table, (relation.result, *plus, *minus))) < 1 + len(plus) + len(minus):
        return
    for line in table.lines:
        own = _by_role(line, table, (relation.result, *plus, *minus))
        if relation.result in own and len(own) == 1 + len(plus) + len(minus):
            yield SumRelation(
                rule=relation.rule,
                result=own[relation.result],
                plus=tuple(own[role] for role in plus),
                minus=tuple(own[role] for role in minus),
            )


def _by_role(line: TableLine, table: FormedTable, roles: Sequence[str]) -> dict[str, Slot]:
    cols = {col: role for role in roles if (col := table.col(role)) is not None}
    return {cols[col]: slot for col, slot in own_figures(line, table, list(cols))}


def _ratios(relation: Ratio, table: FormedTable) -> Iterator[RatioRelation]:
    """One a group, and one for each total that prints a ratio of its own."""
    groups = _groups(table, relation.group) if relation.group else [[line] for line in table.lines]
    told = [[line for line in group if _all_say(line, table, relation.where)] for group in groups]
    if relation.group:
        totals = [[line] for line in table.lines if line.role == "total"]
        groups, told = groups + totals, told + totals
    for group, lines in zip(groups, told, strict=True):
        results = [_by_role(line, table, (relation.result,)) for line in group]
        result = [own[relation.result] for own in results if own]
        terms = _ratio_terms(relation, lines, table)
        if len(result) == 1 and terms:
            yield RatioRelation(
                result=result[0],
                numerator=terms[0],
                denominator=terms[1],
                scale=relation.scale,
                decimals=relation.decimals,
            )


def _all_say(line: TableLine, table: FormedTable, where: Mapping[str, str]) -> bool:
    return all(_says(line, table.col(role), word) for role, word in where.items())


def _ratio_terms(
    relation: Ratio, lines: Sequence[TableLine], table: FormedTable
) -> tuple[tuple[Slot, ...], tuple[Slot, ...]] | None:
    if len(lines) != 1 or _is_carried(lines[0], table, (*relation.numerator, *relation.denominator)):
        return None
    above = tuple(_by_role(lines[0], table, relation.numerator).values())
    below = tuple(_by_role(lines[0], table, relation.denominator).values())
    return (above, below) if above and below else None


def _is_carried(line: TableLine, table: FormedTable, roles: Sequence[str]) -> bool:
    """Whether a line shares a figure with others, whose own part of it is not known."""
    entries = (line.entries.get(col) for col in _cols(table, roles))
    return any(entry is not None and entry.carried for entry in entries)


def _date_orders(relation: DateOrder, table: FormedTable) -> Iterator[OrderRelation]:
    for line in table.lines:
        own = _by_role(line, table, (relation.earlier, relation.later))
        if len(own) == 2:
            yield OrderRelation(earlier=own[relation.earlier], later=own[relation.later])
