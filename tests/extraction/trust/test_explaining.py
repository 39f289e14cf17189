"""Every field and cell says in a Spanish and an English sentence why it is trusted or doubted."""

from collections.abc import Sequence

import pytest

from extraction.trust.explaining import Explainer, explained
from schemas.document import (
    Cell,
    CellRole,
    Check,
    CheckStatus,
    Document,
    Engine,
    Field,
    Member,
    Provenance,
    Record,
    Source,
    Table,
)
from schemas.value import Repair

SOLVED = Repair(rule="relation_solved", before="17784774", after="1784774")


def cell(row: int, text: str, *, col: int = 1, role: CellRole = "body", confidence: float = 0.99) -> Cell:
    return Cell(
        row=row, col=col, row_span=1, col_span=1, page=1, bbox=None, line=1, role=role, text=text,
        value=None, confidence=confidence, needs_review=confidence < 0.9, repairs=(),
    )  # fmt: skip


def field(**changes: object) -> Field:
    """A figure in the table's first row below its header, read without a doubt."""
    place = Provenance(page=1, line=1, table="t1", row=1, col=1)
    return Field.model_validate(
        {
            "value": "10",
            "type": "number",
            "text": "10",
            "confidence": 0.99,
            "needs_review": False,
            "reasons": (),
            "repairs": (),
            "candidates": (),
            "provenance": (place,),
            **changes,
        }
    )


def check(status: CheckStatus, *rows: int, number: int = 1) -> Check:
    """The sum in the first of the rows over the others."""
    members = tuple(Member(table="t1", row=row, col=1) for row in rows)
    return Check(
        id=f"c{number}", rule="column_sum", status=status, members=members, expected="30", found="31"
    )


def document(
    checks: Sequence[Check] = (), fields: Sequence[Field] = (), label: str = "TOTAL", **own: Field
) -> Document:
    """A table of two figures and their total, with a record of one field for each of `fields`."""
    cells = (
        cell(0, "Monto", role="header"),
        cell(1, "10"),
        cell(2, "20"),
        cell(3, label, col=0, role="total"),
        cell(3, "31", role="total"),
    )
    table = Table(
        id="t1", kind="generic", kind_confidence=1, pages=(1,), header_rows=1, columns=(), cells=cells,
        confidence=1,
    )  # fmt: skip
    records = tuple(
        Record(id=f"r{n}", type="row", fields={"monto": one}, confidence=1, needs_review=False, provenance=())
        for n, one in enumerate(fields)
    )
    return Document(
        id="sha256:" + "0" * 64,
        source=Source(name="a.pdf", media_type="application/pdf", bytes=1, pages=1),
        engine=Engine(version="0", config_digest="", models={}),
        status="complete",
        pages=(),
        tables=(table,),
        records=records,
        fields=own,
        checks=tuple(checks),
        errors=(),
    )


def said_of(one: Field, *checks: Check, label: str = "TOTAL") -> tuple[str, str]:
    """Both sentences of a field in the table's first row."""
    (record,) = explained(document(checks, [one], label)).records
    why = record.fields["monto"].why
    return why.es, why.en


def said_of_document(one: Field) -> tuple[str, str]:
    why = explained(document(fecha=one)).fields["fecha"].why
    return why.es, why.en


def test_a_field_that_nothing_but_its_reading_speaks_for_says_how_it_was_read() -> None:
    assert said_of(field()) == ("Se leyó con claridad.", "It was read clearly.")
    faint = field(confidence=0.93)
    assert said_of(faint) == ("Se leyó con alguna duda.", "It was read with some doubt.")
    poor = field(confidence=0.6, needs_review=True)
    assert said_of(poor) == ("Se lee con dificultad.", "It is hard to read.")
    (record,) = explained(document((), [poor])).records
    assert record.fields["monto"].reasons == ("hard_to_read",)
    assert said_of(field(value=None, text="", provenance=())) == ("Está en blanco.", "It is blank.")


def test_a_field_proven_by_a_total_names_it() -> None:
    assert said_of(field(), check("passed", 3, 1, 2)) == (
        "Cuadra con «TOTAL».",
        "It tallies with “TOTAL”.",
    )
    unnamed = said_of(field(), check("passed", 3, 1, 2), label="")
    assert unnamed == ("Cuadra con su total.", "It tallies with its total.")


def test_a_solved_field_says_that_it_was_mended_and_by_what() -> None:
    assert said_of(field(repairs=(SOLVED,)), check("repaired", 3, 1, 2)) == (
        "Se corrigió porque solo así cuadra la suma y cuadra con «TOTAL».",
        "It was mended, as only so the sum holds and it tallies with “TOTAL”.",
    )


def test_what_speaks_against_a_field_follows_what_speaks_for_it() -> None:
    doubted = field(reasons=("low_agreement", "check_failed"), needs_review=True)
    assert said_of(doubted, check("passed", 3, 1, 2)) == (
        "Cuadra con «TOTAL», pero dos lecturas no coinciden.",
        "It tallies with “TOTAL”, but two readings differ.",
    )
    assert said_of(doubted, check("failed", 3, 1, 2)) == (
        "No cuadra con «TOTAL» (sale 30, pone 31) y dos lecturas no coinciden.",
        "It does not tally with “TOTAL” (computed 30, printed 31) and two readings differ.",
    )


def test_a_field_to_review_never_speaks_for_itself_alone() -> None:
    doubted = field(confidence=0.93, needs_review=True)
    assert said_of(doubted, check("passed", 3, 1, 2)) == (
        "Cuadra con «TOTAL», pero se leyó con alguna duda.",
        "It tallies with “TOTAL”, but it was read with some doubt.",
    )


def test_several_checks_are_one_list_and_a_check_within_a_row_names_no_total() -> None:
    within = check("passed", 1, 1, number=2)
    assert said_of(field(), check("passed", 3, 1, 2), within, label="Ingresos") == (
        "Cuadra con «Ingresos» y las otras cifras de su fila.",
        "It tallies with “Ingresos” and the other figures of its row.",
    )
    es, _ = said_of(field(), within, check("passed", 3, 1, 2, number=3), label="Ingresos")
    assert es == "Cuadra con las otras cifras de su fila e «Ingresos»."


@pytest.mark.parametrize(("status", "es"), [("passed", "Va en orden"), ("failed", "No va en orden")])
def test_dates_do_not_tally_but_are_in_order(status: CheckStatus, es: str) -> None:
    dates = check(status, 1, 1).replace(rule="date_order")
    assert said_of(field(), dates)[0] == f"{es} con las otras fechas de su fila."


def test_a_long_label_is_cut() -> None:
    es, _ = said_of(field(), check("passed", 3, 1, 2), label="TOTAL " * 50)
    assert es.endswith("TOTAL…».")
    assert len(es) < 80


CODES = (
    "low_agreement",
    "out_of_vocabulary",
    "locale_ambiguous",
    "geometry_conflict",
    "group_conflict",
    "lone_sign",
    "not_split",
    "unclear_label",
    "unlike_calibration",
)


def test_every_reason_has_its_own_words() -> None:
    said = {said_of(field(reasons=(code,), needs_review=True, confidence=0.6)) for code in CODES}
    assert len(said) == len(CODES)
    assert ("Se lee con dificultad.", "It is hard to read.") not in said


def test_a_document_unlike_the_fitting_ones_is_named_as_the_reason() -> None:
    assert said_of(field(reasons=("unlike_calibration",), needs_review=True)) == (
        "El documento no se parece a aquellos con los que se calibró la confianza.",
        "The document is unlike those that confidences were fitted on.",
    )


def test_a_field_of_the_document_speaks_of_its_pages() -> None:
    pages = tuple(Provenance(page=number) for number in (1, 2))
    own = field(type="date", value="2019-05-31", confidence=0.95, provenance=pages)
    assert said_of_document(own) == ("Lo dicen varias páginas.", "Several pages say so.")
    assert said_of_document(own.replace(reasons=("low_agreement",), needs_review=True)) == (
        "No todas las páginas dicen lo mismo.",
        "Not all pages say the same.",
    )


@pytest.mark.parametrize(
    ("status", "row", "es", "en"),
    [
        ("passed", 1, "Cuadra con «TOTAL».", "It tallies with “TOTAL”."),
        ("passed", 3, "Cuadra con las 2 cifras que suma.", "It tallies with the 2 figures it adds up."),
        (
            "failed",
            1,
            "No cuadra con «TOTAL» (sale 30, pone 31).",
            "It does not tally with “TOTAL” (computed 30, printed 31).",
        ),
        (
            "source_inconsistent",
            1,
            "El original no cuadra con «TOTAL» (sale 30, pone 31).",
            "The page itself does not tally with “TOTAL” (computed 30, printed 31).",
        ),
    ],
)
def test_each_cell_says_why_it_is_trusted_or_doubted(status: CheckStatus, row: int, es: str, en: str) -> None:
    checked = document([check(status, 3, 1, 2)])
    table = checked.tables[0]
    one = next(one for one in table.cells if (one.row, one.col) == (row, 1))
    why = Explainer(checked).cell(table, one)
    assert (why.es, why.en) == (es, en)


def test_a_total_of_one_figure_speaks_of_one() -> None:
    checked = document([check("passed", 3, 1)])
    why = Explainer(checked).cell(checked.tables[0], checked.tables[0].cells[-1])
    assert (why.es, why.en) == ("Cuadra con la cifra que suma.", "It tallies with the figure it adds up.")


def test_a_cell_repeats_what_its_field_is_doubted_for() -> None:
    doubted = document(fields=[field(reasons=("low_agreement",), needs_review=True)])
    table = doubted.tables[0]
    said = [Explainer(doubted).cell(table, one).en for one in table.cells[1:3]]
    assert said == ["Two readings differ.", "It was read clearly."]
