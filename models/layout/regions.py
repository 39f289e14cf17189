"""A detected layout + the lines of print → regions with their text, and the lines in reading order."""

from collections.abc import Sequence

from layoutparser.elements import Layout, TextBlock

from models.layout.detector import REGION_TYPES, line_blocks
from models.layout.order import reading_order
from models.structure.pieces import line_height, rows_of
from schemas.geometry import Box, union
from schemas.reading import Region, TextLine

WORDLESS = frozenset({"table", "signature", "figure"})
COLUMN_BLANK = 1.5


def layout_to_regions(
    layout: Layout, lines: Sequence[TextLine]
) -> tuple[tuple[Region, ...], tuple[TextLine, ...]]:
    """Regions in reading order with the text of their lines, and all lines in that order."""
    free = line_blocks(lines)
    owned: list[tuple[TextBlock | None, list[int]]] = []
    taken: set[int] = set()
    for block in layout:
        inside = [] if block.type in WORDLESS else [found.id for found in free.filter_by(block, center=True)]
        owned.append((block, [k for k in inside if k not in taken]))
        taken.update(inside)
    owned.extend((None, [k]) for k in range(len(lines)) if k not in taken and lines[k].bbox)
    boxes = [_box_of(block, [lines[k] for k in members]) for block, members in owned]
    blank = COLUMN_BLANK * line_height([line.bbox for line in lines if line.bbox])
    regions: list[Region] = []
    ordered: list[TextLine] = []
    for k in reading_order(boxes, blank):
        block, members = owned[k]
        inner = in_rows([lines[m] for m in members])
        ordered.extend(inner)
        if block is not None and block.type in REGION_TYPES:
            regions.append(_to_region(block, boxes[k], inner))
    placeless = [line for line in lines if line.bbox is None]
    return tuple(regions), (*ordered, *placeless)


def _box_of(block: TextBlock | None, members: Sequence[TextLine]) -> Box:
    if block is None:
        return union(line.bbox for line in members if line.bbox)
    return Box(*(float(side) for side in block.coordinates))


def _to_region(block: TextBlock, box: Box, lines: Sequence[TextLine]) -> Region:
    score = round(float(block.score), 4) if block.score is not None else None
    return Region(type=block.type, bbox=box, confidence=score, text="\n".join(line.text for line in lines))


def in_rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines of one block row by row, each row left to right."""
    by_box: dict[Box, list[TextLine]] = {}
    for line in lines:
        if line.bbox:
            by_box.setdefault(line.bbox, []).append(line)
    return [line for row in rows_of(list(by_box)) for box in row for line in by_box[box]]
