"""Project reports: results framework, targets by year and transfers by region, among running text."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from samples.generator.brief import Brief
from samples.generator.header_tree import Head, header_rows
from samples.generator.printing import NumberStyle, canonical, money, share
from samples.generator.spec import (
    Block,
    Cell,
    Column,
    Document,
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
from samples.generator.vocabulary import GOODS_OF_PROJECTS, INDICATORS, MEANS, TOWNS, VERBS, Words
from samples.generator.wording import Wording, random_wording

HEADS: dict[str, tuple[str, ...]] = {
    "number": ("#", "#", "N°", "No.", "Cód."),
    "indicator": ("Indicadores", "Indicadores del proyecto", "Indicador", "Indicador de resultado"),
    "unit": ("Unidad de medida", "Unidad de medida", "Unidad", "U. de medida"),
    "baseline": ("Línea de base", "Línea de base", "Línea base", "L.B."),
    "target": ("Meta final", "Meta final", "Meta", "Meta final del financiador", "Meta al cierre"),
    "frequency": ("Frecuencia de medición", "Frecuencia de medición", "Frecuencia", "Periodicidad"),
    "source": (
        "Fuente de verificación",
        "Fuente de verificación / Fuente de datos",
        "Fuente de datos",
        "Fuente",
    ),
    "method": (
        "Metodología de cálculo del indicador",
        "Metodología de cálculo",
        "Método de cálculo",
        "Forma de cálculo",
    ),
    "planned_value": (
        "Programado acumulado {y}",
        "Programado acumulado {y}",
        "Programado {y}",
        "Acumulado {y}",
    ),
    "activity": ("Actividad", "Actividad", "Actividades", "Proceso"),
    "expected_result": (
        "Resultado esperado",
        "Resultado esperado",
        "Resultados esperados",
        "Producto esperado",
    ),
    "project_target": ("Meta del Proyecto", "Meta del Proyecto", "Meta total", "Meta global"),
    "achieved": (
        "Logrado acumulado",
        "Logrado acumulado",
        "Acumulado logrado",
        "Total logrado",
        "Logro acumulado",
    ),
    "balance": ("Saldo por lograr", "Saldo por lograr", "Saldo", "Por lograr"),
    "region": ("Unidad Operativa", "Unidad Operativa", "Regional", "Unidad Regional", "Oficina regional"),
    "agreements": ("Con convenio", "Con convenio", "Convenios", "N° convenios"),
    "families": ("Total Familias", "Total Familias", "Familias", "N° familias"),
    "committed": ("Monto comprometido Bs.", "Comprometido Bs.", "Monto comprometido", "Comprometido"),
    "requested": ("Solicitado Bs.", "Solicitado Bs.", "Solicitado", "Monto solicitado"),
    "transferred": ("Transferido Bs.", "Transferido Bs.", "Transferido", "Monto transferido"),
    "discharged": ("Descargado Bs.", "Descargado Bs.", "Descargado", "Con descargo"),
}
YEAR_HEADS = ("Meta {y}", "Meta {y}", "{y}", "Meta gestión {y}", "Prog. {y}")


def framework_table(
    rng: Random, words: Words, wording: Wording, numbers: NumberStyle, year: int
) -> tuple[Table, list[Record]]:
    """Indicators in sections, each with target and method."""
    rows: list[Row] = []
    records: list[Record] = []
    for part in range(rng.randint(1, 3)):
        title = "Indicadores de propósito" if part == 0 else f"Componente {part}: {words.aim()}"
        if rng.random() < 0.85:
            rows.append(
                Row({0: text_cell(title, col_span=9, bold=True)}, role="section", keep_with_next=True)
            )
        for k, (name, _) in enumerate(rng.sample(INDICATORS, rng.randint(2, 5))):
            number = f"R{k + 1}" if part == 0 else f"{part}.{k + 1}"
            rows.append(_framework_row(rng, words, numbers, number, name, records))
    roles = (
        "number",
        "indicator",
        "unit",
        "baseline",
        "target",
        "frequency",
        "source",
        "method",
        "planned_value",
    )
    header = header_rows(
        [Head(wording.head(r, HEADS).replace("{y}", str(year)).replace("{Y}", str(year))) for r in roles]
    )
    columns = (
        Column(align="center"),
        Column(weight=2),
        Column(weight=0.7),
        Column(align="center"),
        Column(align="center"),
        Column(weight=0.7),
        Column(weight=1.4),
        Column(weight=2.8),
        Column(align="center"),
    )
    return Table(
        "results_framework", columns, header, tuple(rows), repeat_header=rng.random() < 0.85
    ), records


def _framework_row(
    rng: Random, words: Words, numbers: NumberStyle, number: str, name: str, records: list[Record]
) -> Row:
    unit = rng.choice(("Porcentaje", "Número", "Número", "Hectáreas", "Familias"))
    target = Decimal(
        rng.randint(20, 100) if unit == "Porcentaje" else rng.choice((48, 94, 354, 678, 5460, 15960, 27825))
    )
    reached = Decimal(int(target * Decimal(str(round(rng.uniform(0.5, 1.4), 2)))))
    base = Decimal(rng.choice((0, 0, 0, 5, 12)))
    often, source = rng.choice(("Anual", "Semestre", "Trimestral")), rng.choice(MEANS)
    indicator = f"{name} {rng.choice(GOODS_OF_PROJECTS)}"
    method = f"Se calcula al contabilizar {words.product_inside()} {words.formula()}"
    record = {
        "type": "results_indicator",
        "number": number,
        "indicator": indicator,
        "unit": unit,
        "baseline": str(base),
        "target": str(target),
        "frequency": often,
        "source": source,
        "method": method,
        "planned_value": str(reached),
    }
    records.append(record)
    cells = (
        code_cell(number),
        text_cell(indicator),
        text_cell(unit),
        count_cell(base, 0, numbers),
        count_cell(target, 0, numbers),
        text_cell(often),
        text_cell(source),
        text_cell(method),
        count_cell(reached, 0, numbers),
    )
    return Row(dict(enumerate(cells)))


def target_table(
    rng: Random, words: Words, wording: Wording, numbers: NumberStyle, first: int
) -> tuple[Table, list[Record]]:
    """Targets by year with what was achieved and what is left."""
    years = [first + k for k in range(rng.randint(3, 6))]
    rows, records = [], []
    seen: set[str] = set()
    for _ in range(rng.randint(4, 11)):
        activity = f"{rng.choice(VERBS)} {rng.choice(GOODS_OF_PROJECTS)}"
        if activity in seen:
            continue
        seen.add(activity)
        values = [Decimal(rng.choice((0, rng.randint(1, 90), rng.randint(50, 900)))) for _ in years]
        achieved = sum(values, Decimal(0))
        balance = Decimal(rng.choice((0, 0, 0, rng.randint(1, 60))))
        target, result = achieved + balance, words.product()
        record = {
            "type": "annual_target",
            "activity": activity,
            "expected_result": result,
            "project_target": str(target),
        }
        record |= {f"target_{y}": str(v) for y, v in zip(years, values, strict=True)}
        records.append(record | {"achieved": str(achieved), "balance": str(balance)})
        cells = [text_cell(activity), text_cell(result)]
        cells += [count_cell(v, 0, numbers) for v in (target, *values, achieved, balance)]
        rows.append(Row(dict(enumerate(cells))))
    year_head = rng.choice(YEAR_HEADS)
    heads = [Head(wording.head(r, HEADS)) for r in ("activity", "expected_result", "project_target")]
    by_year = tuple(Head(wording.shape(year_head).replace("{Y}", "{y}").format(y=y)) for y in years)
    if year_head == "{y}" or rng.random() < 0.25:
        heads.append(Head(wording.shape(rng.choice(("Metas por gestión", "Meta anual", "Metas"))), by_year))
    else:
        heads += by_year
    heads += [Head(wording.head(r, HEADS)) for r in ("achieved", "balance")]
    columns = (Column(weight=1.3), Column(weight=1.5), *(Column(align="number"),) * (len(years) + 3))
    return Table("annual_target", columns, header_rows(heads), tuple(rows)), records


def transfer_table(rng: Random, wording: Wording, numbers: NumberStyle) -> tuple[Table, list[Record]]:
    """Money committed, asked for, transferred and accounted for in each region."""
    rows, records = [], []
    totals = [Decimal(0)] * 6
    places = rng.choice((0, 0, 2))
    for unit in sorted(rng.sample(TOWNS, rng.randint(5, 12))):
        committed = money(rng, 2_000_000, 90_000_000, places > 0)
        asked = share(committed, rng, 0.6).quantize(Decimal(1).scaleb(-places))
        moved = share(asked, rng, 0.8).quantize(Decimal(1).scaleb(-places))
        settled = share(moved, rng, 0.7).quantize(Decimal(1).scaleb(-places))
        values = [
            Decimal(rng.randint(8, 190)),
            Decimal(rng.randint(300, 5200)),
            committed,
            asked,
            moved,
            settled,
        ]
        totals = [t + v for t, v in zip(totals, values, strict=True)]
        names = ("agreements", "families", "committed", "requested", "transferred", "discharged")
        shown = [canonical(v, 0 if k < 2 else places) for k, v in enumerate(values)]
        records.append({"type": "regional_transfer", "unit": unit} | dict(zip(names, shown, strict=True)))
        rows.append(_transfer_row(text_cell(unit), values, places, numbers, "body"))
    label = rng.choice(("Total Bs.", "Total general", "TOTAL"))
    rows.append(_transfer_row(text_cell(label), totals, places, numbers, "total"))
    roles = ("region", "agreements", "families", "committed", "requested", "transferred", "discharged")
    header = header_rows([Head(wording.head(r, HEADS)) for r in roles])
    amount = Column(align="number")
    return Table("regional_transfer", (Column(weight=1), *(amount,) * 6), header, tuple(rows)), records


def _transfer_row(first: Cell, values: list[Decimal], places: int, numbers: NumberStyle, role: str) -> Row:
    cells = {0: first} | {k + 1: count_cell(v, 0, numbers) for k, v in enumerate(values[:2])}
    return Row(cells | {k + 3: number_cell(v, places, numbers) for k, v in enumerate(values[2:])}, role=role)


def programs(brief: Brief) -> Document:
    """A project report with one of the tables, or all of them."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    wording.numbered = ""
    year = rng.randint(2016, 2026)
    numbers = NumberStyle(*rng.choice(((".", ","), (".", ","), (",", "."), ("\u00a0", ","))))
    wanted = (
        ("annual_target", "regional_transfer", "results_framework")
        if brief.family == "project_report"
        else (brief.family,)
    )
    blocks: list[Block] = []
    records: list[Record] = []
    for k, kind in enumerate(wanted):
        if kind == "results_framework":
            table, found = framework_table(rng, words, wording, numbers, year)
        elif kind == "annual_target":
            table, found = target_table(rng, words, wording, numbers, year - 4)
        else:
            table, found = transfer_table(rng, wording, numbers)
        records += found
        if rng.random() < 0.8:
            blocks.append(TextBlock(f"{rng.randint(1, 6)}.{k + 1}. {words.aim()}", 1.25, True, after=5))
        blocks += [
            TextBlock(words.paragraph(rng.randint(2, 5)), 1.1, after=6) for _ in range(rng.randint(0, 2))
        ]
        blocks += [TableBlock(table), Space(6)]
        blocks += [
            TextBlock(words.paragraph(rng.randint(2, 4)), 1.1, after=6) for _ in range(rng.randint(0, 2))
        ]
    wide = brief.family in ("results_framework", "project_report") or rng.random() < 0.3
    section = Section(
        tuple(blocks),
        (),
        wide and rng.random() < 0.6,
        rng.choice(("letter", "a4")),
        rng.choice((7.6, 8.2, 9.0)),
        rng.choice(("{n}", "Página {n}", "")),
    )
    return Document(brief.family, (section,), tuple(records), {})
