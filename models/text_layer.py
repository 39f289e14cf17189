"""A born-digital page: its words in place of a recogniser, its pixels only for the rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import PageImage
from models.pixels.rectify import LONGEST, WORK_DPI, UprightPage, paper_dpi
from models.pixels.rules import Rule
from models.places import Place
from models.structure.pieces import line_height
from schemas.geometry import Box, flat_mesh, union
from schemas.reading import TextLine


@dataclass(frozen=True)
class LayerOptions:
    """blank: widest blank between the words of one piece, in heights of their ink, and between two figures;
    margin: of a piece around its ink, as the text detector leaves it; same_scale: change of scale not worth a
    resampling."""

    blank: float = 0.8
    blank_in_figures: float = 0.45
    margin: float = 0.12
    same_scale: float = 0.02


@dataclass(frozen=True)
class Word:
    """A word of the text layer on the working page."""

    text: str
    box: Box

    @property
    def is_figure(self) -> bool:
        return any(c.isdecimal() for c in self.text) and not any(c.isalpha() for c in self.text)


def runs_level(words: Sequence[TextLine]) -> bool:
    """Whether the longer words run along the page's rows; on a page drawn sideways they run up or down."""
    boxes = [word.bbox for word in words if word.bbox and len(word.text) >= 3]
    return sum(box.width > box.height for box in boxes) >= 0.5 * len(boxes)


def lay_flat(page: PageImage, options: LayerOptions = LayerOptions()) -> UprightPage:
    """The rendered page at working resolution; it is straight and upright as it comes."""
    dpi = paper_dpi(page)
    scale = min(WORK_DPI / dpi, LONGEST / max(page.width, page.height))
    grey = cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    if abs(scale - 1) > options.same_scale:
        size = (round(page.width * scale), round(page.height * scale))
        way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        grey = cv2.resize(grey, size, interpolation=way).astype(np.uint8)
    scale = grey.shape[1] / page.width
    mesh = flat_mesh(grey.shape[1], grey.shape[0])
    return UprightPage(page.page_no, grey, grey, dpi * scale, 0, 0.0, mesh)


def to_words(lines: Sequence[TextLine], scale: float) -> tuple[Word, ...]:
    """The words in pixels of the working page. scale: working pixels a pixel of the delivered page."""
    return tuple(
        Word(line.text, Box(*(side * scale for side in line.bbox))) for line in lines if line.bbox is not None
    )


def words_to_pieces(
    words: Sequence[Word], upright: Sequence[Rule], options: LayerOptions = LayerOptions()
) -> tuple[Box, ...]:
    """Words joined where the blank between them is narrow and no upright rule stands in it."""
    usual = max(1.0, line_height([word.box for word in words]))
    pieces: list[list[Word]] = []
    by_band: dict[int, list[list[Word]]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (word.box.x0, word.box.y0)):
        band = int(word.box.centre[1] // usual)
        near = [piece for k in (band - 1, band, band + 1) for piece in by_band[k]]
        ended = [piece for piece in near if _goes_on(piece[-1], word, usual, upright, options)]
        if ended:
            max(ended, key=lambda piece: piece[-1].box.x1).append(word)
        else:
            pieces.append([word])
            by_band[band].append(pieces[-1])
    boxes = [union(word.box for word in piece) for piece in pieces]
    margined = [box.inflate(options.margin * box.height) for box in boxes]
    return tuple(sorted(margined, key=lambda piece: (piece.y0, piece.x0)))


def _goes_on(left: Word, right: Word, usual: float, upright: Sequence[Rule], options: LayerOptions) -> bool:
    """Whether a word follows another on its line, without a wide blank or an upright rule between them."""
    a, b = left.box, right.box
    # By overlap, not by middles: a dash or a full stop is low, and stands off the middle of its line.
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    if shared < 0.5 * min(a.height, b.height):
        return False
    # Figures hold no blanks: two of them beside each other belong to two columns.
    widest = options.blank_in_figures if left.is_figure and right.is_figure else options.blank
    if not -0.5 * usual < b.x0 - a.x1 <= widest * max(a.height, b.height, usual):
        return False
    y, start, end = (a.centre[1] + b.centre[1]) / 2, min(a.x1, b.x0) - 1, max(a.x1, b.x0) + 1
    return not any(start <= rule.at <= end and rule.start <= y <= rule.end for rule in upright)


def words_to_lines(words: Sequence[Word], places: Sequence[Place]) -> list[TextLine]:
    """The text of each place, in the order given: the words whose middle lies in it, each word once."""
    if not places:
        return []
    boxes = np.array([place.box for place in places])
    members: list[list[Word]] = [[] for _ in places]
    for word in words:
        x, y = word.box.centre
        inside = (boxes[:, 0] <= x) & (x < boxes[:, 2]) & (boxes[:, 1] <= y) & (y < boxes[:, 3])
        if inside.any():
            # Of two lines that overlap, the one whose middle is nearer.
            off = np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - y)
            members[int(np.where(inside, off, np.inf).argmin())].append(word)
    return [_to_line(place, inside) for place, inside in zip(places, members, strict=True)]


def _to_line(place: Place, words: Sequence[Word]) -> TextLine:
    ordered = sorted(words, key=lambda word: word.box.x0)
    return TextLine(text=" ".join(word.text for word in ordered), bbox=place.box, confidence=1.0)
