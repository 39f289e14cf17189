"""One page as pixels → everything read on it. The order of the page's stages, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from models.ocr.ppocr import PpOcrOptions, ReadText, TextDetector, TextRecogniser
from models.page_image import PageImage, Pixels
from models.pixels.flatten import FlattenOptions, flatten
from models.pixels.rectify import UprightPage, paper_dpi, rectify, turn_over
from models.pixels.rules import Rules, RuleOptions, find_rules
from models.pixels.upright import ink
from models.reading_order import pieces_to_lines
from models.structure.finder import FinderOptions, FoundTable, find_tables
from models.structure.pieces import PieceOptions, box_pieces, rows_of
from schemas.geometry import Box, union
from schemas.reading import Alternative, PageReading, ReadCell, ReadTable, TextLine

INK_WINDOW_INCHES = 0.25


@dataclass(frozen=True)
class ReaderOptions:
    """Everything that steers the reading of a page."""

    flatten: FlattenOptions = FlattenOptions()
    ppocr: PpOcrOptions = field(default_factory=PpOcrOptions)
    rules: RuleOptions = RuleOptions()
    pieces: PieceOptions = PieceOptions()
    finder: FinderOptions = FinderOptions()


@dataclass(frozen=True)
class Place:
    """A line of print to be read: which table and cell it is in (-1: none), and its box."""

    table: int
    slot: int
    box: Box


class PageReader:
    """Reads pages; loads its networks once and keeps nothing of a page."""

    def __init__(self, options: ReaderOptions = ReaderOptions()) -> None:
        self.options = options
        self._detector = TextDetector(options.ppocr)
        self._recogniser = TextRecogniser(options.ppocr)

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        """Everything on one page as delivered. pdf_words: words of a trusted text layer, in pixels of the page."""
        upright = self.upright(page)
        boxes = corners_to_boxes(self._detector.detect(upright.grey))
        marks = ink(upright.calm, round(INK_WINDOW_INCHES * upright.dpi))
        rules = find_rules(upright.calm, marks, boxes, upright.dpi, self.options.rules)
        pieces = box_pieces(boxes, rules, self.options.pieces)
        tables = find_tables(pieces, rules, upright.dpi, self.options.finder)
        places = lines_to_read(tables, pieces, rules)
        texts = self._recogniser.recognise(line_images(upright, places, rules))
        return to_reading(upright, tables, places, texts)

    def upright(self, page: PageImage) -> UprightPage:
        """The page flattened, turned and straightened."""
        dpi = paper_dpi(page)
        grey = flatten(page.pixels, dpi, self.options.flatten)
        upright = rectify(grey, dpi, page.page_no, self._detector.lies_sideways(grey))
        return turn_over(upright) if self._is_upside_down(upright) else upright

    def _is_upside_down(self, page: UprightPage, sample: int = 6) -> bool:
        """Whether the longest lines of the page read better turned over."""
        boxes = corners_to_boxes(self._detector.detect(page.grey, self.options.ppocr.turn_side))
        level = [box for box in boxes if box.width > 2.5 * box.height]
        longest = sorted(level, key=lambda box: (-min(box.width / box.height, 8.0), box.y0, box.x0))[:sample]
        if not longest:
            return False
        images = [_crop(page.grey, box) for box in longest]
        shares = [read.confidence for read in self._recogniser.recognise(images)]
        if float(np.median(shares)) > 0.9:
            return False
        turned = self._recogniser.recognise([np.ascontiguousarray(image[::-1, ::-1]) for image in images])
        return sum(read.confidence for read in turned) > sum(shares)


def corners_to_boxes(corners: npt.NDArray[np.float32]) -> tuple[Box, ...]:
    """Upright hulls of N × 4 × 2 corners."""
    low, high = corners.min(axis=1, initial=np.inf), corners.max(axis=1, initial=-np.inf)
    return tuple(Box(float(a[0]), float(a[1]), float(b[0]), float(b[1])) for a, b in zip(low, high, strict=True))


def lines_to_read(
    tables: Sequence[FoundTable], pieces: Sequence[Box], rules: Rules
) -> list[Place]:
    """Every line of print once: by table and cell, then the lines outside the tables."""
    places: list[Place] = []
    free = list(pieces)
    for t, table in enumerate(tables):
        inside = [piece for piece in free if table.bbox.contains(*piece.centre)]
        free = [piece for piece in free if not table.bbox.contains(*piece.centre)]
        for s, slot in enumerate(table.slots):
            own = [piece for piece in inside if slot.bbox.contains(*piece.centre)]
            own = own or missed_marks(slot.bbox, rules)
            places.extend(Place(t, s, union(line)) for line in rows_of(own))
    places.extend(Place(-1, -1, box) for box in pieces_to_lines(free))
    return places


def missed_marks(cell: Box, rules: Rules) -> list[Box]:
    """Letter-sized marks in a cell where the detector saw nothing: a lone 0 or 1."""
    x0, y0, x1, y1 = (int(v) for v in cell.inflate(-6))
    if x1 - x0 < 8 or y1 - y0 < 12:
        return []
    window = np.ascontiguousarray(rules.print_[y0:y1, x0:x1])
    count, _, stats, _ = cv2.connectedComponentsWithStats(window, connectivity=8)
    found = [
        Box(float(x0 + x), float(y0 + y), float(x0 + x + w), float(y0 + y + h))
        for x, y, w, h, area in stats[1:count]
        if 14 <= h <= 60 and 4 <= w <= 60 and area >= 30
    ]
    return [union(found).inflate(4)] if 0 < len(found) <= 12 else []


def line_images(page: UprightPage, places: Sequence[Place], rules: Rules) -> list[Pixels]:
    """Cut-outs of the lines with the rules painted over, dark print on light."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    clean = np.where(grown > 0, np.uint8(255), page.grey)
    images = []
    for place in places:
        in_bar = any(bar.overlap(place.box) > 0.5 * place.box.area for bar in rules.bars)
        image = _crop(page.grey if in_bar else clean, place.box)
        images.append(np.subtract(255, image) if in_bar else image)
    return images


def _crop(grey: Pixels, box: Box) -> Pixels:
    pad = max(2.0, 0.06 * box.height)
    x0, y0 = max(0, int(box.x0 - pad)), max(0, int(box.y0 - pad))
    x1, y1 = min(grey.shape[1], int(np.ceil(box.x1 + pad))), min(grey.shape[0], int(np.ceil(box.y1 + pad)))
    return np.ascontiguousarray(grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])


def to_reading(
    page: UprightPage, tables: Sequence[FoundTable], places: Sequence[Place], texts: Sequence[ReadText]
) -> PageReading:
    """Texts put back into their cells."""
    lines: dict[tuple[int, int], list[TextLine]] = {}
    for place, text in zip(places, texts, strict=True):
        if text.glyphs:
            lines.setdefault((place.table, place.slot), []).append(text_line(place.box, text))
    read = tuple(
        ReadTable(
            bbox=table.bbox,
            ruling=table.ruling,
            cells=tuple(
                ReadCell(
                    row=slot.row,
                    col=slot.col,
                    row_span=slot.row_span,
                    col_span=slot.col_span,
                    bbox=slot.bbox,
                    lines=tuple(lines.get((t, s), ())),
                )
                for s, slot in enumerate(table.slots)
            ),
        )
        for t, table in enumerate(tables)
    )
    height, width = page.grey.shape
    return PageReading(
        page_no=page.page_no,
        width=width,
        height=height,
        dpi=page.dpi,
        rotation=page.rotation,
        skew=round(page.skew, 3),
        to_delivered=page.to_delivered,
        lines=tuple(lines.get((-1, -1), ())),
        tables=read,
    )


def text_line(box: Box, text: ReadText) -> TextLine:
    """A line as read, with its cheapest other readings: one character swapped for its runner-up each."""
    return TextLine(
        text=text.text.strip(), bbox=box, confidence=round(text.confidence, 4), alternatives=alternatives(text)
    )


def alternatives(text: ReadText, most: int = 4, least: float = 0.02) -> tuple[Alternative, ...]:
    """Readings that differ in one character, by what the recogniser itself held likely, cheapest first."""
    swaps = sorted(
        (float(np.log(glyph.probability / glyph.rival_probability)), k)
        for k, glyph in enumerate(text.glyphs)
        if glyph.rival_probability >= least
    )
    out = []
    for cost, k in swaps[:most]:
        swapped = "".join(glyph.rival if j == k else glyph.text for j, glyph in enumerate(text.glyphs))
        out.append(Alternative(text=swapped.strip(), cost=round(max(0.0, cost), 3), source="ppocr"))
    return tuple(out)
