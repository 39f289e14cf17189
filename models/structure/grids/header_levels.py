"""The lines of an unruled header → its levels: headings over the columns they span.

Nothing is drawn between the cells of such a header, so place alone tells: print that stands in one piece
in the middle of a column's height is a cell over all levels; print in two pieces with a blank between them
is a heading over a column's own name; a column with its name low and nothing above it belongs to a heading
beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from models.structure.grids.lattice import Slot
from models.structure.pieces import line_height
from schemas.geometry import Box, union

BLANK = 0.55
MOST_LEVELS = 3
MOST_LOWER = 6  # headings on lower lines, of which each may stand under one above it or beside it


@dataclass(frozen=True)
class Heading:
    """A heading over the columns first..last."""

    first: int
    last: int
    box: Box


Stacks = dict[int, list[Box]]


def header_slots(members: Sequence[Slot], row: int, prints: Sequence[Box]) -> tuple[list[Slot], int]:
    """The cells of a header printed on several lines, and how many rows it has."""
    edges = column_edges(members)
    area = union([slot.bbox for slot in members])
    inside = [box for box in prints if area.contains(*box.centre)]
    height = line_height(inside)
    tree = _levels(list(edges), inside, edges, area, height)
    depth = max((level for *_, level in tree), default=0) + 1
    slots = []
    for first, last, top, bottom, level in tree:
        below = any(f >= first and la <= last and lv > level for f, la, _, _, lv in tree)
        span = 1 if below else depth - level
        slots.append(
            Slot(
                row + level, first, span, last - first + 1, Box(edges[first][0], top, edges[last][1], bottom)
            )
        )
    return slots, depth


Node = tuple[int, int, float, float, int]


def _levels(
    columns: list[int],
    prints: Sequence[Box],
    edges: dict[int, tuple[float, float]],
    area: Box,
    height: float,
    level: int = 0,
) -> list[Node]:
    """(first column, last column, top, bottom, level) of every header cell over `columns`."""
    headings = find_headings(columns, prints, edges, area, height) if level < MOST_LEVELS - 1 else []
    out: list[Node] = []
    covered: set[int] = set()
    for heading in headings:
        under = [
            box
            for box in prints
            if box.y0 > heading.box.y1 - 0.3 * height and _column(box, edges) in _span(heading)
        ]
        if not under:
            continue
        split = (heading.box.y1 + min(box.y0 for box in under)) / 2
        out.append((heading.first, heading.last, area.y0, split, level))
        below = Box(area.x0, split, area.x1, area.y1)
        own = [column for column in columns if column in _span(heading)]
        out.extend(_levels(own, under, edges, below, height, level + 1))
        covered |= set(_span(heading))
    out.extend((column, column, area.y0, area.y1, level) for column in columns if column not in covered)
    return out


def _span(heading: Heading) -> range:
    return range(heading.first, heading.last + 1)


def find_headings(
    columns: list[int],
    prints: Sequence[Box],
    edges: dict[int, tuple[float, float]],
    area: Box,
    height: float,
) -> list[Heading]:
    """Headings of the highest level over `columns`, left to right."""
    stacks: Stacks = {column: [] for column in columns}
    wide: list[Box] = []
    for box in prints:
        over = [c for c in columns if min(box.x1, edges[c][1]) - max(box.x0, edges[c][0]) > 0.8 * height]
        if len(over) > 1:
            wide.append(box)
        elif _column(box, edges) in stacks:
            stacks[_column(box, edges)].append(box)
    groups = {column: _groups(boxes, height) for column, boxes in stacks.items()}
    seeds = [Heading(*_extent(box, columns, edges), box) for box in wide if _is_upper(box, prints)]
    taken = {c for seed in seeds for c in _span(seed)}
    for column in columns:
        if column not in taken and len(groups[column]) > 1:
            seeds.append(Heading(column, column, groups[column][0]))
    seeds = _apart(seeds, height)
    if not any(groups.get(c) for seed in seeds for c in _span(seed)):
        return []
    upper = _uppermost(seeds)
    lower = [seed for seed in seeds if seed not in upper]
    below = area._replace(y0=max(seed.box.y1 for seed in upper))
    low = [c for c, own in groups.items() if len(own) == 1 and _is_under(own[0], below, area, height)]
    options = []
    for under in _choices(lower):
        top = [seed for seed in seeds if seed not in under]
        own = {c for seed in under for c in _span(seed) if c in stacks}
        wider = adopt_columns(top, sorted({*own, *(c for c in low if not _in(top, c))}), edges)
        if all(_in(wider, c) for c in own):
            options.append((sum(_misfit(heading, edges) for heading in wider), wider))
    return min(options, key=lambda option: option[0])[1]


def _choices(lower: Sequence[Heading]) -> Iterator[tuple[Heading, ...]]:
    """Which of the headings on lower lines may stand under those on the highest: all first, none last."""
    few = lower[:MOST_LOWER]
    return chain.from_iterable(combinations(few, size) for size in range(len(few), -1, -1))


def _uppermost(seeds: Sequence[Heading]) -> list[Heading]:
    """The headings that stand on the highest line of them."""
    first = min((seed.box for seed in seeds), key=lambda box: box.y0)
    return [seed for seed in seeds if seed.box.y0 < first.y1]


def _is_under(box: Box, below: Box, area: Box, height: float) -> bool:
    """Whether a column's name stands below the headings, and not in the middle of the whole header."""
    middle = box.centre[1]
    to_below, to_whole = abs(middle - below.centre[1]), abs(middle - area.centre[1])
    return box.y0 > below.y0 - 0.3 * height and to_below < to_whole


def _groups(boxes: Sequence[Box], height: float) -> list[Box]:
    """Lines of one column gathered where no blank parts them, top to bottom."""
    out: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.y0):
        if out and box.y0 - out[-1].y1 < BLANK * height:
            out[-1] = union([out[-1], box])
        else:
            out.append(box)
    return out


def _is_upper(box: Box, prints: Sequence[Box]) -> bool:
    return any(
        other.y0 > box.y1 - 0.3 * box.height and other.x1 > box.x0 and other.x0 < box.x1 for other in prints
    )


def _extent(box: Box, columns: list[int], edges: dict[int, tuple[float, float]]) -> tuple[int, int]:
    over = [c for c in columns if min(box.x1, edges[c][1]) - max(box.x0, edges[c][0]) > 0]
    return over[0], over[-1]


def _apart(seeds: Sequence[Heading], height: float) -> list[Heading]:
    """One heading for each place of the highest level: what stands under another makes it as wide.

    What goes on under it, close and in its middle, is a further line of the same heading.
    """
    out: list[Heading] = []
    for seed in sorted(seeds, key=lambda seed: seed.box.y0):
        over = [k for k, heading in enumerate(out) if _lies_under(seed, heading)]
        if over:
            upper = out[over[0]]
            lines = [upper.box, seed.box] if _is_next_line(upper.box, seed.box, height) else [upper.box]
            first, last = min(upper.first, seed.first), max(upper.last, seed.last)
            out[over[0]] = Heading(first, last, union(lines))
        else:
            out.append(seed)
    return _merged(sorted(out, key=lambda heading: heading.first))


def _lies_under(seed: Heading, heading: Heading) -> bool:
    return heading.first <= seed.last and seed.first <= heading.last and seed.box.y0 > heading.box.centre[1]


def _is_next_line(upper: Box, lower: Box, height: float) -> bool:
    return lower.y0 - upper.y1 < BLANK * height and abs(lower.centre[0] - upper.centre[0]) < height


def _merged(headings: Sequence[Heading]) -> list[Heading]:
    """Headings of one level; those that share a column are one."""
    out: list[Heading] = []
    for heading in headings:
        if out and heading.first <= out[-1].last:
            box = union([out[-1].box, heading.box])
            out[-1] = Heading(out[-1].first, max(out[-1].last, heading.last), box)
        else:
            out.append(heading)
    return out


def _in(headings: Sequence[Heading], column: int) -> bool:
    return any(column in _span(heading) for heading in headings)


def adopt_columns(
    seeds: Sequence[Heading], orphans: list[int], edges: dict[int, tuple[float, float]]
) -> list[Heading]:
    """Headings widened over the columns beside them that have none, each run cut where it fits best.

    Runs with a heading on one side only come first: they leave no choice.
    """
    headings = list(seeds)
    runs = _runs(orphans)
    for run in sorted(runs, key=lambda run: len(_beside(run, headings))):
        options = []
        for cut in range(len(run) + 1):
            changed = _shared_out(run, cut, headings)
            if changed is not None:
                cost = sum(_misfit(changed[k], edges) for k in _beside(run, headings))
                options.append((cost, -cut, changed))
        if options:
            headings = min(options, key=lambda option: option[:2])[2]
    return headings


def _beside(run: Sequence[int], headings: Sequence[Heading]) -> list[int]:
    return [k for k, h in enumerate(headings) if h.last == run[0] - 1 or h.first == run[-1] + 1]


def _shared_out(run: Sequence[int], cut: int, headings: Sequence[Heading]) -> list[Heading] | None:
    """The headings, the one to the left of a run over its first `cut` columns, the one to the right over the
    rest; None where there is no such heading."""
    out = list(headings)
    left = next((k for k, h in enumerate(headings) if h.last == run[0] - 1), None)
    right = next((k for k, h in enumerate(headings) if h.first == run[-1] + 1), None)
    if cut:
        if left is None:
            return None
        out[left] = replace(out[left], last=out[left].last + cut)
    if cut < len(run):
        if right is None:
            return None
        out[right] = replace(out[right], first=out[right].first - (len(run) - cut))
    return out


def _runs(columns: list[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for column in columns:
        if out and column == out[-1][-1] + 1:
            out[-1].append(column)
        else:
            out.append([column])
    return out


def _misfit(heading: Heading, edges: dict[int, tuple[float, float]]) -> float:
    """How far a heading stands from the middle, or from the left side, of its columns."""
    x0, x1 = edges[heading.first][0], edges[heading.last][1]
    return min(abs(heading.box.centre[0] - (x0 + x1) / 2), max(0.0, heading.box.x0 - x0))


def column_edges(members: Sequence[Slot]) -> dict[int, tuple[float, float]]:
    """Left and right of each column, from the slots that are one column wide where there are such."""
    edges: dict[int, tuple[float, float]] = {}
    for slot in sorted(members, key=lambda slot: slot.col_span, reverse=True):
        width = slot.bbox.width / slot.col_span
        for k in range(slot.col_span):
            edges[slot.col + k] = (slot.bbox.x0 + k * width, slot.bbox.x0 + (k + 1) * width)
    return dict(sorted(edges.items()))


def _column(box: Box, edges: dict[int, tuple[float, float]]) -> int:
    return max(edges, key=lambda c: min(box.x1, edges[c][1]) - max(box.x0, edges[c][0]))
