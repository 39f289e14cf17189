"""Words that are underlined, by print or pen: what is below them is no rule of a table."""

from collections.abc import Sequence

from models.pixels.rule import Rule, touch
from schemas.geometry import Box

AS_WIDE = 0.5  # line heights by which an underline may end beside the ends of its words
BELOW = (-0.15, 0.3)  # line heights from the foot of the words to it


def without_underlines(
    level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box], same: float
) -> tuple[Rule, ...]:
    """Level rules without those right below words and as wide as they, that meet no upright rule, or but one
    that goes by.

    A rule that is drawn in several columns has other parts in line with it, as wide as the columns are.
    same: distance of rules that are one, in pixels.
    """
    own = {rule for rule in level if _is_underline(rule, upright, pieces, same)}
    return tuple(
        rule
        for rule in level
        if rule not in own or any(abs(other.at - rule.at) <= same for other in level if other not in own)
    )


def _is_underline(rule: Rule, upright: Sequence[Rule], pieces: Sequence[Box], same: float) -> bool:
    met = [other for other in upright if touch(rule, other, same)]
    at_start = [other for other in met if abs(other.at - rule.start) <= same]
    at_end = [other for other in met if abs(other.at - rule.end) <= same]
    crosses = len(at_start) + len(at_end) < len(met)
    goes_by = all(other.start + 2 * same < rule.at < other.end - 2 * same for other in met)
    held = crosses or (at_start and at_end) or not goes_by
    return not held and any(_is_below(rule, piece) for piece in pieces)


def _is_below(rule: Rule, piece: Box) -> bool:
    highest, lowest = (piece.y1 + share * piece.height for share in BELOW)
    ends = max(abs(rule.start - piece.x0), abs(rule.end - piece.x1))
    return highest <= rule.at <= lowest and ends <= AS_WIDE * piece.height
