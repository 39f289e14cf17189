"""A first estimate of how likely a value is right; a calibrator takes its place."""

import math
from typing import Final, Literal

from extraction.wording import plain
from schemas.base import Frozen
from schemas.table import Entry
from schemas.value import ValueType

CheckVerdict = Literal["none", "passed", "failed"]
BEST: Final = 0.995
UNASKED_OCR: Final = 0.97
TEXT_LAYER: Final = 0.99
DISAGREE: Final = 0.55
AGREE: Final = 0.5
PASSED: Final = 0.3
FAILED: Final = 0.6
PER_NAT: Final = 0.06


class ReviewSettings(Frozen):
    """When a person should look."""

    threshold: float = 0.9


class Evidence(Frozen):
    """What speaks for and against one value."""

    entry: Entry
    type: ValueType
    check: CheckVerdict = "none"
    carried: bool = False


class Estimate(Frozen):
    """The probability that the value is right, and why it may not be."""

    confidence: float
    reasons: tuple[str, ...] = ()


def estimate(evidence: Evidence) -> Estimate:
    """The estimate for one value."""
    reasons: list[str] = []
    entry = evidence.entry
    doubt = 1 - _reader_score(entry)
    match _readers_agree(evidence):
        case True:
            doubt *= AGREE
        case False:
            doubt = max(doubt, 1 - DISAGREE)
            reasons.append("low_agreement")
        case None:
            pass
    doubt += _form_doubt(evidence, reasons)
    match evidence.check:
        case "passed":
            doubt *= PASSED
        case "failed":
            doubt = max(doubt, 1 - FAILED)
            reasons.append("check_failed")
        case "none":
            pass
    return Estimate(confidence=round(min(BEST, max(0.02, 1 - doubt)), 4), reasons=tuple(reasons))


def _reader_score(entry: Entry) -> float:
    scores = [line.confidence for line in entry.lines if line.confidence is not None]
    if not scores:
        return TEXT_LAYER
    return min(UNASKED_OCR, min(scores))


def _readers_agree(evidence: Evidence) -> bool | None:
    """Whether the second reader read the same; None where it was not asked."""
    asked = [line for line in evidence.entry.lines if line.second is not None]
    if not asked:
        return None
    if evidence.type == "text":
        return all(plain(line.second or "") == plain(line.text) for line in asked)
    return all("".join((line.second or "").split()) == "".join(line.text.split()) for line in asked)


def _form_doubt(evidence: Evidence, reasons: list[str]) -> float:
    """Doubt from the value's form: unreadable as its type, mended, or with a close rival."""
    if evidence.type == "text":
        return 0.0
    readings = evidence.entry.readings
    if not readings:
        reasons.append("out_of_vocabulary")
        return 0.7
    doubt = 1 - math.exp(-PER_NAT * readings[0].cost)
    if len(readings) > 1 and readings[1].cost - readings[0].cost < 1.0:
        reasons.append("locale_ambiguous")
        doubt += 0.25
    return doubt
