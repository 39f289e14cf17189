"""Blank gutters between two tables side by side, whose level rules were joined over it here and there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.pieces import crosses
from schemas.geometry import Box


@dataclass(frozen=True)
class GutterOptions:
    """What is a gutter; lengths in inches.

    width: of the blank. aligned: how far ends of rules may differ. fewest: rules that end at it on one side,
    fewest_beyond: on the other. rows: height, in rows, of a stretch that rules go over all the way.
    """

    width: tuple[float, float] = (0.02, 0.2)
    aligned: float = 0.04
    fewest: int = 2
    fewest_beyond: int = 3
    rows: float = 2.5


def cut_at_gutters(
    level: Sequence[Rule], pieces: Sequence[Box], dpi: float, options: GutterOptions = GutterOptions()
) -> tuple[Rule, ...]:
    """Level rules, none of which goes on over a gutter. pieces: print, which keeps out of gutters."""
    out = tuple(level)
    for gutter in _gutters(level, pieces, dpi, options):
        out = tuple(part for rule in out for part in _cut(rule, gutter))
    return out


def _cut(rule: Rule, gutter: Box) -> list[Rule]:
    if not (gutter.y0 <= rule.at <= gutter.y1 and rule.start < gutter.x0 and rule.end > gutter.x1):
        return [rule]
    return [replace(rule, end=gutter.x0), replace(rule, start=gutter.x1)]


def _gutters(level: Sequence[Rule], pieces: Sequence[Box], dpi: float, options: GutterOptions) -> list[Box]:
    """Blanks at which some rules end and others, of other rows, begin."""
    narrowest, widest = (width * dpi for width in options.width)
    found = []
    for ended in _clusters(level, (rule.end for rule in level), options.aligned * dpi):
        for begun in _clusters(level, (rule.start for rule in level), options.aligned * dpi):
            left, right = max(rule.end for rule in ended), min(rule.start for rule in begun)
            counts = sorted((len(ended), len(begun)))
            if narrowest <= right - left <= widest and counts >= [options.fewest, options.fewest_beyond]:
                gutter = _stretch(Box(left, 0, right, 0), [*ended, *begun], level, pieces, options)
                found.extend([gutter] if gutter and _side_by_side(ended, begun) else [])
    return found


def _clusters(level: Sequence[Rule], ends: Iterable[float], reach: float) -> list[list[Rule]]:
    """Rules by where they end, or begin."""
    ordered = sorted(zip(ends, level, strict=True), key=lambda pair: pair[0])
    groups: list[list[Rule]] = []
    last = float("-inf")
    for end, rule in ordered:
        if end - last > reach:
            groups.append([])
        groups[-1].append(rule)
        last = end
    return groups


def _side_by_side(left: Sequence[Rule], right: Sequence[Rule]) -> bool:
    """Whether the heights over which the rules on both sides are spread have something in common."""
    return max(min(r.at for r in left), min(r.at for r in right)) <= min(
        max(r.at for r in left), max(r.at for r in right)
    )


def _stretch(
    gutter: Box, own: Sequence[Rule], level: Sequence[Rule], pieces: Sequence[Box], options: GutterOptions
) -> Box | None:
    """The gutter from its first rule to its last, with those that go over it row by row beyond them.

    None where print stands in it.
    """
    at = sorted(rule.at for rule in own)
    over = sorted(rule.at for rule in level if rule.start < gutter.x0 and rule.end > gutter.x1)
    row = median(below - above for above, below in pairwise(at))
    x = (gutter.x0 + gutter.x1) / 2

    def is_row(top: float, bottom: float) -> bool:
        beside = [piece for piece in pieces if top < piece.centre[1] < bottom]
        clear = not any(crosses(piece, x) for piece in beside)
        both = {piece.centre[0] < x for piece in beside} == {True, False}
        return bottom - top <= options.rows * row and clear and both

    first, last = at[0], at[-1]
    if any(crosses(piece, x) for piece in pieces if first < piece.centre[1] < last):
        return None
    for y in reversed([y for y in over if y < first]):
        if not is_row(y, first):
            break
        first = y
    for y in [y for y in over if y > last]:
        if not is_row(last, y):
            break
        last = y
    return Box(gutter.x0, first - 1, gutter.x1, last + 1)
