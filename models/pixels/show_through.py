"""Lines of the other side of the sheet, that show through: far paler than the rules of this side.

Its rules have columns of their own, where this side holds print; its lines of print begin and end between
columns. Where print shows through as well, rules as pale as that are of the other side.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import turned
from models.pixels.other_side import share_of_other_side
from models.pixels.rule import Rule, RuleOptions, cluster
from models.pixels.rule_tones import Shown, darkness
from schemas.geometry import Box

BESIDE = 0.023  # inches from the middle of a rule to the paper beside it
WITHIN = 0.013  # inches from its middle to its edges, where it is a little aslant
PALE = 0.25  # times as dark as most rules of the page
DARK = 50  # grey levels by which rules of this side are darker than the paper
FEWEST_COLUMNS = 5  # upright rules of this side
TWO_SIDED = 8  # grey levels darker than the paper on both sides: the edge of a shade is darker than one alone
MOSTLY = 0.5  # share of the length of level lines that is of dark ones
AMID, FEWEST_THROUGH = 0.25, 2  # line heights from the middle of print, and lines of it that it runs through
FEWEST_HIDDEN, HIDDEN = 3, 0.5  # pale lines that lie behind print, and share of all of them
LIKE_PRINT = 1.3  # times as dark as print that shows through: rules of the other side at the most
PALER_THAN_PRINT = 0.4  # times as dark as print of this side
INSIDE, FEWEST_ACROSS = 0.4, 5  # line heights from the middle of print, and lines of it across pale rules
ASIDE = 0.3  # line heights by which print goes on to both sides of such a line


def without_show_through(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The level and upright rules without lines of the other side of the sheet. text: lines of print."""
    lines, columns = _darkness(level, grey, dpi), _darkness(upright, turned(grey), dpi)
    behind = _as_pale_as_other_side(lines, columns, grey, text, dpi)
    level = tuple(rule for rule in level if rule not in behind)
    upright = tuple(rule for rule in upright if rule not in behind)
    lines = {rule: lines[rule] for rule in level}
    columns = {rule: columns[rule] for rule in upright}
    same = options.same * dpi
    dark = [rule for rule, shown in columns.items() if shown.most >= DARK]
    if len(_places(dark, same)) < FEWEST_COLUMNS:
        return level, upright
    depths = [shown.most for shown in (*lines.values(), *columns.values()) if shown.most >= DARK]
    pale = PALE * float(np.median(depths))
    faint = {rule for rule in level if lines[rule].most < pale}
    level = _without_print(level, dark, faint, text, same)
    behind = {rule for rule, shown in columns.items() if _is_pale(shown, pale)}
    if not _are_hidden(behind, text, same):
        return level, upright
    kept = tuple(rule for rule in level if not _is_pale(lines[rule], pale))
    return kept, tuple(rule for rule in upright if rule not in behind)


def _as_pale_as_other_side(
    lines: Mapping[Rule, Shown],
    columns: Mapping[Rule, Shown],
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
) -> set[Rule]:
    """The level and upright rules as pale as print that shows through, if print of this side stands across
    them: elsewhere pale rules may be of this side."""
    full = _darkness_of_print(grey, text)
    pale = {r: s.most for r, s in (*lines.items(), *columns.items()) if s.most < PALER_THAN_PRINT * full}
    across = sum(_stands_across(box, rule) for box in text for rule in lines if rule in pale)
    across += sum(_lies_behind(box, r.at, r.start, r.end) for box in text for r in columns if r in pale)
    if across < FEWEST_ACROSS:
        return set()
    rules = [_box(rule) for rule in lines] + [_box(rule).turned for rule in columns]
    share = share_of_other_side(grey, text, dpi, rules=rules)
    return {rule for rule, most in pale.items() if share is not None and most < LIKE_PRINT * share * full}


def _box(level: Rule) -> Box:
    half = level.thickness / 2
    return Box(level.start, level.at - half, level.end, level.at + half)


def _darkness_of_print(grey: Pixels, text: Sequence[Box]) -> float:
    """By how many grey levels most lines of print are darker than the paper around them."""
    depths = []
    for box in text:
        x0, y0, x1, y1 = (max(0, round(v)) for v in box)
        window = grey[y0:y1, x0:x1]
        if window.size:
            ink, paper = np.percentile(window, (5, 75))
            depths.append(float(paper - ink))
    return float(np.median(depths)) if depths else 0.0


def _without_print(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    pale: AbstractSet[Rule],
    text: Sequence[Box],
    near: float,
) -> tuple[Rule, ...]:
    """The level rules, most of them dark, without pale ones that begin and end between two upright rules, or
    run through print. What is left of a broken rule has dark parts in line with it."""
    if sum(rule.length for rule in pale) > (1 - MOSTLY) * sum(rule.length for rule in level):
        return tuple(level)
    places = [rule.at for rule in level if rule not in pale]
    alone = {rule for rule in pale if all(abs(rule.at - at) > near for at in places)}
    return tuple(
        rule
        for rule in level
        if rule not in alone or not (_is_loose(rule, upright, near) or _runs_through(rule, text))
    )


def _runs_through(rule: Rule, text: Sequence[Box]) -> bool:
    """Whether a level rule runs through the middle of several lines of print."""
    through = sum(
        abs(box.centre[1] - rule.at) < AMID * box.height and rule.start < box.x0 and box.x1 < rule.end
        for box in text
    )
    return through >= FEWEST_THROUGH


def _stands_across(box: Box, rule: Rule) -> bool:
    """Whether a level rule runs into or through a line of print, in which it may be lost."""
    into = ASIDE * box.height
    beside = rule.start < box.x1 + into and rule.end > box.x0 - into
    return beside and abs(box.centre[1] - rule.at) < INSIDE * box.height


def _is_loose(rule: Rule, upright: Sequence[Rule], near: float) -> bool:
    """Whether a level rule begins and ends between upright ones, and at none."""
    crossing = [r.at for r in upright if r.start - near <= rule.at <= r.end + near]
    inside = min(crossing, default=rule.end) < rule.start and rule.end < max(crossing, default=rule.start)
    return inside and all(abs(x - end) > near for x in crossing for end in (rule.start, rule.end))


def _are_hidden(upright: Iterable[Rule], text: Sequence[Box], same: float) -> bool:
    """Whether most of the lines of pale rules lie behind print."""
    top, bottom = min((r.start for r in upright), default=0.0), max((r.end for r in upright), default=0.0)
    places = _places(upright, same)
    hidden = [x for x in places if any(_lies_behind(box, x, top, bottom) for box in text)]
    return len(hidden) >= max(FEWEST_HIDDEN, HIDDEN * len(places))


def _places(upright: Iterable[Rule], same: float) -> tuple[float, ...]:
    """Where the lines are that rules are parts of."""
    return cluster([(rule.at, rule.length) for rule in upright], same)


def _lies_behind(box: Box, x: float, top: float, bottom: float) -> bool:
    """Whether a line of print between two heights goes on to both sides of an upright line."""
    aside = ASIDE * box.height
    return top < box.centre[1] < bottom and box.x0 + aside < x < box.x1 - aside


def _is_pale(shown: Shown, below: float) -> bool:
    """Whether a rule is paler than that, and no edge of a shade."""
    return shown.least >= TWO_SIDED and shown.most < below


def _darkness(level: Sequence[Rule], grey: Pixels, dpi: float) -> dict[Rule, Shown]:
    """How dark each level rule is."""
    within, beside = round(WITHIN * dpi), round(BESIDE * dpi)
    return {rule: darkness(rule, grey, within, beside) for rule in level}
