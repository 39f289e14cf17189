"""Leaders, the dots or strokes from a name to its figure, told from level rules."""

from collections.abc import Collection, Sequence

from models.pixels.rule import Rule
from models.structure.pieces import rows_of
from schemas.geometry import Box

FEWEST = 3  # lines of a page that has any
BEGINS = 0.4  # share of a name, whose box may hold some of its leader, from where that begins
AFTER = 1.5  # line heights after a name, up to where its leader begins
FOOT = 1.5  # pixels from the foot of the name, descenders aside, to where a rule may stand
BELOW = 0.1  # line heights below a name without descenders, where a leader like others may stand
ENDS = 0.2  # line heights between the ends of leaders that are alike


def without_leaders(
    level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Box]
) -> tuple[Rule, ...]:
    """Level rules without leaders, which cross no upright rules. pieces: print.

    A rule that print hides here and there is broken at names, too, but on one line.
    """
    inside = [
        rule
        for rule in level
        if not any(_cross(rule, other) for other in upright) and not _runs_below_print(rule, pieces)
    ]
    led = {rule: [piece for piece in pieces if _leads_from(rule, piece)] for rule in inside}
    leaders = {rule for rule in inside if led[rule]}
    lines = rows_of([piece for of in led.values() for piece in of])
    if len(lines) < FEWEST:
        return tuple(level)
    leaders |= {rule for rule in inside if any(_is_like_leader(rule, name, leaders) for name in pieces)}
    return tuple(rule for rule in level if rule not in leaders)


def _is_like_leader(rule: Rule, name: Box, leaders: Collection[Rule]) -> bool:
    """Whether a rule begins right after a name, on its foot, and ends where leaders do."""
    ends = any(abs(rule.end - other.end) < ENDS * name.height for other in leaders)
    on_foot = name.centre[1] < rule.at < name.y1 + BELOW * name.height
    return ends and on_foot and abs(rule.start - name.x1) < AFTER * name.height


def _cross(rule: Rule, upright: Rule) -> bool:
    return rule.start < upright.at < rule.end and upright.start < rule.at < upright.end


def _runs_below_print(rule: Rule, pieces: Sequence[Box]) -> bool:
    """Whether print stands on or right above a rule between its ends, where a leader fills the blank."""
    return any(
        rule.start < piece.x0 and piece.x1 < rule.end and piece.y0 < rule.at < piece.y1 + BELOW * piece.height
        for piece in pieces
    )


def _leads_from(rule: Rule, name: Box) -> bool:
    """Whether a rule goes on from a piece of print, on the line that its letters stand on."""
    on_line = name.centre[1] < rule.at < name.y1 - FOOT
    first, last = name.x0 + BEGINS * name.width, name.x1 + AFTER * name.height
    return on_line and first <= rule.start <= last and rule.end >= name.x1 - FOOT
