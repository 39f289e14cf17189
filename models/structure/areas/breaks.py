"""Level rules joined over breaks at which other rules go on: what poor print leaves of a table's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.pixels.rule import Rule
from schemas.geometry import Box

IN_TEAR = 0.5  # line heights of print in a tear


@dataclass(frozen=True)
class BreakOptions:
    """What is a break; lengths in inches.

    widest: of it; far: of one amid upright rules, whose sides are `long` times as long. aligned: how far
    apart the heights of its two sides may lie. near: how far an upright rule stands from a side that ends at
    it. beyond: length by which the rules go on that run past it. reach: how far above and below those are.
    tear: how far apart rules end that a streak parts all of; fewest_torn: of them, at the least; most_whole:
    share of those that end on one side of it alone.
    """

    widest: float = 0.6
    far: float = 1.2
    long: float = 1.5
    aligned: float = 0.025
    near: float = 0.04
    beyond: float = 0.1
    reach: float = 3.0
    tear: float = 0.12
    fewest_torn: int = 5
    most_whole: float = 0.25


def joined_over_breaks(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    dpi: float,
    amid: bool = True,
    options: BreakOptions = BreakOptions(),
) -> tuple[Rule, ...]:
    """Level rules, those in line joined where more of their neighbours run past the break than stop there.

    And with `amid` where an upright one stands in the break. At a gutter between two tables all rules stop,
    and beside a cell over several rows they stop at upright ones. Again and again: each whole rule tells of
    others.
    """
    out = tuple(level)
    while len(joined := _joined(out, upright, dpi, amid, options)) < len(out):
        out = joined
    return out


def _joined(
    level: Sequence[Rule], upright: Sequence[Rule], dpi: float, amid: bool, options: BreakOptions
) -> tuple[Rule, ...]:
    out: list[Rule] = []
    for rule in sorted(level, key=lambda rule: rule.start):
        before = [other for other in out if _is_break(other, rule, upright, dpi, options)]
        if amid:
            before += [other for other in out if _is_far_break(other, rule, upright, dpi, options)]
        left = max(before, key=lambda other: other.end, default=None)
        if left and (
            (amid and _is_amid_upright(left, rule, upright, dpi, options))
            or _is_run_past(left, rule, level, dpi, options)
        ):
            out[out.index(left)] = replace(left, end=rule.end)
        else:
            out.append(rule)
    return tuple(out)


def joined_over_tears(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    pieces: Sequence[Box],
    dpi: float,
    options: BreakOptions = BreakOptions(),
) -> tuple[Rule, ...]:
    """Level rules, those in line joined where nearly all of a table that upright rules cross are broken below
    each other, over print: at a streak without ink. Upright ones, with the sides of all the others exchanged.
    """
    out: list[Rule] = []
    for rule in sorted(level, key=lambda rule: rule.start):
        before = [other for other in out if _is_break(other, rule, upright, dpi, options)]
        left = max(before, key=lambda other: other.end, default=None)
        if left and _is_torn(left, rule, level, upright, pieces, dpi, options):
            out[out.index(left)] = replace(left, end=rule.end)
        else:
            out.append(rule)
    return tuple(out)


def _is_torn(
    left: Rule,
    right: Rule,
    level: Sequence[Rule],
    upright: Sequence[Rule],
    pieces: Sequence[Box],
    dpi: float,
    options: BreakOptions,
) -> bool:
    """Whether a break is one of many below each other, amid a table, with print in it."""
    near, tear = options.near * dpi, options.tear * dpi
    ends = [rule.at for rule in level if abs(rule.end - left.end) <= tear]
    starts = [rule.at for rule in level if abs(rule.start - right.start) <= tear]
    both = [at for at in ends if any(abs(at - other) <= near for other in starts)]
    if len(both) < options.fewest_torn or len(both) < (1 - options.most_whole) * max(len(ends), len(starts)):
        return False
    torn = Box(left.end, min(both), right.start, max(both))
    crossed = [
        sum(
            side.start < rule.at < side.end and rule.start < torn.y1 and rule.end > torn.y0
            for rule in upright
        )
        for side in (left, right)
    ]
    inside = [p for p in pieces if torn.y0 < p.centre[1] < torn.y1 and p.x1 > torn.x0 and p.x0 < torn.x1]
    return all(crossed) and any(
        min(p.x1, torn.x1) - max(p.x0, torn.x0) > IN_TEAR * min(p.width, p.height) for p in inside
    )


def _is_far_break(
    left: Rule, right: Rule, upright: Sequence[Rule], dpi: float, options: BreakOptions
) -> bool:
    """Whether two long rules lie in line far apart, with upright ones between them."""
    gap = right.start - left.end
    wide = replace(options, widest=options.far)
    return (
        min(left.length, right.length) >= options.long * gap > options.long * options.widest * dpi
        and _is_break(left, right, upright, dpi, wide)
        and _is_amid_upright(left, right, upright, dpi, options)
    )


def _is_break(left: Rule, right: Rule, upright: Sequence[Rule], dpi: float, options: BreakOptions) -> bool:
    """Whether two rules lie in line, not far apart, with no upright rules where both end."""
    near = options.near * dpi
    in_line = abs(left.at - right.at) <= options.aligned * dpi
    held = [
        any(
            abs(rule.at - end) <= near and rule.start - near <= left.at <= rule.end + near for rule in upright
        )
        for end in (left.end, right.start)
    ]
    return in_line and 0 < right.start - left.end <= options.widest * dpi and not all(held)


def _is_amid_upright(
    left: Rule, right: Rule, upright: Sequence[Rule], dpi: float, options: BreakOptions
) -> bool:
    """Whether an upright rule stands inside a break: it is amid a table, and a streak may part all rows."""
    near, along = options.near * dpi, options.widest * dpi
    return any(
        left.end + near < rule.at < right.start - near and rule.start - along <= left.at <= rule.end + along
        for rule in upright
    )


def _is_run_past(left: Rule, right: Rule, level: Sequence[Rule], dpi: float, options: BreakOptions) -> bool:
    """Whether more rules above and below run past a break than stop there; two tables beside each other have
    rows of their own, at whose ends none begins beyond the gutter."""
    beyond, near = options.beyond * dpi, options.near * dpi
    others = [rule for rule in level if options.aligned * dpi < abs(rule.at - left.at) <= options.reach * dpi]
    past = sum(rule.start < left.end - beyond and rule.end > right.start + beyond for rule in others)
    stopping = [rule.at for rule in others if abs(rule.end - left.end) <= near]
    starting = [rule.at for rule in others if abs(rule.start - right.start) <= near]
    own_rows = (
        _without_like(one, other, near) for one, other in ((stopping, starting), (starting, stopping))
    )
    return past > max(len(stopping), len(starting)) and not all(own_rows)


def _without_like(heights: Sequence[float], others: Sequence[float], near: float) -> bool:
    """Whether one of the heights is near none of the others."""
    return any(all(abs(height - other) > near for other in others) for height in heights)
