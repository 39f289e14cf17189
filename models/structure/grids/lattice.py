"""Rows and columns as lines, the edges drawn between slots, and the cells that fall out of missing edges."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.pixels.rule import Rule
from models.structure.grids.centred_texts import centred_over
from schemas.geometry import Box

Edges = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]
COVERED = 0.55  # share of an edge that rules lie on
TRACE = 0.15  # the same where print on both sides says that there is an edge
HALF = 0.35  # the same where print stands somewhere in the cells on both sides
ACROSS = 0.25  # of its height, by which print stands over a line on both sides
CLEAR = 0.08  # of its height, by which print keeps clear of a rule
ASIDE = 0.25  # line heights by which print of one column begins at different places
MOSTLY = 0.6  # share of the rows, or of the columns that a line is drawn over
NEARLY_ALL = 0.8  # share of such lines
HALF_DRAWN = 0.4  # share of the columns that a line is drawn over
ALIKE = (0.15, 0.3)  # difference of the shares of columns over which lines that speak of each other are drawn
FEWEST_ALIKE = 4
FEWEST_WITHIN = 3  # lines drawn over some of the columns alone
FEWEST_LEVEL, LEVEL_PRINT = 3, 0.4  # pieces of a row; line heights by which those on one line may be off
FEWEST_ENTRIES = 5  # below each other
ENTRIES_APART = 0.45  # line heights of blank between two of them: lines of a cell are closer
SHORT = 0.5  # share of a column's width that a lone figure takes at the most
SLIVER = 0.4  # of its height, that a letter is wide at the least
NOW_AND_THEN = 0.2  # share of such lines that are drawn over a column


@dataclass(frozen=True)
class Slot:
    """One cell of a lattice: its place, its spans and its box."""

    row: int
    col: int
    row_span: int
    col_span: int
    bbox: Box


@dataclass(frozen=True)
class Lattice:
    """Lines ys and xs; level[i, c]: an edge on line i over column c; upright[r, j]: on line j over row r."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    level: Edges
    upright: Edges


def covered(rules: Sequence[Rule], at: float, start: float, end: float, same: float) -> float:
    """Share of the stretch start..end of the line `at` that rules lie on."""
    if end <= start:
        return 0.0
    spans = sorted(
        (max(start, rule.start), min(end, rule.end))
        for rule in rules
        if abs(rule.at - at) <= same and rule.start < end and rule.end > start
    )
    total, reach = 0.0, start
    for a, b in spans:
        total += max(0.0, b - max(a, reach))
        reach = max(reach, b)
    return total / (end - start)


def rules_to_lattice(
    ys: Sequence[float],
    xs: Sequence[float],
    drawn: tuple[Sequence[Rule], Sequence[Rule]],
    pieces: Sequence[Box],
    same: float,
) -> Lattice:
    """Which edges between the given lines are drawn. The outline counts as drawn.

    drawn: level and upright rules. An edge of which only traces are left counts where print stands on both
    its sides.
    """
    level_shares = _shares(ys, xs, drawn[0], same)
    upright_shares = _shares(xs, ys, drawn[1], same).T
    held = held_slots(ys, xs, pieces)
    level_edges, upright_edges = level_shares >= COVERED, upright_shares >= COVERED
    between = held[:-1] & held[1:] & ~_straddled(ys, xs, pieces, ACROSS)[1:-1]
    faded = _faded(level_edges[1:-1]) & ~_straddled(ys, xs, pieces, -CLEAR)[1:-1]
    traced = level_shares[1:-1] >= TRACE
    lost = _lost(level_edges[1:-1], traced) | _between_figures(ys, xs, pieces, level_edges[1:-1])
    lost |= _between_level_print(ys, xs, pieces)
    half = (level_shares[1:-1] >= HALF) & ~_straddled(ys, xs, pieces, ACROSS)[1:-1]
    level_edges[1:-1] |= _between_texts(level_edges[1:-1], half, held)
    level_edges[1:-1] |= between & (traced | faded | lost)
    level_edges[1:-1] &= ~centred_over(ys, xs, pieces, level_shares[1:-1] >= COVERED)
    upright_edges[:, 1:-1] |= (upright_shares[:, 1:-1] >= TRACE) & held[:, :-1] & held[:, 1:]
    upright_edges[:, 1:-1] |= _with_print_beside(ys, xs, pieces, upright_edges[:, 1:-1])
    upright_edges[:, 1:-1] |= _set_in_column(xs, ys, pieces, upright_edges[:, 1:-1])
    level_edges[[0, -1]] = True
    upright_edges[:, [0, -1]] = True
    upright_edges[:, 1:-1] |= _carried_on(ys, xs, pieces, level_edges, upright_edges)
    return Lattice(tuple(ys), tuple(xs), level_edges, upright_edges)


def _between_texts(drawn: Edges, half: Edges, held: Edges) -> Edges:
    """[i, c]: whether inner line i, half drawn, parts two cells of column c with print in each of them."""
    out = np.zeros_like(drawn)
    for col in range(drawn.shape[1]):
        lines = [0, *(1 + np.flatnonzero(drawn[:, col] | half[:, col])), len(held)]
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
            out[line - 1, col] = held[above:line, col].any() and held[line:below, col].any()
    return out & half


def _faded(edges: Edges) -> Edges:
    """[i, c]: whether line i, drawn over a part of its columns, may have faded over column c.

    It may where lines drawn over about as much are drawn over that column now and then: a rule that is not
    printed over a column, since cells go over several rows there, is missing from it every time.
    """
    drawn = edges.mean(axis=1) if edges.size else np.zeros(len(edges))
    partly = (drawn > 0) & (drawn < 1)
    out = np.zeros_like(edges)
    for line in np.flatnonzero(partly):
        for difference in ALIKE:
            alike = partly & (np.abs(drawn - drawn[line]) <= difference)
            if alike.sum() >= FEWEST_ALIKE:
                out[line] = edges[alike].mean(axis=0) >= NOW_AND_THEN
                break
    return out


def _lost(edges: Edges, traced: Edges) -> Edges:
    """[i, c]: whether line i was lost over column c, that has no cells over several rows: nearly all other
    lines drawn over most columns are drawn over it. So is line i; or half of it, where all of those are.
    traced: [i, c]: whether there are traces at the least.
    """
    drawn = edges.mean(axis=1) if edges.size else np.zeros(len(edges))
    long, partly = drawn >= MOSTLY, drawn >= HALF_DRAWN
    out = np.zeros_like(edges)
    if long.sum() >= FEWEST_ALIKE:
        others = (traced[long].sum(axis=0) - traced) / (long.sum() - 1)
        out |= long[:, None] & (others >= NEARLY_ALL)
        out |= partly[:, None] & (edges[long].mean(axis=0) == 1)[None, :]
    within = partly & ~long
    if within.sum() >= FEWEST_WITHIN:  # lines within entries pass by the columns that these have one cell in
        out[within] &= edges[within].mean(axis=0) >= NOW_AND_THEN
    return out


def _between_figures(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box], drawn: Edges) -> Edges:
    """[i, c]: whether line i, drawn over most columns, was lost over column c: every slot of that but the
    first holds one piece, nearly all short ones, as no cell over several rows does. One drawn over a few
    columns is enough between two such pieces, where nearly all lines are drawn over several.
    """
    if len(ys) - 1 <= FEWEST_ALIKE:
        return np.zeros_like(drawn)
    counts = np.zeros((len(ys) - 1, len(xs) - 1), int)
    short = np.zeros_like(counts)
    for piece in pieces:
        col, row = bisect(xs, piece.centre[0]) - 1, bisect(ys, piece.centre[1]) - 1
        if 0 <= row < counts.shape[0] and 0 <= col < counts.shape[1]:
            counts[row, col] += 1
            short[row, col] += piece.width < SHORT * (xs[col + 1] - xs[col])
    figures = (counts[1:] == 1).all(axis=0) & (short[1:].mean(axis=0) >= NEARLY_ALL)
    shares = drawn.mean(axis=1)
    is_grid = float((shares >= HALF_DRAWN).mean()) >= NEARLY_ALL
    single = (counts == 1) & (short == 1)  # names of a header are none
    parts_rows = (shares >= MOSTLY)[:, None] | ((shares > 0)[:, None] & single[:-1] & single[1:] & is_grid)
    return np.asarray(parts_rows & figures[None, :], bool)


def _between_level_print(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box]) -> Edges:
    """[i, c]: whether the cells of column c above and below line i hold one piece each, level with all others
    of their rows and further apart than the lines of a cell: two of several entries."""
    rows, cols = len(ys) - 1, len(xs) - 1
    held: dict[tuple[int, int], list[Box]] = {}
    for piece in pieces:
        col, row = bisect(xs, piece.centre[0]) - 1, bisect(ys, piece.centre[1]) - 1
        held.setdefault((row, col), []).append(piece)
    level = np.zeros((rows, cols), bool)
    for row in range(rows):
        own = [cell for col in range(cols) if (cell := held.get((row, col)))]
        single = len(own) >= FEWEST_LEVEL and all(len(cell) == 1 for cell in own)
        middles = [cell[0].centre[1] for cell in own]
        if single and max(middles) - min(middles) < LEVEL_PRINT * own[0][0].height:
            level[row] = [(row, col) in held for col in range(cols)]
    out = level[:-1] & level[1:]
    for line, col in np.argwhere(out).tolist():
        (above,), (below,) = held[line, col], held[line + 1, col]
        out[line, col] = below.y0 - above.y1 >= ENTRIES_APART * above.height
    for col in range(cols):
        for run in _runs(out[:, col]):
            out[run, col] = len(run) >= FEWEST_ENTRIES - 1
    return np.asarray(out, bool)


def _runs(flags: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.intp]]:
    """The places of flags that are set, in runs."""
    places = np.flatnonzero(flags)
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else []


def _with_print_beside(
    ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box], upright: Edges
) -> Edges:
    """[r, k]: whether inner line k, drawn in other rows, was lost in row r: both cells beside it hold print,
    and none of it stands across the line, but for what may be bits of that."""
    held = held_slots(ys, xs, pieces)
    pieces = [piece for piece in pieces if piece.width >= SLIVER * piece.height]
    out = held[:, :-1] & held[:, 1:] & (upright.mean(axis=0) >= MOSTLY)
    for piece in pieces:
        row, clear = bisect(ys, piece.centre[1]) - 1, CLEAR * piece.height
        if 0 <= row < len(out):
            out[row, bisect(xs, piece.x0 + clear) - 1 : bisect(xs, piece.x1 - clear) - 1] = False
    return np.asarray(out, bool)


def _set_in_column(xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Box], upright: Edges) -> Edges:
    """[r, k]: whether the cells on both sides of inner line k are two in row r, though no rule parts them.

    That to the left is blank, and the print of the other begins where that column's does in most rows, which
    the line is drawn in.
    """
    out = np.zeros_like(upright)
    if not pieces or not upright.size:
        return out
    held, reach = held_slots(ys, xs, pieces), ASIDE * float(np.median([piece.height for piece in pieces]))
    begin = np.full(held.shape, np.inf)
    for piece in pieces:
        col, row = bisect(xs, piece.centre[0]) - 1, bisect(ys, piece.centre[1]) - 1
        if 0 <= row < held.shape[0] and 0 <= col < held.shape[1]:
            begin[row, col] = min(begin[row, col], piece.x0)
    for k in map(int, np.flatnonzero(upright.mean(axis=0) >= MOSTLY)):
        own = begin[:, k + 1]
        usual = own[upright[:, k] & np.isfinite(own)]
        alike = np.array([np.count_nonzero(np.abs(usual - x) <= reach) for x in own])
        inside = np.isfinite(own) & (own > xs[k + 1])
        out[:, k] = inside & ~held[:, k] & (alike >= max(2.0, MOSTLY * len(usual)))
    return out


def _carried_on(
    ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box], level: Edges, upright: Edges
) -> Edges:
    """[r, k]: whether inner line k, drawn in the row above or below, goes on in row r, from which no edge
    parts that on either side of it, and no print stands across it: it has two cells beside it, not three."""
    out = upright[:, 1:-1].copy()
    open_ = ~(level[1:-1, :-1] | level[1:-1, 1:])  # [i, k]: between rows i and i + 1, on both sides of line k
    straddled = _straddled(xs, ys, [piece.turned for piece in pieces], CLEAR)[1:-1].T
    for rows in (range(1, len(out)), range(len(out) - 2, -1, -1)):
        for r in rows:
            above = r - rows.step
            out[r] |= out[above] & open_[min(r, above)] & ~straddled[r]
    return np.asarray(out, bool)


def held_slots(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box]) -> Edges:
    """[r, c]: whether the middle of a piece of print lies in the slot."""
    held = np.zeros((len(ys) - 1, len(xs) - 1), bool)
    for piece in pieces:
        x, y = piece.centre
        col, row = bisect(xs, x) - 1, bisect(ys, y) - 1
        if 0 <= row < held.shape[0] and 0 <= col < held.shape[1]:
            held[row, col] = True
    return held


def _straddled(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box], share: float) -> Edges:
    """[i, c]: whether print of column c stands across line i: no rule runs through it.

    share: of its height, that it reaches over the line on both sides; below 0, that it keeps clear of it.
    """
    straddled = np.zeros((len(ys), len(xs) - 1), bool)
    for piece in pieces:
        col, least = bisect(xs, piece.centre[0]) - 1, share * piece.height
        if 0 <= col < straddled.shape[1]:
            straddled[bisect(ys, piece.y0 + least) : bisect(ys, piece.y1 - least), col] = True
    return straddled


def _shares(places: Sequence[float], cuts: Sequence[float], rules: Sequence[Rule], same: float) -> Shares:
    """[i, k]: share of the stretch between cut k and cut k + 1 of the line at place i that rules lie on."""
    shares = [[covered(rules, place, a, b, same) for a, b in pairwise(cuts)] for place in places]
    return np.array(shares, float).reshape(len(places), len(cuts) - 1)


def lattice_to_slots(lattice: Lattice) -> tuple[Slot, ...]:
    """Cells: slots joined where no edge parts them; what is no rectangle then is cut into rows."""
    rows, cols = len(lattice.ys) - 1, len(lattice.xs) - 1
    label = _labelled_areas(lattice, rows, cols)
    slots: list[Slot] = []
    for value in np.unique(label):
        where = np.argwhere(label == value)
        (r0, c0), (r1, c1) = where.min(axis=0), where.max(axis=0)
        if len(where) == (r1 - r0 + 1) * (c1 - c0 + 1):
            slots.append(_slot(lattice, int(r0), int(c0), int(r1), int(c1)))
        else:
            slots.extend(_rectangles(lattice, label == value))
    return tuple(sorted(slots, key=lambda slot: (slot.row, slot.col)))


def _labelled_areas(lattice: Lattice, rows: int, cols: int) -> npt.NDArray[np.int_]:
    """[r, c]: the same number for all slots that no edge parts."""
    parent = list(range(rows * cols))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and not lattice.upright[r, c + 1]:
                parent[root(r * cols + c + 1)] = root(r * cols + c)
            if r + 1 < rows and not lattice.level[r + 1, c]:
                parent[root((r + 1) * cols + c)] = root(r * cols + c)
    return np.array([root(k) for k in range(rows * cols)]).reshape(rows, cols)


def _rectangles(lattice: Lattice, area: Edges) -> list[Slot]:
    """Cut an area into the runs of its rows, joined downwards where equal runs have no edge between them."""
    slots: list[tuple[int, int, int, int]] = []
    for r, c, end in _row_runs(lattice, area):
        above = [k for k, s in enumerate(slots) if s[2] == r - 1 and (s[1], s[3]) == (c, end)]
        if above and not lattice.level[r, c : end + 1].any():
            slots[above[0]] = (slots[above[0]][0], c, r, end)
        else:
            slots.append((r, c, r, end))
    return [_slot(lattice, *slot) for slot in slots]


def _row_runs(lattice: Lattice, area: Edges) -> Iterator[tuple[int, int, int]]:
    """Row, first and last column of each run of slots of the area that no upright edge parts."""
    for r in range(area.shape[0]):
        start = 0
        for c in range(area.shape[1]):
            ends = c + 1 == area.shape[1] or not area[r, c + 1] or lattice.upright[r, c + 1]
            if not area[r, c]:
                start = c + 1
            elif ends:
                yield r, start, c
                start = c + 1


def _slot(lattice: Lattice, r0: int, c0: int, r1: int, c1: int) -> Slot:
    box = Box(lattice.xs[c0], lattice.ys[r0], lattice.xs[c1 + 1], lattice.ys[r1 + 1])
    return Slot(r0, c0, r1 - r0 + 1, c1 - c0 + 1, box)
