"""Blocks and their types, marks in colour, reading order, and a user's own layout model."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest
from layoutparser.elements import Layout, Rectangle, TextBlock

from models.layout.blocks import block_type, lines_to_blocks
from models.layout.detector import LayoutparserDetector, ReadingDetector
from models.layout.evidence import PageEvidence
from models.layout.marks import coloured_marks
from models.layout.order import reading_order
from models.layout.regions import layout_to_regions
from models.page_image import Pixels
from schemas.geometry import Box
from schemas.reading import TextLine

PAGE = Box(0, 0, 2480, 3508)
STEP = 4


def line(text: str, x: float, y: float, height: float = 36) -> TextLine:
    return TextLine(text=text, bbox=Box(x, y, x + 18 * len(text), y + height))


def evidence(*lines: TextLine, tables: tuple[Box, ...] = (), colour: Pixels | None = None) -> PageEvidence:
    size = (int(PAGE.height), int(PAGE.width))
    return PageEvidence(
        grey=np.full(size, 255, np.uint8),
        colour=colour if colour is not None else blank_colour(),
        dark=np.zeros(size, np.uint8),
        dpi=300.0,
        lines=lines,
        tables=tables,
    )


def blank_colour() -> Pixels:
    return np.full((int(PAGE.height) // STEP, int(PAGE.width) // STEP, 3), 255, np.uint8)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ([line("INFORME DE EJECUCIÓN", 800, 500)], "title"),
        ([line("Informe anual", 800, 500, 60)], "title"),
        ([line("Gestión del POA: 2019", 200, 500), line("Sigla: SNV", 200, 560)], "key_value"),
        ([line("1. Primero se hizo", 200, 500), line("2. Luego se vio", 200, 560)], "list"),
        ([line("Se ejecutó lo previsto en el año.", 200, 500)], "text"),
        ([line("Reporte R-12", 200, 100)], "header"),
        ([line("Página 3 de 12", 1200, 3380)], "footer"),
    ],
)
def test_a_block_is_named_by_its_wording_size_and_place(block: list[TextLine], expected: str) -> None:
    assert block_type(block, PAGE, 36)[0] == expected


def test_lines_below_each_other_stand_together_and_columns_apart() -> None:
    lines = [line("Área: una", 200, 500), line("Sigla: SNV", 200, 545), line("La Paz", 1500, 500)]
    assert sorted(lines_to_blocks(lines)) == [[0, 1], [2]]


def test_bands_are_read_before_columns_and_columns_from_the_left() -> None:
    title, below = Box(200, 100, 2200, 160), Box(200, 1000, 2200, 1100)
    left, right = Box(200, 300, 1100, 900), Box(1300, 250, 2200, 950)
    assert reading_order([below, right, left, title], 50) == [3, 2, 1, 0]


def test_lines_come_out_in_reading_order_with_their_regions() -> None:
    table = Box(200, 700, 2200, 1500)
    lines = (line("Fuente de los datos.", 200, 1600), line("Cuadro de gastos del año", 200, 600))
    page = evidence(*lines, tables=(table,))
    regions, ordered = layout_to_regions(ReadingDetector().detect(page), lines)
    assert [region.type for region in regions] == ["text", "table", "text"]
    assert [region.text for region in regions] == ["Cuadro de gastos del año", "", "Fuente de los datos."]
    assert [one.text for one in ordered] == ["Cuadro de gastos del año", "Fuente de los datos."]


def test_no_line_is_lost_or_doubled_by_overlapping_regions() -> None:
    lines = (line("uno dos tres", 200, 600), line("cuatro", 200, 2000))
    around = TextBlock(Rectangle(100, 500, 900, 700), type="text", score=0.9)
    regions, ordered = layout_to_regions(Layout([around, around.set(type="list")]), lines)
    assert sorted(one.text for one in ordered) == ["cuatro", "uno dos tres"]
    assert [region.text for region in regions] == ["uno dos tres", ""]


def test_a_coloured_stamp_is_found_and_a_shaded_header_is_none() -> None:
    colour = blank_colour()
    cv2.circle(colour, (300, 500), 45, (180, 40, 30), 3)
    cv2.putText(colour, "VISTO", (270, 505), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (180, 40, 30), 2)
    colour[200:240, 50:500] = (220, 180, 150)
    (mark,) = coloured_marks(evidence(colour=colour))
    assert mark.type == "stamp"
    assert mark.box.overlap(Box(1020, 1820, 1380, 2180)) > 0.8 * mark.box.area


def test_what_a_stamp_says_is_no_title() -> None:
    colour = blank_colour()
    cv2.circle(colour, (300, 500), 60, (180, 40, 30), 3)
    said = line("MESA DE ENTRADA", 1080, 1980)
    regions, _ = layout_to_regions(ReadingDetector().detect(evidence(said, colour=colour)), (said,))
    assert [(region.type, region.text) for region in regions] == [("stamp", "MESA DE ENTRADA")]


@dataclass
class LearnedModel:
    """Answers as a layoutparser model does."""

    found: Layout

    def detect(self, image: Pixels) -> Layout:
        assert image.ndim == 3
        return self.found


def test_a_users_model_takes_our_detectors_place() -> None:
    found = Layout(
        [TextBlock(Rectangle(0, 0, 10, 10), type=kind, score=0.5) for kind in ("Title", "Unknown")]
    )
    detector = LayoutparserDetector(LearnedModel(found), {"Title": "title"})
    (block,) = detector.detect(evidence())
    assert (block.type, block.score) == ("title", 0.5)
