"""Frames around the head of a page: as wide as the table below them, and no part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.areas.area import Area
from models.structure.pieces import line_height, pieces_in, rows_of
from schemas.geometry import Box


@dataclass(frozen=True)
class HeadOptions:
    """side: inches from its own rules within which an upright one is a side. fewest_lines: of a head, not of
    a title in the first row of a table. blank: below it, in line heights.
    """

    side: float = 0.1
    fewest_lines: int = 2
    blank: float = 0.8


def without_page_heads(
    rules: Rules,
    closed: Sequence[Area],
    pieces: Sequence[Box],
    dpi: float,
    options: HeadOptions = HeadOptions(),
) -> tuple[Rule, ...]:
    """The level rules that are no edges of frames around lines of one piece each, below one another."""
    heads = [
        area
        for area in closed
        if _is_head(area, pieces, dpi, options) and _has_blank_below(area, rules.level, pieces, options)
    ]
    edges = {rule for head in heads for rule in head.level}
    return tuple(rule for rule in rules.level if rule not in edges)


def _is_head(area: Area, pieces: Sequence[Box], dpi: float, options: HeadOptions) -> bool:
    box, side = area.bbox, options.side * dpi
    are_sides = all(min(abs(rule.at - x) for x in (box.x0, box.x1)) <= side for rule in area.upright)
    lines = rows_of(pieces_in(box, pieces))
    alone = all(len(line) == 1 for line in lines)
    edges = sorted(rule.at for rule in area.level)
    is_one_cell = all(min(y - box.y0, box.y1 - y) <= side for y in edges)
    return are_sides and is_one_cell and alone and len(lines) >= options.fewest_lines


def _has_blank_below(area: Area, level: Sequence[Rule], pieces: Sequence[Box], options: HeadOptions) -> bool:
    """Whether neither print nor rules follow right below an area."""
    box, blank = area.bbox, options.blank * line_height(pieces)
    below = [rule.at for rule in level if rule not in area.level] + [piece.y0 for piece in pieces]
    return not any(box.y1 - blank < y < box.y1 + blank for y in below if y > box.y0)
