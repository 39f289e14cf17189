"""Pages that could not be read, and what stands for them."""

from schemas.base import Frozen
from schemas.reading import PageReading


class PageFailure(Frozen):
    """Why a page could not be read."""

    code: str
    reason: str


def failed_reading(page_no: int, failure: PageFailure) -> PageReading:
    """What stands for a page that could not be read."""
    return PageReading(page_no=page_no, status="failed", reason=failure.reason)
