"""Level rules of like extent below each other: tables without upright rules."""

from collections.abc import Sequence
from statistics import median

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.areas.area import Area, AreaOptions, same_extent
from models.structure.areas.between_rules import is_table_between
from models.structure.areas.strokes import without_strokes
from models.structure.pieces import find_scribbles, is_text, pieces_in, rows_of
from schemas.geometry import Box, union

NEARLY_ALL = 0.75  # share of the rules between two others that are of one table


def level_areas(rules: Rules, pieces: Sequence[Box], dpi: float, options: AreaOptions) -> list[Area]:
    """Level rules of like extent below each other: tables without upright rules."""
    long = [rule for rule in rules.level if rule.length >= options.shortest_level * dpi]
    groups: list[list[Rule]] = []
    for rule in sorted(long, key=lambda rule: rule.at):
        for group in sorted(groups, key=lambda group: -group[-1].at):
            parted = _is_parted(group[-1], rule, long, options) or _holds_a_table(
                group[-1], rule, long, pieces, options
            )
            carries_on = same_extent(group[-1], rule, options) and not parted
            if carries_on and is_table_between(group, rule, pieces, options):
                group.append(rule)
                break
        else:
            groups.append([rule])
    groups = _grown_over_names([group for group in groups if len(group) >= 2], pieces, options)
    boxes = [_with_names_cut(_usual_extent(group), pieces) for group in groups]
    wholes = [box for box, group in zip(boxes, groups, strict=True) if len(group) >= options.rules_of_whole]
    parts = [
        box for box, group in zip(boxes, groups, strict=True) if _are_parts(group, long, options.meet * dpi)
    ]
    outer = [box for box in boxes if not any(_lies_in(box, whole) for whole in wholes)]
    grown = [_with_parts(box, parts) for box in outer if box not in parts]
    outer = [*grown, *(box for box in outer if box in parts and not any(_lies_in(box, one) for one in grown))]
    scribbles = find_scribbles(pieces)
    return [
        without_strokes(_area_in(box, rules, options.alike * dpi), scribbles, dpi, options) for box in outer
    ]


def _usual_extent(group: Sequence[Rule]) -> Box:
    """The box of level rules of like extent; a stroke that carries one of them on makes it no wider.

    Poor print makes many of them shorter.
    """
    starts, ends = sorted(rule.start for rule in group), sorted(rule.end for rule in group)
    start, end = median(starts[:3]), median(ends[-3:])
    return Box(start, group[0].at, end, group[-1].at)


def _with_names_cut(box: Box, pieces: Sequence[Box]) -> Box:
    """The box, wide enough for the print that its left side runs through: what is left of broken rules."""
    inside = [piece for piece in pieces if box.y0 < piece.centre[1] < box.y1]
    cut = [p.x0 for p in inside if p.x0 < box.x0 - p.height and p.x1 > box.x0 + p.height]
    return box._replace(x0=min(cut)) if len(cut) > 1 else box


def _grown_over_names(
    groups: Sequence[list[Rule]], pieces: Sequence[Box], options: AreaOptions
) -> list[list[Rule]]:
    """The groups of rules, those below each other joined where only the parts that they lost differ."""
    out: list[list[Rule]] = []
    for group in sorted(groups, key=lambda group: group[0].at):
        above = out[-1] if out else group
        boxes = [_with_names_cut(_usual_extent(one), pieces) for one in (above, group)]
        cut = any(box.x0 < _usual_extent(one).x0 for box, one in zip(boxes, (above, group), strict=True))
        upper, lower = (Rule(0, box.x0, box.x1) for box in boxes)
        near = above[-1].at < group[0].at and same_extent(upper, lower, options)
        if out and cut and near and is_table_between(above, group[0], pieces, options):
            above.extend(group)
        else:
            out.append(list(group))
    return out


def _lies_in(box: Box, whole: Box) -> bool:
    """Whether a box is a part of a larger one: rows of some columns between the rules of all."""
    return box.area < whole.area and whole.overlap(box) > 0.9 * box.area


def _with_parts(box: Box, parts: Sequence[Box]) -> Box:
    """The box with those level with it that reach into it, of rules of which other parts are its own."""
    beside = [
        one for one in parts if box.y0 <= one.y0 and one.y1 <= box.y1 and one.x0 < box.x1 and box.x0 < one.x1
    ]
    return union([box, *beside])


def _are_parts(group: Sequence[Rule], level: Sequence[Rule], near: float) -> bool:
    """Whether most rules of a group overlap the end of another, a little above or below: broken rules."""
    parts = [
        rule
        for rule in group
        if any(
            0 < abs(other.at - rule.at) <= near
            and max(rule.start, other.start) < min(rule.end, other.end)
            and (rule.start < other.start) == (rule.end < other.end)
            for other in level
        )
    ]
    return 2 * len(parts) > len(group)


def _area_in(box: Box, rules: Rules, alike: float) -> Area:
    """The area of a box with all rules in it. alike: pixels that they may reach out of it at its sides.

    A rule as wide as it that a fold carries on to one side is cut off there.
    """
    left, right = box.x0 - alike, box.x1 + alike
    beside = [r for r in rules.level if box.y0 - 2 <= r.at <= box.y1 + 2]
    whole = [r for r in beside if (r.start >= left) != (r.end <= right) and r.start <= left + 2 * alike]
    cut = [_cut_to(r, box) for r in whole if r.end >= right - 2 * alike]
    level = [*(r for r in beside if r.start >= left and r.end <= right), *cut]
    upright = [r for r in rules.upright if left <= r.at <= right and r.start < box.y1 and r.end > box.y0]
    return Area(box, tuple(level), tuple(upright))


def _cut_to(rule: Rule, box: Box) -> Rule:
    """A level rule without what of it lies beside a box."""
    return Rule(rule.at, max(rule.start, box.x0), min(rule.end, box.x1), rule.thickness)


def _is_parted(above: Rule, below: Rule, level: Sequence[Rule], options: AreaOptions) -> bool:
    """Whether the rules of another table, wider than both, lie between two level rules."""
    wider = [
        rule
        for rule in level
        if above.at < rule.at < below.at
        and min(rule.end, below.end) - max(rule.start, below.start) >= options.shared * below.length
        and not same_extent(rule, below, options)
    ]
    return len(wider) >= options.rules_of_whole


def _holds_a_table(
    above: Rule, below: Rule, level: Sequence[Rule], pieces: Sequence[Box], options: AreaOptions
) -> bool:
    """Whether rules between two level ones make a narrower table: all print level with them stands within
    them, and text alone above or below.
    """
    between = [rule for rule in level if above.at < rule.at < below.at]
    alike = ([rule for rule in between if same_extent(rule, one, options)] for one in between)
    own = max(alike, key=len, default=[])
    # A stamp, or a line of the page, may lie between them, too.
    if len(own) <= options.rules_of_whole or len(own) < NEARLY_ALL * len(between):
        return False
    if same_extent(own[0], below, options):
        return False
    top, bottom = min(rule.at for rule in own), max(rule.at for rule in own)
    table = Box(min(rule.start for rule in own), top, max(rule.end for rule in own), bottom)
    stretch = pieces_in(Box(above.start, above.at, above.end, below.at), pieces)
    beside = [p for p in stretch if table.y0 < p.centre[1] < table.y1 and not table.contains(*p.centre)]
    rows = rows_of([p for p in stretch if not table.y0 < p.centre[1] < table.y1])
    return not beside and bool(rows) and all(map(is_text, rows))
