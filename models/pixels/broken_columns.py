"""Upright rules of which poor print left pieces in most rows of a table, drawn again from row to row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.pixels.morphology import Mask
from models.pixels.rule import Rule


@dataclass(frozen=True)
class BrokenOptions:
    """What is a broken column rule; lengths in inches.

    aligned: how far apart pieces that follow each other may stand, as on a page that is not quite flat.
    fewest: pieces, and rows between level rules that have some. in_row: length of pieces in one of those.
    whole: share of a row that they take where the rule is not broken; broken: share of rows where it is.
    touched: share of all rows that have pieces. tallest: a row without, in usual heights.
    across: width of the strip in which print stands across a line; printed: share of a row in which it does.
    """

    aligned: float = 0.025
    fewest: int = 4
    in_row: float = 0.03
    whole: float = 0.85
    broken: float = 0.4
    touched: float = 0.7
    tallest: float = 1.6
    across: float = 0.03
    printed: float = 0.15


def with_broken_columns(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    print_: Mask,
    dpi: float,
    options: BrokenOptions = BrokenOptions(),
) -> tuple[Rule, ...]:
    """The upright rules, those of broken columns drawn from one level rule to the next.

    print_: 1 on print alone. A row without a piece, over which print stands across the line, stays without.
    """
    kept = list(upright)
    for column in _columns(upright, options.aligned * dpi):
        rows = _rows_to_draw(column, level, print_, dpi, options)
        if rows:
            ends = rows[0].start, rows[-1].end
            kept = [r for r in kept if r not in column or not ends[0] <= (r.start + r.end) / 2 <= ends[1]]
            kept.extend(_runs(rows))
    return tuple(sorted(kept, key=lambda rule: (rule.at, rule.start)))


def _columns(upright: Sequence[Rule], aligned: float) -> list[list[Rule]]:
    """The pieces of each line, downwards: each nearly below the one before."""
    columns: list[list[Rule]] = []
    for rule in sorted(upright, key=lambda rule: rule.start):
        near = [column for column in columns if abs(column[-1].at - rule.at) <= aligned]
        if near:
            min(near, key=lambda column: abs(column[-1].at - rule.at)).append(rule)
        else:
            columns.append([rule])
    return columns


def _rows_to_draw(
    column: Sequence[Rule], level: Sequence[Rule], print_: Mask, dpi: float, options: BrokenOptions
) -> list[Rule]:
    """The line of a broken column over each row that it is to be drawn over; none if it is not broken."""
    first, last = column[0].start, max(rule.end for rule in column)
    places = [rule.at for rule in column]
    crossed = sorted(r.at for r in level if r.start <= min(places) and max(places) <= r.end)
    rows = [(a, b) for a, b in pairwise(crossed) if b > first and a < last and b - a > options.in_row * dpi]
    inside = [[r for r in column if _shared(r, *row) >= options.in_row * dpi] for row in rows]
    filled = [row for row, pieces in zip(rows, inside, strict=True) if pieces]
    if min(len(column), len(filled)) < options.fewest or len(filled) < options.touched * len(rows):
        return []
    broken = [
        sum(_shared(r, *row) for r in pieces) < options.whole * (row[1] - row[0])
        for row, pieces in zip(rows, inside, strict=True)
        if pieces
    ]
    if sum(broken) < options.broken * len(filled):
        return []
    usual = float(np.median([b - a for a, b in filled]))
    out: list[Rule] = []
    for (top, bottom), pieces in zip(rows, inside, strict=True):
        own = pieces or sorted(column, key=lambda r: abs((r.start + r.end - top - bottom) / 2))[:2]
        at = sum(r.at * r.length for r in own) / sum(r.length for r in own)
        line = Rule(at, top, bottom, max(r.thickness for r in own))
        low = bottom - top <= options.tallest * usual
        if pieces or (low and not _is_printed(line, print_, dpi, options)):
            out.append(line)
    return out


def _shared(rule: Rule, top: float, bottom: float) -> float:
    return max(0.0, min(rule.end, bottom) - max(rule.start, top))


def _is_printed(line: Rule, print_: Mask, dpi: float, options: BrokenOptions) -> bool:
    """Whether print stands across a line."""
    half = options.across * dpi / 2
    strip = print_[round(line.start) : round(line.end), max(0, round(line.at - half)) : round(line.at + half)]
    return bool(strip.size) and float(strip.any(axis=1).mean()) > options.printed


def _runs(rows: Sequence[Rule]) -> Iterator[Rule]:
    """The lines of rows that follow each other made one."""
    run = [rows[0]]
    for row in rows[1:]:
        if row.start > run[-1].end:
            yield _joined(run)
            run = []
        run.append(row)
    yield _joined(run)


def _joined(run: Sequence[Rule]) -> Rule:
    length = sum(row.length for row in run)
    at = sum(row.at * row.length for row in run) / length
    return Rule(at, run[0].start, run[-1].end, max(row.thickness for row in run))
