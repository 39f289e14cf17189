"""Areas → tables: their rules, with the rows and columns that are not ruled added from the print."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.pixels.rule import Rule, cluster
from models.structure.areas.areas import Area
from models.structure.areas.stretches import part_into_stretches
from models.structure.areas.strikes import without_bits_amid_print
from models.structure.found_table import FoundTable
from models.structure.grids.bare_headers import with_bare_header
from models.structure.grids.entry_rows import entry_rules
from models.structure.grids.lattice import covered, lattice_to_slots, rules_to_lattice
from models.structure.grids.printless_lines import without_printless_lines
from models.structure.grids.ruled_headings import (
    rules_below_headings,
    rules_below_unruled_headings,
    with_wide_headings,
)
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unprinted_rules import with_unprinted_rules
from models.structure.grids.unruled import lines_to_table
from models.structure.grids.unruled_columns import parts_more_than_it_cuts, with_unruled_columns
from models.structure.grids.unruled_rows import in_band, with_unruled_rows
from models.structure.pieces import crosses, line_height, pieces_in, rows_of
from schemas.geometry import Box
from schemas.reading import Ruling

PART_OF_FOLD = 0.4  # share of a table's width that a stretch of a fold, a little aslant, takes
SIGN = 1.8  # line heights: the longest sign of money
FEWEST_ROWS = 4  # between whole rules, at the least, that are rows of a table whose columns print shows


def area_to_tables(
    area: Area,
    inside: Sequence[Box],
    dpi: float,
    options: RuledOptions = RuledOptions(),
    bars: Sequence[Box] = (),
) -> list[FoundTable]:
    """The tables of an area, above each other. inside: the pieces of print in it; bars: behind headers.

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
    level = without_bits_amid_print(area.level, inside, box.width)
    level = tuple(rule for rule in level if not _is_stroke(rule, level, xs, same, longest))
    area = replace(area, level=level)
    ys = cluster([(r.at, r.length) for r in area.level] + [(box.y0, 1), (box.y1, 1)], same)
    stretches = part_into_stretches(ys, xs, area, inside, dpi, options, bars)
    tables = [_stretch_to_table(area, part, xs, inside, dpi, options) for part in stretches]
    return [table for table in tables if table is not None]


def _is_stroke(rule: Rule, level: Sequence[Rule], xs: Sequence[float], same: float, longest: float) -> bool:
    """Whether a level rule, with what goes on from it, is shorter than half its column and than `longest`.

    Or is a short part of the width and no part in line with it ends at an upright rule, as is so of folds.
    """
    width = xs[-1] - xs[0]
    ends = [end for part in level if abs(part.at - rule.at) <= same for end in (part.start, part.end)]
    loose = all(abs(x - end) > 2 * same for x in xs for end in ends)
    if loose and rule.length < PART_OF_FOLD * width and any(rule.start < x < rule.end for x in xs):
        return True
    length = covered(level, rule.at, xs[0], xs[-1], same) * width
    touched = [b - a for a, b in pairwise(xs) if rule.start < b and rule.end > a]
    return length < min(longest, 0.5 * min(touched, default=longest))


def _stretch_to_table(
    area: Area, ys: list[float], xs: Sequence[float], inside: Sequence[Box], dpi: float, options: RuledOptions
) -> FoundTable | None:
    """The table from the first to the last of `ys`: by rules, or by print where that agrees better."""
    same = options.same * dpi
    within = in_band(inside, ys[0], ys[-1])
    upright = tuple(rule for rule in area.upright if rule.start < ys[-1] - same and rule.end > ys[0] + same)
    level = tuple(rule for rule in area.level if ys[0] - same <= rule.at <= ys[-1] + same)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    upright = _without_bits_in_print(upright, level, box, within, same, options)
    upright = _without_pen_strokes(upright, level, box, same, options)
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
    upright: Sequence[Rule],
    level: Sequence[Rule],
    box: Box,
    within: Sequence[Box],
    same: float,
    options: RuledOptions,
) -> tuple[Rule, ...]:
    """Upright rules without lone short ones whose line runs through print: bits of pens and stamps.

    And without longer ones that have blank paper beside them: rules that show through the sheet. One that
    parts two names of a header, from one level rule to the next, parts their columns.
    """

    def is_bit(rule: Rule) -> bool:
        inside = box.x0 + same < rule.at < box.x1 - same
        crossed = sum(crosses(piece, rule.at) for piece in within)
        drawn = covered(upright, rule.at, box.y0, box.y1, same)
        lone = drawn < options.bit or (drawn < options.bit_beside_blank and is_beside_blank(rule))
        return inside and lone and crossed >= options.through_print and not parts_header(rule)

    def parts_header(rule: Rule) -> bool:
        below = min((one.at for one in level if one.at > box.y0 + 2 * same), default=box.y1)
        whole = abs(rule.start - box.y0) <= same and abs(rule.end - below) <= same
        return whole and not is_beside_blank(rule)

    def is_beside_blank(rule: Rule) -> bool:
        left = max((one.at for one in upright if one.at < rule.at - same), default=box.x0)
        right = min((one.at for one in upright if one.at > rule.at + same), default=box.x1)
        beside = [piece.centre[0] for piece in within if rule.start < piece.centre[1] < rule.end]
        return not all(any(a < x < b for x in beside) for a, b in ((left, rule.at), (rule.at, right)))

    return tuple(rule for rule in upright if not is_bit(rule))


def _without_pen_strokes(
    upright: Sequence[Rule], level: Sequence[Rule], box: Box, same: float, options: RuledOptions
) -> tuple[Rule, ...]:
    """Upright rules without short ones that reach from no level rule to another, in a table whose column
    rules are whole: strokes of a signature."""
    inner = [rule for rule in upright if box.x0 + same < rule.at < box.x1 - same]
    drawn = {rule: covered(upright, rule.at, box.y0, box.y1, same) for rule in inner}
    if sum(share > options.whole_edge for share in drawn.values()) < max(1, len(drawn) / 2):
        return tuple(upright)

    def is_stroke(rule: Rule) -> bool:
        ends = [
            any(abs(other.at - end) <= same and other.start < rule.at < other.end for other in level)
            for end in (rule.start, rule.end)
        ]
        return drawn.get(rule, 1.0) < options.stroke and not all(ends)

    return tuple(rule for rule in upright if not is_stroke(rule))


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
    xs = with_unruled_columns(xs, ys, within, options)
    entries = entry_rules(ys, xs, within)
    ys = sorted({*ys, *(rule.at for rule in entries)})
    area = replace(area, level=(*area.level, *entries))
    ys, split = with_unruled_rows(ys, xs, within, options)
    inner = [x for x in xs[1:-1] if any(abs(rule.at - x) <= same for rule in area.upright)]
    if len(xs) < 3 or (len(ys) < 3 and not inner):
        return None
    if ruled_rows == 1 and split and not area.upright:
        return None  # two level rules around print: the table goes on beyond them
    level, upright = with_unprinted_rules(area, ys, xs, split, within, same, headings=True)
    level = [_up_to_the_sides(rule, area, same, options) for rule in level]
    lattice = without_printless_lines(rules_to_lattice(ys, xs, (level, upright), within, same), within)
    ys, xs, slots = [*lattice.ys], [*lattice.xs], lattice_to_slots(lattice)
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
    if any(slot.bbox.y0 >= bottom for slot in table.slots):
        return table  # its last rows are blank: ruled for more
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


def _is_sign_of_money(left: Box, right: Box, cell: Box) -> bool:
    """Whether two pieces are at the two sides of a cell, the left one as short as a sign of money."""
    is_short = left.width < SIGN * left.height
    return is_short and left.x0 - cell.x0 < left.height and cell.x1 - right.x1 < right.height


def _count_clashes(table: FoundTable, pieces: Sequence[Box], options: RuledOptions) -> int:
    """Pieces that share their cell with a piece beside them: a column boundary is missing there."""
    count = 0
    for slot in table.slots:
        lines = rows_of(pieces_in(slot.bbox, pieces))
        for a, b in (beside for line in lines for beside in pairwise(line)):
            is_wide = b.x0 - a.x1 > options.word_gap * min(a.height, b.height)
            is_wide = is_wide and not _is_sign_of_money(a, b, slot.bbox)
            count += is_wide and parts_more_than_it_cuts((a.x1 + b.x0) / 2, lines)
    return count
