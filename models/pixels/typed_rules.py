"""Upright rules that a line printer types, a mark for each line of print: "|", "!" or ":" below each other.

A figure one, or a letter, may stand in one place of every line as well: "|" is higher than they are, and "!"
has a point below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box, union


@dataclass(frozen=True)
class TypedRuleOptions:
    """What is a typed rule; lengths in inches unless said otherwise.

    widest, least, highest: of a mark, or of a part of one; parts: blank in a mark, at most. same: how far
    aside marks below each other stand. letters: least and largest height of letters. higher: least height
    of a mark in heights of letters; parted: the same of one with a point below. fewest: marks of a rule;
    colons: the same of ":", which stands behind labels as well; dot: height of its dots in those of letters.
    lines: usual distance from one to the next, at most; every: how many of those two may stand apart. mostly:
    share of what stands in one place that are such marks.
    """

    widest: float = 0.032
    least: float = 0.012
    highest: float = 0.22
    parts: float = 0.045
    same: float = 0.014
    letters: tuple[float, float] = (0.04, 0.16)
    higher: float = 1.12
    parted: float = 0.8
    fewest: int = 6
    colons: int = 12
    dot: float = 0.4
    lines: float = 0.27
    every: float = 2.3
    mostly: float = 0.8


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
    rules: list[Rule] = []
    marks: list[Box] = []
    for column in _columns(boxes, dpi * options.same):
        for run in _runs(_marks(column, float(np.median(letters)), dpi, options), dpi, options):
            at, thickness = median(box.centre[0] for box in run), median(box.width for box in run)
            rules.append(Rule(at, run[0].y0, run[-1].y1, thickness))
            marks.extend(run)
    return rules, marks


def _columns(boxes: Sequence[Box], same: float) -> Iterator[list[Box]]:
    """The boxes below each other, top to bottom."""
    ordered = sorted(boxes, key=lambda box: box.centre[0])
    edges = [k + 1 for k, (a, b) in enumerate(pairwise(ordered)) if b.centre[0] - a.centre[0] > same / 4]
    for start, end in pairwise([0, *edges, len(ordered)]):
        column = ordered[start:end]
        if column and column[-1].centre[0] - column[0].centre[0] <= 3 * same:
            yield sorted(column, key=lambda box: box.y0)


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
    least = options.parted if is_point else options.higher
    return "|" if union(parts).height >= least * letter else ""


def _runs(marks: Sequence[tuple[Box, str]], dpi: float, options: TypedRuleOptions) -> Iterator[list[Box]]:
    """The marks of each rule: in nearly every line from its first to its last."""
    boxes = [box for box, _ in marks]
    steps = [b.centre[1] - a.centre[1] for a, b in pairwise(boxes)]
    pitch = min(median(steps), options.lines * dpi) if steps else 0.0
    edges = [k + 1 for k, step in enumerate(steps) if step > options.every * pitch]
    for start, end in pairwise([0, *edges, len(boxes)]):
        own = [mark for _, mark in marks[start:end]]
        counts = own.count("|") - options.fewest, own.count(":") - options.colons
        if max(counts) >= 0 and max(own.count("|"), own.count(":")) >= options.mostly * len(own):
            yield boxes[start:end]
