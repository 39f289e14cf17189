"""More evidence for a value never makes it less sure, and doubt asks a person."""

import pytest

from extraction.calibration_weights import WEIGHTS
from extraction.confidence import DIRECTIONS, CheckVerdict, Evidence, ReviewSettings, estimate
from extraction.locales import Locale
from extraction.numbers import number_readings
from schemas.reading import TextLine
from schemas.table import Entry


def evidence(text: str, score: float, second: str | None = None, check: CheckVerdict = "none") -> Evidence:
    line = TextLine(text=text, confidence=score, second=second)
    readings = number_readings(text, Locale.POINT_DECIMAL)
    return Evidence(entry=Entry(text=text, lines=(line,), readings=readings), type="number", check=check)


def test_no_weight_speaks_against_its_feature() -> None:
    for weights in WEIGHTS.values():
        assert all(weight * DIRECTIONS[name] >= 0 for name, weight in weights.items() if name != "intercept")


def test_a_sum_that_holds_makes_a_figure_surer() -> None:
    plain, proven = evidence("1,250.00", 0.9), evidence("1,250.00", 0.9, check="passed")
    assert estimate(proven).confidence > estimate(plain).confidence


@pytest.mark.parametrize(
    ("doubted", "reason"),
    [
        (evidence("1,250.00", 0.99, second="1,280.00"), "low_agreement"),
        (evidence("1,2x0.00", 0.99), "out_of_vocabulary"),
        (evidence("1,250.00", 0.99, check="failed"), "check_failed"),
    ],
)
def test_doubt_is_said_and_lowers_confidence(doubted: Evidence, reason: str) -> None:
    found = estimate(doubted)
    assert reason in found.reasons
    assert found.confidence < estimate(evidence("1,250.00", 0.99)).confidence


def test_a_look_is_due_where_a_wrong_value_would_cost_more() -> None:
    settings = ReviewSettings(wrong_number=20, wrong_text=2, look=1)
    assert settings.is_due(0.94, "money")
    assert not settings.is_due(0.96, "number")
    assert not settings.is_due(0.6, "text")
