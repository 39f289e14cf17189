"""Entries, and totals, below each other between two level rules, where they stand level after blank paper.

So programmes list their actions: what all of them share stands once, and nothing parts them but a blank.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.grids.columns import Line, column_of
from models.structure.grids.unruled_rows import in_band
from models.structure.pieces import line_height, rows_of, without_specks
from schemas.geometry import Box, union

FEWEST_BLANK = 3  # columns with a blank line above the first of an entry
CLEAR = 0.8  # line heights of blank paper above a line, in all columns
MOSTLY = 0.5  # share of the columns in which an entry begins
WIDER = 0.3  # line heights by which the blank above an entry is wider than those between lines


def entry_rules(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box]) -> list[Rule]:
    """Level lines above the entries that begin amid the bands below the header, over the columns of each."""
    rules: list[Rule] = []
    for band in list(pairwise(ys))[1:]:
        inside = without_specks(in_band(pieces, *band))
        lines = rows_of(inside)
        for above, line in pairwise(lines):
            at = (union(above).y1 + union(line).y0) / 2
            columns = _begins_in(line, inside, xs)
            rules.extend(Rule(at, xs[col], xs[col + 1]) for col in columns)
            if not columns and _stands_clear(line, inside, xs):
                rules.append(Rule(at, xs[0], xs[-1]))
    return rules


def _stands_clear(line: Line, pieces: Sequence[Box], xs: Sequence[float]) -> bool:
    """Whether a line in several columns stands below blank paper in all of them, as totals of few figures do,
    after lines that stand closer."""
    top, height = union(line).y0, line_height(pieces)
    clear = top - max((p.y1 for p in pieces if p.centre[1] < top), default=top) >= CLEAR * height
    gaps = [_gap_above(piece, pieces, xs) for piece in line]
    below = sum(gap is not None and gap > height for gap in gaps)
    wrapped = sorted(gap for piece in pieces if (gap := _gap_above(piece, pieces, xs)) is not None)
    return clear and below >= FEWEST_BLANK and wrapped[len(wrapped) // 4] < CLEAR * height / 2


def _begins_in(line: Line, pieces: Sequence[Box], xs: Sequence[float]) -> list[int]:
    """The columns in which an entry begins on a line, none where some column goes on through it."""
    top, height = union(line).y0, line_height(pieces)
    usual = _usual_gap(pieces, xs)
    gaps = {column_of(piece, xs): _gap_above(piece, pieces, xs) for piece in line}
    goes_on = any(gap is not None and gap <= usual + WIDER * height for gap in gaps.values())
    crossed = any(piece.y0 < top - WIDER * height < piece.y1 - WIDER * height for piece in pieces)
    blank = sum(gap is not None and gap > height for gap in gaps.values())
    begins = blank >= FEWEST_BLANK and len(gaps) >= MOSTLY * (len(xs) - 1)
    return sorted(gaps) if begins and not goes_on and not crossed else []


def _gap_above(piece: Box, pieces: Sequence[Box], xs: Sequence[float]) -> float | None:
    """The blank above a piece in its column, None where it is the first there."""
    column = column_of(piece, xs)
    above = [p.y1 for p in pieces if p.centre[1] < piece.y0 and column_of(p, xs) == column]
    return piece.y0 - max(above) if above else None


def _usual_gap(pieces: Sequence[Box], xs: Sequence[float]) -> float:
    """The usual blank between the lines of a cell."""
    gaps = [gap for piece in pieces if (gap := _gap_above(piece, pieces, xs)) is not None]
    return median(gaps) if gaps else 0.0
