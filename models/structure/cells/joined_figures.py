"""Figures of neighbouring columns read as one line, a total's name before them or not → a line, and a cell,
for each.

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
# Amounts with cents, or with all their thousands marked, in one style of marks for all of a line.
_STYLES = (
    *(
        re.compile(rf"-?\d{{1,3}}(?:{thousands}\d{{3}})*{cents}\d\d")
        for thousands, cents in ((r"\.", ","), (",", r"\."), (" ?", ","), (" ?", r"\."))
    ),
    *(re.compile(rf"-?\d{{1,3}}(?:{thousands}\d{{3}})+") for thousands in (r"\.", ",")),
)
_SPECKS = re.compile(r"[\s.,:;'|/\\_~-]*")  # between figures: bits of rules, and of pens
_AMOUNT = re.compile(rf"{MONEY}|^(?!(?:19|20)\d\d$)\d{{1,6}}$")
# Its first letter may lie under a rule, or in a piece of print of its own.
_TOTAL = re.compile(r"^(?P<name>\D*otal\D*?)\s*(?P<amounts>[-($]*\d.*)$", re.IGNORECASE)
NEAR_NAME = 2.0  # line heights between a column's edge and where a name seems to end: its signs are wider
BEYOND = 0.5  # line heights by which a line reaches over a column's edge, at the least
NEAR = 1.2  # line heights between that edge and the blank between two figures, at most


@dataclass(frozen=True)
class _Word:
    """A figure, or the name of a total, in a line: its text, from its first sign to its last."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Cut:
    """A line over several columns: the columns whose left edges part it, those it stands in, its parts."""

    at: tuple[int, ...]
    columns: tuple[int, ...]
    parts: tuple[TextLine, ...]


def part_joined_figures(table: FoundTable, lines: Sequence[TextLine]) -> tuple[FoundTable, list[TextLine]]:
    """The table and its lines, those lines and their cells cut at the columns' edges."""
    edges = {slot.col: slot.bbox.x0 for slot in table.slots}
    slots = list(table.slots)
    out: list[TextLine] = []
    for line in lines:
        cut = _cut(line, edges)
        own = _cells_of(line, cut, slots, lines) if cut else None
        if cut is None or own is None:
            out.append(line)
            continue
        out.extend(cut.parts)
        slots = [slot for slot in slots if slot not in own] + _parted(own, cut.at, edges)
    if len(out) == len(lines):
        return table, list(lines)
    ordered = tuple(sorted(slots, key=lambda slot: (slot.row, slot.col)))
    return replace(table, slots=ordered), out


def _cut(line: TextLine, edges: dict[int, float]) -> _Cut | None:
    """A line cut at the edges that it goes over, where a figure stands on both sides of each of them.

    The name of a total may go over others before.
    """
    box, words = line.bbox, _words(line.text)
    if box is None or len(words) < 2:
        return None
    over = BEYOND * box.height
    crossed = sorted(col for col, x in edges.items() if box.x0 + over < x < box.x1 - over)
    named = not _is_figure(words[0].text)
    at = _edges_between(line.text, box, words, crossed, edges) if named else tuple(crossed)
    if len(at) != len(words) - 1:
        return None
    for col, (left, right) in zip(at, pairwise(words), strict=True):
        reach = NEAR if _is_figure(left.text) else NEAR_NAME
        if abs(edges[col] - _between(line.text, box, left, right)) > reach * box.height:
            return None
    xs = [box.x0, *(edges[col] for col in at), box.x1]
    spans = [Box(a, box.y0, b, box.y1) for a, b in pairwise(xs)]
    texts = [word.text for word in words]
    return _Cut(at, (crossed[0] - 1, *crossed), _parts(line, texts, spans))


def _words(text: str) -> list[_Word]:
    """The figures of a line, and the name of a total before them; nothing where it holds something else."""
    match = _TOTAL.match(text)
    start = match.start("amounts") if match else 0
    figures = _figures(text, start)
    if match is None:
        return figures
    name = _Word(match.group("name").strip(), 0, match.end("name"))
    return [name, *figures] if figures and all(_AMOUNT.match(word.text) for word in figures) else []


def _figures(text: str, start: int) -> list[_Word]:
    """The figures from a sign of a line on: words, or amounts that run into each other, by their cents."""
    for style in _STYLES:
        if run := _run_of(style, text, start):
            return run
    words = [_Word(found.group(), *found.span()) for found in re.compile(r"\S+").finditer(text, start)]
    spaced = len(words) > 1 and _SPACED.match(text[start:])
    return words if not spaced and all(_is_figure(word.text) for word in words) else []


def _run_of(style: re.Pattern[str], text: str, start: int) -> list[_Word]:
    """Several amounts of one style, with nothing but specks around them; none where there is more."""
    found = [_Word(match.group(), *match.span()) for match in style.finditer(text, start)]
    ends, starts = [start, *(word.end for word in found)], [*(word.start for word in found), len(text)]
    alone = all(_SPECKS.fullmatch(text[a:b]) for a, b in zip(ends, starts, strict=True))
    return found if alone and len(found) > 1 else []


def _is_figure(text: str) -> bool:
    return bool(_WHOLE.match(text))


def _between(text: str, box: Box, left: _Word, right: _Word) -> float:
    """Where the blank between two words of a line is, as if its signs were of one width."""
    return sign_place(box, text, left.end if not _is_figure(left.text) else (left.end + right.start) / 2)


def _edges_between(
    text: str, box: Box, words: Sequence[_Word], crossed: Sequence[int], edges: dict[int, float]
) -> tuple[int, ...]:
    """The columns' edges nearest to the blanks between a name and figures; none where two share one."""
    near = [
        min(crossed, key=lambda col: abs(edges[col] - _between(text, box, *pair)), default=-1)
        for pair in pairwise(words)
    ]
    follow = all(b == a + 1 for a, b in pairwise(near))
    return tuple(near) if crossed and follow and near[-1] == crossed[-1] else ()


def _parts(line: TextLine, words: Sequence[str], spans: Sequence[Box]) -> tuple[TextLine, ...]:
    """The line's words as lines of their own; what another reading says of them where it has as many."""
    second = _words(line.second or "")
    others = [(other, _words(other.text)) for other in line.alternatives]
    return tuple(
        line.replace(
            text=word,
            bbox=span,
            second=second[k].text if len(second) == len(words) else None,
            alternatives=tuple(
                other.replace(text=read[k].text)
                for other, read in others
                if len(read) == len(words) and read[k].text != word
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
    first = 0 if _is_figure(cut.parts[0].text) else cut.at[0]
    whole = {col for col in covered if col >= first} == {col for col in cut.columns if col >= first}
    taken = any(
        other is not line and other.bbox is not None and slot.bbox.contains(*other.bbox.centre)
        for slot in own
        for other in lines
    )
    return own if whole and not taken else None


def _parted(slots: Sequence[Slot], at: Sequence[int], edges: dict[int, float]) -> list[Slot]:
    """Cells parted at the edges of columns that run through them."""
    out = []
    for slot in slots:
        starts = [slot.col, *(col for col in at if slot.col < col < slot.col + slot.col_span)]
        xs = [slot.bbox.x0, *(edges[col] for col in starts[1:]), slot.bbox.x1]
        ends = [*starts[1:], slot.col + slot.col_span]
        for col, end, (a, b) in zip(starts, ends, pairwise(xs), strict=True):
            box = Box(a, slot.bbox.y0, b, slot.bbox.y1)
            out.append(replace(slot, col=col, col_span=end - col, bbox=box))
    return out
