"""Pieces of print + rules → tables: ruled, half-ruled and unruled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from models.pixels.rules import Rule, Rules
from models.structure.columns import column_of, lanes, row_lines
from models.structure.lattice import Slot, cluster, covered, lattice_to_slots, rules_to_lattice
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union
from schemas.reading import Ruling


@dataclass(frozen=True)
class FinderOptions:
    """Lengths in inches unless said otherwise. lines_to_split: lines of print that prove a band to be many rows."""

    meet: float = 0.05
    same: float = 0.05
    shortest_level: float = 0.9
    alike: float = 0.12
    lines_to_split: int = 4
    clashing: float = 0.08
    block_gap: float = 2.6


@dataclass(frozen=True)
class FoundTable:
    """A table on the page and its cells, still without text. loose: the rows that are lines of print, not ruled."""

    bbox: Box
    ruling: Ruling
    slots: tuple[Slot, ...]
    loose: tuple[int, ...] = ()


@dataclass(frozen=True)
class Area:
    """A part of the page that rules say is one table."""

    bbox: Box
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def find_tables(
    pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions = FinderOptions()
) -> tuple[FoundTable, ...]:
    """All tables of a straight page, top to bottom. pieces: print, cut at column boundaries."""
    found: list[FoundTable] = []
    ruled = [area for area in rules_to_areas(rules, dpi, options) if _is_closed(area, options.same * dpi)]
    taken = [area.bbox for area in ruled]
    rest = [area for area in level_areas(rules, pieces, dpi, options) if not _mostly_in(area.bbox, taken)]
    for area in stacked_areas([*ruled, *rest], dpi, options):
        inside = [piece for piece in pieces if _inside(piece, area.bbox)]
        if any(other.bbox.overlap(area.bbox) > 0.5 * min(other.bbox.area, area.bbox.area) for other in found):
            continue
        found.extend(area_to_tables(area, inside, dpi, options))
    found = [with_unruled_header(table, pieces, [other for other in found if other is not table]) for table in found]
    free = [piece for piece in pieces if not any(_inside(piece, table.bbox) for table in found)]
    found.extend(unruled_tables(free, options))
    return tuple(sorted(found, key=lambda table: (round(table.bbox.y0 / dpi, 1), table.bbox.x0)))


def _is_closed(area: Area, same: float) -> bool:
    """Whether rules run along most of the top and the bottom of an area: bits of dotted fill enclose nothing."""
    box = area.bbox
    return all(covered(area.level, y, box.x0, box.x1, same) >= 0.6 for y in (box.y0, box.y1)) or all(
        covered(area.upright, x, box.y0, box.y1, same) >= 0.6 for x in (box.x0, box.x1)
    )


def _mostly_in(box: Box, others: Sequence[Box]) -> bool:
    return any(other.overlap(box) > 0.5 * min(other.area, box.area) for other in others)


def _inside(piece: Box, area: Box) -> bool:
    return area.contains(*piece.centre)


def rules_to_areas(rules: Rules, dpi: float, options: FinderOptions) -> list[Area]:
    """Rules that cross or meet, gathered; smallest areas first, so that a frame around tables comes last."""
    reach = options.meet * dpi
    walls = _walls(rules, dpi)
    groups: list[tuple[list[Rule], list[Rule]]] = [([rule], []) for rule in _cut_at_walls(rules.level, walls, reach)]
    for upright in rules.upright:
        met = [group for group in groups if any(_meet(level, upright, reach, walls) for level in group[0])]
        rest = [group for group in groups if group not in met]
        joined = ([r for group in met for r in group[0]], [r for group in met for r in group[1]] + [upright])
        groups = [*rest, joined] if met else groups
    areas = []
    for level, uprights in groups:
        if len(level) >= 2 and len(uprights) >= 2:
            boxes = [Box(r.start, r.at, r.end, r.at) for r in level] + [Box(r.at, r.start, r.at, r.end) for r in uprights]
            areas.append(Area(union(boxes), tuple(level), tuple(uprights)))
    return sorted(areas, key=lambda area: area.bbox.area)


def _walls(rules: Rules, dpi: float) -> list[Rule]:
    """Lines half way between two long upright rules close beside each other, where tables stand on both sides."""
    long = sorted((rule for rule in rules.upright if rule.length >= 0.8 * dpi), key=lambda rule: rule.at)
    walls = []
    for one, other in combinations(long, 2):
        start, end = max(one.start, other.start), min(one.end, other.end)
        near = 0.02 * dpi <= other.at - one.at <= 0.11 * dpi
        if near and end - start >= 0.7 * min(one.length, other.length):
            wall = Rule((one.at + other.at) / 2, start, end)
            along = [rule for rule in rules.level if start - 0.05 * dpi <= rule.at <= end + 0.05 * dpi]
            left = sum(rule.start < wall.at - 0.8 * dpi and rule.end > wall.at - 0.1 * dpi for rule in along)
            right = sum(rule.end > wall.at + 0.8 * dpi and rule.start < wall.at + 0.1 * dpi for rule in along)
            if min(left, right) >= 2:
                walls.append(wall)
    return walls


def _cut_at_walls(level: Sequence[Rule], walls: Sequence[Rule], reach: float) -> list[Rule]:
    out: list[Rule] = []
    for rule in level:
        cuts = [
            wall.at for wall in walls
            if rule.start + reach < wall.at < rule.end - reach and wall.start - reach <= rule.at <= wall.end + reach
        ]
        ends = [rule.start, *sorted(cuts), rule.end]
        out.extend(Rule(rule.at, a, b, rule.thickness) for a, b in pairwise(ends))
    return out


def _meet(level: Rule, upright: Rule, reach: float, walls: Sequence[Rule]) -> bool:
    touching = (
        level.start - reach <= upright.at <= level.end + reach
        and upright.start - reach <= level.at <= upright.end + reach
    )
    middle = (level.start + level.end) / 2
    return touching and not any(
        min(middle, upright.at) < wall.at < max(middle, upright.at)
        and (level.end <= wall.at + reach or level.start >= wall.at - reach)
        and wall.start - reach <= level.at <= wall.end + reach
        for wall in walls
    )


def level_areas(rules: Rules, pieces: Sequence[Box], dpi: float, options: FinderOptions) -> list[Area]:
    """Level rules of like extent below each other: tables without upright rules."""
    alike = options.alike * dpi
    long = [rule for rule in rules.level if rule.length >= options.shortest_level * dpi]
    groups: list[list[Rule]] = []
    for rule in sorted(long, key=lambda rule: rule.at):
        for group in groups:
            if _same_extent(group[-1], rule) and _table_between(group[-1], rule, pieces):
                group.append(rule)
                break
        else:
            groups.append([rule])
    areas = []
    for group in groups:
        if len(group) < 2:
            continue
        box = union([Box(rule.start, rule.at, rule.end, rule.at) for rule in group])
        within = [r for r in rules.level if box.y0 - 2 <= r.at <= box.y1 + 2 and r.start >= box.x0 - alike and r.end <= box.x1 + alike]
        upright = [r for r in rules.upright if box.x0 - alike <= r.at <= box.x1 + alike and r.start < box.y1 and r.end > box.y0]
        areas.append(Area(box, tuple(within), tuple(upright)))
    return areas


def _same_extent(one: Rule, other: Rule) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= 0.88 * (max(one.end, other.end) - min(one.start, other.start))


def stacked_areas(areas: Sequence[Area], dpi: float, options: FinderOptions) -> list[Area]:
    """Areas of like extent right below each other made one: a ruled header over a body without upright rules."""
    out: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.bbox.y0, area.bbox.x0)):
        for k, above in enumerate(out):
            near = abs(area.bbox.y0 - above.bbox.y1) <= options.meet * dpi
            sides = [Rule(0, box.x0, box.x1) for box in (above.bbox, area.bbox)]
            if near and _same_extent(*sides):
                out[k] = Area(union([above.bbox, area.bbox]), above.level + area.level, above.upright + area.upright)
                break
        else:
            out.append(area)
    return sorted(out, key=lambda area: area.bbox.area)


def _table_between(above: Rule, below: Rule, pieces: Sequence[Box]) -> bool:
    """Whether what is printed between two level rules can be rows of one table: close rules, or lines of pieces.

    A paragraph between two tables has lines as wide as the tables; lines in columns are narrower.
    """
    stretch = Box(above.start, above.at, above.end, below.at)
    lines = rows_of([piece for piece in pieces if _inside(piece, stretch)])
    if not lines:
        return below.at - above.at < 1.6 * line_height(pieces)
    wide = sum(len(line) == 1 and line[0].width > 0.6 * stretch.width for line in lines)
    return len(lines) == 1 or (wide <= 0.25 * len(lines) and max(len(line) for line in lines) >= 2)


def area_to_tables(area: Area, inside: Sequence[Box], dpi: float, options: FinderOptions) -> list[FoundTable]:
    """The lattices of an area: its rules, with rows and columns that are not ruled added from the print."""
    if len(inside) < 2:
        return []
    same = options.same * dpi
    box = area.bbox
    ys = list(cluster([(r.at, r.length) for r in area.level] + [(box.y0, 1), (box.y1, 1)], same))
    xs = list(cluster([(r.at, r.length) for r in area.upright] + [(box.x0, 1), (box.x1, 1)], same))
    tables = (_stretch_to_table(area, part, xs, inside, dpi, options) for part in _stretches(ys, xs, area, inside, same))
    return [table for table in tables if table is not None]


def with_unruled_header(table: FoundTable, free: Sequence[Box], above: Sequence[FoundTable]) -> FoundTable:
    """The table with the lines of print right above its first rule that fill most of its columns: a header without rules."""
    xs = sorted({slot.bbox.x0 for slot in table.slots} | {table.bbox.x1})
    height = line_height([piece for piece in free if _inside(piece, table.bbox)] or free)
    floor = max([other.bbox.y1 for other in above if other.bbox.y1 <= table.bbox.y0 + 2], default=0.0)
    column = Box(table.bbox.x0 - height, floor, table.bbox.x1 + height, table.bbox.y0)
    lines: list[list[Box]] = []
    top = table.bbox.y0
    for line in reversed(rows_of([piece for piece in free if _inside(piece, column)])):
        box = union(line)
        if top - box.y1 > (1.3 if not lines else 0.6) * height:
            break
        lines.insert(0, line)
        top = box.y0
    filled = {column_of(piece, xs) for line in lines for piece in line}
    if len(xs) < 4 or len(filled) < max(3, 0.6 * (len(xs) - 1)):
        return table
    return _stacked(table, lines, xs, top - 0.3 * height)


def _stacked(table: FoundTable, lines: list[list[Box]], xs: list[float], top: float) -> FoundTable:
    """The table with `lines` as loose rows on top."""
    ys = [*row_lines(lines, top, table.bbox.y0)]
    area = Area(Box(xs[0], top, xs[-1], table.bbox.y0), tuple(Rule(y, xs[0], xs[-1]) for y in ys), ())
    pieces = [piece for line in lines for piece in line]
    head = lattice_to_slots(rules_to_lattice(ys, xs, _drawn(area, ys, xs, [], pieces, 4.0), pieces, 4.0))
    columns = {x: k for k, x in enumerate(xs)}
    rows = len(lines)
    body = (
        replace(slot, row=slot.row + rows, col=columns[slot.bbox.x0], col_span=_spanned(slot, xs)) for slot in table.slots
    )
    loose = (*range(rows), *(row + rows for row in table.loose))
    return FoundTable(Box(xs[0], top, xs[-1], table.bbox.y1), table.ruling, (*head, *body), loose)


def _spanned(slot: Slot, xs: Sequence[float]) -> int:
    return sum(slot.bbox.x0 <= x < slot.bbox.x1 - 0.5 for x in xs[:-1])


def _stretches(ys: list[float], xs: list[float], area: Area, inside: Sequence[Box], same: float) -> list[list[float]]:
    """Row lines parted where one table ends and the next begins, without the frames above and below a table."""
    parts: list[list[float]] = [[]]
    height = line_height(inside)
    for top, bottom in pairwise(ys):
        band = [piece for piece in inside if top <= piece.centre[1] < bottom]
        inner = [x for x in xs[1:-1] if covered(area.upright, x, top, bottom, same) > 0.5]
        if not band and not inner:
            parts.append([])
            continue
        lines = rows_of(band)
        frame = not inner and len(xs) > 2 and (len(lines) > 2 or bottom - top > 3.5 * height or len(lines[0]) > 1)
        if frame and (not parts[-1] or bottom == ys[-1]) and not _many_rows(lines, xs, len(lines), FinderOptions()):
            continue
        parts[-1] = [*(parts[-1] or [top]), bottom]
    return [part for part in parts if len(part) > 1]


def _stretch_to_table(
    area: Area, ys: list[float], xs: list[float], inside: Sequence[Box], dpi: float, options: FinderOptions
) -> FoundTable | None:
    """The table between the first and the last of `ys`: by its rules, or by its print where that agrees better."""
    same = options.same * dpi
    within = [piece for piece in inside if ys[0] <= piece.centre[1] < ys[-1]]
    upright = tuple(rule for rule in area.upright if rule.start < ys[-1] - same and rule.end > ys[0] + same)
    level = tuple(rule for rule in area.level if ys[0] - same <= rule.at <= ys[-1] + same)
    area = Area(Box(xs[0], ys[0], xs[-1], ys[-1]), level, upright)
    xs = [x for x in xs if x in (xs[0], xs[-1]) or any(abs(rule.at - x) <= same for rule in upright)]
    ruled = _ruled_table(area, ys, xs, within, same, options)
    clashes = _clashes(ruled, within) if ruled else len(within)
    if clashes <= max(2, options.clashing * len(within)):
        return ruled
    by_print = lines_to_table(rows_of(within), area.bbox, "partial")
    if by_print and _clashes(by_print, within) < 0.5 * clashes:
        return by_print
    return ruled


def _ruled_table(
    area: Area, ys: list[float], xs: list[float], within: Sequence[Box], same: float, options: FinderOptions
) -> FoundTable | None:
    ruled_rows = len(ys) - 1
    xs = _with_lanes(xs, ys, area, within)
    ys, split = _with_rows(ys, xs, within, options)
    if len(xs) < 3 or len(ys) < 3:
        return None
    if ruled_rows == 1 and split and not area.upright:  # two level rules around print: the table goes on beyond them
        return None
    level, upright = _drawn(area, ys, xs, split, within, same)
    level = [_whole_edge(rule, area, same) for rule in level]
    slots = lattice_to_slots(rules_to_lattice(ys, xs, (level, upright), within, same))
    if len(slots) < 4:
        return None
    ruling: Ruling = "partial" if split or ruled_rows < 3 or len(area.upright) < len(xs) else "full"
    loose = tuple(k for k, y in enumerate(ys[:-1]) if any(top <= y < bottom for top, bottom in split))
    return FoundTable(Box(xs[0], ys[0], xs[-1], ys[-1]), ruling, slots, loose)


def _whole_edge(rule: Rule, area: Area, same: float) -> Rule:
    """The edge of a shaded row, which is seen only away from upright rules, over the whole width of the table.

    A printed rule touches the upright rule at which it ends.
    """
    if rule.length < 0.7 * area.bbox.width:
        return rule
    gaps = [min((abs(end - other.at) for other in area.upright), default=0.0) for end in (rule.start, rule.end)]
    loose = [0.5 * same < gap < 3 * same for gap in gaps]
    start = area.bbox.x0 if loose[0] else rule.start
    end = area.bbox.x1 if loose[1] else rule.end
    return Rule(rule.at, start, end, rule.thickness)


def _clashes(table: FoundTable, pieces: Sequence[Box]) -> int:
    """Pieces that share their cell with a piece beside them: a column boundary is missing there."""
    count = 0
    for slot in table.slots:
        for line in rows_of([piece for piece in pieces if _inside(piece, slot.bbox)]):
            count += sum(b.x0 - a.x1 > 1.2 * min(a.height, b.height) for a, b in pairwise(line))
    return count


def lines_to_table(lines: Sequence[Sequence[Box]], box: Box, ruling: Ruling) -> FoundTable | None:
    """A table from the alignment of its print alone."""
    separators = lanes(lines, box.x0, box.x1)
    xs = [box.x0, *separators, box.x1]
    if len(xs) < 3 or len(lines) < 3:
        return None
    ys = row_lines(lines, box.y0, box.y1)
    area = Area(box, tuple(Rule(y, box.x0, box.x1) for y in ys), ())
    pieces = [piece for line in lines for piece in line]
    drawn = _drawn(area, ys, xs, [], pieces, 4.0)
    slots = lattice_to_slots(rules_to_lattice(ys, xs, drawn, pieces, 4.0))
    return FoundTable(box, ruling, slots, tuple(range(len(lines))))


def _with_lanes(xs: list[float], ys: list[float], area: Area, inside: Sequence[Box]) -> list[float]:
    """Column lines, with those added that only blank lanes mark."""
    out = [xs[0]]
    for a, b in pairwise(xs):
        within = [piece for piece in inside if a <= piece.centre[0] < b]
        wide = b - a > 0.35 * (xs[-1] - xs[0])
        lines = rows_of(within)
        if sum(len(line) >= 2 for line in lines) >= max(3, (0.4 if wide else 0.6) * len(lines)):
            out.extend(lanes(lines, a, b))
        out.append(b)
    return out


def _with_rows(
    ys: list[float], xs: list[float], inside: Sequence[Box], options: FinderOptions
) -> tuple[list[float], list[tuple[float, float]]]:
    """Row lines, with those added that are not ruled; and the bands that were so cut."""
    out, split = [ys[0]], []
    total = len(rows_of(inside))
    for k, (top, bottom) in enumerate(pairwise(ys)):
        band = [piece for piece in inside if top <= piece.centre[1] < bottom]
        lines = rows_of(band)
        if _many_rows(lines, xs, total, options) or (k > 1 and _alike_in_all(lines, xs)):
            out.extend(row_lines(lines, top, bottom)[1:-1])
            split.append((top, bottom))
        out.append(bottom)
    return out, split


def _many_rows(lines: Sequence[Sequence[Box]], xs: list[float], total: int, options: FinderOptions) -> bool:
    """Whether a band between two level rules holds several rows rather than one row of stacked or wrapped cells."""
    if len(lines) < options.lines_to_split:
        return False
    counts = [0] * (len(xs) - 1)
    for line in lines:
        for col in {column_of(piece, xs) for piece in line}:
            counts[col] += 1
    used = [count for count in counts if count]
    most = max(used)
    regular = sum(count >= 0.5 * most for count in used)
    return most >= options.lines_to_split and regular >= 0.5 * len(used) and len(lines) >= 0.2 * total


def _alike_in_all(lines: Sequence[Sequence[Box]], xs: list[float]) -> bool:
    """Whether nearly every column has a piece on each of several lines: rows whose rules were lost."""
    if len(lines) < 2 or len(xs) < 4:
        return False
    return all(len({column_of(piece, xs) for piece in line}) >= 0.8 * (len(xs) - 1) for line in lines)


def _drawn(
    area: Area, ys: list[float], xs: list[float], split: list[tuple[float, float]], inside: Sequence[Box], same: float
) -> tuple[list[Rule], list[Rule]]:
    """The rules of an area with unprinted ones added: between split rows, and in lanes wherever no print crosses."""
    level, upright = list(area.level), list(area.upright)
    open_bands = {
        (a, b) for a, b in pairwise(ys) if not any(covered(area.upright, x, a, b, same) > 0.3 for x in xs[1:-1])
    }
    if len(open_bands) < 0.5 * (len(ys) - 1):  # a few: rows that are one cell across
        open_bands = set()
    for top, bottom in split:
        level.extend(Rule(y, xs[0], xs[-1]) for y in ys if top < y < bottom)
    for x in xs[1:-1]:
        ruled = any(abs(rule.at - x) <= same for rule in area.upright)
        for top, bottom in pairwise(ys):
            if ruled and (top, bottom) not in open_bands:
                continue
            band = [piece for piece in inside if top <= piece.centre[1] < bottom]
            crossing = any(piece.x0 + 0.3 * piece.height < x < piece.x1 - 0.3 * piece.height for piece in band)
            if not crossing:
                upright.append(Rule(x, top, bottom))
    return level, upright


def unruled_tables(pieces: Sequence[Box], options: FinderOptions) -> list[FoundTable]:
    """Tables that only the alignment of print shows: blocks of lines that share blank lanes."""
    tables = []
    for block in _blocks(rows_of(pieces), options):
        box = union([piece for line in block for piece in line]).inflate(4)
        if len(lanes(block, box.x0, box.x1)) >= 2 or len(block) >= 4:
            tables.append(lines_to_table(block, box, "none"))
    return [table for table in tables if table is not None]


def _blocks(lines: Sequence[Sequence[Box]], options: FinderOptions) -> list[list[list[Box]]]:
    """Runs of neighbouring lines in columns: lines of several pieces, and narrow lone ones between them."""
    height = line_height([piece for line in lines for piece in line])
    widest = max((union(line).width for line in lines), default=0.0)
    blocks: list[list[list[Box]]] = []
    current: list[list[Box]] = []
    for line in lines:
        gap = union(line).y0 - union(current[-1]).y1 if current else 0.0
        paragraph = len(line) == 1 and line[0].width > 0.55 * widest
        if current and (gap > options.block_gap * height or paragraph):
            blocks.append(current)
            current = []
        if not paragraph:
            current.append(list(line))
    blocks.append(current)
    trimmed = [_trimmed(block) for block in blocks]
    return [block for block in trimmed if sum(len(line) >= 2 for line in block) >= 3]


def _trimmed(block: list[list[Box]]) -> list[list[Box]]:
    """Without the lone lines at either end: titles and notes."""
    several = [k for k, line in enumerate(block) if len(line) >= 2]
    return block[several[0] : several[-1] + 1] if several else []


__all__ = ["FinderOptions", "FoundTable", "covered", "find_tables"]
