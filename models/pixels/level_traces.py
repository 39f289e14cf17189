"""Level rules joined where they are broken or print hides them, by what is left of their line or shade."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import Mask, darker
from models.pixels.rule import Rule, RuleOptions
from models.pixels.rule_masks import boxes_to_mask
from schemas.geometry import Box

_Floats = npt.NDArray[np.float64]
_Rows = npt.NDArray[np.intp]
BAR_EDGE = 0.01  # inches
LEVEL = 0.3  # share of the width over which pieces of a rule tell how much it lies aslant


@dataclass(frozen=True)
class TraceOptions:
    """What tells that a rule goes on; lengths in inches.

    line: half the height of a rule's line; apart: distance from it up to which nothing else is beside it.
    drawn: share of a break's length over which the line is there, under print; letters leave blanks in it.
    broken, noise: the same of lengths that are `free` of print, and how often as much as where no line is.
    clear: share of a stretch between two upright rules that is free of print, where dashes take the share
    `dashed` of it. edge: share of its height by which a line of print may reach over a rule.
    window: stretches that are looked at one by one for a change of shade, a `strip` above and below the line,
    `beside` it. blank: least share of a stretch that is free of print. step: least difference of the shades,
    in grey levels; like: least and largest share of a rule's own step that its continuation has. seen: share
    of the stretches that are not all print; agreeing: share of these that show the step.
    """

    line: float = 0.008
    apart: float = 0.024
    drawn: float = 0.92
    free: float = 0.3
    broken: float = 0.18
    noise: float = 3.0
    clear: float = 0.8
    dashed: float = 0.35
    edge: float = 0.2
    window: float = 0.05
    beside: float = 0.012
    strip: float = 0.025
    blank: float = 0.3
    step: float = 4.0
    like: tuple[float, float] = (0.5, 2.0)
    seen: float = 0.3
    agreeing: float = 0.8


@dataclass(frozen=True)
class Sheet:
    """A straight page. grey: without dots of fills; ink: 1 where print or rules are; text: lines of print.

    bars: dark ones, with white print.
    """

    grey: Pixels
    ink: Mask
    text: Sequence[Box]
    bars: Sequence[Box]
    dpi: float

    def in_bar(self, rule: Rule) -> bool:
        """Whether a level rule lies in a bar, where letters are lighter than what is around them."""
        return any(
            bar.y0 + BAR_EDGE * self.dpi < rule.at < bar.y1 - BAR_EDGE * self.dpi
            and min(rule.end, bar.x1) - max(rule.start, bar.x0) > 0.5 * rule.length
            for bar in self.bars
        )


@dataclass(frozen=True)
class _Line:
    """For each pixel along a level line: whether it is dark there, and light above and below."""

    dark: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]

    def between(self, start: float, end: float) -> "_Line":
        part = slice(max(0, round(start)), max(0, round(end)))
        return _Line(self.dark[part], self.free[part])

    def broken(self) -> float:
        """Share of the free pixels that are dark."""
        return float((self.dark & self.free).sum() / max(1, self.free.sum()))


@dataclass(frozen=True)
class _Trace:
    """What is seen along the line of a rule.

    line, beside: at the rule's height, and a little away from it; steps: of shade across the line, for each
    stretch of `window` pixels, NaN where print hides them; own: the step where the rule was found.
    """

    line: _Line
    beside: _Line
    steps: _Floats
    own: float
    window: float
    options: TraceOptions

    def goes_on(self, start: float, end: float) -> bool:
        """Whether the rule goes on from start to end."""
        return self._is_drawn(start, end) or self.is_shaded(start, end)

    def _is_drawn(self, start: float, end: float) -> bool:
        line, beside = self.line.between(start, end), self.beside.between(start, end)
        if len(line.dark) == 0 or float(line.dark.mean()) >= self.options.drawn:
            return True
        if float(line.free.mean()) < self.options.free:
            return False
        return line.broken() >= max(self.options.broken, self.options.noise * beside.broken())

    def is_dashed(self, start: float, end: float) -> bool:
        """Whether dashes, and nothing beside them, are there from start to end, too few to be found alone."""
        line, beside = self.line.between(start, end), self.beside.between(start, end)
        if len(line.dark) == 0 or float(line.free.mean()) < self.options.clear:
            return False
        return line.broken() >= self.options.dashed and self.options.noise * beside.broken() <= line.broken()

    def is_shaded(self, start: float, end: float) -> bool:
        """Whether the rule's change of shade is there from start to end."""
        steps = _between(self.steps, start / self.window, end / self.window)
        seen = steps[np.isfinite(steps)]
        if abs(self.own) < self.options.step or len(seen) <= self.options.seen * len(steps):
            return False
        return float(self._alike(seen).mean()) >= self.options.agreeing

    def _alike(self, steps: _Floats) -> npt.NDArray[np.bool_]:
        """Whether steps are like the rule's own."""
        low, high = self.options.like
        share = steps / self.own
        return np.asarray((share >= low) & (share <= high))

    def is_edge(self, shown: _Floats) -> bool:
        """Whether the shade changes nearly everywhere where the rule was found."""
        return self.own != 0 and float(self._alike(shown).mean()) >= self.options.agreeing

    def shade_end(self, x: float, direction: int) -> float:
        """Where the change of shade ends to one side of x: 1 right, -1 left."""
        if abs(self.own) < self.options.step:
            return x
        k = round(x / self.window)
        ahead = self.steps[k:] if direction > 0 else self.steps[:k][::-1]
        differing = np.flatnonzero(np.isfinite(ahead) & ~self._alike(ahead))
        ahead = ahead[: differing[0]] if len(differing) else ahead
        shown = np.flatnonzero(np.isfinite(ahead))
        return x + direction * self.window * (int(shown[-1]) + 1) if len(shown) else x


@dataclass(frozen=True)
class _Stops:
    """Where rules begin, going left, and end, going right; upright: where upright rules are met, give or take
    `near`."""

    starts: Sequence[float]
    ends: Sequence[float]
    upright: Sequence[float]
    near: float

    def at_upright(self, x: float) -> bool:
        return any(abs(place - x) <= self.near for place in self.upright)

    def beyond(self, end: float, direction: int, trace: _Trace) -> float:
        """The last upright rule that the change of shade, or dashes, go on to from where a rule ends."""
        ahead = sorted(direction * x for x in self.upright if direction * (x - end) > self.near)
        for x in (direction * place for place in ahead):
            if not (trace.is_shaded(min(x, end), max(x, end)) or trace.is_dashed(min(x, end), max(x, end))):
                break
            end = x
        return end


def follow_level_traces(
    level: Sequence[Rule],
    upright: Sequence[Rule],
    sheet: Sheet,
    rule: RuleOptions,
    options: TraceOptions = TraceOptions(),
) -> tuple[Rule, ...]:
    """Level rules joined over the print that hides them, and carried on to where other rules end.

    Not from one upright rule to another: such a break is a cell over several rows, or parts two tables.
    Where the shade changes along a rule, and in the break as well, it is the edge of a row.
    """
    near = 2 * rule.same * sheet.dpi
    starts = _common(sorted((other.start for other in level), reverse=True), near)
    ends = _common(sorted(other.end for other in level), near)
    faint = darker(sheet.grey, round(rule.faint_window * sheet.dpi) | 1, rule.faintest)
    # 1 where dark, and 2 in lines of print
    faint |= 2 * boxes_to_mask([box.inflate(-options.edge * box.height) for box in sheet.text], faint.shape)
    heights = [other.at for other in level]
    # Streaks and folds end at no level rule.
    walls = [r for r in upright if any(abs(y - end) <= near for y in heights for end in (r.start, r.end))]
    out = [other for other in level if sheet.in_bar(other)]
    for pieces in _collinear([other for other in level if not sheet.in_bar(other)], rule.same * sheet.dpi):
        at = pieces[0].at
        crossing = [r.at for r in walls if r.start - near <= at <= r.end + near]
        trace = _trace(pieces, sheet, faint, options)
        out.extend(_joined(pieces, _Stops(starts, ends, crossing, near), trace))
    return tuple(sorted(out, key=lambda rule: (rule.at, rule.start)))


def _joined(pieces: Sequence[Rule], stops: _Stops, trace: _Trace) -> list[Rule]:
    """The pieces of one rule, joined and carried on wherever it goes on."""
    out = [pieces[0]]
    for before, after in pairwise(pieces):
        if not _are_parted(before, after, stops, trace) and trace.goes_on(before.end, after.start):
            last = out.pop()
            out.append(Rule(last.at, last.start, after.end, max(last.thickness, after.thickness)))
        else:
            out.append(after)
    first = out[0]
    out[0] = Rule(first.at, _carried(first.start, stops.starts, -1, stops, trace), first.end, first.thickness)
    last = out[-1]
    out[-1] = Rule(last.at, last.start, _carried(last.end, stops.ends, 1, stops, trace), last.thickness)
    return out


def _are_parted(before: Rule, after: Rule, stops: _Stops, trace: _Trace) -> bool:
    """Whether the break between two pieces goes from one upright rule to another.

    Dashed pieces may end a dash earlier, so that what is left of them in the break speaks for neither.
    """
    if stops.at_upright(before.end) and stops.at_upright(after.start):
        return not trace.is_shaded(before.end, after.start)
    between = [x for x in stops.upright if before.end - stops.near <= x <= after.start + stops.near]
    start, end = min(between, default=0.0) + stops.near / 2, max(between, default=0.0) - stops.near / 2
    return start < end and not trace.goes_on(start, end)


def _carried(end: float, places: Sequence[float], direction: int, stops: _Stops, trace: _Trace) -> float:
    """How far a rule goes on beyond one of its ends: 1 to the right, -1 to the left. At the last upright rule
    it goes on over a column that is open at its outer side."""
    for x in places:
        if stops.at_upright(end) and any(direction * (other - end) > stops.near for other in stops.upright):
            break
        if direction * (x - end) > 0 and trace.goes_on(min(x, end), max(x, end)):
            end = x
    return stops.beyond(end, direction, trace) if stops.at_upright(end) else trace.shade_end(end, direction)


def _common(places: Sequence[float], near: float) -> list[float]:
    """The places, in their order, where several rules begin or end."""
    return [
        place
        for k, place in enumerate(places)
        if any(abs(place - other) <= near for other in (*places[max(0, k - 1) : k], *places[k + 1 : k + 2]))
    ]


def _collinear(level: Sequence[Rule], same: float) -> list[list[Rule]]:
    """Rules at one height that do not overlap, left to right."""
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.at):
        near = [group for group in groups if abs(group[0].at - rule.at) <= same]
        fitting = next((group for group in near if not any(_overlap(rule, other) for other in group)), None)
        if fitting is None:
            groups.append([rule])
        else:
            fitting.append(rule)
    return [sorted(group, key=lambda rule: rule.start) for group in groups]


def _overlap(one: Rule, other: Rule) -> bool:
    return one.start < other.end and other.start < one.end


def _trace(pieces: Sequence[Rule], sheet: Sheet, faint: Mask, options: TraceOptions) -> _Trace:
    """What is seen along the straight line through a rule's pieces."""
    ys = _heights(pieces, sheet.grey.shape[1])
    window, aside = options.window * sheet.dpi, round(2 * options.apart * sheet.dpi)
    lines = [_line(faint, ys + shift, sheet.dpi, options) for shift in (0, aside)]
    steps = _steps(sheet, ys, options)
    found = [_between(steps, rule.start / window, rule.end / window) for rule in pieces]
    shown = np.concatenate(found)
    shown = shown[np.isfinite(shown)]
    own = float(np.median(shown)) if len(shown) else 0.0
    trace = _Trace(lines[0], lines[1], steps, own, window, options)
    return trace if trace.is_edge(shown) else replace(trace, own=0.0)


def _heights(pieces: Sequence[Rule], width: int) -> _Rows:
    """The row of each column on the straight line through pieces that may lie a little aslant."""
    middles = [(rule.start + rule.end) / 2 for rule in pieces]
    if max(middles) - min(middles) < LEVEL * width:
        slope, start = 0.0, float(np.average([r.at for r in pieces], weights=[r.length for r in pieces]))
    else:
        weights = np.sqrt([rule.length for rule in pieces])
        slope, start = np.polyfit(middles, [rule.at for rule in pieces], 1, w=weights)
    return np.asarray(np.rint(start + slope * np.arange(width)), np.intp)


def _strip(page: Pixels, ys: _Rows, first: int, last: int) -> Pixels:
    """The rows from `first` to `last` below the line `ys`."""
    rows = np.clip(ys[None, :] + np.arange(first, last + 1)[:, None], 0, page.shape[0] - 1)
    return np.asarray(page[rows, np.arange(len(ys))[None, :]], np.uint8)


def _line(faint: Mask, ys: _Rows, dpi: float, options: TraceOptions) -> _Line:
    """What is seen along a line. faint: 1 where dark, plus 2 in lines of print."""
    reach, apart = max(1, round(options.line * dpi)), round(options.apart * dpi)
    line = _strip(faint, ys, -reach, reach)
    above = _strip(faint, ys, -apart, -2 * reach - 1) & 1
    below = _strip(faint, ys, 2 * reach + 1, apart) & 1
    free = ~above.any(axis=0) & ~below.any(axis=0) & ~(line & 2).any(axis=0)
    return _Line(np.asarray((line & 1).any(axis=0)), np.asarray(free))


def _between(values: _Floats, first: float, last: float) -> _Floats:
    return values[max(0, round(first)) : max(0, round(last))]


def _steps(sheet: Sheet, ys: _Rows, options: TraceOptions) -> _Floats:
    """How much lighter it is below a line than above it, in each stretch of it."""
    near, deep = max(2, round(options.beside * sheet.dpi)), max(2, round(options.strip * sheet.dpi))
    starts = np.arange(0, len(ys), options.window * sheet.dpi).astype(int)
    shades = []
    for first, last in ((-near - deep, -near - 1), (near, near + deep - 1)):
        blank = _strip(sheet.ink, ys, first, last) == 0
        shades.append(_shades(_strip(sheet.grey, ys, first, last), blank, starts, options.blank))
    return np.asarray(shades[1] - shades[0], np.float64)


def _shades(
    grey: Pixels, blank: npt.NDArray[np.bool_], starts: npt.NDArray[np.int_], fewest: float
) -> _Floats:
    """The mean shade of the blank pixels in each stretch, NaN where too few are blank."""
    count = np.add.reduceat(blank.sum(axis=0), starts).astype(np.float64)
    light = np.add.reduceat(np.where(blank, grey, 0).sum(axis=0, dtype=np.float64), starts)
    width = np.diff([*starts, grey.shape[1]])
    enough = count > fewest * width * max(1, grey.shape[0])
    return np.where(enough, light / np.maximum(count, 1), np.nan)
