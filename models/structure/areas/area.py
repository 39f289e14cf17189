"""A part of the page that rules say is one table, and what says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.pixels.rule import Rule
from schemas.geometry import Box, union


@dataclass(frozen=True)
class AreaOptions:
    """Which rules belong together; lengths in inches unless said otherwise.

    meet: gap at a corner. closed: share of a side that rules run along. shortest_level: of rules without
    upright ones; alike: how far their ends may differ; shared: share of their extent in common.
    close_rules: distance, in line heights, of rules with nothing between them. most_of_whole: share of a
    table's height that a band of it has. rules_of_whole: rules of one extent that make a table and no
    frame around tables. wide_line: share of the width that a paragraph's line fills; most_wide: share of
    such lines in a table. rows_of_box: height, in line heights, below which a box inside a table is none
    itself. shortest_stroke: of a rule, whatever it touches; beside_pen: how near a stroke of a pen short
    rules are strokes too. shortest_wall, wall_gap, wall_shared: length, distance and common share of the
    two upright rules of a wall; wall_side: how far level rules go on beside it. longest_step, step,
    step_gap, fewest_steps: of the rules that the slanted edge of a stamp, or a fold, is taken for.
    rows_of_underlined, labelled: lines between rules that stand below totals alone, and share of them
    with a label beside the rules, or with print beyond them. last_row: height, in usual rows, of one that
    upright rules do not reach. ruled_columns: upright rules for each column of print, at the least, of a
    table of its own.
    left_of_rule: share of the width that a rule goes over at the least, of which a part is lost;
    beyond_rule: the same of how far a fold carries one on beyond its table. logo: share of a table's area
    below which a box inside it says nothing. title_blank: blank above a title, in its heights; title_row:
    how much higher than a row the band is that it stands in. grown: share of the smaller of two areas that
    is in both, and jutting: of its width or height that is in one alone: parts of one table.
    """

    meet: float = 0.05
    closed: float = 0.6
    shortest_level: float = 0.9
    alike: float = 0.12
    shared: float = 0.88
    close_rules: float = 1.6
    most_of_whole: float = 0.7
    rules_of_whole: int = 3
    rows_of_box: float = 3.0
    shortest_stroke: float = 0.2
    beside_pen: float = 0.4
    wide_line: float = 0.6
    most_wide: float = 0.25
    shortest_wall: float = 0.8
    wall_gap: tuple[float, float] = (0.02, 0.11)
    wall_shared: float = 0.7
    wall_side: tuple[float, float] = (0.1, 0.8)
    longest_step: float = 1.8
    step: tuple[float, float] = (0.02, 0.1)
    step_gap: float = 0.06
    fewest_steps: int = 3
    rows_of_underlined: int = 4
    labelled: float = 0.6
    last_row: float = 1.6
    ruled_columns: float = 0.5
    left_of_rule: float = 0.6
    beyond_rule: float = 0.25
    logo: float = 0.01
    title_blank: float = 1.2
    title_row: float = 1.8
    grown: float = 0.5
    jutting: float = 0.1


@dataclass(frozen=True)
class Area:
    """A part of the page that rules say is one table."""

    bbox: Box
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def level_line(rule: Rule) -> Box:
    """A level rule as a box without height."""
    return Box(rule.start, rule.at, rule.end, rule.at)


def upright_line(rule: Rule) -> Box:
    """An upright rule as a box without width."""
    return Box(rule.at, rule.start, rule.at, rule.end)


def same_extent(one: Rule, other: Rule, options: AreaOptions) -> bool:
    """Whether two level rules begin and end at about the same places."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= options.shared * (max(one.end, other.end) - min(one.start, other.start))


def grown_together(areas: Sequence[Area], options: AreaOptions) -> list[Area]:
    """The areas, those that overlap and both jut out made one: two tables share no place on the page."""
    out: list[Area] = []
    for area in areas:
        whole = area
        for other in [other for other in out if _are_of_one_table(area, other, options)]:
            out.remove(other)
            box = union([whole.bbox, other.bbox])
            whole = Area(box, (*other.level, *whole.level), (*other.upright, *whole.upright))
        out.append(whole)
    return sorted(out, key=lambda area: area.bbox.area)


def _are_of_one_table(one: Area, other: Area, options: AreaOptions) -> bool:
    small, large = sorted((one.bbox, other.bbox), key=lambda box: box.area)
    beyond = max(large.x0 - small.x0, small.x1 - large.x1) / small.width
    above = max(large.y0 - small.y0, small.y1 - large.y1) / small.height
    shared = small.overlap(large) > options.grown * small.area
    return shared and max(beyond, above) > options.jutting
