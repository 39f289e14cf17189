"""Masks of rules → rules: runs of pixels gathered, pieces of one rule joined."""

from collections.abc import Sequence

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule, RuleOptions

DOUBLE = 1.6  # a double rule is gathered as one and is as thick as both with their blank


def mask_to_runs(mask: Mask, shortest: float, thickest: float) -> list[Rule]:
    """Rules along the rows of a mask: the longest run first, with the runs beside it that it covers.

    Connected components would not do: a digit that touches a rule would be taken for part of it.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    long = end - start >= shortest
    row, start, end = row[long], start[long], end[long]
    order = np.lexsort((start, row, start - end))
    row, start, end = row[order], start[order], end[order]
    free = np.ones(len(row), bool)
    reach = max(2.0, thickest)
    rules = []
    for k in range(len(row)):
        if not free[k]:
            continue
        shared = np.minimum(end, end[k]) - np.maximum(start, start[k])
        beside = free & (np.abs(row - row[k]) <= reach) & (shared >= 0.5 * (end - start))
        free &= ~beside
        weight = shared[beside]
        thickness = float(weight.sum()) / float(end[k] - start[k])
        if thickness <= DOUBLE * thickest:
            at = float((row[beside] * weight).sum()) / float(weight.sum()) + 0.5
            rules.append(Rule(at, float(start[k]), float(end[k]), thickness))
    return rules


def join_runs(
    runs: Sequence[Rule], crossing: Sequence[Rule], dpi: float, options: RuleOptions
) -> tuple[Rule, ...]:
    """Pieces of one rule made one, across small breaks; double rules made single.

    A break that lies between two crossing rules parts two tables and is kept.
    """
    same, bridge = options.same * dpi, options.bridge * dpi
    out: list[Rule] = []
    for run in sorted(runs, key=lambda run: (-run.length, run.at, run.start)):
        near = [
            k
            for k, other in enumerate(out)
            if abs(other.at - run.at) <= same
            and run.start <= other.end + bridge
            and run.end >= other.start - bridge
            and not _are_parted(run, other, crossing, same)
        ]
        merged = _merged([out[k] for k in near] + [run])
        out = [other for k, other in enumerate(out) if k not in near] + [merged]
    return tuple(sorted(out, key=lambda rule: (rule.at, rule.start)))


def _merged(parts: Sequence[Rule]) -> Rule:
    """One rule over all parts, where they lie on average by length."""
    weight = sum(part.length for part in parts)
    return Rule(
        sum(part.at * part.length for part in parts) / weight,
        min(part.start for part in parts),
        max(part.end for part in parts),
        max(part.thickness for part in parts),
    )


def _are_parted(one: Rule, other: Rule, crossing: Sequence[Rule], same: float) -> bool:
    """Whether the break between two pieces starts at one crossing rule and ends at another."""
    first, second = sorted((one, other), key=lambda rule: rule.start)
    if second.start - first.end < 0.7 * same:
        return False
    here = [rule for rule in crossing if rule.start - same <= first.at <= rule.end + same]
    return any(abs(rule.at - first.end) <= same for rule in here) and any(
        abs(rule.at - second.start) <= same for rule in here
    )
