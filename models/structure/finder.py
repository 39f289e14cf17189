"""Pieces of print + rules → tables: ruled, half-ruled and unruled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.pixels.rules import Rule, Rules
from models.structure.columns import column_of, lanes, lines_to_rows, row_lines
from models.structure.lattice import Slot, cluster, covered, lattice_to_slots, rules_to_lattice
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union
from schemas.reading import Ruling


@dataclass(frozen=True)
class FinderOptions:
    """Lengths in inches unless said otherwise. lines_to_split: lines of print that prove a band to be many rows."""

    meet: float = 0.05
    same: float = 0.03
    shortest_level: float = 0.9
    alike: float = 0.12
    lines_to_split: int = 4
    block_gap: float = 2.6


@dataclass(frozen=True)
class FoundTable:
    """A table on the page and its cells, still without text."""

    bbox: Box
    ruling: Ruling
    slots: tuple[Slot, ...]


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
    for area in [*rules_to_areas(rules, dpi, options), *level_areas(rules, dpi, options)]:
        inside = [piece for piece in pieces if _inside(piece, area.bbox)]
        if any(other.bbox.overlap(area.bbox) > 0.5 * min(other.bbox.area, area.bbox.area) for other in found):
            continue
        table = area_to_table(area, inside, dpi, options)
        if table is not None:
            found.append(table)
    free = [piece for piece in pieces if not any(_inside(piece, table.bbox) for table in found)]
    found.extend(unruled_tables(free, options))
    return tuple(sorted(found, key=lambda table: (round(table.bbox.y0 / dpi, 1), table.bbox.x0)))


def _inside(piece: Box, area: Box) -> bool:
    return area.contains(*piece.centre)


def rules_to_areas(rules: Rules, dpi: float, options: FinderOptions) -> list[Area]:
    """Rules that cross or meet, gathered; smallest areas first, so that a frame around tables comes last."""
    reach = options.meet * dpi
    groups: list[tuple[list[Rule], list[Rule]]] = [([rule], []) for rule in rules.level]
    for upright in rules.upright:
        met = [group for group in groups if any(_meet(level, upright, reach) for level in group[0])]
        rest = [group for group in groups if group not in met]
        joined = ([r for group in met for r in group[0]], [r for group in met for r in group[1]] + [upright])
        groups = [*rest, joined] if met else groups
    areas = []
    for level, uprights in groups:
        if len(level) >= 2 and len(uprights) >= 2:
            boxes = [Box(r.start, r.at, r.end, r.at) for r in level] + [Box(r.at, r.start, r.at, r.end) for r in uprights]
            areas.append(Area(union(boxes), tuple(level), tuple(uprights)))
    return sorted(areas, key=lambda area: area.bbox.area)


def _meet(level: Rule, upright: Rule, reach: float) -> bool:
    return (
        level.start - reach <= upright.at <= level.end + reach
        and upright.start - reach <= level.at <= upright.end + reach
    )


def level_areas(rules: Rules, dpi: float, options: FinderOptions) -> list[Area]:
    """Level rules of like extent below each other: tables without upright rules."""
    alike = options.alike * dpi
    long = [rule for rule in rules.level if rule.length >= options.shortest_level * dpi]
    groups: list[list[Rule]] = []
    for rule in sorted(long, key=lambda rule: rule.at):
        for group in groups:
            if abs(group[-1].start - rule.start) <= alike and abs(group[-1].end - rule.end) <= alike:
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


def area_to_table(area: Area, inside: Sequence[Box], dpi: float, options: FinderOptions) -> FoundTable | None:
    """The lattice of an area: its rules, with rows and columns that are not ruled added from the print."""
    if len(inside) < 2:
        return None
    same = options.same * dpi
    box = area.bbox
    ys = list(cluster([(r.at, r.length) for r in area.level] + [(box.y0, 1), (box.y1, 1)], same))
    xs = list(cluster([(r.at, r.length) for r in area.upright] + [(box.x0, 1), (box.x1, 1)], same))
    xs = _with_lanes(xs, ys, area, inside)
    if len(xs) < 3:
        return None
    ruled_rows = len(ys) - 1
    ys, split = _with_rows(ys, xs, inside, options)
    if len(ys) < 3:
        return None
    level, upright = _drawn(area, ys, xs, split, inside, same)
    slots = lattice_to_slots(rules_to_lattice(ys, xs, level, upright, same))
    if len(slots) < 4:
        return None
    ruling: Ruling = "partial" if split or ruled_rows < 3 or len(area.upright) < len(xs) else "full"
    return FoundTable(Box(xs[0], ys[0], xs[-1], ys[-1]), ruling, slots)


def _with_lanes(xs: list[float], ys: list[float], area: Area, inside: Sequence[Box]) -> list[float]:
    """Column lines, with those added that only blank lanes mark."""
    out = [xs[0]]
    for a, b in pairwise(xs):
        within = [piece for piece in inside if a <= piece.centre[0] < b]
        wide = b - a > 0.35 * (xs[-1] - xs[0])
        lines = rows_of(within)
        if wide and sum(len(line) >= 2 for line in lines) >= max(3, 0.4 * len(lines)):
            out.extend(lanes(lines, a, b))
        out.append(b)
    return out


def _with_rows(
    ys: list[float], xs: list[float], inside: Sequence[Box], options: FinderOptions
) -> tuple[list[float], list[tuple[float, float]]]:
    """Row lines, with those added that are not ruled; and the bands that were so cut."""
    out, split = [ys[0]], []
    total = len(rows_of(inside))
    for top, bottom in pairwise(ys):
        band = [piece for piece in inside if top <= piece.centre[1] < bottom]
        lines = rows_of(band)
        if _many_rows(lines, xs, total, options):
            rows = lines_to_rows(lines, xs)
            out.extend(row_lines(rows, top, bottom)[1:-1])
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
    return most >= options.lines_to_split and regular >= 0.5 * len(used) and len(lines) >= 0.3 * total


def _drawn(
    area: Area, ys: list[float], xs: list[float], split: list[tuple[float, float]], inside: Sequence[Box], same: float
) -> tuple[list[Rule], list[Rule]]:
    """The rules of an area with unprinted ones added: between split rows, and in lanes wherever no print crosses."""
    level, upright = list(area.level), list(area.upright)
    for top, bottom in split:
        level.extend(Rule(y, xs[0], xs[-1]) for y in ys if top < y < bottom)
    for x in xs[1:-1]:
        if any(abs(rule.at - x) <= same for rule in area.upright):
            continue
        for top, bottom in pairwise(ys):
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
        separators = lanes(block, box.x0, box.x1)
        if len(separators) < 2 and len(block) < 4:
            continue
        xs = [box.x0, *separators, box.x1]
        rows = lines_to_rows(block, xs)
        if len(xs) < 3 or len(rows) < 3:
            continue
        ys = row_lines(rows, box.y0, box.y1)
        area = Area(box, tuple(Rule(y, box.x0, box.x1) for y in ys), ())
        level, upright = _drawn(area, ys, xs, [], [p for line in block for p in line], 4.0)
        slots = lattice_to_slots(rules_to_lattice(ys, xs, level, upright, 4.0))
        tables.append(FoundTable(box, "none", slots))
    return tables


def _blocks(lines: Sequence[Sequence[Box]], options: FinderOptions) -> list[list[list[Box]]]:
    """Runs of neighbouring lines most of which have several pieces."""
    height = line_height([piece for line in lines for piece in line])
    blocks: list[list[list[Box]]] = []
    current: list[list[Box]] = []
    for line in lines:
        gap = union(line).y0 - union(current[-1]).y1 if current else 0.0
        lone = len(line) < 2
        if current and (gap > options.block_gap * height or (lone and len(current[-1]) < 2)):
            blocks.append(current)
            current = []
        current.append(list(line))
    blocks.append(current)
    trimmed = [_trimmed(block) for block in blocks]
    return [block for block in trimmed if sum(len(line) >= 2 for line in block) >= 3]


def _trimmed(block: list[list[Box]]) -> list[list[Box]]:
    """Without the lone lines at either end: titles and notes."""
    several = [k for k, line in enumerate(block) if len(line) >= 2]
    return block[several[0] : several[-1] + 1] if several else []


__all__ = ["FinderOptions", "FoundTable", "covered", "find_tables"]
