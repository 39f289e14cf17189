"""Pieces of broken level rules that touch no upright one, given to the area that they lie in."""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule, RuleOptions
from models.structure.areas.area import Area, AreaOptions

LEFT = 0.35  # share of an area's width that is left of a broken rule
FEWEST_PIECES = 3  # of it


def with_broken_rules(
    areas: Sequence[Area], level: Sequence[Rule], dpi: float, options: AreaOptions
) -> list[Area]:
    """The areas of crossing rules, each with the broken rules in it: pieces in line over much of its width.

    level: all level rules. A rule belongs to the smallest area that it lies in.
    """
    taken = {rule for area in areas for rule in area.level}
    out: list[Area] = []
    for area in sorted(areas, key=lambda area: area.bbox.area):
        inside = [rule for rule in level if rule not in taken and _lies_in(rule, area, options.meet * dpi)]
        same = RuleOptions().same * dpi
        added = [
            rule for pieces in _in_line(inside, same) if _is_broken(pieces, area, same) for rule in pieces
        ]
        taken.update(inside)
        out.append(replace(area, level=(*area.level, *added)))
    return out


def _lies_in(rule: Rule, area: Area, reach: float) -> bool:
    box = area.bbox
    inside = box.x0 - reach <= rule.start and rule.end <= box.x1 + reach
    return inside and box.y0 + reach < rule.at < box.y1 - reach


def _in_line(level: Sequence[Rule], same: float) -> list[list[Rule]]:
    """Level rules by the height at which they lie."""
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][-1].at <= same:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _is_broken(pieces: Sequence[Rule], area: Area, same: float) -> bool:
    """Whether pieces in line, with those of their line that the area has, go over as much of its width."""
    line = [*pieces, *(rule for rule in area.level if abs(rule.at - pieces[0].at) <= same)]
    length = sum(rule.length for rule in line)
    return len(line) >= FEWEST_PIECES and length >= LEFT * area.bbox.width
