"""Level rules of an area → the stretches of them that are one table each, without frames and letterheads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

from models.structure.areas.area import Area
from models.structure.grids.columns import Line, column_of
from models.structure.grids.lattice import covered
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unprinted_rules import Band
from models.structure.grids.unruled_rows import in_band, is_many_rows
from models.structure.pieces import crosses, is_text, line_height, rows_of
from schemas.geometry import Box, union

AS_HIGH = 1.5  # times the usual row, that a row of totals is as high
FEWEST_ROWS = 2  # bands above and below a paragraph between two tables
FEWEST_NAMES = 3  # in the bar of a header
FEWEST_LINES = 3  # of a table above the title of the next one
ASIDE = 1.0  # line heights between the ends of the rules of two tables
TITLE_GAP, TITLE_TIMES = 0.8, 1.6  # line heights above such a title, and times the gap between other lines
FAR_BELOW = 2.5  # line heights from the last rule of a table to the paragraph below it
BELOW_COLUMNS = 1.0  # the same where the upright rules of the table end there
AS_WIDE = 0.9  # share of the width of a table that the first line of a paragraph below it has
SEVERAL_WORDS = 0.3  # share of that line, that some of its words are in one piece
LETTERHEAD = 2  # pieces beside each other in titles, or in labels with their values


def part_into_stretches(
    ys: Sequence[float],
    xs: Sequence[float],
    area: Area,
    inside: Sequence[Box],
    dpi: float,
    options: RuledOptions,
    bars: Sequence[Box] = (),
) -> list[list[float]]:
    """Row lines parted where one table ends and the next begins, without frames above and below a table.

    bars: dark or shaded ones, as behind headers.
    """
    same = options.same * dpi
    bands = [
        _Row(
            top,
            bottom,
            rows_of(in_band(inside, top, bottom)),
            _uprights((top, bottom), xs, area, same),
            _sides(top, area, same),
        )
        for top, bottom in pairwise(ys)
    ]
    height = line_height(inside)
    kept = [_without_frames(part, xs, height, options) for part in _parts(bands, height, bars)]
    return [[part[0].top, *(row.bottom for row in part)] for part in kept if part]


def _parts(bands: Sequence["_Row"], height: float, bars: Sequence[Box]) -> list[list["_Row"]]:
    """The rows of each table: parted at blank ones, and amid others at paragraphs, titles and notes."""
    parts: list[list[_Row]] = [[]]
    for at, band in enumerate(bands):
        amid = FEWEST_ROWS <= at < len(bands) - FEWEST_ROWS
        rest = _rest_below_columns(bands, at, height) if amid else None
        above = _rest_above_title(band, bands[at + 1], bars) if 0 < at < len(bands) - 1 else None
        between = amid and (_is_paragraph(band, height) or _is_title(band, bands[at + 1], bars))
        if above:
            parts[-1].append(above)
            parts.append([])
        elif rest:
            parts.append([rest] if rest.lines else [])
        elif (band.lines or band.parted) and not between:
            parts[-1].append(band)
        else:
            parts.append([])
    return parts


def _uprights(band: Band, xs: Sequence[float], area: Area, same: float) -> tuple[float, ...]:
    """Where upright rules inside a band part columns of it."""
    return tuple(x for x in xs[1:-1] if covered(area.upright, x, *band, same) > 0.5)


def _sides(y: float, area: Area, same: float) -> Band:
    """Where the level rule at a height begins and ends."""
    own = [rule for rule in area.level if abs(rule.at - y) <= same]
    return min((rule.start for rule in own), default=0.0), max((rule.end for rule in own), default=0.0)


@dataclass(frozen=True)
class _Row:
    """What stands between two level rules, and where upright ones part it."""

    top: float
    bottom: float
    lines: Sequence[Line]
    uprights: tuple[float, ...]
    sides: Band  # of the level rule above

    @property
    def parted(self) -> bool:
        return bool(self.uprights)


def _is_paragraph(row: _Row, height: float) -> bool:
    """Whether a row is nothing but lines of text, far below the rule above them: what stands between two
    tables. Of several lines, the first of which is as wide as the tables, less blank is enough."""
    if row.parted or not row.lines or not all(map(is_text, row.lines)):
        return False
    first = union(row.lines[0])
    start, end = row.sides
    longest = max(piece.width for piece in row.lines[0])
    is_wide = first.width > AS_WIDE * (end - start) and longest > SEVERAL_WORDS * first.width
    is_wide &= len(row.lines) > 1
    return first.y0 - row.top > (TITLE_GAP if is_wide else FAR_BELOW) * height


def _rest_below_columns(rows: Sequence[_Row], at: int, height: float) -> _Row | None:
    """What stands in a row below notes: lines of one piece, below the last of the upright rules that part all
    rows above them but the headings of groups, and above others. None where there are no such notes."""
    row = rows[at]
    others = {x for below in rows[at + 1 :] for x in below.uprights}
    parted = rows[0].parted and all(above.parted or _is_heading(above) for above in rows[:at])
    ends = parted and not row.parted and not any(others & {*above.uprights} for above in rows[:at])
    notes = [line[0] for line in takewhile(lambda line: len(line) == 1, row.lines)]
    if not ends or not notes or notes[0].y0 - row.top < BELOW_COLUMNS * height:
        return None
    rest = row.lines[len(notes) :]
    top = (notes[-1].y1 + min(piece.y0 for piece in rest[0])) / 2 if rest else row.bottom
    return replace(row, top=top, lines=rest)


def _rest_above_title(row: _Row, below: _Row, bars: Sequence[Box]) -> _Row | None:
    """What stands in a row above its last line, where that is the title of the table that the header below
    begins: one piece, farther from the lines above than these are from each other.

    That header stands in a bar, or its rule begins or ends elsewhere than that of the table above.
    """
    lines = row.lines
    if len(lines) <= FEWEST_LINES or len(lines[-1]) > 1 or _count_names(below) < 2:
        return None
    if not _begins_elsewhere(row, below, lines[-1][0].height) and not _is_in_bar(below, bars):
        return None
    boxes = [union(line) for line in lines]
    *gaps, gap = (lower.y0 - upper.y1 for upper, lower in pairwise(boxes))
    if gap < max(TITLE_TIMES * median(gaps), TITLE_GAP * lines[-1][0].height):
        return None
    return replace(row, bottom=(boxes[-2].y1 + boxes[-1].y0) / 2, lines=lines[:-1])


def _is_heading(row: _Row) -> bool:
    """Whether a row is one piece of print."""
    return bool(row.lines) and not row.parted and len(row.lines) == len(row.lines[0]) == 1


def _is_title(row: _Row, below: _Row, bars: Sequence[Box]) -> bool:
    """Whether a row is lines of one piece right above the bar of a header, or far below the rule above it and
    above one that begins or ends elsewhere: a title, or a paragraph and one.

    A fold may part it.
    """
    if len(row.uprights) > 1 or not row.lines or any(len(line) > 1 for line in row.lines) or not below.lines:
        return False
    first = row.lines[0][0]
    if first.y0 - row.top > TITLE_GAP * first.height and _begins_elsewhere(row, below, first.height):
        return _count_names(below) > 1
    return _count_names(below) >= FEWEST_NAMES and _is_in_bar(below, bars)


def _begins_elsewhere(row: _Row, below: _Row, height: float) -> bool:
    """Whether the rule below a row begins or ends elsewhere than the one above it, as of another table."""
    return max(abs(a - b) for a, b in zip(row.sides, below.sides, strict=True)) >= ASIDE * height


def _count_names(header: _Row) -> int:
    return sum(map(len, header.lines))


def _is_in_bar(row: _Row, bars: Sequence[Box]) -> bool:
    """Whether all print of a row stands in one bar."""
    middles = [piece.centre for line in row.lines for piece in line]
    return any(
        bar.y0 < row.bottom and bar.y1 > row.top and all(bar.contains(*middle) for middle in middles)
        for bar in bars
    )


def _without_frames(
    rows: Sequence[_Row], xs: Sequence[float], height: float, options: RuledOptions
) -> list[_Row]:
    """The rows without those at either end that are a frame, a letterhead or labels above the table."""
    mostly = sum(row.parted for row in rows) >= options.ruled_rows * len(rows)
    kept: list[_Row] = []
    for k, row in enumerate(rows):
        first, last = not kept, k == len(rows) - 1
        names = _names_columns(row.lines, xs, options) or (
            not first and (_is_in_columns(row.lines, xs, options) or _is_total(row, kept, xs))
        )
        if row.parted or names or not (first or last):
            kept.append(row)
            continue
        too_high = row.bottom - row.top > options.frame * height
        several = len(row.lines) > 2 or too_high or len(row.lines[0]) > 1
        may_be_frame = mostly and several and not is_many_rows(row.lines, xs, len(row.lines), options)
        if not may_be_frame and not (first and _is_letterhead(row, rows[k + 1 :], too_high)):
            kept.append(row)
    return kept


def _is_total(row: _Row, above: Sequence[_Row], xs: Sequence[float]) -> bool:
    """Whether a row, no higher than those above it, holds a name and figures up to the last column."""
    usual = median(other.bottom - other.top for other in above)
    if row.bottom - row.top > AS_HIGH * usual or len(row.lines) != 1 or len(row.lines[0]) < 2:
        return False
    name, *figures = row.lines[0]
    across = sum(any(crosses(figure, x) for x in xs) for figure in figures)
    last = len(xs) - 2
    return column_of(figures[-1], xs) == last > column_of(name, xs) and across <= len(figures) / 2


def _is_letterhead(row: _Row, below: Sequence[_Row], too_high: bool) -> bool:
    """Whether lines above a table are titles or labels: in fewer columns, or over its ruled header."""
    abreast = max((len(line) for other in below for line in other.lines), default=0)
    widest = max(map(len, row.lines), default=0)
    few = widest <= LETTERHEAD and 2 * widest < abreast
    over_header = too_high and bool(below) and below[0].parted
    return len(row.lines) > 2 and (few or over_header)


def _names_columns(lines: Sequence[Line], xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether print stands in nearly every column, as in a header whose upright rules are not to be seen."""
    named = {column_of(piece, xs) for line in lines for piece in line}
    return len(named) >= max(options.fewest_named, options.filled * (len(xs) - 1))


def _is_in_columns(lines: Sequence[Line], xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether a line of several pieces has each in a column of its own, as a last row of totals has.

    The first may be a label that goes over several columns.
    """
    if len(lines) != 1 or any(crosses(piece, x) for piece in lines[0][1:] for x in xs):
        return False
    return len({column_of(piece, xs) for piece in lines[0]}) == len(lines[0]) >= options.fewest_named
