"""Finds tables that a dump printed without tabs: lines that all end in as many figures."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

FEWEST_LINES: Final = 3
FEWEST_FIGURES: Final = 2
_ROW: Final = re.compile(r"\s*(?P<label>\S*[^\W\d_].*?)\s+(?P<figures>-?\d[\d.,]*%?(?:\s+-?\d[\d.,]*%?)+)\s*")

Numbered = tuple[int, str]


class _Line(NamedTuple):
    """A line of the dump; `width` is how many figures it ends in, 0 for one of words."""

    number: int
    text: str
    width: int


def columns_to_tabs(page: Sequence[Numbered]) -> list[Numbered]:
    """The page with every such table's lines parted by tabs; single blank lines inside one are left out."""
    lines = [_Line(number, text, _width(text)) for number, text in page]
    found: list[Numbered] = []
    for run in _runs(lines):
        if len(run) < FEWEST_LINES or run[0].width < FEWEST_FIGURES:
            found += [(line.number, line.text) for line in run]
            continue
        if found and (named := _header(found, run[0].width)):
            found[-1:] = [named]
        found += [(line.number, _tabbed(line.text)) for line in run if line.text.strip()]
    return found


def _width(text: str) -> int:
    match = _ROW.fullmatch(text) if "\t" not in text else None
    return len(match["figures"].split()) if match else 0


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines of one width together, a single blank line between them taken along."""
    spaced = [
        line._replace(width=lines[at - 1].width) if _joins(lines, at) else line
        for at, line in enumerate(lines)
    ]
    for _, run in groupby(spaced, key=lambda line: line.width):
        yield list(run)


def _joins(lines: Sequence[_Line], at: int) -> bool:
    if lines[at].text.strip() or not 0 < at < len(lines) - 1:
        return False
    return lines[at - 1].width == lines[at + 1].width > 0


def _header(found: Sequence[Numbered], width: int) -> Numbered | None:
    """The line above as a header, where it has a word for every column and no figure."""
    number, text = found[-1]
    words = text.split()
    return (number, "\t".join(words)) if len(words) == width + 1 and not re.search(r"\d", text) else None


def _tabbed(text: str) -> str:
    match = _ROW.fullmatch(text)
    return "\t".join((match["label"], *match["figures"].split())) if match else text
