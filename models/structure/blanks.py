"""Print of several columns that was detected as one piece, cut where other rows show that columns are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.structure.pieces import crosses, cut_at_blanks, inked_columns
from schemas.geometry import Box


@dataclass(frozen=True)
class BlankOptions:
    """Which blanks inside a piece part columns; in line heights unless said otherwise.

    least: width. letters: blanks no wider than that part letters. wider_than_words: how much wider than the
    piece's other blanks. reach: how far a known column line may lie from the blank. fewest: pieces with a
    blank at one place that prove two columns; against: share of them, of how many other pieces may have print
    there.
    """

    least: float = 0.34
    letters: float = 0.22
    wider_than_words: float = 1.3
    reach: float = 0.3
    fewest: int = 3
    against: float = 0.34


@dataclass(frozen=True)
class Blank:
    """A blank of a piece of print, from start to end, in pixels of the page."""

    start: float
    end: float
    piece: Box

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def width(self) -> float:
        return self.end - self.start


def cut_at_columns(
    pieces: Sequence[Box], columns: Sequence[Rule], ink: Mask, options: BlankOptions = BlankOptions()
) -> tuple[Box, ...]:
    """Pieces cut where a column line runs through a blank of theirs.

    columns: the lines between the columns of tables, each as far as its table goes. The words of a heading
    over several columns stay together: their blanks are no wider than others.
    """
    usual = _usual_width(pieces, ink, options)
    out: list[Box] = []
    for piece in pieces:
        beside = [line.at for line in columns if line.start < piece.centre[1] < line.end]
        own = [x for x in beside if crosses(piece, x)]
        out.extend(_cut(piece, _blanks_at(piece, own, ink, usual, options), ink) if own else [piece])
    return _sorted(out)


def cut_at_common_blanks(
    pieces: Sequence[Box], ink: Mask, options: BlankOptions = BlankOptions()
) -> tuple[Box, ...]:
    """Pieces cut at blanks that most pieces above and below have at the same place.

    The dates of two narrow columns stand as close together as words do, but in every row.
    """
    blanks = [
        blank for piece in pieces for blank in _wider_than_others(blanks_in(piece, ink, options), options)
    ]
    cuts: dict[Box, list[Blank]] = {}
    for blank in blanks:
        alike = [other for other in blanks if other.start < blank.middle < other.end]
        if len(alike) < options.fewest:
            continue
        top, bottom = min(b.piece.y0 for b in alike), max(b.piece.y1 for b in alike)
        beside = [p for p in pieces if top <= p.centre[1] <= bottom and crosses(p, blank.middle)]
        if len(beside) - len(alike) <= options.against * len(alike):
            cuts.setdefault(blank.piece, []).append(blank)
    return _sorted([part for piece in pieces for part in _cut(piece, cuts.get(piece, []), ink)])


def blanks_in(piece: Box, ink: Mask, options: BlankOptions) -> list[Blank]:
    """The blanks of a piece that are wider than those between letters, left to right."""
    x0, y0, x1, y1 = (int(v) for v in (max(0.0, piece.x0), max(0.0, piece.y0), piece.x1, piece.y1))
    columns = inked_columns(ink[y0:y1, x0:x1])
    wide = np.flatnonzero(np.diff(columns) > max(3, options.letters * piece.height))
    return [Blank(float(x0 + columns[k] + 1), float(x0 + columns[k + 1]), piece) for k in wide]


def _wider_than_others(blanks: Sequence[Blank], options: BlankOptions) -> list[Blank]:
    return [
        blank
        for blank in blanks
        if blank.width >= _least(blank.piece, [other for other in blanks if other is not blank], options)
    ]


def _usual_width(pieces: Sequence[Box], ink: Mask, options: BlankOptions) -> float:
    """The usual blank between words on this page, in line heights."""
    texts = (blanks_in(piece, ink, options) for piece in pieces)
    widths = [blank.width / blank.piece.height for blanks in texts if len(blanks) > 1 for blank in blanks]
    return float(np.median(widths)) if widths else 0.0


def _blanks_at(
    piece: Box, lines: Sequence[float], ink: Mask, usual: float, options: BlankOptions
) -> list[Blank]:
    """The blanks at the lines that are wider than those elsewhere; usual: between words of this page."""
    blanks = blanks_in(piece, ink, options)
    reach = options.reach * piece.height
    near = [b for b in blanks if any(b.start - reach <= line <= b.end + reach for line in lines)]
    least = _least(piece, [blank for blank in blanks if blank not in near], options)
    least = max(least, options.wider_than_words * usual * piece.height)
    return [blank for blank in near if blank.width >= least]


def _least(piece: Box, words: Sequence[Blank], options: BlankOptions) -> float:
    usual = float(np.median([blank.width for blank in words])) if words else 0.0
    return max(options.least * piece.height, options.wider_than_words * usual)


def _cut(piece: Box, blanks: Sequence[Blank], ink: Mask) -> list[Box]:
    if not blanks:
        return [piece]
    edges = [piece.x0, *sorted(blank.middle for blank in blanks), piece.x1]
    parts = [Box(a, piece.y0, b, piece.y1) for a, b in pairwise(edges)]
    return [fitted for part in parts for fitted in cut_at_blanks(part, ink)]


def _sorted(pieces: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.y0, piece.x0)))
