"""Lines of the sheet and of the scanner: its edge, streaks, folds. A rule that a fold runs along stays."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import turned
from models.pixels.rule import Rule, RuleOptions, touch
from schemas.geometry import Box

Span = tuple[float, float]

NEARLY_ALL = 0.9  # share of the width of a page
DARKNESS = 75  # percentile of how dark a line is along its way: dashes take more than a quarter of a rule
DARKER = 2.0  # times as dark between the outer upright rules as beyond them, a rule in a fold
SIDE = 0.12  # inches from a side of the page, where bands of the sheet end; print stands farther in
EDGE = 0.15  # of a line of print, from its top or foot
FEWEST_EDGES, FEWEST_THROUGH = 4, 2  # edges of bands, and those of them that run through print
FEWEST_BEYOND = 8  # times the width of a rule, of a line beyond those rules, that tell how dark the fold is


def without_bands(
    level: Sequence[Rule], text: Sequence[Box], width: int, dpi: float, options: RuleOptions
) -> tuple[Rule, ...]:
    """Level rules without the edges of bands over the whole sheet, as listing paper has: they go from side to
    side, far beyond all print, and run through some of it. width: of the page, in pixels."""
    near, same = SIDE * dpi, options.same * dpi
    at_left = [rule for rule in level if rule.start < near]
    edges = [
        rule.at
        for rule in at_left
        if any(abs(other.at - rule.at) <= same and other.end > width - near for other in level)
    ]
    inside = all(box.x0 > 2 * near and box.x1 < width - 2 * near for box in text)
    through = sum(
        any(box.y0 + EDGE * box.height < at < box.y1 - EDGE * box.height for box in text) for at in edges
    )
    if len(edges) < FEWEST_EDGES or not inside or through < FEWEST_THROUGH:
        return tuple(level)
    return tuple(rule for rule in level if not any(abs(rule.at - at) <= same for at in edges))


def without_lines_of_the_sheet(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> tuple[Rule, ...]:
    """Level rules without edges of the sheet, streaks and folds; a rule along one cut to its own length."""
    kept = tuple(rule for rule in level if not is_edge_of_sheet(rule, grey.shape, dpi, options))
    streaks = {rule for rule in kept if is_level_streak(rule, kept, grey.shape[1], dpi, options)}
    rest = tuple(rule for rule in kept if rule not in streaks)
    folds = {rule for rule in rest if is_level_fold(rule, rest, text, dpi, options)}
    loose = streaks | folds
    others = [rule for rule in kept if rule not in loose]
    sides = [rule for rule in upright if any(touch(other, rule, options.same * dpi) for other in others)]
    within = (
        rule_within(rule, sides, grey, text, options.same * dpi) if rule in loose else rule for rule in kept
    )
    return tuple(rule for rule in within if rule)


def without_streaks_along_rules(
    upright: Sequence[Rule],
    level: Sequence[Rule],
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> tuple[Rule, ...]:
    """Upright rules, those that a streak carries on to the edge of the page cut to their own length."""
    across = turned(grey)
    beside = [box.turned for box in text]

    def own_length(rule: Rule) -> Rule:
        if not is_streak(rule, level, grey.shape[0], dpi, options):
            return rule
        return rule_within(rule, level, across, beside, options.same * dpi) or rule

    return tuple(own_length(rule) for rule in upright)


def rule_within(
    line: Rule, sides: Sequence[Rule], grey: Pixels, text: Sequence[Box], reach: float
) -> Rule | None:
    """The rule that a streak or fold runs along: from one upright rule to another, if darker than beyond.

    sides: upright rules; reach: how far from the line the rule may lie, in pixels.
    """
    crossed = sorted(rule.at for rule in sides if rule.start <= line.at <= rule.end)
    near = round(reach)
    top = round(line.at) - 2 * near
    strip = grey[max(0, top) : top + 4 * near + 1].astype(np.int16)
    if len(crossed) < 2 or len(strip) <= 4 * near:
        return None
    dark = np.maximum(strip[0], strip[-1]) - strip[near:-near]
    xs = np.arange(grey.shape[1])
    blank = (xs > line.start) & (xs < line.end)
    for box in text:
        if box.y0 <= line.at <= box.y1:
            blank &= (xs < box.x0) | (xs > box.x1)
    beyond = dark[:, blank & ((xs < crossed[0]) | (xs > crossed[-1]))]
    if beyond.shape[1] < FEWEST_BEYOND * reach:
        return None
    least = DARKER * max(1.0, _darkness(beyond))
    first, last = _longest_run(
        (a, b) for a, b in pairwise(crossed) if _is_dark(dark[:, blank & (xs > a) & (xs < b)], least)
    )
    inside = dark[:, blank & (xs > first) & (xs < last)]
    if not inside.shape[1]:
        return None
    return Rule(top + near + float(inside.mean(axis=1).argmax()), first, last, line.thickness)


def _is_dark(strip: npt.NDArray[np.int16], least: float) -> bool:
    """Whether a line is as dark as a rule; one that print covers may be."""
    return not strip.shape[1] or _darkness(strip) >= least


def _longest_run(spans: Iterable[Span]) -> Span:
    """The longest of the stretches that adjoining spans make; nothing without any."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return max(runs, key=lambda run: run[1] - run[0], default=(0.0, 0.0))


def _darkness(strip: npt.NDArray[np.int16]) -> float:
    """How dark a line is along most of its way, wherever in the strip it lies."""
    return float(np.percentile(strip.max(axis=0), DARKNESS))


def is_edge_of_sheet(rule: Rule, page: tuple[int, ...], dpi: float, options: RuleOptions) -> bool:
    """Whether a level rule is the edge of the sheet: right at the edge of the page, and nearly as wide as it.

    page: height and width in pixels.
    """
    reach = options.sheet_edge * dpi
    return rule.length > NEARLY_ALL * page[1] and not reach < rule.at < page[0] - reach


def is_streak(rule: Rule, level: Sequence[Rule], height: int, dpi: float, options: RuleOptions) -> bool:
    """Whether an upright rule is a streak of the scanner or a fold: it runs to the edge of the page, far
    beyond the level rules."""
    reach = options.streak * dpi
    touching = [other.at for other in level if other.start - reach <= rule.at <= other.end + reach]
    above = rule.start < reach and not any(at < rule.start + 2 * reach for at in touching)
    below = rule.end > height - reach and not any(at > rule.end - 2 * reach for at in touching)
    return above or below


def is_level_streak(rule: Rule, level: Sequence[Rule], width: int, dpi: float, options: RuleOptions) -> bool:
    """Whether a level rule is a streak of the scanner: it runs to a side of the page, far beyond others."""
    reach = options.streak * dpi
    others = [other for other in level if abs(other.at - rule.at) > options.same * dpi]
    left = rule.start < reach and not any(other.start < rule.start + 2 * reach for other in others)
    right = rule.end > width - reach and not any(other.end > rule.end - 2 * reach for other in others)
    return left or right


def is_level_fold(
    rule: Rule, level: Sequence[Rule], text: Sequence[Box], dpi: float, options: RuleOptions
) -> bool:
    """Whether a level rule is a fold of the sheet: it goes on to both sides, beyond all rules and print."""
    reach = options.streak * dpi
    others = [other for other in level if abs(other.at - rule.at) > options.same * dpi]
    starts = [*(other.start for other in others), *(box.x0 for box in text)]
    ends = [*(other.end for other in others), *(box.x1 for box in text)]
    return bool(text) and rule.start < min(starts) - reach and rule.end > max(ends) + reach
