"""Upright rules that a line printer types, a mark for each line of print: "|", "!" or ":" below each other.

A figure one, or a letter, may stand in one place of every line as well: "|" is higher than they are, and "!"
has a point below. A slash, as in dates below each other, is as high, but slanted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box, union

ROUGH = 1.5  # pixels by which letters of one height differ


@dataclass(frozen=True)
class TypedRuleOptions:
    """What is a typed rule; lengths in inches unless said otherwise.

    widest, least, highest: of a mark, or of a part of one; parts: blank in a mark, at most. same: how far
    aside marks below each other stand. letters: least and largest height of letters; tall: percentile of
    those that stand for all, as "l" does. higher: least height of a mark in these; parted: the same of one
    with a point below; dot: largest height of the dots of ":". fewest: marks of a rule; colons: those of ":",
    which stands behind labels as well; short: the same of one of several, as many as columns, over the same
    lines. lines: usual distance from one to the next, at most; every: how many of those two may stand apart.
    mostly: share of what stands in one place that are such marks. slant: of its height, by which the upper
    third of a mark stands aside of the lower one at most; straight: the same in pixels, of any mark.
    """

    widest: float = 0.032
    least: float = 0.006
    highest: float = 0.22
    parts: float = 0.045
    same: float = 0.014
    letters: tuple[float, float] = (0.04, 0.16)
    tall: float = 85.0
    higher: float = 1.07
    parted: float = 0.8
    fewest: int = 6
    colons: int = 12
    short: int = 4
    columns: int = 3
    dot: float = 0.4
    lines: float = 0.27
    every: float = 2.3
    mostly: float = 0.8
    slant: float = 0.08
    straight: float = 1.5


def find_typed_rules(
    ink: Mask, dpi: float, options: TypedRuleOptions = TypedRuleOptions()
) -> tuple[list[Rule], list[Box]]:
    """The upright rules, and the boxes of their marks. ink: H × W, 1 where dark."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    w, h = stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT]
    low, high = (dpi * length for length in options.letters)
    letters = h[(h > low) & (h < high) & (w > dpi * options.widest) & (w < high)]
    if not len(letters):
        return [], []
    slender = (w <= dpi * options.widest) & (h >= dpi * options.least) & (h <= dpi * options.highest)
    boxes = [Box(*map(float, (a, b, a + c, b + d))) for a, b, c, d in stats[1:count, :4][slender].tolist()]
    boxes = [box for box in boxes if not _is_slanted(box, ink, options)]
    tall = float(np.percentile(letters, options.tall))
    columns = (_marks(column, tall, dpi, options) for column in _columns(boxes, dpi * options.same))
    runs = [run for marks in columns for run in _runs(marks, dpi, options)]
    close = [run for run in runs if _widest_step(run) <= dpi * options.lines]
    found = [run for run in runs if _is_long(run, options) or _has_others(run, close, options)]
    marks = [[box for box, _ in run] for run in found]
    rules = [
        Rule(median(box.centre[0] for box in run), run[0].y0, run[-1].y1, median(box.width for box in run))
        for run in marks
    ]
    return rules, [box for run in marks for box in run]


def _is_slanted(box: Box, ink: Mask, options: TypedRuleOptions) -> bool:
    """Whether the upper third of a stroke stands to one side of the lower one."""
    x0, y0, x1, y1 = map(int, box)
    third = (y1 - y0) // 3
    if third == 0:
        return False
    places = [np.nonzero(part)[1] for part in (ink[y0 : y0 + third, x0:x1], ink[y1 - third : y1, x0:x1])]
    upper, lower = (float(place.mean()) if len(place) else 0.0 for place in places)
    return abs(upper - lower) > max(options.straight, options.slant * (y1 - y0))


def _columns(boxes: Sequence[Box], same: float) -> Iterator[list[Box]]:
    """The boxes that stand below each other, top to bottom: where the most do, first."""
    ordered = sorted(boxes, key=lambda box: box.centre[0])
    centres = np.array([box.centre[0] for box in ordered])
    ends = np.searchsorted(centres, centres + same, side="right")
    free = np.ones(len(ordered), bool)
    for start in np.argsort(np.arange(len(ordered)) - ends, kind="stable").tolist():
        column = [k for k in range(start, int(ends[start])) if free[k]]
        free[column] = False
        if column:
            yield sorted((ordered[k] for k in column), key=lambda box: box.y0)


def _marks(
    column: Sequence[Box], letter: float, dpi: float, options: TypedRuleOptions
) -> list[tuple[Box, str]]:
    """What stands in one place of each line, its parts joined, and the mark that it may be: "|" or ":"."""
    parts: list[list[Box]] = []
    for box in column:
        if parts and box.y0 - parts[-1][-1].y1 <= dpi * options.parts:
            parts[-1].append(box)
        else:
            parts.append([box])
    marks = [(union(own), _mark(own, letter, options)) for own in parts]
    return [(box, mark) for box, mark in marks if box.height > letter / 2]


def _mark(parts: Sequence[Box], letter: float, options: TypedRuleOptions) -> str:
    """What parts below each other are: "|", ":", or nothing."""
    if len(parts) == 2 and all(part.height < options.dot * letter for part in parts):
        return ":"
    is_point = len(parts) > 1 and parts[0].height > parts[-1].height  # that of "i" is above
    least = options.parted * letter if is_point else max(options.higher * letter, letter + ROUGH)
    return "|" if union(parts).height >= least else ""


def _runs(
    marks: Sequence[tuple[Box, str]], dpi: float, options: TypedRuleOptions
) -> Iterator[Sequence[tuple[Box, str]]]:
    """The marks of what may be rules: in nearly every line from the first to the last."""
    steps = [b.centre[1] - a.centre[1] for (a, _), (b, _) in pairwise(marks)]
    pitch = min(median(steps), options.lines * dpi) if steps else 0.0
    edges = [k + 1 for k, step in enumerate(steps) if step > options.every * pitch]
    for start, end in pairwise([0, *edges, len(marks)]):
        run = marks[start:end]
        if median(steps[start : end - 1] or [dpi]) > options.lines * dpi:
            continue
        if len(run) >= options.short and max(map(_count_of(run), "|:")) >= options.mostly * len(run):
            yield run


def _count_of(run: Sequence[tuple[Box, str]]) -> Callable[[str], int]:
    return [mark for _, mark in run].count


def _widest_step(run: Sequence[tuple[Box, str]]) -> float:
    return max(below.centre[1] - above.centre[1] for (above, _), (below, _) in pairwise(run))


def _is_long(run: Sequence[tuple[Box, str]], options: TypedRuleOptions) -> bool:
    """Whether a run has so many marks that it is a rule by itself."""
    count = _count_of(run)
    return count("|") >= options.fewest or count(":") >= options.colons


def _has_others(
    run: Sequence[tuple[Box, str]], runs: Sequence[Sequence[tuple[Box, str]]], options: TypedRuleOptions
) -> bool:
    """Whether several runs go over the same lines: the columns of a table."""
    top, bottom = run[0][0].y0, run[-1][0].y1
    beside = [
        other
        for other in runs
        if min(bottom, other[-1][0].y1) - max(top, other[0][0].y0) > options.mostly * (bottom - top)
    ]
    return run in beside and len(beside) >= options.columns
