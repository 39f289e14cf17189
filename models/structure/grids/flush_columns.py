"""Columns of figures close beside columns of words: the blank between them is no wider than between words."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from models.pixels.rule import cluster
from models.structure.pieces import line_height
from schemas.geometry import Box

Item = TypeVar("Item")

FLUSH = 0.15  # line heights within which figures end, and words begin, at one place
PITCH = 3.0  # line heights from one of these lines to the next
FEWEST = 4  # lines that show both
NEAR = 0.6  # line heights between two boundaries that are one
DIFFERENT = 3  # places where the figures begin, and where the words end
NUMBER = 1.5  # line heights: what is narrower may be the number of a row, of one digit or two
NUMBERS = 5  # lines that begin with such a number, where they begin at two places only


def flush_pairs(
    pairs: Sequence[tuple[Box, Box]], height: float, different: int = DIFFERENT
) -> list[list[tuple[Box, Box]]]:
    """Pieces beside each other, gathered where the left ones end and the right ones begin at one place.

    On lines below each other; and only where the left ones begin here and there, and the right ones end so:
    equal words do neither. different: places that they do so at.
    """
    found: list[list[tuple[Box, Box]]] = []
    reach = FLUSH * height
    across = sorted(pairs, key=lambda pair: pair[0].x1)
    ends = [left.x1 for left, _ in across]
    for left, right in pairs:
        near = across[bisect_left(ends, left.x1 - reach) : bisect_right(ends, left.x1 + reach)]
        level = [(a, b) for a, b in near if abs(b.x0 - right.x0) <= reach]
        if len(level) < FEWEST:
            continue
        alike = run_of(left, level, PITCH * height, lambda pair: pair[0])
        begin = cluster([(a.x0, 1.0) for a, _ in alike], 2 * reach)
        end = cluster([(b.x1, 1.0) for _, b in alike], 2 * reach)
        places = len(begin) + _are_numbers([a for a, _ in alike], height)
        if len(alike) >= FEWEST and min(places, len(end)) >= different and alike not in found:
            found.append(alike)
    return found


def _are_numbers(pieces: Sequence[Box], height: float) -> bool:
    """Whether pieces below each other are as narrow as numbers of rows: these begin at two places at most."""
    return len(pieces) >= NUMBERS and all(piece.width < NUMBER * height for piece in pieces)


def run_of(own: Box, items: Sequence[Item], pitch: float, piece: Callable[[Item], Box]) -> list[Item]:
    """Those of the items whose pieces follow `own` up and down the page, `pitch` from the next at most."""
    run: list[Item] = []
    for item in sorted(items, key=lambda item: piece(item).y0):
        if run and piece(item).y0 - piece(run[-1]).y0 > pitch:
            if piece(run[-1]).y0 >= own.y0:
                break
            run = []
        run.append(item)
    return run


def flush_gaps(lines: Sequence[Sequence[Box]]) -> list[tuple[float, float]]:
    """From where to where the blanks go between columns of figures and of words close beside each other."""
    height = line_height([piece for line in lines for piece in line])
    pairs = [pair for line in lines for pair in pairwise(sorted(line, key=lambda piece: piece.x0))]
    return [
        (max(a.x1 for a, _ in alike), min(b.x0 for _, b in alike))
        for alike in flush_pairs(pairs, height, different=DIFFERENT - 1)  # a dash is no piece of print yet
    ]


def with_flush_lanes(separators: Sequence[float], lines: Sequence[Sequence[Box]]) -> list[float]:
    """The boundaries between columns, with those added between figures and words close beside each other."""
    height = line_height([piece for line in lines for piece in line])
    near = NEAR * height
    gaps = [
        gap for gap in flush_gaps(lines) if all(not min(gap) - near < x < max(gap) + near for x in separators)
    ]
    added = cluster([(sum(gap) / 2, 1.0) for gap in gaps], height / 2)
    return sorted([*separators, *added])
