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
NEAR, AMID = 3.0, 0.5  # line heights from a rule to the ends of print, outside and inside it
FEWEST_LINES, NEARLY_ALL = 8, 0.9  # lines of print that a rule runs amid, and share of those near it
MOST_SHOWN = 0.75  # share of those lines that a rule shows through the middle of
INKED = 0.15  # share of the height of a line that has ink beside a rule
DRAWN = 0.8  # share of the heights between them on which a printed rule shows


def without_struck_figures(upright: Sequence[Rule], print_: Mask, text: Sequence[Box]) -> tuple[Rule, ...]:
    """The upright rules without those that run through several short lines of print, or through the points
    and commas of longer ones, or through nearly all print that they come near. print_: 1 on print."""
    return tuple(
        rule
        for rule in upright
        if not (_strikes(rule, print_, text) or _strikes_all_lines(rule, print_, text))
    )


def _strikes_all_lines(rule: Rule, print_: Mask, text: Sequence[Box]) -> bool:
    """Whether nearly all lines of print near a rule go on to both sides of it, most close to it: digits
    of one place below each other. Between two columns some print is narrower; a rule shows in most lines."""
    near = [
        box
        for box in text
        if rule.start < box.centre[1] < rule.end
        and box.x0 - NEAR * box.height < rule.at < box.x1 + NEAR * box.height
    ]
    amid = [box for box in near if box.x0 + AMID * box.height < rule.at < box.x1 - AMID * box.height]
    if len(amid) < max(FEWEST_LINES, NEARLY_ALL * len(near)):
        return False
    inked = sum(min(_ink_beside(rule, print_, box)) >= INKED for box in amid)
    drawn = print_[:, min(round(rule.at), print_.shape[1] - 1)]
    middles = [drawn[round(b.y0 + b.height / 4) : round(b.y1 - b.height / 4)] for b in amid]
    shown = sum(part.size > 0 and float(part.mean()) >= DRAWN for part in middles)
    is_shown = shown > MOST_SHOWN * len(amid) or _shows_between(rule, print_, amid)
    return inked > len(amid) / 2 and not is_shown


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
    return min(_ink_beside(rule, print_, box)) > 0


def _ink_beside(rule: Rule, print_: Mask, box: Box) -> tuple[float, float]:
    """Over what share of a line of print there is ink close to the left, and to the right, of a rule."""
    reach, half = round(BESIDE * box.height), round(rule.thickness / 2) + 2
    y0, y1, at = max(0, round(box.y0)), round(box.y1), round(rule.at)
    sides = print_[y0:y1, max(0, at - half - reach) : at - half], print_[y0:y1, at + half : at + half + reach]
    left, right = (float(side.any(axis=1).mean()) if side.size else 0.0 for side in sides)
    return left, right
