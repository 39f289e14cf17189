"""The lines of a page with the labels on them: which words name a field, and which only look like it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extraction.document_fields.field_labels import DATE_FIELDS, MEMO_FIELDS
from extraction.document_fields.field_lines import FieldLine, Piece, page_to_field_lines
from extraction.document_fields.field_stacks import unstacked
from extraction.document_fields.field_tagger import FieldTagger, Span, Tags
from extraction.document_fields.field_values import read_value, strip_lead
from extraction.wording import plain
from schemas.reading import PageReading

DOUBTFUL_VALUE: Final = 1.0
SHORT_FIELDS: Final = (
    frozenset({"fiscal_year", "entity_code", "acronym", "report_number", "memo_number"}) | DATE_FIELDS
)
HEAD_OF_MEMO: Final = MEMO_FIELDS - {"memo_number", "date"}
POSTS: Final = frozenset({"secretaria"})  # of signers, as long as no colon makes a label of them
FAR: Final = 20.0  # line heights to the right of a label
# "Ref.:", "Código(*):", "Señor(a):".
COLON: Final = re.compile(r"\s*\.?\s*(?:\((?:\*+|[ao]?s?|es)\))?\s*:", re.IGNORECASE)
_LONGEST_MEMO_LINE: Final = 90
_TYPED_FIELDS: Final = (SHORT_FIELDS | {"period"}) - MEMO_FIELDS
_LONGEST_GREETING: Final = 40
_LONG_WORD: Final = 5
_FEWEST_CAPITALS: Final = 4
_FEWEST_MEMO_LABELS: Final = 2
_ONLY_MARKS: Final = re.compile(r"^[\W_]*(?:\(?\d{1,2}[.)]\s)?[\W_]*$")


class Tagged(NamedTuple):
    """A piece with what was found on it; `labels` are those that really are labels there."""

    piece: Piece
    tags: Tags
    labels: tuple[Span, ...]


class Row(NamedTuple):
    """A line as tagged pieces, from the left."""

    line: FieldLine
    pieces: tuple[Tagged, ...]

    @property
    def starts_with_label(self) -> bool:
        labels = self.pieces[0].labels
        return bool(labels) and bool(_ONLY_MARKS.match(self.pieces[0].piece.text[: labels[0].start]))


class Rows(NamedTuple):
    """A page's rows from the top; `memo` where the page has a memo's head."""

    rows: tuple[Row, ...]
    memo: bool


def page_to_rows(page: PageReading, tagger: FieldTagger) -> Rows:
    """The rows of one page that may carry fields."""

    def opens(text: str) -> bool:
        labels = tagger.tag(text).labels
        return bool(labels) and bool(_ONLY_MARKS.match(text[: labels[0].start]))

    lines = [one for line in page_to_field_lines(page) for one in unstacked(line, opens)]
    tags = [[tagger.tag(piece.text) for piece in line.pieces] for line in lines]
    memo = _is_memo(lines, tags)
    return Rows(tuple(_to_row(line, one, memo) for line, one in zip(lines, tags, strict=True)), memo)


def _is_memo(lines: Sequence[FieldLine], tags: Sequence[Sequence[Tags]]) -> bool:
    """Whether the page has a memo's head: two of its labels with a colon or apart, or one and a greeting."""
    found = set()
    for line, row in zip(lines, tags, strict=True):
        for index, (piece, one) in enumerate(zip(line.pieces, row, strict=True)):
            found |= {
                label.name
                for label in _accepted(piece, one, index + 1 < len(line.pieces), memo=False)
                if label.name in MEMO_FIELDS
            }
            found |= {"greeting"} if greets(piece, one) else set()
    return len(found) >= _FEWEST_MEMO_LABELS


def greets(piece: Piece, tags: Tags) -> bool:
    """Whether a short line opens a letter: "De mi consideración", "Presente"."""
    short = len(piece.text) <= _LONGEST_GREETING and not piece.cell
    return short and any(span.name == "greeting" and span.start == 0 for span in tags.values)


def _to_row(line: FieldLine, tags: Sequence[Tags], memo: bool) -> Row:
    rights = [*line.pieces[1:], None]
    near = [
        right is not None and _is_near(piece, right) for piece, right in zip(line.pieces, rights, strict=True)
    ]
    return Row(
        line,
        tuple(
            Tagged(piece, one, tuple(_accepted(piece, one, has_right, memo)))
            for piece, one, has_right in zip(line.pieces, tags, near, strict=True)
        ),
    )


def _is_near(piece: Piece, right: Piece) -> bool:
    """Whether a piece may be the value of the label on its left; a signer's post is no label of another's."""
    if piece.box is None or right.box is None:
        return True
    return right.box.x0 - piece.box.x1 <= FAR * piece.box.height


def _accepted(piece: Piece, tags: Tags, has_right: bool, memo: bool) -> Iterator[Span]:
    """The labels of a piece that really are labels there."""
    before: Span | None = None
    for label in tags.labels:
        rest = piece.text[label.end :]
        colon = bool(COLON.match(rest))
        first = bool(_ONLY_MARKS.match(piece.text[: label.start]))
        alone = first and not strip_lead(rest) and plain(piece.text) not in POSTS
        if first:
            good = colon or alone or _is_clear(label, piece, memo)
            apart = has_right or colon or piece.cell or _heads_addressee(label, memo)
            good = good and (apart or not alone or not label.weak)
        else:
            alike = before is not None or label.name not in HEAD_OF_MEMO
            good = (colon and alike) or (_may_follow(label, before) and _is_clear(label, piece, memo))
        if good:
            before = label
            yield label


def _heads_addressee(label: Span, memo: bool) -> bool:
    """Whether a lone "Señor" or "Destinatario" stands over a name: in a memo, and no mere "a" or "de"."""
    return memo and label.name == "to" and label.exact and label.end - label.start >= _LONG_WORD


def _may_follow(label: Span, before: Span | None) -> bool:
    """Whether a label without a colon may stand on one line behind another label and its value."""
    if before is None:
        return False
    return before.name in SHORT_FIELDS or (not label.weak and label.name in _TYPED_FIELDS)


def _is_clear(label: Span, piece: Piece, memo: bool) -> bool:
    """Whether a label without a colon is one by its wording or by the value right behind it."""
    rest = strip_lead(piece.text[label.end :])
    if not label.weak:
        return label.name not in MEMO_FIELDS or read_value(label.name, rest) is not None
    if label.name in _TYPED_FIELDS:
        value = read_value(label.name, rest)
        return value is not None and value.closed and value.cost < DOUBTFUL_VALUE
    printed = piece.text[label.start : label.end]
    if label.name == "organization":
        return not printed.isupper() and rest[:_FEWEST_CAPITALS].isupper() and len(rest.split()) > 1
    shout = printed[:1].isupper() and rest[:1].isupper() and len(piece.text) <= _LONGEST_MEMO_LINE
    return memo and label.name in MEMO_FIELDS and label.exact and shout
