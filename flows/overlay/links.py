"""Draws which figures tally with which: a rail along them to their sum, green where it holds, else red."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from PIL import ImageDraw

from flows.overlay.marks import LinkMark
from schemas.document import CheckStatus, Fractions

Colour = tuple[int, int, int]
_COLOURS: Final[dict[CheckStatus, Colour]] = {
    "passed": (38, 139, 75),
    "repaired": (0, 105, 148),
    "source_inconsistent": (230, 138, 20),
    "failed": (205, 52, 48),
}
_LANES: Final = 4
_LANE: Final = 5
_INSET: Final = 5


def draw_links(pen: ImageDraw.ImageDraw, links: Iterable[LinkMark], size: tuple[int, int]) -> None:
    """Each check as a rail with a dot a term and a ring at its result; those that fail come last, on top."""
    lanes: Counter[int] = Counter()
    for link in sorted(links, key=lambda one: list(_COLOURS).index(one.status)):
        along = _rail_position(link, size)
        lane = lanes[along] % _LANES
        lanes[along] += 1
        _draw_rail(pen, link, size, lane)


def _rail_position(link: LinkMark, size: tuple[int, int]) -> int:
    """Rails of one column (or one row) share its lanes."""
    return round(link.result[2] * size[0]) if not _is_row(link) else -round(link.result[3] * size[1])


def _is_row(link: LinkMark) -> bool:
    """Whether the terms stand beside the result rather than above or below it."""
    middle = (link.result[1] + link.result[3]) / 2
    return bool(link.terms) and all(term[1] <= middle <= term[3] for term in link.terms)


def _draw_rail(pen: ImageDraw.ImageDraw, link: LinkMark, size: tuple[int, int], lane: int) -> None:
    colour = _COLOURS[link.status]
    width = 1 if link.status == "passed" else 3
    offset = _INSET + lane * _LANE
    stops = [_stop(box, size, offset, _is_row(link)) for box in (*link.terms, link.result)]
    for start, end in pairwise(sorted(stops)):
        pen.line((*start, *end), fill=colour, width=width)
    for x, y in stops[:-1]:
        pen.ellipse((x - 2, y - 2, x + 2, y + 2), fill=colour)
    x, y = stops[-1]
    pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="white", outline=colour, width=2)


def _stop(box: Fractions, size: tuple[int, int], offset: int, is_row: bool) -> tuple[int, int]:
    """Where the rail passes a cell: near its right edge, or for a row near its foot."""
    width, height = size
    if is_row:
        return round((box[0] + box[2]) / 2 * width), round(box[3] * height) - min(offset, 8)
    return round(box[2] * width) - offset, round((box[1] + box[3]) / 2 * height)
