"""A cell's lines to its text: wrapped, broken by a narrow column, or a stack of values."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from extraction.readings.broken_dates import broken_date
from extraction.readings.shapes import decimals_of, is_whole_value, shape
from extraction.wording import likeness
from schemas.base import Frozen
from schemas.geometry import union
from schemas.reading import ReadCell, TextLine
from schemas.table import Entry
from schemas.value import Repair, ValueType

FILLS: Final = 0.72
SAME_BASELINE: Final = 0.5
LONG_FRACTION: Final = 5
LEAST_VOTES: Final = 2
SURE: Final = 0.25  # share of the cells of a row of stacks that can be nothing else: one may be misread
FARTHEST: Final = 2.0  # line heights between two lines of one value
_WORD: Final = re.compile(r"\d{1,3}(?: \d{3})+[.,]\d\d(?!\d)|\S+")
MISREAD_WORD: Final = 0.75

Lines = tuple[TextLine, ...]


class ColumnHint(Frozen):
    """What is known of a column when cells are put together; stack: may, may not, None: nobody says."""

    type: ValueType = "text"
    words: tuple[str, ...] = ()
    stack: bool | None = None


def visual_lines(cell: ReadCell) -> Lines:
    """The printed lines: pieces that the reader cut from one baseline are put together."""
    merged: list[TextLine] = []
    for line in cell.lines:
        if merged and _on_one_baseline(merged[-1], line):
            merged[-1] = _side_by_side(merged[-1], line)
        elif line.text.strip():
            merged.append(line)
    return tuple(merged)


def _on_one_baseline(one: TextLine, other: TextLine) -> bool:
    if one.bbox is None or other.bbox is None:
        return False
    shared = min(one.bbox.y1, other.bbox.y1) - max(one.bbox.y0, other.bbox.y0)
    return shared > SAME_BASELINE * min(one.bbox.height, other.bbox.height)


def _side_by_side(one: TextLine, other: TextLine) -> TextLine:
    if one.bbox is None or other.bbox is None:
        return one
    first, last = sorted((one, other), key=lambda line: line.bbox.x0 if line.bbox else 0.0)
    scores = [line.confidence for line in (one, other) if line.confidence is not None]
    seconds = (
        f"{first.second} {last.second}" if first.second is not None and last.second is not None else None
    )
    return TextLine(
        text=f"{first.text} {last.text}",
        bbox=union((one.bbox, other.bbox)),
        confidence=min(scores, default=None),
        second=seconds,
    )


def cell_pieces(cell: ReadCell) -> Lines:
    """The parts that may be values of a stack: lines, or in a text dump the words of the only line."""
    lines = visual_lines(cell)
    if len(lines) != 1 or lines[0].bbox is not None:
        return lines
    words = _WORD.findall(lines[0].text)
    return tuple(lines[0].replace(text=word, second=None, alternatives=()) for word in words)


def stack_size(row: Sequence[tuple[ReadCell, ColumnHint]]) -> int:
    """How many values stand one above another in the cells of a row: 1 where there is no stack."""
    votes: Counter[int] = Counter()
    sure: Counter[int] = Counter()
    for cell, hint in row:
        pieces = cell_pieces(cell)
        if hint.stack is False or len(pieces) < LEAST_VOTES or not _all_values(pieces, hint):
            continue
        votes[len(pieces)] += 1
        sure[len(pieces)] += _cannot_be_one(cell, pieces)
    declared = any(hint.stack for _, hint in row)
    sizes = [
        size
        for size, count in votes.items()
        if sure[size] >= max(1, SURE * count) and (count >= LEAST_VOTES or declared)
    ]
    return max(sizes, default=1)


def _all_values(pieces: Lines, hint: ColumnHint) -> bool:
    words = {word.casefold() for word in (*hint.words, "total")}
    return all(is_whole_value(piece.text) or piece.text.strip().casefold() in words for piece in pieces)


def _is_stack(pieces: Lines, hint: ColumnHint, size: int) -> bool:
    """In a row known to be stacked, a column declared so may hold misread figures too."""
    if hint.stack and len(pieces) == size:
        words = {word.casefold() for word in hint.words}
        texts = [piece.text.strip() for piece in pieces]
        return all(any(char.isdigit() for char in text) or _near(text, words) for text in texts)
    return _all_values(pieces, hint)


def _near(text: str, words: Iterable[str]) -> bool:
    return any(likeness(text, word) >= MISREAD_WORD for word in words)


def _cannot_be_one(cell: ReadCell, pieces: Lines) -> bool:
    """Whether the pieces are values apart: they make no number together, or a line ends before the edge."""
    together = "".join(piece.text for piece in pieces)
    if not is_whole_value(together):
        return True
    if len({decimals_of(piece.text) for piece in pieces}) > 1:
        return False
    return pieces[0].bbox is not None and not fills_cell(cell, pieces[0])


def fills_cell(cell: ReadCell, line: TextLine) -> bool:
    """Whether a line reaches over the width of its cell, as one that was broken does."""
    if cell.bbox is None or line.bbox is None:
        return False
    return line.bbox.width >= FILLS * cell.bbox.width


def cell_to_entries(
    cell: ReadCell, hint: ColumnHint, size: int, words: frozenset[str]
) -> tuple[tuple[Entry, ...], tuple[Repair, ...]]:
    """The cell's text as one entry, or one per value of a stack; with what had to be joined.

    size: the row's stack size. words: the document's vocabulary, to tell a broken word from two words.
    """
    pieces = cell_pieces(cell)
    if not pieces:
        return (), ()
    if 1 < len(pieces) <= size and hint.stack is not False and _is_stack(pieces, hint, size):
        return tuple(Entry(text=piece.text.strip(), lines=(piece,)) for piece in pieces), ()
    if hint.type in {"date", "text"} and (dated := broken_date([piece.text for piece in pieces])):
        before = " ".join(piece.text.strip() for piece in pieces)
        repair = Repair(
            rule="separator_corrected" if dated.corrected else "split_number_joined",
            before=before,
            after=dated.text,
            evidence="a date broken by a narrow column",
        )
        return (Entry(text=dated.text, lines=visual_lines(cell)),), (repair,)
    if len(pieces) > 1 and is_broken_value(cell, pieces, hint.type):
        text = "".join(piece.text.strip() for piece in pieces)
        before = " ".join(piece.text.strip() for piece in pieces)
        repair = Repair(
            rule="split_number_joined", before=before, after=text, evidence="broken by a narrow column"
        )
        return (Entry(text=text, lines=visual_lines(cell)),), (repair,)
    lines = visual_lines(cell)
    return (Entry(text=join_words(cell, lines, words), lines=lines),), ()


def is_broken_value(cell: ReadCell, pieces: Lines, value_type: ValueType) -> bool:
    """Whether the pieces make one number, date or code that the column was too narrow for."""
    if not _are_close(pieces):
        return False
    together = "".join(piece.text.strip() for piece in pieces)
    kind = shape(together)
    if value_type == "date":
        return kind == "date"
    if value_type == "code":
        return kind in {"code", "number"} and not all(shape(piece.text) == "code" for piece in pieces)
    if kind in {"date", "code"}:
        return shape(pieces[0].text) not in {"date", "text"}
    if not is_whole_value(together):
        return False
    first = pieces[0].text.strip()
    return (
        not all(is_whole_value(piece.text) for piece in pieces)
        or decimals_of(first) >= LONG_FRACTION
        or fills_cell(cell, pieces[0])
    )


def _are_close(pieces: Lines) -> bool:
    """Whether lines follow each other as those of one value do; those without a place may."""
    boxes = [piece.bbox for piece in pieces if piece.bbox]
    return all(
        below.y0 - above.y1 <= FARTHEST * min(above.height, below.height) for above, below in pairwise(boxes)
    )


def join_words(cell: ReadCell, lines: Lines, words: frozenset[str]) -> str:
    """Wrapped lines as running text: a blank between them, none where a word was broken."""
    text = ""
    for index, line in enumerate(lines):
        printed = " ".join(line.text.split())
        glue = "" if not text or _is_broken_word(cell, lines[index - 1], printed, words) else " "
        text += glue + printed
    return text


def _is_broken_word(cell: ReadCell, above: TextLine, below: str, words: frozenset[str]) -> bool:
    """A line of one word that goes on below: only a word wider than its column is broken inside."""
    head, tail = above.text.split(), below.split()
    if len(head) != 1 or not tail or not head[0].isalpha() or not tail[0][:1].isalpha():
        return False
    if head[0][-1].isupper() != tail[0][0].isupper():
        return False
    whole, start, end = (word.casefold().strip(".,;:") for word in (head[0] + tail[0], head[0], tail[0]))
    if whole in words:
        return not (start in words and end in words)
    return fills_cell(cell, above) and start not in words and end not in words
