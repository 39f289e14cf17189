"""Sums down the page of financial statements, told by their figures alone: results of what stands above.

A statement has few rows called totals: its results add up earlier results and what stands between, and
partial amounts in one column add up to an amount in the next. Long figures do not do so by chance.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from extraction.arithmetic.cell_relations import Slot, SumRelation, Values
from extraction.arithmetic.slot_values import FormedTable, figure_lines, own_figures
from extraction.wording import plain
from schemas.table import TableColumn, TableLine

LONG: Final = 6  # digits of a result, noughts at its end aside, that a sum of a usual shape proves
FEW, SEVERAL = 3, 5  # the same of a figure that is called a total, and of one whose sum is off by one digit
LONGER: Final = 7  # the same of any run of figures right above it, and of sums that are off by one digit
FEWEST: Final = 2  # figures in a sum that are not zero
MOST_LINES: Final = 120
TOTAL: Final = re.compile(r"^(?:sub ?)?total\b|^suma\b")
MOST: Final = 0.5  # share of the columns of a line that its sum holds in, or nearly


class _Shape(NamedTuple):
    """A sum by the lines that it adds and takes away, in columns `aside` to the left of its result."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    aside: int = 0


class _Statement(NamedTuple):
    """The figures of a table by line and place of the column; the results among them; and those whose words,
    in the column of words nearest to their left, call them totals."""

    figures: Mapping[int, Mapping[int, Slot]]
    results: set[tuple[int, int]]
    called: set[tuple[int, int]]


def statement_sums(
    table: FormedTable, columns: Sequence[TableColumn], values: Values, known: Collection[Slot]
) -> Iterator[SumRelation]:
    """The sums of a table without declared ones. known: results of sums that are known already."""
    lines = figure_lines(table)[:MOST_LINES]
    order = [column.index for column in columns]
    figures = {
        at: {order.index(col): slot for col, slot in own_figures(line, table, order) if slot in values}
        for at, line in enumerate(lines)
    }
    placed = [(at, place, slot) for at, own in figures.items() for place, slot in own.items()]
    results = {(at, place) for at, place, slot in placed if slot in known}
    called = {(at, place) for at, place, slot in placed if TOTAL.search(_words_beside(lines[at], slot.col))}
    statement = _Statement(figures, results, called)
    for at in figures:
        if shape := _shape_that_holds(at, statement, values):
            yield from _sums_of_line(at, shape, statement, values)


def _words_beside(line: TableLine, col: int) -> str:
    """The words nearest to the left of a column."""
    entries = [entry.entry.text for other, entry in sorted(line.entries.items()) if other < col]
    return next((plain(text) for text in reversed(entries) if any(map(str.isalpha, text))), "")


def _sums_of_line(at: int, shape: _Shape, statement: _Statement, values: Values) -> Iterator[SumRelation]:
    """The sums of one shape in all columns of a line, where it holds, or nearly, in most of them.

    Only in those called totals, where some are: the two sides of a balance have lines of their own.
    """
    found = {
        place: relation
        for place, slot in _open(at, statement).items()
        if (relation := _relation(shape, slot, place, statement)) and _says_something(relation, values)
    }
    called = {place: one for place, one in found.items() if (at, place) in statement.called}
    found = called or found
    near = {place: one for place, one in found.items() if _holds_or_nearly(one, values)}
    if len(near) > MOST * len(found):
        statement.results.update((at, place) for place in near)
        yield from near.values()


def _open(at: int, statement: _Statement) -> dict[int, Slot]:
    """The figures of a line that are no results yet."""
    own = statement.figures[at].items()
    return {place: slot for place, slot in own if (at, place) not in statement.results}


def _shape_that_holds(at: int, statement: _Statement, values: Values) -> _Shape | None:
    """The sum that some column of a line bears out; else a usual one that is off by a digit there."""
    own = _open(at, statement)
    for place, slot in own.items():
        least = FEW if (at, place) in statement.called else LONG
        for shape in _usual_shapes(at, place, statement):
            relation = _relation(shape, slot, place, statement)
            if relation and _proves(relation, values, least):
                return shape
        for shape in _runs_above(at, place, statement):
            relation = _relation(shape, slot, place, statement)
            if relation and _proves(relation, values, LONGER):
                return shape
    for place, slot in own.items():
        least = SEVERAL if (at, place) in statement.called else LONGER
        for shape in _usual_shapes(at, place, statement):
            relation = _relation(shape, slot, place, statement)
            if relation and _is_off_by_a_digit(relation, values, least):
                return shape
    return None


def _usual_shapes(at: int, place: int, statement: _Statement) -> list[_Shape]:
    """What a line may add up: what stands since the last result, with it or not; results; all; the column to
    its left, down from the last figure of its own."""
    figures = statement.figures
    above = [line for line in range(at) if place in figures[line]]
    totals = [line for line in above if (line, place) in statement.results]
    since = [line for line in above if not totals or line > totals[-1]]
    items = [line for line in above if line not in totals]
    shapes = [
        _Shape(tuple(lines)) for lines in (since, [*totals[-1:], *since], totals, totals[-2:], above, items)
    ]
    if len(totals) > 1:
        shapes.append(_Shape((totals[-2],), (totals[-1],)))
    first = above[-1] + 1 if above else 0
    left = tuple(line for line in range(first, at) if place - 1 in figures[line])
    if left and place:
        shapes += [_Shape(left, aside=1), _Shape((), left, aside=1)]
    return list(dict.fromkeys(shapes))


def _runs_above(at: int, place: int, statement: _Statement) -> Iterator[_Shape]:
    """The last two figures above a line, the last three, and so on."""
    above = [line for line in range(at) if place in statement.figures[line]]
    for first in range(len(above) - FEWEST, -1, -1):
        yield _Shape(tuple(above[first:]))


def _relation(shape: _Shape, result: Slot, place: int, statement: _Statement) -> SumRelation | None:
    """The sum of a shape for the figure of one column."""
    column, figures = place - shape.aside, statement.figures
    plus, minus = (
        tuple(figures[line][column] for line in lines if column in figures[line])
        for lines in (shape.plus, shape.minus)
    )
    rule = "difference" if minus and plus else "column_sum"
    if len(plus) + len(minus) < FEWEST or result in (*plus, *minus):
        return None
    return SumRelation(rule=rule, result=result, plus=plus, minus=minus, sure=False)


def _says_something(relation: SumRelation, values: Values) -> bool:
    return sum(values[slot] != 0 for slot in (*relation.plus, *relation.minus)) >= FEWEST


def _proves(relation: SumRelation, values: Values, least: int) -> bool:
    """Whether a sum holds that can be no chance."""
    return relation.holds(values) and _says_something(relation, values) and _digits(relation, values) >= least


def _is_off_by_a_digit(relation: SumRelation, values: Values, least: int) -> bool:
    """Whether one digit of a long result is another than the sum says, as where a figure is misprinted."""
    long = _digits(relation, values) >= least and _says_something(relation, values)
    return long and _is_nearly_right(relation, values, most=1)


def _holds_or_nearly(relation: SumRelation, values: Values) -> bool:
    """Whether a sum holds, is off by a few digits, or by the sign of one of its figures."""
    return relation.holds(values) or _is_nearly_right(relation, values) or _is_off_by_a_sign(relation, values)


def _is_off_by_a_sign(relation: SumRelation, values: Values) -> bool:
    """Whether a sum is off by twice one of its figures, as where the sign of that is lost."""
    expected = relation.expected(values)
    if expected is None:
        return False
    off = abs(values[relation.result] - expected)
    return any(off == 2 * abs(values[slot]) for slot in (relation.result, *relation.plus, *relation.minus))


def _is_nearly_right(relation: SumRelation, values: Values, most: int = 2) -> bool:
    """Whether a result is as large as the sum, and off by a few digits at the most."""
    expected, result = relation.expected(values), values[relation.result]
    if expected is None or expected * result <= 0 or expected.adjusted() != result.adjusted():
        return False
    return sum(digit != 0 for digit in (result - expected).as_tuple().digits) <= most


def _digits(relation: SumRelation, values: Values) -> int:
    """How many digits the result has, noughts at its end aside."""
    digits = values[relation.result].as_tuple().digits
    return len("".join(map(str, digits)).rstrip("0"))
