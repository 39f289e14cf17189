"""Sums down the page of financial statements, told by their figures alone: results of what stands above.

A statement has few rows called totals: its results add up earlier results and what stands between, and
partial amounts in one column add up to an amount in the next. Long figures do not do so by chance.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from extraction.arithmetic.cell_relations import Slot, SumRelation, Values
from extraction.arithmetic.slot_values import FormedTable, figure_lines, own_figures
from schemas.table import TableColumn

LONG: Final = 6  # digits of a result, noughts at its end aside, that a sum of a usual shape proves
LONGER: Final = 7  # the same of any run of figures right above it, and of sums that are off by one digit
FEWEST: Final = 2  # figures in a sum that are not zero
MOST_LINES: Final = 120
MOST: Final = 0.5  # share of the columns of a line that its sum holds in, or nearly


class _Shape(NamedTuple):
    """A sum by the lines that it adds and takes away, in columns `aside` to the left of its result."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    aside: int = 0


Figures = Mapping[int, Mapping[int, Slot]]  # by line, by place of the column


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
    results = {at for at, own in figures.items() if any(slot in known for slot in own.values())}
    for at, own in figures.items():
        if at in results:
            continue
        shape = _shape_that_holds(at, figures, results, values)
        if shape is None:
            continue
        found = [
            relation
            for place, slot in own.items()
            if (relation := _relation(shape, slot, place, figures)) and _says_something(relation, values)
        ]
        near = [one for one in found if one.holds(values) or _is_nearly_right(one, values)]
        if len(near) > MOST * len(found):
            results.add(at)
            yield from near


def _shape_that_holds(at: int, figures: Figures, results: Collection[int], values: Values) -> _Shape | None:
    """The sum that some column of a line bears out; else a usual one that is off by a digit there."""
    for place, slot in figures[at].items():
        usual = _usual_shapes(at, place, figures, results)
        for shape in usual:
            relation = _relation(shape, slot, place, figures)
            if relation and _proves(relation, values, LONG):
                return shape
        for shape in _runs_above(at, place, figures):
            relation = _relation(shape, slot, place, figures)
            if relation and _proves(relation, values, LONGER):
                return shape
    for place, slot in figures[at].items():
        for shape in _usual_shapes(at, place, figures, results):
            relation = _relation(shape, slot, place, figures)
            if relation and _is_off_by_a_digit(relation, values):
                return shape
    return None


def _usual_shapes(at: int, place: int, figures: Figures, results: Collection[int]) -> list[_Shape]:
    """What a line may add up: what stands since the last result, with it or not; results; all; the column to
    its left, down from the last figure of its own."""
    above = [line for line in range(at) if place in figures[line]]
    totals = [line for line in above if line in results]
    since = [line for line in above if not totals or line > totals[-1]]
    items = [line for line in above if line not in results]
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


def _runs_above(at: int, place: int, figures: Figures) -> Iterator[_Shape]:
    """The last two figures above a line, the last three, and so on."""
    above = [line for line in range(at) if place in figures[line]]
    for first in range(len(above) - FEWEST, -1, -1):
        yield _Shape(tuple(above[first:]))


def _relation(shape: _Shape, result: Slot, place: int, figures: Figures) -> SumRelation | None:
    """The sum of a shape for the figure of one column."""
    column = place - shape.aside
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


def _is_off_by_a_digit(relation: SumRelation, values: Values) -> bool:
    """Whether one digit of a long result is another than the sum says, as where a figure is misprinted."""
    long = _digits(relation, values) >= LONGER and _says_something(relation, values)
    return long and _is_nearly_right(relation, values, most=1)


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
