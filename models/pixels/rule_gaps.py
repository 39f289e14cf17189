"""Upright rules taken out of cells that go across columns, where a letter's stroke stood in for them."""

from collections.abc import Sequence
from itertools import pairwise

from models.pixels.rule import Rule
from schemas.geometry import Box

FEWEST_BROKEN = 2  # upright rules that stop at the cell and go on beyond it
PAST = 1.0  # line heights by which print goes on to both sides of a rule it stands across
COVERED = 0.6  # share of a band that an upright rule drawn there covers


def without_strokes_in_headings(
    upright: Sequence[Rule], level: Sequence[Rule], text: Sequence[Box], same: float
) -> tuple[Rule, ...]:
    """Upright rules without their parts inside rows that hold one line of print across the columns.

    Such a part is a stroke of a letter where print stands across it and most other upright rules, drawn above
    the row or below it, are not drawn in the row. text: boxes of lines of print; same: distance within which
    rules meet, in pixels.
    """
    out: list[Rule] = []
    for rule in upright:
        rows = _rows(rule, level, same)
        headings = [
            row for row in rows if _is_crossed(rule, row, text) and _stop_at(row, rule, upright, same)
        ]
        out.extend(_without(rule, headings))
    return tuple(out)


def _rows(rule: Rule, level: Sequence[Rule], same: float) -> list[tuple[float, float]]:
    """The rows, between one level rule and the next, that an upright rule runs into."""
    met = sorted(r.at for r in level if r.start - same <= rule.at <= r.end + same)
    high = [(a, b) for a, b in pairwise(met) if b - a > 2 * same]
    return [(a, b) for a, b in high if rule.start < b - same and rule.end > a + same]


def _is_crossed(rule: Rule, row: tuple[float, float], text: Sequence[Box]) -> bool:
    inside = [box for box in text if row[0] < box.centre[1] < row[1]]
    return any(box.x0 + PAST * box.height < rule.at < box.x1 - PAST * box.height for box in inside)


def _stop_at(row: tuple[float, float], rule: Rule, upright: Sequence[Rule], same: float) -> bool:
    """Whether more of the other upright rules stop at a row than run through it."""
    top, bottom = row
    others = [other for other in upright if abs(other.at - rule.at) > 2 * same]
    stopping = [
        other.at
        for other in others
        if abs(other.end - top) <= 2 * same or abs(other.start - bottom) <= 2 * same
    ]
    through = [
        other for other in others if min(other.end, bottom) - max(other.start, top) > COVERED * (bottom - top)
    ]
    places = {round(at / (4 * same)) for at in stopping}  # those above and below the row are one
    return len(places) >= max(FEWEST_BROKEN, len(through))


def _without(rule: Rule, strokes: Sequence[tuple[float, float]]) -> list[Rule]:
    """What is left of a rule above, between and below the rows it does not run through."""
    cuts = [rule.start, *(y for band in strokes for y in band), rule.end]
    return [Rule(rule.at, a, b, rule.thickness) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]
