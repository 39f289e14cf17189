"""Coloured stamps and pen strokes, and the print that shows again once they are taken away.

What a stamp takes from the light of the paper and what it gives of colour go together; black ink over it
takes nearly all light and leaves no colour. So each pixel gets back the light that its colour accounts for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.colour import chroma, coloured_areas
from models.pixels.morphology import Mask, grown
from schemas.geometry import Box, union

Hues = npt.NDArray[np.float32]
LIGHT = 235  # what is lighter is paper


@dataclass(frozen=True)
class StampOptions:
    """What counts as a stamp or a stroke of a pen; lengths in inches, tones in grey levels.

    dpi: at which marks are looked for; scans keep no more colour. faintest: between the brightest and the
    dullest channel; over_noise: times what nearly all of the page has of that; fainter: share of it that is
    enough beside a mark; darkest: than paper, for so much colour: print has hardly any. widest_stroke: what
    is thicker is a coloured area. smallest, largest: sides of a mark: coloured words of a page are lower,
    coloured tables larger. stroke_gap: between the strokes of one mark. filled: share of its box that they
    cover at most. alike: how nearly of one hue they are, from 0 to 1. print_: share of their colour, for
    its darkness, that print may have. dark: its darker strokes are by so
    much darker than paper, as noise is not. margin: around a mark, where parts of it lie. fringe: pale edge
    of a stroke. given_back: times the light that colour accounts for; palest: tone of what may be left of a
    stroke then, which is white; pale: share of the way from print to white beyond which a mark is none.
    """

    dpi: float = 100.0
    faintest: float = 7.0
    over_noise: float = 2.5
    darkest: float = 6.0
    fainter: float = 0.6
    widest_stroke: float = 0.1
    smallest: float = 0.3
    largest: float = 3.0
    stroke_gap: float = 0.03
    filled: float = 0.28
    alike: float = 0.4
    print_: float = 0.6
    dark: float = 45.0
    margin: float = 0.1
    fringe: float = 0.02
    given_back: float = 1.3
    palest: float = 205.0
    pale: float = 0.7


@dataclass(frozen=True)
class Stamp:
    """A mark of coloured strokes (1/0), and where its box begins, in pixels of the page at low resolution."""

    strokes: Mask
    x: int
    y: int


def find_stamps(
    page: Pixels, white: Pixels, dpi: float, options: StampOptions = StampOptions()
) -> list[Stamp]:
    """The coloured marks of a page. page: H × W × 3, at `dpi`; white: the same on white paper."""
    height, width = (max(1, round(side * options.dpi / dpi)) for side in page.shape[:2])
    page, white = (
        cv2.resize(each, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
        for each in (page, white)
    )
    dark = (255 - cv2.cvtColor(white, cv2.COLOR_BGR2GRAY)).astype(np.uint8)
    # Tinted paper has colour, and on paper made white a black bar gets it: a stamp has it on both.
    colour = np.minimum(chroma(page), chroma(white))
    least = max(options.faintest, options.over_noise * float(np.percentile(colour, 90)))
    marks = _marks(_strokes(colour, dark, least, options), options)
    hues = white.astype(np.float32) - white.mean(axis=2, dtype=np.float32)[:, :, None]
    margin = options.margin * options.dpi
    found: list[tuple[Box, Hues]] = []
    for box, own in ((box, own) for box, own in marks if _is_stamp(box, own, dark, options)):
        hue = _hue(hues[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)][own > 0], options)
        if hue is None or any(one.contains(*box.centre) for one, _ in found):
            continue
        # Print over a frame parts it, and letters inside it belong to it.
        whole = union([box, *(other for other, _ in marks if other.overlap(box.inflate(margin)) > 0)])
        found.append((whole.inflate(margin), hue))
    strokes = _strokes(colour, dark, options.fainter * least, options)
    stamps = [_stamp(box, strokes & _of_hue(hues, hue, options)) for box, hue in found]
    usual = _colour_of_print(colour, dark, least, [box for box, _ in found], options)
    return [stamp for stamp in stamps if usual < options.print_ * _colourfulness(stamp, colour, dark)]


def _colour_of_print(
    colour: Pixels, dark: Pixels, least: float, marks: Sequence[Box], options: StampOptions
) -> float:
    """How much colour the print outside of marks has for its darkness; that of a carbon copy has as much as
    a stamp, and would go with it."""
    coloured = (colour > least).astype(np.uint8)
    print_ = (dark > options.dark) & (coloured_areas(coloured, options.dpi, options.widest_stroke) == 0)
    for x0, y0, x1, y1 in marks:
        print_[max(0, round(y0)) : round(y1), max(0, round(x0)) : round(x1)] = False
    return float(np.median(colour[print_] / dark[print_])) if print_.any() else 0.0


def _colourfulness(stamp: Stamp, colour: Pixels, dark: Pixels) -> float:
    """How much colour a stamp has for its darkness."""
    height, width = stamp.strokes.shape
    window = np.s_[stamp.y : stamp.y + height, stamp.x : stamp.x + width]
    on = (stamp.strokes > 0) & (dark[window] > 0)
    return float(np.median(colour[window][on] / dark[window][on])) if on.any() else 0.0


def _hue(hues: Hues, options: StampOptions) -> Hues | None:
    """The hue of a mark; None where it has several that make up for each other, as at the edges of print
    whose colours do not lie quite on each other. hues: of its pixels, N × 3."""
    mean = hues.mean(axis=0)
    alike = float(np.linalg.norm(mean)) / max(1.0, float(np.linalg.norm(hues, axis=1).mean()))
    return np.asarray(mean, np.float32) if alike >= options.alike else None


def _of_hue(hues: Hues, hue: Hues, options: StampOptions) -> Mask:
    """1 where the hue is nearly that of a mark, 0 where it is another."""
    along = hues @ (hue / max(1.0, float(np.linalg.norm(hue))))
    return np.asarray(along > options.alike * np.linalg.norm(hues, axis=2), np.uint8)


def _stamp(box: Box, strokes: Mask) -> Stamp:
    x, y = max(0, round(box.x0)), max(0, round(box.y0))
    return Stamp(strokes[y : round(box.y1), x : round(box.x1)], x, y)


def _marks(strokes: Mask, options: StampOptions) -> list[tuple[Box, Mask]]:
    """Strokes close together, no larger than a stamp: the box of each such mark, and its strokes."""
    bridge = max(3, round(options.dpi * options.stroke_gap)) | 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(grown(strokes, bridge, bridge), connectivity=8)
    out = []
    for k, (x, y, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        if max(width, height) <= options.largest * options.dpi:
            window = np.s_[y : y + height, x : x + width]
            own = strokes[window] * (labels[window] == k)
            out.append((Box(x, y, x + width, y + height), own.astype(np.uint8)))
    return sorted(out, key=lambda mark: -mark[0].area)


def _is_stamp(box: Box, own: Mask, dark: Pixels, options: StampOptions) -> bool:
    """Whether a mark of coloured strokes is large, open and dark enough."""
    if min(box.width, box.height) <= options.smallest * options.dpi or own.mean() > options.filled:
        return False
    tones = dark[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)][own > 0]
    return bool(np.percentile(tones, 75) > options.dark)


def without_stamps(
    page: Pixels, stamps: list[Stamp], dpi: float, options: StampOptions = StampOptions()
) -> Pixels:
    """The page in grey, its stamps lightened. page: H × W × 3 on white paper, at `dpi`."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    out = grey.copy()
    scale = dpi / options.dpi
    for stamp in stamps:
        y, x = round(stamp.y * scale), round(stamp.x * scale)
        height, width = (round(side * scale) for side in stamp.strokes.shape)
        window = np.s_[y : y + height, x : x + width]
        lightened = _lightened(grey[window], page[window], stamp.strokes, dpi, options)
        out[window] = np.maximum(out[window], lightened)
    return out


def _lightened(grey: Pixels, colours: Pixels, strokes: Mask, dpi: float, options: StampOptions) -> Pixels:
    """The surroundings of a stamp without it. strokes: of it, at low resolution."""
    size = grey.shape[1], grey.shape[0]
    on = cv2.resize(strokes, size, interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    if not on.any():
        return grey
    colour = chroma(colours).astype(np.float32)
    taken = (255.0 - grey[on > 0]) / np.maximum(1, colour[on > 0])
    light = grey + options.given_back * float(np.median(taken)) * colour
    fringe = max(3, round(dpi * options.fringe)) | 1
    whitened = np.asarray(np.clip(light * (255 / options.palest), 0, 255), np.uint8)
    near = grown(on, fringe, fringe) > 0
    return np.where(near, _without_pale_bits(np.where(near, whitened, grey), options), grey).astype(np.uint8)


def _without_pale_bits(grey: Pixels, options: StampOptions) -> Pixels:
    """The page without marks that are nowhere nearly as dark as print is on it: what is left of a stamp."""
    count, labels = cv2.connectedComponents((grey < LIGHT).astype(np.uint8), connectivity=8)
    darkest = np.full(count, 255, np.uint8)
    np.minimum.at(darkest, np.asarray(labels, np.intp).ravel(), grey.ravel())
    print_ = float(np.percentile(grey, 1))
    pale = darkest > print_ + options.pale * (255 - print_)
    return np.where(pale[labels], 255, grey).astype(np.uint8)


def _strokes(colour: Pixels, dark: Pixels, least: float, options: StampOptions) -> Mask:
    """1 on coloured strokes. colour: chroma of each pixel; dark: by how much it is darker than paper."""
    coloured = (colour > least).astype(np.uint8)
    areas = coloured_areas(coloured, options.dpi, options.widest_stroke)
    return np.asarray(coloured & (dark < options.darkest * colour) & (1 - areas), np.uint8)
