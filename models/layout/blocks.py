"""Lines of print outside the tables → blocks, and what each block is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from schemas.geometry import Box, union
from schemas.reading import RegionType, TextLine


@dataclass(frozen=True)
class BlockOptions:
    """How lines gather, and what tells one sort of block from another.

    below, beside: blank between lines of one block, in line heights. alike: ratio of their heights.
    margin: share of the page's height at top and bottom where running heads and feet stand. large: height of
    a title over the usual line.
    """

    below: float = 0.9
    beside: float = 4.0
    alike: float = 1.45
    margin: float = 0.075
    large: float = 1.25
    title_lines: int = 3
    title_words: int = 20


_MARKER = re.compile(r"\s*(?:[-–•·*▪●○✓]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s|[IVX]{1,4}[.)-]\s)")
_LABEL = re.compile(r"\s*[^\W\d][^:]{1,60}:(?:\s|$)")
_PAGE_NUMBER = re.compile(
    r"\W*(?:p[áa]g(?:ina)?s?\.?|hoja|folio)?\W*\d{1,4}\W*(?:(?:de|/)\W*\d{1,4})?\W*", re.I
)


def lines_to_blocks(lines: Sequence[TextLine], options: BlockOptions = BlockOptions()) -> list[list[int]]:
    """Indices of lines that stand together, each block top to bottom, blocks in no order."""
    boxes = [line.bbox for line in lines]
    group = list(range(len(lines)))

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    for k, one in enumerate(boxes):
        for j in range(k):
            other = boxes[j]
            if one is not None and other is not None and _stand_together(one, other, options):
                group[root(k)] = root(j)
    blocks: dict[int, list[int]] = {}
    for k in range(len(lines)):
        blocks.setdefault(root(k), []).append(k)
    return list(blocks.values())


def _stand_together(one: Box, other: Box, options: BlockOptions) -> bool:
    low, high = sorted((one.height, other.height))
    down = max(one.y0, other.y0) - min(one.y1, other.y1)
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    if down < -0.5 * low:
        return across < options.beside * high
    return across < 0 and down < options.below * low and high < options.alike * max(low, 1.0)


def block_type(
    block: Sequence[TextLine], page: Box, usual: float, options: BlockOptions = BlockOptions()
) -> tuple[RegionType, float]:
    """What a block is and how sure that is. page: the whole page; usual: height of its usual line."""
    boxes = [line.bbox for line in block if line.bbox]
    box = union(boxes)
    texts = [line.text for line in block]
    height = float(np.median([one.height for one in boxes]))
    if box.y1 < page.y0 + options.margin * page.height and height < options.large * usual:
        return "header", 0.7
    if box.y0 > page.y1 - options.margin * page.height or _is_folio(texts, box, page):
        return "footer", 0.7
    if _share(texts, _LABEL) >= 0.5:
        return "key_value", 0.8
    if len(texts) >= 2 and _share(texts, _MARKER) >= 0.4:
        return "list", 0.8
    if _is_title(texts, height / usual, options):
        return "title", 0.75 if height >= options.large * usual else 0.6
    return "text", 0.8


def _is_folio(texts: Sequence[str], box: Box, page: Box) -> bool:
    return (
        len(texts) == 1 and box.y0 > page.y0 + 0.85 * page.height and bool(_PAGE_NUMBER.fullmatch(texts[0]))
    )


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.match(text)) for text in texts) / len(texts)


def _is_title(texts: Sequence[str], size: float, options: BlockOptions) -> bool:
    words = sum(len(text.split()) for text in texts)
    letters = [c for text in texts for c in text if c.isalpha()]
    if len(texts) > options.title_lines or words > options.title_words or len(letters) < 4:
        return False
    capitals = sum(c.isupper() for c in letters) >= 0.8 * len(letters)
    return size >= options.large or (capitals and words >= 2)
