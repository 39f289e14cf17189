"""What a page says beside its labels: the value behind a label, to its right, or below it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extraction.document_fields.field_labels import DATE_FIELDS, MEMO_FIELDS, WRAPPING_FIELDS
from extraction.document_fields.field_lines import FieldLine, Piece, follows
from extraction.document_fields.field_periods import find_day_range
from extraction.document_fields.field_rows import COLON, SHORT_FIELDS, Row, Tagged, greets
from extraction.document_fields.field_tagger import Span, Tags
from extraction.document_fields.field_values import FieldValue, read_value, strip_lead
from schemas.geometry import Box

FUZZY_LABEL: Final = 0.4
NO_COLON: Final = 0.2
BELOW_LABEL: Final = 0.7
OPEN_VALUE: Final = 1.2
MOST_WRAPPED_LINES: Final = 2
FEWEST_HEADERS: Final = 3


class Claim(NamedTuple):
    """One field value as one page prints it; `labelled` where a label names the field."""

    field: str
    value: FieldValue
    page_no: int
    box: Box | None
    line: int | None
    cost: float
    confidence: float = 1.0
    labelled: bool = True


def row_claims(row: Row, below: Sequence[Row]) -> Iterator[Claim]:
    """The values of a row's labels; `below` are the rows after it."""
    if _is_table_header(row.line):
        return
    for index, tagged in enumerate(row.pieces):
        for label, following in zip(tagged.labels, [*tagged.labels, None][1:], strict=True):
            claim = _claim(row, index, label, following, below) if label.name else None
            if claim:
                yield claim


def _is_table_header(line: FieldLine) -> bool:
    """Whether many words stand side by side with neither a figure nor a colon: column names, not labels."""
    texts = "".join(piece.text for piece in line.pieces)
    return len(line.pieces) > FEWEST_HEADERS and not any(char.isdigit() or char == ":" for char in texts)


def _claim(row: Row, index: int, label: Span, following: Span | None, below: Sequence[Row]) -> Claim | None:
    """The value of `label`: behind it, in the pieces to the right, else in the line below."""
    tagged = row.pieces[index]
    end = following.start if following else len(tagged.piece.text)
    behind = _cut(label.name, tagged.tags, tagged.piece.text, label.end, end)
    cost = 0.0 if label.exact else FUZZY_LABEL
    if strip_lead(behind):
        cost += 0.0 if COLON.match(tagged.piece.text[label.end :]) else NO_COLON
        text, piece = behind, _right_part(tagged.piece, label.end)
    elif following is None and index + 1 < len(row.pieces) and not row.pieces[index + 1].labels:
        text, piece = _right_text(label.name, row.pieces[index + 1 :]), row.pieces[index + 1].piece
    else:
        return _claim_below(row, tagged, label, below, cost)
    text = _with_wrapped(label.name, text, piece, below) if following is None else text
    return to_claim(label.name, text, row, piece, cost)


def to_claim(field: str, text: str, row: Row, piece: Piece, cost: float) -> Claim | None:
    """`text` as a value of `field`, None where it is none; `cost` is what speaks against it, in nats."""
    value = read_value(field, text)
    if value is None:
        return None
    cost += value.cost + (0.0 if value.closed or field in {"report_number", "period"} else OPEN_VALUE)
    return Claim(field, value, row.line.page_no, piece.box, piece.line, cost, piece.confidence)


def _cut(field: str, tags: Tags, text: str, start: int, end: int) -> str:
    """The text between a label and the next, without a date and time that belong to the page's head."""
    is_range = field == "period" and find_day_range(text[start:end])
    if field not in DATE_FIELDS and not is_range:
        stops = [
            span.start for span in tags.values if span.name in {"date", "time"} and start <= span.start < end
        ]
        # A memo's subject or number may well name a day; a report's head prints it unlabelled.
        if stops and field not in MEMO_FIELDS:
            end = min(stops)
    return text[start:end]


def _right_text(field: str, pieces: Sequence[Tagged]) -> str:
    texts = []
    for tagged in pieces:
        if tagged.labels:
            break
        texts.append(_cut(field, tagged.tags, tagged.piece.text, 0, len(tagged.piece.text)))
        if field in SHORT_FIELDS:
            break
    return " ".join(texts)


def _right_part(piece: Piece, start: int) -> Piece:
    """The piece behind a label, its box cut in proportion to the letters."""
    if piece.box is None or not piece.text:
        return piece
    x0 = piece.box.x0 + piece.box.width * start / len(piece.text)
    return piece._replace(box=Box(x0, piece.box.y0, piece.box.x1, piece.box.y1))


def _claim_below(row: Row, tagged: Tagged, label: Span, below: Sequence[Row], cost: float) -> Claim | None:
    if not below or label.name == "period":
        return None
    under = below[0]
    if under.starts_with_label or under.line.page_no != row.line.page_no:
        return None
    for candidate in under.pieces:
        if stands_under(tagged.piece, candidate.piece):
            text = _cut(label.name, candidate.tags, candidate.piece.text, 0, len(candidate.piece.text))
            return to_claim(label.name, text, under, candidate.piece, cost + BELOW_LABEL)
    return None


def stands_under(label: Piece, value: Piece) -> bool:
    """Whether `value` lies under `label` and close to it."""
    if label.box is None or value.box is None:
        return True
    overlap = min(label.box.x1, value.box.x1) - max(label.box.x0, value.box.x0)
    near = value.box.y0 - label.box.y1 <= 2 * label.box.height
    return near and overlap > 0


def _with_wrapped(field: str, text: str, piece: Piece, below: Sequence[Row]) -> str:
    """The value with its further lines, where the field's values wrap."""
    if field not in WRAPPING_FIELDS:
        return text
    parts = [text]
    for under in below[:MOST_WRAPPED_LINES]:
        first = under.pieces[0]
        plain = len(under.pieces) == 1 and not first.labels and not greets(first.piece, first.tags)
        if not plain or not follows(piece, under.line):
            break
        parts.append(first.piece.text)
        piece = first.piece
    return " ".join(parts)
