"""Stamps, pen strokes and notes that people put on paper after printing."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from samples.generator.fonts import HANDWRITING, Face, font_at
from samples.generator.printing import MONTHS
from samples.generator.raster import Pixels

INKS = ((40, 50, 150), (150, 30, 50), (90, 40, 120), (30, 30, 30), (30, 90, 60), (50, 80, 170))
STAMP_WORDS = (
    "RECIBIDO",
    "ARCHIVO",
    "COPIA FIEL",
    "REVISADO",
    "APROBADO",
    "ES COPIA",
    "DESPACHADO",
    "CONFORME",
    "V° B°",
    "FOLIO",
    "MESA DE ENTRADA",
    "ORIGINAL",
)
OFFICES = (
    "UNIDAD DE ARCHIVO CENTRAL",
    "DIRECCION ADMINISTRATIVA",
    "SECRETARIA GENERAL",
    "CONTADURIA",
    "AUDITORIA INTERNA",
    "TESORERIA",
    "GERENCIA DE PLANIFICACION",
    "VENTANILLA UNICA",
)
NOTES = ("Anexo {n}", "fs. {n}", "ver nota {n}", "N° {n}", "ok", "visto", "p. {n}", "{n}/12")


def paint(image: Pixels, mark: Image.Image, x: int, y: int, ink: tuple[int, int, int]) -> Pixels:
    """A mark's coverage laid over the page as ink: paper darkens, print below stays."""
    cover = np.asarray(mark, np.float32)[:, :, None] / 255
    height, width = image.shape[:2]
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(width, x + cover.shape[1]), min(height, y + cover.shape[0])
    if x1 <= x0 or y1 <= y0:
        return image
    cover = cover[y0 - y : y1 - y, x0 - x : x1 - x]
    out = image.copy()
    below = out[y0:y1, x0:x1].astype(np.float32)
    tinted = below * np.array(ink, np.float32) / 255
    out[y0:y1, x0:x1] = (below * (1 - cover) + tinted * cover).astype(np.uint8)
    return out


def round_stamp(rng: Random, dpi: int) -> Image.Image:
    """A round office stamp with words on its rim and middle."""
    size = int(dpi * rng.uniform(1.0, 1.5))
    image = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(image)
    line = max(2, dpi // 90)
    pen.ellipse((line, line, size - line, size - line), outline=255, width=line)
    inner = size * 0.27
    pen.ellipse((inner, inner, size - inner, size - inner), outline=255, width=max(1, line // 2))
    letters = f"{rng.choice(OFFICES)} * "
    font = font_at(Face("Liberation Sans", True), size * 0.09)
    for k, letter in enumerate(letters):
        angle = math.tau * k / len(letters)
        glyph = Image.new("L", (size, size), 0)
        ImageDraw.Draw(glyph).text((size / 2, size * 0.13), letter, fill=255, font=font, anchor="mm")
        turned = glyph.rotate(-math.degrees(angle), center=(size / 2, size / 2))
        image.paste(255, (0, 0), turned)
    pen.text((size / 2, size / 2), rng.choice(STAMP_WORDS).split(" ")[0], fill=255, font=font, anchor="mm")
    return image


def box_stamp(rng: Random, dpi: int) -> Image.Image:
    """A boxed stamp with a word and a date."""
    width, height = int(dpi * rng.uniform(1.4, 2.1)), int(dpi * rng.uniform(0.45, 0.75))
    image = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((2, 2, width - 3, height - 3), outline=255, width=max(2, dpi // 80))
    face = Face("Liberation Sans", True)
    word = rng.choice(STAMP_WORDS)
    size = min(height * 0.3, width * 1.3 / len(word))
    pen.text((width / 2, height * 0.3), word, fill=255, font=font_at(face, size), anchor="mm")
    stamp = f"{rng.randint(1, 28):02d} {rng.choice(MONTHS)[:3].upper()} {rng.randint(2015, 2026)}"
    pen.text((width / 2, height * 0.7), stamp, fill=255, font=font_at(face, height * 0.26), anchor="mm")
    return image


def worn(mark: Image.Image, rng: Random, strength: float) -> Image.Image:
    """A mark with uneven ink, turned a little."""
    grain = np.random.default_rng(rng.randrange(2**32)).normal(
        0.8, 0.25, (mark.height // 5 + 1, mark.width // 5 + 1)
    )
    patch = np.asarray(cv2.resize(grain.astype(np.float32), (mark.width, mark.height)))
    cover = np.clip(np.asarray(mark, np.float32) * np.clip(patch, 0.15, 1) * strength, 0, 255).astype(
        np.uint8
    )
    return Image.fromarray(cover).rotate(
        rng.uniform(-24, 24), expand=True, resample=Image.Resampling.BILINEAR
    )


def add_stamp(image: Pixels, rng: Random, dpi: int, centre: tuple[float, float], strength: float) -> Pixels:
    """A stamp set on the page around a point (fractions)."""
    mark = round_stamp(rng, dpi) if rng.random() < 0.5 else box_stamp(rng, dpi)
    mark = worn(mark, rng, strength)
    x = int(centre[0] * image.shape[1] - mark.width / 2)
    y = int(centre[1] * image.shape[0] - mark.height / 2)
    return paint(image, mark, x, y, rng.choice(INKS))


def add_stroke(image: Pixels, rng: Random, dpi: int, centre: tuple[float, float]) -> Pixels:
    """A sweep of a pen, as signatures run into tables."""
    size = int(dpi * rng.uniform(0.7, 1.8))
    mark = Image.new("L", (size, size), 0)
    turns, phase, lean = rng.uniform(1, 3.5), rng.uniform(0, 6), rng.uniform(-0.5, 0.5)
    points = []
    for k in range(80):
        t = k / 79
        x = size * (0.5 + 0.42 * (2 * t - 1) + 0.06 * math.cos(9 * t))
        y = size * (0.5 + 0.3 * math.sin(turns * math.tau * t + phase) * (1 - t * 0.6) + lean * (t - 0.5))
        points.append((x, y))
    ImageDraw.Draw(mark).line(points, fill=230, width=max(2, dpi // 75), joint="curve")
    x, y = int(centre[0] * image.shape[1] - size / 2), int(centre[1] * image.shape[0] - size / 2)
    return paint(image, mark, x, y, rng.choice(INKS))


def add_note(image: Pixels, rng: Random, dpi: int) -> Pixels:
    """A handwritten note in a margin's corner."""
    text = rng.choice(NOTES).format(n=rng.randint(1, 40))
    font = font_at(Face(HANDWRITING), dpi * rng.uniform(0.16, 0.26))
    box = font.getbbox(text)
    mark = Image.new("L", (int(box[2]) + 12, int(box[3]) + 12), 0)
    ImageDraw.Draw(mark).text((6, 2), text, fill=230, font=font)
    mark = mark.rotate(rng.uniform(-8, 8), expand=True)
    x = image.shape[1] - mark.width - int(dpi * rng.uniform(0.1, 0.6))
    return paint(image, mark, x, int(dpi * rng.uniform(0.05, 0.3)), rng.choice(INKS))
