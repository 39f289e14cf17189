"""The results pages, the indicator catalogue and the signatures of an operating plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from samples.generator.header_tree import Head, header_rows
from samples.generator.poa_budget import PoaStyle, trimmed
from samples.generator.poa_plan import Activity
from samples.generator.poa_wording import HEADS, ROLES
from samples.generator.printing import DateStyle
from samples.generator.spec import Cell, Column, Record, Row, Table, code_cell, date_cell, text_cell
from samples.generator.vocabulary import DELAYS, DONE, INDICATORS, MEANS, UNITS, Words
from samples.generator.wording import Wording


@dataclass(frozen=True)
class Outcome:
    """What an activity's results line says beyond its plan."""

    unit: str
    means: str
    deviation: str
    result: str


def make_outcomes(rng: Random, plan: list[Activity], acronym: str) -> list[Outcome]:
    """One outcome to each activity."""
    outcomes = []
    units = [acronym, f"{acronym}/{rng.choice(('UAF', 'UPL', 'DGE', 'UCO'))}"]
    one_unit = rng.random() < 0.6
    for _ in plan:
        late = rng.random()
        outcomes.append(
            Outcome(
                units[0] if one_unit else rng.choice(units),
                rng.choice(MEANS),
                rng.choice(DELAYS) if late < 0.45 else "",
                rng.choice(DONE) if late > 0.3 else "",
            )
        )
    return outcomes


def result_heads(wording: Wording) -> tuple[Head, ...]:
    """The header tree of the results form."""

    def leaf(role: str) -> Head:
        return Head(wording.head(role, HEADS))

    pair = (leaf("code"), leaf("operation"), leaf("activity"))
    indicator = Head(wording.name("indicator_group", HEADS), (leaf("indicator"), leaf("indicator_value")))
    rest = ("execution_pct", "executing_unit", "verification_means", "deviations", "results")
    return (*pair, indicator, *(leaf(r) for r in rest))


def result_table(plan: list[Activity], outcomes: list[Outcome], style: PoaStyle, wording: Wording) -> Table:
    """The results table of a plan."""
    rows = []
    for k, (a, o) in enumerate(zip(plan, outcomes, strict=True)):
        shown, digits = trimmed(a.execution, style)
        cells = {0: code_cell(a.code)}
        if a.first_of_operation:
            size = min(a.operation_size, len(plan) - k)
            cells[1] = text_cell(a.operation, row_span=size if style.merge_operation else 1)
        elif not style.merge_operation:
            cells[1] = Cell()
        cells |= {
            2: text_cell(a.name),
            3: text_cell(a.indicator),
            4: Cell(style.numbers.show_plain(a.indicator_value), "number", a.indicator_value),
            5: Cell(shown, "number", digits),
            6: text_cell(o.unit),
            7: text_cell(o.means),
            8: text_cell(o.deviation),
            9: text_cell(o.result),
        }
        rows.append(Row(cells))
    wording.count = 0
    columns = (
        Column(align="center"),
        Column(weight=2.2),
        Column(weight=2.6),
        Column(weight=1.4),
        Column(align="center", squeeze=style.squeeze),
        Column(align="center"),
        Column(weight=0.7, align="center"),
        Column(weight=2),
        Column(weight=2.2),
        Column(weight=2),
    )
    return Table(
        "poa_result",
        columns,
        header_rows(result_heads(wording)),
        tuple(rows),
        repeat_header=style.repeat_header,
    )


def result_records(plan: list[Activity], outcomes: list[Outcome], style: PoaStyle) -> list[Record]:
    """The records of the results table."""
    return [
        {
            "type": "poa_result",
            "code": a.code,
            "operation": a.operation,
            "activity": a.name,
            "indicator": a.indicator,
            "indicator_value": a.indicator_value,
            "execution_pct": trimmed(a.execution, style)[1],
            "executing_unit": o.unit,
            "verification_means": o.means,
            "deviations": o.deviation,
            "results": o.result,
        }
        for a, o in zip(plan, outcomes, strict=True)
    ]


def catalog(
    rng: Random, words: Words, wording: Wording, dates: DateStyle, year: int, count: int
) -> tuple[Table, list[Record]]:
    """An indicator catalogue with its records."""
    rows, records = [], []
    day = dt.date(year, 1, rng.choice((1, 2, 3, 15)))
    for name, acronym in sorted(rng.sample(INDICATORS, count)):
        description = f"Mide {words.product_inside()}"
        unit, formula = rng.choice(UNITS), words.formula()
        base = Decimal(rng.choice((0, 0, 0, 5, 40, 85)))
        cells = {
            0: text_cell(name),
            1: text_cell(acronym),
            2: text_cell(description),
            3: text_cell(unit),
            4: text_cell(formula),
            5: Cell(str(base), "number", str(base)),
            6: date_cell(day, dates),
        }
        rows.append(Row(cells))
        records.append(
            {
                "type": "indicator_definition",
                "name": name,
                "acronym": acronym,
                "description": description,
                "unit": unit,
                "formula": formula,
                "baseline": str(base),
                "baseline_date": day.isoformat(),
            }
        )
    wording.count = 0
    roles = ("name", "acronym", "description", "unit", "formula", "baseline", "baseline_date")
    header = header_rows([Head(wording.head(r, HEADS)) for r in roles])
    columns = (
        Column(weight=1.4),
        Column(align="center"),
        Column(weight=2.4),
        Column(weight=0.5, align="center"),
        Column(weight=3),
        Column(align="center", squeeze=0.9),
        Column(align="center", squeeze=rng.choice((1.0, 0.7)), broken_at_marks=True),
    )
    return Table("indicator_catalog", columns, header, tuple(rows)), records


def signature_table(rng: Random, words: Words, wording: Wording) -> tuple[Table, list[Record]]:
    """The table of those who answer for the information."""
    rows, records = [], []
    filled = rng.random() < 0.65
    for role in rng.choice(ROLES):
        name, post = (words.person(), words.post()) if filled else ("", "")
        rows.append(Row({0: text_cell(role), 1: text_cell(name), 2: text_cell(post), 3: Cell()}))
        records.append({"type": "signature", "role": role, "name": name, "position": post})
    count, wording.numbered = wording.numbered, ""
    header = header_rows([Head(wording.head(r, HEADS)) for r in ("role", "person", "position", "sign")])
    wording.numbered = count
    columns = (Column(weight=1.6), Column(weight=1.5), Column(weight=1.5), Column(weight=1.2))
    return Table("signatures", columns, header, tuple(rows)), records
