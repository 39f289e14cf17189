"""Each idea is left out by value: the one that is off, and no other."""

from cuadra.bench.ablation import FORMS, Ideas, decide, variants
from schemas.form import load_forms
from schemas.geometry import flat_mesh
from schemas.reading import Alternative, PageReading, ReadCell, ReadTable, TextLine

LINES = (
    ("Grupo de gasto", "Detalle", "Monto"),
    ("10000", "Servicios personales", "12.351.582"),
    ("20000", "Servicios no personales", "7.685.423"),
    ("30000", "Materiales y suministros", "17.784.774"),
    ("", "Total", "21.821.779"),
)


def page() -> PageReading:
    """A table whose third amount has a digit doubled; a second reader saw it right."""
    cells = tuple(_cell(row, col, text) for row, texts in enumerate(LINES) for col, text in enumerate(texts))
    return PageReading(
        page_no=1,
        width=900,
        height=600,
        to_delivered=flat_mesh(900, 600),
        tables=(ReadTable(bbox=(0, 0, 900, 500), ruling="full", cells=cells),),
    )


def _cell(row: int, col: int, text: str) -> ReadCell:
    box = (col * 300, row * 100, col * 300 + 300, row * 100 + 100)
    inner = (box[0] + 40, box[1] + 30, box[2] - 40, box[3] - 30)
    line = TextLine(text=text, bbox=inner, confidence=0.97)
    if text == "17.784.774":
        seen = Alternative(text="1.784.774", cost=1.0, source="ppocr")
        line = line.replace(second="1.784.774", alternatives=(seen,))
    return ReadCell(row=row, col=col, bbox=box, lines=(line,) if text else ())


def amount(ideas: Ideas) -> tuple[str, set[str]]:
    """The third amount and the rules of its repairs."""
    found = decide([page()], load_forms(FORMS), ideas)
    cell = next(one for one in found["tables"][0]["cells"] if (one["row"], one["col"]) == (3, 2))
    return cell["value"]["value"], {repair["rule"] for repair in cell["repairs"]}


def test_every_variant_but_the_first_leaves_out_one_idea() -> None:
    off = {name: [idea for idea, on in ideas if not on] for name, ideas in variants().items()}
    assert off.pop("all") == []
    assert off == {name: [name] for name in Ideas.model_fields}


def test_without_relations_a_doubled_digit_stays() -> None:
    assert amount(Ideas()) == ("1784774", {"other_reader", "relation_solved"})
    assert amount(Ideas(relations=False)) == ("17784774", set())


def test_without_the_second_reader_the_sum_mends_by_the_digits_alone() -> None:
    assert amount(Ideas(second_reader=False)) == ("1784774", {"relation_solved"})
