"""What a page says without a label: its period, its day, and the year and organisation in its titles."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extraction.document_fields.field_claims import MOST_WRAPPED_LINES, Claim, stands_under, to_claim
from extraction.document_fields.field_labels import DATE_FIELDS, HIGHER_BODIES
from extraction.document_fields.field_lines import ADJACENT, Piece
from extraction.document_fields.field_periods import find_day_range
from extraction.document_fields.field_rows import Row, Tagged
from extraction.document_fields.field_values import read_value
from extraction.wording import plain

REPORT_FIELDS: Final = frozenset({"report_number", "fiscal_year", "period"})
UNLABELLED_DATE: Final = 0.4
UNLABELLED_DATE_ALONE: Final = 1.2
UNLABELLED_PERIOD: Final = 0.4
TITLE_YEAR: Final = 1.8
TITLE_ORGANISATION: Final = 1.8
HIGHER: Final = 0.5  # more, for a body above another in the same letterhead
LONGEST_TITLE: Final = 120
TITLE_LINES: Final = 12
TITLE_SHARE: Final = 0.4
MOST_BESIDE: Final = 2  # pieces of a letterhead's line: the body at one side, the report at the other
_PLACE: Final = re.compile(
    r"^(?:[^\W\d][^\d,:;|]{1,40},\s*){0,3}(?:a\s+)?(?:(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo),?\s+)?",
    re.IGNORECASE,
)
_UNFINISHED: Final = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "en", "para", "a"})


def unlabelled_periods(rows: Sequence[Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "From a day to a day" at the head of a page, or alone in its piece, is the report's period."""
    if any(claim.field == "period" for claim in claims):
        return
    for at, row in enumerate(rows):
        for tagged in row.pieces:
            text = tagged.piece.text
            days = find_day_range(text)
            if days and len(days.printed) >= (TITLE_SHARE if at < TITLE_LINES else 1.0) * len(text):
                yield from _unlabelled("period", days.printed, row, tagged.piece, UNLABELLED_PERIOD)


def unlabelled_dates(rows: Sequence[Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The day beside a time of day in a report's head, or beside the report's number, is the report's day."""
    if not any(claim.field in {"report_number", "period"} for claim in claims):
        return
    for row in rows:
        labels = {label.name for tagged in row.pieces for label in tagged.labels}
        spans = [span.name for tagged in row.pieces for span in tagged.tags.values]
        is_told = "time" in spans or (labels & REPORT_FIELDS and any(map(_is_lone_day, row.pieces)))
        if labels & DATE_FIELDS or "date" not in spans or not is_told:
            continue
        cost = UNLABELLED_DATE if labels & REPORT_FIELDS else UNLABELLED_DATE_ALONE
        for tagged in row.pieces:
            for span in tagged.tags.values:
                if span.name == "date":
                    text = tagged.piece.text[span.start : span.end]
                    yield from _unlabelled("report_date", text, row, tagged.piece, cost)


def _is_lone_day(tagged: Tagged) -> bool:
    """Whether a piece of a page's head is a day and nothing else."""
    days = [span for span in tagged.tags.values if span.name == "date"]
    whole = any(span.end - span.start == len(tagged.piece.text.strip()) for span in days)
    return whole and not tagged.labels and not tagged.piece.cell


def letter_dates(rows: Sequence[Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "La Paz, 10 de julio de 2022" at the head of a letter is its day, where no label names one."""
    if any(claim.field == "date" for claim in claims):
        return
    for row in rows[:TITLE_LINES]:
        for tagged in row.pieces:
            place = _PLACE.match(tagged.piece.text)
            day = tagged.piece.text[place.end() if place else 0 :]
            value = None if tagged.labels or tagged.piece.cell else read_value("date", day)
            if value and value.closed:
                yield from _unlabelled("date", day, row, tagged.piece, UNLABELLED_DATE)
                return


def title_claims(rows: Sequence[Row], claims: Sequence[Claim]) -> Iterator[Claim]:
    """A year or an organisation in the page's titles, where no label names them."""
    known = {claim.field for claim in claims}
    for at, row in enumerate(rows[:TITLE_LINES]):
        for tagged in row.pieces:
            if tagged.labels or len(tagged.piece.text) > LONGEST_TITLE:
                continue
            if "fiscal_year" not in known and len(row.pieces) == 1 and _is_title_of_year(tagged):
                yield from _unlabelled("fiscal_year", tagged.piece.text, row, tagged.piece, TITLE_YEAR)
            if "organization" not in known and _starts_organisation(tagged) and _is_head(row):
                text = _with_broken_title(tagged.piece, rows[at + 1 :])
                beside = [*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]]
                above = HIGHER if _is_above(tagged, beside) else 0.0
                yield from _unlabelled("organization", text, row, tagged.piece, TITLE_ORGANISATION + above)


def _unlabelled(field: str, text: str, row: Row, piece: Piece, cost: float) -> Iterator[Claim]:
    claim = to_claim(field, text, row, piece, cost)
    if claim:
        yield claim._replace(labelled=False)


def _is_head(row: Row) -> bool:
    """Whether a row is a page's head, not a table's: a piece alone, or beside a label, a day or a period, or
    one of two that no table holds."""
    free = not any(tagged.piece.cell for tagged in row.pieces)
    return (free and len(row.pieces) <= MOST_BESIDE) or any(
        tagged.labels or {"date", "time"} & {span.name for span in tagged.tags.values}
        for tagged in row.pieces
    )


def _with_broken_title(piece: Piece, below: Sequence[Row]) -> str:
    """A title that ends in "de" or "y" goes on in the line under it."""
    if piece.text.split()[-1].lower() not in _UNFINISHED:
        return piece.text
    for row in below[:MOST_WRAPPED_LINES]:
        for tagged in row.pieces:
            if not tagged.labels and _goes_on(piece, tagged.piece):
                return f"{piece.text} {tagged.piece.text}"
    return piece.text


def _goes_on(title: Piece, under: Piece) -> bool:
    if title.box is None or under.box is None:
        return under.line is not None and title.line is not None and under.line == title.line + 1
    gap = under.box.y0 - title.box.y1
    return gap <= ADJACENT * title.box.height and stands_under(title, under)


def _is_title_of_year(tagged: Tagged) -> bool:
    names = {span.name for span in tagged.tags.values}
    return "year" in names and "date" not in names and _is_title(tagged.piece.text)


def _starts_organisation(tagged: Tagged) -> bool:
    return any(span.name == "organisation" and span.start == 0 for span in tagged.tags.values)


def _is_above(tagged: Tagged, beside: Sequence[Row]) -> bool:
    """Whether a body heads another that a line beside it names: a ministry that of the reporting one."""
    others = [one for row in beside for one in row.pieces if not one.labels and _starts_organisation(one)]
    return any(_rank(tagged.piece.text) < _rank(one.piece.text) for one in others)


def _rank(name: str) -> int:
    """How low a body stands: its place among those that head others, behind all of them if it is none."""
    words = plain(name)
    return next((at for at, body in enumerate(HIGHER_BODIES) if words.startswith(body)), len(HIGHER_BODIES))


def _is_title(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)
