"""Boxes of print → pieces that no column boundary runs through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.pixels.rules import Rules
from schemas.geometry import Box, union

SCRIBBLE = 1.9  # line heights: a piece higher than that is no line of print
SPECK = 0.6  # line heights: what is lower and narrower is dirt
BELOW = 0.4  # heights: of two boxes over the same columns, the lower one is print below the other
TALL = 1.6  # times as high as wide: print turned on its side
LONG = 2.2  # times as high as the usual line, at the least: a lone figure is lower
WORD_GAP = 1.0  # line heights between words of a typewriter
UPRIGHT_PRINT = 1.5  # line heights: one narrower than that may be print turned upright


@dataclass(frozen=True)
class PieceOptions:
    """Where a box of print ends and is cut; in line heights unless said otherwise.

    gap: blank that parts two pieces. reach: how far print may go on outside a detected box, as long as no
    blank is wider than `letter_gap`. smallest_gap, margin: in pixels of the page. speck: width and height of
    the least piece. dash_reach: blank beside a dash within a phrase, at most. rule_slack: how near the edges
    of a box a rule does not cut it; edge_slack: how far a box may reach over a rule. typed_gap: the blank in
    letters of a typewriter, known by `typed_letters` at least, of which a share stands `typed_evenly`;
    `fewest_typed` lines, and a share of those with enough letters, make a typewritten page.
    """

    gap: float = 0.55
    smallest_gap: int = 9
    typed_gap: float = 1.5
    typed_letters: int = 9
    typed_evenly: float = 0.75
    fewest_typed: int = 5
    mostly_typed: float = 0.4
    reach: float = 0.9
    letter_gap: float = 0.22
    margin: int = 3
    speck: tuple[float, float] = (0.5, 0.3)
    dash_reach: float = 1.0
    rule_slack: float = 0.2
    edge_slack: float = 0.4


def box_pieces(boxes: Sequence[Box], rules: Rules, options: PieceOptions = PieceOptions()) -> tuple[Box, ...]:
    """Boxes of print cut at upright rules and wide blanks, and fitted to their ink."""
    pieces: list[Box] = []
    typed = options.typed_gap * typed_pitch(boxes, rules.print_, options)
    options = replace(options, gap=max(options.gap, typed))
    usual = float(np.median([min(box.width, box.height) for box in boxes])) if boxes else 0.0
    for box in boxes:
        if is_turned(box, usual):
            pieces.extend(_fitted(box, rules.print_, options.margin))
            continue
        for part in _cut_at_rules(box, rules.upright, options.rule_slack):
            wide = _up_to_halfway(_widened_to_the_ink(part, rules.print_, options), part, boxes)
            whole = _within_rules(wide, part, rules.upright, options.edge_slack)
            pieces.extend(cut_at_blanks(whole, rules.print_, options))
    pieces = _without_dots_of_rules(pieces, rules.level)
    return tuple(sorted(set(pieces), key=lambda piece: (piece.y0, piece.x0)))


def _without_dots_of_rules(pieces: Sequence[Box], level: Sequence[Rule]) -> list[Box]:
    """The pieces without what is left of dotted rules: far lower than a line, with a level rule amid them."""
    least = SPECK * line_height(pieces)

    def is_dots(piece: Box) -> bool:
        return piece.height < least and any(
            piece.y0 < rule.at < piece.y1
            and rule.start - piece.height < piece.centre[0] < rule.end + piece.height
            for rule in level
        )

    return [piece for piece in pieces if not is_dots(piece)]


def is_turned(box: Box, line: float) -> bool:
    """Whether a box of print is turned on its side. line: the usual height of a line of print."""
    return box.height > max(TALL * box.width, LONG * line)


def _fitted(box: Box, ink: Mask, margin: int) -> list[Box]:
    """A box fitted to its ink; none without any."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    ys, xs = np.nonzero(ink[y0:y1, x0:x1])
    if len(xs) == 0:
        return []
    left, right, top, bottom = (float(v) for v in (xs.min(), xs.max() + 1, ys.min(), ys.max() + 1))
    return [Box(x0 + left, y0 + top, x0 + right, y0 + bottom).inflate(margin)]


def _cut_at_rules(box: Box, upright: Sequence[Rule], slack_heights: float) -> list[Box]:
    slack = slack_heights * box.height
    cuts = sorted(
        rule.at
        for rule in upright
        if box.x0 + slack < rule.at < box.x1 - slack
        and rule.start <= box.y0 + slack
        and rule.end >= box.y1 - slack
    )
    edges = [box.x0, *cuts, box.x1]
    return [Box(a, box.y0, b, box.y1) for a, b in pairwise(edges) if b - a > 2]


def _up_to_halfway(wide: Box, box: Box, boxes: Sequence[Box]) -> Box:
    """The widened box, not nearer to the boxes beside it than they are: in the dark of a fold all is ink."""
    if wide == box:
        return box
    centre, middle = box.centre
    beside = [other for other in boxes if other.y0 < middle < other.y1]
    left = max((other.x1 for other in beside if other.centre[0] < centre and other.x1 < box.x0), default=None)
    right = min(
        (other.x0 for other in beside if other.centre[0] > centre and other.x0 > box.x1), default=None
    )
    x0 = wide.x0 if left is None else max(wide.x0, (left + box.x0) / 2)
    x1 = wide.x1 if right is None else min(wide.x1, (right + box.x1) / 2)
    return Box(x0, wide.y0, x1, wide.y1)


def _within_rules(wide: Box, box: Box, upright: Sequence[Rule], slack: float) -> Box:
    """The widened box, not beyond the next upright rules on either side of the box."""
    centre, middle = box.centre
    beside = [rule.at for rule in upright if rule.start <= middle <= rule.end]
    left = max((at for at in beside if at <= min(centre, box.x0 + slack * box.height)), default=wide.x0)
    right = min((at for at in beside if at >= max(centre, box.x1 - slack * box.height)), default=wide.x1)
    return Box(max(wide.x0, left + 1), wide.y0, max(min(wide.x1, right - 1), left + 2), wide.y1)


def _widened_to_the_ink(box: Box, ink: Mask, options: PieceOptions) -> Box:
    """The box widened over letters that the detector cut off at either end."""
    y0, y1 = max(0, int(box.y0 + 0.15 * box.height)), max(1, int(box.y1 - 0.15 * box.height))
    reach, gap = round(options.reach * box.height), max(2, round(options.letter_gap * box.height))
    left, right = max(0, int(box.x0)), min(ink.shape[1], int(np.ceil(box.x1)))
    before = inked_columns(ink[y0:y1, max(0, left - reach) : left][:, ::-1])
    after = inked_columns(ink[y0:y1, right : right + reach])
    return Box(left - _run_on(before, gap), box.y0, right + _run_on(after, gap), box.y1)


def inked_columns(window: Mask) -> npt.NDArray[np.intp]:
    """The columns of a window in which there is ink."""
    return np.flatnonzero(window.sum(axis=0))


def _run_on(distances: npt.NDArray[np.intp], gap: int) -> float:
    """How far ink goes on from an edge without a blank wider than `gap`."""
    reach = -1
    for distance in distances:
        if distance - reach > gap:
            break
        reach = int(distance)
    return float(reach + 1)


def cut_at_blanks(box: Box, ink: Mask, options: PieceOptions = PieceOptions()) -> list[Box]:
    """The parts of a box between wide blanks, each fitted to its ink; specks left out."""
    x0, y0, x1, y1 = (int(v) for v in (max(0.0, box.x0), max(0.0, box.y0), box.x1, box.y1))
    window = ink[y0:y1, x0:x1]
    if window.size == 0:
        return []
    inner = window[int(0.1 * len(window)) : max(1, int(np.ceil(0.9 * len(window))))]
    columns = inked_columns(inner)
    if len(columns) == 0:
        return []
    typed = options.typed_gap * (_typed_pitch(columns, options) or 0.0)
    gap = max(options.smallest_gap, options.gap * box.height, typed)
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = [columns[0], *columns[breaks + 1]]
    ends = [*columns[breaks], columns[-1]]
    runs = _with_dashes(list(zip(starts, ends, strict=True)), window, options.dash_reach * box.height)
    least_width, least_height = (share * box.height for share in options.speck)
    out = []
    for start, end in runs:
        rows = np.flatnonzero(window[:, start : end + 1].sum(axis=1) > 0)
        if len(rows) == 0 or (end - start + 1 < least_width and rows[-1] - rows[0] + 1 < least_height):
            continue  # a speck, or a full stop far from any word
        out.append(
            Box(
                float(max(x0, x0 + start - options.margin)),
                float(max(y0, y0 + rows[0] - options.margin)),
                float(x0 + end + 1 + options.margin),
                float(min(y1, y0 + rows[-1] + 1 + options.margin)),
            )
        )
    return out


def typed_pitch(boxes: Sequence[Box], ink: Mask, options: PieceOptions = PieceOptions()) -> float:
    """The distance from letter to letter of a page that is mostly typewritten, in line heights, or 0."""
    pitches = []
    told = 0
    for box in boxes:
        x0, y0, x1, y1 = (int(max(0.0, v)) for v in box)
        columns = inked_columns(ink[y0:y1, x0:x1])
        pitch = _typed_pitch(columns, options)
        told += pitch is not None
        pitches += [pitch / box.height] if pitch else []
    enough = len(pitches) >= max(options.fewest_typed, options.mostly_typed * told)
    return float(np.median(pitches)) if enough else 0.0


def _typed_pitch(columns: npt.NDArray[np.intp], options: PieceOptions) -> float | None:
    """The distance from letter to letter where all have the same, as a typewriter sets them; 0 elsewhere.

    columns: those of a line in which there is ink. None of too few letters. Blanks between typed words are
    as wide as a letter.
    """
    if len(columns) == 0:
        return None
    ends = np.flatnonzero(np.diff(columns) > 1)
    starts = np.array([columns[0], *columns[ends + 1]])
    middles = (starts + np.array([*columns[ends], columns[-1]])) / 2
    if len(middles) < options.typed_letters:
        return None
    steps = np.diff(middles)
    pitch = float(np.median(steps))
    even = float((np.abs(steps - pitch) < 0.15 * pitch).mean())
    return pitch if even >= options.typed_evenly else 0.0


def _with_dashes(runs: Sequence[tuple[int, int]], window: Mask, reach: float) -> list[tuple[int, int]]:
    """Runs of inked columns, each dash joined to the nearer run beside it.

    "1118 - Bienes" in wide type is parted on both sides of its dash, which alone would pass for a speck.
    """
    out: list[tuple[int, int]] = []
    dash: tuple[int, int] | None = None  # one that waits for the run after it
    for k, (start, end) in enumerate(runs):
        before = start - out[-1][1] if out else np.inf
        after = runs[k + 1][0] - end if k + 1 < len(runs) else np.inf
        if dash is None and min(before, after) <= reach and _is_dash(window[:, start : end + 1]):
            if before <= after:
                out[-1] = (out[-1][0], end)
            else:
                dash = (start, end)
            continue
        out.append((dash[0] if dash else start, end))
        dash = None
    return out


def _is_dash(ink: Mask) -> bool:
    """Whether a run of ink is one short stroke, wider than high, near the middle of its line."""
    rows = np.flatnonzero(ink.sum(axis=1))
    height = rows[-1] - rows[0] + 1
    middle = (rows[0] + rows[-1]) / 2 / len(ink)
    return bool(1.5 * height < ink.shape[1] < 0.6 * len(ink) and 0.3 < middle < 0.7)


def crosses(piece: Box, x: float, share: float = 0.3) -> bool:
    """Whether a piece of print runs over an upright line; share: of its height, that it may reach over."""
    return piece.x0 + share * piece.height < x < piece.x1 - share * piece.height


def pieces_in(area: Box, pieces: Sequence[Box]) -> list[Box]:
    """The pieces whose middle lies in an area."""
    return [piece for piece in pieces if area.contains(*piece.centre)]


def line_height(pieces: Sequence[Box]) -> float:
    """The usual height of a line of print, in pixels."""
    return float(np.median([piece.height for piece in pieces])) if pieces else 30.0


def without_scribbles(pieces: Sequence[Box], height: float) -> list[Box]:
    """The pieces without strokes and stamps: much higher than a line of print, and no turned print."""
    return [p for p in pieces if p.height <= SCRIBBLE * height or p.width <= UPRIGHT_PRINT * height]


def without_specks(pieces: Sequence[Box]) -> list[Box]:
    """The pieces without dirt: lower and narrower than any letter of the usual line."""
    least = SPECK * line_height(pieces)
    return [piece for piece in pieces if max(piece.width, piece.height) >= least]


def find_scribbles(pieces: Sequence[Box]) -> list[Box]:
    """The pieces that are strokes of a pen or a stamp rather than lines of print."""
    print_ = set(without_scribbles(pieces, line_height(pieces)))
    return [piece for piece in pieces if piece not in print_]


def rows_of(pieces: Sequence[Box], tolerance: float = 0.5) -> list[list[Box]]:
    """Pieces gathered into lines of print across the page, top to bottom, each left to right.

    A piece joins the line whose middle lies within `tolerance` of its height. Strokes and stamps, much higher
    than a line, join the nearest one at last.
    """
    downwards = sorted(pieces, key=lambda piece: (piece.centre[1], piece.x0))
    scribbles = find_scribbles(downwards)
    stamped = set(scribbles)
    lines = _lines_of([piece for piece in downwards if piece not in stamped], tolerance)
    for piece in scribbles:
        off = [abs(piece.centre[1] - _middle(line)) for line in lines]
        if min(off, default=np.inf) <= tolerance * piece.height:
            lines[int(np.argmin(off))].append(piece)
        else:
            lines.append([piece])
    found = sorted(lines, key=lambda line: line[0].centre[1])
    return [sorted(line, key=lambda piece: piece.x0) for line in found]


def is_text(line: Sequence[Box]) -> bool:
    """Whether the pieces of a line stand no farther apart than typed words."""
    ordered = sorted(line, key=lambda piece: piece.x0)
    return all(b.x0 - a.x1 < WORD_GAP * min(a.height, b.height) for a, b in pairwise(ordered))


def _lines_of(pieces: Sequence[Box], tolerance: float) -> list[list[Box]]:
    """Lines of pieces that are given top to bottom.

    Two or more pieces that stand below others of a line are one of their own: a name set between two lines
    would make them one.
    """
    lines: list[list[Box]] = []
    below: dict[int, list[Box]] = {}  # lines that begin below pieces of another, and that other one
    for piece in pieces:
        over: list[Box] | None = None
        for line in reversed(lines[-6:]):
            if abs(piece.centre[1] - _middle(line)) > tolerance * min(piece.height, union(line).height):
                continue
            if not any(_stands_below(piece, other) for other in line):
                line.append(piece)
                break
            over = over or line
        else:
            lines.append([piece])
            if over is not None:
                below[len(lines) - 1] = over
    for k, line in below.items():
        if len(lines[k]) == 1:
            line.append(lines[k].pop())
    return [line for line in lines if line]


def _middle(line: Sequence[Box]) -> float:
    return float(np.mean([piece.centre[1] for piece in line]))


def _stands_below(piece: Box, other: Box) -> bool:
    """Whether a piece lies under another, by more than what two boxes of one print differ by."""
    shared = min(piece.x1, other.x1) - max(piece.x0, other.x0)
    lower = piece.centre[1] - other.centre[1] > BELOW * min(piece.height, other.height)
    return lower and shared > 0.5 * min(piece.width, other.width)
