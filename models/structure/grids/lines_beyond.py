"""Lines printed right above the first rule of a table and below its last one, made rows of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.found_table import FoundTable
from models.structure.grids.columns import Line, column_of, lanes, row_lines, with_lanes
from models.structure.grids.lattice import Slot, lattice_to_slots, rules_to_lattice
from models.structure.grids.unprinted_rules import with_unprinted_rules
from models.structure.grids.unruled import SAME
from models.structure.grids.wrapped_ends import goes_on_below
from models.structure.pieces import crosses, line_height, pieces_in, rows_of
from schemas.geometry import Box, union

OVERLAP = 0.1  # line heights that the lines of a name share with the figures beside them
ALIGNED = 0.4  # line heights between the ends of figures in one column
SURE_FIGURES = 3  # of a line, each below others, that make it one of totals
ROOM = 12.0  # line heights below the last print in which wrapped texts may end
TITLE_LINES, OFF_CENTRE = 2, 0.05  # column lines under a title, and share of the width it is off the middle
CENTRED = 2.5  # line heights by which a name may stand off the middle of the cell it is set in


@dataclass(frozen=True)
class HeaderOptions:
    """What counts as a header above a table; blanks in line heights.

    gap, line_gap: above the table, and between the header's lines. filled: share of the columns that the
    header names, `fewest_columns` at least; abreast: share of those that one of its lines has print in, as
    titles with labels and values under them have not. margin: above the header. paragraph: share of the
    table's width; a line of text has a piece as wide. crossing: share of a last row's pieces that a stamp may
    have carried over the edge of their column. most_below: rows below the last rule. crowded: pieces of one
    of them for each column that it fills, at most.
    """

    gap: float = 1.3
    line_gap: float = 0.6
    filled: float = 0.6
    abreast: float = 0.5
    fewest_columns: int = 3
    margin: float = 0.3
    paragraph: float = 0.45
    crossing: float = 0.2
    most_below: int = 80
    crowded: float = 1.5


def with_rows_below(
    table: FoundTable, pieces: Sequence[Box], others: Sequence[FoundTable], options: HeaderOptions
) -> FoundTable:
    """The table with the lines right below it that are rows of it, `most_below` at most.

    Where those are more than its own rows, they tell of columns that rules do not part in its header.
    """
    ruled, rows = table, len({slot.row for slot in table.slots})
    for _ in range(options.most_below):
        longer = with_row_below(table, pieces, others, options)
        if longer is table:
            break
        table = longer
    if len({slot.row for slot in table.slots}) <= 2 * rows:
        return table
    box = table.bbox._replace(y0=ruled.bbox.y1)
    lines = rows_of(pieces_in(box, pieces))
    xs = sorted({slot.bbox.x0 for slot in table.slots} - {box.x0})
    for lane in with_lanes(xs, lanes(lines, box.x0, box.x1), lines):
        if lane not in xs:
            table = _parted_at(table, lane, pieces)
    return table


def _parted_at(table: FoundTable, x: float, pieces: Sequence[Box]) -> FoundTable:
    """The table with one more column: its cells parted at x, but for those whose print runs over that."""
    col = max(slot.col for slot in table.slots if slot.bbox.x0 < x)
    slots: list[Slot] = []
    for slot in table.slots:
        if slot.bbox.x1 <= x or slot.bbox.x0 >= x:
            slots.append(replace(slot, col=slot.col + (slot.bbox.x0 >= x)))
        elif any(crosses(piece, x) for piece in pieces_in(slot.bbox, pieces)):
            slots.append(replace(slot, col_span=slot.col_span + 1))
        else:
            left, right = slot.bbox._replace(x1=x), slot.bbox._replace(x0=x)
            slots.append(replace(slot, col_span=col + 1 - slot.col, bbox=left))
            span = slot.col + slot.col_span - col
            slots.append(replace(slot, col=col + 1, col_span=span, bbox=right))
    return replace(table, slots=tuple(slots))


def with_row_below(
    table: FoundTable, pieces: Sequence[Box], others: Sequence[FoundTable], options: HeaderOptions
) -> FoundTable:
    """The table with the line right below it, if that fills most of its columns and none of the `others`.

    The last row of a table with shaded rows, its totals for the most part, has no edge below it; totals may
    fill few columns.
    """
    xs = sorted({slot.bbox.x0 for slot in table.slots} | {table.bbox.x1})
    height = line_height(pieces_in(table.bbox, pieces) or pieces)
    table = _with_wrapped_ends(table, pieces, others, xs, height, options)
    reach = table.bbox.y1 + (options.line_gap + 1.5) * height
    below = Box(table.bbox.x0 - height, table.bbox.y1, table.bbox.x1 + height, reach)
    free = [piece for piece in pieces_in(below, pieces) if not any(_holds(other, piece) for other in others)]
    line = _next_row(rows_of(free), xs)
    filled = {column_of(piece, xs) for piece in line}
    total = _is_total(line, table, xs, pieces)
    # The name of sure totals may stand anywhere before them.
    first = 1 if total and len(line) > SURE_FIGURES else 0
    across = sorted(line, key=lambda piece: piece.x0)[first:]
    crossing = sum(any(crosses(piece, x) for x in xs[1:-1]) for piece in across)
    fewest = max(options.fewest_columns, options.filled * (len(xs) - 1))
    fills = len(filled) >= fewest or total or _is_pair(line, table, xs, pieces)
    crowded = len(line) > options.crowded * len(filled)
    if crowded or table.ruling == "full" or crossing > options.crossing * len(line) or not fills:
        return table
    row = max(slot.row + slot.row_span for slot in table.slots)
    bottom = union(line).y1 + options.margin * height
    slots = (
        Slot(row, k, 1, 1, Box(x0, table.bbox.y1, x1, bottom)) for k, (x0, x1) in enumerate(pairwise(xs))
    )
    whole = Box(table.bbox.x0, table.bbox.y0, table.bbox.x1, bottom)
    return FoundTable(whole, table.ruling, (*table.slots, *slots), table.loose)


def _with_wrapped_ends(
    table: FoundTable,
    pieces: Sequence[Box],
    others: Sequence[FoundTable],
    xs: Sequence[float],
    height: float,
    options: HeaderOptions,
) -> FoundTable:
    """The table, its last row reaching down over the last lines of wrapped texts in it."""
    if table.ruling == "full":
        return table
    ends: list[Box] = []
    margin = options.margin * height
    last = max((piece.y1 for piece in pieces_in(table.bbox, pieces)), default=table.bbox.y1)
    strip = Box(xs[0], table.bbox.y0, xs[-1], last + ROOM * height)
    below = [piece for piece in pieces_in(strip, pieces) if piece.y1 > table.bbox.y1 + margin]
    for line in rows_of([piece for piece in below if not any(_holds(other, piece) for other in others)]):
        above = [*pieces_in(table.bbox, pieces), *ends]
        if not all(goes_on_below(piece, above, xs[column_of(piece, xs) + 1]) for piece in line):
            break
        ends.extend(line)
    if not ends:
        return table
    bottom, row = union(ends).y1 + margin, max(slot.row + slot.row_span for slot in table.slots)
    slots = (
        replace(slot, bbox=slot.bbox._replace(y1=bottom)) if slot.row + slot.row_span == row else slot
        for slot in table.slots
    )
    return replace(table, bbox=table.bbox._replace(y1=bottom), slots=tuple(slots))


def _next_row(lines: Sequence[Line], xs: Sequence[float]) -> list[Box]:
    """The first line, with those after it that overlap it and share no column with it but the first: a name
    of two lines stands a little above and below its figures."""
    row = list(lines[0]) if lines else []
    for line in lines[1:]:
        overlap = union(row).y1 - union(line).y0
        shared = {column_of(piece, xs) for piece in line} & {column_of(piece, xs) for piece in row}
        if overlap < OVERLAP * line_height(line) or shared - {0}:
            break
        row.extend(line)
    return row


def _is_total(line: Line, table: FoundTable, xs: Sequence[float], pieces: Sequence[Box]) -> bool:
    """Whether a line is figures set like those above them in their columns, with a name left of them.

    A single figure is one only in the last column, its name in the first or in the middle of all before; as
    many as three tell a total wherever its name stands.
    """
    if len(line) < 2 or len(xs) <= 3:
        return False
    name, *figures = sorted(line, key=lambda piece: piece.x0)
    off_middle = abs(name.centre[0] - (xs[0] + xs[-2]) / 2)
    is_name = len(figures) >= SURE_FIGURES or column_of(name, xs) == 0 or off_middle < CENTRED * name.height
    in_place = is_name and column_of(figures[-1], xs) == len(xs) - 2
    return (len(figures) > 1 or in_place) and all(_is_aligned(f, table, xs, pieces) for f in figures)


def _is_pair(line: Line, table: FoundTable, xs: Sequence[float], pieces: Sequence[Box]) -> bool:
    """Whether a line is a name and a figure of a table of two columns, set like those above them."""
    if len(xs) != 3 or len(line) != 2:
        return False
    name, figure = sorted(line, key=lambda piece: piece.x0)
    in_place = column_of(name, xs) == 0 and column_of(figure, xs) == 1
    return in_place and _is_flush(name, table, xs, pieces) and _is_aligned(figure, table, xs, pieces)


def _is_aligned(figure: Box, table: FoundTable, xs: Sequence[float], pieces: Sequence[Box]) -> bool:
    """Whether most print of a table above a figure ends where it does."""
    above = _above(figure, table, xs, pieces)
    return sum(abs(piece.x1 - figure.x1) < ALIGNED * figure.height for piece in above) > 0.5 * len(above)


def _is_flush(name: Box, table: FoundTable, xs: Sequence[float], pieces: Sequence[Box]) -> bool:
    """Whether most print of a table above a name begins where it does."""
    above = _above(name, table, xs, pieces)
    return sum(abs(piece.x0 - name.x0) < ALIGNED * name.height for piece in above) > 0.5 * len(above)


def _above(piece: Box, table: FoundTable, xs: Sequence[float], pieces: Sequence[Box]) -> list[Box]:
    """The print of a table in the column of a piece below it."""
    column = column_of(piece, xs)
    return pieces_in(Box(xs[column], table.bbox.y0, xs[column + 1], table.bbox.y1), pieces)


def _holds(table: FoundTable, piece: Box) -> bool:
    return table.bbox.contains(*piece.centre)


def with_header_above(
    table: FoundTable, pieces: Sequence[Box], others: Sequence[FoundTable], options: HeaderOptions
) -> FoundTable:
    """The table with the lines right above it that fill most of its columns, but none of the `others`.

    Or with one line of a name and figures set like those below it.
    """
    xs = sorted({slot.bbox.x0 for slot in table.slots} | {table.bbox.x1})
    height = line_height(pieces_in(table.bbox, pieces) or pieces)
    lines = _below_titles(_lines_above(table.bbox, pieces, others, height, options), xs)
    by_line = [{column_of(phrase, xs) for phrase in _phrases(line, xs, height)} for line in lines]
    filled = {column for columns in by_line for column in columns}
    fewest = max(options.fewest_columns, options.filled * (len(xs) - 1))
    abreast = max(map(len, by_line), default=0) >= options.abreast * len(filled)
    if len(filled) < fewest or not abreast:
        if not lines or len(lines[-1]) <= SURE_FIGURES or not _is_total(lines[-1], table, xs, pieces):
            return table
        lines = lines[-1:]  # sums carried from the page before
    return _put_on_top(table, lines, xs, union(lines[0]).y0 - options.margin * height)


def _lines_above(
    table: Box, pieces: Sequence[Box], others: Sequence[FoundTable], height: float, options: HeaderOptions
) -> list[list[Box]]:
    """Lines of print close above a table and close to each other, down from the last table above it."""
    floor = max([other.bbox.y1 for other in others if other.bbox.y1 <= table.y0 + 2], default=0.0)
    column = Box(table.x0 - height, floor, table.x1 + height, table.y0)
    lines: list[list[Box]] = []
    top = table.y0
    for line in reversed(rows_of(pieces_in(column, pieces))):
        box = union(line)
        too_far = top - box.y1 > (options.line_gap if lines else options.gap) * height
        if too_far or any(piece.width > options.paragraph * table.width for piece in line):
            break
        lines.insert(0, line)
        top = box.y0
    return lines


def _below_titles(lines: Sequence[list[Box]], xs: Sequence[float]) -> list[list[Box]]:
    """The lines below the last title: set in the middle of the table, over several of its columns."""
    middle, width = (xs[0] + xs[-1]) / 2, xs[-1] - xs[0]

    def is_title(piece: Box) -> bool:
        across = sum(crosses(piece, x) for x in xs[1:-1])
        return across >= TITLE_LINES and abs(piece.centre[0] - middle) < OFF_CENTRE * width

    titles = [k for k, line in enumerate(lines) if any(map(is_title, line))]
    return list(lines[titles[-1] + 1 :]) if titles else list(lines)


def _phrases(line: Line, xs: Sequence[float], height: float) -> list[Box]:
    """The pieces of a line, those joined that only a blank between words parts: no column line runs there."""
    out: list[Box] = []
    for piece in line:
        before = out[-1].x1 if out else 0.0
        if out and piece.x0 - before < height and not any(before <= x <= piece.x0 for x in xs):
            out[-1] = union([out[-1], piece])
        else:
            out.append(piece)
    return out


def _put_on_top(table: FoundTable, lines: Sequence[Line], xs: list[float], top: float) -> FoundTable:
    """The table with `lines` as loose rows on top."""
    ys = row_lines(lines, top, table.bbox.y0)
    area = Area(Box(xs[0], top, xs[-1], table.bbox.y0), tuple(Rule(y, xs[0], xs[-1]) for y in ys), ())
    pieces = [piece for line in lines for piece in line]
    drawn = with_unprinted_rules(area, ys, xs, [], pieces, SAME)
    head = lattice_to_slots(rules_to_lattice(ys, xs, drawn, pieces, SAME))
    rows = len(lines)
    body = (
        replace(slot, row=slot.row + rows, col=xs.index(slot.bbox.x0), col_span=_columns_spanned(slot, xs))
        for slot in table.slots
    )
    loose = (*range(rows), *(row + rows for row in table.loose))
    return FoundTable(Box(xs[0], top, xs[-1], table.bbox.y1), table.ruling, (*head, *body), loose)


def _columns_spanned(slot: Slot, xs: Sequence[float]) -> int:
    return sum(slot.bbox.x0 <= x < slot.bbox.x1 - 0.5 for x in xs[:-1])
