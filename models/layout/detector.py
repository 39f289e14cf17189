"""Layout detectors: ours from what was read, and a door for a user's layoutparser model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import cv2
from layoutparser.elements import Layout, Rectangle, TextBlock

from models.layout.blocks import BlockOptions, block_type, lines_to_blocks
from models.layout.evidence import PageEvidence
from models.layout.marks import Mark, MarkOptions, coloured_marks, inked_marks
from models.structure.pieces import line_height
from schemas.geometry import Box, union
from schemas.reading import RegionType, TextLine

REGION_TYPES = frozenset(get_args(RegionType))


@dataclass(frozen=True)
class ReadingDetector:
    """Labels blocks of lines by wording and place, marks by colour and ink; tables are as found."""

    blocks: BlockOptions = BlockOptions()
    marks: MarkOptions = MarkOptions()

    def detect(self, page: PageEvidence) -> Layout:
        """Tables, marks and blocks of lines, each labelled."""
        tables = Layout([to_block(table, "table", 0.9) for table in page.tables])
        # What a stamp says is no text of the page.
        marks = _distinct([*coloured_marks(page, self.marks), *inked_marks(page, self.marks)])
        seen = Layout([to_block(mark.box, mark.type, mark.score) for mark in marks])
        free = [
            line for line in page.lines if line.bbox and not any(_lies_in(line.bbox, mark) for mark in marks)
        ]
        return tables + seen + Layout(self._print(page, free))

    def _print(self, page: PageEvidence, lines: Sequence[TextLine]) -> list[TextBlock]:
        height, width = page.grey.shape
        usual = line_height([line.bbox for line in page.lines if line.bbox])
        found = []
        for members in lines_to_blocks(lines, self.blocks):
            block = [lines[k] for k in members]
            type_, score = block_type(block, Box(0, 0, width, height), usual, self.blocks)
            found.append(to_block(union(line.bbox for line in block if line.bbox), type_, score))
        return found


@dataclass(frozen=True)
class LayoutparserDetector:
    """A user's layoutparser model. labels: what its types are called here; the rest are dropped."""

    model: Any
    labels: Mapping[str, RegionType]

    def detect(self, page: PageEvidence) -> Layout:
        """The model's blocks with our names."""
        found = self.model.detect(cv2.cvtColor(page.grey, cv2.COLOR_GRAY2RGB))
        return Layout(
            [block.set(type=self.labels[block.type]) for block in found if block.type in self.labels]
        )


def to_block(box: Box, type_: RegionType, score: float) -> TextBlock:
    """A labelled block."""
    return TextBlock(Rectangle(*box), type=type_, score=score)


def _lies_in(box: Box, mark: Mark) -> bool:
    return mark.type == "stamp" and mark.box.contains(*box.centre)


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    """Marks without those that lie mostly in one named before."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(mark.box.overlap(other.box) > 0.4 * min(mark.box.area, other.box.area) for other in kept):
            kept.append(mark)
    return kept


def line_blocks(lines: Sequence[TextLine]) -> Layout:
    """Lines as blocks, `id` their place in the sequence."""
    return Layout(
        [TextBlock(Rectangle(*line.bbox), text=line.text, id=k) for k, line in enumerate(lines) if line.bbox]
    )
