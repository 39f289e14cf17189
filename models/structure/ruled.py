"""Areas → tables: their rules, with the rows and columns that are not ruled added from the print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.areas import Area
from models.structure.bare_headers import with_bare_header
from models.structure.columns import Line, column_of, lanes, row_lines, without_group_names
from models.structure.found_table import FoundTable
from models.structure.lattice import cluster, covered, lattice_to_slots, rules_to_lattice
from models.structure.pieces import crosses, line_height, pieces_in, rows_of
from models.structure.row_lanes import lines_to_lane_rows
from models.structure.ruled_headings import (
    rules_below_headings,
    rules_below_unruled_headings,
    with_wide_headings,
)
from models.structure.unprinted_rules import Band, with_unprinted_rules
from models.structure.unruled import lines_to_table
from schemas.geometry import Box, union
from schemas.reading import Ruling

PART_OF_FOLD = 0.4  # share of a table's width that a stretch of a fold, a little aslant, takes
IN_ALL_ROWS = 0.7  # share of the rows between rules in which print stands in several columns
FEWEST_ROWS = 4  # of such a table
LETTERHEAD = 2  # pieces beside each other in titles, or in labels with their values


@dataclass(frozen=True)
class RuledOptions:
    """How rules and print settle the cells of an area.

    same: distance within which lines are one, in inches. lines_to_split: lines of print that prove a band
    to be many rows; regular: share of its columns that have most of them, abreast: share of its places
    that are filled (wrapped cells beside each other fill few); abreast_hanging: the same where all cells
    go on from the first line without a gap, as wrapped ones do; of_all: share of the table's lines;
    lines_of_whole, most_of_all: the same for a table that has hardly any level rule. filled: share of the
    columns with print on every line that proves lost rules; aligned: how well figures below each other
    end at the same place, in line heights. clashing: share of pieces beside another in their cell that
    casts doubt on the rules; word_gap: blank between such pieces, in line heights. frame: height, in line
    heights, of a band too high for a row, unless it names `fewest_named` columns. wide_column: share of
    the width; lanes_in_wide, lanes_in_narrow: shares of lines with several pieces that prove a missing
    column rule. ruled_rows: share of a table's rows with upright rules inside, where those without may be
    a frame. headed: bands at the top that name the columns; words_apart: blank between words at most, in
    line heights; phrases_apart: share of the lines of a column that have larger ones, where it may be
    several. whole_edge: share of the width above which an edge is a whole one. longest_stroke: of a
    stamp, in inches. bit: share of a table's height that column rules are drawn on, at the least, where
    their line runs through so many pieces `through_print`. blank_foot: line heights of blank paper above
    the last rule that belong to no row; foot_margin: those of them that do. same_pitch: share by which the
    distance of lines may differ from that of the rows of other bands.
    """

    same: float = 0.05
    lines_to_split: int = 4
    regular: float = 0.5
    abreast: float = 0.45
    abreast_hanging: float = 0.75
    of_all: float = 0.2
    lines_of_whole: int = 8
    most_of_all: float = 0.6
    filled: float = 0.75
    aligned: float = 0.3
    clashing: float = 0.08
    word_gap: float = 1.2
    frame: float = 3.5
    fewest_named: int = 3
    wide_column: float = 0.35
    lanes_in_wide: float = 0.4
    lanes_in_narrow: float = 0.6
    ruled_rows: float = 0.4
    headed: int = 2
    words_apart: float = 1.1
    phrases_apart: float = 0.3
    whole_edge: float = 0.7
    longest_stroke: float = 0.4
    bit: float = 0.3
    through_print: int = 3
    blank_foot: float = 4.0
    foot_margin: float = 0.5
    same_pitch: float = 0.15


def area_to_tables(
    area: Area, inside: Sequence[Box], dpi: float, options: RuledOptions = RuledOptions()
) -> list[FoundTable]:
    """The tables of an area, above each other. inside: the pieces of print in it.

    One row with upright rules inside is one, too: the header of what stands below it.
    """
    if len(inside) < 2:
        return []
    same = options.same * dpi
    box = area.bbox
    xs = cluster([(r.at, r.length) for r in area.upright] + [(box.x0, 1), (box.x1, 1)], same)
    if len(xs) < 2:
        return []
    longest = options.longest_stroke * dpi
    level = tuple(rule for rule in area.level if not _is_stroke(rule, area.level, xs, same, longest))
    area = replace(area, level=level)
    ys = cluster([(r.at, r.length) for r in area.level] + [(box.y0, 1), (box.y1, 1)], same)
    stretches = _part_into_stretches(ys, xs, area, inside, dpi, options)
    tables = [_stretch_to_table(area, part, xs, inside, dpi, options) for part in stretches]
    return [table for table in tables if table is not None]


def _is_stroke(rule: Rule, level: Sequence[Rule], xs: Sequence[float], same: float, longest: float) -> bool:
    """Whether a level rule, with what goes on from it, is shorter than half its column and than `longest`.

    Or is a short part of the width and ends at no upright rule, as folds do.
    """
    width = xs[-1] - xs[0]
    loose = all(abs(x - end) > 2 * same for x in xs for end in (rule.start, rule.end))
    if loose and rule.length < PART_OF_FOLD * width and any(rule.start < x < rule.end for x in xs):
        return True
    length = covered(level, rule.at, xs[0], xs[-1], same) * width
    touched = [b - a for a, b in pairwise(xs) if rule.start < b and rule.end > a]
    return length < min(longest, 0.5 * min(touched, default=longest))


def _part_into_stretches(
    ys: Sequence[float],
    xs: Sequence[float],
    area: Area,
    inside: Sequence[Box],
    dpi: float,
    options: RuledOptions,
) -> list[list[float]]:
    """Row lines parted where one table ends and the next begins, without frames above and below a table."""
    same = options.same * dpi
    bands = [
        _Row(top, bottom, rows_of(_in_band(inside, top, bottom)), _is_parted((top, bottom), xs, area, same))
        for top, bottom in pairwise(ys)
    ]
    parts: list[list[_Row]] = [[]]
    for band in bands:
        if band.lines or band.parted:
            parts[-1].append(band)
        else:
            parts.append([])
    height = line_height(inside)
    kept = [_without_frames(part, xs, height, options) for part in parts]
    return [[part[0].top, *(row.bottom for row in part)] for part in kept if part]


def _is_parted(band: Band, xs: Sequence[float], area: Area, same: float) -> bool:
    """Whether an upright rule inside a band parts columns of it."""
    return any(covered(area.upright, x, *band, same) > 0.5 for x in xs[1:-1])


@dataclass(frozen=True)
class _Row:
    """What stands between two level rules, and whether upright ones part it."""

    top: float
    bottom: float
    lines: Sequence[Line]
    parted: bool


def _without_frames(
    rows: Sequence[_Row], xs: Sequence[float], height: float, options: RuledOptions
) -> list[_Row]:
    """The rows without those at either end that are a frame, a letterhead or labels above the table."""
    mostly = sum(row.parted for row in rows) >= options.ruled_rows * len(rows)
    kept: list[_Row] = []
    for k, row in enumerate(rows):
        first, last = not kept, k == len(rows) - 1
        names = _names_columns(row.lines, xs, options) or (
            not first and _is_in_columns(row.lines, xs, options)
        )
        if row.parted or names or not (first or last):
            kept.append(row)
            continue
        too_high = row.bottom - row.top > options.frame * height
        several = len(row.lines) > 2 or too_high or len(row.lines[0]) > 1
        may_be_frame = mostly and several and not _is_many_rows(row.lines, xs, len(row.lines), options)
        if not may_be_frame and not (first and _is_letterhead(row, rows[k + 1 :], too_high)):
            kept.append(row)
    return kept


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


def _stretch_to_table(
    area: Area, ys: list[float], xs: Sequence[float], inside: Sequence[Box], dpi: float, options: RuledOptions
) -> FoundTable | None:
    """The table from the first to the last of `ys`: by rules, or by print where that agrees better."""
    same = options.same * dpi
    within = _in_band(inside, ys[0], ys[-1])
    upright = tuple(rule for rule in area.upright if rule.start < ys[-1] - same and rule.end > ys[0] + same)
    level = tuple(rule for rule in area.level if ys[0] - same <= rule.at <= ys[-1] + same)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    upright = _without_bits_in_print(upright, box, within, same, options)
    own_xs = [x for x in xs if x in (xs[0], xs[-1]) or any(abs(rule.at - x) <= same for rule in upright)]
    stretch = Area(box, level, upright)
    headed = rules_below_headings(stretch, ys[0], ys[1], within)
    headed += rules_below_unruled_headings(stretch, own_xs, ys[0], ys[1], within)
    ys = sorted({*ys, *cluster([(rule.at, rule.length) for rule in headed], same)})
    by_rules = _table_by_rules(replace(stretch, level=(*level, *headed)), ys, own_xs, within, same, options)
    by_rules = by_rules and with_bare_header(by_rules, stretch, within, same)
    clashes = _count_clashes(by_rules, within, options) if by_rules else len(within)
    if clashes <= max(2, options.clashing * len(within)):
        return by_rules
    is_frame = len(ys) == 2 == len(own_xs)
    by_print = lines_to_table(rows_of(within), stretch.bbox, "none" if is_frame else "partial")
    if not by_print or _count_clashes(by_print, within, options) >= 0.5 * clashes:
        return by_rules
    in_rows = _columns_by_print(
        by_print, replace(stretch, level=(*level, *headed)), ys, within, same, options
    )
    return in_rows if in_rows and _count_clashes(in_rows, within, options) < 0.5 * clashes else by_print


def _without_bits_in_print(
    upright: Sequence[Rule], box: Box, within: Sequence[Box], same: float, options: RuledOptions
) -> tuple[Rule, ...]:
    """Upright rules without lone short ones whose line runs through print: bits of pens and stamps."""

    def is_bit(rule: Rule) -> bool:
        inside = box.x0 + same < rule.at < box.x1 - same
        crossed = sum(crosses(piece, rule.at) for piece in within)
        drawn = covered(upright, rule.at, box.y0, box.y1, same)
        return inside and drawn < options.bit and crossed >= options.through_print

    return tuple(rule for rule in upright if not is_bit(rule))


def _columns_by_print(
    by_print: FoundTable,
    area: Area,
    ys: list[float],
    within: Sequence[Box],
    same: float,
    options: RuledOptions,
) -> FoundTable | None:
    """The rows of the rules and the columns of the print; None where hardly a rule parts rows."""
    whole = [y for y in ys if covered(area.level, y, area.bbox.x0, area.bbox.x1, same) > options.whole_edge]
    if len(whole) <= FEWEST_ROWS:
        return None
    xs = sorted({slot.bbox.x0 for slot in by_print.slots} | {slot.bbox.x1 for slot in by_print.slots})
    table = _table_by_rules(area, ys, [*cluster([(x, 1) for x in xs], same)], within, same, options)
    return table and with_bare_header(table, area, within, same)


def _table_by_rules(
    area: Area, ys: list[float], xs: list[float], within: Sequence[Box], same: float, options: RuledOptions
) -> FoundTable | None:
    """The table by its rules, with rows and columns added from its print; None where that makes no table."""
    ruled_rows = len(ys) - 1
    xs = _with_unruled_columns(xs, ys, within, options)
    ys, split = _with_unruled_rows(ys, xs, within, options)
    inner = [x for x in xs[1:-1] if any(abs(rule.at - x) <= same for rule in area.upright)]
    if len(xs) < 3 or (len(ys) < 3 and not inner):
        return None
    if ruled_rows == 1 and split and not area.upright:
        return None  # two level rules around print: the table goes on beyond them
    level, upright = with_unprinted_rules(area, ys, xs, split, within, same, headings=True)
    level = [_up_to_the_sides(rule, area, same, options) for rule in level]
    slots = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), within, same))
    slots = with_wide_headings(slots, area.upright, within, same)
    if len(slots) < 4:
        return None
    ruling: Ruling = "partial" if split or ruled_rows < 3 or len(area.upright) < len(xs) else "full"
    if ruled_rows == 1 and not inner:
        ruling = "none"  # a frame parts nothing
    loose = tuple(k for k, y in enumerate(ys[:-1]) if any(top <= y < bottom for top, bottom in split))
    table = FoundTable(Box(xs[0], ys[0], xs[-1], ys[-1]), ruling, slots, loose)
    is_open = not any(covered(area.upright, x, ys[-2], ys[-1], same) > 0.5 for x in inner)
    return _without_blank_foot(table, within, options) if is_open else table


def _without_blank_foot(table: FoundTable, within: Sequence[Box], options: RuledOptions) -> FoundTable:
    """The table without the blank paper between its last line of print and the rule far below that."""
    height, foot = line_height(within), max(piece.y1 for piece in within)
    box, bottom = table.bbox, foot + options.foot_margin * height
    if box.y1 - foot < options.blank_foot * height:
        return table
    slots = tuple(
        replace(slot, bbox=Box(slot.bbox.x0, slot.bbox.y0, slot.bbox.x1, min(slot.bbox.y1, bottom)))
        for slot in table.slots
    )
    return replace(table, bbox=Box(box.x0, box.y0, box.x1, bottom), slots=slots)


def _up_to_the_sides(rule: Rule, area: Area, same: float, options: RuledOptions) -> Rule:
    """The edge of a shaded row, seen only away from upright rules, up to the sides of the table.

    It ends near those. A printed rule touches the upright rule at which it ends.
    """
    if rule.length < options.whole_edge * area.bbox.width:
        return rule
    gaps = [
        min((abs(end - other.at) for other in area.upright), default=0.0) for end in (rule.start, rule.end)
    ]
    loose = [0.5 * same < gap < 3 * same for gap in gaps]
    left, right = area.bbox.x0, area.bbox.x1
    start = left if loose[0] and rule.start - left < 3 * same else rule.start
    end = right if loose[1] and right - rule.end < 3 * same else rule.end
    return Rule(rule.at, start, end, rule.thickness)


def _count_clashes(table: FoundTable, pieces: Sequence[Box], options: RuledOptions) -> int:
    """Pieces that share their cell with a piece beside them: a column boundary is missing there."""
    count = 0
    for slot in table.slots:
        for line in rows_of(pieces_in(slot.bbox, pieces)):
            count += sum(b.x0 - a.x1 > options.word_gap * min(a.height, b.height) for a, b in pairwise(line))
    return count


def _with_unruled_columns(
    xs: list[float], ys: Sequence[float], inside: Sequence[Box], options: RuledOptions
) -> list[float]:
    """Column lines, with those added that only blank lanes mark."""
    out = [xs[0]]
    for a, b in pairwise(xs):
        pieces = [piece for piece in inside if a <= piece.centre[0] < b]
        lines = rows_of(pieces)
        is_wide = b - a > options.wide_column * (xs[-1] - xs[0])
        share = options.lanes_in_wide if is_wide else options.lanes_in_narrow
        several = [union(line).centre[1] for line in lines if len(line) >= 2]
        enough = len(several) >= max(3, share * len(lines)) or (is_wide and _in_all_rows(several, ys))
        if enough and not _is_one_column(pieces, ys, options):
            out.extend(lanes(lines, a, b))
        out.append(b)
    return out


def _in_all_rows(lines: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether nearly all rows that rules part have one of the lines in them; lines: their middles."""
    filled = sum(any(top < line < bottom for line in lines) for top, bottom in pairwise(ys))
    return len(ys) > FEWEST_ROWS and filled >= IN_ALL_ROWS * (len(ys) - 1)


def _is_one_column(pieces: Sequence[Box], ys: Sequence[float], options: RuledOptions) -> bool:
    """Whether one phrase stands above the print between two column rules, and only words are apart in it.

    Faint letters and those of typewriters leave blanks that look like the lanes between columns.
    """
    lines = rows_of([piece for piece in pieces if piece.centre[1] < ys[min(len(ys) - 1, options.headed)]])
    rest = rows_of(pieces)
    wide = sum(_phrases(line, options) > 1 for line in rest)
    return all(_phrases(line, options) == 1 for line in lines) and wide < options.phrases_apart * len(rest)


def _phrases(line: Line, options: RuledOptions) -> int:
    """How many parts of a line stand further apart than words."""
    return 1 + sum(b.x0 - a.x1 > options.words_apart * min(a.height, b.height) for a, b in pairwise(line))


def _with_unruled_rows(
    ys: list[float], xs: list[float], inside: Sequence[Box], options: RuledOptions
) -> tuple[list[float], list[Band]]:
    """Row lines, with those added that are not ruled; and the bands that were so cut."""
    total = len(rows_of(inside))
    bands = [(band, without_group_names(rows_of(_in_band(inside, *band)))) for band in pairwise(ys)]
    split = [
        _is_of_rows(lines, xs, total, k > 1 or (k == 1 and band[1] == ys[-1]), options)
        for k, (band, lines) in enumerate(bands)
    ]
    pitches = [_pitch(lines) for (_, lines), is_split in zip(bands, split, strict=True) if is_split]
    out = [ys[0]]
    for k, (band, lines) in enumerate(bands):
        split[k] = split[k] or (k > 0 and _are_like_rows(lines, xs, pitches, options))
        if split[k]:
            out.extend(row_lines(lines, *band)[1:-1])
        out.append(band[1])
    return out, [band for (band, _), is_split in zip(bands, split, strict=True) if is_split]


def _is_of_rows(
    lines: Sequence[Line], xs: Sequence[float], total: int, below_header: bool, options: RuledOptions
) -> bool:
    """Whether the lines between two rules are rows, by themselves."""
    rows_begin = below_header and (
        _full_lines_come_again(lines, xs, total, options)
        or bool(lines_to_lane_rows(lines, _columns_of(lines, xs)))
    )
    return rows_begin or _is_many_rows(lines, xs, total, options)


def _are_like_rows(
    lines: Sequence[Line], xs: Sequence[float], pitches: Sequence[float], options: RuledOptions
) -> bool:
    """Whether several lines of a band fill the columns, as far apart as the rows of other bands are."""
    full = [
        line
        for line in lines
        if len({column_of(piece, xs) for piece in line}) >= options.filled * (len(xs) - 1)
    ]
    near = bool(pitches) and abs(_pitch(lines) - median(pitches)) < options.same_pitch * median(pitches)
    return len(full) >= 2 and len(full) >= options.regular * len(lines) and near


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of a line from the next; 0 of a single one."""
    middles = [union(line).centre[1] for line in lines]
    return median([below - above for above, below in pairwise(middles)] or [0.0])


def _columns_of(lines: Sequence[Line], xs: Sequence[float]) -> list[set[int]]:
    return [{column_of(piece, xs) for piece in line} for line in lines]


def _in_band(pieces: Sequence[Box], top: float, bottom: float) -> list[Box]:
    return [piece for piece in pieces if top <= piece.centre[1] < bottom]


def _is_many_rows(lines: Sequence[Line], xs: Sequence[float], total: int, options: RuledOptions) -> bool:
    """Whether a band between two level rules holds several rows, not one of stacked or wrapped cells."""
    if len(lines) < options.lines_to_split:
        return False
    columns: dict[int, list[int]] = {}
    for k, line in enumerate(lines):
        for col in {column_of(piece, xs) for piece in line}:
            columns.setdefault(col, []).append(k)
    used = [len(of) for of in columns.values()]
    most = max(used)
    regular = sum(count >= 0.5 * most for count in used)
    if most >= options.lines_of_whole and len(lines) >= options.most_of_all * total:
        return True  # hardly a level rule in the table: nobody stacks all of it in one row
    hanging = all(of == list(range(len(of))) for of in columns.values())
    filled = options.abreast_hanging if hanging else options.abreast
    abreast = sum(used) >= filled * len(used) * len(lines)
    is_regular = most >= options.lines_to_split and regular >= options.regular * len(used) and abreast
    return is_regular and len(lines) >= options.of_all * total


def _full_lines_come_again(
    lines: Sequence[Line], xs: Sequence[float], total: int, options: RuledOptions
) -> bool:
    """Whether nearly every column has a piece on several lines: rows whose rules were lost, or not printed.

    On all of them; or, in a table with hardly any level rule, again after lines with less, which carry on
    wrapped cells; or with figures below each other.
    """
    fewest = options.filled * (len(xs) - 1)
    full = [len({column_of(piece, xs) for piece in line}) >= fewest for line in lines]
    again = any(full[k] and not all(full[:k]) and any(full[:k]) for k in range(len(full)))
    lost = all(full) or (again and len(lines) >= options.most_of_all * total)
    if lost and len(lines) > 1 and len(xs) > 3:
        return True
    rows = [line for line, fills in zip(lines, full, strict=True) if fills]
    return any(_are_figures_below(one, other, xs, options) for one, other in pairwise(rows))


def _are_figures_below(one: Line, other: Line, xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether most columns but the first have short pieces on both lines that end at the same place."""
    ends = [{column_of(piece, xs): piece for piece in line} for line in (one, other)]
    below = [
        max(ends[0][col].width, ends[1][col].width) < 0.5 * (xs[col + 1] - xs[col])
        and abs(ends[0][col].x1 - ends[1][col].x1) < options.aligned * ends[0][col].height
        for col in ends[0].keys() & ends[1].keys() - {0}
    ]
    return bool(below) and sum(below) >= options.filled * (len(xs) - 2)
