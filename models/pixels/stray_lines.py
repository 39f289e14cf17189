"""Upright and level lines that are no rules: strokes of letters, specks of fills, streaks, folds."""

from collections.abc import Sequence

from models.pixels.morphology import Mask
from models.pixels.rule import Rule, RuleOptions
from schemas.geometry import Box

DOTTED = 0.3  # share of a rule's length that dots take
BAR_REACH = 0.08  # inches by which a rule in a bar may reach over its edges
ASIDE = 0.5  # line heights by which print goes on to both sides of a fold that runs through it


def without_strays(
    upright: Sequence[Rule],
    level: Sequence[Rule],
    text: Sequence[Box],
    dots: Mask,
    dpi: float,
    options: RuleOptions,
) -> tuple[Rule, ...]:
    """Upright rules without strokes of letters and folds. text: boxes of lines of print; dots: 1 on dots."""
    kept = [
        rule
        for rule in upright
        if _is_dotted(rule, dots, dpi, options) or not _is_letter_strokes(rule, level, text, dpi, options)
    ]
    return tuple(rule for rule in kept if not _is_fold(rule, kept, level, text, dpi, options))


def _is_dotted(rule: Rule, dots: Mask, dpi: float, options: RuleOptions) -> bool:
    """Whether an upright rule is made of dots."""
    reach = round(options.same * dpi / 2)
    strip = dots[round(rule.start) : round(rule.end), max(0, round(rule.at) - reach) : round(rule.at) + reach]
    return strip.size > 0 and float(strip.any(axis=1).mean()) >= DOTTED


def _is_letter_strokes(
    rule: Rule, level: Sequence[Rule], text: Sequence[Box], dpi: float, options: RuleOptions
) -> bool:
    """Whether an upright line is strokes of letters below each other: mostly in print, ending at no rule."""
    inside = sum(
        max(0.0, min(rule.end, box.y1) - max(rule.start, box.y0))
        for box in text
        if box.x0 + 0.15 * box.height < rule.at < box.x1 - 0.15 * box.height
    )
    if inside < 0.4 * rule.length:
        return False
    reach = options.same * dpi * 1.5
    met = [r for r in level if r.start - reach <= rule.at <= r.end + reach]
    ends = (any(abs(r.at - end) <= reach for r in met) for end in (rule.start, rule.end))
    return not all(ends)


def is_streak(rule: Rule, level: Sequence[Rule], height: int, dpi: float, options: RuleOptions) -> bool:
    """Whether an upright rule is a streak of the scanner or a fold: it runs to the edge of the page, far
    beyond the level rules."""
    reach = options.streak * dpi
    touching = [other.at for other in level if other.start - reach <= rule.at <= other.end + reach]
    above = rule.start < reach and not any(at < rule.start + 2 * reach for at in touching)
    below = rule.end > height - reach and not any(at > rule.end - 2 * reach for at in touching)
    return above or below


def _is_fold(
    rule: Rule,
    upright: Sequence[Rule],
    level: Sequence[Rule],
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> bool:
    """Whether an upright line ends at no rule, runs through print, and has no other piece in line with it.

    Folds and streaks do, most of them a little aslant and so found in pieces.
    """
    reach = 2 * options.same * dpi
    stops = [r.at for r in level if r.start - reach <= rule.at <= r.end + reach]
    loose = all(abs(at - end) > reach for at in stops for end in (rule.start, rule.end))
    alone = not any(other is not rule and abs(other.at - rule.at) <= reach / 2 for other in upright)
    crossed = any(
        rule.start < box.centre[1] < rule.end
        and box.x0 + ASIDE * box.height < rule.at < box.x1 - ASIDE * box.height
        for box in text
    )
    return bool(stops) and loose and alone and crossed


def ends_loose_in_bar(rule: Rule, crossing: Sequence[Rule], bars: Sequence[Box], dpi: float) -> bool:
    """Whether an upright rule inside a bar begins or ends at nothing: a speck of the fill, not a rule."""
    reach = BAR_REACH * dpi
    for bar in bars:
        if is_all_in_bar(rule, [bar], dpi):
            stops = [bar.y0, bar.y1] + [r.at for r in crossing if r.start - reach <= rule.at <= r.end + reach]
            return not all(any(abs(stop - end) <= reach for stop in stops) for end in (rule.start, rule.end))
    return False


def is_all_in_bar(rule: Rule, bars: Sequence[Box], dpi: float) -> bool:
    """Whether an upright rule stands in a bar from end to end, away from its sides."""
    reach = BAR_REACH * dpi
    return any(
        bar.x0 + reach / 4 < rule.at < bar.x1 - reach / 4
        and rule.start > bar.y0 - reach
        and rule.end < bar.y1 + reach
        for bar in bars
    )
