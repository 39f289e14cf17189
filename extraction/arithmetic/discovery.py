"""Relations of tables that no form declares: seen to hold on most of their rows, then on all."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Final

from extraction.arithmetic.cell_relations import (
    CellRelation,
    FigureRelation,
    RatioRelation,
    SumRelation,
    Values,
)
from extraction.arithmetic.code_sums import code_sums
from extraction.arithmetic.column_totals import (
    column_steps,
    column_to_totals,
    line_label,
    totals_to_relations,
)
from extraction.arithmetic.quotients import quotient_laws
from extraction.arithmetic.row_laws import own_slots, refined, row_sums, says_something
from extraction.arithmetic.running_balances import closing_balances, running_balances
from extraction.arithmetic.slot_values import FormedTable, figure_lines, own_figures
from extraction.arithmetic.statement_sums import statement_sums
from extraction.arithmetic.unnamed_laws import columns_to_laws
from extraction.wording import plain
from schemas.table import TableColumn
from schemas.value import NUMERIC

FEWEST_ROWS: Final = 3
SOME: Final = 0.6
NEARLY_ALL: Final = 0.8
MOST_COLUMNS: Final = 24
FEWEST_PROOFS: Final = 2
PROVING: Final = 0.4
MANY_DIGITS: Final = 6
FEW_DIGITS: Final = 2
SEVERAL_DIGITS: Final = 4
CERTAIN_ROWS: Final = 6
LONG_FIGURE: Final = 1000
CERTAIN_RATIOS: Final = 4
RATIO_DIGITS: Final = 3
_TOTAL_HEAD: Final = re.compile(r"^(?:sub ?)?total\b|^suma\b|\btotal(?:es)?$")
_DIFFERENCE_HEAD: Final = re.compile(r"^dif|^saldo|^variaci|^balance|por ejecutar|^resto|^faltante")
_AMENDED_HEAD: Final = re.compile(r"vigente|modificado|actualizado|ajustado|definitivo|codificado|reformado")
_RATIO_HEAD: Final = re.compile(r"%|^porcentaje|^ejecuci|^avance|^participaci")
_STOCK: Final = re.compile(r"^saldo|^existencia|^disponib|\bal (?:inicio|final|cierre)\b")
_YEAR_ROLE: Final = re.compile(r"_(?:19|20)\d\d$")
_NO_AMOUNT: Final = re.compile(
    r"^n$|^no$|^nro$|^num|^cod(?!ific)|^item|^ano$|^gestion$|%|^porcentaje|^orden$|^clave"
)


def discovered_relations(table: FormedTable, values: Values) -> Iterator[CellRelation]:
    """Sums of codes, column totals and row laws of one table, as far as its own figures bear them out."""
    figures = _figure_columns(table, values)
    balances = _balances(table, figures, values)
    quotients = quotient_laws(table, figures, values)
    summed = [one for one in figures if one.index not in {*balances, *quotients}]
    coded = code_sums(table, summed, values)
    sums = [*coded.relations, *_column_totals(table, summed, values, coded.parents)]
    yield from sums
    yield from statement_sums(table, summed, values, {one.result for one in sums})
    for column in figures:
        yield from balances.get(column.index, ())
        yield from quotients.get(column.index, ())
    yield from _row_laws(table, figures, balances, values)


def sums_of_years(table: FormedTable, values: Values) -> Iterator[FigureRelation]:
    """Sums over a form's columns of years, beside them, where most rows of the table bear them out.

    Where two columns are, such as what was aimed at and what was achieved, the sum is the one that more rows
    bear out; the other is like it where all was achieved, and need not be elsewhere.
    """
    years = [column for column in table.table.columns if _YEAR_ROLE.search(column.role or "")]
    beside = [one for one in table.table.columns if one.type in NUMERIC and one not in years]
    if len(years) < 2:
        return
    laws = [_best_law([row_sums(table, column, years, ())], values, enough=SOME) for column in beside]
    holding = [[one for one in law if one.holds(values)] for law in laws]
    most = max(map(len, holding), default=0)
    for law, held in zip(laws, holding, strict=True):
        yield from law if len(held) == most else held


def _figure_columns(table: FormedTable, values: Values) -> list[TableColumn]:
    """Columns that hold amounts; numbering, codes and years are none."""
    named = [
        column
        for column in table.table.columns[:MOST_COLUMNS]
        if column.type in NUMERIC and not (_is_of_shares(column) or _NO_AMOUNT.search(plain(column.head)))
    ]
    printed = {
        col
        for line in table.lines
        for col, slot in own_figures(line, table, [column.index for column in named])
        if slot in values
    }
    return [column for column in named if column.index in printed]


def _is_of_shares(column: TableColumn) -> bool:
    """Whether a column is of percentages, by its values or any words of its header."""
    return column.type == "percent" or any("%" in name for name in column.path)


def _column_totals(
    table: FormedTable,
    figures: Sequence[TableColumn],
    values: Values,
    parents: Collection[tuple[int, int]],
) -> Iterator[SumRelation]:
    """Totals of columns. parents: lines that add up others, by row and level."""
    lines = [line for line in figure_lines(table) if (line.row, line.level) not in parents]
    totals = [
        total for column in figures for total in column_to_totals(column_steps(table, lines, column.index))
    ]
    of_any = [*totals_to_relations(totals, values, sure=False)]
    yield from _totals_of_one([one for one in of_any if len(one.plus) == 1], values)
    found = [one for one in of_any if len(one.plus) > 1]
    proven = _proven_rows(found, values)
    for relation in found:
        if relation.result.row in proven:
            yield relation.replace(sure=True)
        elif relation.holds(values) or _nearly_holds(relation, values) or _has_a_digit_off(relation, values):
            yield relation


def _totals_of_one(found: Sequence[SumRelation], values: Values) -> Iterator[SumRelation]:
    """Totals of groups of a single row, where several columns of that bear it out, and most."""
    rows = Counter(one.result.row for one in found)
    equal = [one for one in found if one.holds(values) and values[one.result]]
    proofs = Counter(row for row, _ in {(one.result.row, abs(values[one.result])) for one in equal})
    yield from (
        one.replace(sure=True)
        for one in found
        if proofs[row := one.result.row] >= FEWEST_PROOFS and proofs[row] > rows[row] / 2
    )


def _proven_rows(found: Sequence[SumRelation], values: Values) -> set[int]:
    """Rows that are totals beyond doubt: several of their columns add up, or one of long figures, and not
    only a few of many."""
    rows = Counter(one.result.row for one in found)
    proofs = [one for one in found if _proves(one, values)]
    proving = Counter(one.result.row for one in proofs)
    long = {one.result.row for one in proofs if abs(values[one.result]) >= 10**MANY_DIGITS}
    return {
        row
        for row, count in proving.items()
        if (count >= FEWEST_PROOFS or row in long) and count >= PROVING * rows[row]
    }


def _proves(relation: SumRelation, values: Values) -> bool:
    """Whether a sum that holds can be no chance: three figures and more that are not zero."""
    return relation.holds(values) and sum(values.get(slot, 0) != 0 for slot in relation.slots) > FEWEST_ROWS


def _nearly_holds(relation: SumRelation, values: Values) -> bool:
    """Whether a sum is off by one or two digits of many, as when figures in it were misread."""
    expected = relation.expected(values)
    if expected is None or relation.result not in values:
        return False
    gap = sum(digit != 0 for digit in (values[relation.result] - expected).as_tuple().digits)
    size = len(expected.as_tuple().digits)
    return (size >= MANY_DIGITS and gap <= FEW_DIGITS) or (size >= SEVERAL_DIGITS and gap <= 1)


def _has_a_digit_off(relation: SumRelation, values: Values) -> bool:
    """Whether a sum of several would hold if one of them had a digit more or fewer at either end.

    What is left of a rule beside a figure reads as a digit; a figure cut off at its cell's edge lacks one.
    """
    expected = relation.expected(values)
    if expected is None or relation.result not in values or len(relation.plus) < FEWEST_ROWS:
        return False
    off = values[relation.result] - expected
    long = len(values[relation.result].as_tuple().digits) >= SEVERAL_DIGITS
    return long and any(_is_a_digit_off(values[slot], values[slot] + off) for slot in relation.plus)


def _is_a_digit_off(one: Decimal, other: Decimal) -> bool:
    """Whether two figures differ by the first or the last digit of one of them."""
    shorter, longer = sorted((str(abs(one)), str(abs(other))), key=len)
    ends = longer[1:] == shorter or longer[:-1] == shorter
    return one * other > 0 and len(shorter) > 1 and ends


def _balances(
    table: FormedTable, figures: Sequence[TableColumn], values: Values
) -> dict[int, list[FigureRelation]]:
    """The columns of balances that most rows bear out, with what each balance follows from.

    Lines of totals repeat the last balance, or hold none.
    """
    laws: dict[int, list[FigureRelation]] = {}
    for at, column in enumerate(figures):
        if law := _best_law(running_balances(column, figures[:at], table), values):
            closing = closing_balances(column, table)
            laws[column.index] = [
                *law,
                *(one for one in closing if one.holds(values) or _nearly_holds(one, values)),
            ]
    return laws


def _row_laws(
    table: FormedTable,
    figures: Sequence[TableColumn],
    balances: Mapping[int, Sequence[FigureRelation]],
    values: Values,
) -> Iterator[FigureRelation]:
    unnamed = columns_to_laws(table, figures, values)
    # What is in hand at the end of each quarter does not add up to what is at the end of the year.
    stocks = {line.row for line in table.lines if _STOCK.search(plain(line_label(line)))}
    for at, column in enumerate(figures):
        carried = {one.result for one in balances.get(column.index, ())}
        law = _best_law(_laws(column, figures[:at], table), values)
        if not law and not carried and column.index in unnamed:
            law = [*row_sums(table, column, *unnamed[column.index])]
        law = refined(law, column, figures[:at], table, values)
        law = [one for one in law if one.result.row not in stocks or one.holds(values)]
        if len(law) > len(carried) or all(one.holds(values) for one in law):
            yield from (one for one in law if one.result not in carried)
    for column in table.table.columns:
        if column.type in NUMERIC and (_is_of_shares(column) or _RATIO_HEAD.search(plain(column.head))):
            laws = _ratio_laws(column, [one for one in figures if one.index != column.index], table)
            yield from _best_law(laws, values)


def _laws(
    column: TableColumn, before: Sequence[TableColumn], table: FormedTable
) -> Iterator[Sequence[FigureRelation]]:
    """What a column may be of those left of it, by its name: a sum, an amended plan, a difference."""
    head = plain(column.head)
    if _TOTAL_HEAD.search(head):
        for terms in _summed_columns(column, before):
            yield row_sums(table, column, terms, ())
    elif _AMENDED_HEAD.search(head):
        for first, second in pairwise(before[-3:]):
            yield row_sums(table, column, (first, second), ())
    elif _DIFFERENCE_HEAD.search(head):
        near = list(before[-4:])
        for second in reversed(near):
            for first in reversed([one for one in near if one.index < second.index]):
                yield row_sums(table, column, (first,), (second,))
                yield row_sums(table, column, (second,), (first,))


def _summed_columns(column: TableColumn, before: Sequence[TableColumn]) -> Iterator[tuple[TableColumn, ...]]:
    """The columns under the same head, those since the last total, all that are no totals, the totals."""
    totals = [one for one in before if _TOTAL_HEAD.search(plain(one.head))]
    last = totals[-1].index if totals else -1
    sisters = tuple(one for one in before if len(column.path) > 1 and one.path[:-1] == column.path[:-1])
    since = tuple(one for one in before if one.index > last)
    plain_ones = tuple(one for one in before if one not in totals)
    unique = dict.fromkeys((sisters, since, plain_ones, tuple(totals), tuple(before)))
    return (terms for terms in unique if len(terms) > 1)


def _ratio_laws(
    column: TableColumn, figures: Sequence[TableColumn], table: FormedTable
) -> Iterator[list[FigureRelation]]:
    near = [one for one in figures if one.index < column.index][-6:]
    for below in near:
        for above in near:
            if above.index == below.index:
                continue
            yield [
                RatioRelation(
                    result=own[column.index],
                    numerator=(own[above.index],),
                    denominator=(own[below.index],),
                    sure=False,
                )
                for line in table.lines
                if len(own := own_slots(line, table, (column, above, below))) == 3
            ]


def _best_law(
    laws: Iterable[Sequence[FigureRelation]], values: Values, enough: float = NEARLY_ALL
) -> list[FigureRelation]:
    """The law that most rows bear out; where fewer than `enough` of them do, only those on which it holds.

    Several rows of long figures that hold can be no chance: the others fail.
    """
    best: list[FigureRelation] = []
    most = (0, 0.0)
    for law in laws:
        telling = [one for one in law if one.result in values and says_something(one, values)]
        holding = [one for one in telling if one.holds(values)]
        share = len(holding) / len(telling) if telling else 0.0
        score = (len(holding), share)
        if share > SOME and len(holding) >= FEWEST_ROWS and score > most:
            best = list(law) if share >= enough or _is_no_chance(holding, values) else holding
            most = score
    return best


def _is_no_chance(holding: Sequence[FigureRelation], values: Values) -> bool:
    """Whether rows on which a law holds have long figures, and each its own; or ratios of several digits."""
    results = {abs(values[one.result]) for one in holding}
    ratios = all(isinstance(one, RatioRelation) for one in holding)
    digits = [len(result.as_tuple().digits) for result in results]
    precise = ratios and sum(count >= RATIO_DIGITS for count in digits) >= CERTAIN_RATIOS
    return precise or (len(results) >= CERTAIN_ROWS and median(results) >= LONG_FIGURE)
