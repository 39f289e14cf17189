"""Tables as other ministries head them are the same kinds; budgets that only look alike are not."""

from collections.abc import Mapping, Sequence

import pytest

from extraction.wording import plain
from tests.extraction.grids.test_roles import match, roles

CODES = ("11.01.01.", "11.01.02.", "11.02.01.")
GROUPS = ("10000", "20000", "TOTAL")
WORDS = ("Supervisión de la red vial", "Registro de productores", "Difusión de la normativa")
SHORT = ("Eficacia", "Normas revisadas", "Convenios suscritos")
DATES = ("01/02/2021", "15/03/2021", "30/06/2021")
AMOUNTS = ("12.351.582,00", "7.685.423,10", "784.774,00")
COUNTS = ("12", "7", "104")
PLACES = ("Aldea Nueva", "Laguna Honda", "Ojo de Agua")
PROGRAMS = ("E-005 Capacitación rural", "F-003 Fomento pesquero", "S-220 Extensión rural")
CATEGORIES = ("11-00-000-001", "11-00-000-002", "12-01-000-001")
PRODUCTS = ("49-Fortalecimiento de redes", "50-Asistencia técnica", "51-Becas otorgadas")

Columns = Sequence[tuple[str, Sequence[str]]]

TABLES: Mapping[str, Columns] = {
    "poa_budget": [
        ("Cód. Act.", CODES),
        ("Objetivo operativo", WORDS),
        ("Actividades programadas", WORDS),
        ("Periodo de ejecución/Desde", DATES),
        ("Periodo de ejecución/Hasta", DATES),
        ("Conclusión efectiva/Fecha", DATES),
        ("Indicador de producto/Nombre", SHORT),
        ("Indicador de producto/Valor", COUNTS),
        ("Presupuesto/Objeto del gasto", GROUPS),
        ("Presupuesto/Aprobado/Fuente Tesoro", AMOUNTS),
        ("Presupuesto/Aprobado/Fuente externa", AMOUNTS),
        ("Presupuesto/Devengado/Fuente Tesoro", AMOUNTS),
        ("Presupuesto/Devengado/Fuente externa", AMOUNTS),
        ("Avance financiero %", COUNTS),
    ],
    "poa_result": [
        ("Código de la actividad", CODES),
        ("Objetivo específico", WORDS),
        ("Actividad programada", WORDS),
        ("Indicador de gestión", SHORT),
        ("Valor alcanzado", COUNTS),
        ("% de avance", COUNTS),
        ("Dirección responsable", SHORT),
        ("Medios probatorios", WORDS),
        ("Justificación de la variación", WORDS),
        ("Logros obtenidos", WORDS),
    ],
    "indicator_catalog": [
        ("Nombre del indicador", SHORT),
        ("Siglas", ("EF", "NR", "CS")),
        ("¿Qué mide?", WORDS),
        ("Unidad de medida", ("Porcentaje", "Número", "Índice")),
        ("Método de cálculo", ("(A/B)*100", "(C/D)*100", "E/F")),
        ("Valor de la línea base", COUNTS),
        ("Año de la línea base", DATES),
    ],
    "siafi_product": [
        ("Categoría programática", CATEGORIES),
        ("Producto terminal", PRODUCTS),
        ("Gerencia", ("1", "2", "3")),
        ("Unidad ejecutora", ("10", "11", "12")),
        ("Producción física/Programada", COUNTS),
        ("Producción física/Ejecutada", COUNTS),
        ("Producción física/Diferencia", COUNTS),
        ("Presupuesto/Aprobado", AMOUNTS),
        ("Presupuesto/Vigente", AMOUNTS),
        ("Presupuesto/Diferencia", AMOUNTS),
    ],
    "improvement_actions": [
        ("Núm.", COUNTS),
        ("Clave y nombre del Pp", PROGRAMS),
        ("Recomendación", WORDS),
        ("Unidad que coordina", SHORT),
        ("Acciones por realizar", WORDS),
        ("Unidad administrativa responsable", SHORT),
        ("Fecha compromiso de cumplimiento", DATES),
        ("Resultados esperados", WORDS),
        ("Documento probatorio", WORDS),
    ],
    "budget_group": [
        ("Capítulo de gasto", ("10000", "20000", "30000")),
        ("Denominación del gasto", ("Servicios personales", "Materiales y suministros", "Activos reales")),
        ("Importe (Bs)", AMOUNTS),
    ],
    "contract_modality": [
        ("Procedimiento", ("Licitación pública", "Invitación restringida", "Adjudicación directa")),
        ("Umbral", ("Hasta Bs 20.000", "Mayor a 1 millón", "Sin límite de monto")),
        ("Nº de contratos", COUNTS),
        ("Valor adjudicado", AMOUNTS),
    ],
    "regional_transfer": [
        ("Delegación", PLACES),
        ("Convenios vigentes", COUNTS),
        ("Hogares beneficiados", COUNTS),
        ("Monto comprometido", AMOUNTS),
        ("Monto requerido", AMOUNTS),
        ("Monto desembolsado", AMOUNTS),
        ("Monto rendido", AMOUNTS),
    ],
    "results_framework": [
        ("Ítem", COUNTS),
        ("Indicador de desempeño", WORDS),
        ("Unidad de medida", SHORT),
        ("Valor de partida", COUNTS),
        ("Meta final del proyecto", COUNTS),
        ("Frecuencia", ("Anual", "Semestral", "Anual")),
        ("Fuente de los datos", WORDS),
        ("Metodología de recolección", WORDS),
        ("Valor programado", COUNTS),
    ],
    "annual_target": [
        ("Actividades del proyecto", WORDS),
        ("Producto esperado", SHORT),
        ("Meta global", COUNTS),
        ("Programado/2019", COUNTS),
        ("Programado/2020", COUNTS),
        ("Ejecutado acumulado", COUNTS),
        ("Saldo por ejecutar", COUNTS),
    ],
    "signatures": [
        ("Intervinientes", ("Elaborado por", "Revisado por", "Aprobado por")),
        ("Nombres y apellidos", ("Ana Peña", "Luis Rojas", "Eva Soto")),
        ("Cargo que desempeña", ("Técnico", "Jefe", "Director")),
        ("Firma y sello", ()),
    ],
}


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_other_wordings_are_the_same_kind_with_every_column_in_its_role(kind: str) -> None:
    found = match(*TABLES[kind])
    assert found.kind == kind
    assert len(found.roles) == len(TABLES[kind]), roles(found)


GENERIC: Mapping[str, Columns] = {
    "a budget statement by item": [
        ("Partida", ("11301", "12101", "21101")),
        ("Concepto", ("Sueldos base", "Honorarios", "Papelería")),
        ("Presupuesto original", AMOUNTS),
        ("Presupuesto modificado", AMOUNTS),
        ("Ejercido", AMOUNTS),
        ("Por ejercer", AMOUNTS),
    ],
    "a statement by item and amount": [
        ("Partida", ("11301", "12101", "21101")),
        ("Concepto", ("Sueldos base", "Honorarios", "Papelería")),
        ("Original", AMOUNTS),
    ],
    "municipal resources": [
        ("Evolución de los recursos", ("Ingresos corrientes", "Recursos de capital", "Total")),
        ("Vigente", AMOUNTS),
        ("Devengado", AMOUNTS),
        ("Percibido", AMOUNTS),
    ],
    "expenses by object": [
        ("Evolución de gastos por objeto", ("Gastos en personal", "Bienes de consumo", "Transferencias")),
        ("Vigente", AMOUNTS),
        ("Preventivo", AMOUNTS),
        ("Compromiso", AMOUNTS),
        ("Devengado", AMOUNTS),
        ("Pagado", AMOUNTS),
    ],
    "acts by state and year": [
        ("Entidad Federativa", PLACES),
        ("2009", COUNTS),
        ("2010", COUNTS),
        ("2011", COUNTS),
    ],
    "a roll of staff": [
        ("Nombre", ("Ana Peña", "Luis Rojas", "Eva Soto")),
        ("Cargo", ("Técnico", "Jefe", "Director")),
        ("Sueldo mensual", AMOUNTS),
    ],
    "debts by creditor": [
        ("Acreedor", ("Banco Unión", "Banco Sol", "Cooperativa")),
        ("Saldo inicial", AMOUNTS),
        ("Amortización", AMOUNTS),
        ("Saldo final", AMOUNTS),
    ],
}


@pytest.mark.parametrize("name", sorted(GENERIC))
def test_what_no_form_declares_is_generic(name: str) -> None:
    assert match(*GENERIC[name]).kind == "generic"


def test_a_nought_between_letters_is_read_as_one_of_them() -> None:
    assert plain("SUBT0TAL 12-03") == "subtotal 12 03"
    assert plain("SALD0 0BJETO A10 2010") == "saldo objeto a10 2010"
    assert plain("Partida B0 10") == "partida b0 10"
