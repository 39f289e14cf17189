"""Document fields from label blocks, memo heads, report heads and titles, whole and damaged."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from extraction.document_fields.field_labels import LABELS
from extraction.document_fields.field_periods import find_day_range
from extraction.document_fields.field_tagger import FieldTagger
from extraction.document_fields.fields import document_fields
from models.text_dump import read_dump
from schemas.document import Field
from schemas.geometry import Box, flat_mesh
from schemas.reading import PageReading, ReadCell, ReadTable, TextLine

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture(scope="module")
def tagger() -> FieldTagger:
    return FieldTagger()


def dump_page(text: str, page_no: int = 1) -> PageReading:
    """A page of a text dump; "|" stands for a tab."""
    lines = enumerate(text.strip().splitlines(), 1)
    read = tuple(TextLine(text=line.strip().replace("|", "\t"), line=n) for n, line in lines if line.strip())
    return PageReading(page_no=page_no, text_source="text", lines=read)


def scan_page(*rows: Sequence[tuple[float, str]]) -> PageReading:
    """A scanned page of rows 40 px apart; each piece has its left edge and its text, 12 px a letter."""
    lines = tuple(
        TextLine(text=text, bbox=Box(x, 100 + 40 * at, x + 12 * len(text), 130 + 40 * at))
        for at, row in enumerate(rows)
        for x, text in row
    )
    return PageReading(page_no=1, width=1200, height=1600, to_delivered=flat_mesh(1200, 1600), lines=lines)


def values(fields: dict[str, Field]) -> dict[str, str | None]:
    return {name: field.value for name, field in fields.items()}


def test_a_block_of_labels_and_values_side_by_side(tagger: FieldTagger) -> None:
    page = scan_page(
        [(100, "Area Organizacional"), (500, "SERVICIO DE VERIFICACION")],
        [(100, "Gestión del POA"), (500, "2019")],
        [(100, "Fecha de Corte"), (500, "7/7/2021")],
        [(100, "Código(*)"), (500, "41")],
        [(100, "Sigla"), (500, "SENAVEX")],
    )
    fields = document_fields([page], tagger)
    assert values(fields) == {
        "organization": "SERVICIO DE VERIFICACION",
        "fiscal_year": "2019",
        "cutoff_date": "2021-07-07",
        "entity_code": "41",
        "acronym": "SENAVEX",
    }
    assert fields["fiscal_year"].provenance[0].bbox == pytest.approx(
        (500 / 1200, 140 / 1600, 548 / 1200, 170 / 1600)
    )
    assert not any(field.needs_review for field in fields.values())


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("GESTION2021", "fiscal_year", "2021"),
        ("GESTI0N: 2O21", "fiscal_year", "2021"),
        ("Gestlón del POA 2019", "fiscal_year", "2019"),
        ("EJERCICIO FISCAL.- 2023", "fiscal_year", "2023"),
        ("Area Organizacional SERVICIO NACIONAL DE CAMINOS", "organization", "SERVICIO NACIONAL DE CAMINOS"),
        ("AreaOrganizacionalSERVICIO NACIONAL", "organization", "SERVICIO NACIONAL"),
        ("EntidadCENTRO NACIONAL DE CAMINOS Gestión POA2021", "organization", "CENTRO NACIONAL DE CAMINOS"),
        ("EntidadCENTRO NACIONAL DE CAMINOS Gestión POA2021", "fiscal_year", "2021"),
        ("Entidad: Aduana Nacional", "organization", "Aduana Nacional"),
        ("Nombre de la institución|Aduana Nacional", "organization", "Aduana Nacional"),
        ("FechadeCorte7/7/2021", "cutoff_date", "2021-07-07"),
        ("Corte al 31 de diciembre de 2020", "cutoff_date", "2020-12-31"),
        ("Cód. Entidad 0312", "entity_code", "0312"),
        ("C0DIGO INSTITUCIONAL: 41", "entity_code", "41"),
        ("Siglas de la entidad: ADUANA", "acronym", "ADUANA"),
        ("Reporte N° R00824984", "report_number", "R00824984"),
        ("PERIODO: ENERO A MARZO", "period", "ENERO A MARZO"),
        ("Mes reportado: febrero", "period", "febrero"),
        ("Período: del 01/01/2021 al 31/03/2021", "period", "del 01/01/2021 al 31/03/2021"),
        ("Trimestre: II", "period", "II"),
        ("Periodo evaluado 2014-2015", "period", "2014-2015"),
        ("Fecha de emisión: 05/02/2021", "report_date", "2021-02-05"),
        ("MEMORÁNDUM No. UPEG-002-2021", "memo_number", "UPEG-002-2021"),
        ("MEMORANDOAGRUR-DAF-035-2012", "memo_number", "AGRUR-DAF-035-2012"),
        ("CITE: MDPyEP/123/2021", "memo_number", "MDPyEP/123/2021"),
        ("RENDICIÓN PÚBLICA DE CUENTAS 2026", "fiscal_year", "2026"),
        ("Emitido: 19/07/2023", "report_date", "2023-07-19"),
        ("Emisión: 3 de mayo de 2022", "report_date", "2022-05-03"),
        ("Fecha/hora de impresión: 03/05/2022 10:12", "report_date", "2022-05-03"),
        ("Fecha de extracción|03/05/2022", "report_date", "2022-05-03"),
        ("Información actualizada al 30/09/2022", "cutoff_date", "2022-09-30"),
        ("Nombre del organismo: Instituto de Mareas", "organization", "Instituto de Mareas"),
        ("Sujeto obligado|Caja de Fomento Lacustre", "organization", "Caja de Fomento Lacustre"),
        ("Gobernación: Valle Quebrado", "organization", "Valle Quebrado"),
        ("Código(*|52", "entity_code", "52"),
        ("Año del ejercicio: 2024", "fiscal_year", "2024"),
        ("Vigencia presupuestal 2023", "fiscal_year", "2023"),
        ("Clave presupuestaria: 114", "entity_code", "114"),
        ("Acrónimo institucional: INMAR", "acronym", "INMAR"),
        ("Trimestre reportado: III", "period", "III"),
    ],
)
def test_labels_in_other_words_and_with_damage(
    line: str, field: str, value: str, tagger: FieldTagger
) -> None:
    assert values(document_fields([dump_page(line)], tagger))[field] == value


@pytest.mark.parametrize(
    "line",
    [
        "Ingresos del Período:|249.370.151,27",
        "Gastos del Período: 1.018.2019",
        "Resultado del período: 33 unidades",
        "desde la gestión 2021 a la 2025, se incrementó el personal",
        "En atención a su MEMORANDO ADUANAS-DTA-016-2021 de fecha 22 de enero de 2021",
        "De acuerdo a los siguientes aspectos: primero",
        "CODIGO|OPERACION|ACTIVIDAD|SIGLA|DESCRIPCION",
        "El ejercicio de la función pública",
    ],
)
def test_prose_and_table_headers_give_no_fields(line: str, tagger: FieldTagger) -> None:
    assert document_fields([dump_page(line)], tagger) == {}


MEMO = """
MEMORANDO ADUANAS-UPEG-002-2021
PARA: LIC. JOSE MIGUEL RUIZ
Jefe Unidad de Transparencia
DE: LIC. LIVIO ANDRÉS ALVARADO
Jefe Unidad de Planeamiento
FECHA: 05 de febrero de 2021
ASUNTO: RESPUESTA A SOLICITUD DE
INFORMACIÓN
"""


def test_a_memo_head_leaves_the_posts_below_the_names_alone(tagger: FieldTagger) -> None:
    assert values(document_fields([dump_page(MEMO)], tagger)) == {
        "memo_number": "ADUANAS-UPEG-002-2021",
        "to": "LIC. JOSE MIGUEL RUIZ",
        "from": "LIC. LIVIO ANDRÉS ALVARADO",
        "date": "2021-02-05",
        "subject": "RESPUESTA A SOLICITUD DE INFORMACIÓN",
    }


def test_a_memo_label_without_its_colon_is_known_among_the_others(tagger: FieldTagger) -> None:
    fields = document_fields([dump_page(MEMO.replace("DE: LIC", "DE LIC"))], tagger)
    assert fields["from"].value == "LIC. LIVIO ANDRÉS ALVARADO"


LETTER = """
MINISTERIO DE MAREAS Y ESTUARIOS
Puerto Hondo, 10 de julio de 2022
CITE: INMAR/DGE/646/2022
Señor(a):
Ing. Rosaura Quiñones Vela
Presente.-
Ref.: Remisión de estados de cuenta
De mi consideración:
Los montos del 3 de mayo de 2021 provienen del sistema.
"""


def test_a_letter_names_its_day_behind_the_place_and_its_subject_behind_an_abbreviation(
    tagger: FieldTagger,
) -> None:
    found = values(document_fields([dump_page(LETTER)], tagger))
    assert found["date"] == "2022-07-10"
    assert found["subject"] == "Remisión de estados de cuenta"
    assert found["memo_number"] == "INMAR/DGE/646/2022"
    assert found["to"] == "Ing. Rosaura Quiñones Vela"


def test_a_greeting_and_one_label_make_a_letter(tagger: FieldTagger) -> None:
    lines = ["Lima, a 3 de mayo de 2021", "Asunto: Entrega de mapas", "De mi mayor consideración:"]
    found = values(document_fields([dump_page("\n".join(lines))], tagger))
    assert found == {"date": "2021-05-03", "subject": "Entrega de mapas"}
    assert document_fields([dump_page("\n".join(lines[:2]))], tagger) == {}


def test_a_report_head_on_one_line_parts_into_its_fields(tagger: FieldTagger) -> None:
    page = dump_page("REP:R00824984 GESTION:2021 05/02/2021 06:18:13 p.m.\nPERIODO: ENERO")
    assert values(document_fields([page], tagger)) == {
        "report_number": "R00824984",
        "fiscal_year": "2021",
        "report_date": "2021-02-05",
        "period": "ENERO",
    }


def test_a_value_below_its_label(tagger: FieldTagger) -> None:
    page = scan_page([(100, "Gestión fiscal"), (600, "Código institucional")], [(110, "2022"), (640, "0312")])
    assert values(document_fields([page], tagger)) == {"fiscal_year": "2022", "entity_code": "0312"}


def test_a_ruled_block_of_two_columns(tagger: FieldTagger) -> None:
    texts = [("Institución", "ADUANA NACIONAL"), ("Ejercicio", "2020"), ("Siglas", "AN")]
    cells = tuple(
        ReadCell(row=row, col=col, lines=(TextLine(text=text, line=row + 1),))
        for row, pair in enumerate(texts)
        for col, text in enumerate(pair)
    )
    page = PageReading(page_no=1, tables=(ReadTable(cells=cells),))
    assert values(document_fields([page], tagger)) == {
        "organization": "ADUANA NACIONAL",
        "fiscal_year": "2020",
        "acronym": "AN",
    }


def stacked(x: float, *texts: str) -> tuple[TextLine, ...]:
    """Lines of one cell, 40 px apart; an empty text leaves its place blank."""
    return tuple(
        TextLine(text=text, bbox=Box(x, 100 + 40 * at, x + 12 * len(text), 130 + 40 * at))
        for at, text in enumerate(texts)
        if text
    )


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        (("Servicio de Mareas", ""), "Servicio de Mareas"),
        (("Servicio de Mareas", "y Estuarios del Sur"), "Servicio de Mareas y Estuarios del Sur"),
    ],
)
def test_labels_stacked_in_one_cell_keep_their_own_values(
    name: tuple[str, str], whole: str, tagger: FieldTagger
) -> None:
    labels = stacked(100, "Nombre de la entidad:", "", "Ejercicio fiscal:", "Información al:")
    answers = stacked(500, *name, "2023", "16 de octubre de 2024")
    cells = (
        ReadCell(row=0, col=0, bbox=Box(90, 90, 490, 260), lines=labels),
        ReadCell(row=0, col=1, bbox=Box(490, 90, 1100, 260), lines=answers),
    )
    page = scan_page([(100, "MINISTERIO DE MAREAS")]).model_copy(update={"tables": (ReadTable(cells=cells),)})
    fields = document_fields([page], tagger)
    assert values(fields) == {"organization": whole, "fiscal_year": "2023", "cutoff_date": "2024-10-16"}
    assert not any(field.needs_review for field in fields.values())


def test_a_head_swallowed_by_a_wide_table_is_still_read(tagger: FieldTagger) -> None:
    head = ["Ejercicio: 2023", "Período: marzo", "ACUMULADO", "Emitido: 20/08/2023"]
    rows = [head, ["a", "b", "c", "d", "e", "f"]]
    cells = tuple(
        ReadCell(row=row, col=col, lines=(TextLine(text=text, line=row + 1),))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    page = PageReading(page_no=1, tables=(ReadTable(cells=cells),))
    assert values(document_fields([page], tagger)) == {
        "fiscal_year": "2023",
        "period": "marzo",
        "report_date": "2023-08-20",
    }


def test_one_labelled_line_speaks_louder_than_headings_on_every_page(tagger: FieldTagger) -> None:
    pages = [dump_page("Entidad: Instituto Lacustre")]
    pages += [dump_page("MINISTERIO DE MAREAS", page_no) for page_no in range(2, 20)]
    field = document_fields(pages, tagger)["organization"]
    assert field.value == "Instituto Lacustre"
    assert [candidate.value for candidate in field.candidates] == ["MINISTERIO DE MAREAS"]
    assert not field.needs_review


@pytest.mark.parametrize(
    ("lines", "organisation"),
    [
        ("MINISTERIO DE MAREAS\nSERVICIO NACIONAL DE BOYAS", "SERVICIO NACIONAL DE BOYAS"),
        ("Autoridad Nacional de Boyas\nSecretaría de Estado de Puertos", "Autoridad Nacional de Boyas"),
        ("MINISTERIO DE MAREAS\nInforme de gestión", "MINISTERIO DE MAREAS"),
    ],
)
def test_of_two_bodies_in_a_letterhead_the_lower_one_reports(
    lines: str, organisation: str, tagger: FieldTagger
) -> None:
    assert document_fields([dump_page(lines)], tagger)["organization"].value == organisation


def test_no_wording_names_two_fields() -> None:
    names = [name.rstrip(":") for wordings in LABELS.values() for name in wordings]
    assert len(names) == len(set(names))


def test_a_report_head_without_labels(tagger: FieldTagger) -> None:
    page = scan_page(
        [(100, "Municipalidad de"), (500, "Del 02/01/2025 al 30/06/2025"), (1000, "Ejercicio: 2025")],
        [(110, "Puerto Almendro"), (500, "Filtro: Fechas: 02/01/2025 al 30/06/2025")],
    )
    fields = document_fields([page], tagger)
    assert values(fields) == {
        "organization": "Municipalidad de Puerto Almendro",
        "period": "Del 02/01/2025 al 30/06/2025",
        "fiscal_year": "2025",
    }
    # Nothing on the page says that a name in its head is the reporting organisation.
    assert fields["organization"].needs_review


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Del 04/01/2021 al 30/06/2021 1", "Del 04/01/2021 al 30/06/2021"),
        ("DEL 1 DE ENERO AL 31 DE MARZO DE 2020", "DEL 1 DE ENERO AL 31 DE MARZO DE 2020"),
        ("desde el 01-01-2019 hasta el 31-12-2019", "desde el 01-01-2019 hasta el 31-12-2019"),
        ("Del02/01/2023al30/03/2023", "Del 02/01/2023 al 30/03/2023"),
        ("30/06/2021 al 04/01/2021", None),
        ("45/13/2021 al 46/13/2021", None),
        ("12.345.678 a 23.456.789", None),
    ],
)
def test_from_a_day_to_a_day(text: str, days: str | None) -> None:
    found = find_day_range(text)
    assert (found.text if found else None) == days


def test_one_misread_spelling_among_many_is_made_one_with_evidence(tagger: FieldTagger) -> None:
    pages = [dump_page("Sigla|SENAVEX", page_no) for page_no in (1, 2, 3, 4)]
    pages += [dump_page("Sigla|SENAVEEX", 5), dump_page("Sigla|MDPyEP", 6)]
    field = document_fields(pages, tagger)["acronym"]
    assert field.value == "SENAVEX"
    assert [(repair.rule, repair.before, repair.after) for repair in field.repairs] == [
        ("entity_normalised", "SENAVEEX", "SENAVEX")
    ]
    assert {candidate.value for candidate in field.candidates} == {"SENAVEEX", "MDPyEP"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents' dumps are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "000_*.txt",
            {
                "organization": "SERVICIO NACIONAL DE VERIFICACION DE EXPORTACIONES",
                "fiscal_year": "2019",
                "cutoff_date": "2021-07-07",
                "entity_code": "41",
                "acronym": "SENAVEX",
            },
        ),
        (
            "001_*.txt",
            {
                "memo_number": "ADUANAS-UPEG-002-2021",
                "to": "LIC. JOSE MIGUEL RUIZ",
                "from": "LIC. LIVIO ANDRÉS ALVARADO",
                "date": "2021-02-05",
                "subject": "RESPUESTA A SOLICITUD DE INFORMACIÓN",
                "report_number": "R00824984",
                "fiscal_year": "2021",
                "period": "ENERO",
                "report_date": "2021-02-05",
            },
        ),
    ],
)
def test_the_fields_of_real_documents(name: str, expected: dict[str, str], tagger: FieldTagger) -> None:
    path = next(SEEDS.glob(name))
    assert values(document_fields(read_dump(path.read_text(encoding="utf-8")), tagger)) == expected


def test_a_body_at_one_side_of_a_letterhead_and_the_report_at_the_other(tagger: FieldTagger) -> None:
    page = scan_page([(100, "INSTITUTO DE MAREAS"), (900, "MAYOR AUXILIAR")])
    assert values(document_fields([page], tagger)) == {"organization": "INSTITUTO DE MAREAS"}


def test_a_day_alone_beside_the_reports_number_is_the_reports_day(tagger: FieldTagger) -> None:
    page = scan_page([(100, "REP:R00520925"), (500, "GESTION:2015"), (900, "15/07/2015")])
    assert values(document_fields([page], tagger))["report_date"] == "2015-07-15"


def test_the_post_of_a_signer_does_not_name_that_of_another(tagger: FieldTagger) -> None:
    signers = [(100, "Secretaria"), (1000, "Director General Ejecutivo")]
    assert values(
        document_fields([scan_page([(100, "MANCOMUNIDAD DE MUNICIPIOS DEL SUR")], signers)], tagger)
    ) == {"organization": "MANCOMUNIDAD DE MUNICIPIOS DEL SUR"}


def test_a_signers_post_is_no_label_of_the_one_beside_it(tagger: FieldTagger) -> None:
    rows = [(300, "TRIBUNAL ADMINISTRATIVO")], [(120, "Secretaria"), (520, "Ingeniero Supervisor")]
    found = values(document_fields([scan_page(*rows)], tagger))
    assert found["organization"] == "TRIBUNAL ADMINISTRATIVO"
