"""Upright rules through figures: ones, and commas, below each other look like the dashes of a rule."""

from collections.abc import Sequence

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box

SHORT = 3.0  # line heights that a lone figure is wide, at most
INSIDE, BESIDE = 0.2, 0.2  # line heights from a rule to the ends of a figure, and to its ink on both sides
POINT = 0.5  # of the height of a line of print, above which nothing of its commas and points stands
FEWEST, SHARE = 3, 0.2  # figures, and share of the heights of a rule that they take
DRAWN = 0.8  # share of the heights between them on which a printed rule shows


def without_struck_figures(upright: Sequence[Rule], print_: Mask, text: Sequence[Box]) -> tuple[Rule, ...]:
    """The upright rules without those that run through several short lines of print, or through the points
    and commas of longer ones. print_: 1 on print."""
    return tuple(rule for rule in upright if not _strikes(rule, print_, text))


def _strikes(rule: Rule, print_: Mask, figures: Sequence[Box]) -> bool:
    struck = [
        box
        for box in figures
        if rule.start < box.centre[1] < rule.end
        and box.x0 + INSIDE * box.height < rule.at < box.x1 - INSIDE * box.height
        and (box.width <= SHORT * box.height or _is_point(rule, print_, box))
        and _has_ink_beside(rule, print_, box)
    ]
    many = len(struck) >= FEWEST and sum(box.height for box in struck) >= SHARE * rule.length
    return many and not _shows_between(rule, print_, struck)


def _shows_between(rule: Rule, print_: Mask, struck: Sequence[Box]) -> bool:
    """Whether a rule goes on between lines of print that it runs through, as strokes of figures do not."""
    half = round(rule.thickness / 2)
    drawn = print_[:, max(0, round(rule.at) - half) : round(rule.at) + half + 1].max(axis=1)
    heights = set(range(max(0, round(rule.start)), min(len(drawn), round(rule.end))))
    between = sorted(heights.difference(*(range(round(box.y0), round(box.y1)) for box in struck)))
    return len(between) > 0 and float(drawn[between].mean()) >= DRAWN


def _is_point(rule: Rule, print_: Mask, box: Box) -> bool:
    """Whether what a rule runs through in a line of print stands in its lower half alone."""
    half, middle = round(rule.thickness / 2), round(box.y0 + POINT * box.height)
    sides = max(0, round(rule.at) - half), round(rule.at) + half + 1
    upper, lower = (
        print_[max(0, round(box.y0)) : middle, slice(*sides)],
        print_[middle : round(box.y1), slice(*sides)],
    )
    return bool(np.any(lower)) and not np.any(upper)


def _has_ink_beside(rule: Rule, print_: Mask, box: Box) -> bool:
    """Whether a figure goes on close to both sides of a rule; that of the next column stands farther off."""
    reach, half = round(BESIDE * box.height), round(rule.thickness / 2) + 2
    y0, y1, at = max(0, round(box.y0)), round(box.y1), round(rule.at)
    sides = print_[y0:y1, max(0, at - half - reach) : at - half], print_[y0:y1, at + half : at + half + reach]
    return all(bool(np.any(side)) for side in sides)
