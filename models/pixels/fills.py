"""Rows of dots of a dithered fill that pass for rules: close to each other, and no darker than the fill."""

from collections.abc import Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.rule import Rule

CLOSE = 0.095  # inches between lines of one fill; rows of small print with rules between them are higher
FEWEST = 4  # of them; rules are single, double or triple
SHARED = 0.3  # of the shorter of two lines, that they have in common
SHORT = 0.4  # inches: no rules of several rows or columns are as short and as close
LONGER = 2.0  # times the usual line of its fill: the edge of the fill
ON = 2  # pixels from the middle of a line, within which it is darkest
BESIDE = (0.02, 0.045)  # inches from it to the fill beside it
PAPER = 255.0
DARKER = 12  # tones by which a rule is darker than the fill beside it


def without_fills(rules: Sequence[Rule], grey: Pixels, dpi: float) -> tuple[Rule, ...]:
    """Level rules of a page without those that are rows of dots of a fill."""
    like = {rule for rule in rules if rule.length < SHORT * dpi or _is_like_beside(rule, grey, dpi)}
    fills = [fill for fill in _gathered(sorted(like, key=lambda rule: rule.at), dpi) if len(fill) >= FEWEST]
    usual = {rule: median(one.length for one in fill) for fill in fills for rule in fill}
    return tuple(rule for rule in rules if rule not in usual or rule.length > LONGER * usual[rule])


def _is_like_beside(rule: Rule, grey: Pixels, dpi: float) -> bool:
    """Whether most of a level line is no darker than what stands above it, and than what stands below.

    The edge of a fill is darker than the paper beside it.
    """
    at, columns = round(rule.at), slice(max(0, round(rule.start)), round(rule.end))

    def tones(first: int, last: int) -> npt.NDArray[np.float64]:
        rows = grey[max(0, at + first) : max(0, at + last + 1), columns]
        return np.median(rows, axis=1) if rows.size else np.full(1, PAPER)

    near, far = (round(reach * dpi) for reach in BESIDE)
    beside = max(float(tones(-far, -near).min()), float(tones(near, far).min()))
    return float(tones(-ON, ON).min()) >= beside - DARKER


def _gathered(rules: Sequence[Rule], dpi: float) -> list[list[Rule]]:
    """Rules, from the first to the last, in groups, each with its next ones close beside it."""
    groups: list[list[Rule]] = []
    for rule in rules:
        near = next((group for group in groups if _is_next(group, rule, dpi)), None)
        if near is None:
            groups.append([rule])
        else:
            near.append(rule)
    return groups


def _is_next(group: Sequence[Rule], rule: Rule, dpi: float) -> bool:
    return any(
        rule.at - other.at < CLOSE * dpi
        and min(rule.end, other.end) - max(rule.start, other.start) > SHARED * min(rule.length, other.length)
        for other in group
    )
