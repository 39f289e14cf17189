"""Rows of dots of a dithered fill that pass for rules: close to each other, and no darker than the fill."""

from collections.abc import Sequence

import numpy as np

from models.page_image import Pixels
from models.pixels.rule import Rule
from models.pixels.stray_lines import PALEST_BAR

CLOSE = 0.095  # inches between lines of one fill; rows of small print with rules between them are higher
FEWEST = 3  # of them
SHARED = 0.3  # of the shorter of two lines, that they have in common
ON = 2  # pixels from the middle of a line, within which it is darkest
BESIDE = (6, 24)  # pixels from it to the fill beside it
DARKER = 12  # tones by which a rule is darker than the fill beside it


def without_fills(rules: Sequence[Rule], grey: Pixels, dpi: float) -> tuple[Rule, ...]:
    """Level rules of a page without those that are rows of dots of a fill."""
    same = [rule for rule in rules if _is_as_pale_as_beside(rule, grey)]
    rows = {rule for fill in _gathered(same, dpi) if len(fill) >= FEWEST for rule in fill}
    return tuple(rule for rule in rules if rule not in rows)


def _is_as_pale_as_beside(rule: Rule, grey: Pixels) -> bool:
    """Whether most of a level line is pale, and not darker than the rows above it or those below it."""
    at, columns = round(rule.at), slice(max(0, round(rule.start)), round(rule.end))

    def tone(first: int, last: int) -> float:
        rows = grey[max(0, at + first) : max(0, at + last + 1), columns]
        return float(np.median(rows, axis=1).min()) if rows.size else 255.0

    near, far = BESIDE
    line = tone(-ON, ON)
    return line > PALEST_BAR and line >= min(tone(-far, -near), tone(near, far)) - DARKER


def _gathered(rules: Sequence[Rule], dpi: float) -> list[list[Rule]]:
    """Rules in groups, each with its next ones close beside it."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
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
