"""Slides of a public account: budget by expense group and contracts by modality."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from samples.generator.brief import Brief
from samples.generator.header_tree import Head, header_rows
from samples.generator.printing import NumberStyle, canonical, money
from samples.generator.spec import (
    Banner,
    Block,
    Cell,
    Column,
    Document,
    Record,
    Row,
    Section,
    SideBySide,
    Space,
    Table,
    TableBlock,
    TextBlock,
    code_cell,
    count_cell,
    number_cell,
    text_cell,
)
from samples.generator.vocabulary import Words
from samples.generator.wording import Wording, random_wording

HEADS: dict[str, tuple[str, ...]] = {
    "group": ("Grupo", "Grupo", "Grupo de gasto", "Cód. grupo", "Partida"),
    "detail": ("Detalle", "Detalle", "Descripción", "Concepto", "Denominación"),
    "amount": (
        "Monto en Bs",
        "Monto en Bs",
        "Monto",
        "Importe",
        "Presupuesto Bs.",
        "Monto (Bs)",
        "Importe en $us",
    ),
    "modality": ("Modalidad", "Modalidad", "Modalidad de contratación", "Tipo de contratación"),
    "range": ("Cuantía", "Cuantía", "Rango", "Cuantía de la contratación"),
    "count": ("Cant.", "Cant.", "Cantidad", "N° procesos", "Nro."),
}
GROUPS = (
    ("10000", "Servicios personales"),
    ("20000", "Servicios no personales"),
    ("30000", "Materiales y suministros"),
    ("40000", "Activos reales"),
    ("50000", "Activos financieros"),
    ("60000", "Servicio de la deuda pública"),
    ("70000", "Transferencias"),
    ("80000", "Impuestos, regalías y tasas"),
    ("90000", "Otros gastos"),
)
MODALITIES = (
    ("Contratación menor", "De Bs 1 a 50 mil"),
    ("Apoyo nacional a la producción", "Mayor a 50 mil hasta 1 millón"),
    ("Contratación directa", "Sin límite de monto"),
    ("Licitación pública", "Mayor a 1 millón"),
    ("Por excepción", "Sin límite de monto"),
    ("Contratación por emergencia", "Sin límite de monto"),
    ("Comparación de precios", "Hasta Bs 200.000"),
    ("Convenio marco", "De 20 mil a 100 mil"),
)


def _amount_style(rng: Random) -> tuple[NumberStyle, int]:
    thousands, decimal = rng.choice(((".", ","), (".", ","), (",", "."), ("\u00a0", ",")))
    places = rng.choice((0, 0, 0, 2))
    suffix = ".-" if places == 0 and rng.random() < 0.5 else ""
    prefix = rng.choice(("", "", "", "$", "Bs")) if not suffix else ""
    return NumberStyle(thousands, decimal, "-", suffix, prefix), places


def _total(label: str, before: int, value: Decimal, places: int, numbers: NumberStyle, blanks: int) -> Row:
    cells = {0: text_cell(label, col_span=before)}
    cells |= {before + k: Cell() for k in range(blanks)}
    cells[before + blanks] = number_cell(value, places, numbers)
    return Row(cells, role="total")


def group_table(
    rng: Random, wording: Wording, numbers: NumberStyle, places: int
) -> tuple[Table, list[Record]]:
    """Budget by expense group."""
    rows, records, total = [], [], Decimal(0)
    for code, detail in sorted(rng.sample(GROUPS, rng.randint(4, 8))):
        value = money(rng, 20_000, 60_000_000, places > 0)
        total += value
        rows.append(Row({0: code_cell(code), 1: text_cell(detail), 2: number_cell(value, places, numbers)}))
        records.append(
            {"type": "budget_group", "group": code, "detail": detail, "amount": canonical(value, places)}
        )
    rows.append(_total(rng.choice(("Total", "TOTAL", "Total general")), 2, total, places, numbers, 0))
    header = header_rows([Head(wording.head(r, HEADS)) for r in ("group", "detail", "amount")])
    columns = (Column(align="center"), Column(weight=2), Column(align="number"))
    return Table("budget_group", columns, header, tuple(rows)), records


def modality_table(
    rng: Random, wording: Wording, numbers: NumberStyle, places: int
) -> tuple[Table, list[Record]]:
    """Contracts by modality."""
    rows, records, total = [], [], Decimal(0)
    for modality, cap in rng.sample(MODALITIES, rng.randint(3, 7)):
        count = rng.choice((0, 1, 2, 5, rng.randint(3, 90)))
        value = money(rng, 5000, 9_000_000, places > 0) if count else Decimal(0)
        total += value
        amount = number_cell(value, places, numbers) if count else Cell("0", "number", "0")
        rows.append(
            Row({0: text_cell(modality), 1: text_cell(cap), 2: count_cell(count, 0, numbers), 3: amount})
        )
        records.append(
            {
                "type": "contract_modality",
                "modality": modality,
                "range": cap,
                "count": str(count),
                "amount": amount.value or "0",
            }
        )
    rows.append(_total(rng.choice(("Total", "TOTAL")), rng.choice((2, 1)), total, places, numbers, 0))
    span = rows[-1].cells[0].col_span
    if span < 3:
        rows[-1] = _total(rows[-1].cells[0].text, span, total, places, numbers, 3 - span)
    wording.count = 0
    header = header_rows([Head(wording.head(r, HEADS)) for r in ("modality", "range", "count", "amount")])
    columns = (Column(weight=1.4), Column(weight=1.6), Column(align="center"), Column(align="number"))
    return Table("contract_modality", columns, header, tuple(rows)), records


def _bullets(words: Words, count: int) -> list[Block]:
    return [
        TextBlock(f"{mark} {words.paragraph(1)}", 0.95, after=7, indent=8)
        for mark in [words.rng.choice(("•", "-", "–"))] * count
    ]


def slides(brief: Brief) -> Document:
    """A few slides; the tables stand beside or above lists."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    colour = rng.choice(((31, 78, 121), (120, 20, 40), (30, 100, 60), (70, 70, 70), (160, 90, 0)))
    name, acronym = words.institution()
    year = rng.randint(2014, 2026)
    numbers, places = _amount_style(rng)
    groups, group_records = group_table(rng, wording, numbers, places)
    contracts, contract_records = modality_table(rng, wording, numbers, places)
    records: list[Record] = []
    sections: list[Section] = []
    paper, landscape = rng.choice((("slide", True), ("letter", True), ("a4", False)))

    def slide(title: str, blocks: list[Block]) -> None:
        head = (
            (Banner(title, colour),)
            if rng.random() < 0.8
            else (TextBlock(title, 1.9, True, after=10, colour=colour),)
        )
        sections.append(Section(tuple(blocks), head, landscape, paper, 12.5, rng.choice(("", "{n}"))))

    if rng.random() < 0.3:
        slide(
            f"RENDICIÓN PÚBLICA DE CUENTAS {year}",
            [
                Space(80),
                TextBlock(name, 2, True, align="center"),
                TextBlock(acronym, 2.6, True, align="center", colour=colour),
            ],
        )
    kinds = rng.choice(
        (("budget",), ("contract",), ("budget", "contract"), ("budget", "contract"), ("both",))
    )
    if brief.family != "slides":
        kinds = {"budget_group": ("budget",), "contract_modality": ("contract",)}[brief.family]
    for kind in kinds:
        table = {"budget": groups, "contract": contracts}.get(kind, groups)
        records += group_records if kind in ("budget", "both") else []
        records += contract_records if kind in ("contract", "both") else []
        block = TableBlock(table, scale=rng.choice((0.8, 0.9, 1.0)))
        layout = rng.choice(("beside", "below", "above"))
        bullets = _bullets(words, rng.randint(2, 4))
        blocks: list[Block] = [SideBySide(((block,), tuple(bullets)), (0.62, 0.38), 24)]
        if layout != "beside" or paper == "a4":
            blocks = [block, Space(10), *bullets] if layout == "below" else [*bullets, Space(6), block]
        if kind == "both":
            blocks += [Space(rng.randint(18, 34)), TableBlock(contracts, scale=0.8)]
        slide(
            rng.choice(
                (
                    "PRESUPUESTO E INGRESOS",
                    "Presupuesto institucional",
                    "CONTRATACIONES Y AUDITORÍAS",
                    "Ejecución presupuestaria",
                    "RECURSOS Y CAPACIDADES",
                )
            ),
            blocks,
        )
    return Document(brief.family, tuple(sections), tuple(records), {})
