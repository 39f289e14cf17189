"""A line's value to a record's field: value, doubt, repairs, rivals, and where it stands."""

import re
from collections.abc import Mapping
from typing import Final

from extraction.arithmetic.checks import DOUBTED
from extraction.trust.confidence import (
    CheckVerdict,
    Estimate,
    Evidence,
    ReviewSettings,
    estimate,
    estimate_blank,
)
from extraction.trust.neighbourhood import Neighbourhood
from schemas.base import Frozen
from schemas.document import Candidate, Field, Fractions, Provenance
from schemas.form import Split
from schemas.geometry import Box, project
from schemas.reading import PageReading
from schemas.table import LineEntry
from schemas.value import NUMERIC, Reading, Repair, ValueType

MOST_CANDIDATES: Final = 3
BLANK_CONFIDENCE: Final = 0.9
CONFLICT: Final = 0.6
SOLVED: Final = 0.9


class Setting(Frozen):
    """What every field needs: the pages by number, the verdicts of the checks, when to ask a person."""

    pages: dict[int, PageReading]
    verdicts: Mapping[tuple[str, int, int], CheckVerdict]
    review: ReviewSettings = ReviewSettings()
    around: Mapping[str, Mapping[tuple[int, int], Neighbourhood]] = {}

    def neighbourhood(self, table: str, row: int, col: int) -> Neighbourhood:
        """What stands around a cell."""
        return self.around.get(table, {}).get((row, col), Neighbourhood())

    def fractions(self, box: Box | None, page: int) -> Fractions | None:
        """A box of the upright page as fractions of the page as delivered."""
        mesh = self.pages[page].to_delivered
        if box is None or mesh is None:
            return None
        x0, y0, x1, y1 = (round(min(1.0, max(0.0, edge)), 5) for edge in project(box, mesh))
        return x0, y0, x1, y1

    def verdict(self, table: str, row: int, col: int) -> CheckVerdict:
        return self.verdicts.get((table, row, col), "none")


class Place(Frozen):
    """Where a field's value is printed."""

    table: str
    row: int
    col: int
    page: int
    box: Box | None = None
    line: int | None = None


def entry_to_field(found: LineEntry, value_type: ValueType, place: Place, setting: Setting) -> Field:
    """The field that one printed value gives."""
    entry = found.entry
    reading = entry.readings[0] if entry.readings and value_type != "text" else None
    kind = reading.value.type if reading else value_type
    evidence = Evidence(
        entry=entry,
        type=value_type,
        check=setting.verdict(place.table, place.row, place.col),
        carried=found.carried,
        around=setting.neighbourhood(place.table, place.row, place.col),
    )
    repairs = found.repairs + (reading.repairs if reading else ())
    guess = _less_where_unproven(_less_in_conflict(estimate(evidence), found), evidence, repairs)
    if setting.review.is_due_by_doubt(guess.confidence, value_type):
        guess = guess.replace(reasons=(*guess.reasons, "unlike_calibration"))
    return Field(
        value=reading.value.value if reading else (entry.text or None) if value_type == "text" else None,
        type=kind,
        unit=reading.value.unit if reading else None,
        text=entry.text,
        confidence=guess.confidence,
        needs_review=_needs_review(guess, evidence, setting),
        reasons=guess.reasons,
        repairs=repairs,
        candidates=_candidates(entry.readings, guess) if value_type != "text" else (),
        provenance=(_provenance(place, setting),),
    )


def _less_in_conflict(guess: Estimate, found: LineEntry) -> Estimate:
    """Doubt where a carried value takes the place of a printed one."""
    if not any(repair.rule == "merged_cell_carried_down" and repair.before for repair in found.repairs):
        return guess
    return Estimate(confidence=min(guess.confidence, CONFLICT), reasons=(*guess.reasons, "group_conflict"))


def _less_where_unproven(guess: Estimate, evidence: Evidence, repairs: tuple[Repair, ...]) -> Estimate:
    """Doubt in figures that no reader saw: carried into rows of their own, or solved in text without doubts.

    Names go down over the rows that they are merged with; a figure rarely does, and the rule between two rows
    may have been lost: a sum bears it out once, in its own row. Text that says nothing of its doubts leaves a
    misprint and a misreading alike.
    """
    rules = {repair.rule for repair in repairs}
    if evidence.type not in NUMERIC:
        return guess
    if "merged_cell_carried_down" in rules:
        return Estimate(
            confidence=min(guess.confidence, CONFLICT), reasons=(*guess.reasons, "geometry_conflict")
        )
    if "relation_solved" in rules and all(line.confidence is None for line in evidence.entry.lines):
        return Estimate(confidence=min(guess.confidence, SOLVED), reasons=(*guess.reasons, "solved_unseen"))
    return guess


def _needs_review(guess: Estimate, evidence: Evidence, setting: Setting) -> bool:
    return setting.review.is_due(guess.confidence, evidence.type) or evidence.check in DOUBTED


def _candidates(readings: tuple[Reading, ...], guess: Estimate) -> tuple[Candidate, ...]:
    """The rivals share what the value leaves, by their cost."""
    rivals = readings[1 : 1 + MOST_CANDIDATES]
    shares = [2.718281828459045 ** -(rival.cost - readings[0].cost) for rival in rivals]
    whole = max(1.0, sum(shares))
    return tuple(
        Candidate(value=rival.value.value, confidence=round((1 - guess.confidence) * share / whole, 4))
        for rival, share in zip(rivals, shares, strict=True)
    )


def _provenance(place: Place, setting: Setting) -> Provenance:
    box = setting.fractions(place.box, place.page)
    line = place.line if box is None else None
    return Provenance(page=place.page, bbox=box, line=line, table=place.table, row=place.row, col=place.col)


def blank_field(value_type: ValueType, over: Place | None, own: Place | None, setting: Setting) -> Field:
    """A field that its page leaves blank, as doubtful as its cell.

    over: the cell of figures that goes over its place, if one does; own: its own cell, if it has one.
    """
    around = setting.neighbourhood(own.table, own.row, own.col) if own else None
    place, due = over, over is not None
    guess = Estimate(confidence=BLANK_CONFIDENCE)
    if over:
        guess = Estimate(confidence=CONFLICT, reasons=("geometry_conflict",))
    elif around and (around.figure or around.lone_blank):
        place, guess = own, estimate_blank(around)
        due = setting.review.is_due(guess.confidence, "number")
    return Field(
        value=None,
        type=value_type,
        text="",
        confidence=guess.confidence,
        needs_review=due,
        reasons=guess.reasons,
        repairs=(),
        candidates=(),
        provenance=(_provenance(place, setting),) if place else (),
    )


def split_field(field: Field, split: Split) -> dict[str, Field]:
    """The fields that one printed cell falls into; where it does not fit, the whole goes to the last one."""
    match = re.match(split.pattern, field.text, re.DOTALL)
    names = split.names
    if match is None:
        doubtful = field.replace(reasons=(*field.reasons, "not_split"), needs_review=True)
        return {names[-1]: doubtful}
    return {
        name: field.replace(
            value=match[name].strip(), text=match[name].strip(), type=split.types.get(name, "text")
        )
        for name in names
        if match[name]
    }
