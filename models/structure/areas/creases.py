"""Bits of a fold across the sheet that look like level rules: all on one line, aslant among level ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from models.pixels.rule import Rule


@dataclass(frozen=True)
class CreaseOptions:
    """What a fold looks like among the rules of a straight page; lengths in inches.

    bit: share of the page's longest rule that one of its bits is shorter than. fewest: bits. span: share of
    the longest rule that they go over. lean: least and greatest slope. near: distance of their middles from
    one line, at most.
    """

    bit: float = 0.5
    fewest: int = 4
    span: float = 0.7
    lean: tuple[float, float] = (0.006, 0.03)
    near: float = 0.015


def without_creases(
    level: Sequence[Rule], dpi: float, options: CreaseOptions = CreaseOptions()
) -> tuple[Rule, ...]:
    """Level rules without the bits of folds."""
    longest = max((rule.length for rule in level), default=0.0)
    short = [rule for rule in level if rule.length < options.bit * longest]
    folds: set[Rule] = set()
    for one, other in combinations(sorted(short, key=lambda rule: rule.start), 2):
        if other.start <= one.end or {one, other} <= folds:
            continue
        bits = _in_line(one, other, short, dpi, options)
        if len(bits) >= options.fewest and bits[-1].end - bits[0].start >= options.span * longest:
            folds.update(bits)
    return tuple(rule for rule in level if rule not in folds)


def _in_line(one: Rule, other: Rule, rules: Sequence[Rule], dpi: float, options: CreaseOptions) -> list[Rule]:
    """The rules, none below another, whose middles lie on the line through those of two of them, left to
    right; none where that line is level, or steep."""
    x, lean = _middle(one), (other.at - one.at) / (_middle(other) - _middle(one))
    if not options.lean[0] <= abs(lean) <= options.lean[1]:
        return []
    near = [
        rule
        for rule in sorted(rules, key=lambda rule: rule.start)
        if abs(one.at + lean * (_middle(rule) - x) - rule.at) <= options.near * dpi
    ]
    return [rule for k, rule in enumerate(near) if k == 0 or rule.start > near[k - 1].end]


def _middle(rule: Rule) -> float:
    return (rule.start + rule.end) / 2
