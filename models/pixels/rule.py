"""A rule, and what counts as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.pixels.bars import BarOptions


@dataclass(frozen=True)
class Rule:
    """A straight rule: its place across its direction, and where it begins and ends, in pixels."""

    at: float
    start: float
    end: float
    thickness: float = 1.0

    @property
    def length(self) -> float:
        return self.end - self.start


def touch(level: Rule, upright: Rule, reach: float) -> bool:
    """Whether a level and an upright rule cross, or end within `reach` pixels of each other."""
    across = level.start - reach <= upright.at <= level.end + reach
    return across and upright.start - reach <= level.at <= upright.end + reach


def cluster(places: Sequence[tuple[float, float]], same: float) -> tuple[float, ...]:
    """Weighted means of places (position, weight) that lie within `same` of their neighbour."""
    out: list[list[tuple[float, float]]] = []
    for place, weight in sorted(places):
        if out and place - out[-1][-1][0] <= same:
            out[-1].append((place, weight))
        else:
            out.append([(place, weight)])
    return tuple(sum(p * w for p, w in group) / sum(w for _, w in group) for group in out)


@dataclass(frozen=True)
class RuleOptions:
    """What counts as a rule; lengths in inches unless said otherwise.

    shortest: a rule away from print. longer_than_print: a rule among print, longer than any stroke of a
    letter. longer_than_lines: a rule even where it runs through a box of print. thickest: what is thicker is
    an area. faintest: grey levels below the paper. unbroken: share of a line that is dark. hair_gap: break in
    a dark run. bridge: break between pieces of one rule. dot_gap: between dots; longest_dash: of a dotted
    rule; long_dash: least dash of a rule whose dashes stand up to dash_gap apart; dotted: least length of
    a dotted or dashed rule; row_of_dots: the same of one of dots alone. sparse_gap, sparse: the same of
    dashes away from print. same: distance within which two rules are one. margin, side_margin: shares of a
    line's height that are free of its letters at its edges, and around it. streak: how near the edge of the
    page a streak of the scanner ends; twice as far it touches no rule; sheet_edge: how near it a level one
    is the edge of the sheet.
    """

    shortest: float = 0.14
    longer_than_print: float = 0.36
    longer_than_lines: float = 1.6
    thickest: float = 0.035
    faintest: int = 6
    faint_window: float = 0.1
    unbroken: float = 0.92
    hair_gap: float = 0.012
    bridge: float = 0.14
    dot_gap: float = 0.06
    longest_dash: float = 0.25
    long_dash: float = 0.04
    dash_gap: float = 0.13
    dotted: float = 0.5
    row_of_dots: float = 0.3
    sparse_gap: float = 0.18
    sparse: float = 0.9
    same: float = 0.028
    margin: float = 0.1
    side_margin: float = 0.75
    streak: float = 0.2
    sheet_edge: float = 0.05
    bars: BarOptions = field(default_factory=BarOptions)
