"""The committed samples: a few documents of all sorts, levels and formats."""

from __future__ import annotations

from pathlib import Path

from samples.generator.making import Order, make

# file stem: seed, level, family, format, printed error
SAMPLES: dict[str, tuple[int, str, str, str, bool]] = {
    "plan_presupuesto_clean": (354, "clean", "poa_budget", "pdf", False),
    "plan_completo_typical": (304, "typical", "poa_full", "pdf", False),
    "plan_completo_mixed": (321, "typical", "poa_full", "mixed", False),
    "plan_presupuesto_hard": (305, "hard", "poa_budget", "pdf", False),
    "productos_typical": (304, "typical", "siafi_product", "tif", False),
    "mejoras_typical": (313, "typical", "improvement_actions", "pdf", False),
    "rendicion_clean": (300, "clean", "slides", "pdf", False),
    "municipio_hard": (301, "hard", "municipal", "jpg", False),
    "municipio_misprint": (304, "typical", "municipal", "pdf", True),
    "proyecto_hard": (301, "hard", "project_report", "pdf", False),
    "estadisticas_typical": (302, "typical", "statistics", "pdf", False),
    "metas_clean": (300, "clean", "annual_target", "png", False),
    "plan_volcado": (302, "typical", "poa_full", "txt", False),
    "productos_volcado": (306, "hard", "siafi_product", "txt", False),
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
