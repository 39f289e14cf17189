"""What a fit keeps of its documents: the usual of each feature, and how far nearly all stay from it."""

import importlib.util
from pathlib import Path

import pytest

from cuadra.calibrate import profile, profile_text
from extraction.trust.drift import Features, features_to_drift

WEIGHTS = {group: {"intercept": 1.0, "score": 2.0} for group in ("number", "date", "code", "text", "blank")}


def document(score: float) -> Features:
    return {"number": [{"score": score + off} for off in (-0.01, 0.01) * 10]}


def test_the_usual_is_the_mean_over_documents_and_one_far_off_is_told() -> None:
    fitted = [document(0.9 + at / 1000) for at in range(-25, 26)]
    usual, limit = profile(fitted, WEIGHTS)  # type: ignore[arg-type]
    mean, between, within = usual["number"]["score"]
    assert mean == pytest.approx(0.9, abs=1e-4)
    assert between == pytest.approx(0.0148, abs=1e-3)
    assert within == pytest.approx(0.01, abs=1e-4)
    assert sum(features_to_drift(one, usual, limit).is_unlike for one in fitted) == 1
    assert features_to_drift(document(0.6), usual, limit).is_unlike
    assert usual["text"] == {}


def test_a_written_profile_is_read_as_it_was(tmp_path: Path) -> None:
    usual = {"number": {"score": (0.9, 0.05, 0.1)}, "text": {}}
    file = tmp_path / "written.py"
    file.write_text(profile_text(usual, 1.5), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("written", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (usual, 1.5) == (module.PROFILE, module.LIMIT)
