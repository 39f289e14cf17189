"""Rules → the parts of a page that rules say are one table each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median

from models.pixels.rule import Rule, RuleOptions, touch
from models.pixels.rules import Rules
from models.structure.areas.area import (
    Area,
    AreaOptions,
    grown_together,
    level_line,
    same_extent,
    upright_line,
)
from models.structure.areas.breaks import joined_over_breaks, joined_over_tears
from models.structure.areas.broken_rules import with_broken_rules
from models.structure.areas.creases import without_creases
from models.structure.areas.gutters import cut_at_gutters
from models.structure.areas.leaders import without_leaders
from models.structure.areas.level_areas import level_areas
from models.structure.areas.page_heads import without_page_heads
from models.structure.areas.strikes import without_strikes
from models.structure.areas.strokes import without_bridges, without_overhanging, without_slanted
from models.structure.areas.underlines import without_underlines
from models.structure.grids.lattice import covered
from models.structure.pieces import line_height, pieces_in, rows_of
from schemas.geometry import Box, union

__all__ = ["Area", "AreaOptions", "rules_to_areas"]

MOST_OF_ROW = 4  # wide rules of a header, or of rows of totals
FEWEST_AMID, AMID = 2, 0.75  # lines that print stands on both sides of, and their share
FEWEST_COLUMNS = 3  # upright rules that end above the blank between two tables, and begin below it


def rules_to_areas(rules: Rules, pieces: Sequence[Box], dpi: float, options: AreaOptions) -> list[Area]:
    """All areas, of crossing rules and of level ones; smallest first, so that a frame comes last."""
    rules = replace(rules, level=without_creases(without_slanted(rules.level, dpi, options), dpi))
    same = RuleOptions().same * dpi
    rules = replace(rules, level=without_strikes(rules.level, rules.upright, pieces, same))
    rules = replace(rules, level=without_leaders(rules.level, rules.upright, pieces))
    rules = replace(rules, level=without_underlines(rules.level, rules.upright, pieces, same))
    rules = _without_tears(rules, pieces, dpi)
    rules = replace(
        rules,
        level=joined_over_breaks(rules.level, rules.upright, dpi),
        # A level rule between two upright ones may be the last of one table, or the first of another.
        upright=joined_over_breaks(rules.upright, rules.level, dpi, amid=False),
    )
    rules = replace(rules, level=cut_at_gutters(rules.level, pieces, dpi))
    rules = replace(rules, upright=without_bridges(rules, dpi, options))
    closed = [area for area in crossing_areas(rules, dpi, options, pieces) if _is_closed(area, dpi, options)]
    closed = with_broken_rules(closed, rules.level, dpi, options)
    closed = [_with_last_row(area, rules.level, pieces, options) for area in closed]
    of_tables = replace(rules, level=without_page_heads(rules, closed, pieces, dpi))
    level = [
        _with_last_row(area, rules.level, pieces, options)
        for area in level_areas(of_tables, pieces, dpi, options)
    ]
    lowest = options.rows_of_box * line_height(pieces)
    parts = [row for whole in level for row in _rows_of_whole(whole, closed, pieces, dpi, options)]
    closed = [
        area
        for area in closed
        if area not in parts and not any(_is_box_in_row(area, whole, lowest) for whole in level)
    ]
    level = [area for area in level if not mostly_in(area.bbox, _no_logos(closed, area, options))]
    sums = [area for area in level if _underlines_figures(area, [*closed, *level], pieces, options)]
    level = [_without_rules_of(sums, area) for area in level if area not in sums]
    level = [area for area in level if not _is_beside_print(area, [*closed, *level], pieces, options)]
    areas = stacked_areas(grown_together([*closed, *level], options), dpi, options)
    return [area for area in areas if not _is_amid_print(area, areas, pieces)]


def _without_tears(rules: Rules, pieces: Sequence[Box], dpi: float) -> Rules:
    """The rules joined over streaks without ink, level and upright ones."""
    level = joined_over_tears(rules.level, rules.upright, pieces, dpi)
    turned = [Box(piece.y0, piece.x0, piece.y1, piece.x1) for piece in pieces]
    return replace(rules, level=level, upright=joined_over_tears(rules.upright, level, turned, dpi))


def _no_logos(closed: Sequence[Area], whole: Area, options: AreaOptions) -> list[Box]:
    """The boxes of closed areas that are no mere logo in a larger one."""
    least = options.logo * whole.bbox.area
    return [area.bbox for area in closed if area.bbox.area > least]


def _rows_of_whole(
    whole: Area, closed: Sequence[Area], pieces: Sequence[Box], dpi: float, options: AreaOptions
) -> Sequence[Area]:
    """The closed areas that are rows of a larger one, as wide as it: its shaded header, and totals.

    None where one of them may be a table of its own. A shaded row has rules at its sides alone, and the rows
    between two of them have rules that belong to neither. Rows with the last bits of lost column rules have
    few for their columns.
    """
    reach = options.meet * dpi
    inside = [one for one in closed if mostly_in(one.bbox, [whole.bbox])]
    wide = [one for one in inside if one.bbox.width > options.wide_line * whole.bbox.width]
    extent = Rule(0, whole.bbox.x0, whole.bbox.x1)
    are_rows = all(
        same_extent(Rule(0, one.bbox.x0, one.bbox.x1), extent, options)
        and one.bbox.height < options.most_of_whole * whole.bbox.height
        and not _has_most_rows(one, whole, reach, options)
        and (
            abs(one.bbox.y0 - whole.bbox.y0) <= reach
            or _has_sides_alone(one, reach)
            or _lost_its_columns(one, pieces, options)
        )
        for one in wide
    )
    between = [rule for rule in whole.level if not any(_holds(one, rule, reach) for one in wide)]
    return wide if are_rows and (len(wide) < 2 or between) else ()


def _has_most_rows(area: Area, whole: Area, reach: float, options: AreaOptions) -> bool:
    """Whether an area has many rows, and more of the larger one's wide rules than stand outside it."""
    wide = [rule for rule in whole.level if rule.length > options.wide_line * whole.bbox.width]
    held = sum(_holds(area, rule, reach) for rule in wide)
    return held > max(MOST_OF_ROW, len(wide) / 2)


def _holds(area: Area, rule: Rule, reach: float) -> bool:
    """Whether a level rule is one of an area's, or lies at its upper or lower edge."""
    return area.bbox.y0 - reach <= rule.at <= area.bbox.y1 + reach


def _has_sides_alone(area: Area, reach: float) -> bool:
    """Whether the upright rules of an area all stand at its sides."""
    return all(min(abs(rule.at - x) for x in (area.bbox.x0, area.bbox.x1)) <= reach for rule in area.upright)


def _lost_its_columns(area: Area, pieces: Sequence[Box], options: AreaOptions) -> bool:
    """Whether upright rules part few of the columns that the print of an area stands in."""
    columns = max(map(len, rows_of(pieces_in(area.bbox, pieces))), default=0)
    return len(area.upright) < options.ruled_columns * columns


def _is_box_in_row(area: Area, whole: Area, lowest: float) -> bool:
    """Whether an area is too low for a table of its own and inside a larger one."""
    box = area.bbox
    return box.height < lowest and box.area < whole.bbox.area and whole.bbox.overlap(box) > 0.9 * box.area


def _with_last_row(area: Area, level: Sequence[Rule], pieces: Sequence[Box], options: AreaOptions) -> Area:
    """The area with the row below it that a level rule as wide as it ends, where upright ones stop short.

    A part of that rule may be lost, at one of its ends.
    """
    box = area.bbox
    rows = [below - above for above, below in pairwise(sorted(rule.at for rule in area.level))]
    below = [rule for rule in level if rule.at > box.y1 + 1 and _ends_a_row(rule, box, options)]
    if (
        len(rows) < options.rules_of_whole
        or not below
        or below[0].at - box.y1 > options.last_row * median(rows)
    ):
        return area
    next_rule = below[0]
    last = Box(box.x0, max(rule.at for rule in area.level), box.x1, next_rule.at)
    abreast = max(map(len, rows_of(pieces_in(last, pieces))), default=0)
    columns = max(map(len, rows_of(pieces_in(box, pieces))), default=0)
    if abreast < 2 or abreast < options.ruled_columns * columns:
        return area
    whole = Box(box.x0, box.y0, box.x1, next_rule.at)
    return Area(whole, (*area.level, next_rule), area.upright)


def _ends_a_row(rule: Rule, box: Box, options: AreaOptions) -> bool:
    """Whether a level rule goes over most of a box, and not far beyond it."""
    whole = Rule(rule.at, min(rule.start, box.x0), max(rule.end, box.x1))
    inside = min(rule.end, box.x1) - max(rule.start, box.x0)
    beyond = whole.length - (box.x1 - box.x0)
    return inside >= options.left_of_rule * box.width and beyond <= options.beyond_rule * box.width


def _underlines_figures(
    area: Area, areas: Sequence[Area], pieces: Sequence[Box], options: AreaOptions
) -> bool:
    """Whether level rules stand below totals alone: most lines between them begin left of all areas.

    But for the area of the table that they are in.
    """
    box = area.bbox
    others = [one.bbox for one in areas if one.bbox.overlap(box) < 0.9 * box.area or one is area]
    free = [piece for piece in pieces if not any(other.contains(*piece.centre) for other in others)]
    labels = [piece for piece in free if piece.x1 < box.x0 and box.y0 < piece.centre[1] < box.y1]
    lines = [union(line) for line in rows_of(pieces_in(box, pieces))]
    labelled = sum(any(line.y0 < label.centre[1] < line.y1 for label in labels) for line in lines)
    return (
        not area.upright
        and len(lines) >= options.rows_of_underlined
        and labelled > options.labelled * len(lines)
    )


def _without_rules_of(sums: Sequence[Area], area: Area) -> Area:
    """The area without the rules below its totals, which part no rows of it."""
    below = {rule for one in sums for rule in one.level}
    return replace(area, level=tuple(rule for rule in area.level if rule not in below))


def _is_beside_print(area: Area, areas: Sequence[Area], pieces: Sequence[Box], options: AreaOptions) -> bool:
    """Whether most lines between two level rules go on beyond their ends, outside all areas.

    The edges of the sheet and folds are such lines.
    """
    box = area.bbox
    rows = rows_of([piece for piece in pieces if box.y0 < piece.centre[1] < box.y1])
    free = [
        [piece for piece in row if not any(one.bbox.contains(*piece.centre) for one in areas)] for row in rows
    ]
    beyond = sum(bool(row) for row in free)
    return (
        not area.upright
        and len(area.level) <= 2
        and len(rows) >= options.rows_of_underlined
        and beyond > options.labelled * len(rows)
    )


def _is_amid_print(area: Area, areas: Sequence[Area], pieces: Sequence[Box]) -> bool:
    """Whether nearly all lines of an area go on beyond both of its sides, outside all areas: what is left of
    the rules of a larger table."""
    box = area.bbox
    free = [piece for piece in pieces if not any(one.bbox.contains(*piece.centre) for one in areas)]
    rows = rows_of(pieces_in(box, pieces))
    beyond = 0
    for row in rows:
        own = union(row)
        level = [piece for piece in free if own.y0 < piece.centre[1] < own.y1]
        left, right = (any(p.x1 < own.x0 for p in level), any(p.x0 > own.x1 for p in level))
        beyond += left and right
    return len(rows) >= FEWEST_AMID and beyond >= AMID * len(rows)


def mostly_in(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box shares most of the smaller area with one of the others."""
    return any(other.overlap(box) > 0.5 * min(other.area, box.area) for other in others)


def crossing_areas(rules: Rules, dpi: float, options: AreaOptions, pieces: Sequence[Box] = ()) -> list[Area]:
    """Rules that cross or meet, gathered. pieces: print, that parts no frames."""
    reach = options.meet * dpi
    walls = _walls(rules, dpi, options)
    groups: list[tuple[list[Rule], list[Rule]]] = [
        ([r], []) for r in _cut_at_walls(rules.level, walls, reach)
    ]
    for upright in rules.upright:
        met = [group for group in groups if any(_meet(level, upright, reach, walls) for level in group[0])]
        rest = [group for group in groups if group not in met]
        joined = ([r for group in met for r in group[0]], [r for group in met for r in group[1]] + [upright])
        groups = [*rest, joined] if met else groups
    areas = []
    for level, uprights in groups:
        for part in _parted_at_gaps(level, uprights, pieces, reach):
            areas.append(without_overhanging(part, reach))
    return sorted(areas, key=lambda area: area.bbox.area)


def _parted_at_gaps(
    level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box], reach: float
) -> list[Area]:
    """Crossing rules, parted where a single upright one goes on over the blank between two frames: at the
    side of both, or a fold through them, beside rules of which several end and begin there."""
    ys = sorted({rule.at for rule in level})
    sides = [min((r.at for r in upright), default=0.0), max((r.at for r in upright), default=0.0)]
    passing = [[r for r in upright if r.start < a + reach and r.end > b - reach] for a, b in pairwise(ys)]
    cuts = [
        (a + b) / 2
        for (a, b), here in zip(pairwise(ys), passing, strict=True)
        if len(here) == 1 and b - a > 2 * reach
        if here[0].at in sides or _end_and_begin(upright, a, b, reach)
        if not pieces_in(Box(sides[0], a, sides[1], b), pieces)
    ]
    parts = []
    for top, bottom in pairwise([float("-inf"), *cuts, float("inf")]):
        own = [rule for rule in level if top < rule.at < bottom]
        if len(own) < 2:
            continue
        first, last = min(r.at for r in own) - reach, max(r.at for r in own) + reach
        inside = [r for r in upright if min(r.end, last) - max(r.start, first) > 2 * reach]
        if cuts:
            inside = [replace(r, start=max(r.start, first), end=min(r.end, last)) for r in inside]
        if len(inside) >= 2:
            box = union([level_line(r) for r in own] + [upright_line(r) for r in inside])
            parts.append(Area(box, tuple(own), tuple(inside)))
    return parts


def _end_and_begin(upright: Sequence[Rule], above: float, below: float, reach: float) -> bool:
    """Whether several upright rules end at one height and several begin at one below it."""
    ends = sum(abs(rule.end - above) <= 2 * reach for rule in upright)
    return min(ends, sum(abs(rule.start - below) <= 2 * reach for rule in upright)) >= FEWEST_COLUMNS


def stacked_areas(areas: Sequence[Area], dpi: float, options: AreaOptions) -> list[Area]:
    """Areas of like extent right below each other made one: a ruled header over an unruled body."""
    out: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.bbox.y0, area.bbox.x0)):
        for k, above in enumerate(out):
            near = abs(area.bbox.y0 - above.bbox.y1) <= options.meet * dpi
            upper, lower = (Rule(0, box.x0, box.x1) for box in (above.bbox, area.bbox))
            if near and same_extent(upper, lower, options):
                box = union([above.bbox, area.bbox])
                out[k] = Area(box, above.level + area.level, above.upright + area.upright)
                break
        else:
            out.append(area)
    return sorted(out, key=lambda area: area.bbox.area)


def _is_closed(area: Area, dpi: float, options: AreaOptions) -> bool:
    """Whether rules run along most of two opposite sides of an area: bits of dotted fill enclose nothing."""
    box, same = area.bbox, options.meet * dpi
    levels = [covered(area.level, y, box.x0, box.x1, same) for y in (box.y0, box.y1)]
    uprights = [covered(area.upright, x, box.y0, box.y1, same) for x in (box.x0, box.x1)]
    return min(levels) >= options.closed or min(uprights) >= options.closed


def _walls(rules: Rules, dpi: float, options: AreaOptions) -> list[Rule]:
    """Lines half way between two long upright rules close beside each other, with tables on both sides."""
    long = [rule for rule in rules.upright if rule.length >= options.shortest_wall * dpi]
    narrowest, widest = options.wall_gap
    walls = []
    for one, other in combinations(sorted(long, key=lambda rule: rule.at), 2):
        start, end = max(one.start, other.start), min(one.end, other.end)
        near = narrowest * dpi <= other.at - one.at <= widest * dpi
        if near and end - start >= options.wall_shared * min(one.length, other.length):
            wall = Rule((one.at + other.at) / 2, start, end)
            if min(_rules_beside(wall, rules.level, dpi, options)) >= 2:
                walls.append(wall)
    return walls


def _rules_beside(wall: Rule, level: Sequence[Rule], dpi: float, options: AreaOptions) -> tuple[int, int]:
    """How many level rules reach a wall from far to its left, and from far to its right."""
    reach, (near, far) = options.meet * dpi, options.wall_side
    along = [rule for rule in level if wall.start - reach <= rule.at <= wall.end + reach]
    left = sum(rule.start < wall.at - far * dpi and rule.end > wall.at - near * dpi for rule in along)
    right = sum(rule.end > wall.at + far * dpi and rule.start < wall.at + near * dpi for rule in along)
    return left, right


def _cut_at_walls(level: Sequence[Rule], walls: Sequence[Rule], reach: float) -> list[Rule]:
    """Level rules, none of which goes through a wall."""
    out: list[Rule] = []
    for rule in level:
        cuts = [
            wall.at
            for wall in walls
            if rule.start + reach < wall.at < rule.end - reach
            and wall.start - reach <= rule.at <= wall.end + reach
        ]
        ends = [rule.start, *sorted(cuts), rule.end]
        out.extend(Rule(rule.at, a, b, rule.thickness) for a, b in pairwise(ends))
    return out


def _meet(level: Rule, upright: Rule, reach: float, walls: Sequence[Rule]) -> bool:
    """Whether two rules cross or nearly touch, with no wall between them."""
    middle = (level.start + level.end) / 2
    return touch(level, upright, reach) and not any(
        min(middle, upright.at) < wall.at < max(middle, upright.at)
        and (level.end <= wall.at + reach or level.start >= wall.at - reach)
        and wall.start - reach <= level.at <= wall.end + reach
        for wall in walls
    )
