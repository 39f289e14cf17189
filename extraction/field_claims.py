"""What one page says about the document: every field value that stands beside, or below, its label."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extraction.field_labels import DATE_FIELDS, MEMO_FIELDS, WRAPPING_FIELDS
from extraction.field_lines import FieldLine, Piece, follows, page_to_field_lines
from extraction.field_tagger import FieldTagger, Span, Tags
from extraction.field_values import FieldValue, read_value, strip_lead
from schemas.geometry import Box
from schemas.reading import PageReading

FUZZY_LABEL: Final = 0.4
NO_COLON: Final = 0.2
BELOW_LABEL: Final = 0.7
OPEN_VALUE: Final = 1.2
UNLABELLED_DATE: Final = 0.4
UNLABELLED_DATE_ALONE: Final = 1.2
TITLE_YEAR: Final = 1.8
TITLE_ORGANISATION: Final = 1.8
MOST_WRAPPED_LINES: Final = 2
FEWEST_HEADERS: Final = 3
DOUBTFUL_VALUE: Final = 1.0
LONGEST_TITLE: Final = 120
TITLE_LINES: Final = 12
_LONGEST_MEMO_LINE: Final = 90
_SHORT_FIELDS: Final = (
    frozenset({"fiscal_year", "entity_code", "acronym", "report_number", "memo_number"}) | DATE_FIELDS
)
HEAD_OF_MEMO: Final = MEMO_FIELDS - {"memo_number", "date"}
_TYPED_FIELDS: Final = (_SHORT_FIELDS | {"period"}) - MEMO_FIELDS
_REPORT_FIELDS: Final = frozenset({"report_number", "fiscal_year", "period"})
_FEWEST_CAPITALS: Final = 4
_FEWEST_MEMO_LABELS: Final = 2
_UNFINISHED: Final = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "a"})
_COLON: Final = re.compile(r"\s*(?:\(\*+\))?\s*:")
_ONLY_MARKS: Final = re.compile(r"^[\W_]*(?:\(?\d{1,2}[.)]\s)?[\W_]*$")


class Claim(NamedTuple):
    """One field value as one page prints it."""

    field: str
    value: FieldValue
    page_no: int
    box: Box | None
    line: int | None
    cost: float
    confidence: float = 1.0


class _Tagged(NamedTuple):
    piece: Piece
    tags: Tags
    labels: tuple[Span, ...]


class _Row(NamedTuple):
    line: FieldLine
    pieces: tuple[_Tagged, ...]

    @property
    def starts_with_label(self) -> bool:
        labels = self.pieces[0].labels
        return bool(labels) and bool(_ONLY_MARKS.match(self.pieces[0].piece.text[: labels[0].start]))


def page_to_claims(page: PageReading, tagger: FieldTagger) -> tuple[Claim, ...]:
    """All field values of one page, in reading order."""
    lines = page_to_field_lines(page)
    tags = [[tagger.tag(piece.text) for piece in line.pieces] for line in lines]
    memo = _is_memo(lines, tags)
    rows = [_to_row(line, one, memo) for line, one in zip(lines, tags, strict=True)]
    claims = [claim for at, row in enumerate(rows) for claim in _row_claims(row, rows[at + 1 :])]
    claims = [
        _date_of_what(claim, claims, memo) for claim in claims if memo or claim.field not in HEAD_OF_MEMO
    ]
    claims += _unlabelled_dates(rows, claims)
    claims += _title_claims(rows, claims)
    return tuple(claims)


def _is_memo(lines: Sequence[FieldLine], tags: Sequence[Sequence[Tags]]) -> bool:
    """Whether the page has a memo's head: two of its labels with a colon or standing apart."""
    found = set()
    for line, row in zip(lines, tags, strict=True):
        for index, (piece, one) in enumerate(zip(line.pieces, row, strict=True)):
            found |= {
                label.name
                for label in _accepted(piece, one, index + 1 < len(line.pieces), memo=False)
                if label.name in MEMO_FIELDS
            }
    return len(found) >= _FEWEST_MEMO_LABELS


def _to_row(line: FieldLine, tags: Sequence[Tags], memo: bool) -> _Row:
    last = len(line.pieces) - 1
    return _Row(
        line,
        tuple(
            _Tagged(piece, one, tuple(_accepted(piece, one, index < last, memo)))
            for index, (piece, one) in enumerate(zip(line.pieces, tags, strict=True))
        ),
    )


def _accepted(piece: Piece, tags: Tags, has_right: bool, memo: bool) -> Iterator[Span]:
    """The labels of a piece that really are labels there."""
    before: Span | None = None
    for label in tags.labels:
        rest = piece.text[label.end :]
        colon = bool(_COLON.match(rest))
        first = bool(_ONLY_MARKS.match(piece.text[: label.start]))
        alone = first and not strip_lead(rest)
        if first:
            good = colon or alone or _is_clear(label, piece, memo)
            good = good and (has_right or not alone or not label.weak or colon or piece.cell)
        else:
            alike = before is not None or label.name not in HEAD_OF_MEMO
            good = (colon and alike) or (_may_follow(label, before) and _is_clear(label, piece, memo))
        if good:
            before = label
            yield label


def _may_follow(label: Span, before: Span | None) -> bool:
    """Whether a label without a colon may stand on one line behind another label and its value."""
    if before is None:
        return False
    return before.name in _SHORT_FIELDS or (not label.weak and label.name in _TYPED_FIELDS)


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


def _row_claims(row: _Row, below: Sequence[_Row]) -> Iterator[Claim]:
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


def _claim(row: _Row, index: int, label: Span, following: Span | None, below: Sequence[_Row]) -> Claim | None:
    """The value of `label`: behind it, in the pieces to the right, else in the line below."""
    tagged = row.pieces[index]
    end = following.start if following else len(tagged.piece.text)
    behind = _cut(label.name, tagged.tags, tagged.piece.text, label.end, end)
    cost = 0.0 if label.exact else FUZZY_LABEL
    if strip_lead(behind):
        cost += 0.0 if _COLON.match(tagged.piece.text[label.end :]) else NO_COLON
        text, piece = behind, _right_part(tagged.piece, label.end)
    elif following is None and index + 1 < len(row.pieces) and not row.pieces[index + 1].labels:
        text, piece = _right_text(label.name, row.pieces[index + 1 :]), row.pieces[index + 1].piece
    else:
        return _claim_below(row, tagged, label, below, cost)
    text = _with_wrapped(label.name, text, piece, below) if following is None else text
    return _to_claim(label.name, text, row, piece, cost)


def _to_claim(field: str, text: str, row: _Row, piece: Piece, cost: float) -> Claim | None:
    value = read_value(field, text)
    if value is None:
        return None
    cost += value.cost + (0.0 if value.closed or field in {"report_number", "period"} else OPEN_VALUE)
    return Claim(field, value, row.line.page_no, piece.box, piece.line, cost, piece.confidence)


def _cut(field: str, tags: Tags, text: str, start: int, end: int) -> str:
    """The text between a label and the next, without a date and time that belong to the page's head."""
    if field not in DATE_FIELDS:
        stops = [
            span.start for span in tags.values if span.name in {"date", "time"} and start <= span.start < end
        ]
        # A memo's subject or number may well name a day; a report's head prints it unlabelled.
        if stops and field not in MEMO_FIELDS:
            end = min(stops)
    return text[start:end]


def _right_text(field: str, pieces: Sequence[_Tagged]) -> str:
    texts = []
    for tagged in pieces:
        if tagged.labels:
            break
        texts.append(_cut(field, tagged.tags, tagged.piece.text, 0, len(tagged.piece.text)))
        if field in _SHORT_FIELDS:
            break
    return " ".join(texts)


def _right_part(piece: Piece, start: int) -> Piece:
    """The piece behind a label, its box cut in proportion to the letters."""
    if piece.box is None or not piece.text:
        return piece
    x0 = piece.box.x0 + piece.box.width * start / len(piece.text)
    return piece._replace(box=Box(x0, piece.box.y0, piece.box.x1, piece.box.y1))


def _claim_below(row: _Row, tagged: _Tagged, label: Span, below: Sequence[_Row], cost: float) -> Claim | None:
    if not below or label.name == "period":
        return None
    under = below[0]
    if under.starts_with_label or under.line.page_no != row.line.page_no:
        return None
    for candidate in under.pieces:
        if _stands_under(tagged.piece, candidate.piece):
            text = _cut(label.name, candidate.tags, candidate.piece.text, 0, len(candidate.piece.text))
            return _to_claim(label.name, text, under, candidate.piece, cost + BELOW_LABEL)
    return None


def _stands_under(label: Piece, value: Piece) -> bool:
    if label.box is None or value.box is None:
        return True
    overlap = min(label.box.x1, value.box.x1) - max(label.box.x0, value.box.x0)
    near = value.box.y0 - label.box.y1 <= 2 * label.box.height
    return near and overlap > 0


def _with_wrapped(field: str, text: str, piece: Piece, below: Sequence[_Row]) -> str:
    """The value with its further lines, where the field's values wrap."""
    if field not in WRAPPING_FIELDS:
        return text
    parts = [text]
    for under in below[:MOST_WRAPPED_LINES]:
        plain = len(under.pieces) == 1 and not under.pieces[0].labels
        if not plain or not follows(piece, under.line):
            break
        parts.append(under.pieces[0].piece.text)
        piece = under.pieces[0].piece
    return " ".join(parts)


def _date_of_what(claim: Claim, claims: Sequence[Claim], memo: bool) -> Claim:
    """A plain "Fecha" is the memo's, or the report's on a report's page."""
    if claim.field != "date" or memo or not any(other.field in _REPORT_FIELDS for other in claims):
        return claim
    return claim._replace(field="report_date")


def _unlabelled_dates(rows: Sequence[_Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The day beside a time of day in a report's head is the report's day."""
    if not any(claim.field in {"report_number", "period"} for claim in claims):
        return
    for row in rows:
        labels = {label.name for tagged in row.pieces for label in tagged.labels}
        spans = [span.name for tagged in row.pieces for span in tagged.tags.values]
        if labels & DATE_FIELDS or "date" not in spans or "time" not in spans:
            continue
        cost = UNLABELLED_DATE if labels & _REPORT_FIELDS else UNLABELLED_DATE_ALONE
        for tagged in row.pieces:
            for span in tagged.tags.values:
                if span.name == "date":
                    text = tagged.piece.text[span.start : span.end]
                    claim = _to_claim("report_date", text, row, tagged.piece, cost)
                    yield from (claim,) if claim else ()


def _title_claims(rows: Sequence[_Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """A year or an organisation in the page's titles, where no label names them."""
    known = {claim.field for claim in claims}
    titles = [row for row in rows[:TITLE_LINES] if len(row.pieces) == 1 and not row.pieces[0].labels]
    for row in titles:
        tagged = row.pieces[0]
        text = tagged.piece.text
        if len(text) > LONGEST_TITLE:
            continue
        names = {span.name for span in tagged.tags.values}
        if "fiscal_year" not in known and "year" in names and "date" not in names and _is_title(text):
            claim = _to_claim("fiscal_year", text, row, tagged.piece, TITLE_YEAR)
            yield from (claim,) if claim else ()
        if "organization" not in known and _starts_organisation(tagged):
            text = _with_broken_title(text, row, rows)
            claim = _to_claim("organization", text, row, tagged.piece, TITLE_ORGANISATION)
            yield from (claim,) if claim else ()


def _with_broken_title(text: str, row: _Row, rows: Sequence[_Row]) -> str:
    """A title that ends in "de" or "y" goes on in the next line."""
    below = rows[rows.index(row) + 1 :]
    if below and text.split()[-1].lower() in _UNFINISHED and len(below[0].pieces) == 1:
        return f"{text} {below[0].pieces[0].piece.text}"
    return text


def _starts_organisation(tagged: _Tagged) -> bool:
    return any(span.name == "organisation" and span.start == 0 for span in tagged.tags.values)


def _is_title(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)
