"""Draws the marks of a page over its dimmed picture."""

import io
import unicodedata
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from flows.overlay.links import draw_links
from flows.overlay.marks import Mark, PageMarks, TableMark
from models.page_image import PageImage
from schemas.base import Frozen
from schemas.document import HEADS, Fractions

Colour = tuple[int, int, int]
Pixels4 = tuple[int, int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_SURE, _FAIR, _DOUBTFUL, _POOR = (38, 139, 75), (158, 168, 36), (230, 138, 20), (205, 52, 48)
_INK: Colour = (20, 20, 20)
# Any of these knows Spanish accents; Pillow finds them where the system keeps its fonts.
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "FreeSans.ttf", "Arial.ttf")
_HEADER, _TOTAL, _REPAIR, _TABLE = (48, 102, 190), (122, 66, 168), (0, 105, 148), (48, 62, 80)


class PictureOptions(Frozen):
    """Sizes in pixels, shares in 0..1: the drawn page, the plain page inside the HTML, and how pale it is."""

    drawn_side: int = 2400
    plain_side: int = 1800
    drawn_quality: int = 82
    plain_quality: int = 62
    paleness: float = 0.45
    largest_label: int = 22
    smallest_label: int = 9


def confidence_colour(confidence: float) -> Colour:
    """Green for what is nearly certain, through yellow and orange to red."""
    for least, colour in ((0.97, _SURE), (0.9, _FAIR), (0.7, _DOUBTFUL)):
        if confidence >= least:
            return colour
    return _POOR


def draw_page(page: PageImage, marks: PageMarks, options: PictureOptions = PictureOptions()) -> bytes:
    """The page as JPEG, cells filled by confidence, the emitted value on each, tables named."""
    base = _shrink(_to_image(page), options.drawn_side)
    pale = Image.blend(base, Image.new("RGB", base.size, "white"), options.paleness)
    tint = Image.new("RGBA", base.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(tint)
    for mark in marks.cells:
        _fill_cell(pen, mark, base.size)
    drawn = Image.alpha_composite(pale.convert("RGBA"), tint).convert("RGB")
    pen = ImageDraw.Draw(drawn)
    for mark in marks.cells:
        _label_cell(pen, mark, base.size, options)
    draw_links(pen, marks.links, base.size)
    for table in marks.tables:
        _name_table(pen, table, base.size)
    return _to_jpeg(drawn, options.drawn_quality)


def plain_page(page: PageImage, options: PictureOptions = PictureOptions()) -> bytes:
    """The page as a smaller JPEG without marks, for the HTML to put its own on."""
    return _to_jpeg(_shrink(_to_image(page), options.plain_side), options.plain_quality)


def _fill_cell(pen: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int]) -> None:
    box = _to_pixels(mark.bbox, size)
    is_header = mark.role in HEADS
    colour = _HEADER if is_header else confidence_colour(mark.confidence)
    strength = 38 if is_header or not mark.label else 70
    outline = _TOTAL if mark.role in ("total", "section") else colour
    pen.rectangle(box, fill=(*colour, strength), outline=(*outline, 255), width=1)
    if mark.role in ("total", "section"):
        pen.line((box[0], box[1], box[2], box[1]), fill=(*_TOTAL, 255), width=3)
    if mark.needs_review:
        pen.rectangle(box, outline=(*_POOR, 255), width=3)


def _label_cell(pen: ImageDraw.ImageDraw, mark: Mark, size: tuple[int, int], options: PictureOptions) -> None:
    lines = [" ".join(line.split()) for line in mark.label.splitlines() if line.strip()]
    if not lines or mark.role in HEADS:
        return
    x0, y0, x1, y1 = _to_pixels(mark.bbox, size)
    for number, line in enumerate(lines):
        top = y0 + round((y1 - y0) * number / len(lines))
        bottom = y0 + round((y1 - y0) * (number + 1) / len(lines))
        _label_line(pen, line, (x0, top, x1, bottom), mark.repaired, options)
    if mark.repaired:
        pen.polygon(((x1 - 9, y0 + 1), (x1 - 1, y0 + 1), (x1 - 1, y0 + 9)), fill=_REPAIR)


def _label_line(
    pen: ImageDraw.ImageDraw, label: str, box: Pixels4, repaired: bool, options: PictureOptions
) -> None:
    x0, y0, x1, y1 = box
    font = _fitting_font(label, (x1 - x0 - 4, y1 - y0), options)
    text = _cut(label, font, x1 - x0 - 4)
    right, bottom = x0 + 3 + font.getlength(text), y0 + 1 + font.getbbox(text)[3]
    pen.rectangle((x0 + 1, y0 + 1, right, bottom), fill=(255, 255, 255))
    pen.text((x0 + 2, y0), text, font=font, fill=_REPAIR if repaired else _INK)


def _cut(text: str, font: Font, room: float) -> str:
    if not _has_accents():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    length = font.getlength(text)
    return text if length <= room else text[: max(1, int(len(text) * room / length) - 1)] + "…"


def _fitting_font(text: str, room: tuple[float, float], options: PictureOptions) -> Font:
    wanted = int(min(options.largest_label, room[1] * 0.42))
    length = _font(20).getlength(text) / 20
    fits = int(room[0] / length) if length else wanted
    return _font(max(options.smallest_label, min(wanted, fits)))


def _name_table(pen: ImageDraw.ImageDraw, table: TableMark, size: tuple[int, int]) -> None:
    x0, y0, x1, y1 = _to_pixels(table.bbox, size)
    pen.rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), outline=_TABLE, width=2)
    text = f"{table.label} · {table.confidence:.2f}"
    font = _font(20)
    top = max(0, y0 - 29)
    pen.rectangle((x0 - 3, top, x0 + 9 + font.getlength(text), top + 26), fill=_TABLE)
    pen.text((x0 + 3, top + 1), text, font=font, fill="white")


@cache
def _font(size: int) -> Font:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@cache
def _has_accents() -> bool:
    """Whether the font at hand knows Spanish; the one inside Pillow does not."""
    return bool(_font(20).getmask("Ó").getbbox() != _font(20).getmask("\uffff").getbbox())


def _to_pixels(bbox: Fractions, size: tuple[int, int]) -> Pixels4:
    width, height = size
    x0, y0 = round(bbox[0] * width), round(bbox[1] * height)
    # Never inside out, however thin the cell.
    return x0, y0, max(x0 + 1, round(bbox[2] * width)), max(y0 + 1, round(bbox[3] * height))


def _to_image(page: PageImage) -> Image.Image:
    return Image.fromarray(page.pixels[:, :, ::-1])


def _shrink(image: Image.Image, side: int) -> Image.Image:
    factor = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.BOX) if factor < 1.0 else image


def _to_jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
