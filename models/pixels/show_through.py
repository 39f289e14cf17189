"""Rules of the other side of the sheet, that show through it: far paler than those of this side, which have
columns of their own, and where those of this side hold print."""

from collections.abc import Sequence

import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import turned
from models.pixels.rule import Rule
from schemas.geometry import Box

BESIDE = 7  # pixels from the middle of a rule to the paper beside it
WITHIN = 4  # pixels from its middle to its edges, where it is a little aslant
PALE = 0.25  # times as dark as most rules of the page
DARK = 50  # grey levels by which rules of this side are darker than the paper
FEWEST_COLUMNS = 5  # upright rules of this side
TWO_SIDED = 8  # grey levels darker than the paper on both sides: the edge of a shade is darker than one alone
FEWEST_HIDDEN, HIDDEN = 3, 0.5  # pale lines that lie behind print, and share of all of them
ASIDE = 0.3  # line heights by which print goes on to both sides of such a line


def without_show_through(
    level: Sequence[Rule], upright: Sequence[Rule], grey: Pixels, text: Sequence[Box], same: float
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The level and upright rules without those of the other side of the sheet.

    text: lines of print. same: distance of rules that are one, in pixels.
    """
    lines, columns = _darkness(level, grey), _darkness(upright, turned(grey))
    dark = [rule for rule, (_, depth) in columns.items() if depth >= DARK]
    if len(_places(dark, same)) < FEWEST_COLUMNS:
        return tuple(level), tuple(upright)
    depths = [depth for _, depth in (*lines.values(), *columns.values())]
    most = PALE * float(np.median([depth for depth in depths if depth >= DARK]))
    pale = {rule for rule, (least, depth) in columns.items() if least >= TWO_SIDED and depth < most}
    top, bottom = min((r.start for r in pale), default=0.0), max((r.end for r in pale), default=0.0)
    places = _places(list(pale), same)
    hidden = [x for x in places if any(_lies_behind(box, x, top, bottom) for box in text)]
    if len(hidden) < max(FEWEST_HIDDEN, HIDDEN * len(places)):
        return tuple(level), tuple(upright)
    pale |= {rule for rule, (least, depth) in lines.items() if least >= TWO_SIDED and depth < most}
    return tuple(rule for rule in level if rule not in pale), tuple(r for r in upright if r not in pale)


def _places(upright: Sequence[Rule], same: float) -> list[float]:
    """Where the lines are that rules are parts of."""
    places: list[float] = []
    for at in sorted(rule.at for rule in upright):
        if not places or at - places[-1] > same:
            places.append(at)
    return places


def _lies_behind(box: Box, x: float, top: float, bottom: float) -> bool:
    """Whether a line of print between two heights goes on to both sides of an upright line."""
    aside = ASIDE * box.height
    return top < box.centre[1] < bottom and box.x0 + aside < x < box.x1 - aside


def _darkness(level: Sequence[Rule], grey: Pixels) -> dict[Rule, tuple[float, float]]:
    """By how many grey levels each level rule is darker than what is on its two sides, less and more: beside
    the one of a double rule stands the other."""
    found = {}
    for rule in level:
        at = min(max(BESIDE, round(rule.at)), len(grey) - BESIDE - 1)
        strip = grey[at - BESIDE : at + BESIDE + 1, int(rule.start) : int(rule.end)].astype(np.int16)
        if strip.size:
            inner = strip[BESIDE - WITHIN : BESIDE + WITHIN + 1].min(axis=0)
            sides = sorted(float(np.median(side.max(axis=0) - inner)) for side in (strip[:2], strip[-2:]))
            found[rule] = (sides[0], sides[1])
    return found
