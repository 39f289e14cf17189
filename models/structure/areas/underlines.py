"""Words that are underlined or circled, by print or pen: the lines around them are no rules of a table."""

from collections.abc import Sequence

from models.pixels.rule import Rule, touch
from schemas.geometry import Box

AS_WIDE = 0.5  # line heights by which an underline may end beside the ends of its words
AROUND = 0.2  # line heights from the upper and lower edge of words to the strokes of a circle around them
MOSTLY = 0.5  # share of their width that such a stroke is level for
BELOW = (-0.15, 0.3)  # line heights from the foot of the words to it


def without_underlines(
    level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box], same: float
) -> tuple[Rule, ...]:
    """Level rules without those around words, or right below them and as wide as they, that meet no upright
    rule, or but one that goes by.

    A rule that is drawn in several columns has other parts in line with it, as wide as the columns are.
    same: distance of rules that are one, in pixels.
    """
    circled = {rule for piece in pieces for rule in _circle(level, piece)}
    level = tuple(rule for rule in level if rule not in circled or _is_held(rule, upright, same))
    own = {rule for rule in level if _is_underline(rule, upright, pieces, same)}
    return tuple(
        rule
        for rule in level
        if rule not in own or any(abs(other.at - rule.at) <= same for other in level if other not in own)
    )


def _circle(level: Sequence[Rule], piece: Box) -> list[Rule]:
    """The upper and lower strokes of a circle around words, which end before they do; none without both."""
    inside = [
        rule
        for rule in level
        if piece.x0 < rule.start and rule.end < piece.x1 and rule.length > MOSTLY * piece.width
    ]
    above, below = (
        [rule for rule in inside if abs(rule.at - y) <= AROUND * piece.height] for y in (piece.y0, piece.y1)
    )
    return [*above, *below] if above and below else []


def _is_underline(rule: Rule, upright: Sequence[Rule], pieces: Sequence[Box], same: float) -> bool:
    return not _is_held(rule, upright, same) and any(_is_below(rule, piece) for piece in pieces)


def _is_held(rule: Rule, upright: Sequence[Rule], same: float) -> bool:
    """Whether a level rule meets upright ones, but for one that goes by its end."""
    met = [other for other in upright if touch(rule, other, same)]
    at_start = [other for other in met if abs(other.at - rule.start) <= same]
    at_end = [other for other in met if abs(other.at - rule.end) <= same]
    crosses = len(at_start) + len(at_end) < len(met)
    goes_by = all(other.start + 2 * same < rule.at < other.end - 2 * same for other in met)
    return crosses or bool(at_start and at_end) or not goes_by


def _is_below(rule: Rule, piece: Box) -> bool:
    highest, lowest = (piece.y1 + share * piece.height for share in BELOW)
    ends = max(abs(rule.start - piece.x0), abs(rule.end - piece.x1))
    return highest <= rule.at <= lowest and ends <= AS_WIDE * piece.height
