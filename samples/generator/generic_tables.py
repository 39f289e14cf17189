"""Tables of no known form, each with sums that hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from samples.generator.header_tree import Head, header_rows
from samples.generator.printing import NumberStyle, money, percent, share
from samples.generator.spec import Cell, Column, Row, Table, code_cell, count_cell, number_cell, text_cell
from samples.generator.vocabulary import SUBJECTS, THINGS, TOWNS, VERBS
from samples.generator.wording import Wording

ITEMS = (
    "Gastos en personal",
    "Bienes de consumo",
    "Servicios no personales",
    "Bienes de uso",
    "Transferencias",
    "Activos financieros",
    "Servicio de la deuda y otros pasivos",
    "Ingresos corrientes",
    "Recursos de capital",
    "Fuentes financieras",
    "De libre disponibilidad",
    "Afectados",
    "Tasas y derechos",
    "Contribución por mejoras",
    "Ingresos de jurisdicción provincial",
    "Regalías",
    "Venta de bienes y servicios",
    "Rentas de la propiedad",
)
STAGES = (
    "Vigente",
    "Preventivo",
    "Compromiso",
    "Devengado",
    "Pagado",
    "Percibido",
    "Original",
    "Modificado",
    "Ejercido",
    "Aprobado",
    "Disponible",
)
ACCOUNTS = ("Cuenta Ahorro Inversión Financiamiento", "Resultado del período", "Cuenta")
PARTS = ("Presupuestarios", "Extrapresupuestarios", "Departamento Ejecutivo", "Concejo", "Organismos")
GOODS = (
    "Camarón",
    "Sardina",
    "Atún",
    "Mojarra",
    "Ostión",
    "Pulpo",
    "Trucha",
    "Langosta",
    "Bagre",
    "Calamar",
    "Maíz",
    "Quinua",
    "Café",
    "Cacao",
    "Arroz",
    "Miel",
    "Lana",
    "Madera",
    "Sal",
    "Yeso",
)
SAVINGS = ("INGRESOS CORRIENTES", "GASTOS CORRIENTES", "RECURSOS DE CAPITAL", "GASTOS DE CAPITAL")
ZERO = Decimal("0.00")


def _sum_row(label: str, sums: list[Decimal], places: int, numbers: NumberStyle, span: int = 1) -> Row:
    cells = {0: text_cell(label, bold=True, col_span=span)}
    for k, value in enumerate(sums):
        cells[span + k] = number_cell(value, places, numbers, bold=True)
    return Row(cells, role="total")


def _sums(lines: list[list[Decimal]], width: int) -> list[Decimal]:
    return [sum((line[k] for line in lines), ZERO) for k in range(width)]


def budget_by_item(rng: Random, wording: Wording, numbers: NumberStyle, stages: int) -> Table:
    """Money by item and stage of execution, in sections with totals."""
    names = rng.sample(STAGES, stages)
    rows: list[Row] = []
    grand: list[list[Decimal]] = []
    sections = rng.randint(1, 3)
    coded = rng.random() < 0.35
    for index in range(sections):
        if sections > 1 or rng.random() < 0.5:
            title = f"{index + 1}. {rng.choice(PARTS)}"
            blank = {k + 1: Cell() for k in range(stages)}
            rows.append(Row({0: text_cell(title, bold=True), **blank}, role="body", keep_with_next=True))
        lines: list[list[Decimal]] = []
        for item in rng.sample(ITEMS, rng.randint(3, 8)):
            top = money(rng, 1000, 900_000_000)
            values = [top] + [share(top, rng, 0.0 if rng.random() < 0.1 else 0.2) for _ in range(stages - 1)]
            values = [ZERO if rng.random() < 0.06 else v for v in values]
            lines.append(values)
            label = f"{rng.randint(1110, 1119)}{rng.randint(100, 999)}000 - {item}" if coded else item
            rows.append(
                Row(
                    {
                        0: text_cell(label, indent=rng.choice((0, 0, 1))),
                        **{k + 1: number_cell(v, 2, numbers) for k, v in enumerate(values)},
                    }
                )
            )
        sums = _sums(lines, stages)
        grand.append(sums)
        if sections > 1:
            rows.append(_sum_row("Total", sums, 2, numbers))
    rows.append(
        _sum_row(rng.choice(("Total General", "TOTAL GENERAL", "Total")), _sums(grand, stages), 2, numbers)
    )
    title = rng.choice(
        (
            "Evolución de los Recursos",
            "Evolución de Gastos por Objeto",
            "Gastos por Programa",
            "Concepto",
            "Partida",
            "Recursos por Rubro",
        )
    )
    header = header_rows([Head(wording.shape(title)), *(Head(wording.shape(n)) for n in names)])
    return Table("generic", (Column(weight=1), *(Column(align="number"),) * stages), header, tuple(rows))


def savings_account(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """The account of savings, investment and financing, with differences between its lines."""
    i, g, k, x = (money(rng, 1_000_000, 900_000_000) for _ in range(4))
    lines = [
        (f"I. {SAVINGS[0]}", i, False),
        (f"II. {SAVINGS[1]}", g, False),
        ("III. AHORRO CORRIENTE (I - II)", i - g, True),
        (f"IV. {SAVINGS[2]}", k, False),
        (f"V. {SAVINGS[3]}", x, False),
        ("VI. INGRESOS TOTALES (I + IV)", i + k, False),
        ("VII. GASTOS TOTALES (II + V)", g + x, False),
        ("VIII. RESULTADO FINANCIERO (VI - VII)", i + k - g - x, True),
    ]
    rows = [Row({0: text_cell(t, bold=b), 1: number_cell(v, 2, numbers, bold=b)}) for t, v, b in lines]
    header = header_rows(
        [
            Head(wording.shape(rng.choice(ACCOUNTS))),
            Head(wording.shape(rng.choice(("Importe", "Saldo", "Monto")))),
        ]
    )
    return Table("generic", (Column(weight=1), Column(align="number")), header, tuple(rows))


def catch_by_place(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """A number for each place and year or good, with sums both ways; the title may stand in the table."""
    width = rng.choice((3, 4, 5, 6, 7, 12))
    first = rng.randint(2005, 2020)
    names = [str(first + k) for k in range(width)] if rng.random() < 0.5 else rng.sample(GOODS, width)
    places = rng.choice((0, 0, 0, 2))
    towns = sorted(rng.sample(TOWNS, rng.randint(6, 30)))
    upper, total_column, blanks = rng.random() < 0.5, rng.random() < 0.6, rng.choice((0.0, 0.0, 0.08))
    lines: list[list[Decimal]] = []
    rows: list[Row] = []
    for town in towns:
        values = [money(rng, 1, 90_000, places > 0) for _ in names]
        holes = [rng.random() < blanks for _ in names]
        values = [ZERO if h else v for h, v in zip(holes, values, strict=True)]
        cells = {0: text_cell(town.upper() if upper else town)}
        cells |= {k + 1: Cell() if holes[k] else count_cell(v, places, numbers) for k, v in enumerate(values)}
        if total_column:
            values.append(sum(values, ZERO))
            cells[width + 1] = count_cell(values[-1], places, numbers, bold=True)
        rows.append(Row(cells))
        lines.append(values)
    columns = width + total_column
    if rng.random() < 0.8:
        rows.append(
            _sum_row(
                rng.choice(("TOTAL", "Total", "TOTALES", "Total general")),
                _sums(lines, columns),
                places,
                numbers,
            )
        )
    heads = [Head(wording.shape(rng.choice(("Entidad", "ESTADO", "Municipio", "Localidad", "Departamento"))))]
    heads += [Head(n) for n in names] + ([Head(wording.shape("TOTAL"))] if total_column else [])
    title = f"{rng.choice(VERBS)} {rng.choice(THINGS)} {first}" if rng.random() < 0.5 else ""
    align = rng.choice(("number", "center"))
    return Table(
        "generic",
        (Column(weight=1.5), *(Column(align=align),) * columns),
        header_rows(heads, title.upper()),
        tuple(rows),
    )


def two_level_statistics(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """Two or three header levels over counts and amounts, with sums."""
    groups = rng.sample(SUBJECTS, rng.randint(2, 3))
    pair = rng.choice(
        (
            ("Cantidad", "Monto"),
            ("Hombres", "Mujeres"),
            ("Programado", "Ejecutado", "Diferencia"),
            ("Meta", "Avance"),
        )
    )
    rows, lines = [], []
    for town in rng.sample(TOWNS, rng.randint(4, 16)):
        values: list[Decimal] = []
        for _ in groups:
            a = Decimal(rng.randint(0, 5000))
            b = Decimal(rng.randint(0, 5000))
            values += [a, b, a - b] if len(pair) == 3 else [a, b]
        lines.append(values)
        rows.append(
            Row({0: text_cell(town), **{k + 1: count_cell(v, 0, numbers) for k, v in enumerate(values)}})
        )
    width = len(groups) * len(pair)
    rows.append(
        _sum_row(
            "TOTAL", _sums(lines, width), 0, NumberStyle(numbers.thousands, numbers.decimal, numbers.negative)
        )
    )
    heads = [Head(g, tuple(Head(p) for p in pair)) for g in groups]
    over = (
        [Head(wording.shape(rng.choice(("Gestión 2021", "Resultados", "Acumulado al cierre"))), tuple(heads))]
        if rng.random() < 0.4
        else heads
    )
    header = header_rows([Head(wording.shape(rng.choice(("Municipio", "Unidad", "Regional")))), *over])
    return Table("generic", (Column(weight=1.3), *(Column(align="number"),) * width), header, tuple(rows))


def places_with_groups(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """Places under regions: the region is merged over its places, or blank below."""
    merged = rng.random() < 0.6
    towns = rng.sample(TOWNS, rng.randint(8, 20))
    rows: list[Row] = []
    lines: list[list[Decimal]] = []
    while towns:
        size = min(rng.choice((1, 1, 2, 3, 4)), len(towns))
        region = rng.choice(TOWNS).upper()
        for k in range(size):
            values = [Decimal(rng.randint(0, 90)), Decimal(rng.randint(0, 60)), money(rng, 100, 900_000)]
            lines.append(values)
            cells = {
                1: text_cell(towns.pop()),
                2: count_cell(values[0], 0, numbers),
                3: count_cell(values[1], 0, numbers),
                4: number_cell(values[2], 2, numbers),
            }
            if k == 0:
                cells[0] = text_cell(region, row_span=size if merged else 1, align="center")
            elif not merged:
                cells[0] = Cell()
            rows.append(Row(dict(sorted(cells.items())), group_start=k == 0))
    rows.append(_total_with_counts(lines, numbers))
    heads = [
        Head(wording.shape("Región")),
        Head(wording.shape("Localidad")),
        Head(wording.shape("Número de solicitudes")),
        Head(wording.shape("Número de apoyos")),
        Head(wording.shape("Monto")),
    ]
    title = f"{rng.choice(VERBS)} {rng.choice(THINGS)}".upper() if rng.random() < 0.5 else ""
    columns = (
        Column(weight=1),
        Column(weight=1),
        Column(align="center", squeeze=0.9),
        Column(align="center", squeeze=0.9),
        Column(align="number"),
    )
    return Table("generic", columns, header_rows(heads, title), tuple(rows))


def _total_with_counts(lines: list[list[Decimal]], numbers: NumberStyle) -> Row:
    sums = _sums(lines, 3)
    return Row(
        {
            0: text_cell("TOTAL", col_span=2),
            2: count_cell(sums[0], 0, numbers),
            3: count_cell(sums[1], 0, numbers),
            4: number_cell(sums[2], 2, numbers),
        },
        role="total",
    )


def word_table(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """A list in words: number, subject, place and note, with a count."""
    rows = []
    for k in range(rng.randint(5, 14)):
        cells = {
            0: Cell(str(k + 1), "number", str(k + 1)),
            1: text_cell(f"{rng.choice(VERBS)} {rng.choice(THINGS)}"),
            2: text_cell(rng.choice(TOWNS)),
            3: code_cell(f"{rng.choice('ABCDEF')}-{rng.randint(1, 999):03d}"),
            4: count_cell(rng.randint(1, 4000), 0, numbers),
            5: text_cell(rng.choice(("Concluido", "En curso", "Observado", "Pendiente", ""))),
        }
        rows.append(Row(cells))
    names = ("N°", "Descripción", "Lugar", "Código", "Cantidad", "Estado")
    heads = [Head(wording.shape(name)) for name in names]
    columns = (
        Column(align="center"),
        Column(weight=3),
        Column(weight=1),
        Column(align="center"),
        Column(align="number"),
        Column(align="center"),
    )
    return Table("generic", columns, header_rows(heads), tuple(rows))


def items_with_difference(rng: Random, wording: Wording, numbers: NumberStyle) -> Table:
    """Budget items by code, with approved and spent money and the difference."""
    rows: list[Row] = []
    lines: list[list[Decimal]] = []
    share_column = rng.random() < 0.5
    code = rng.choice((1101, 2103, 3201))
    for item in rng.sample(ITEMS, rng.randint(6, 14)):
        approved = money(rng, 5000, 90_000_000)
        spent = share(approved, rng, 0.1, 1.15)
        values = [approved, spent, approved - spent]
        lines.append(values)
        concept = f"{item} {rng.choice(('', '', rng.choice(THINGS)))}".strip()
        rows.append(_item_row(code_cell(str(code)), text_cell(concept), values, share_column, numbers))
        code += rng.randint(1, 120)
    sums = _sums(lines, 3)
    rows.append(
        replace(_item_row(Cell(), text_cell("Total general"), sums, share_column, numbers), role="total")
    )
    names = ["Partida", "Concepto", "Original", "Ejercido", "Diferencia"] + (
        ["% ejercido"] if share_column else []
    )
    columns = (Column(align="center"), Column(weight=1), *(Column(align="number"),) * (len(names) - 2))
    title = f"ESTADO DEL EJERCICIO {rng.randint(2008, 2026)}" if rng.random() < 0.3 else ""
    header = header_rows([Head(wording.shape(n)) for n in names], title)
    return Table("generic", columns, header, tuple(rows))


def _item_row(
    code: Cell, concept: Cell, values: list[Decimal], share_column: bool, numbers: NumberStyle
) -> Row:
    cells = {0: code, 1: concept} | {k + 2: number_cell(v, 2, numbers) for k, v in enumerate(values)}
    if share_column:
        part = percent(values[1], values[0])
        cells[5] = Cell(numbers.show(part, 2, amount=False) + "%", "number", f"{part:.2f}")
    return Row(cells)
