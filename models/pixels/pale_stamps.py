"""Grey stamps and pen strokes, paler than the print they cross, taken off the page.

A stamp that was scanned without its colour is told by its tone and its shape: strokes clearly paler than
print that make one large, open mark with ink in every row and column of its box. Lines of pale print leave
rows blank between them; rules are straight; shaded areas are no strokes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, closed, grown, opened
from schemas.geometry import Box


@dataclass(frozen=True)
class PaleStampOptions:
    """What counts as a pale mark; lengths in inches, tones in grey levels.

    dpi: at which marks are looked for. widest_stroke: what is wider is an area. paper: tone around a stroke,
    and mean tone within `lit` of it, at least. faintest: by how much strokes are darker than what is around
    them. letter: height of one; palest: percentile of how dark letters are that print reaches; paler: share
    of it that strokes stay below. edge: around print, whose edges are pale. straight: length of a rule; it is
    within `slant` degrees of level or upright, and its length `thin` times its width. rule, askew: the same
    of those that are kept in a mark. bridge: blank in a mark, where print crosses it. smallest, longest,
    largest: the sides of a mark: both, one of them, none.
    filled: share of its box that strokes cover at most; crossed: share of the box's rows, and columns, that
    have some. strokes: how many its box has, as letters and not as a signature. clear: distance from print,
    and share of the mark's ink, and of what of it lies on no rule, that is as far from it: pale parts of
    letters are beside dark ones. margin: how much darker than nearly all strokes of the mark they may be.
    fringe: edge of print that is kept.
    """

    dpi: float = 150.0
    widest_stroke: float = 0.1
    paper: int = 180
    lit: float = 0.25
    faintest: int = 20
    letter: tuple[float, float] = (0.05, 0.2)
    palest: float = 15.0
    paler: float = 0.7
    edge: float = 0.014
    straight: float = 0.35
    slant: float = 6.0
    rule: float = 0.45
    askew: float = 4.0
    thin: float = 8.0
    bridge: float = 0.1
    smallest: float = 0.35
    longest: float = 0.6
    largest: float = 3.0
    filled: float = 0.28
    crossed: float = 0.85
    strokes: int = 12
    clear: tuple[float, float] = (0.04, 0.4)
    margin: float = 1.15
    fringe: float = 0.008


def without_pale_stamps(grey: Pixels, dpi: float, options: PaleStampOptions = PaleStampOptions()) -> Pixels:
    """The page without such marks. grey: H × W, on white paper, at `dpi`."""
    share = min(1.0, options.dpi / dpi)
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA).astype(np.uint8)
    marks = pale_marks(small, dpi * share, options)
    out = grey.copy() if marks else grey
    for box, depth in marks:
        x0, y0, x1, y1 = (max(0, round(side / share)) for side in box)
        window = np.s_[y0:y1, x0:x1]
        out[window] = _lightened(grey[window], depth * options.margin, dpi, options)
    return out


def pale_marks(
    grey: Pixels, dpi: float, options: PaleStampOptions = PaleStampOptions()
) -> list[tuple[Box, float]]:
    """The boxes of pale marks, and by how much their strokes are darker than what is around them."""
    depth = _depth(grey, _around(grey, dpi, options), dpi, options)
    most = options.paler * _palest_print(depth, dpi, options)
    if most <= options.faintest:
        return []
    print_ = (depth > most).astype(np.uint8)
    beside = grown(print_, *_square(2 * options.edge * dpi))
    pale = ((depth > options.faintest) & (beside == 0)).astype(np.uint8)
    pale = _without_slanted(pale & (1 - _straight_runs(pale, round(options.straight * dpi))), dpi, options)
    clear = 1 - grown(print_, *_square(2 * options.clear[0] * dpi))
    strokes = (depth > options.faintest).astype(np.uint8)
    marks = []
    for box, own in _gathered(pale, round(options.bridge * dpi) | 1):
        window = np.s_[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
        if not _is_mark(box, own, dpi, options):
            continue
        off_rules = 1 - _rules_in(box, strokes, dpi, options)
        apart = [float(clear[window][some > 0].mean()) for some in (own, own & off_rules) if some.any()]
        if min(apart) <= options.clear[1]:
            continue
        # Pale strokes on no rule: one askew is pale here and dark there.
        letters = np.ascontiguousarray(pale[window] & clear[window] & off_rules)
        if cv2.connectedComponents(letters, connectivity=8)[0] > options.strokes:
            tones = depth[window][own > 0]
            marks.append((box.inflate(options.edge * dpi), float(np.percentile(tones, 95))))
    return marks


def _rules_in(box: Box, strokes: Mask, dpi: float, options: PaleStampOptions) -> Mask:
    """1 on the rules in a mark's box, which may go on beyond it."""
    around = box.inflate(options.rule * dpi)
    y0, y1, x0, x1 = (max(0, round(v)) for v in (around.y0, around.y1, around.x0, around.x1))
    left, top = int(box.x0) - x0, int(box.y0) - y0
    rules = _rules(grown(strokes[y0:y1, x0:x1], 3, 3), dpi, options)
    return rules[top : top + int(box.height), left : left + int(box.width)]


def _gathered(pale: Mask, bridge: int) -> Iterator[tuple[Box, Mask]]:
    """Strokes close together: the box of each such mark, and 1 on its strokes in that."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(grown(pale, bridge, bridge), connectivity=8)
    for k, (x, y, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        window = np.s_[y : y + height, x : x + width]
        own = (pale[window] * (labels[window] == k)).astype(np.uint8)
        left, top, wide, high = cv2.boundingRect(own)
        box = Box(x + left, y + top, x + left + wide, y + top + high)
        yield box, own[top : top + high, left : left + wide]


def _around(grey: Pixels, dpi: float, options: PaleStampOptions) -> Pixels:
    """The page without what is as narrow as strokes."""
    side = _square(options.widest_stroke * dpi)[0]
    return closed(grey, side, side)


def _depth(grey: Pixels, around: Pixels, dpi: float, options: PaleStampOptions) -> Pixels:
    """By how much each pixel is darker than what is around it, on paper and light shades."""
    lit = cv2.blur(grey, _square(options.lit * dpi))
    return np.where((around >= options.paper) & (lit >= options.paper), around - grey, 0).astype(np.uint8)


def _palest_print(depth: Pixels, dpi: float, options: PaleStampOptions) -> float:
    """How dark nearly all letters of a page are at their darkest."""
    strokes = (depth > options.faintest).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    darkest = np.zeros(count, np.uint8)
    np.maximum.at(darkest, np.asarray(labels, np.intp).ravel(), depth.ravel())
    low, high = (side * dpi for side in options.letter)
    heights = stats[:, cv2.CC_STAT_HEIGHT]
    letters = darkest[(heights >= low) & (heights <= high)]
    return float(np.percentile(letters, options.palest)) if len(letters) else 0.0


def _straight_runs(strokes: Mask, long: int) -> Mask:
    """1 on strokes that run straight for so many pixels, and on their edges."""
    level, upright = opened(strokes, long, 1), opened(strokes, 1, long)
    return grown(level | upright, 3, 3)


def _without_slanted(strokes: Mask, dpi: float, options: PaleStampOptions) -> Mask:
    """The strokes without those that are rules of a page a little askew."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    out = strokes.copy()
    for k, (x, y, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        if max(width, height) < options.straight * dpi:
            continue
        window = np.s_[y : y + height, x : x + width]
        own = labels[window] == k
        _, sides, angle = cv2.minAreaRect(np.argwhere(own)[:, ::-1].astype(np.float32))
        off = min(angle % 90, 90 - angle % 90)
        if max(sides) >= options.thin * max(1.0, min(sides)) and off <= options.slant:
            out[window][own] = 0
    return out


def _is_mark(box: Box, own: Mask, dpi: float, options: PaleStampOptions) -> bool:
    """Whether pale strokes make one large, open mark. own: 1 on its strokes, in its box."""
    sides = sorted((box.width / dpi, box.height / dpi))
    if sides[0] < options.smallest or not options.longest < sides[1] < options.largest:
        return False
    crossed = min(float(own.any(axis=axis).mean()) for axis in (0, 1))
    return float(own.mean()) < options.filled and crossed > options.crossed


def _lightened(grey: Pixels, depth: float, dpi: float, options: PaleStampOptions) -> Pixels:
    """A mark's box with all that is not darker than its strokes made like what is around it."""
    around = _around(grey, dpi, options)
    strokes = _depth(grey, around, dpi, options)
    print_ = grown((strokes > depth).astype(np.uint8), *_square(2 * options.fringe * dpi))
    kept = print_ | _rules((strokes > options.faintest).astype(np.uint8), dpi, options)
    kept |= (strokes == 0).astype(np.uint8)
    return np.where(kept > 0, grey, around).astype(np.uint8)


def _rules(strokes: Mask, dpi: float, options: PaleStampOptions) -> Mask:
    """1 on strokes that run straight, level or upright but for a slant, and on their edges: no arc does."""
    share = min(1.0, options.dpi / dpi)
    small = cv2.resize(strokes, None, fx=share, fy=share, interpolation=cv2.INTER_AREA).astype(np.uint8)
    long = round(options.rule * dpi * share)
    rules = np.zeros_like(small)
    for slant in np.tan(np.radians(np.arange(-options.askew, options.askew + 1))):
        wide = abs(round(long * float(slant)))
        line = np.zeros((wide + 1, long), np.uint8)
        ends = ((0, 0), (long - 1, wide)) if slant > 0 else ((0, wide), (long - 1, 0))
        cv2.line(line, *ends, 1)
        for kernel in (line, np.ascontiguousarray(line.T)):
            rules |= cv2.morphologyEx(small, cv2.MORPH_OPEN, kernel).astype(np.uint8)
    size = strokes.shape[1], strokes.shape[0]
    return grown(cv2.resize(rules, size, interpolation=cv2.INTER_NEAREST).astype(np.uint8), 3, 3)


def _square(side: float) -> tuple[int, int]:
    odd = max(3, round(side)) | 1
    return odd, odd
