"""Which of the lines of a table without rules are its header, and which are headings over all columns."""

import re
from collections.abc import Sequence

from models.structure.found_table import FoundTable
from models.structure.pieces import crosses, line_height
from models.structure.rows.print_blocks import FIGURE, Line
from schemas.geometry import union

HEADING_OFF_CENTRE = 1.0  # line heights by which a heading may stand off the middle of its table
HEADING_COLUMNS = 3  # lanes that one crosses wherever it stands
HEADER_BLANK = 0.4  # line heights below a header, at the least, above what belongs to the first row
HEADER_COLUMNS = 0.8  # share of the columns that it names
COLUMN_NUMBER = re.compile(r"^\(\d{1,2}\)?$|^\d{1,2}\)$|^(?:19|20)\d\d$")


def head_of(table: FoundTable, lines: Sequence[Line], only_header: bool) -> int:
    """How many lines at the top are header; a heading right below them is not, where no rule says so."""
    if table.head and not any(map(_holds_figures, lines[: table.head])):
        return table.head
    head = header_lines(lines, only_header)
    while head > 1 and not only_header and is_heading(lines[head - 1], table):
        head -= 1
    return head if only_header else _above_first_blank(lines, head)


def _above_first_blank(lines: Sequence[Line], head: int) -> int:
    """How many lines of a header stand above a blank that parts lines of most columns from what is below.

    The first row's cells of several lines begin above its figures.
    """
    columns = {col for line in lines for col in line}
    boxes = [union([item.box for item in line.values()]) for line in lines[:head] if line]
    if len(boxes) < head:
        return head
    covered: set[int] = set()
    for k in range(1, head):
        covered |= set(lines[k - 1])
        bottoms = [max(box.y1 for box in boxes[:j]) for j in range(1, k + 1)]
        blanks = [box.y0 - bottom for box, bottom in zip(boxes[1 : k + 1], bottoms, strict=True)]
        least = HEADER_BLANK * line_height([item.box for item in lines[k].values()])
        wide = blanks[-1] > max([least, *(2 * blank for blank in blanks[:-1])])
        if wide and len(covered) >= HEADER_COLUMNS * len(columns):
            return k
    return head


def header_lines(lines: Sequence[Line], only_header: bool) -> int:
    """How many lines at the top are header: those before the first line with figures, if they are few.

    only_header: a rule follows the lines, so that all of them may be header.
    """
    columns = {c for line in lines for c in line}
    for k, line in enumerate(lines[:12]):
        if _holds_figures(line):
            covered = {c for above in lines[:k] for c in above}
            return k if len(covered) >= 0.5 * len(columns) else 0
    return len(lines) if only_header and len(lines) <= 12 else 0


def _holds_figures(line: Line) -> bool:
    """Whether a line is one of figures, and none that numbers the columns."""
    figures = [FIGURE.match(item.text) and not COLUMN_NUMBER.match(item.text) for item in line.values()]
    return sum(map(bool, figures)) >= max(1, 0.25 * len(line)) and not _numbers_the_columns(line)


def _numbers_the_columns(line: Line) -> bool:
    """Whether a line is the row (1) (2) (3) below a header, or the years of one."""
    texts = [item.text.strip("() ") for item in line.values()]
    years = [bool(re.fullmatch(r"(?:19|20)\d\d", text)) for text in texts]
    others = any(char.isdigit() for text, year in zip(texts, years, strict=True) if not year for char in text)
    counted = len(texts) > 2 and all(text.isdecimal() and len(text) <= 2 for text in texts)
    return counted or (sum(years) >= 2 and not others)


def is_heading(line: Line, table: FoundTable) -> bool:
    """Whether a line is one print across columns, in the middle of the table or over several of them."""
    if len(line) != 1:
        return False
    box = next(iter(line.values())).box
    crossed = sum(crosses(box, x) for x in {slot.bbox.x0 for slot in table.slots} - {table.bbox.x0})
    centred = abs(box.centre[0] - table.bbox.centre[0]) < HEADING_OFF_CENTRE * box.height
    return crossed >= HEADING_COLUMNS or (crossed > 0 and centred)
