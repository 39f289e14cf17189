"""Level rules that touch no upright one, given to the area that they lie in: pieces of broken ones, and those
that part the rows of entries in a frame without column rules."""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule, RuleOptions, cluster
from models.structure.areas.area import Area, AreaOptions

LEFT = 0.35  # share of an area's width that is left of a broken rule
FEWEST_PIECES = 3  # of it
FEWEST_ALIKE = 2  # whole rules that begin and end at the same places


def with_broken_rules(
    areas: Sequence[Area], level: Sequence[Rule], dpi: float, options: AreaOptions
) -> list[Area]:
    """The areas of crossing rules, each with the broken rules in it: pieces in line over much of its width.
    And with whole ones, as long, of which several begin and end at the same places.

    level: all level rules. A rule belongs to the smallest area that it lies in.
    """
    same, reach = RuleOptions().same * dpi, options.meet * dpi
    taken = {rule for area in areas for rule in area.level}
    out: list[Area] = []
    for area in sorted(areas, key=lambda area: area.bbox.area):
        inside = [rule for rule in level if rule not in taken and _lies_in(rule, area, reach)]
        added = [
            rule
            for at in cluster([(rule.at, rule.length) for rule in inside], same)
            if _is_broken(at, [*inside, *area.level], area, same)
            for rule in inside
            if abs(rule.at - at) <= same
        ]
        added += _alike(inside, area, reach)
        taken.update(inside)
        out.append(replace(area, level=(*area.level, *dict.fromkeys(added))))
    return out


def _lies_in(rule: Rule, area: Area, reach: float) -> bool:
    box = area.bbox
    inside = box.x0 - reach <= rule.start and rule.end <= box.x1 + reach
    return inside and box.y0 + reach < rule.at < box.y1 - reach


def _is_broken(at: float, level: Sequence[Rule], area: Area, same: float) -> bool:
    """Whether the rules at a height are pieces that go over as much of an area's width."""
    pieces = [rule for rule in level if abs(rule.at - at) <= same]
    return len(pieces) >= FEWEST_PIECES and sum(r.length for r in pieces) >= LEFT * area.bbox.width


def _alike(level: Sequence[Rule], area: Area, reach: float) -> list[Rule]:
    """The rules that go over much of an area's width from and to the same places as others of them."""
    long = [rule for rule in level if rule.length >= LEFT * area.bbox.width]

    def like(rule: Rule) -> int:
        ends = (max(abs(one.start - rule.start), abs(one.end - rule.end)) for one in long)
        return sum(end <= reach for end in ends)

    return [rule for rule in long if like(rule) >= FEWEST_ALIKE]
