"""All document families by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from samples.generator.family_generic import municipal, statistics
from samples.generator.family_poa import poa
from samples.generator.family_siafi import siafi
from samples.generator.family_slides import slides
from samples.generator.spec import Document
from samples.generator.style import PageStyle

FAMILIES: dict[str, Callable[[Random, PageStyle, str], Document]] = {
    "poa_budget": poa,
    "siafi_product": siafi,
    "budget_group": slides,
    "municipal": municipal,
    "poa_result": poa,
    "slides": slides,
    "indicator_catalog": poa,
    "statistics": statistics,
    "poa_full": poa,
    "contract_modality": slides,
}
