"""The committed samples: a few documents of all sorts, levels and formats."""

from __future__ import annotations

from pathlib import Path

from samples.generator.making import Order, make

# file stem: seed, level, family, format, printed error
SAMPLES: dict[str, tuple[int, str, str, str, bool]] = {
    "plan_presupuesto_clean": (201, "clean", "poa_budget", "pdf", False),
    "plan_completo_typical": (202, "typical", "poa_full", "pdf", False),
    "plan_completo_mixed": (203, "typical", "poa_full", "mixed", False),
    "plan_presupuesto_hard": (204, "hard", "poa_budget", "pdf", False),
    "productos_typical": (205, "typical", "siafi_product", "tif", False),
    "mejoras_typical": (206, "typical", "improvement_actions", "pdf", False),
    "rendicion_clean": (207, "clean", "slides", "pdf", False),
    "municipio_hard": (208, "hard", "municipal", "jpg", False),
    "municipio_misprint": (209, "typical", "municipal", "pdf", True),
    "proyecto_hard": (210, "hard", "project_report", "pdf", False),
    "estadisticas_typical": (211, "typical", "statistics", "pdf", False),
    "metas_clean": (212, "clean", "annual_target", "png", False),
    "plan_volcado": (213, "typical", "poa_full", "txt", False),
    "productos_volcado": (214, "hard", "siafi_product", "txt", False),
}


def make_sample_set(folder: Path) -> list[Path]:
    """Write the set into `documents` and `truth` below a folder."""
    documents, truths = folder / "documents", folder / "truth"
    truths.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, (seed, level, family, file_format, misprint) in SAMPLES.items():
        made = make(Order(seed, level, family, file_format, misprint), documents, name)
        (documents / f"{name}.truth.json").replace(truths / f"{name}.truth.json")
        paths.append(made.path)
    return paths
