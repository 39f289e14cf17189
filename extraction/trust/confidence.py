"""How likely a value is right: what speaks for and against it, weighed by a fitted model per field type."""

import math
import re
from collections.abc import Mapping
from typing import Final, Literal

from extraction.readings.fractions import repeating_fraction
from extraction.readings.shapes import decimals_of, is_dash, is_whole_value
from extraction.trust.calibration_weights import WEIGHTS
from extraction.trust.neighbourhood import Neighbourhood, log_score, odd_decimals, touches_edge
from extraction.wording import plain
from schemas.base import Frozen
from schemas.table import Entry
from schemas.value import NUMERIC, Value, ValueType

CheckVerdict = Literal["none", "passed", "failed", "inconsistent"]
Group = Literal["number", "date", "code", "text", "blank"]

LEAST: Final = 0.01
MOST: Final = 0.9995
MOST_COST: Final = 8.0
CLOSE_RIVAL: Final = 3.0
AMBIGUOUS: Final = 1.0
MOSTLY: Final = 0.5
LONG: Final = 12
# What is left of the confidence of a stack beside one of another height, of what may be two figures, of one
# broken over lines that leave room, and of a sign that no other figure around has.
UNEVEN: Final = 0.6
RUN_TOGETHER: Final = 0.3  # not fitted: a text of several amounts, or of one that was not read
FEWEST_AMOUNTS: Final = 3  # that are a row of figures and no sentence
CENTS: Final = 2
BLANK_TEXT: Final = 0.9
LIKELY_BLANK: Final = 0.9
LONE_BLANK: Final = 0.5  # not fitted: codes and dates that stand in all other rows
GOING_ON: Final = frozenset("-./")  # at the end of a line, the mark of a code that goes on
BARE_MARK: Final = re.compile(r"^\s*[-–(]?\s*[.,]\s*\d")
NO_THOUSANDS: Final = re.compile(r"\d (?:\d{1,2}(?!\d)|\d{4})")
NO_FIGURE: Final = re.compile(r"^[^\w(-]+|[^\w)-]+$")
MENDED: Final = frozenset({"glyph_corrected", "separator_corrected", "neighbour_parted", "other_reader"})

# Which way each feature may move the odds: +1 speaks for the value, -1 against it.
DIRECTIONS: Final = {
    "score": 1,
    "text_layer": 1,
    "agreed": 1,
    "disagreed": -1,
    "cost": -1,
    "close_rival": -1,
    "mended": -1,
    "joined": -1,
    "solved": -1,
    "passed": 1,
    "failed": -1,
    "unread": -1,
    "long": -1,
    "several_lines": -1,
    "repeating": 1,
    "odd_decimals": -1,
    "cut": -1,
    "gap": -1,
    "at_edge": -1,
    "touching": -1,
    "amid": -1,
    "quality": 1,
    "column_filled": -1,
    "row_filled": -1,
    "total": -1,
    "carries": 1,
    "dash": 1,
    "mark": -1,
}


class ReviewSettings(Frozen):
    """What a wrong value of each sort costs, in looks of a person at one.

    doubt: how many times likelier than calibrated a value is taken to be wrong.
    """

    wrong_number: float = 20.0
    wrong_date: float = 10.0
    wrong_code: float = 15.0
    wrong_text: float = 5.0
    look: float = 1.0
    doubt: float = 1.0

    def is_due(self, confidence: float, value_type: ValueType) -> bool:
        """Whether the expected cost of a wrong value is more than that of a look."""
        costs = {
            "number": self.wrong_number,
            "date": self.wrong_date,
            "code": self.wrong_code,
            "text": self.wrong_text,
        }
        return self.doubt * (1 - confidence) * costs[type_group(value_type)] > self.look

    def is_due_by_doubt(self, confidence: float, value_type: ValueType) -> bool:
        """Whether a look is due only because the whole document is doubted."""
        calibrated = self.replace(doubt=1.0)
        return self.is_due(confidence, value_type) and not calibrated.is_due(confidence, value_type)


class Evidence(Frozen):
    """What speaks for and against one value."""

    entry: Entry
    type: ValueType
    check: CheckVerdict = "none"
    carried: bool = False
    around: Neighbourhood = Neighbourhood()


class Estimate(Frozen):
    """The probability that the value is right, and why it may not be."""

    confidence: float
    reasons: tuple[str, ...] = ()


def type_group(value_type: ValueType) -> Group:
    """The sort of values that share a calibration."""
    return "number" if value_type in NUMERIC else value_type  # type: ignore[return-value]


def estimate(evidence: Evidence) -> Estimate:
    """The estimate for one value."""
    if stands_for_nothing(evidence):
        return estimate_blank(evidence.around, dash=True)
    found = features(evidence)
    confidence = probability(type_group(evidence.type), found)
    has_two_days = evidence.type == "date" and _is_ambiguous(evidence)
    is_odd = _is_out_of_shape(evidence) or _has_doubtful_sign(evidence) or _is_cut(found, evidence)
    if is_odd or has_two_days:
        confidence = min(UNEVEN, confidence)
    if _is_run_together(evidence) or _is_unread_amount(evidence):
        confidence = min(RUN_TOGETHER, confidence)
    return Estimate(confidence=confidence, reasons=_reasons(found, evidence))


def stands_for_nothing(evidence: Evidence) -> bool:
    """Whether a value is a lone dash where figures stand."""
    return evidence.around.figure and is_dash(evidence.entry.text)


def estimate_blank(around: Neighbourhood, dash: bool = False) -> Estimate:
    """The estimate that a cell without a figure has none on paper, too; dash: it holds one in its place."""
    is_odd = around.lone_blank or around.half_row or around.overlaid
    if (is_odd and not dash) or around.uncounted:
        return Estimate(confidence=LONE_BLANK, reasons=("blank_among_figures",))
    if not around.figure:
        return Estimate(confidence=BLANK_TEXT)
    confidence = probability("blank", blank_features(around, dash))
    return Estimate(
        confidence=confidence, reasons=("blank_among_figures",) if confidence < LIKELY_BLANK else ()
    )


def probability(group: Group, found: Mapping[str, float]) -> float:
    """The calibrated probability of what is found on a value of this group."""
    weights = WEIGHTS[group]
    odds = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 4)


def blank_features(around: Neighbourhood, dash: bool = False) -> dict[str, float]:
    """What speaks for and against a blank: how full its column and row are, how well the page was read."""
    return {
        "dash": float(dash),
        "mark": around.mark,
        "column_filled": around.column_filled,
        "row_filled": around.row_filled,
        "total": float(around.total and not around.carries) * around.column_filled,
        "amid": around.amid,
        "quality": around.quality,
        "carries": float(around.carries),
    }


def features(evidence: Evidence) -> dict[str, float]:
    """The evidence in figures, each about 0 to 1 save for costs in nats."""
    entry = evidence.entry
    scores = [line.confidence for line in entry.lines if line.confidence is not None]
    agree = _readers_agree(evidence)
    found = dict.fromkeys(DIRECTIONS, 0.0)
    # A text layer or a dump was not read off pixels: nothing can be held against the reading of it.
    found["score"] = log_score(min(scores)) if scores else 1.0
    found["text_layer"] = float(not scores)
    found["agreed"], found["disagreed"] = float(agree is True), float(agree is False)
    found["passed"], found["failed"] = float(evidence.check == "passed"), float(evidence.check == "failed")
    found["several_lines"] = float(_is_of_several_lines(evidence))
    found["long"] = min(LONG, sum(char.isdigit() for char in entry.text)) / LONG
    return found | _reading_features(evidence) | _neighbour_features(evidence)


def _is_of_several_lines(evidence: Evidence) -> bool:
    """Whether the value stands on several lines, but for a code whose marks say that it goes on."""
    entry = evidence.entry
    is_code = evidence.type == "code" and len(entry.lines) > 1 and bool(entry.readings)
    goes_on = all(line.text.rstrip()[-1:] in GOING_ON for line in entry.lines[:-1])
    return (len(entry.lines) > 1 or "\n" in entry.text) and not (is_code and goes_on)


def _reading_features(evidence: Evidence) -> dict[str, float]:
    """What the value's form says: mended, joined, with a close rival, or not to be read as its type."""
    readings = evidence.entry.readings
    if not readings:
        return {"unread": float(evidence.type != "text")}
    first = readings[0]
    rules = {repair.rule for repair in first.repairs}
    margin = readings[1].cost - first.cost if len(readings) > 1 else CLOSE_RIVAL
    return {
        "cost": min(MOST_COST, max(0.0, first.cost)),
        "close_rival": max(0.0, CLOSE_RIVAL - max(0.0, margin)),
        "mended": float(bool(rules & MENDED)),
        "joined": float("split_number_joined" in rules),
        "solved": float("relation_solved" in rules),
    }


def _neighbour_features(evidence: Evidence) -> dict[str, float]:
    """How well the value fits among its neighbours, and whether its first digits may be missing."""
    entry, around = evidence.entry, evidence.around
    found = {"quality": around.quality if any(line.confidence is not None for line in entry.lines) else 1.0}
    if type_group(evidence.type) != "number":
        return found
    first = entry.readings[0].value if entry.readings else None
    return found | {
        "repeating": float(first is not None and _repeats(first)),
        "odd_decimals": odd_decimals(first.type, first.value, around) if first else 0.0,
        "cut": float(bool(BARE_MARK.match(entry.text))),
        "gap": float(bool(NO_THOUSANDS.search(entry.text))),
        "at_edge": float(touches_edge(entry, around)),
        "touching": around.touching,
        "amid": around.amid,
    }


def _repeats(value: Value) -> bool:
    """Whether a long decimal prints a simple fraction, which misread digits would not."""
    return type_group(value.type) == "number" and repeating_fraction(value.value) is not None


def _readers_agree(evidence: Evidence) -> bool | None:
    """Whether the second reader read the same; None where it was not asked."""
    asked = [line for line in evidence.entry.lines if line.second is not None]
    if not asked:
        return None
    if evidence.type == "text":
        return all(plain(line.second or "") == plain(line.text) for line in asked)
    return all("".join((line.second or "").split()) == "".join(line.text.split()) for line in asked)


def _is_run_together(evidence: Evidence) -> bool:
    """Whether a text is the figures of several columns, none of which was found."""
    words = evidence.entry.text.split() if evidence.type == "text" else []
    return sum(map(_has_cents, words)) >= FEWEST_AMOUNTS


def _is_unread_amount(evidence: Evidence) -> bool:
    """Whether a text is an amount with something at its ends that no reading explains."""
    entry = evidence.entry
    return evidence.type == "text" and not entry.readings and _has_cents(NO_FIGURE.sub("", entry.text))


def _has_cents(text: str) -> bool:
    return is_whole_value(text) and decimals_of(text) == CENTS


def _is_out_of_shape(evidence: Evidence) -> bool:
    around = evidence.around
    is_loose = around.loose and type_group(evidence.type) == "number" and evidence.check != "passed"
    is_one = around.fused or around.cut_apart
    return around.uneven or is_one or around.lone_year or around.in_head or is_loose


def _is_cut(found: Mapping[str, float], evidence: Evidence) -> bool:
    """Whether the first digits of a figure read off pixels may be missing, and no sum bears it out."""
    was_read = any(line.confidence is not None for line in evidence.entry.lines)
    return bool(found["cut"]) and was_read and evidence.check != "passed"


def _has_doubtful_sign(evidence: Evidence) -> bool:
    """Whether a figure was read off pixels as the only one below zero, and no sum bears it out."""
    was_read = any(line.confidence is not None for line in evidence.entry.lines)
    return evidence.around.lone_minus and was_read and evidence.check != "passed"


def _is_ambiguous(evidence: Evidence) -> bool:
    """Whether another reading is as likely: of a date, the text of a cell that holds two days."""
    readings = evidence.entry.readings
    return len(readings) > 1 and readings[1].cost - readings[0].cost < AMBIGUOUS


def _reasons(found: dict[str, float], evidence: Evidence) -> tuple[str, ...]:
    is_cut = found["at_edge"] and found["odd_decimals"] > MOSTLY
    is_parted = found["touching"] > MOSTLY
    reasons = {
        "low_agreement": found["disagreed"],
        "out_of_vocabulary": found["unread"],
        "locale_ambiguous": _is_ambiguous(evidence) and evidence.type != "text",
        "check_failed": found["failed"],
        "source_inconsistent": evidence.check == "inconsistent",
        "geometry_conflict": found["cut"]
        or found["gap"]
        or is_cut
        or is_parted
        or _is_out_of_shape(evidence)
        or _is_run_together(evidence)
        or _is_unread_amount(evidence),
        "lone_sign": _has_doubtful_sign(evidence),
    }
    return tuple(name for name, holds in reasons.items() if holds)
