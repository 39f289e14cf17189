"""All document families by name."""

from __future__ import annotations

from collections.abc import Callable

from samples.generator.brief import Brief
from samples.generator.family_generic import municipal, statistics
from samples.generator.family_improvement import improvement
from samples.generator.family_poa import poa
from samples.generator.family_programs import programs
from samples.generator.family_siafi import siafi
from samples.generator.family_slides import slides
from samples.generator.spec import Document

FAMILIES: dict[str, Callable[[Brief], Document]] = {
    "poa_budget": poa,
    "siafi_product": siafi,
    "municipal": municipal,
    "improvement_actions": improvement,
    "budget_group": slides,
    "poa_result": poa,
    "regional_transfer": programs,
    "statistics": statistics,
    "annual_target": programs,
    "poa_full": poa,
    "contract_modality": slides,
    "results_framework": programs,
    "indicator_catalog": poa,
    "slides": slides,
    "project_report": programs,
}
