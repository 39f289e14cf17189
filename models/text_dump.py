"""Reads a plain-text OCR dump: pages parted by blank lines, tables as tab-separated lines, markup around."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from models.dump_columns import columns_to_tabs
from schemas.reading import PageReading, ReadCell, ReadTable, Region, TextLine

PAGE_GAP: Final = 3
_MARKUP: Final = re.compile(r"</?(?:b|i|u|em|strong|br|p|span)\s*/?>|\*\*|__|^\s*#{1,6}\s+|`")
_HEADING: Final = re.compile(r"^\s*#{1,6}\s+")

Numbered = tuple[int, str]


def read_dump(text: str) -> tuple[PageReading, ...]:
    """One reading per page of the dump; `line` counts the dump's lines from 1."""
    pages = [page for page in _pages(text) if any(line.strip() for _, line in page)]
    return tuple(_page(number, page) for number, page in enumerate(pages, 1))


def _pages(text: str) -> Iterator[list[Numbered]]:
    page: list[Numbered] = []
    blanks = 0
    for number, line in _numbered_lines(text):
        if line == "\f" or (line.strip() and blanks >= PAGE_GAP):
            yield page
            page = []
        blanks = 0 if line.strip() else blanks + 1
        if line != "\f":
            page.append((number, line))
    yield page


def _numbered_lines(text: str) -> Iterator[Numbered]:
    """Lines with their numbers; a form feed comes as a line of its own."""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        first, *after = line.split("\f")
        yield number, first
        for piece in after:
            yield number, "\f"
            yield number, piece


def _page(number: int, page: Sequence[Numbered]) -> PageReading:
    tables: list[ReadTable] = []
    lines: list[TextLine] = []
    regions: list[Region] = []
    block: list[Numbered] = []
    for line_no, line in (*columns_to_tabs(page), (0, "")):
        if "\t" in line:
            block.append((line_no, line))
            continue
        lines, tables = _close(block, lines, tables)
        block = []
        if clean := _clean(line):
            lines.append(TextLine(text=clean, line=line_no))
            if _HEADING.match(line):
                regions.append(Region(type="title", text=clean))
    return PageReading(
        page_no=number, text_source="text", lines=tuple(lines), tables=tuple(tables), regions=tuple(regions)
    )


def _close(
    block: Sequence[Numbered], lines: list[TextLine], tables: list[ReadTable]
) -> tuple[list[TextLine], list[ReadTable]]:
    """A finished run of tabbed lines: a table, or labels with values, which stay lines with their tab."""
    if not block:
        return lines, tables
    if _is_labels(block):
        pairs = ["\t".join(_clean(field) for field in line.split("\t")) for _, line in block]
        return lines + [TextLine(text=pair, line=block[i][0]) for i, pair in enumerate(pairs)], tables
    return lines, [*tables, _table(block)]


def _is_labels(block: Sequence[Numbered]) -> bool:
    """Two columns of label and value, not one of them a heading over the others."""
    rows = [line.split("\t") for _, line in block]
    return all(len(row) == 2 and row[0].strip() for row in rows) and not _has_heading(rows)


def _has_heading(rows: Sequence[Sequence[str]]) -> bool:
    figures = [bool(re.search(r"\d", row[1])) for row in rows]
    return len(rows) > 2 and not figures[0] and all(figures[1:])


def _table(block: Sequence[Numbered]) -> ReadTable:
    rows = [(number, [_clean(field) for field in line.split("\t")]) for number, line in block]
    width = max(len(fields) for _, fields in rows)
    return ReadTable(
        cells=tuple(
            ReadCell(
                row=row, col=col, line=number, lines=(TextLine(text=field, line=number),) if field else ()
            )
            for row, (number, fields) in enumerate(rows)
            for col, field in enumerate(fields + [""] * (width - len(fields)))
        )
    )


def _clean(line: str) -> str:
    """The line without markup, tabs as blanks, blanks single."""
    return " ".join(_MARKUP.sub("", line).split())
