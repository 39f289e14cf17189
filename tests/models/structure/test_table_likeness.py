"""Lines that happen to align are a table only where they hold what tables do."""

from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.print_blocks import Print
from models.structure.table_likeness import is_table
from schemas.geometry import Box
from schemas.reading import Ruling

COLUMNS = 5


def likeness(*rows: tuple[str, ...], ruling: Ruling = "none") -> bool:
    """Whether rows of five texts, blank ones without print, are a table, without rules unless said."""
    slots = tuple(
        Slot(row, col, 1, 1, Box(100 * col, 30 * row, 100 * col + 100, 30 * row + 30))
        for row in range(len(rows))
        for col in range(COLUMNS)
    )
    texts = [text for row in rows for text in row]
    prints = [Print(slot.bbox.inflate(-4), text) for slot, text in zip(slots, texts, strict=True) if text]
    return is_table(FoundTable(Box(0, 0, 100 * COLUMNS, 30 * len(rows)), ruling, slots), prints)


def test_totals_below_the_names_of_their_columns_are_the_end_of_a_table() -> None:
    names = ("Programa", "Producto", "Cantidad", "Asignado", "Vigente")
    assert likeness(names, ("Total", "", "12", "465,409.50", "468,852.60"))
    assert not likeness(names, ("Obra", "", "12", "465,409.50", "468,852.60"))
    assert not likeness(names, ("Total", "", "", "", "468,852.60"))


def test_a_boxed_entry_with_figures_in_full_cells_is_the_end_of_a_table() -> None:
    assert likeness(("2.5", "Solicitudes atendidas", "5", "354", "Semestre"), ruling="partial")
    assert not likeness(("2.5", "Solicitudes atendidas", "5", "354", "Semestre"))
    assert not likeness(("2.5", "Solicitudes atendidas", "5", "", "354"), ruling="partial")
    assert not likeness(("Elaborado", "Revisado", "Aprobado", "14/03/2023", "2"), ruling="partial")


def test_those_who_sign_beside_each_other_are_no_table_and_a_list_of_words_is_one() -> None:
    signed = ("Ana Ríos", "Luis Paz", "Eva Sol", "Juan Mar", "Inés Luz")
    posts = ("Contadora", "Tesorero", "Secretaria", "Intendente", "Jefa")
    places = ("Municipio", "Municipio", "Hacienda", "Municipio", "Compras")
    assert not likeness(signed, posts, places)
    assert likeness(*[signed, posts] * 4)
    assert likeness(("Acta 12-9", *signed[1:]), posts, places)
