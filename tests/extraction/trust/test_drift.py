"""A document unlike the fitting ones says so and is reviewed more; one like them, or better, does not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.assemble import UNLIKE, assemble
from extraction.document_fields.field_tagger import FieldTagger
from extraction.trust.calibration_profile import LIMIT, PROFILE
from extraction.trust.calibration_weights import WEIGHTS
from extraction.trust.confidence import DIRECTIONS, ReviewSettings
from extraction.trust.drift import FEWEST_VALUES, Features, features_to_drift
from schemas.document import Document, Engine, Source
from schemas.form import load_forms
from schemas.reading import Alternative, PageReading, ReadCell, ReadTable, TextLine
from tests.extraction.truth_reading import load_truth

ROOT = Path(__file__).parents[3]
FORMS = load_forms(ROOT / "schemas" / "forms")
USUAL = {"number": {"score": (0.9, 0.05, 0.0), "cost": (0.1, 0.1, 0.0)}}


def numbers(score: float, cost: float, count: int = 20) -> Features:
    return {"number": [{"score": score, "cost": cost}] * count}


def test_a_document_like_the_fitting_ones_is_near_and_one_far_from_them_names_what_is_far() -> None:
    assert not features_to_drift(numbers(0.9, 0.1), USUAL, 2.0).is_unlike
    far = features_to_drift(numbers(0.6, 0.1), USUAL, 2.0)
    assert far.is_unlike
    assert far.features == ("number score",)


def test_what_speaks_for_the_values_is_no_drift() -> None:
    assert features_to_drift(numbers(1.0, 0.0), USUAL, 2.0).distance == 0


def test_few_values_say_nothing_and_chance_is_allowed_for() -> None:
    assert features_to_drift(numbers(0.1, 9.0, FEWEST_VALUES - 1), USUAL, 2.0).distance == 0
    scattered = {"number": {"score": (0.9, 0.05, 0.3)}}
    few, many = (features_to_drift(numbers(0.7, 0.0, count), scattered, 2.0) for count in (5, 500))
    assert few.distance < many.distance


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_worse_a_document_is_the_farther_it_lies(one: float, other: float) -> None:
    better, worse = (
        features_to_drift(numbers(score, 0.1), USUAL, 2.0) for score in (max(one, other), min(one, other))
    )
    assert better.distance <= worse.distance


def test_the_profile_is_of_features_that_confidences_rest_on() -> None:
    assert LIMIT > 1
    for group, usual in PROFILE.items():
        assert set(usual) <= set(DIRECTIONS)
        assert usual or not WEIGHTS[group]


@pytest.fixture(scope="module")
def tagger() -> FieldTagger:
    return FieldTagger()


def test_a_sheet_read_worse_than_any_fitting_one_is_warned_of_and_reviewed_more(tagger: FieldTagger) -> None:
    pages = load_truth(ROOT / "samples" / "truth" / "plan_presupuesto_clean.truth.json")
    well, badly = (decided(read_as(pages, score), tagger) for score in (0.999, 0.75))
    assert well.warnings == ()
    (warning,) = badly.warnings
    assert warning.code == "unlike_calibration"
    assert "disagreed" in warning.message
    assert warning.why.es.startswith("El documento no se parece a aquellos")
    assert warning.why.en.startswith("The document is unlike those")
    fields = [one for record in badly.records for one in record.fields.values()]
    doubted = [one for one in fields if "unlike_calibration" in one.reasons]
    assert doubted
    for one in doubted:
        assert "el documento no se parece" in one.why.es.lower()
        assert "the document is unlike" in one.why.en.lower()
    assert flagged(badly) > flagged(well)


@given(st.floats(0.01, 0.9995))
def test_doubt_only_adds_looks(confidence: float) -> None:
    usual, doubted = ReviewSettings(), ReviewSettings(doubt=UNLIKE)
    assert doubted.is_due(confidence, "number") >= usual.is_due(confidence, "number")
    by_doubt = doubted.is_due_by_doubt(confidence, "number")
    assert by_doubt == (doubted.is_due(confidence, "number") and not usual.is_due(confidence, "number"))
    assert not usual.is_due_by_doubt(confidence, "number")


def decided(pages: Sequence[PageReading], tagger: FieldTagger) -> Document:
    source = Source(name="one", media_type="image/png", bytes=1, pages=len(pages))
    engine = Engine(version="test", config_digest="", models={})
    return assemble(source, "sha256:" + "0" * 64, engine, pages, FORMS, tagger=tagger)


def flagged(document: Document) -> int:
    return sum(one.needs_review for table in document.tables for one in table.cells)


def read_as(pages: Sequence[PageReading], score: float) -> tuple[PageReading, ...]:
    """The pages as a reader with this score on every line would have read them, hesitating below 0.99."""

    def line(one: TextLine) -> TextLine:
        doubt = (Alternative(text=one.text + ".", cost=0.5, source="ppocr"),) if score < 0.99 else ()
        return one.replace(confidence=score, alternatives=doubt, second="?" if doubt else None)

    def cell(one: ReadCell) -> ReadCell:
        return one.replace(lines=tuple(map(line, one.lines)))

    def table(one: ReadTable) -> ReadTable:
        return one.replace(cells=tuple(map(cell, one.cells)))

    return tuple(page.replace(tables=tuple(map(table, page.tables)), text_source="ocr") for page in pages)
