"""Lines in an area that are no rules of it: strokes of signatures and stamps, bits of streaks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.areas.area import Area, AreaOptions, level_line, upright_line
from schemas.geometry import Box, union

STEPS_OVERLAP = 0.5  # share of the shorter of two steps, that may lie below or above the other
BESIDE_BRIDGE = 0.5  # share of a bridge between two tables, along which another rule may run
ROWS_BRIDGED = 2.0  # heights of rows that it is longer than
MOST_OVER = 0.25  # share of an area's level rules that a stroke carries on beyond its upright ones
LOWEST_ROW = 0.6  # shortest strokes: of a rule from one level rule to the next


def without_strokes(area: Area, scribbles: Sequence[Box], dpi: float, options: AreaOptions) -> Area:
    """The area without the strokes of a signature that look like rules.

    Level ones touch a scribble, upright ones end at no rule of the table; so are the short ones beside them.
    """
    reach = options.meet * dpi
    long = [rule for rule in area.level if rule.length >= options.shortest_level * dpi]

    def is_stroke(line: Box, length: float) -> bool:
        touched = any(scribble.inflate(reach).overlap(line.inflate(1)) > 0 for scribble in scribbles)
        return length < options.shortest_stroke * dpi or (touched and length < options.shortest_level * dpi)

    def ends_nowhere(rule: Rule) -> bool:
        short = rule.length < options.shortest_level * dpi
        crossed = [r.at for r in long if r.start - reach <= rule.at <= r.end + reach]
        return short and not all(
            any(abs(at - end) <= 2 * reach for at in crossed) for end in (rule.start, rule.end)
        )

    def is_speck(rule: Rule) -> bool:
        """Too short for a rule, but from one level rule to the next."""
        shortest = options.shortest_stroke * dpi
        return rule.length < shortest and (rule.length < LOWEST_ROW * shortest or ends_nowhere(rule))

    upright = [rule for rule in area.upright if not is_speck(rule)]
    pen = [upright_line(rule) for rule in upright if ends_nowhere(rule)]
    level = [
        rule
        for rule in area.level
        if not is_stroke(level_line(rule), rule.length)
        and not (
            rule.length < options.shortest_level * dpi
            and any(
                stroke.inflate(options.beside_pen * dpi).overlap(level_line(rule).inflate(1)) > 0
                for stroke in pen
            )
        )
    ]
    kept = [rule for rule in upright if upright_line(rule) not in pen]
    return Area(area.bbox, tuple(level), tuple(kept))


def without_slanted(level: Sequence[Rule], dpi: float, options: AreaOptions) -> tuple[Rule, ...]:
    """Level rules without the slanted edges of a stamp, or a fold: steps, each where the last one ended."""
    short = sorted((r for r in level if r.length < options.longest_step * dpi), key=lambda r: r.start)
    chains: list[list[Rule]] = []
    for rule in short:
        for chain in chains:
            if _is_next_step(chain, rule, dpi, options):
                chain.append(rule)
                break
        else:
            chains.append([rule])
    slanted = {rule for chain in chains if len(chain) >= options.fewest_steps for rule in chain}
    return tuple(rule for rule in level if rule not in slanted)


def _is_next_step(chain: Sequence[Rule], rule: Rule, dpi: float, options: AreaOptions) -> bool:
    """Whether a rule goes on where a chain ends, a step up or down, in the direction of those before."""
    lowest, highest = (step * dpi for step in options.step)
    up = rule.at - chain[-1].at
    same_way = len(chain) < 2 or (chain[-1].at - chain[-2].at) * up > 0
    overlap = STEPS_OVERLAP * min(rule.length, chain[-1].length)
    near = -overlap <= rule.start - chain[-1].end <= options.step_gap * dpi
    return near and same_way and lowest <= abs(up) <= highest


def without_bridges(rules: Rules, dpi: float, options: AreaOptions) -> tuple[Rule, ...]:
    """Upright rules without bits of a fold or a streak that join two tables.

    Such a bit stands alone between level rules farther apart than rows, crosses none but at its ends, and is
    no column of two. What is left of a broken rule is shorter.
    """
    reach = options.meet * dpi
    heights = [below.at - above.at for above, below in pairwise(sorted(rules.level, key=lambda r: r.at))]
    row = median([height for height in heights if height > 2 * reach] or [0.0])

    def is_bridge(rule: Rule) -> bool:
        beside = (
            min(rule.end, other.end) - max(rule.start, other.start)
            for other in rules.upright
            if other is not rule
        )
        crossed = any(
            rule.start + 2 * reach < level.at < rule.end - 2 * reach and level.start < rule.at < level.end
            for level in rules.level
        )
        alone = max(beside, default=0.0) < BESIDE_BRIDGE * rule.length
        return not crossed and alone and rule.length > ROWS_BRIDGED * row

    return tuple(rule for rule in rules.upright if not is_bridge(rule))


def without_overhanging(area: Area, reach: float) -> Area:
    """The area without bits of streaks and stamps: the few upright rules that reach out of it.

    They are short, or lie outside for the most part. Level rules that a stroke or a fold carries on beyond
    where the others end are cut off there.
    """
    area = _without_long_ends(area, reach)
    top, bottom = min(r.at for r in area.level) - 2 * reach, max(r.at for r in area.level) + 2 * reach

    def is_own(rule: Rule) -> bool:
        if rule.start >= top and rule.end <= bottom:
            return True
        inside = min(rule.end, bottom) - max(rule.start, top)
        return rule.length > 0.5 * (bottom - top) and inside > 0.5 * min(rule.length, bottom - top)

    kept = [rule for rule in area.upright if is_own(rule)]
    if not 0.5 * len(area.upright) < len(kept) < len(area.upright):
        return area
    lines = [level_line(r) for r in area.level] + [upright_line(r) for r in kept]
    return Area(union(lines), area.level, tuple(kept))


def _without_long_ends(area: Area, reach: float) -> Area:
    """The area with its level rules cut off where most of them end: at the outermost upright ones, or beyond
    these at open sides."""
    left, right = min(r.at for r in area.upright), max(r.at for r in area.upright)
    open_left = [r.start for r in area.level if r.start < left - 2 * reach]
    open_right = [r.end for r in area.level if r.end > right + 2 * reach]
    left = median(open_left) if len(open_left) > MOST_OVER * len(area.level) else left
    right = median(open_right) if len(open_right) > MOST_OVER * len(area.level) else right
    ends = [(r.start < left - 2 * reach, r.end > right + 2 * reach) for r in area.level]
    over = [sum(side) for side in zip(*ends, strict=True)]
    cut = [0 < count <= MOST_OVER * len(ends) for count in over]
    level = tuple(
        replace(
            r, start=max(r.start, left) if cut[0] else r.start, end=min(r.end, right) if cut[1] else r.end
        )
        for r in area.level
        if r.start < right and r.end > left
    )
    if not any(cut) or len(level) < 2:
        return area
    lines = [level_line(r) for r in level] + [upright_line(r) for r in area.upright]
    return Area(union(lines), level, area.upright)
