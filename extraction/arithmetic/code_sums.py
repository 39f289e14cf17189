"""Sums that the codes of a classification declare: each entry adds up the entries right below it.

Codes go deeper by a part ("2", "2.1", "2.1.03"), by a digit ("2", "21", "213") or by a zero less ("2000",
"2100", "2130").
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extraction.arithmetic.cell_relations import SumRelation, Values
from extraction.arithmetic.slot_values import FormedTable, own_figures
from schemas.table import TableColumn, TableLine

FEWEST_PARENTS: Final = 2  # codes above others
FEWEST: Final = 3  # sums that hold
FEWEST_WHOLE: Final = 2  # columns, all of whose sums hold
MOSTLY: Final = 0.6  # share of a column's cells that are codes, and of the sums that hold
MOST_CODE_COLUMNS: Final = 3  # from the left, among which the codes are looked for
FEWEST_TELLING: Final = 3  # figures of a sum that are not zero
# A name may stand right behind a long code: readers lose the blank.
_CODE: Final = re.compile(r"^\W{0,2}(\d[\d.\-]*?)[.\-)]*(?:\s|$|(?<=\d{5})(?=[A-ZÁÉÍÓÚ][a-záéíóú]))")
_ZEROS: Final = re.compile(r"(?<=\d)0+$")
Path = tuple[str, ...]


class CodeSums(NamedTuple):
    """The sums of a table's codes, and the lines that are such sums, by row and level."""

    relations: tuple[SumRelation, ...] = ()
    parents: frozenset[tuple[int, int]] = frozenset()


def code_sums(table: FormedTable, figures: Sequence[TableColumn], values: Values) -> CodeSums:
    """The sums over the codes of the first column that bears them out; none where hardly any holds."""
    for column in table.table.columns[:MOST_CODE_COLUMNS]:
        family = _family(_paths(table, column.index))
        if len(family) < FEWEST_PARENTS:
            continue
        found = _borne_out([_column_sums(table, one.index, family) for one in figures], values)
        if found:
            parents = frozenset((line.row, line.level) for line, _ in family)
            return CodeSums(tuple(sum_ for sums in found for sum_ in sums), parents)
    return CodeSums()


def _borne_out(columns: Sequence[Sequence[SumRelation]], values: Values) -> list[Sequence[SumRelation]]:
    """The columns whose sums hold: most of several, or as many as not where columns beside them bear all out.

    Few groups tell little in one column alone; shares and balances add up in none.
    """
    telling = [[one for one in sums if _tells(one, values)] for sums in columns]
    holding = [sum(one.holds(values) for one in sums) for sums in telling]
    counts = list(zip(columns, telling, holding, strict=True))
    whole = [held for _, told, held in counts if held == len(told) > 0]
    beside = len(whole) >= FEWEST_WHOLE and sum(whole) >= FEWEST
    return [
        sums
        for sums, told, held in counts
        if held >= max(FEWEST, MOSTLY * len(told)) or (beside and 2 * held >= len(told) > 0)
    ]


def _paths(table: FormedTable, col: int) -> list[tuple[TableLine, Path]]:
    """The lines with a code of their own in a column, and its parts; none where other print fills it."""
    lines = [
        line
        for line in table.lines
        if line.role in {"body", "section"} and col in line.entries and not line.entries[col].carried
    ]
    texts = {line.row: line.entries[col].entry.text for line in lines}
    codes = [(line, match.group(1)) for line in lines if (match := _CODE.match(texts[line.row]))]
    if len(codes) < MOSTLY * len(lines):
        return []
    parted = any(sum(mark in code for mark in ".-") for _, code in codes)
    zeros = not parted and len({len(code) for _, code in codes}) == 1
    return [(line, _path(code, parted, zeros)) for line, code in codes]


def _path(code: str, parted: bool, zeros: bool) -> Path:
    if parted:
        return tuple(re.split(r"[.\-]+", code))
    return tuple(_ZEROS.sub("", code) if zeros else code)


def _family(codes: Sequence[tuple[TableLine, Path]]) -> list[tuple[TableLine, list[TableLine]]]:
    """Each line whose code begins that of others below it, with those whose nearest such line it is."""
    children: list[tuple[TableLine, list[TableLine]]] = []
    above: list[tuple[Path, list[TableLine]]] = []
    for line, path in codes:
        while above and not (len(above[-1][0]) < len(path) and path[: len(above[-1][0])] == above[-1][0]):
            above.pop()
        if above:
            above[-1][1].append(line)
        own: list[TableLine] = []
        children.append((line, own))
        above.append((path, own))
    return [(line, below) for line, below in children if below]


def _column_sums(
    table: FormedTable, col: int, family: Sequence[tuple[TableLine, list[TableLine]]]
) -> list[SumRelation]:
    """The sums of one column."""
    slots = {
        (line.row, line.level): slot
        for parent, below in family
        for line in (parent, *below)
        for _, slot in own_figures(line, table, [col])
    }
    found = []
    for parent, below in family:
        plus = tuple(slots[line.row, line.level] for line in below if (line.row, line.level) in slots)
        if plus and (parent.row, parent.level) in slots:
            result = slots[parent.row, parent.level]
            found.append(SumRelation(rule="group_sum", result=result, plus=plus, sure=False))
    return found


def _tells(relation: SumRelation, values: Values) -> bool:
    return sum(values.get(slot, 0) != 0 for slot in relation.slots) >= FEWEST_TELLING
