"""Lines through the middle of print, or level with it, as folds and the other side of the sheet make them.

No rule runs there, nor parts a row of print.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule
from models.structure.pieces import line_height
from schemas.geometry import Box

STRUCK = (0.2, 0.75)  # heights of a piece of print, between which a line goes through it
HALVED = (0.3, 0.7)  # the same of a single piece, which might else stand askew
ONE_LINE = (0.7, 1.4)  # line heights of a line of print: no bit of a dotted rule, and no two lines in one box
FEWEST_LEVEL = 2  # pieces of a line of print, between or through which another runs
CLOSE = 0.8  # line heights from a rule to the heading above it and the names below it
SHORT = 0.4  # share of a table's width
NEAR, AMID = 1.5, 0.5  # line heights from a line to print, and from the ends of print to those of the line
FEWEST, MOSTLY = 3, 0.6  # pieces that a line goes through, and their share of all that it meets


def without_strikes(
    level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box], same: float
) -> tuple[Rule, ...]:
    """Level rules without those that go through most of the print along them, and without the parts, from one
    upright rule to the next, in which others go through some. same: reach of crossing rules, in pixels."""
    lowest, highest = (share * line_height(pieces) for share in ONE_LINE)
    single = [piece for piece in pieces if lowest <= piece.height <= highest]
    return tuple(
        part
        for rule in level
        if not (_is_strike(rule, single) or _is_amid_a_line(rule, upright, single))
        for part in _without_struck_columns(rule, upright, single, same)
    )


def without_bits_amid_print(level: Sequence[Rule], pieces: Sequence[Box], width: float) -> tuple[Rule, ...]:
    """Level rules without short ones that begin and end amid print close above or below, as bits of folds do.

    The rules below headings and above totals are as wide as these. width: of the table, in pixels.
    """
    height = line_height(pieces)

    def is_bit(rule: Rule) -> bool:
        close = [p for p in pieces if p.y0 - NEAR * height < rule.at < p.y1 + NEAR * height]
        return rule.length < SHORT * width and all(
            any(piece.x0 + AMID * height < end < piece.x1 - AMID * height for piece in close)
            for end in (rule.start, rule.end)
        )

    return tuple(rule for rule in level if not is_bit(rule))


def _met(rule: Rule, pieces: Sequence[Box]) -> list[Box]:
    return [p for p in pieces if p.y0 < rule.at < p.y1 and rule.start < p.centre[0] < rule.end]


def _is_struck(piece: Box, rule: Rule, between: tuple[float, float] = STRUCK) -> bool:
    least, most = between
    return least < (rule.at - piece.y0) / piece.height < most


def _is_strike(rule: Rule, pieces: Sequence[Box]) -> bool:
    met = _met(rule, pieces)
    struck = sum(_is_struck(piece, rule) for piece in met)
    return struck >= FEWEST and struck > MOSTLY * len(met)


def _is_amid_a_line(rule: Rule, upright: Sequence[Rule], pieces: Sequence[Box]) -> bool:
    """Whether a line runs level with the middle of the print beside it on both sides, and of all that it
    meets, with no upright rule between; the rule below a heading has print close above and below."""
    level = [p for p in pieces if p.y0 < rule.at < p.y1]
    met = [p for p in level if p.x1 > rule.start and p.x0 < rule.end]
    left = max((p for p in level if p.x1 <= rule.start), key=lambda p: p.x1, default=None)
    right = min((p for p in level if p.x0 >= rule.end), key=lambda p: p.x0, default=None)
    line = [p for p in (left, *met, right) if p is not None]
    if len(line) < FEWEST_LEVEL or not all(_is_struck(piece, rule) for piece in line):
        return False
    start, end = min(p.x0 for p in line), max(p.x1 for p in line)
    if any(start < r.at < end and r.start < rule.at < r.end for r in upright):
        return False
    near = CLOSE * line_height(line)
    over = [p for p in pieces if rule.start < p.centre[0] < rule.end]
    headed = any(0 <= rule.at - p.y1 < near for p in over) and any(0 <= p.y0 - rule.at < near for p in over)
    return not headed


def _without_struck_columns(
    rule: Rule, upright: Sequence[Rule], pieces: Sequence[Box], same: float
) -> list[Rule]:
    """The parts of a rule beside the columns in which it goes through print; all of it where upright rules
    do not show them."""
    crossing = sorted(r.at for r in upright if r.start - same <= rule.at <= r.end + same)
    parts = [rule]
    for piece in (piece for piece in _met(rule, pieces) if _is_struck(piece, rule, HALVED)):
        left = max((x for x in crossing if x <= piece.x0 + same), default=None)
        right = min((x for x in crossing if x >= piece.x1 - same), default=None)
        if left is not None and right is not None and not any(left < x < right for x in crossing):
            parts = [cut for part in parts for cut in _cut(part, left, right)]
    return parts


def _cut(rule: Rule, left: float, right: float) -> list[Rule]:
    sides = (replace(rule, end=min(rule.end, left)), replace(rule, start=max(rule.start, right)))
    return [side for side in sides if side.length > 0]
