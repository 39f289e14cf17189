"""All field values of one page: beside its labels, and in its head without one."""

from collections.abc import Sequence

from extraction.document_fields.field_claims import Claim, row_claims
from extraction.document_fields.field_rows import HEAD_OF_MEMO, page_to_rows
from extraction.document_fields.field_tagger import FieldTagger
from extraction.document_fields.field_titles import (
    REPORT_FIELDS,
    letter_dates,
    title_claims,
    unlabelled_dates,
    unlabelled_periods,
)
from schemas.reading import PageReading


def page_to_claims(page: PageReading, tagger: FieldTagger) -> tuple[Claim, ...]:
    """All field values of one page, in reading order."""
    rows, memo = page_to_rows(page, tagger)
    claims = [claim for at, row in enumerate(rows) for claim in row_claims(row, rows[at + 1 :])]
    claims = [
        _date_of_what(claim, claims, memo) for claim in claims if memo or claim.field not in HEAD_OF_MEMO
    ]
    claims += unlabelled_periods(rows, claims)
    claims += unlabelled_dates(rows, claims)
    claims += letter_dates(rows, claims) if memo else ()
    claims += title_claims(rows, claims)
    return tuple(claims)


def _date_of_what(claim: Claim, claims: Sequence[Claim], memo: bool) -> Claim:
    """A plain "Fecha" is the memo's, or the report's on a report's page."""
    if claim.field != "date" or memo or not any(other.field in REPORT_FIELDS for other in claims):
        return claim
    return claim._replace(field="report_date")
