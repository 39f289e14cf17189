"""Statements and statistics of no known form: municipal accounts, statistics by place."""

from __future__ import annotations

import datetime as dt

from samples.generator.brief import Brief
from samples.generator.generic_tables import (
    budget_by_item,
    catch_by_place,
    items_with_difference,
    places_with_groups,
    savings_account,
    two_level_statistics,
    word_table,
)
from samples.generator.printing import NumberStyle, random_number_style
from samples.generator.spec import (
    Block,
    Document,
    KeyValues,
    Section,
    SideBySide,
    Signatures,
    Space,
    TableBlock,
    TextBlock,
)
from samples.generator.vocabulary import TOWNS, Words
from samples.generator.wording import random_wording


def municipal(brief: Brief) -> Document:
    """A municipal statement: tables side by side above wide ones, signed across the bottom."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    numbers = NumberStyle(*rng.choice(((".", ","), (".", ","), (",", "."))), rng.choice(("-", "-", "()")))
    year = rng.randint(2015, 2026)
    town = rng.choice(TOWNS)
    until = dt.date(year, rng.choice((3, 6, 9, 12)), 30)
    titles: list[Block] = [
        TextBlock(
            rng.choice(("SISTEMA MUNICIPAL DE CUENTAS", "S.I.M.C.", "CONTADURÍA GENERAL")),
            1.1,
            True,
            align="center",
        ),
        TextBlock(
            rng.choice(
                (
                    "SITUACIÓN ECONÓMICO-FINANCIERA",
                    "ESTADO DE EJECUCIÓN DEL PRESUPUESTO",
                    "BALANCE DE SUMAS Y SALDOS RESUMIDO",
                )
            ),
            1.7,
            True,
            align="center",
        ),
        TextBlock(
            f"Del 02/01/{year} al {until.day:02d}/{until.month:02d}/{year}",
            1.1,
            True,
            align="center",
            after=6,
        ),
        KeyValues(
            ((rng.choice(("Municipalidad de", "Municipio")), town), ("Ejercicio", str(year))), "inline"
        ),
        Space(6),
    ]
    left, right = budget_by_item(rng, wording, numbers, 3), savings_account(rng, wording, numbers)
    blocks: list[Block] = []
    if rng.random() < 0.75:
        blocks.append(
            SideBySide(((TableBlock(left, scale=0.95),), (TableBlock(right, scale=0.95),)), (0.57, 0.43), 8)
        )
    else:
        blocks += [TableBlock(left), Space(rng.randint(16, 30)), TableBlock(right, width=0.6)]
    for columns in rng.sample((4, 5, 5), rng.randint(1, 2)):
        blocks += [
            Space(rng.randint(16, 30)),
            TableBlock(budget_by_item(rng, wording, numbers, columns), scale=0.95),
        ]
    people = tuple((words.person(), words.post()) for _ in range(rng.randint(2, 4)))
    blocks.append(Signatures(people, rng.random() < 0.5))
    landscape = rng.random() < 0.2
    section = Section(
        tuple(blocks),
        tuple(titles),
        landscape,
        rng.choice(("a4", "legal", "oficio")),
        rng.choice((7.0, 7.6, 8.2)),
        rng.choice(("Hoja: {n} de 3", "Página {n}", "")),
        rng.random() < 0.6,
    )
    return Document(
        brief.family,
        (section,),
        (),
        {"fiscal_year": str(year)},
        rulings=("outer_vertical", "vertical_only", "full"),
    )


def statistics(brief: Brief) -> Document:
    """Statistics by place, one or several tables a page."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    wording.numbered = ""
    numbers = random_number_style(rng)
    makers = [catch_by_place, two_level_statistics, places_with_groups, word_table, items_with_difference]
    blocks: list[Block] = []
    if rng.random() < 0.6:
        blocks.append(TextBlock(words.institution()[0].upper(), 1.3, True, align="center", after=6))
    if rng.random() < 0.5:
        blocks.append(TextBlock(words.paragraph(2), after=8))
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        table = rng.choice(makers)(rng, wording, numbers)
        caption = rng.choice(("", f"Cuadro N° {rng.randint(1, 30)}. {words.activity()}", ""))
        blocks += [
            TableBlock(table, caption, own_style=rng.random() < 0.3, width=rng.choice((1.0, 1.0, 0.8, 0.65))),
            Space(rng.randint(18, 34)),
        ]
        if rng.random() < 0.4:
            blocks.append(TextBlock(f"Fuente: {words.institution()[0]}.", 0.85, italic=True, after=10))
        if rng.random() < 0.4:
            blocks.append(TextBlock(words.paragraph(3), after=8))
    section = Section(
        tuple(blocks),
        (),
        rng.random() < 0.35,
        rng.choice(("a4", "letter", "letter", "oficio")),
        rng.choice((8.0, 9.0, 9.5, 10.5)),
        rng.choice(("{n}", "", "Pág. {n}")),
        rng.random() < 0.2,
    )
    return Document(brief.family, (section,), (), {})
