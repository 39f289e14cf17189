"""One page as pixels → everything read on it. The order of the page's stages, top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt

from models.layout.detector import ReadingDetector
from models.layout.evidence import LayoutDetector, PageEvidence
from models.layout.marks import colour_of
from models.layout.regions import layout_to_regions
from models.missed_marks import largest_mark
from models.ocr.doubt import DoubtOptions
from models.ocr.ppocr import PpOcrOptions, TextDetector, TextRecogniser
from models.ocr.second_reader import read_again
from models.ocr.tesseract import TesseractOptions, TesseractReader, WordReader
from models.ocr.text_lines import to_lines
from models.page_image import PageImage
from models.page_result import PlacedLines, gather_rows, place_lines, to_reading, to_tables
from models.pixels.contrast import darkened
from models.pixels.flatten import FlattenOptions, flatten
from models.pixels.rectify import UprightPage, paper_dpi, rectify, turn_over
from models.pixels.rules import RuleOptions, Rules, find_rules
from models.pixels.upright import ink
from models.places import cut_out, line_images, lines_to_read, with_dashes
from models.structure.finder import FinderOptions, FoundTable, find_tables
from models.structure.pieces import PieceOptions, box_pieces
from models.text_layer import LayerOptions, lay_flat, runs_level, to_words, words_to_lines, words_to_pieces
from models.turned_print import read_both_ways
from schemas.geometry import Box
from schemas.reading import PageReading, TextLine

INK_WINDOW_INCHES = 0.25


@dataclass(frozen=True)
class ReaderOptions:
    """Everything that steers the reading of a page."""

    flatten: FlattenOptions = field(default_factory=FlattenOptions)
    ppocr: PpOcrOptions = field(default_factory=PpOcrOptions)
    rules: RuleOptions = field(default_factory=RuleOptions)
    pieces: PieceOptions = field(default_factory=PieceOptions)
    finder: FinderOptions = field(default_factory=FinderOptions)
    layer: LayerOptions = field(default_factory=LayerOptions)
    doubt: DoubtOptions = field(default_factory=DoubtOptions)
    tesseract: TesseractOptions = field(default_factory=TesseractOptions)


class PageReader:
    """Reads pages; loads its networks once and keeps nothing of a page."""

    def __init__(
        self,
        options: ReaderOptions = ReaderOptions(),
        second: WordReader | None = None,
        layout: LayoutDetector | None = None,
    ) -> None:
        self.options = options
        self._detector = TextDetector(options.ppocr)
        self._recogniser = TextRecogniser(options.ppocr)
        self._second = second or TesseractReader(options.tesseract)
        self._layout = layout or ReadingDetector()

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        """Everything on one page as delivered. pdf_words: a trusted text layer, in pixels of the page."""
        if pdf_words and runs_level(pdf_words):
            return self._read_layer(page, pdf_words)
        upright, boxes = self.upright(page)
        rules = self._rules(upright, boxes)
        pieces = box_pieces(boxes, rules, self.options.pieces)
        tables, pieces = find_tables(pieces, rules, upright.dpi, self.options.finder)
        places = lines_to_read(tables, pieces, rules, upright.dpi)
        images = line_images(upright.grey, places, rules)
        images, texts = read_both_ways(images, [place.turned for place in places], self._recogniser)
        second = read_again(texts, images, self._second, self.options.doubt)
        lines = with_dashes(places, to_lines([place.box for place in places], texts, second))
        return self._laid_out(page, upright, rules, tables, place_lines(places, lines))

    def _read_layer(self, page: PageImage, pdf_words: Sequence[TextLine]) -> PageReading:
        """The same from the words of a text layer: nothing is straightened, nothing recognised."""
        flat = lay_flat(page, self.options.layer)
        words = to_words(pdf_words, flat.grey.shape[1] / page.width)
        rules = self._rules(flat, words_to_pieces(words, (), self.options.layer))
        pieces = words_to_pieces(words, rules.upright, self.options.layer)
        tables, pieces = find_tables(pieces, rules, flat.dpi, self.options.finder)
        places = lines_to_read(tables, pieces, None, flat.dpi)
        lines = place_lines(places, words_to_lines(words, places))
        reading = self._laid_out(page, flat, rules, tables, lines)
        return reading.replace(text_source="pdf_text")

    def _laid_out(
        self,
        page: PageImage,
        upright: UprightPage,
        rules: Rules,
        found: Sequence[FoundTable],
        placed: PlacedLines,
    ) -> PageReading:
        """The reading, its regions labelled and its lines in reading order."""
        tables, placed = gather_rows(found, placed)
        evidence = PageEvidence(
            grey=upright.grey,
            colour=colour_of(page, upright.to_delivered, upright.dpi),
            dark=rules.print_,
            dpi=upright.dpi,
            lines=placed.free,
            tables=tuple(table.bbox for table in tables),
        )
        regions, free = layout_to_regions(self._layout.detect(evidence), placed.free)
        mark = partial(largest_mark, rules=rules, dpi=upright.dpi)
        return to_reading(upright, to_tables(tables, placed, mark), free, regions)

    def _rules(self, page: UprightPage, boxes: Sequence[Box]) -> Rules:
        marks = ink(darkened(page.calm, page.dpi), round(INK_WINDOW_INCHES * page.dpi))
        return find_rules(page.calm, marks, boxes, page.dpi, self.options.rules)

    def upright(self, page: PageImage) -> tuple[UprightPage, tuple[Box, ...]]:
        """The page flattened, turned and straightened, with the boxes of its lines of print."""
        dpi = paper_dpi(page)
        grey = flatten(page.pixels, dpi, self.options.flatten)
        upright = rectify(grey, dpi, page.page_no, self._detector.lies_sideways(grey))
        boxes = corners_to_boxes(self._detector.detect(upright.grey))
        if not self._is_upside_down(upright, boxes):
            return upright, boxes
        height, width = upright.grey.shape
        return turn_over(upright), tuple(
            Box(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in boxes
        )

    def _is_upside_down(self, page: UprightPage, boxes: Sequence[Box], sample: int = 6) -> bool:
        """Whether the longest lines of the page read better turned over."""
        level = [box for box in boxes if box.width > 2.5 * box.height]
        longest = sorted(level, key=lambda box: (-min(box.width / box.height, 8.0), box.y0, box.x0))[:sample]
        if not longest:
            return False
        images = [cut_out(page.grey, box) for box in longest]
        shares = [read.confidence for read in self._recogniser.recognise(images)]
        if float(np.median(shares)) > 0.985:
            return False
        turned = self._recogniser.recognise([np.ascontiguousarray(image[::-1, ::-1]) for image in images])
        return sum(read.confidence for read in turned) > sum(shares)


def corners_to_boxes(corners: npt.NDArray[np.float32]) -> tuple[Box, ...]:
    """Upright hulls of N × 4 × 2 corners."""
    low, high = corners.min(axis=1, initial=np.inf), corners.max(axis=1, initial=-np.inf)
    hulls = zip(low.tolist(), high.tolist(), strict=True)
    return tuple(Box(*start, *end) for start, end in hulls)
