"""Typefaces found on this system and the measuring of text in them, in points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

FONT_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
REFERENCE_SIZE = 100

# regular, bold, italic, bold italic
FAMILIES: dict[str, tuple[str, str, str, str]] = {
    "Liberation Sans": (
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationSans-Italic.ttf",
        "LiberationSans-BoldItalic.ttf",
    ),
    "Liberation Sans Narrow": (
        "LiberationSansNarrow-Regular.ttf",
        "LiberationSansNarrow-Bold.ttf",
        "LiberationSansNarrow-Italic.ttf",
        "LiberationSansNarrow-BoldItalic.ttf",
    ),
    "Liberation Serif": (
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ),
    "Liberation Mono": (
        "LiberationMono-Regular.ttf",
        "LiberationMono-Bold.ttf",
        "LiberationMono-Italic.ttf",
        "LiberationMono-BoldItalic.ttf",
    ),
    "DejaVu Sans": (
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "DejaVuSans-Oblique.ttf",
        "DejaVuSans-BoldOblique.ttf",
    ),
    "DejaVu Sans Condensed": (
        "DejaVuSansCondensed.ttf",
        "DejaVuSansCondensed-Bold.ttf",
        "DejaVuSansCondensed-Oblique.ttf",
        "DejaVuSansCondensed-BoldOblique.ttf",
    ),
    "DejaVu Serif": (
        "DejaVuSerif.ttf",
        "DejaVuSerif-Bold.ttf",
        "DejaVuSerif-Italic.ttf",
        "DejaVuSerif-BoldItalic.ttf",
    ),
    "FreeSans": ("FreeSans.ttf", "FreeSansBold.ttf", "FreeSansOblique.ttf", "FreeSansBoldOblique.ttf"),
    "FreeSerif": ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),
    "Nimbus Sans Narrow": (
        "NimbusSansNarrow-Regular.otf",
        "NimbusSansNarrow-Bold.otf",
        "NimbusSansNarrow-Oblique.otf",
        "NimbusSansNarrow-BoldOblique.otf",
    ),
    "Nimbus Roman": (
        "NimbusRoman-Regular.otf",
        "NimbusRoman-Bold.otf",
        "NimbusRoman-Italic.otf",
        "NimbusRoman-BoldItalic.otf",
    ),
    "C059": ("C059-Roman.otf", "C059-Bold.otf", "C059-Italic.otf", "C059-BdIta.otf"),
    "P052": ("P052-Roman.otf", "P052-Bold.otf", "P052-Italic.otf", "P052-BoldItalic.otf"),
    "URW Gothic": (
        "URWGothic-Book.otf",
        "URWGothic-Demi.otf",
        "URWGothic-BookOblique.otf",
        "URWGothic-DemiOblique.otf",
    ),
    "Z003": ("Z003-MediumItalic.otf",) * 4,
}
TABLE_FAMILIES = (
    "Liberation Sans",
    "Liberation Sans",
    "Liberation Sans Narrow",
    "Liberation Sans Narrow",
    "Liberation Serif",
    "DejaVu Sans Condensed",
    "DejaVu Sans Condensed",
    "DejaVu Serif",
    "FreeSans",
    "FreeSerif",
    "Nimbus Sans Narrow",
    "Nimbus Roman",
    "C059",
    "P052",
    "URW Gothic",
    "DejaVu Sans",
    "Liberation Mono",
)
HANDWRITING = "Z003"


@dataclass(frozen=True)
class Face:
    """One typeface: a family with its weight and slant."""

    family: str
    bold: bool = False
    italic: bool = False


@lru_cache(maxsize=1)
def _files_by_name() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in FONT_ROOTS:
        for path in sorted(root.rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf"):
                found.setdefault(path.name, path)
    return found


def font_file(face: Face) -> Path:
    """The file of a typeface; a missing family falls back to Liberation Sans, then DejaVu Sans."""
    style = (1 if face.bold else 0) + (2 if face.italic else 0)
    for family in (face.family, "Liberation Sans", "DejaVu Sans"):
        path = _files_by_name().get(FAMILIES[family][style])
        if path is not None:
            return path
    raise FileNotFoundError("no usable fonts: install the Liberation or DejaVu fonts")


def embeddable(family: str) -> bool:
    """Whether a family can be embedded in a born-digital page (TrueType outlines only)."""
    return FAMILIES[family][0].endswith(".ttf")


@lru_cache(maxsize=512)
def font_at(face: Face, size_px: float) -> ImageFont.FreeTypeFont:
    """The typeface ready to draw at a size in pixels."""
    # the basic engine rounds every letter to whole pixels, which makes drawn text wider than measured
    engine = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(font_file(face)), size_px, layout_engine=engine)


@lru_cache(maxsize=200_000)
def text_width(face: Face, size: float, text: str) -> float:
    """Width of a line of text at a size, in the size's own unit."""
    return font_at(face, REFERENCE_SIZE).getlength(text) * size / REFERENCE_SIZE
