"""How tables and pages look: rules, fills, faces, alignment."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from samples.generator.fonts import TABLE_FAMILIES, Face, embeddable

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)

RULINGS = (
    "full",
    "full",
    "full",
    "full",
    "horizontal",
    "none",
    "header_only",
    "outer_vertical",
    "dotted",
    "double",
    "groups",
    "full_thin",
    "open_sides",
    "vertical_only",
)

BARE = ("horizontal", "none", "header_only", "groups")


@dataclass(frozen=True)
class TableStyle:
    """The look of a table."""

    face: Face
    ruling: str = "full"
    rule_width: float = 0.6
    rule_colour: Colour = BLACK
    header_fill: Colour | None = None
    header_colour: Colour = BLACK
    header_bold: bool = True
    header_scale: float = 1.0
    header_align: str = "center"
    zebra: Colour | None = None
    total_fill: Colour | None = None
    total_bold: bool = True
    number_align: str = "right"
    valign: str = "middle"
    padding_x: float = 2.2
    padding_y: float = 1.6
    leading: float = 1.16

    @property
    def shows_rows(self) -> bool:
        """Whether each row is parted from the next by a rule, so that a merged cell can be seen."""
        return self.ruling in ("full", "dotted", "double", "full_thin", "open_sides")

    @property
    def parts_rows(self) -> bool:
        """Whether a stack in one cell can be told from several rows."""
        return self.shows_rows or self.ruling == "horizontal"


@dataclass(frozen=True)
class PageStyle:
    """The look of a document."""

    face: Face
    margin: float
    table: TableStyle
    logo: int = 0


HEADER_FILLS: tuple[tuple[Colour | None, Colour], ...] = (
    (None, BLACK),
    (None, BLACK),
    (None, BLACK),
    ((217, 217, 217), BLACK),
    ((200, 200, 200), BLACK),
    ((235, 235, 235), BLACK),
    (BLACK, WHITE),
    ((40, 40, 40), WHITE),
    ((31, 78, 121), WHITE),
    ((189, 215, 238), BLACK),
    ((226, 239, 218), BLACK),
    ((255, 230, 153), BLACK),
    ((84, 130, 53), WHITE),
    ((128, 0, 32), WHITE),
    ((252, 228, 214), BLACK),
)


def random_table_style(rng: Random, face: Face, rulings: tuple[str, ...] = RULINGS) -> TableStyle:
    """A look that a real office could have chosen."""
    fill, colour = rng.choice(HEADER_FILLS)
    ruling = rng.choice(rulings)
    # without upright rules only white space parts the columns
    padding = rng.choice((1.8, 2.4, 3.2, 4.0)) + (1.4 if ruling in BARE else 0.0)
    grey = rng.choice((236, 242, 228))
    return TableStyle(
        ruling=ruling,
        rule_width=rng.choice((0.35, 0.5, 0.5, 0.6, 0.75, 1.0, 1.2)),
        rule_colour=rng.choice((BLACK, BLACK, BLACK, (60, 60, 60), (120, 120, 120), (31, 56, 100))),
        header_fill=fill,
        header_colour=colour,
        header_bold=rng.random() < 0.8,
        header_scale=rng.choice((1.0, 1.0, 0.92, 0.88)),
        header_align=rng.choice(("center", "center", "center", "left")),
        zebra=(grey, grey, grey) if rng.random() < 0.15 else None,
        total_fill=rng.choice((None, None, (217, 217, 217), (235, 235, 235))),
        total_bold=rng.random() < 0.8,
        face=face,
        number_align=rng.choice(("right", "right", "right", "center")),
        valign=rng.choice(("middle", "middle", "top")),
        padding_x=padding,
        padding_y=rng.choice((0.9, 1.4, 2.0, 3.0)),
        leading=rng.choice((1.1, 1.16, 1.22)),
    )


def random_page_style(rng: Random, embed: bool = False) -> PageStyle:
    """The look of one document; `embed` keeps to faces that a born-digital page can carry."""
    families = [f for f in TABLE_FAMILIES if embeddable(f) or not embed]
    family = rng.choice(families)
    body = family if rng.random() < 0.6 else rng.choice(families)
    return PageStyle(Face(body), rng.uniform(30, 62), random_table_style(rng, Face(family)), rng.randrange(5))
