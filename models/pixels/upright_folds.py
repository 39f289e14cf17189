"""Folds of the sheet and scratches of film that run up it, found in pieces: a little aslant where the rules
of the straight page are upright, or beyond all print both ways.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import turned
from models.pixels.rule import Rule, RuleOptions, touch
from models.pixels.rule_tones import darkness
from schemas.geometry import Box

SLANT = 0.03  # how far aslant a fold may lie, as a share of its length
BREAK = 1.0  # inches between two pieces of one fold, and by which they may overlap
FEWEST_PIECES = 3
ACROSS = 0.04  # inches from the middle of a line to its edges, as it lies aslant
BESIDE = 0.06  # inches from it to the paper beside it
STRAIGHT = 3.0  # times the distance of rules that are one, that a piece may be off its own line
ASLANT = 1.5  # times the distance of rules that are one, from the first piece of a line aslant to its last
MOST_ASLANT = 0.3  # share of the length of all upright rules
DARKER = 2.0  # times as dark as the rest of a fold, a rule that it runs along


def without_upright_folds(
    upright: Sequence[Rule],
    level: Sequence[Rule],
    grey: Pixels,
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> tuple[Rule, ...]:
    """The upright rules without folds and scratches; a far darker rule along a fold stays.

    text: lines of print.
    """
    if not text:
        return tuple(upright)
    same = options.same * dpi
    chains = _chains(upright, same, dpi)
    scratches = {rule for pieces in chains if _is_aslant(pieces, same) for rule in pieces}
    if sum(rule.length for rule in scratches) > MOST_ASLANT * sum(rule.length for rule in upright):
        scratches = set()  # the page is not straight
    reach = options.streak * dpi
    top, bottom = min(box.y0 for box in text) - reach, max(box.y1 for box in text) + reach
    across = turned(grey)
    folds = scratches
    for pieces in chains:
        if min(r.start for r in pieces) < top and max(r.end for r in pieces) > bottom:
            folds |= _as_pale_as_beyond(pieces, level, across, dpi)
    return tuple(rule for rule in upright if rule not in folds)


def _is_aslant(pieces: Sequence[Rule], same: float) -> bool:
    """Whether each piece of a line stands farther to one side than the one above it."""
    steps = [below.at - above.at for above, below in pairwise(pieces)]
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return one_way and abs(sum(steps)) > ASLANT * same


def _chains(upright: Sequence[Rule], same: float, dpi: float) -> list[list[Rule]]:
    """Pieces that go on from each other, top to bottom."""
    chains: list[list[Rule]] = []
    for rule in sorted(upright, key=lambda rule: rule.start):
        before = [chain for chain in chains if _goes_on(chain[-1], rule, same, dpi)]
        if before:
            min(before, key=lambda chain: abs(chain[-1].at - rule.at)).append(rule)
        else:
            chains.append([rule])
    return [chain for chain in chains if len(chain) >= FEWEST_PIECES]


def _goes_on(above: Rule, below: Rule, same: float, dpi: float) -> bool:
    apart = below.start - above.end
    way = (below.start + below.end - above.start - above.end) / 2
    aside = abs(below.at - above.at)
    if aside > same and aside * max(above.length, below.length) > STRAIGHT * same * way:
        return False  # a rule so long would lie aslant itself
    return abs(apart) <= BREAK * dpi and below.end > above.end and aside <= same + SLANT * way


def _as_pale_as_beyond(
    pieces: Sequence[Rule], level: Sequence[Rule], across: Pixels, dpi: float
) -> set[Rule]:
    """The pieces of a fold but those that are far darker than it is where it touches no level rule.

    across: the page, rows and columns exchanged.
    """
    near = BESIDE * dpi
    touched = {rule for rule in pieces if any(touch(other, rule, near) for other in level)}
    within, beside = round(ACROSS * dpi), round(BESIDE * dpi)
    shown = {rule: darkness(rule, across, within, beside).least for rule in pieces}
    beyond = [dark for rule, dark in shown.items() if rule not in touched]
    usual = max(1.0, float(np.median(beyond))) if beyond else 0.0
    return {rule for rule, dark in shown.items() if dark < DARKER * usual}
