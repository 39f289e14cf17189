"""Where solid upright rules end: a row in which only letters carry one on is cut off again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box


@dataclass(frozen=True)
class RuleEndOptions:
    """side, margin: inches beside a rule where its ink is looked for, and off the level rules between rows.

    solid: share of the height of most rows that a solid rule is drawn over, and of one whose print its line
    runs through; broken: the same of a row in which it is not drawn. fewest: rows.
    """

    side: float = 0.008
    margin: float = 0.015
    solid: float = 0.95
    broken: float = 0.8
    fewest: int = 4


def cut_back(
    upright: Sequence[Rule],
    level: Sequence[Rule],
    bars: Sequence[Box],
    ink: Mask,
    text: Sequence[Box],
    dpi: float,
    options: RuleEndOptions = RuleEndOptions(),
) -> tuple[Rule, ...]:
    """Upright rules without the rows at their ends over which they are not drawn, but for those in bars.

    ink: 1 where dark. text: lines of print.
    """
    return tuple(_cut_back(rule, level, bars, ink, text, dpi, options) for rule in upright)


def _cut_back(
    rule: Rule,
    level: Sequence[Rule],
    bars: Sequence[Box],
    ink: Mask,
    text: Sequence[Box],
    dpi: float,
    options: RuleEndOptions,
) -> Rule:
    margin = options.margin * dpi
    crossed = {r.at for r in level if r.start - margin <= rule.at <= r.end + margin}
    stops = sorted({rule.start, rule.end, *(y for y in crossed if rule.start < y < rule.end)})
    rows = [(a, b) for a, b in pairwise(stops) if b - a > 4 * margin]
    in_bar = [any(bar.contains(rule.at, (a + b) / 2) for bar in bars) for a, b in rows]
    drawn = [
        1.0 if inside else _drawn(rule, a, b, ink, dpi, options)
        for (a, b), inside in zip(rows, in_bar, strict=True)
    ]
    if not rows or np.median(drawn) < options.solid:
        return rule
    usual = options.broken if len(rows) >= options.fewest else 0.0
    through = [box for box in text if box.x0 + box.height < rule.at < box.x1 - box.height]
    amid = [any(a < box.centre[1] < b for box in through) for a, b in rows]
    least = [options.solid if crossed else usual for crossed in amid]
    kept = [k for k, share in enumerate(drawn) if share >= least[k]]
    start = rule.start if kept[0] == 0 else rows[kept[0]][0]
    end = rule.end if kept[-1] == len(rows) - 1 else rows[kept[-1]][1]
    return replace(rule, start=start, end=end)


def _drawn(rule: Rule, top: float, bottom: float, ink: Mask, dpi: float, options: RuleEndOptions) -> float:
    """Share of a row's height at which there is ink on the rule."""
    side, margin = max(1, round(options.side * dpi)), options.margin * dpi
    x, half = int(rule.at), side + int(rule.thickness / 2)
    stretch = ink[int(top + margin) : int(bottom - margin), max(0, x - half) : x + half + 1]
    return float(stretch.any(axis=1).mean()) if stretch.size else 1.0
