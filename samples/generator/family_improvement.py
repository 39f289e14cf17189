"""Follow-up of aspects to improve: long wrapped text, programmes merged over several aspects."""

from __future__ import annotations

import datetime as dt
from random import Random

from samples.generator.brief import Brief
from samples.generator.header_tree import Head, header_rows
from samples.generator.printing import DateStyle
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
    date_cell,
    text_cell,
)
from samples.generator.vocabulary import DONE, MEANS, SUBJECTS, THINGS, Words
from samples.generator.wording import Wording, random_wording

HEADS: dict[str, tuple[str, ...]] = {
    "number": ("No.", "No.", "N°", "Nº", "Núm.", "#"),
    "program": ("Programa", "Programa", "Programa presupuestario", "Pp", "Clave y nombre del programa"),
    "aspect": (
        "Aspecto Susceptible de Mejora",
        "Aspecto Susceptible de Mejora",
        "Aspecto susceptible de mejora (ASM)",
        "Aspecto por mejorar",
        "Recomendación",
        "Hallazgo u observación",
    ),
    "coordinating_area": (
        "Área Coordinadora",
        "Área Coordinadora",
        "Área coordinadora",
        "Unidad coordinadora",
    ),
    "actions": (
        "Acciones a Emprender",
        "Acciones a Emprender",
        "Acciones comprometidas",
        "Actividades a realizar",
        "Acciones de mejora",
    ),
    "responsible_area": ("Área Responsable", "Área Responsable", "Responsable", "Unidad responsable"),
    "due_date": ("Fecha de Término", "Fecha de Término", "Fecha compromiso", "Plazo", "Fecha de conclusión"),
    "expected_results": (
        "Resultados Esperados",
        "Resultados Esperados",
        "Resultado esperado",
        "Efecto esperado",
    ),
    "evidence": (
        "Productos y/o Evidencias",
        "Productos y/o Evidencias",
        "Evidencia",
        "Productos / evidencias",
        "Medios de verificación",
    ),
}
AREAS = (
    "Dirección General de Planeación y Evaluación",
    "Coordinación General de Asesores (CGA)",
    "Unidad de Informática",
    "Dirección Ejecutiva de Proyectos",
    "Secretaría Técnica (ST)",
    "Dirección de Sanidad e Inocuidad",
    "Subdirección de Padrones",
    "Dirección de Enlace Regional (DER)",
    "Coordinación de Brigadas Móviles",
    "Oficina de Cuentas y Control Interno",
)
STEPS = (
    "Conformar un grupo de trabajo con las áreas involucradas.",
    "Determinar las variables que deben medirse.",
    "Presentar una propuesta de metodología para su revisión.",
    "Solicitar a las regionales el calendario de entregas.",
    "Integrar los datos a la ficha de monitoreo.",
    "Realizar pruebas y ajustar el instrumento.",
    "Someter la propuesta a la aprobación de la unidad responsable.",
    "Difundir los resultados entre los operadores.",
    "Unificar las bases de datos existentes.",
    "Capacitar al personal que operará el sistema.",
)
GOALS = (
    "Contar con información oportuna para la toma de decisiones",
    "Conocer el desempeño de las oficinas regionales",
    "Identificar áreas de mejora y reducir la duplicidad de registros",
    "Referir las áreas de enfoque que se atienden",
    "Estandarizar los criterios de medición entre las unidades",
    "Mejorar la calidad del seguimiento del programa",
)
WISHES = (
    "Diseñar un mecanismo que permita el seguimiento",
    "Incorporar en la ficha técnica los resultados",
    "Documentar los niveles de coordinación",
    "Desarrollar una herramienta para la visualización",
    "Actualizar el diagnóstico",
    "Definir y cuantificar la población objetivo",
    "Revisar la lógica vertical",
    "Realizar un análisis de los costos",
)


def _actions(rng: Random) -> str:
    steps = rng.sample(STEPS, rng.randint(1, 4))
    if len(steps) == 1 or rng.random() < 0.4:
        return " ".join(steps)
    return " ".join(f"{k + 1}. {s}" for k, s in enumerate(steps))


def _record(rng: Random, number: str, program: str, year: int) -> Record:
    area = rng.choice(AREAS)
    other = area if rng.random() < 0.6 else rng.choice(AREAS)
    day = dt.date(year, rng.choice((3, 6, 9, 10, 12)), rng.choice((15, 28, 30)))
    return {
        "type": "improvement_action",
        "number": number,
        "program": program,
        "aspect": f"{rng.choice(WISHES)} {rng.choice(THINGS)} en materia de {rng.choice(SUBJECTS).lower()}.",
        "coordinating_area": area,
        "actions": _actions(rng),
        "responsible_area": other,
        "due_date": day.isoformat(),
        "expected_results": f"{rng.choice(GOALS)}.",
        "evidence": f"{rng.choice(MEANS)}. {rng.choice(DONE).capitalize()}.",
    }


def improvement_table(
    rng: Random, wording: Wording, dates: DateStyle, merges: bool, year: int
) -> tuple[Table, list[Record]]:
    """The table of aspects, grouped by programme."""
    rows: list[Row] = []
    records: list[Record] = []
    merged = merges and rng.random() < 0.7
    for number in range(1, rng.randint(2, 4)):
        letter = rng.choice("EFGPSU")
        program = (
            f"{letter}-{rng.randint(1, 29):03d} {rng.choice(('Fomento de', 'Protección de', 'Control de'))} "
            f"{rng.choice(SUBJECTS)} y {rng.choice(SUBJECTS)}"
        )
        size = rng.randint(1, 4)
        for k in range(size):
            r = _record(rng, str(number), program, year)
            if any(r["aspect"] == other["aspect"] for other in records):
                r["aspect"] = f"{r['aspect'][:-1]} ({number}.{k + 1})."
            records.append(r)
            cells = {
                i + 2: text_cell(r[n])
                for i, n in enumerate(("aspect", "coordinating_area", "actions", "responsible_area"))
            }
            cells |= {
                6: date_cell(dt.date.fromisoformat(r["due_date"]), dates),
                7: text_cell(r["expected_results"]),
                8: text_cell(r["evidence"]),
            }
            if k == 0:
                span = size if merged else 1
                cells |= {0: code_cell(str(number), row_span=span), 1: text_cell(program, row_span=span)}
            elif not merged:
                cells |= {0: Cell(), 1: Cell()}
            rows.append(Row(dict(sorted(cells.items())), group_start=k == 0))
    header = header_rows([Head(wording.head(r, HEADS)) for r in HEADS])
    date = Column(align="center", squeeze=rng.choice((1.0, 1.0, 0.7)), broken_at_marks=True)
    columns = (
        Column(align="center"),
        Column(weight=1.4),
        Column(weight=2),
        Column(weight=1.4),
        Column(weight=3.2),
        Column(weight=1.4),
        date,
        Column(weight=1.9),
        Column(weight=1.7),
    )
    table = Table(
        "improvement_actions",
        columns,
        header,
        tuple(rows),
        repeat_header=rng.random() < 0.85,
        repeat_merged=rng.random() < 0.2,
    )
    return table, records


def improvement(brief: Brief) -> Document:
    """The follow-up document."""
    rng = brief.rng
    words, wording = Words(rng), random_wording(rng)
    if wording.case == "upper" and rng.random() < 0.6:
        wording.case = "as is"
    if rng.random() < 0.7:
        wording.numbered = ""
    year = rng.randint(2013, 2026)
    dates = DateStyle(rng.choice(("slash", "slash", "dash", "month_abbr", "slash_short")))
    table, records = improvement_table(rng, wording, dates, brief.style.table.shows_rows, year)
    titles = (
        "SEGUIMIENTO A ASPECTOS SUSCEPTIBLES DE MEJORA CLASIFICADOS COMO INSTITUCIONALES",
        "AVANCE DEL DOCUMENTO DE TRABAJO DE ASPECTOS DE MEJORA",
        "PLAN DE MEJORA DERIVADO DE EVALUACIONES EXTERNAS",
    )
    period = f"{year - 1}-{year}"
    head: tuple[Block, ...] = (
        TextBlock(rng.choice(titles), 1.5, True, align="center", after=2),
        TextBlock(words.institution()[0], 1.3, False, align="center", after=2),
        TextBlock(
            f"{rng.choice(('Periodo', 'Período', 'PERIODO'))} {period}", 1.2, False, align="center", after=8
        ),
    )
    once = rng.random() < 0.6
    blocks: list[Block] = [*(head if once else ()), TableBlock(table), Space(6)]
    section = Section(
        tuple(blocks),
        () if once else head,
        True,
        rng.choice(("letter", "a4", "legal")),
        rng.choice((7.2, 7.8, 8.4)),
        rng.choice(("{n}", "", "Página {n}")),
        rng.random() < 0.3,
    )
    return Document(brief.family, (section,), tuple(records), {"period": period})
