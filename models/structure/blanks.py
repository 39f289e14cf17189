"""Print of several columns that was detected as one piece, cut where other rows show that columns are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.structure.grids.flush_columns import flush_pairs, run_of
from models.structure.pieces import (
    PieceOptions,
    crosses,
    cut_at_blanks,
    inked_columns,
    line_height,
    typed_pitch,
)
from models.structure.thousands import part_thousands
from schemas.geometry import Box

MARGIN = PieceOptions().margin
UNSEEN = 3  # pixels: smaller blanks are not looked at


@dataclass(frozen=True)
class BlankOptions:
    """Which blanks inside a piece part columns; in line heights unless said otherwise.

    least: width. letters: blanks no wider than that part letters. wider_than_words: how much wider than the
    piece's other blanks. reach: how far a known column line may lie from the blank. fewest: pieces with a
    blank at one place that prove two columns; against: share of them, of how many other pieces may have print
    there. stroke: height of the ink of a pen's stroke through a blank, at the most. flush: how far from a
    blank's side others begin or end that prove it; close: least width of one between figures and words;
    close_typed: the same on a typewritten page, in letters. flush_of_totals: blanks between columns in the
    first of all rows, if it is one of figures; flush_of_one: figures below that end at the only such blank.
    pitch: from one piece to the next with a blank at one place. wider_than_figures: how much wider than the
    blanks of the words beside it one between columns is. thin: width of a "1", at the most. low: share of a
    line's height below which points and commas are.
    """

    least: float = 0.34
    letters: float = 0.22
    wider_than_words: float = 1.3
    reach: float = 0.6
    fewest: int = 3
    against: float = 0.34
    stroke: float = 0.16
    flush: float = 0.15
    close: float = 0.14
    close_typed: float = 0.75
    flush_of_totals: int = 3
    flush_of_one: int = 8
    pitch: float = 11.0
    wider_than_figures: float = 1.2
    thin: float = 0.3
    low: float = 0.5


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
    options = _beyond_letters(pieces, ink, options)
    close = _between_columns(options) if _are_typed(options) else options
    usual = _usual_width(pieces, ink, options)
    out: list[Box] = []
    for piece in pieces:
        lines = [line for line in columns if line.start < piece.centre[1] < line.end]
        own = [line.at for line in lines if crosses(piece, line.at)]
        looks = (blanks_in, _struck) if own else ()
        found = (_blanks_at(piece, own, look(piece, ink, options), usual, options) for look in looks)
        blanks = next(filter(None, found), [])
        if own:
            rows = [p for p in pieces if any(line.start < p.centre[1] < line.end for line in lines)]
            near = _near(blanks_in(piece, ink, close), own, options)
            blanks = list(dict.fromkeys([*blanks, *_flush(near, rows, options)]))
            if len(blanks) < len(own) / 2 and _is_alone(piece, rows):
                blanks = []  # a heading, which happens to have a blank at some column
        out.extend(cut_at_blanks_of(piece, blanks, ink))
    return sorted_pieces(out)


def _is_alone(piece: Box, pieces: Sequence[Box]) -> bool:
    """Whether no other piece stands level with one."""
    return not any(other is not piece and piece.y0 < other.centre[1] < piece.y1 for other in pieces)


def cut_at_common_blanks(
    pieces: Sequence[Box], ink: Mask, options: BlankOptions = BlankOptions()
) -> tuple[Box, ...]:
    """Pieces cut at blanks that most pieces above and below have at the same place.

    The dates of two narrow columns stand as close together as words do, but in every row.
    """
    options = _beyond_letters(pieces, ink, options)
    usual = _usual_width(pieces, ink, options)
    blanks = [
        blank
        for piece in pieces
        for blank in _wider_than_words(blanks_in(piece, ink, options), usual, options)
    ]
    cuts: dict[Box, list[Blank]] = {}
    for blank in _between_figures_and_words(pieces, ink, options):
        cuts.setdefault(blank.piece, []).append(blank)
    for blank in blanks:
        alike = [other for other in blanks if other.start < blank.middle < other.end]
        alike = run_of(blank.piece, alike, options.pitch * blank.piece.height, lambda one: one.piece)
        if len(alike) < options.fewest:
            continue
        top, bottom = min(b.piece.y0 for b in alike), max(b.piece.y1 for b in alike)
        beside = [p for p in pieces if top <= p.centre[1] <= bottom and crosses(p, blank.middle)]
        few = len(beside) - len(alike) <= options.against * len(alike)
        if few and not part_thousands(
            [_print_beside(one, blanks_in(one.piece, ink, options)) for one in alike]
        ):
            cuts.setdefault(blank.piece, []).append(blank)
    parted = (
        part
        for piece in pieces
        for part in cut_at_blanks_of(piece, [*dict.fromkeys(cuts.get(piece, []))], ink)
    )
    return sorted_pieces([*parted])


def _print_beside(blank: Blank, blanks: Sequence[Blank]) -> tuple[Box, Box]:
    """What is printed left and right of a blank, up to the next of `blanks`, those of its piece."""
    start = max((b.end for b in blanks if b.end <= blank.start), default=blank.piece.x0 + MARGIN)
    end = min((b.start for b in blanks if b.start >= blank.end), default=blank.piece.x1 - MARGIN)
    return blank.piece._replace(x0=start, x1=blank.start), blank.piece._replace(x0=blank.end, x1=end)


def _between_figures_and_words(pieces: Sequence[Box], ink: Mask, options: BlankOptions) -> list[Blank]:
    """The blanks between figures that end at one place and words that begin at one."""
    found = [blank for piece in pieces for blank in blanks_in(piece, ink, _between_columns(options))]
    blanks = [
        b for b in found if b.width > options.letters * b.piece.height or not _is_beside_mark(b, ink, options)
    ]
    pairs = {(b.piece._replace(x1=b.start), b.piece._replace(x0=b.end)): b for b in blanks}
    alike = ([pairs[pair] for pair in run] for run in flush_pairs([*pairs], line_height(pieces)))
    return [blank for run in alike if _beyond_figures(run, ink, options) for blank in run]


def _is_beside_mark(blank: Blank, ink: Mask, options: BlankOptions) -> bool:
    """Whether the letter left or right of a blank is as low as a point or a comma."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in blank.piece)
    line = ink[y0:y1, x0:x1]
    inked = inked_columns(line)
    letters = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    left = [letter for letter in letters if x0 + letter[-1] < blank.start][-1:]
    right = [letter for letter in letters if x0 + letter[0] >= blank.end][:1]
    tops = [np.flatnonzero(line[:, letter].any(axis=1))[0] for letter in (*left, *right)]
    return any(top > options.low * blank.piece.height for top in tops)


def _beyond_figures(blanks: Sequence[Blank], ink: Mask, options: BlankOptions) -> bool:
    """Whether most of some blanks are wider than those between the letters of the words beside them: a "1"
    has as much blank beside it, and stands in the same place in codes below each other. And by more than a
    pixel, which says nothing."""
    widest = [max(UNSEEN, _widest_beside(blank, ink, options)) for blank in blanks]
    wider = [b.width - 1 > options.wider_than_figures * w for b, w in zip(blanks, widest, strict=True)]
    return 2 * sum(wider) > len(wider)


def _widest_beside(blank: Blank, ink: Mask, options: BlankOptions) -> float:
    """The widest blank between letters of the two words beside one, in pixels."""
    blanks = blanks_in(blank.piece, ink, replace(options, letters=0.0))
    others = [b for b in blanks if b != blank]
    wide = [b for b in others if b.width > options.letters * blank.piece.height]
    words = [b for b in wide if not _is_beside_thin(b, blanks, options)]
    left = max((b.end for b in words if b.end < blank.start), default=blank.piece.x0)
    right = min((b.start for b in words if b.start > blank.end), default=blank.piece.x1)
    return max((b.width for b in others if left <= b.start and b.end <= right), default=0.0)


def _is_beside_thin(blank: Blank, blanks: Sequence[Blank], options: BlankOptions) -> bool:
    """Whether the letter left or right of a blank is as thin as a "1". blanks: all of its piece."""
    left, right = _print_beside(blank, blanks)
    return min(left.width, right.width) < options.thin * blank.piece.height


def close_blanks(pieces: Sequence[Box], ink: Mask, options: BlankOptions) -> BlankOptions:
    """The options for blanks between columns, no wider than those between words, on a page."""
    return _between_columns(_beyond_letters(pieces, ink, options))


def _between_columns(options: BlankOptions) -> BlankOptions:
    # A typewriter's letters stand nearly as far apart as other figures and words.
    close = options.close_typed * options.letters if _are_typed(options) else options.close
    return replace(options, letters=close)


def _are_typed(options: BlankOptions) -> bool:
    """Whether the options are those for a typewriter's letters."""
    return options.letters > BlankOptions().letters


def _beyond_letters(pieces: Sequence[Box], ink: Mask, options: BlankOptions) -> BlankOptions:
    """The options for the type of a page: beside a comma, a typewriter leaves nearly a letter blank."""
    return replace(options, letters=max(options.letters, typed_pitch(pieces, ink)))


def blanks_in(piece: Box, ink: Mask, options: BlankOptions) -> list[Blank]:
    """The blanks of a piece that are wider than those between letters, left to right."""
    x0, y0, x1, y1 = (int(v) for v in (max(0.0, piece.x0), max(0.0, piece.y0), piece.x1, piece.y1))
    return _between(inked_columns(ink[y0:y1, x0:x1]) + x0, piece, options)


def _struck(piece: Box, ink: Mask, options: BlankOptions) -> list[Blank]:
    """The blanks of a piece with nothing in them but a stroke that goes on from print beside it."""
    x0, y0, x1, y1 = (int(v) for v in (max(0.0, piece.x0), max(0.0, piece.y0), piece.x1, piece.y1))
    heights = ink[y0:y1, x0:x1].sum(axis=0)
    blanks = _between(np.flatnonzero(heights > options.stroke * piece.height) + x0, piece, options)
    return [b for b in blanks if heights[int(b.start) - x0] > 0 or heights[int(b.end) - 1 - x0] > 0]


def _between(inked: npt.NDArray[np.intp], piece: Box, options: BlankOptions) -> list[Blank]:
    """The blanks between inked columns of the page."""
    wide = np.flatnonzero(np.diff(inked) > max(UNSEEN, options.letters * piece.height))
    return [Blank(float(inked[k] + 1), float(inked[k + 1]), piece) for k in wide]


def _wider_than_words(blanks: Sequence[Blank], usual: float, options: BlankOptions) -> list[Blank]:
    """Those of a piece's blanks that are wider than its others, or than is usual between words of this page.

    Where three columns make one piece, neither of its two blanks is wider than the other.
    """
    least = [_least(b.piece, [other for other in blanks if other is not b], options) for b in blanks]
    on_page = options.wider_than_words * usual
    return [
        blank
        for blank, width in zip(blanks, least, strict=True)
        if blank.width >= min(width, max(options.least, on_page) * blank.piece.height)
    ]


def _usual_width(pieces: Sequence[Box], ink: Mask, options: BlankOptions) -> float:
    """The usual blank between words on this page, in line heights."""
    texts = (blanks_in(piece, ink, options) for piece in pieces)
    widths = [blank.width / blank.piece.height for blanks in texts if len(blanks) > 1 for blank in blanks]
    return float(np.median(widths)) if widths else 0.0


def _blanks_at(
    piece: Box, lines: Sequence[float], blanks: Sequence[Blank], usual: float, options: BlankOptions
) -> list[Blank]:
    """The blanks at the lines that are wider than those elsewhere; usual: between words of this page."""
    near = _near(blanks, lines, options)
    least = _least(piece, [blank for blank in blanks if blank not in near], options)
    least = max(least, options.wider_than_words * usual * piece.height)
    return [blank for blank in near if blank.width >= least]


def _near(blanks: Sequence[Blank], lines: Sequence[float], options: BlankOptions) -> list[Blank]:
    """The blanks at the lines."""
    return [
        b
        for b in blanks
        if any(abs(line - b.middle) <= b.width / 2 + options.reach * b.piece.height for line in lines)
    ]


def _flush(blanks: Sequence[Blank], pieces: Sequence[Box], options: BlankOptions) -> list[Blank]:
    """The blanks of a piece where print of its table ends, or begins, at one place, some of it above: so the
    words of a heading, above all, are no columns. A first row of totals has more such blanks than they, or
    one where more print ends."""
    flush = {blank: _beside_flush(blank, pieces, options) for blank in blanks}
    below = [blank for blank, alike in flush.items() if alike]
    if len(below) >= options.flush_of_totals:
        return below
    return [
        b
        for b in below
        if any(p.y0 < b.piece.y0 for p in flush[b]) or _ending(b, pieces, options) >= options.flush_of_one
    ]


def _ending(blank: Blank, pieces: Sequence[Box], options: BlankOptions) -> int:
    """How many pieces below a blank end where the print left of it does."""
    reach = options.flush * blank.piece.height
    return sum(p.y0 > blank.piece.y1 - reach and abs(p.x1 - MARGIN - blank.start) <= reach for p in pieces)


def _beside_flush(blank: Blank, pieces: Sequence[Box], options: BlankOptions) -> list[Box]:
    """The pieces that end where the print left of a blank does, or else begin where that right of it does.

    None where they are few; those that stand above it rather than others.
    """
    piece, reach = blank.piece, options.flush * blank.piece.height
    others = [p for p in pieces if p is not piece and abs(p.centre[1] - piece.centre[1]) > piece.height / 2]
    sides = (
        [p for p in others if abs(p.x1 - MARGIN - blank.start) <= reach],
        [p for p in others if abs(p.x0 + MARGIN - blank.end) <= reach],
    )
    enough = [alike for alike in sides if len(alike) >= options.fewest]
    return min(enough, key=lambda alike: min(p.y0 for p in alike), default=[])


def _least(piece: Box, words: Sequence[Blank], options: BlankOptions) -> float:
    usual = float(np.median([blank.width for blank in words])) if words else 0.0
    return max(options.least * piece.height, options.wider_than_words * usual)


def cut_at_blanks_of(piece: Box, blanks: Sequence[Blank], ink: Mask) -> list[Box]:
    """The parts of a piece between some of its blanks, fitted to their ink."""
    if not blanks:
        return [piece]
    edges = [piece.x0, *sorted(blank.middle for blank in blanks), piece.x1]
    parts = [Box(a, piece.y0, b, piece.y1) for a, b in pairwise(edges)]
    return [fitted for part in parts for fitted in cut_at_blanks(part, ink)]


def sorted_pieces(pieces: Sequence[Box]) -> tuple[Box, ...]:
    """Pieces from top to bottom, left to right."""
    return tuple(sorted(pieces, key=lambda piece: (piece.y0, piece.x0)))
