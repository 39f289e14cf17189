"""Print turned on its side, as in the headers of narrow columns, read upwards and downwards."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from models.ocr.ppocr import ReadText
from models.page_image import Pixels


class LineReader(Protocol):
    """Reads images of lines; see `TextRecogniser`."""

    def recognise(self, lines: Sequence[Pixels]) -> list[ReadText]: ...


def read_both_ways(
    images: Sequence[Pixels], turned: Sequence[bool], reader: LineReader
) -> tuple[list[Pixels], list[ReadText]]:
    """Images of lines, those of turned ones laid level, and what they say.

    Most turned print runs upwards; what reads better the other way runs downwards.
    """
    level = [
        np.ascontiguousarray(np.rot90(image, -1)) if on_side else image
        for image, on_side in zip(images, turned, strict=True)
    ]
    texts = reader.recognise(level)
    sides = [k for k, on_side in enumerate(turned) if on_side]
    over = [np.ascontiguousarray(level[k][::-1, ::-1]) for k in sides]
    for k, image, text in zip(sides, over, reader.recognise(over) if over else [], strict=True):
        if text.confidence > texts[k].confidence:
            level[k], texts[k] = image, text
    return level, texts
