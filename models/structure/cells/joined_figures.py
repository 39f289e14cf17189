"""Figures of neighbouring columns, or a total and its name, read as one line → a line, and a cell, for each.

Totals in bold type stand so close to each other that no blank parts them before they are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import AMOUNT, MONEY, sign_place
from schemas.geometry import Box
from schemas.reading import TextLine

_WHOLE = re.compile(rf"{AMOUNT.pattern}|^\d{{1,6}}$|^[-(]?\d+[.,]\d+\)?%?$")
_SPACED = re.compile(r"^\d{1,3}(?: \d{3})+\b")  # one figure, its thousands apart
_CENTS = r"\d{1,3}(?:\.\d{3})*,\d\d|\d{1,3}(?:,\d{3})*\.\d\d"
_WITH_CENTS, _RUN_TOGETHER = re.compile(_CENTS), re.compile(rf"(?:{_CENTS}){{2,}}")
_AMOUNT = re.compile(rf"{MONEY}|^(?!(?:19|20)\d\d$)\d{{1,6}}$")
_TOTAL = re.compile(r"^(?P<name>\D*total\D*?)\s*(?P<amount>[-($]*\d.*)$", re.IGNORECASE)
NEAR_NAME = 2.0  # line heights between a column's edge and where a name seems to end: its signs are wider
BEYOND = 0.5  # line heights by which a line reaches over a column's edge, at the least
NEAR = 0.8  # line heights between that edge and the blank between two figures, at most


@dataclass(frozen=True)
class _Cut:
    """A line over several columns: their numbers, and the line's part in each."""

    columns: tuple[int, ...]
    parts: tuple[TextLine, ...]


def part_joined_figures(table: FoundTable, lines: Sequence[TextLine]) -> tuple[FoundTable, list[TextLine]]:
    """The table and its lines, those lines and their cells cut at the columns' edges."""
    edges = {slot.col: slot.bbox.x0 for slot in table.slots}
    slots = list(table.slots)
    out: list[TextLine] = []
    for line in lines:
        if parts := _name_and_amount(line, edges):
            out.extend(parts)
            slots = [part for slot in slots for part in _parted_at(slot, line, parts[1], edges)]
            continue
        cut = _cut(line, edges)
        own = _cells_of(line, cut, slots, lines) if cut else None
        if cut is None or own is None:
            out.append(line)
            continue
        out.extend(cut.parts)
        slots = [slot for slot in slots if slot not in own] + _parted(own, edges)
    if len(out) == len(lines):
        return table, list(lines)
    ordered = tuple(sorted(slots, key=lambda slot: (slot.row, slot.col)))
    return replace(table, slots=ordered), out


def _name_and_amount(line: TextLine, edges: dict[int, float]) -> tuple[TextLine, TextLine] | None:
    """A line as the name of a total and its amount, on both sides of a column's edge."""
    match, box = _TOTAL.match(line.text), line.bbox
    if match is None or box is None or not _AMOUNT.match(match.group("amount")):
        return None
    over = BEYOND * box.height
    end = sign_place(box, line.text, match.end("name"))
    crossed = [x for x in edges.values() if box.x0 + over < x < box.x1 - over]
    edge = min(crossed, key=lambda x: abs(x - end), default=None)
    if edge is None or abs(edge - end) > NEAR_NAME * box.height:
        return None
    name, amount = match.group("name").strip(), match.group("amount")
    left, right = box._replace(x1=edge), box._replace(x0=edge)
    second = _TOTAL.match(line.second or "")
    parts = (second.group("name").strip(), second.group("amount")) if second else (None, None)
    return (
        line.replace(text=name, bbox=left, second=parts[0], alternatives=()),
        line.replace(text=amount, bbox=right, second=parts[1], alternatives=()),
    )


def _parted_at(slot: Slot, line: TextLine, amount: TextLine, edges: dict[int, float]) -> list[Slot]:
    """The cell that holds a line parted where its amount begins; other cells as they are."""
    if line.bbox is None or amount.bbox is None:
        return [slot]
    x, inside = amount.bbox.x0, slot.bbox.contains(*line.bbox.centre)
    col = next((col for col, edge in edges.items() if edge == x), slot.col)
    if not inside or not slot.col < col < slot.col + slot.col_span:
        return [slot]
    left = replace(slot, col_span=col - slot.col, bbox=slot.bbox._replace(x1=x))
    right = replace(slot, col=col, col_span=slot.col + slot.col_span - col, bbox=slot.bbox._replace(x0=x))
    return [left, right]


def _cut(line: TextLine, edges: dict[int, float]) -> _Cut | None:
    """A line cut at the edges that it goes over, where a figure stands on both sides of each of them."""
    box, text = line.bbox, _with_blanks(line.text)
    words = text.split()
    if box is None or len(words) < 2 or _SPACED.match(text) or not all(map(_WHOLE.match, words)):
        return None
    over = BEYOND * box.height
    crossed = sorted(col for col, x in edges.items() if box.x0 + over < x < box.x1 - over)
    if len(crossed) != len(words) - 1 or not crossed:
        return None
    blanks = _blanks(text, box)
    if any(abs(edges[col] - x) > NEAR * box.height for col, x in zip(crossed, blanks, strict=True)):
        return None
    xs = [box.x0, *(edges[col] for col in crossed), box.x1]
    spans = [Box(a, box.y0, b, box.y1) for a, b in pairwise(xs)]
    return _Cut((crossed[0] - 1, *crossed), _parts(line, words, spans))


def _with_blanks(text: str) -> str:
    """The text with a blank between amounts that run into each other: all end in their cents."""
    return " ".join(_WITH_CENTS.findall(text)) if _RUN_TOGETHER.fullmatch(text.strip()) else text


def _blanks(text: str, box: Box) -> list[float]:
    """Where the blanks between the words of a line are, as if its signs were of one width."""
    return [sign_place(box, text, k + 0.5) for k, char in enumerate(text) if char == " "]


def _parts(line: TextLine, words: Sequence[str], spans: Sequence[Box]) -> tuple[TextLine, ...]:
    """The line's words as lines of their own; what another reading says of them where it has as many."""
    second = _with_blanks(line.second or "").split()
    others = [(other, _with_blanks(other.text).split()) for other in line.alternatives]
    return tuple(
        line.replace(
            text=word,
            bbox=span,
            second=second[k] if len(second) == len(words) else None,
            alternatives=tuple(
                other.replace(text=read[k])
                for other, read in others
                if len(read) == len(words) and read[k] != word
            ),
        )
        for k, (word, span) in enumerate(zip(words, spans, strict=True))
    )


def _cells_of(
    line: TextLine, cut: _Cut, slots: Sequence[Slot], lines: Sequence[TextLine]
) -> list[Slot] | None:
    """The cells of one row that a cut line goes over; None where another line stands in one of them."""
    y = line.bbox.centre[1] if line.bbox else 0.0
    own = [
        slot
        for slot in slots
        if slot.bbox.y0 <= y < slot.bbox.y1
        and any(slot.col <= col < slot.col + slot.col_span for col in cut.columns)
    ]
    covered = {col for slot in own for col in range(slot.col, slot.col + slot.col_span)}
    taken = any(
        other is not line and other.bbox is not None and slot.bbox.contains(*other.bbox.centre)
        for slot in own
        for other in lines
    )
    return own if covered == set(cut.columns) and not taken else None


def _parted(slots: Sequence[Slot], edges: dict[int, float]) -> list[Slot]:
    """Cells over several columns as one for each column."""
    out = []
    for slot in slots:
        columns = range(slot.col, slot.col + slot.col_span)
        xs = [slot.bbox.x0, *(edges[col] for col in columns[1:]), slot.bbox.x1]
        for col, (a, b) in zip(columns, pairwise(xs), strict=True):
            box = Box(a, slot.bbox.y0, b, slot.bbox.y1)
            out.append(replace(slot, col=col, col_span=1, bbox=box))
    return out
