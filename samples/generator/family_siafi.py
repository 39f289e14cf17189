"""Product reports of a financial system behind a memo page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from samples.generator.brief import Brief
from samples.generator.header_tree import Head, header_rows
from samples.generator.printing import MONTHS, DateStyle, NumberStyle, canonical, money
from samples.generator.spec import (
    Block,
    Cell,
    Column,
    Document,
    KeyValues,
    Record,
    Row,
    Section,
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
    "quantity_group": ("Cantidad física", "Cantidad física", "Metas físicas", "Producción física"),
    "budget_group": ("Presupuesto", "Presupuesto", "Asignación presupuestaria"),
    "planned": ("Programada", "Programada", "Programado"),
    "evaluated": ("Evaluada", "Evaluada", "Ejecutada"),
    "assigned": ("Asignado", "Asignado", "Inicial"),
    "current": ("Vigente", "Vigente", "Modificado"),
    "category": (
        "Categoría programática",
        "Categoría programática",
        "Cat. programática",
        "Categ. prog.",
        "Estructura programática",
    ),
    "product": ("Producto", "Producto", "Productos", "Producto / descripción", "Descripción del producto"),
    "managing_unit": ("GA", "GA", "G.A.", "Gerencia Adm."),
    "executing_unit": ("UE", "UE", "U.E.", "Unidad Ejec."),
    "planned_quantity": (
        "Cantidad física programada",
        "Cantidad física programada",
        "Cant. física programada",
        "Física programada",
        "Meta física programada",
        "Cantidad programada",
    ),
    "evaluated_quantity": (
        "Cantidad física evaluada",
        "Cantidad física evaluada",
        "Cant. física evaluada",
        "Física evaluada",
        "Meta física ejecutada",
        "Cantidad evaluada",
    ),
    "difference": ("Diferencia", "Diferencia", "Dif.", "Variación"),
    "assigned_budget": (
        "Presupuesto asignado",
        "Presupuesto asignado",
        "Ppto. asignado",
        "Asignación inicial",
        "Presupuesto aprobado",
    ),
    "current_budget": (
        "Presupuesto vigente",
        "Presupuesto vigente",
        "Ppto. vigente",
        "Presupuesto modificado",
    ),
}
REASONS = (
    "RESPUESTA A SOLICITUD DE INFORMACIÓN",
    "REMISIÓN DE REPORTES DE EJECUCIÓN",
    "INFORME MENSUAL DE PRODUCCIÓN",
    "ENTREGA DE DOCUMENTOS DE SOPORTE",
    "SEGUIMIENTO A METAS FÍSICAS DEL PERIODO",
)


@dataclass(frozen=True)
class Product:
    """One line of the report."""

    category: str
    number: int
    name: str
    units: tuple[str, str]
    planned: Decimal
    evaluated: Decimal
    assigned: Decimal
    current: Decimal


def _products(rng: Random, words: Words, count: int, changes: bool) -> list[Product]:
    products: list[Product] = []
    program, activity, number = 11, 1, rng.randint(1, 9)
    deep = rng.random() < 0.5
    while len(products) < count:
        category = f"{program:02d}-{activity:02d}-000-{rng.choice((0, 1)) if deep else 0:03d}"
        assigned = money(rng, 200_000, 90_000_000, rng.random() < 0.3)
        for k in range(min(rng.randint(1, 7), count - len(products))):
            planned = Decimal(
                rng.choice((0, 0, 1, 1, 2, 4, 8, 12, rng.randint(5, 90), rng.randint(100, 9000)))
            )
            hit = rng.random()
            evaluated = (
                planned
                if hit < 0.5
                else Decimal(int(planned * Decimal(str(round(rng.uniform(0.4, 1.6), 3)))))
            )
            if hit > 0.85:
                evaluated = planned + Decimal(rng.randint(1, 300_000)) / 100
            budget = (
                assigned if k == 0 else Decimal(0) if rng.random() < 0.85 else money(rng, 5000, 3_000_000)
            )
            current = budget + (
                Decimal(rng.randint(-200_000, 400_000)) if changes and budget and rng.random() < 0.4 else 0
            )
            products.append(
                Product(
                    category,
                    number,
                    words.product(),
                    ("1", str(rng.choice((2, 2, 3, 12)))),
                    planned,
                    evaluated,
                    budget,
                    max(Decimal(1), current) if budget else Decimal(0),
                )
            )
            number += rng.randint(1, 6)
        activity += 1
        if rng.random() < 0.25:
            program, activity = program + 1, 1
    return products


def _row(p: Product, first: bool, habit: str, span: int, numbers: NumberStyle) -> Row:
    cells = {
        1: text_cell(f"{p.number}-{p.name}"),
        2: Cell(p.units[0], "number", p.units[0]),
        3: Cell(p.units[1], "number", p.units[1]),
    }
    if habit == "all" or first:
        cells[0] = code_cell(p.category, row_span=span if habit == "merged" else 1)
    elif habit != "merged":
        cells[0] = Cell()
    amounts = (p.planned, p.evaluated, p.planned - p.evaluated, p.assigned, p.current, p.assigned - p.current)
    for k, value in enumerate(amounts):
        cell = count_cell(value, 2, numbers) if k < 3 else number_cell(value, 2, numbers)
        cells[4 + k] = cell
    return Row(dict(sorted(cells.items())))


def _total_row(label: str, products: list[Product], numbers: NumberStyle, quantities: bool) -> Row:
    sums = [
        sum((getattr(p, n) for p in products), Decimal(0))
        for n in ("planned", "evaluated", "assigned", "current")
    ]
    cells = {0: text_cell(label, col_span=4, align="right")}
    shown = (sums[0], sums[1], sums[0] - sums[1]) if quantities else (None, None, None)
    for k, value in enumerate((*shown, sums[2], sums[3], sums[2] - sums[3])):
        cells[4 + k] = Cell() if value is None else number_cell(value, 2, numbers)
    return Row(cells, role="total")


def report_table(
    rng: Random, wording: Wording, products: list[Product], numbers: NumberStyle, merges: bool
) -> Table:
    """One product report."""
    habit = rng.choice(("all", "all", "blank", "merged" if merges else "blank"))
    rows, index = [], 0
    while index < len(products):
        size = next(
            (
                k
                for k in range(1, len(products) - index)
                if products[index + k].category != products[index].category
            ),
            len(products) - index,
        )
        rows += [_row(products[index + k], k == 0, habit, size, numbers) for k in range(size)]
        index += size
    if rng.random() < 0.8:
        label = rng.choice(("TOTAL:", "TOTAL", "TOTAL GENERAL:"))
        rows.append(_total_row(label, products, numbers, rng.random() < 0.25))

    def carry(done: int) -> tuple[Row, Row]:
        van, vienen = (_total_row(word, products[:done], numbers, False) for word in ("VAN", "VIENEN"))
        return van, vienen

    wording.count = 0
    amount = Column(align="number")
    columns = (
        Column(align="center", squeeze=rng.choice((1.0, 1.0, 0.7)), broken_at_marks=True),
        Column(weight=3),
        Column(align="center"),
        Column(align="center"),
        *(amount,) * 6,
    )
    return Table(
        "siafi_product",
        columns,
        header_rows(report_heads(wording, rng.random() < 0.25)),
        tuple(rows),
        carry=carry if rng.random() < 0.12 else None,
        repeat_header=rng.random() < 0.85,
        repeat_merged=rng.random() < 0.3,
    )


def report_heads(wording: Wording, grouped: bool) -> list[Head]:
    """The header of a report, on one level or with quantities and budget grouped above."""

    def leaves(*roles: str) -> list[Head]:
        return [Head(wording.head(r, HEADS)) for r in roles]

    first = leaves("category", "product", "managing_unit", "executing_unit")
    if not grouped:
        quantities = leaves("planned_quantity", "evaluated_quantity", "difference")
        return [*first, *quantities, *leaves("assigned_budget", "current_budget", "difference")]
    quantity = Head(
        wording.name("quantity_group", HEADS), tuple(leaves("planned", "evaluated", "difference"))
    )
    budget = Head(wording.name("budget_group", HEADS), tuple(leaves("assigned", "current", "difference")))
    return [*first, quantity, budget]


def report_records(products: list[Product]) -> list[Record]:
    """The records of a report."""
    return [
        {
            "type": "siafi_product",
            "category": p.category,
            "product_number": str(p.number),
            "product": p.name,
            "managing_unit": p.units[0],
            "executing_unit": p.units[1],
            "planned_quantity": canonical(p.planned, 2),
            "evaluated_quantity": canonical(p.evaluated, 2),
            "quantity_difference": canonical(p.planned - p.evaluated, 2),
            "assigned_budget": canonical(p.assigned, 2),
            "current_budget": canonical(p.current, 2),
            "budget_difference": canonical(p.assigned - p.current, 2),
        }
        for p in products
    ]


def _memo(rng: Random, words: Words, fields: dict[str, str], day: dt.date, month: str) -> Section:
    number = f"{rng.choice(('UPEG', 'DPE', 'UAF', 'GPL'))}-{rng.randint(1, 400):03d}-{day.year}"
    word = rng.choice(("MEMORANDO", "MEMORÁNDUM", "MEMORANDUM", "Memorando", "MEMO"))
    to, sender = words.person(), words.person()
    date = DateStyle("words")
    fields |= {
        "memo_number": number,
        "to": to,
        "from": sender,
        "date": day.isoformat(),
        "subject": rng.choice(REASONS),
    }
    labels = rng.choice(
        (
            ("PARA", "DE", "FECHA", "ASUNTO"),
            ("A", "DE", "FECHA", "ASUNTO"),
            ("Para", "De", "Fecha", "Asunto"),
            ("PARA", "DE", "FECHA", "REF."),
        )
    )
    values = (f"{to}", f"{sender}", date.show(day), fields["subject"])
    blocks: list[Block] = [
        TextBlock(f"{word} {number}", 1.4, True, align=rng.choice(("center", "left")), after=14)
    ]
    for label, value, post in zip(labels, values, (words.post(), words.post(), "", ""), strict=True):
        blocks.append(KeyValues(((label, value),), "colon", scale=1.1))
        if post:
            blocks.append(TextBlock(post, 1.0, indent=60, after=4))
    blocks += [
        Space(8),
        TextBlock(words.paragraph(4), 1.1, after=8),
        TextBlock(f"La información corresponde al mes de {month} de {day.year}.", 1.1, after=6),
    ]
    blocks += [TextBlock(f"{k + 1}. {words.activity()}.", 1.1, indent=18) for k in range(rng.randint(2, 6))]
    blocks += [Space(16), TextBlock("Atentamente,", 1.1, align="center", after=40)]
    return Section(tuple(blocks), (), False, "letter", 10.0, "", rng.random() < 0.7)


def siafi(brief: Brief) -> Document:
    """A memo with one or two product reports."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    day = dt.date(rng.randint(2014, 2026), rng.randint(1, 12), rng.randint(1, 28))
    month = MONTHS[rng.randrange(12)]
    numbers = NumberStyle(*rng.choice(((",", "."), (",", "."), (".", ","))), rng.choice(("-", "-", "()")))
    fields: dict[str, str] = {}
    sections = [_memo(rng, words, fields, day, month)] if rng.random() < 0.45 else []
    number = f"R{rng.randint(10_000, 99_999_999):08d}"
    fields |= {
        "report_number": number,
        "fiscal_year": str(day.year),
        "period": month.upper(),
        "report_date": day.isoformat(),
    }
    clock = f"{rng.randint(1, 12):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d} p.m."
    stamp = f"{day.day:02d}/{day.month:02d}/{day.year} {clock}"
    records: list[Record] = []
    for _ in range(rng.choice((1, 1, 2))):
        products = _products(rng, words, rng.choice((6, 9, 14, 20, 28)), rng.random() < 0.4)
        if records:
            taken = {r["product_number"] for r in records}
            products = [p for p in products if str(p.number) not in taken]
        if not products:
            continue
        records += report_records(products)
        table = report_table(rng, wording, products, numbers, brief.style.table.shows_rows)
        header: tuple[Block, ...] = (
            KeyValues((("REP", number), ("GESTION", str(day.year)), ("", stamp)), "inline"),
            KeyValues((("PERIODO", month.upper()),), "inline"),
            Space(4),
        )
        title = TextBlock(
            rng.choice(("Producción de productos por categoría programática", "", "REPORTE CONSOLIDADO")),
            1.2,
            True,
            align="center",
        )
        blocks: list[Block] = [TableBlock(table)]
        if rng.random() < 0.6:
            blocks.append(TextBlock(f"USUARIO:{words.person(False).split()[-1].upper()}", 0.9, before=6))
        sections.append(
            Section(
                tuple(blocks),
                (title, *header) if title.text else header,
                True,
                rng.choice(("letter", "a4", "legal")),
                rng.choice((7.5, 8.2, 9.0)),
                rng.choice(("", "Página {n}", "Pagina {n} de 5")),
                rng.random() < 0.4,
            )
        )
    return Document(brief.family, tuple(sections), tuple(records), fields)
