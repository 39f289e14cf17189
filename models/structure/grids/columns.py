"""Columns from the blank lanes between pieces of print, rows from their lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.structure.grids.names_in_lanes import clear_of_names
from models.structure.pieces import crosses, line_height, without_scribbles
from schemas.geometry import Box, union

Line = Sequence[Box]
ENOUGH_BELOW = 5  # pieces of a column that no line shares with the next
ENDS_NEAR = 0.35  # line heights between the ends of figures set below each other
MOSTLY = 0.8  # share of the pieces of a column that are, and of the lines with as many pieces
FEWEST_ABREAST, FEWEST_ALIKE = 4, 5  # pieces of such a line, and such lines
WORD_GAP = 0.8  # line heights between words of a typewriter
MOST_ENDING = 0.7  # share of the lines of a column, that have last words behind such a blank
ALL_BUT_BLANK = 2  # pieces of a column of which more run across its edge
HOLDING = 0.65  # share of such lines that are blank at a lane
LEVEL = 0.3  # of the lower of two lines, that overlaps with the other


@dataclass(frozen=True)
class LaneOptions:
    """What parts columns. narrowest: width of a blank lane, in line heights.

    crossing: share of lines that may run across a lane. members: share of lines that have a piece in a
    column; sparse: how many have at least where so few lines have one that they might all run across a lane.
    parted: share of the lines with print where a piece stands, that have two pieces or more right there:
    cells run together make such a piece. local: share of the lines with print close beside a lane, that may
    run across it.
    """

    narrowest: float = 0.25
    crossing: float = 0.2
    members: float = 0.05
    sparse: int = 3
    parted: float = 0.6
    local: float = 0.85


def lanes(lines: Sequence[Line], x0: float, x1: float, options: LaneOptions = LaneOptions()) -> list[float]:
    """Middles of the blank lanes between x0 and x1 that part columns, left to right.

    Only lines of several pieces speak: a title or a paragraph says nothing about columns. Nor does a heading
    over several columns, once they are known.
    """
    height = line_height([piece for line in lines for piece in line])
    lines = [without_scribbles(line, height) for line in lines]
    lines = _without_run_together(lines, options)
    first = _blank_lanes(lines, x0, x1, options)
    narrow = [[piece for piece in line if not any(crosses(piece, lane) for lane in first)] for line in lines]
    second = _blank_lanes(narrow, x0, x1, options) if first else []
    found = second if len(second) >= len(first) else first
    found = _without_word_gaps(found, lines, x0, x1, height)
    found = _without_crossed(found, lines, x0, x1)
    cleared = clear_of_names(found, lines, x0, x1)
    counted = _lanes_by_count(lines)
    return counted if len(counted) > len(cleared) else cleared


def _lanes_by_count(lines: Sequence[Line]) -> list[float]:
    """The lanes between the pieces of lines that nearly all have as many; none where few do, or where their
    gaps do not stand below each other. Marks of a pen may fill a lane on some line.
    """
    if not lines:
        return []
    count, times = Counter(map(len, lines)).most_common(1)[0]
    if count < FEWEST_ABREAST or times < max(FEWEST_ALIKE, MOSTLY * len(lines)):
        return []
    rows = [sorted(line, key=lambda piece: piece.x0) for line in lines if len(line) == count]
    found = []
    for k in range(count - 1):
        gaps = [(row[k].x1, row[k + 1].x0) for row in rows]
        shared = max(([gap for gap in gaps if gap[0] <= (a + b) / 2 <= gap[1]] for a, b in gaps), key=len)
        if len(shared) < HOLDING * len(rows):
            return []
        found.append((max(a for a, _ in shared) + min(b for _, b in shared)) / 2)
    return found


def _neighbours(lane: float, edges: Sequence[float]) -> tuple[float, float]:
    """The edges next to a lane, left and right of it."""
    return max(x for x in edges if x < lane), min(x for x in edges if x > lane)


def _without_word_gaps(
    found: Sequence[float], lines: Sequence[Line], x0: float, x1: float, height: float
) -> list[float]:
    """The lanes without those right of which only last words of some lines stand, a blank behind the others.

    Typewriters leave such blanks below each other: "Juzgado 1°" over "Sala 2°" over "Juzgado 3°".
    """
    kept = list(found)
    for lane in found:
        left, right = _neighbours(lane, [x0, *kept, x1])
        before = [[p for p in line if left <= p.centre[0] < lane] for line in lines]
        after = [[p for p in line if lane <= p.centre[0] < right] for line in lines]
        blanks = [
            min(p.x0 for p in words) - max((p.x1 for p in first), default=x0)
            for first, words in zip(before, after, strict=True)
            if words
        ]
        few = len(blanks) <= MOST_ENDING * sum(map(bool, before))
        if few and all(blank < WORD_GAP * height for blank in blanks):
            kept.remove(lane)
    return kept


def _without_crossed(found: Sequence[float], lines: Sequence[Line], x0: float, x1: float) -> list[float]:
    """The lanes without those that more print runs across than stands on one of their sides, which is all but
    blank: figures of different widths, or marks beside them."""
    kept = list(found)
    pieces = [piece for line in lines for piece in line]
    for lane in found:
        left, right = _neighbours(lane, [x0, *kept, x1])
        across = sum(crosses(piece, lane) for piece in pieces)
        sides = [
            sum(a <= p.centre[0] < b and not crosses(p, lane) for p in pieces)
            for a, b in ((left, lane), (lane, right))
        ]
        if min(sides) <= ALL_BUT_BLANK and across > min(sides):
            kept.remove(lane)
    return kept


def _without_run_together(lines: Sequence[Line], options: LaneOptions) -> list[Line]:
    """Lines of several pieces without those pieces in whose place most other lines have two or more."""
    speaking = [line for line in lines if len(line) >= 2]

    def is_run_together(piece: Box) -> bool:
        beside = [
            [other for other in line if other.x0 < piece.x1 and other.x1 > piece.x0]
            for line in speaking
            if piece not in line
        ]
        own = [found for found in beside if found]
        parted = sum(sum(_is_inside(other, piece) for other in found) > 1 for found in own)
        return parted > max(options.sparse, options.parted * len(own))

    return [
        [piece for piece in line if not is_run_together(piece)] if len(line) >= 2 else line for line in lines
    ]


def _is_inside(piece: Box, other: Box) -> bool:
    """Whether a piece stands within the width of another, give or take a letter."""
    return other.x0 - piece.height < piece.x0 and piece.x1 < other.x1 + piece.height


def with_lanes(known: Sequence[float], blank: list[float], lines: Sequence[Line]) -> list[float]:
    """Known boundaries of columns, with the lanes that part most lines of one of those columns.

    A boundary that print runs across gives way to a blank lane beside it, with no print between the two.
    """
    if not known:
        return blank
    known = [_clear_place(x, blank, lines) for x in known]
    out = [*known]
    for lane in (one for one in blank if one not in known):
        left = max((x for x in known if x < lane), default=float("-inf"))
        right = min((x for x in known if x > lane), default=float("inf"))
        inside = [
            [piece.centre[0] < lane for piece in line if left < piece.centre[0] < right] for line in lines
        ]
        parted = sum(any(sides) and not all(sides) for sides in inside)
        if parted > sum(map(bool, inside)) / 2:
            out.append(lane)
    return sorted(out)


def _clear_place(x: float, blank: Sequence[float], lines: Sequence[Line]) -> float:
    """Where a boundary stands that print runs across: at the blank lane nearest to it, if any."""
    pieces = [piece for line in lines for piece in line]
    if not any(crosses(piece, x) for piece in pieces):
        return x
    for lane in sorted(blank, key=lambda lane: abs(lane - x)):
        left, right = sorted((x, lane))
        amid = any(left < piece.centre[0] < right for piece in pieces)
        if not amid and not any(crosses(piece, lane) for piece in pieces):
            return lane
    return x


def _blank_lanes(lines: Sequence[Line], x0: float, x1: float, options: LaneOptions) -> list[float]:
    speaking = [line for line in lines if len(line) >= 2]
    if len(speaking) < 2 or x1 - x0 < 4:
        return []
    narrowest = options.narrowest * line_height([piece for line in speaking for piece in line])
    sparse = max(options.sparse, options.members * len(speaking))
    cover = _cover(speaking, x0, x1)
    quiet = cover <= int(options.crossing * len(speaking))
    out = []
    for a, b in _runs(quiet, narrowest):
        lowest = cover[a:b] == cover[a:b].min()
        deepest = [(x0 + a + c, x0 + a + d) for c, d in _runs(lowest, narrowest) or _runs(lowest, 1)]
        if a == 0 or b == len(cover):
            out.extend(_parted([(x0, x0), *deepest, (x1, x1)], speaking, sparse)[1:-1])
        else:
            out.extend(_parted(deepest, speaking, sparse))
    clear = _clear_of_most([x0, *out, x1], cover, x0, options.local)
    return _beside_used_columns([x0, *clear, x1], speaking, max(1, options.members * len(speaking)))


def _clear_of_most(
    edges: Sequence[float], cover: npt.NDArray[np.int_], x0: float, share: float
) -> list[float]:
    """The lanes among `edges` but for those that nearly all lines with print beside them, up to the next
    lanes, run across: few lines of many may be all of a column that is blank in most rows."""
    kept = []
    for left, lane, right in zip(edges, edges[1:], edges[2:], strict=False):
        a, at, b = (int(x - int(x0)) for x in (left, lane, right))
        beside = min(cover[a:at].max(initial=0), cover[at:b].max(initial=0))
        if cover[min(at, len(cover) - 1)] <= share * beside:
            kept.append(lane)
    return kept


def _cover(lines: Sequence[Line], x0: float, x1: float) -> npt.NDArray[np.int_]:
    """How many lines have print at each pixel from x0 to x1."""
    start, width = int(x0), int(np.ceil(x1 - x0))
    cover = np.zeros(width, int)
    for line in lines:
        hit = np.zeros(width, bool)
        for piece in line:
            hit[max(0, int(piece.x0) - start) : max(0, int(np.ceil(piece.x1)) - start)] = True
        cover += hit
    return cover


def _parted(blanks: Sequence[tuple[float, float]], lines: Sequence[Line], sparse: float) -> list[float]:
    """Middles of the blanks that are parted by a sparse column; of others, which only a heading parts, the
    middle of the widest."""
    kept = [blanks[0]]
    for blank in blanks[1:]:
        if len(_lines_between(kept[-1][1], blank[0], lines)) >= sparse:
            kept.append(blank)
        else:
            kept[-1] = max(kept[-1], blank, key=lambda run: run[1] - run[0])
    return [(a + b) / 2 for a, b in kept]


def _beside_used_columns(edges: Sequence[float], lines: Sequence[Line], fewest: float) -> list[float]:
    """The lanes among `edges` on both sides of which at least `fewest` lines have a piece, and one has both.

    The least proven lane goes first: without it, those beside it may hold. A name above figures that are set
    to the other side of their column never stands on a line with them, nor half way between two. Neither do
    a debit and a credit, but each are set below each other.
    """
    kept = list(edges)
    beside = _level_lines(lines)
    while True:
        columns = [_lines_between(left, right, lines) for left, right in pairwise(kept)]
        level = [of.union(*(beside[k] for k in of)) for of in columns]
        shared = [before & after for before, after in zip(columns, level[1:], strict=False)]
        below = [_are_set_below(left, right, lines) for left, right in pairwise(kept)]
        failing = [
            (len(both), k)
            for k, both in enumerate(shared, 1)
            if min(len(columns[k - 1]), len(columns[k])) < fewest or not (both or (below[k - 1] and below[k]))
        ]
        if not failing:
            return kept[1:-1]
        del kept[min(failing)[1]]


def _are_set_below(left: float, right: float, lines: Sequence[Line]) -> bool:
    """Whether a column has enough pieces, nearly all of which end at one place, as figures do."""
    pieces = [piece for line in lines for piece in line if left <= piece.centre[0] < right]
    if len(pieces) < ENOUGH_BELOW:
        return False
    end = float(np.median([piece.x1 for piece in pieces]))
    near = ENDS_NEAR * line_height(pieces)
    return sum(abs(piece.x1 - end) <= near for piece in pieces) >= MOSTLY * len(pieces)


def _level_lines(lines: Sequence[Line]) -> list[set[int]]:
    """For each line those that overlap with it: a code in the middle of its row stands between two lines."""
    boxes = [union(line) for line in lines]
    found: list[set[int]] = [set() for _ in lines]
    for k, (above, below) in enumerate(pairwise(boxes)):
        if above.y1 - below.y0 > LEVEL * min(above.height, below.height):
            found[k].add(k + 1)
            found[k + 1].add(k)
    return found


def _lines_between(left: float, right: float, lines: Sequence[Line]) -> set[int]:
    return {k for k, line in enumerate(lines) if any(left <= piece.centre[0] < right for piece in line)}


def _runs(flags: npt.NDArray[np.bool_], shortest: float) -> list[tuple[int, int]]:
    """Start and end of each run of true flags that is long enough."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= shortest]


def column_of(piece: Box, xs: Sequence[float]) -> int:
    """The column (between xs[k] and xs[k + 1]) that most of a piece lies in."""
    shares = [min(piece.x1, b) - max(piece.x0, a) for a, b in pairwise(xs)]
    return int(np.argmax(shares))


def without_group_names(lines: Sequence[Line]) -> list[Line]:
    """Lines of print without the names that stand between two rows, in the middle of the group they name."""
    kept = list(lines[:1])
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        box = union(line)
        beside = box.x1 < min(piece.x0 for piece in (*above, *below))
        if not (beside and union(above).y1 > box.y0 and union(below).y0 < box.y1):
            kept.append(line)
    return [*kept, *lines[max(1, len(lines) - 1) :]]


def row_lines(rows: Sequence[Line], top: float, bottom: float) -> list[float]:
    """The y of the boundary above each row and below the last, half way between neighbours."""
    height = line_height([piece for row in rows for piece in row])
    boxes = [union(without_scribbles(row, height) or row) for row in rows]
    middles = [(a.y1 + b.y0) / 2 for a, b in pairwise(boxes)]
    return [top, *middles, bottom]
