"""What is said of confidences is arithmetic that can be checked by hand."""

from xml.etree import ElementTree

import pytest

from cuadra.bench.misprints import judge_misprint
from cuadra.bench.plots import coverage_picture, reliability_picture
from cuadra.bench.reliability import Point, document_points, reliabilities, wilson

BOX = [0.1, 0.1, 0.9, 0.2]


def points(*found: tuple[float | None, bool, bool]) -> list[Point]:
    return [Point("number", confidence, flagged, right) for confidence, flagged, right in found]


@pytest.mark.parametrize(
    ("right", "count", "low", "high"), [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_wilson_intervals_are_those_of_the_tables(right: int, count: int, low: float, high: float) -> None:
    """81 of 263: Newcombe 1998, table I."""
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-5)


def test_silent_errors_are_the_wrong_and_the_missing_that_nobody_is_told_of() -> None:
    found = reliabilities(
        points((0.999, False, True), (0.99, False, False), (0.5, True, False), (None, False, False))
    )["number"]
    assert (found.silent, found.missing, found.sure_wrong) == (0.5, 0.25, 0.5)
    assert found.flagged == pytest.approx(1 / 3)
    assert found.sure == pytest.approx(2 / 3)


def test_calibration_error_is_the_gap_between_confidence_and_what_was_right() -> None:
    found = reliabilities(points(*[(0.9, False, True)] * 9, (0.9, False, False)))["number"]
    assert found.ece == pytest.approx(0.0)
    assert reliabilities(points(*[(0.9, False, True)] * 10))["number"].ece == pytest.approx(0.1)


def test_error_against_coverage_takes_the_surest_first() -> None:
    found = reliabilities(points((0.6, True, False), (0.99, False, True)))["number"]
    assert found.risk == ((0.5, 0.0), (1.0, 0.5))
    assert found.aurc == 0.25


def test_pictures_are_well_formed() -> None:
    found = reliabilities(points((0.6, True, False), (0.99, False, True)))
    for picture in (reliability_picture(found, "a < b"), coverage_picture(found, "a < b")):
        root = ElementTree.fromstring(picture)
        assert root.tag.endswith("svg")
        assert "a < b" in "".join(root.itertext())


def output(value: str, status: str, rule: str = "") -> dict[str, object]:
    repairs = [{"rule": rule, "before": "", "after": value, "evidence": ""}] if rule else []
    cell = {
        "row": 1, "col": 2, "row_span": 1, "col_span": 1, "page": 1, "bbox": BOX, "text": "41",
        "confidence": 0.9, "needs_review": False, "value": {"value": value}, "repairs": repairs,
    }  # fmt: skip
    check = {"status": status, "members": [{"table": "t1", "row": 1, "col": 2}]}
    return {"tables": [{"id": "t1", "cells": [cell]}], "checks": [check]}


TRUTH = {
    "name": "n",
    "level": "clean",
    "misprints": [{"kind": "generic", "row": "Total", "col": "2", "printed": "41", "right": "31"}],
    "pages": [
        {
            "tables": [
                {
                    "kind": "generic",
                    "bbox": BOX,
                    "cells": [
                        {
                            "row": 1, "col": 2, "row_span": 1, "col_span": 1, "bbox": BOX, "text": "41",
                            "kind": "number", "value": "41",
                        }
                    ],
                }
            ]
        }
    ],
}  # fmt: skip


def test_a_misprint_is_told_where_a_check_that_fails_names_it_and_changed_where_arithmetic_took_another() -> (
    None
):
    told = judge_misprint(TRUTH, output("41", "source_inconsistent"))
    assert (told.found, told.kept, told.told, told.changed) == (True, True, True, 0)
    changed = judge_misprint(TRUTH, output("31", "repaired", "relation_solved"))
    assert (changed.kept, changed.told, changed.changed) == (False, False, 1)


def test_a_value_without_a_cell_is_a_point_without_confidence() -> None:
    (found,) = document_points(TRUTH, {"tables": []})
    assert found == Point("number", None, False, False)
