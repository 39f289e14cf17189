"""Pages set in two columns of text, as gazettes are: each has tables of its own, in rows of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.pixels.rules import Rules
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union


@dataclass(frozen=True)
class TextColumnOptions:
    """What tells that a page is set in two columns.

    amid: shares of the width of the print between which the gutter lies; widest_blank, in line heights, that
    it has at least. wide: share of a column's width that a line of a paragraph fills; fewest: such lines of
    each column. crossing: share of the pieces that run over the gutter, at the most: heads over both.
    abreast, rows: pieces of a line of a table in a column, and such lines.
    """

    amid: tuple[float, float] = (0.35, 0.65)
    widest_blank: float = 1.5
    wide: float = 0.8
    fewest: int = 4
    crossing: float = 0.05
    abreast: int = 3
    rows: int = 3


def text_columns(
    pieces: Sequence[Box], rules: Rules, options: TextColumnOptions = TextColumnOptions()
) -> list[tuple[list[Box], Rules]]:
    """The print and rules of the head of a page and of each column of text; one of all where it has none."""
    gutter = _gutter(pieces, options) if pieces else None
    if gutter is None:
        return [(list(pieces), rules)]
    sides = [[p for p in pieces if p.x1 <= gutter], [p for p in pieces if p.x0 >= gutter]]
    texts = [_paragraph_lines(side, options) for side in sides]
    tables = sum(len(row) >= options.abreast for side in sides for row in rows_of(side))
    if min(map(len, texts)) < options.fewest or tables < options.rows:
        return [(list(pieces), rules)]
    body = union([line for text in texts for line in text])
    if any(r.start < gutter < r.end and body.y0 < r.at < body.y1 for r in rules.level):
        return [(list(pieces), rules)]  # a table of words
    head = [piece for piece in pieces if piece.x0 < gutter < piece.x1]
    over = tuple(rule for rule in rules.level if rule.start < gutter < rule.end)
    return [
        (head, replace(rules, level=over, upright=(), bars=())),
        (sides[0], _rules_from(rules, float("-inf"), gutter)),
        (sides[1], _rules_from(rules, gutter, float("inf"))),
    ]


def _gutter(pieces: Sequence[Box], options: TextColumnOptions) -> float | None:
    """The middle of the widest blank in the middle of the page that hardly any print runs over."""
    box = union(pieces)
    first, last = (round(box.x0 + share * box.width) for share in options.amid)
    over = np.zeros(max(1, last - first))
    for piece in pieces:
        over[max(0, round(piece.x0) - first) : max(0, round(piece.x1) - first)] += 1
    blank = np.pad(over <= options.crossing * len(pieces), 1).astype(np.int8)
    edges = np.flatnonzero(np.diff(blank))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    wide = end - start >= options.widest_blank * line_height(pieces)
    return first + (int(start) + int(end)) / 2 if wide else None


def _paragraph_lines(side: Sequence[Box], options: TextColumnOptions) -> list[Box]:
    """The pieces of a column that go over most of its width."""
    if not side:
        return []
    width = union(side).width
    return [piece for piece in side if piece.width >= options.wide * width]


def _rules_from(rules: Rules, left: float, right: float) -> Rules:
    """The rules between two upright lines."""
    return replace(
        rules,
        level=tuple(rule for rule in rules.level if rule.start >= left and rule.end <= right),
        upright=tuple(rule for rule in rules.upright if left < rule.at < right),
        bars=tuple(bar for bar in rules.bars if bar.x0 >= left and bar.x1 <= right),
    )
