"""Laying a document's blocks out on pages."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from random import Random

from samples.generator.fonts import Face, text_width
from samples.generator.page import Curve, Drawing, Fill, Page, PlacedTable, Rule, Text
from samples.generator.spec import (
    Banner,
    Block,
    Document,
    KeyValues,
    PageBreak,
    Section,
    SideBySide,
    Signatures,
    Space,
    TableBlock,
    TextBlock,
)
from samples.generator.style import PageStyle, random_table_style
from samples.generator.table_drawing import draw_rows
from samples.generator.table_layout import cut_rows, fit_table, rows_that_fit
from samples.generator.wrapping import wrap

PAPERS = {
    "a4": (595.0, 842.0),
    "letter": (612.0, 792.0),
    "oficio": (612.0, 936.0),
    "legal": (612.0, 1008.0),
    "a3": (842.0, 1191.0),
    "slide": (540.0, 960.0),
}


SMALL_TABLE = 5  # rows up to which a table is not cut over pages


@dataclass
class Composer:
    """Pages under construction: one cursor that goes down a page and over to the next."""

    section: Section
    style: PageStyle
    rng: Random
    number: int
    pages: list[Page] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    reading: list[str | PlacedTable] = field(default_factory=list)
    y: float = 0.0

    def __post_init__(self) -> None:
        width, height = PAPERS[self.section.paper]
        self.width, self.height = (height, width) if self.section.landscape else (width, height)
        self.left, self.right = self.style.margin, self.width - self.style.margin
        self.bottom = self.height - self.style.margin - 6
        self.y = self.style.margin
        self.started = False

    def start_page(self) -> None:
        """Draw the page header at the top of a fresh page."""
        self.started = True
        self.y = self.style.margin
        if self.section.logo:
            self.drawings.extend(logo(self.style.logo, self.left + 20, self.y + 18, 17))
            titles = self.section.page_header[:3]
            centred = len(titles) == 3 and all(
                isinstance(t, TextBlock) and t.align == "center" for t in titles
            )
            self.y += 4 if centred else 44
        for block in self.section.page_header:
            self.place(block, self.left, self.right)

    def end_page(self) -> None:
        """Close the page and open the next."""
        if not self.started:
            self.start_page()
        if self.section.page_number:
            label = self.section.page_number.format(n=self.number)
            size = self.section.base_size * 0.85
            x = self.rng.choice(
                (self.right - text_width(self.style.face, size, label), (self.left + self.right) / 2)
            )
            self.drawings.append(Text(x, self.height - self.style.margin * 0.5, label, self.style.face, size))
            self.reading.append(label)
        sizes = [d.size for d in self.drawings if isinstance(d, Text)]
        self.pages.append(
            Page(
                self.width,
                self.height,
                tuple(self.drawings),
                tuple(self.tables),
                tuple(self.reading),
                min(self.y, self.bottom),
                min(sizes, default=9.0),
            )
        )
        self.drawings, self.tables, self.reading = [], [], []
        self.number += 1
        self.started = False

    def flow(self, block: Block) -> None:
        """Place a block, going over pages where it must."""
        if isinstance(block, PageBreak):
            self.end_page()
            return
        if not self.started:
            self.start_page()
        if isinstance(block, TableBlock):
            self.flow_table(block)
            return
        need = self.height_of(block)
        if self.y + need > self.bottom and need < self.bottom - self.style.margin - 80:
            self.end_page()
            self.start_page()
        self.place(block, self.left, self.right)

    def height_of(self, block: Block) -> float:
        """The height a block takes, by placing it on a scratch page."""
        scratch = Composer(self.section, self.style, Random(0), 1)
        scratch.started = True
        scratch.place(block, self.left, self.right)
        return scratch.y - self.style.margin

    def flow_table(self, block: TableBlock) -> None:
        """A table, cut into parts where pages end."""
        table, style = block.table, self.style.table
        if block.own_style:
            style = random_table_style(self.rng, style.face)
        span = (self.right - self.left) * block.width
        left = self.left + (self.right - self.left - span) * self.rng.choice((0.0, 0.5))
        sizing = fit_table(table, style, self.section.base_size * block.scale, span)
        header, start, part = list(table.header), 0, 0
        while start < len(table.rows) or part == 0:
            top = header if part == 0 or table.repeat_header else []
            self.caption(block.caption if part == 0 else "", left, left + span)
            room = self.bottom - self.y
            head_height = draw_rows(table, top, sizing, 0, 0, False, len(top)).bottom if top else 0.0
            count = rows_that_fit(table, sizing, start, room, head_height)
            whole = len(table.rows) > SMALL_TABLE or start + count == len(table.rows)
            if (count == 0 or not whole) and (self.tables or self.y > self.bottom * 0.5):
                self.end_page()
                self.start_page()
                continue
            stop = min(len(table.rows), start + max(1, count))
            body = cut_rows(table.rows, start, stop, table.repeat_merged)
            if table.carry and start:
                body.insert(0, table.carry(start)[1])
            if table.carry and stop < len(table.rows):
                body.append(table.carry(stop)[0])
            drawn = draw_rows(table, [*top, *body], sizing, left, self.y, part > 0, len(top))
            self.drawings.extend(drawn.drawings)
            self.tables.append(drawn.table)
            self.reading.append(drawn.table)
            self.y = drawn.bottom + 4
            start, part = stop, part + 1
            if start < len(table.rows):
                self.end_page()
                self.start_page()
            if not table.rows:
                break

    def caption(self, text: str, left: float, right: float) -> None:
        """A table's caption."""
        if text:
            self.place(
                TextBlock(text, 1.0, bold=True, align=self.rng.choice(("left", "center"))), left, right
            )

    def place(self, block: Block, left: float, right: float) -> None:
        """Draw a block at the cursor between two margins."""
        size = self.section.base_size
        if isinstance(block, TextBlock):
            self.place_text(block, left, right)
        elif isinstance(block, KeyValues):
            self.place_pairs(block, left, right)
        elif isinstance(block, SideBySide):
            self.place_columns(block, left, right)
        elif isinstance(block, Signatures):
            self.place_signatures(block, left, right)
        elif isinstance(block, Space):
            self.y += block.height
        elif isinstance(block, Banner):
            height = size * block.scale * 1.7
            self.drawings.append(Fill((left, self.y, right, self.y + height), block.colour))
            face = replace(self.style.face, bold=True)
            self.line(block.text, left + 8, self.y + height * 0.68, face, size * block.scale, (255, 255, 255))
            self.y += height + 10
        elif isinstance(block, TableBlock):
            self.place_table(block, left, right)

    def line(
        self,
        text: str,
        x: float,
        baseline: float,
        face: Face,
        size: float,
        colour: tuple[int, int, int] = (0, 0, 0),
    ) -> None:
        """One line of text."""
        self.drawings.append(Text(x, baseline, text, face, size, colour))
        self.reading.append(text)

    def place_table(self, block: TableBlock, left: float, right: float) -> None:
        """A whole table inside a column, never cut."""
        self.caption(block.caption, left, right)
        style = self.style.table
        sizing = fit_table(
            block.table, style, self.section.base_size * block.scale, (right - left) * block.width
        )
        rows = [*block.table.header, *block.table.rows]
        drawn = draw_rows(block.table, rows, sizing, left, self.y, False, len(block.table.header))
        self.drawings.extend(drawn.drawings)
        self.tables.append(drawn.table)
        self.reading.append(drawn.table)
        self.y = drawn.bottom + 5

    def place_text(self, block: TextBlock, left: float, right: float) -> None:
        """A wrapped paragraph or title."""
        size = self.section.base_size * block.scale
        face = replace(self.style.face, bold=block.bold, italic=block.italic)
        self.y += block.before
        for line in wrap(block.text, face, size, right - left - block.indent):
            width = text_width(face, size, line)
            x = left + block.indent
            if block.align == "center":
                x = (left + right - width) / 2
            elif block.align == "right":
                x = right - width
            self.line(line, x, self.y + size, face, size, block.colour)
            if block.underline:
                self.drawings.append(
                    Rule(x, self.y + size * 1.12, x + width, self.y + size * 1.12, size * 0.06)
                )
            self.y += size * 1.25
        self.y += block.after

    def place_pairs(self, block: KeyValues, left: float, right: float) -> None:
        """Labels and their values."""
        size = self.section.base_size * block.scale
        key_face = replace(self.style.face, bold=block.bold_keys)
        colon = "" if block.layout in ("columns", "boxed") else ":"
        key_width = (
            max((text_width(key_face, size, k + colon) for k, _ in block.pairs), default=0) + size * 1.2
        )
        key_width = min(key_width, (right - left) * 0.4)
        if block.layout == "inline":
            self.place_inline(block, left, size, key_face)
            return
        end = left + (right - left) * (0.75 if block.layout == "boxed" else 1.0)
        for key, value in block.pairs:
            keys = wrap(key + colon, key_face, size, key_width - size * 0.4)
            values = wrap(value, self.style.face, size, end - left - key_width - 6)
            height = max(len(keys), len(values), 1) * size * 1.3
            for lines, x, face in ((keys, left + 2, key_face), (values, left + key_width, self.style.face)):
                for k, text in enumerate(lines):
                    self.drawings.append(Text(x, self.y + size + k * size * 1.3, text, face, size))
            if block.layout == "boxed":
                for x in (left, left + key_width - 3, end):
                    self.drawings.append(Rule(x, self.y, x, self.y + height + 1, 0.5))
                for y in (self.y, self.y + height + 1):
                    self.drawings.append(Rule(left, y, end, y, 0.5))
            self.reading.append(f"{key}{colon}\t{value}" if not colon else f"{key}{colon} {value}")
            self.y += height + 1
        self.y += 4

    def place_inline(self, block: KeyValues, left: float, size: float, key_face: Face) -> None:
        """Labels and values one after another on a line."""
        x, parts = left, []
        for key, value in block.pairs:
            label = f"{key}:" if key else ""
            self.drawings.append(Text(x, self.y + size, label, key_face, size))
            x += text_width(key_face, size, label) + size * 0.3
            self.drawings.append(Text(x, self.y + size, value, self.style.face, size))
            x += text_width(self.style.face, size, value) + size * self.rng.uniform(1.2, 5)
            parts.append(f"{label}{value}" if self.rng.random() < 0.5 else f"{label} {value}")
        self.reading.append(" ".join(parts))
        self.y += size * 1.5

    def place_columns(self, block: SideBySide, left: float, right: float) -> None:
        """Blocks next to one another."""
        top, lowest, x = self.y, self.y, left
        room = right - left - block.gap * (len(block.columns) - 1)
        for blocks, part in zip(block.columns, block.shares, strict=True):
            self.y = top
            for inner in blocks:
                self.place(inner, x, x + room * part)
            lowest = max(lowest, self.y)
            x += room * part + block.gap
        self.y = lowest

    def place_signatures(self, block: Signatures, left: float, right: float) -> None:
        """Names and posts below pen strokes."""
        size, slot = self.section.base_size, (right - left) / max(1, len(block.people))
        self.y += size * self.rng.uniform(3, 6)
        for k, (name, post) in enumerate(block.people):
            middle = left + slot * (k + 0.5)
            if block.lined:
                self.drawings.append(Rule(middle - slot * 0.36, self.y, middle + slot * 0.36, self.y, 0.6))
            self.drawings.append(signature(self.rng, middle, self.y - size * 0.8, slot * 0.3))
            for row, text in enumerate((name, post)):
                face = replace(self.style.face, bold=row == 0)
                print_size = min(size * 0.9, size * slot * 0.95 / max(1.0, text_width(face, size, text)))
                x = middle - text_width(face, print_size, text) / 2
                self.line(text, x, self.y + size * (1.1 + row * 1.15), face, print_size)
        self.y += size * 3


def signature(rng: Random, x: float, y: float, reach: float) -> Curve:
    """A pen stroke that looks like a signature."""
    colour = rng.choice(((20, 20, 30), (25, 35, 120), (30, 60, 160)))
    turns, points = rng.uniform(2, 5), []
    phase, lean = rng.uniform(0, 6), rng.uniform(-0.3, 0.3)
    for k in range(90):
        t = k / 89
        height = 14 * math.sin(turns * 6.3 * t + phase) * (1 - 0.7 * t) + 5 * math.sin(17 * t + phase)
        along = reach * (2 * t - 1) + 6 * math.cos(turns * 6.3 * t)
        points.append((x + along, y + height + lean * along))
    return Curve(tuple(points), rng.uniform(0.7, 1.6), colour)


def logo(kind: int, x: float, y: float, r: float) -> list[Drawing]:
    """An invented emblem of a few strokes."""
    ring = [(x + r * math.cos(a / 20 * math.tau), y + r * math.sin(a / 20 * math.tau)) for a in range(21)]
    star = [
        (
            x + r * (0.9 if k % 2 else 0.4) * math.sin(k / 10 * math.tau),
            y - r * (0.9 if k % 2 else 0.4) * math.cos(k / 10 * math.tau),
        )
        for k in range(11)
    ]
    shield = [
        (x - r, y - r),
        (x + r, y - r),
        (x + r, y + r * 0.2),
        (x, y + r),
        (x - r, y + r * 0.2),
        (x - r, y - r),
    ]
    colours = ((120, 20, 30), (20, 70, 120), (40, 100, 50), (60, 60, 60), (150, 110, 20))
    colour = colours[kind % len(colours)]
    if kind % 3 == 0:
        return [Curve(tuple(ring), 1.4, colour), Curve(tuple(star), 0.8, colour, True)]
    if kind % 3 == 1:
        return [Curve(tuple(shield), 1.2, colour, True), Curve(tuple(star), 0.8, (255, 255, 255), True)]
    return [Curve(tuple(ring), 2.2, colour), Curve(tuple(shield), 0.9, colour)]


def compose(document: Document, style: PageStyle, rng: Random) -> list[Page]:
    """All pages of a document."""
    pages: list[Page] = []
    for section in document.sections:
        composer = Composer(section, style, rng, len(pages) + 1)
        for block in section.blocks:
            composer.flow(block)
        if composer.started:
            composer.end_page()
        pages.extend(composer.pages)
    return pages
