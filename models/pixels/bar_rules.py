"""The rules inside shaded bars, looked for stretch by stretch between the rules that cross them.

White letters on a dark ground make runs that look like rules, hide the rules close to them, and carry rules
on beyond their ends: so a rule in a bar is what is drawn over the whole way from one crossing rule to the
next, with the ground of the bar on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.bars import BarOptions
from models.pixels.morphology import Mask, darker, grown, opened, turned
from models.pixels.rule import Rule
from models.pixels.rule_runs import mask_to_runs
from schemas.geometry import Box

GRAINS = 5  # pixels over which the grains of a ground even out


@dataclass(frozen=True)
class BarRuleOptions:
    """What is a rule in a bar; lengths in inches.

    inside: from the edges of the bar. reach: from a crossing rule, where stretches end. same: distance
    within which lines are one rule. drawn: share of a stretch; beside: distance from it at which at most
    `inked` of the stretch may be drawn. longest_stroke: of a letter in a header. lighter, off_ground: grey
    levels, of a light rule than what lies around it, and of any rule off the ground. free: least length of a
    rule in a bar without upright ones; rows: rules below such a bar, the first of them
    `near`; wide: share of its width that they have. inked_aside: from where to where, on both sides of a
    streak, the word is that it runs through; letter: height of its print.
    """

    inside: float = 0.04
    reach: float = 0.03
    same: float = 0.02
    drawn: float = 0.92
    beside: float = 0.018
    inked: float = 0.6
    longest_stroke: float = 0.25
    lighter: float = 12.0
    off_ground: float = 8.0
    free: float = 0.35
    rows: int = 3
    near: float = 0.8
    wide: float = 0.9
    inked_aside: tuple[float, float] = (0.01, 0.035)
    letter: float = 0.05


def find_bar_rules(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    bars: Sequence[Box],
    grey: Pixels,
    dpi: float,
    bar_options: BarOptions,
    options: BarRuleOptions = BarRuleOptions(),
) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules drawn inside bars. level, upright: those known. grey: H × W."""
    found: tuple[list[Rule], list[Rule]] = ([], [])
    for bar in bars:
        side, reach = bar.turned, options.reach * dpi
        dark, light = _dark_and_light(grey, bar, dpi, bar_options, options)
        for marks in (dark, light | _off_ground(grey, bar, dpi, bar_options, options)):
            crossings = _crossings(bar, upright, reach)
            across = _drawn_rules(marks, bar, crossings, dpi, options)
            if len(crossings) == 2 and not across and _heads_rules(bar, level, dpi, options):
                across = _free_rules(marks, bar, dpi, options)
            stops = _crossings(side, [*level, *across], reach)
            found[0].extend(across)
            drawn = _drawn_rules(turned(marks), side, stops, dpi, options)
            long = [rule for rule in drawn if rule.length >= options.longest_stroke * dpi]
            found[1].extend(
                rule
                for rule in long
                if not _parts_a_word(rule, bar, light, dpi, options)
                or _goes_on_below(rule, bar, upright, dpi, options)
            )
    return found


def _goes_on_below(
    rule: Rule, bar: Box, upright: Sequence[Rule], dpi: float, options: BarRuleOptions
) -> bool:
    """Whether an upright rule in a bar is one of those of the rows below it."""
    return any(
        abs(one.at - rule.at) <= options.reach * dpi and one.end > bar.y1 + options.reach * dpi
        for one in upright
    )


def _parts_a_word(rule: Rule, bar: Box, light: Mask, dpi: float, options: BarRuleOptions) -> bool:
    """Whether white letters stand close on both sides of an upright rule in a bar: a streak runs over them.

    light: 1 where a pixel of the bar is lighter than what lies around it.
    """
    near, far = round(options.inked_aside[0] * dpi), round(options.inked_aside[1] * dpi)
    at, part = round(rule.at - bar.x0), light[int(rule.start - bar.y0) : int(rule.end - bar.y0)]
    sides = part[:, max(0, at - far) : at - near], part[:, at + near : at + far]
    left, right = (side.any(axis=1) for side in sides)
    return int((left & right).sum()) >= options.letter * dpi


def replaced_by(found: Sequence[Rule], known: Sequence[Rule], same: float) -> list[Rule]:
    """The known rules but for those of which parts were found anew, with all that were found."""
    kept = [
        rule
        for rule in known
        if not any(
            abs(one.at - rule.at) <= same and one.start < rule.end and rule.start < one.end for one in found
        )
    ]
    return [*kept, *found]


def _dark_and_light(
    grey: Pixels, bar: Box, dpi: float, bar_options: BarOptions, options: BarRuleOptions
) -> tuple[Mask, Mask]:
    """1 in a bar where a pixel is darker than what lies around it and than the ground; and 1 where lighter.

    The ground between two lines of white print is darker than what lies around it, but no rule.
    """
    y0, y1, x0, x1 = (int(v) for v in (bar.y0, bar.y1, bar.x0, bar.x1))
    part = grey[y0:y1, x0:x1]
    ground = float(np.median(part))
    window = round(dpi * bar_options.rule_window) | 1
    dark = darker(part, window, bar_options.rule_darker) & (part < ground - options.off_ground)
    light = darker(np.subtract(255, part), window, options.lighter) & (part > ground + options.off_ground)
    return dark.astype(np.uint8), light.astype(np.uint8)


def _off_ground(grey: Pixels, bar: Box, dpi: float, bar_options: BarOptions, options: BarRuleOptions) -> Mask:
    """1 in a bar where a pixel is lighter than the ground around it: white letters close by hide no rule."""
    y0, y1, x0, x1 = (int(v) for v in (bar.y0, bar.y1, bar.x0, bar.x1))
    part = grey[y0:y1, x0:x1]
    window = round(dpi * bar_options.rule_window) | 1
    ground = opened(cv2.blur(part, (GRAINS, GRAINS)).astype(np.uint8), window, window)
    is_light = part > float(np.median(part)) + options.off_ground
    return (is_light & (cv2.subtract(part, ground) >= options.lighter)).astype(np.uint8)


def _crossings(bar: Box, rules: Sequence[Rule], reach: float) -> list[float]:
    """Where upright rules reach into a bar, and its sides."""
    inner = {
        rule.at
        for rule in rules
        if bar.x0 + reach < rule.at < bar.x1 - reach
        and rule.start < bar.y1 - reach
        and rule.end > bar.y0 + reach
    }
    return sorted({bar.x0, *inner, bar.x1})


def _drawn_rules(
    marks: Mask, bar: Box, xs: Sequence[float], dpi: float, options: BarRuleOptions
) -> list[Rule]:
    """Level rules over the stretches between `xs` that are drawn; neighbouring stretches in one."""
    reach, same, margin = options.reach * dpi, options.same * dpi, options.inside * dpi
    rules: list[Rule] = []
    for start, end in pairwise(xs):
        stretch = marks[:, int(start - bar.x0 + reach) : int(end - bar.x0 - reach)]
        for y in _drawn_rows(stretch, dpi, options) if stretch.size else []:
            at = bar.y0 + y
            before = [k for k, r in enumerate(rules) if r.end == start and abs(r.at - at) <= same]
            if before:
                rules[before[0]] = replace(rules[before[0]], end=end)
            elif bar.y0 + margin < at < bar.y1 - margin:
                rules.append(Rule(at, start, end))
    return rules


def _heads_rules(bar: Box, level: Sequence[Rule], dpi: float, options: BarRuleOptions) -> bool:
    """Whether level rules as wide as a bar begin right below it, as those of a table's rows do."""
    below = [
        rule.at - bar.y1
        for rule in level
        if min(rule.end, bar.x1) - max(rule.start, bar.x0) > options.wide * bar.width
        and rule.at > bar.y1 + options.inside * dpi
    ]
    return len(below) >= options.rows and min(below) < options.near * dpi


def _free_rules(marks: Mask, bar: Box, dpi: float, options: BarRuleOptions) -> list[Rule]:
    """Level rules of a bar in which no upright rule stands: under the headings of several columns."""
    margin, step = options.inside * dpi, max(4, round(options.beside * dpi))
    runs = mask_to_runs(grown(marks, 1, 3), options.free * dpi, options.beside * dpi)
    found = []
    for run in runs:
        part = slice(int(run.start), int(run.end))
        rows = [int(run.at) + shift for shift in (-step, step)]
        inside = margin < run.at < marks.shape[0] - margin
        if inside and all(float(marks[row, part].mean()) <= options.inked for row in rows):
            found.append(Rule(bar.y0 + run.at, bar.x0 + run.start, bar.x0 + run.end))
    return found


def _drawn_rows(stretch: Mask, dpi: float, options: BarRuleOptions) -> list[float]:
    """The rows of a stretch that are drawn from end to end, with ground above and below."""
    drawn = grown(stretch, 1, 3).mean(axis=1) >= options.drawn
    step = max(4, round(options.beside * dpi))
    inked = np.pad(stretch.mean(axis=1), step) > options.inked
    rows = np.flatnonzero(drawn & ~inked[: -2 * step] & ~inked[2 * step :])
    return _middles(rows, options.same * dpi)


def _middles(rows: npt.NDArray[np.intp], apart: float) -> list[float]:
    """The middles of the runs of rows that lie no further apart."""
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > apart) + 1) if len(rows) else []
    return [float(run.mean()) + 0.5 for run in runs]
