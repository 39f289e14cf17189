"""Print on its side is read level, up or down, whichever says more."""

from collections.abc import Sequence

import numpy as np

from models.ocr.ppocr import Glyph, ReadText
from models.page_image import Pixels
from models.turned_print import read_both_ways


class Corner:
    """Reads a line well where its first pixel is dark."""

    def recognise(self, lines: Sequence[Pixels]) -> list[ReadText]:
        return [ReadText((Glyph("A", 0.9 if line[0, 0] == 0 else 0.2, 0.5, "", 0.0),)) for line in lines]


def upright() -> Pixels:
    return np.full((30, 10), 255, np.uint8)


def test_lines_that_run_up_or_down_are_laid_level() -> None:
    upwards, downwards, level = upright(), upright(), np.full((10, 30), 255, np.uint8)
    upwards[-1, 0] = downwards[0, -1] = 0
    images, texts = read_both_ways([upwards, downwards, level], [True, True, False], Corner())
    assert [image.shape for image in images] == [(10, 30)] * 3
    assert [image[0, 0] for image in images] == [0, 0, 255]
    assert [text.confidence for text in texts] == [0.9, 0.9, 0.2]
