"""One document from its seed: content, pages, scans, file and truth."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from samples.generator.brief import Brief
from samples.generator.composing import compose
from samples.generator.damaging import Scan, scan_page
from samples.generator.families import FAMILIES
from samples.generator.geometry import Warp, flat
from samples.generator.levels import LEVELS, Habit, draw_damage, random_habit
from samples.generator.misprint import plant_misprint
from samples.generator.page import Page
from samples.generator.style import random_page_style
from samples.generator.text_dump import dump_document
from samples.generator.truth import Json, document_truth, table_truth
from samples.generator.writing import write_jpeg, write_pdf, write_png, write_tiff

FORMATS = ("auto", "pdf", "tif", "jpg", "png", "mixed", "txt")


@dataclass(frozen=True)
class Order:
    """What to make: one seed, with level, family and format where they are wished."""

    seed: int
    level: str = "mix"
    family: str = ""
    file_format: str = "auto"
    misprint: bool = False


@dataclass(frozen=True)
class Made:
    """A written document with its truth."""

    path: Path
    truth: Json


def choose(order: Order, rng: Random) -> tuple[str, str]:
    """The level and family of an order; families take turns with the seed."""
    names = list(FAMILIES)
    family = order.family or names[order.seed % len(names)]
    level = rng.choice(LEVELS) if order.level == "mix" else order.level
    return level, family


def make(order: Order, folder: Path, name: str = "") -> Made:
    """Write one document and its truth into a folder."""
    rng = Random(f"document {order.seed}")
    level, family = choose(order, rng)
    style = random_page_style(rng, embed=order.file_format == "mixed")
    document = FAMILIES[family](Brief(rng, style, family))
    if document.rulings and rng.random() < 0.6:
        style = replace(style, table=replace(style.table, ruling=rng.choice(document.rulings)))
    if order.misprint:
        document = plant_misprint(document, rng)
    pages = compose(document, style, rng)
    file_format = _format(order, rng, len(pages))
    name = name or f"{family}_{level}_{order.seed:05d}"
    folder.mkdir(parents=True, exist_ok=True)
    if file_format == "txt":
        path = folder / f"{name}.txt"
        path.write_text(dump_document(pages, level, rng), encoding="utf-8")
        truths: list[Json] = [{"tables": []} for _ in pages]
    else:
        path, truths = _scan(pages, random_habit(rng, level), file_format, folder / name, rng)
    truth = document_truth(name, level, document, truths)
    text = json.dumps(truth, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")
    return Made(path, truth)


def _format(order: Order, rng: Random, pages: int) -> str:
    if order.file_format in ("jpg", "png") and pages > 1:
        raise ValueError(f"seed {order.seed} gives {pages} pages; {order.file_format} holds one")
    if order.file_format != "auto":
        return order.file_format
    pick = rng.random()
    if pick < 0.14:
        return "tif"
    return rng.choice(("jpg", "png", "jpg")) if pages == 1 and pick < 0.4 else "pdf"


def _scan(
    pages: list[Page], habit: Habit, file_format: str, stem: Path, rng: Random
) -> tuple[Path, list[Json]]:
    delivered: list[Scan | Page] = []
    truths: list[Json] = []
    drawn_from = rng.randrange(2)
    for index, page in enumerate(pages):
        if file_format == "mixed" and index % 2 == drawn_from:
            delivered.append(page)
            truths.append(_page_truth(page, 1.0, flat(round(page.width), round(page.height))))
            continue
        damage = draw_damage(rng, habit, page.smallest_text)
        scan = scan_page(page, damage, rng, pages[index - 1] if len(pages) > 1 else None)
        delivered.append(scan)
        truths.append(_page_truth(page, scan.dpi / 72, scan.warp))
    return _write(delivered, file_format, stem, rng), truths


def _page_truth(page: Page, scale: float, warp: Warp) -> Json:
    return {"tables": [table_truth(t, scale, warp) for t in page.tables]}


def _write(delivered: list[Scan | Page], file_format: str, stem: Path, rng: Random) -> Path:
    scans = [d for d in delivered if isinstance(d, Scan)]
    suffix = {"mixed": "pdf"}.get(file_format, file_format)
    path = stem.with_name(f"{stem.name}.{suffix}")
    if suffix == "pdf":
        write_pdf(path, delivered, sideways=rng.random() < 0.12)
    elif suffix == "tif":
        write_tiff(path, scans)
    elif suffix == "png":
        write_png(path, scans[0])
    else:
        write_jpeg(path, scans[0])
    return path
