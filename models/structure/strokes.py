"""Lines in an area that are no rules of it: strokes of signatures and stamps, bits of streaks."""

from collections.abc import Sequence

from models.pixels.rule import Rule
from models.structure.area import Area, AreaOptions, level_line, upright_line
from models.structure.pieces import line_height, without_scribbles
from schemas.geometry import Box, union


def find_scribbles(pieces: Sequence[Box]) -> list[Box]:
    """The pieces that are strokes of a pen or a stamp rather than lines of print."""
    print_ = set(without_scribbles(pieces, line_height(pieces)))
    return [piece for piece in pieces if piece not in print_]


def without_strokes(area: Area, scribbles: Sequence[Box], dpi: float, options: AreaOptions) -> Area:
    """The area without the strokes of a signature that look like rules.

    Strokes touch a scribble, or are upright and end at no rule of the table; so are the short ones beside
    them.
    """
    reach = options.meet * dpi
    long = [rule.at for rule in area.level if rule.length >= options.wide_line * area.bbox.width]

    def is_stroke(line: Box, length: float) -> bool:
        touched = any(scribble.inflate(reach).overlap(line.inflate(1)) > 0 for scribble in scribbles)
        return length < options.shortest_stroke * dpi or (touched and length < options.shortest_level * dpi)

    def ends_nowhere(rule: Rule) -> bool:
        short = rule.length < options.shortest_level * dpi
        return short and not all(
            any(abs(at - end) <= 2 * reach for at in long) for end in (rule.start, rule.end)
        )

    upright = [rule for rule in area.upright if not is_stroke(upright_line(rule), rule.length)]
    pen = [upright_line(rule) for rule in upright if ends_nowhere(rule)]
    level = [
        rule
        for rule in area.level
        if not is_stroke(level_line(rule), rule.length)
        and not (
            rule.length < options.shortest_level * dpi
            and any(
                stroke.inflate(options.beside_pen * dpi).overlap(level_line(rule).inflate(1)) > 0
                for stroke in pen
            )
        )
    ]
    kept = [rule for rule in upright if upright_line(rule) not in pen]
    return Area(area.bbox, tuple(level), tuple(kept))


def without_overhanging(area: Area, reach: float) -> Area:
    """The area without bits of a streak or a stamp: short upright rules that reach out of it, as few do."""
    top, bottom = min(r.at for r in area.level) - 2 * reach, max(r.at for r in area.level) + 2 * reach
    kept = [
        rule
        for rule in area.upright
        if (rule.start >= top and rule.end <= bottom) or rule.length > 0.5 * (bottom - top)
    ]
    if not 0.5 * len(area.upright) < len(kept) < len(area.upright):
        return area
    lines = [level_line(r) for r in area.level] + [upright_line(r) for r in kept]
    return Area(union(lines), area.level, tuple(kept))
