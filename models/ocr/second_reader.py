"""Doubtful lines → one picture with a line below the other → what the second reader says of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.ocr.doubt import DoubtOptions, doubt
from models.ocr.ppocr import ReadText
from models.ocr.tesseract import WordReader
from models.page_image import Pixels


@dataclass(frozen=True)
class MontageOptions:
    """How lines are laid out, in pixels. Measured at heights 36, 48 and 64: 48 reads best on hard scans."""

    line: int = 48
    above: int = 24
    beside: int = 20
    widest: int = 2600


def read_again(
    texts: Sequence[ReadText],
    images: Sequence[Pixels],
    reader: WordReader,
    doubts: DoubtOptions = DoubtOptions(),
    layout: MontageOptions = MontageOptions(),
) -> dict[int, str]:
    """Second readings of the most doubtful lines, by their index; one run of the reader a page."""
    chosen = doubtful(texts, doubts)
    if not chosen:
        return {}
    picture = montage([images[k] for k in chosen], layout)
    said: dict[int, list[str]] = {k: [] for k in chosen}
    for word in reader.read(picture):
        row = int((word.box.centre[1] - layout.above / 2) // (layout.line + layout.above))
        if 0 <= row < len(chosen):
            said[chosen[row]].append(word.text)
    return {k: " ".join(words) for k, words in said.items()}


def doubtful(texts: Sequence[ReadText], options: DoubtOptions = DoubtOptions()) -> list[int]:
    """Indices of the lines to read again, in their order: the most doubtful where there are too many."""
    doubts = [doubt(text, options) for text in texts]
    ranked = sorted((k for k, amount in enumerate(doubts) if amount > 0), key=lambda k: (-doubts[k], k))
    return sorted(ranked[: options.most])


def montage(images: Sequence[Pixels], layout: MontageOptions = MontageOptions()) -> Pixels:
    """Lines of one height below each other on white."""
    lines = [_to_height(image, layout) for image in images]
    pitch = layout.line + layout.above
    width = max(line.shape[1] for line in lines) + 2 * layout.beside
    picture = np.full((pitch * len(lines) + layout.above, width), 255, np.uint8)
    for k, line in enumerate(lines):
        top = layout.above + k * pitch
        picture[top : top + layout.line, layout.beside : layout.beside + line.shape[1]] = line
    return picture


def _to_height(image: Pixels, layout: MontageOptions) -> Pixels:
    scale = layout.line / image.shape[0]
    width = min(layout.widest, max(4, round(image.shape[1] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(image, (width, layout.line), interpolation=way).astype(np.uint8)
