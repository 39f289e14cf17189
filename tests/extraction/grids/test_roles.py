"""Kinds and column roles from wordings that no declaration spells like that."""

from collections.abc import Sequence

from extraction.grids.header_likeness import path_likeness
from extraction.grids.roles import FormMatch, match_forms
from schemas.sight import ColumnSight
from tests.extraction.literal_tables import declared_forms


def match(*columns: tuple[str, Sequence[str]]) -> FormMatch:
    """The form of columns given as header path ("/" between levels) and body texts."""
    sights = [
        ColumnSight(path=tuple(head.split("/")) if head else (), texts=tuple(body)) for head, body in columns
    ]
    return match_forms(sights, declared_forms())


def roles(found: FormMatch) -> list[str]:
    return [role.role for role in found.roles]


GROUPS = ("10000", "20000", "30000")
DETAILS = ("Servicios personales", "Servicios no personales", "Materiales")
AMOUNTS = ("12.351.582.-", "7.685.423.-", "17.784.774.-")


def test_misread_headers_are_still_known() -> None:
    found = match(("GRUPQ", GROUPS), ("DETALIE", DETAILS), ("M0NTO EN BS", AMOUNTS))
    assert found.kind == "budget_group"
    assert roles(found) == ["group", "detail", "amount"]


def test_an_unknown_wording_is_named_by_its_place() -> None:
    found = match(("GRUPO", GROUPS), ("GLOSA EXPLICATIVA", DETAILS), ("IMPORTE", AMOUNTS))
    assert roles(found) == ["group", "detail", "amount"]


def test_a_table_of_nothing_declared_is_generic() -> None:
    found = match(("Municipio", ("La Paz", "Oruro")), ("Caminos", ("5", "6")), ("Puentes", ("1", "2")))
    assert found.kind == "generic"
    assert not found.roles


def test_two_columns_of_one_name_go_by_their_place() -> None:
    amounts = ("0.00", "5.00", "-3.00")
    names = (
        "CATEGORIA PROGRAMÁTICA", "PRODUCTO", "GA", "UE", "CANTIDAD FÍSICA PROGRAMADA",
        "CANTIDAD FÍSICA EVALUADA", "DIFERENCIA", "PRESUPUESTO ASIGNADO", "PRESUPUESTO VIGENTE", "DIFERENCIA",
    )  # fmt: skip
    bodies = [("11-01-000-000",), ("2-Ingresos por servicios",), ("1",), ("2",), *[amounts] * 6]
    found = match(*zip(names, bodies, strict=True))
    assert found.kind == "siafi_product"
    assert roles(found)[6] == "quantity_difference"
    assert roles(found)[9] == "budget_difference"


def test_years_make_columns_of_their_own() -> None:
    figures = ("150", "20")
    found = match(
        ("Actividad", ("Comunicación", "Difusión")), ("Resultado esperado", ("Eventos", "Planes")),
        ("Meta del Proyecto", figures), ("Meta/2018", figures), ("Meta/2019", figures),
        ("Logrado acumulado", figures), ("Saldo por lograr", figures),
    )  # fmt: skip
    assert found.kind == "annual_target"
    assert roles(found)[3:5] == ["target_2018", "target_2019"]


def test_years_under_another_name_are_no_targets() -> None:
    found = match(("AREA", ("Norte", "Sur")), ("OFICIALES/2012", ("5", "6")), ("OFICIALES/2013", ("7", "8")))
    assert found.kind == "generic"


def test_levels_tell_columns_of_one_leaf_apart() -> None:
    path = ("PRESUPUESTO", "PROGRAMADO", "T.G.N. (9)")
    planned = path_likeness(path, "PRESUPUESTO / PROGRAMADO|APROBADO / T.G.N.|TESORO")
    executed = path_likeness(path, "PRESUPUESTO / EJECUTADO|DEVENGADO / T.G.N.|TESORO")
    assert planned == 1.0
    assert executed < 0.75


def test_a_table_that_lost_its_header_is_known_by_its_cells() -> None:
    dates, amounts = ("01/05/19", "01/03/19"), ("0.00", "10,444.00")
    bodies = [
        ("11.01.01.", "11.01.02."), ("Optimización",), ("Actualización", "Ajustes"), dates, dates, dates,
        ("Eficacia",), ("100.00",), ("20000", "TOTAL"), *[amounts] * 4, ("97.15",),
    ]  # fmt: skip
    found = match(*(("", body) for body in bodies))
    assert found.kind == "poa_budget"
    assert roles(found)[8] == "expense_group"


def test_columns_of_words_and_numbers_alone_tell_no_form() -> None:
    assert match(("", ("Beni", "Pando")), ("", ("5", "6")), ("", ("7", "8"))).kind == "generic"


def test_columns_that_yield_no_record_of_a_form_are_generic() -> None:
    found = match(("CONCEPTO", ("Saldo según extracto", "Otros depósitos")), ("IMPORTE", AMOUNTS[:2]))
    assert found.kind == "generic"
    assert found.roles == ()


def test_names_over_nothing_but_years_are_statistics() -> None:
    names, counts = ("Partos atendidos", "Consultas"), ("1.250", "23.400")
    years = [(year, counts) for year in ("1994", "1993", "1992")]
    assert match(("Indicador", names), *years).kind == "generic"
    assert (
        match(("Indicador", names), *((f"Meta {year}", body) for year, body in years)).kind == "annual_target"
    )
    assert match(("Actividad", names), *years, ("Logrado", counts)).kind == "annual_target"


def test_the_shares_beside_amounts_are_not_the_amounts() -> None:
    shares = ("13,46", "25,48", "61,06")
    found = match(
        ("Grupo", GROUPS),
        ("Descripción", DETAILS),
        ("Presupuesto/Monto en RD$", AMOUNTS),
        ("Presupuesto/%", shares),
    )
    assert [(role.col, role.role) for role in found.roles] == [(0, "group"), (1, "detail"), (2, "amount")]


def test_of_two_columns_below_one_name_the_fuller_has_its_role() -> None:
    results = ("Convenios firmados", "Certificados de viabilidad", "Solicitudes de apoyo")
    body = ("Difusión", "Riego", "Censo"), results, ("DI",), *[("1.239", "53", "170")] * 7
    heads = (
        "ACTIVIDAD", "RESULTADO ESPERADO", "RESULTADO ESPERADO", "META DEL PROYECTO", "META/2015",
        "META/2016", "META/2017", "META/2018", "LOGRADO", "SALDO",
    )  # fmt: skip
    found = match(*zip(heads, body, strict=True))
    assert [role.col for role in found.roles if role.role == "expected_result"] == [1]


def test_terms_of_contracts_are_no_names_of_what_these_are() -> None:
    terms = ("19.02.2020 al 25.06.2020", "03.01.2020 - 05.03.2020", "11.10.2020 al 12.12.2020")
    names, posts = ("Ana Rojas", "Luis Paz", "Eva Soria"), ("Redes", "Archivo", "Catastro")
    rows = [("No.", ("1", "2", "3")), ("Plazo del contrato", terms), ("Nombre y apellidos", names)]
    rows += [("Objeto", posts), ("Monto (€)", ("15.753,20", "630.512,00", "9.457,07"))]
    assert match(*rows).kind == "generic"
