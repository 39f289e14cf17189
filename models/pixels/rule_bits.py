"""Parts of rules among print: bits that poor print left of upright ones, that read as a 1, those between two
level rules that a line of print was detected across, and crossings of broken rules that were taken for print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box

FOOT = 0.4  # of a box of print that a letter of another line reaches into
EDGE = 0.6  # line heights from either end of a line of print, within which a bit may stand beside it


@dataclass(frozen=True)
class BitOptions:
    """What is a bit; lengths in inches.

    widest, shortest: of it; slim: its height in widths. off: how far it may lie off the line of a rule, and
    beyond: above or below its parts. enough: length of the parts of that rule together. least: length of a
    rule between two level ones, on `unbroken` of which there is ink; ground: share of ink on both sides of
    it, in a bar. along: how far ink may lie off a rule that it is part of; speck: size of what is no letter.
    """

    widest: float = 0.03
    shortest: float = 0.04
    slim: float = 2.0
    off: float = 0.013
    beyond: float = 0.7
    enough: float = 0.5
    least: float = 0.05
    unbroken: float = 0.95
    ground: float = 0.8
    along: float = 0.02
    speck: float = 0.03


def bits_of_rules(
    print_: Mask,
    upright: Sequence[Rule],
    text: Sequence[Box],
    dpi: float,
    options: BitOptions = BitOptions(),
) -> tuple[Mask, tuple[Rule, ...]]:
    """1 on the bits of upright rules among print, and those bits as rules. text: boxes of lines of print."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(print_, connectivity=8)
    x, y, w, h, _ = stats.T
    stroke = (w <= options.widest * dpi) & (h >= options.shortest * dpi) & (h >= options.slim * w)
    stroke[0] = False
    middle, centre = x + w / 2, y + h / 2
    bits = np.zeros(len(stats), bool)
    for rule in upright:
        if not _in_line(rule, upright, dpi, options):
            continue
        near = (centre > rule.start - options.beyond * dpi) & (centre < rule.end + options.beyond * dpi)
        bits |= stroke & near & (np.abs(middle - rule.at) <= options.off * dpi)
    for box in text:
        inner = (middle > box.x0 + EDGE * box.height) & (middle < box.x1 - EDGE * box.height)
        bits &= ~(inner & (centre > box.y0) & (centre < box.y1))
    rules = tuple(
        Rule(float(middle[k]), float(y[k]), float(y[k] + h[k]), float(w[k])) for k in np.flatnonzero(bits)
    )
    return np.asarray(bits[labels], np.uint8), rules


def bare_crossings(
    print_: Mask,
    level: Sequence[Rule],
    upright: Sequence[Rule],
    text: Sequence[Box],
    dpi: float,
    options: BitOptions = BitOptions(),
) -> Mask:
    """1 on the ink of boxes of print that hold nothing but parts of rules, a level one among them: broken
    rules that cross were taken for letters."""
    mask = np.zeros_like(print_)
    reach, beyond = options.along * dpi, options.beyond * dpi
    for box in text:
        x0, y0, x1, y1 = (max(0, round(v)) for v in box)
        window = print_[y0:y1, x0:x1]
        rest = window.copy()
        through = [r for r in level if y0 < r.at < y1 and r.start - reach < x1 and r.end + reach > x0]
        for rule in through:
            rest[max(0, round(rule.at - reach) - y0) : max(0, round(rule.at + reach) - y0)] = 0
        for rule in upright:
            if x0 - reach < rule.at < x1 + reach and rule.start - beyond < y1 and rule.end + beyond > y0:
                rest[:, max(0, round(rule.at - reach) - x0) : max(0, round(rule.at + reach) - x0)] = 0
        if through and window.any() and not _has_letters(rest, options.speck * dpi):
            mask[y0:y1, x0:x1] = window
    return mask


def _has_letters(ink: Mask, speck: float) -> bool:
    """Whether there is ink that is more than specks, and feet of letters that reach in from another line."""
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    _, y, w, h, _ = stats.T
    reaching = ((y == 0) | (y + h == len(ink))) & (h < FOOT * len(ink))
    return bool((~reaching & (np.maximum(w, h) >= speck)).any())


def rules_between_levels(
    ink: Mask,
    level: Sequence[Rule],
    upright: Sequence[Rule],
    dpi: float,
    bars: Sequence[Box] = (),
    options: BitOptions = BitOptions(),
) -> tuple[Mask, tuple[Rule, ...]]:
    """1 on upright rules from one level rule to the next, in line with known ones; and those as rules.

    ink: 1 where dark; bars: dark ones, whose ground is no rule. No letter touches the rules above and below.
    """
    mask = np.zeros_like(ink)
    off = options.off * dpi
    found: list[Rule] = []
    for rule in upright:
        parts = _in_line(rule, [*upright, *found], dpi, options)
        crossed = sorted(other.at for other in level if other.start <= rule.at <= other.end)
        left, right = max(0, round(rule.at - off)), round(rule.at + off) + 1
        for above, below in pairwise(crossed) if parts else ():
            top, bottom = round(above + options.widest * dpi / 2), round(below - options.widest * dpi / 2)
            drawn = any(part.start < bottom and part.end > top for part in parts)
            strip = ink[top:bottom, left:right]
            in_bar = any(bar.contains(rule.at, (top + bottom) / 2) for bar in bars)
            if drawn or in_bar or bottom - top < options.least * dpi:
                continue
            width = right - left
            beside = (ink[top:bottom, max(0, left - width) : left], ink[top:bottom, right : right + width])
            on_ground = min(side.mean() if side.size else 0.0 for side in beside) > options.ground
            if strip.any(axis=1).mean() >= options.unbroken and not on_ground:
                mask[top:bottom, left:right] = strip
                found.append(Rule(rule.at, above, below, rule.thickness))
    return mask, tuple(found)


def _in_line(rule: Rule, upright: Sequence[Rule], dpi: float, options: BitOptions) -> list[Rule]:
    """The parts of the line that a rule is part of; none where they are too short together."""
    parts = [other for other in upright if abs(other.at - rule.at) <= 2 * options.off * dpi]
    return parts if sum(part.length for part in parts) >= options.enough * dpi else []
