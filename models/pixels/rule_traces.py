"""Rules continued where print stands too close to tell them from it, as long as their trace goes on."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.pixels.morphology import Mask
from models.pixels.rule import Rule, RuleOptions

BESIDE = 3
WINDOW_INCHES = 0.05
LONGEST_INCHES = 0.8
LONGEST_END_INCHES = 2.5
FEWEST_DARK = 0.2
WINDOWS_WITH_INK = 0.85
LONGEST_BLANK = 1
HIGHEST_ROW_INCHES = 0.4
FEWEST_BLANKS = 20
NEARLY_ALL = 95  # percentile of the blanks of a rule
FAR_LONGER, SHORTEST_BLANK = 2.0, 4.0  # times as long as that, or as so many pixels


def follow_traces(
    rules: Sequence[Rule], across: Sequence[Rule], ink: Mask, dpi: float, options: RuleOptions
) -> tuple[Rule, ...]:
    """Level rules joined over breaks in which ink goes on, and carried on in it to where others end.

    Dots of a rule lie in every stretch of a break; a letter that stands there leaves blanks above and below.
    across: rules at right angles. A break from one of them to the next is a cell that goes across.
    """
    window = max(2, round(WINDOW_INCHES * dpi))
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.start, rule.at)):
        before = [
            k
            for k, other in enumerate(out)
            if abs(other.at - rule.at) <= options.same * dpi
            and 0 < rule.start - other.end <= LONGEST_INCHES * dpi
            and _goes_on(other, rule, ink, window)
            and not _is_merged_cell(other, rule, across, window)
        ]
        if before:
            out[before[-1]] = _joined(out[before[-1]], rule)
        else:
            out.append(rule)
    carried = (_to_common_end(rule, out, across, ink, dpi) for rule in out)
    return tuple(sorted(carried, key=lambda rule: (rule.at, rule.start)))


def _is_merged_cell(one: Rule, other: Rule, across: Sequence[Rule], window: int) -> bool:
    """Whether two rules end and begin at rules across, and the break is long enough for a cell."""
    at = (one.at + other.at) / 2
    crossing = [rule.at for rule in across if rule.start - window <= at <= rule.end + window]
    ends = [min((abs(end - place) for place in crossing), default=np.inf) for end in (one.end, other.start)]
    return max(ends) <= 0.5 * window and other.start - one.end > window


def _to_common_end(rule: Rule, others: Sequence[Rule], across: Sequence[Rule], ink: Mask, dpi: float) -> Rule:
    """The rule carried on to where another one ends, if its trace goes on up to there.

    Not back to where others start: there headers stand across columns, and their letters are close enough.
    """
    window = max(2, round(WINDOW_INCHES * dpi))
    end = rule.end
    for stop in sorted({other.end for other in others if other.start < rule.end < other.end}):
        near = 2 * window < stop - end <= LONGEST_END_INCHES * dpi
        beside = [other for other in others if abs(other.at - rule.at) < window]
        merged = any(_is_merged_cell(rule, other, across, window) for other in beside)
        in_row = stop - rule.end <= HIGHEST_ROW_INCHES * dpi
        lettered = in_row and _leaves_blanks(rule, stop, ink)
        if near and not merged and not lettered and _has_ink(rule.at, rule.end, stop, ink, window):
            end = stop
    return Rule(rule.at, rule.start, end, rule.thickness)


def _has_ink(at: float, start: float, end: float, ink: Mask, window: int) -> bool:
    dark = _trace(at, start, end, ink, window)
    return len(dark) > 0 and float(dark.mean()) >= WINDOWS_WITH_INK and _longest_blank(dark) <= LONGEST_BLANK


def _leaves_blanks(rule: Rule, stop: float, ink: Mask) -> bool:
    """Whether the ink from the end of a rule to a stop leaves a blank far longer than nearly all of its own.

    So letters of a row do that stand in its line. A short or solid rule has no blanks that tell.
    """
    own, beyond = (_blanks(_strip(rule.at, a, b, ink)) for a, b in ((rule.start, rule.end), (rule.end, stop)))
    if len(own) < FEWEST_BLANKS or len(beyond) == 0:
        return False
    return bool(beyond.max() > FAR_LONGER * max(float(np.percentile(own, NEARLY_ALL)), SHORTEST_BLANK))


def _blanks(strip: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """The lengths of the blanks along a line between ink, or between it and the ends, in pixels."""
    steps = np.diff(np.flatnonzero(np.pad(strip, 1, constant_values=True)))
    return np.asarray(steps[steps > 1] - 1, np.intp)


def _longest_blank(dark: npt.NDArray[np.bool_]) -> int:
    """Windows without ink in a row: a blank as high as a row is a cell that goes across."""
    edges = np.flatnonzero(np.concatenate([[True], dark, [True]]))
    return int(np.diff(edges).max()) - 1


def _joined(one: Rule, other: Rule) -> Rule:
    at = (one.at * one.length + other.at * other.length) / (one.length + other.length)
    return Rule(at, one.start, max(one.end, other.end), max(one.thickness, other.thickness))


def _trace(at: float, start: float, end: float, ink: Mask, window: int) -> npt.NDArray[np.bool_]:
    """Which windows from start to end have ink on the line."""
    strip = _strip(at, start, end, ink)
    whole = len(strip) // window
    dark: npt.NDArray[np.bool_] = strip[: whole * window].reshape(whole, window).mean(axis=1) >= FEWEST_DARK
    return dark


def _strip(at: float, start: float, end: float, ink: Mask) -> npt.NDArray[np.bool_]:
    """Which pixels from start to end have ink on the line, or close to it."""
    middle = max(BESIDE, round(at))
    return np.asarray(ink[middle - BESIDE : middle + BESIDE + 1, round(start) : round(end)].any(axis=0))


def _goes_on(one: Rule, other: Rule, ink: Mask, window: int) -> bool:
    dark = _trace((one.at + other.at) / 2, one.end, other.start, ink, window)
    return len(dark) == 0 or float(dark.mean()) >= WINDOWS_WITH_INK
