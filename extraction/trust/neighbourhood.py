"""What stands around a figure in its table: how full, how clean and how alike its neighbours are."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from extraction.readings.by_column import first_count
from extraction.readings.shapes import is_amount, is_dash, shape
from extraction.trust.cut_columns import columns_cut_apart
from schemas.base import Frozen
from schemas.document import HEADS
from schemas.form import Form
from schemas.geometry import Box
from schemas.reading import TextLine
from schemas.table import Entry, LogicalTable, TableCell
from schemas.value import NUMERIC, ValueType

SCORE_FLOOR: Final = 0.005
FEWEST_ALIKE: Final = 4
FEWEST_FILLED: Final = 7
# Of a line's height.
EDGE: Final = 0.1
APART: Final = 0.2
# Of a cell's width: a narrow column breaks a number where it is full.
FULL_LINE: Final = 0.5
SAME_LINE: Final = 0.5
OVERLAID: Final = 0.33  # of a blank's width
NEARLY_ALL: Final = 0.8  # share of the rows of a table
BLANK_AMID: Final = re.compile(r"\d\s+\d")

Place = tuple[int, int]
Key = TypeVar("Key", bound=Hashable)


class Neighbourhood(Frozen):
    """A cell's neighbourhood, in shares 0 to 1 unless said otherwise.

    amid: of the other figure cells of its table on its page, those blank, stacked, merged or not to be read.
    quality: mean score of the reader over its table on its page, as `log_score`. column_filled, row_filled:
    of the other figure cells of its column (its row) on its page, those with text. decimals: of the column's
    figures on its page, the share with each number of decimals. left: its left edge in pixels of the upright
    page. figure: it stands where figures stand. total: in a total. carries: its form says that a blank there
    is meant, as the value above holds on or a total leaves it out. uneven: it is a stack beside a stack of
    another height. fused: it is over places of several figures and may hold them run together. touching: how
    near ink with digits in other cells of its row comes, 1 where it meets its own, 0 from a fifth of the
    line's height on, as figures of two columns are hardly ever so near. lone_minus: it is the only figure
    below zero in its column on its page, and what is left of a rule may pass for its sign. loose: its figure
    is on several lines, the first of which leaves room for the digits of the next: they may be of two rows.
    lone_blank: it is the only blank in its column of codes or dates on its page. lone_year: it is a year
    alone in a column of days: the rest of its date may stand in another cell. in_head: it is a figure among
    headings, which may belong to another table. half_row: it is a blank of a row that may be half of
    another: one has no words, and figures just where the next has none; or few figures, where nearly all
    rows have words. overlaid: it is a blank that figures of another cell of its row stand over, which may be
    its own. cut_apart: its column may be half of one. uncounted: it has no number where its column counts up.
    mark: how large a mark in it is that was read as nothing, 1 where it is as large as a figure.
    """

    amid: float = 0.0
    quality: float = 1.0
    column_filled: float = 0.0
    row_filled: float = 0.0
    decimals: Mapping[int, float] = {}
    left: float | None = None
    figure: bool = False
    total: bool = False
    carries: bool = False
    uneven: bool = False
    fused: bool = False
    touching: float = 0.0
    lone_minus: bool = False
    loose: bool = False
    lone_blank: bool = False
    lone_year: bool = False
    in_head: bool = False
    half_row: bool = False
    overlaid: bool = False
    cut_apart: bool = False
    uncounted: bool = False
    mark: float = 0.0


def log_score(score: float) -> float:
    """A reader's score on a logarithmic scale: 0.995 and more is 1, a half an eighth."""
    return -math.log(1 + SCORE_FLOOR - score) / -math.log(SCORE_FLOOR)


def table_to_neighbourhoods(table: LogicalTable, form: Form | None = None) -> dict[Place, Neighbourhood]:
    """The surroundings of each cell of a table, by row and column; form: its declaration, if it has one."""
    numeric = {column.index for column in table.columns if column.type in NUMERIC}
    figures = [cell for cell in table.cells if cell.col in numeric and cell.role in {"body", "total"}]
    on_page = _grouped(figures, lambda cell: cell.page)
    in_column = _grouped(figures, _page_column)
    in_row = _grouped(figures, lambda cell: cell.row)
    decimals = {key: _decimal_shares(cells) for key, cells in in_column.items()}
    page_counts, column_counts, row_counts = _counts(on_page), _counts(in_column), _counts(in_row)
    quality = {page: _quality(table.cells, page) for page in {cell.page for cell in table.cells}}
    known = {(cell.row, cell.col) for cell in figures}
    carried = _carried_columns(table, form)
    heights = _stack_heights(table)
    touching = _nearness(figures)
    lone = {place for cells in in_column.values() for place in _lone_minus(cells)}
    blanks = set(_lone_blanks(table))
    dated = _columns_of_days(table)
    halves = _half_rows(table, numeric)
    overlaid = set(_overlaid_blanks(figures))
    in_heads = set(_figures_in_heads(table))
    halved = columns_cut_apart(table)
    uncounted = set(_uncounted(table))

    def around(cell: TableCell) -> Neighbourhood:
        figure = (cell.row, cell.col) in known
        return Neighbourhood(
            amid=_doubtful_share(page_counts.get(cell.page), cell, figure),
            quality=quality[cell.page],
            column_filled=_filled_share(column_counts.get(_page_column(cell)), cell, figure),
            row_filled=_filled_share(row_counts.get(cell.row), cell, figure),
            decimals=decimals.get(_page_column(cell), {}),
            left=cell.box.x0 if cell.box else None,
            figure=figure,
            total=cell.role == "total",
            carries=cell.col in carried or (form is not None and cell.role == "total"),
            uneven=len(cell.entries) > 1 and len(heights[cell.row]) > 1,
            fused=figure and _may_be_fused(cell, numeric),
            touching=touching.get((cell.row, cell.col), 0.0),
            lone_minus=(cell.row, cell.col) in lone,
            loose=figure and _is_loose(cell),
            lone_blank=(cell.row, cell.col) in blanks,
            lone_year=cell.col in dated and shape(cell.text) == "year",
            in_head=(cell.row, cell.col) in in_heads,
            half_row=figure and not cell.text and cell.row in halves,
            overlaid=(cell.row, cell.col) in overlaid,
            cut_apart=bool(cell.text) and cell.role not in HEADS and _page_column(cell) in halved,
            uncounted=(cell.row, cell.col) in uncounted,
            mark=cell.mark,
        )

    return {(cell.row, cell.col): around(cell) for cell in table.cells}


def _figures_in_heads(table: LogicalTable) -> Iterator[Place]:
    """The figures among headings, but for years and the numbers of columns."""
    heads = [cell for cell in table.cells if cell.role in HEADS and shape(cell.text) == "number"]
    for row in _grouped(heads, lambda cell: cell.row).values():
        numbers = [int(cell.text) for cell in row if cell.text.strip().isdigit()]
        are_counted = len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
        yield from ((cell.row, cell.col) for cell in row if is_amount(cell.text) or not are_counted)


def _may_be_fused(cell: TableCell, numeric: Collection[int]) -> bool:
    """Whether a cell has a figure over several columns of figures, or one with a blank in it over rows."""
    if len(cell.entries) != 1 or not any(char.isdigit() for char in cell.text):
        return False
    over_columns = sum(col in numeric for col in range(cell.col, cell.col + cell.col_span)) > 1
    return over_columns or (cell.row_span > 1 and BLANK_AMID.search(cell.text) is not None)


def _nearness(figures: Sequence[TableCell]) -> dict[Place, float]:
    """By cell, how near digits of other cells in its row stand to its own, on the same line of print."""
    found: dict[Place, float] = {}
    for cells in _grouped(figures, lambda cell: cell.row).values():
        inked = sorted(
            (line.bbox, (cell.row, cell.col))
            for cell in cells
            for entry in cell.entries
            for line in _digit_lines(entry)
            if line.bbox
        )
        for (left, place), (right, other) in _beside(inked):
            height = max(1.0, min(left.y1 - left.y0, right.y1 - right.y0))
            near = min(1.0, max(0.0, 1 - (right.x0 - left.x1) / (APART * height)))
            for one in (place, other):
                found[one] = max(found.get(one, 0.0), near)
    return found


def _overlaid_blanks(figures: Sequence[TableCell]) -> Iterator[Place]:
    """The places of blanks that digits of another cell of their row stand over."""
    for cells in _grouped(figures, lambda cell: cell.row).values():
        inked = [line.bbox for cell in cells for entry in cell.entries for line in _digit_lines(entry)]
        for cell in cells:
            box = None if cell.text else cell.box
            if box and any(
                one and min(one.x1, box.x1) - max(one.x0, box.x0) > OVERLAID * box.width for one in inked
            ):
                yield cell.row, cell.col


def _beside(inked: Sequence[tuple[Box, Place]]) -> Iterator[tuple[tuple[Box, Place], tuple[Box, Place]]]:
    """Boxes of print beside each other on one line and in different cells, given from left to right."""
    for at, one in enumerate(inked):
        for other in inked[at + 1 :]:
            overlap = min(one[0].y1, other[0].y1) - max(one[0].y0, other[0].y0)
            if overlap > SAME_LINE * min(one[0].y1 - one[0].y0, other[0].y1 - other[0].y0):
                if one[1] != other[1]:
                    yield one, other
                break


def _digit_lines(entry: Entry) -> Iterator[TextLine]:
    return (line for line in entry.lines if any(char.isdigit() for char in line.text))


def decimal_places(value: str) -> int:
    """How many decimals a canonical number shows."""
    return len(value.partition(".")[2])


def _stack_heights(table: LogicalTable) -> dict[int, set[int]]:
    """How many values the stacks of each row hold."""
    heights: dict[int, set[int]] = defaultdict(set)
    for cell in table.cells:
        if len(cell.entries) > 1:
            heights[cell.row].add(len(cell.entries))
    return heights


def _carried_columns(table: LogicalTable, form: Form | None) -> set[int]:
    names = {column.name for column in form.columns if column.carry_down} if form else set()
    return {column.index for column in table.columns if column.role in names}


def _page_column(cell: TableCell) -> tuple[int, int]:
    return cell.page, cell.col


def _grouped(cells: Iterable[TableCell], key: Callable[[TableCell], Key]) -> dict[Key, list[TableCell]]:
    groups: dict[Key, list[TableCell]] = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return groups


class _Count(NamedTuple):
    cells: int
    filled: int
    doubtful: int


def _counts(groups: Mapping[Key, Sequence[TableCell]]) -> dict[Key, _Count]:
    return {
        key: _Count(len(cells), sum(bool(cell.text) for cell in cells), sum(map(_is_doubtful, cells)))
        for key, cells in groups.items()
    }


def _filled_share(count: _Count | None, own: TableCell, is_among: bool) -> float:
    return _others_share(count and (count.cells, count.filled), bool(own.text), is_among)


def _doubtful_share(count: _Count | None, own: TableCell, is_among: bool) -> float:
    return _others_share(count and (count.cells, count.doubtful), _is_doubtful(own), is_among)


def _others_share(count: tuple[int, int] | None, own: bool, is_among: bool) -> float:
    """The share among the other cells; 0 where there are none."""
    others, having = count or (0, 0)
    if is_among:
        others, having = others - 1, having - own
    return having / others if others else 0.0


def _is_doubtful(cell: TableCell) -> bool:
    unread = cell.value is None and not is_dash(cell.text)
    return unread or cell.row_span > 1 or cell.col_span > 1


def _decimal_shares(cells: Sequence[TableCell]) -> dict[int, float]:
    values = [cell.value.value for cell in cells if cell.value and cell.value.type in NUMERIC]
    if len(values) < FEWEST_ALIKE:
        return {}
    return {places: count / len(values) for places, count in Counter(map(decimal_places, values)).items()}


def _lone_minus(cells: Sequence[TableCell]) -> tuple[Place, ...]:
    """The place of the only figure below zero among those of a column, if there is one."""
    known = [cell for cell in cells if cell.value and cell.value.type in NUMERIC]
    below = tuple((cell.row, cell.col) for cell in known if cell.value and cell.value.value.startswith("-"))
    return below if len(below) == 1 and len(known) >= FEWEST_ALIKE else ()


def _lone_blanks(table: LogicalTable) -> Iterator[Place]:
    """The places of blanks in columns of codes or dates that all other rows of the page fill."""
    filled = {column.index for column in table.columns if column.type in {"code", "date"}}
    body = [cell for cell in table.cells if cell.role == "body" and cell.col in filled]
    for cells in _grouped(body, _page_column).values():
        blank = [(cell.row, cell.col) for cell in cells if not cell.text]
        if len(blank) == 1 and len(cells) > FEWEST_FILLED:
            yield blank[0]


def _uncounted(table: LogicalTable) -> Iterator[Place]:
    """The places without a number in columns of which nearly all rows count up."""
    body = [cell for cell in table.cells if cell.role == "body"]
    for cells in _grouped(body, lambda cell: cell.col).values():
        ordered = sorted(cells, key=lambda cell: cell.row)
        blank = [(cell.row, cell.col) for cell in ordered if cell.value is None]
        if first_count(ordered) is not None and len(blank) < len(cells) / 2:
            yield from blank


def _half_rows(table: LogicalTable, numeric: set[int]) -> set[int]:
    """The rows that may be halves of one: figures without a word, next to words and all other figures.

    Where a page bends, the figures of a row stand higher on one side than its name on the other. Or a few
    figures without a word next to words, where nearly all rows have words: what was broken of its figures.
    """
    filled: dict[int, set[int]] = defaultdict(set)
    body = {cell.row for cell in table.cells if cell.role == "body"}
    for cell in table.cells:
        if cell.role in {"body", "total"} and cell.text:
            filled[cell.row].add(cell.col)
    worded = {row for row, own in filled.items() if own - numeric}
    are_named = len(filled) > FEWEST_ALIKE and len(worded) >= NEARLY_ALL * len(filled)
    few = {row for row, own in filled.items() if row in body and own < numeric and are_named}
    return {row for row in few if worded & {row - 1, row + 1}} | {
        row
        for one, own in filled.items()
        for other in (one - 1, one + 1)
        if {one, other} <= body and own < numeric and (named := filled.get(other, set())) - numeric
        if own | named >= numeric and not own & named and named & numeric
        for row in (one, other)
    }


def _columns_of_days(table: LogicalTable) -> set[int]:
    """The columns that hold days in most of their cells with text."""
    texts: dict[int, list[bool]] = defaultdict(list)
    for cell in table.cells:
        if cell.role == "body" and cell.text:
            texts[cell.col].append(cell.value is not None and cell.value.type == "date")
    return {col for col, days in texts.items() if sum(days) >= max(FEWEST_ALIKE, len(days) / 2)}


def _is_loose(cell: TableCell) -> bool:
    """Whether a cell's only figure is broken over lines of which the first fills little of its width."""
    if len(cell.entries) != 1 or cell.box is None or cell.value is None:
        return False
    boxes = [line.bbox for line in _digit_lines(cell.entries[0])]
    if len(boxes) < 2 or boxes[0] is None:
        return False
    return boxes[0].x1 - boxes[0].x0 < FULL_LINE * (cell.box.x1 - cell.box.x0)


def _quality(cells: Iterable[TableCell], page: int) -> float:
    scores = [
        log_score(line.confidence)
        for cell in cells
        if cell.page == page
        for entry in cell.entries
        for line in entry.lines
        if line.confidence is not None
    ]
    return sum(scores) / len(scores) if scores else 1.0


def odd_decimals(value_type: ValueType, value: str, around: Neighbourhood) -> float:
    """The share of the column's figures that show another number of decimals than `value`."""
    if value_type not in NUMERIC or not around.decimals:
        return 0.0
    return 1 - around.decimals.get(decimal_places(value), 0.0)


def touches_edge(entry: Entry, around: Neighbourhood) -> bool:
    """Whether a line begins right at the cell's left edge, where its first digits may have been cut off."""
    if around.left is None:
        return False
    boxes = [line.bbox for line in entry.lines if line.bbox is not None]
    return any(box.x0 - around.left < EDGE * max(1.0, box.y1 - box.y0) for box in boxes)
