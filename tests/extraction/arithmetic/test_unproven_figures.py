"""Figures that no reader saw go to a person: carried into other rows, or solved in text without doubts."""

import pytest

from extraction.record_fields import Place, Setting, entry_to_field
from extraction.trust.confidence import CheckVerdict
from schemas.document import Field
from schemas.reading import PageReading, TextLine
from schemas.table import Entry, LineEntry
from schemas.value import Reading, Repair, Value, ValueType

PAGE = PageReading(page_no=1, text_source="text")


def field(rule: str, kind: ValueType, confidence: float | None, verdict: CheckVerdict = "none") -> Field:
    repair = Repair(rule=rule, before="", after="34", evidence="")
    solved = rule == "relation_solved"
    value = Value(type="number" if kind == "number" else "text", value="34")
    reading = Reading(value=value, cost=0.0, repairs=(repair,) if solved else ())
    line = TextLine(text="34", confidence=confidence)
    found = LineEntry(
        cell_row=0,
        cell_col=1,
        page=1,
        index=0,
        entry=Entry(text="34", readings=(reading,), lines=(line,)),
        carried=not solved,
        repairs=() if solved else (repair,),
    )
    setting = Setting(pages={1: PAGE}, verdicts={("t1", 1, 1): verdict})
    return entry_to_field(found, kind, Place(table="t1", row=1, col=1, page=1), setting)


def test_a_figure_carried_down_is_reviewed_and_a_name_is_not_for_that() -> None:
    figure, name = (field("merged_cell_carried_down", kind, 0.99) for kind in ("number", "text"))
    assert figure.needs_review
    assert "geometry_conflict" in figure.reasons
    assert "geometry_conflict" not in name.reasons


def test_a_sum_that_bears_a_figure_out_says_nothing_of_its_copies() -> None:
    assert field("merged_cell_carried_down", "number", 0.99, "passed").needs_review


@pytest.mark.parametrize(("confidence", "doubted"), [(None, True), (0.9, False)])
def test_a_figure_solved_in_text_without_doubts_is_reviewed(confidence: float | None, doubted: bool) -> None:
    solved = field("relation_solved", "number", confidence, "passed")
    assert ("solved_unseen" in solved.reasons) is doubted
    assert solved.needs_review or not doubted
