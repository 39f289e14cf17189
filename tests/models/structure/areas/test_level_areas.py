"""Level rules in pieces, as copies of copies leave them, are those of one table."""

from models.pixels.rule import Rule
from models.structure.areas.area import AreaOptions
from models.structure.areas.areas import rules_to_areas
from models.structure.areas.level_areas import level_areas
from tests.models.structure.literal_pages import DPI, lines, rules

COLUMNS = ((110, 170), (200, 280), (350, 420), (600, 690))


def pieces_of_rules(off: float, begin: float) -> list[Rule]:
    """Rules up to 700: those at the top and the foot lost where they begin, those between are in two parts.

    off: how far below the left part the right one lies; begin: where it begins, the left one ends at 330.
    """
    left = [Rule(y, 100, 330) for y in (130, 160, 190)]
    right = [Rule(y + off, begin, 700) for y in (130, 160, 190)]
    return [Rule(100, 150, 700), *left, *right, Rule(220, 180, 700)]


def test_parts_of_rules_that_overlap_the_others_are_of_the_table_of_these() -> None:
    found = level_areas(
        rules(pieces_of_rules(3, 310)), lines(range(115, 220, 30), *COLUMNS), DPI, AreaOptions()
    )
    assert [(area.bbox.x0, area.bbox.x1) for area in found] == [(100, 700)]
    assert len(found[0].level) == 8


def test_rules_that_others_go_on_from_at_one_height_are_a_table_of_their_own() -> None:
    found = level_areas(
        rules(pieces_of_rules(0, 340)), lines(range(115, 220, 30), *COLUMNS), DPI, AreaOptions()
    )
    assert (100, 330) in [(area.bbox.x0, area.bbox.x1) for area in found]


def test_bits_of_rules_with_print_on_both_sides_are_no_table() -> None:
    bits = rules([Rule(y, 190, 430) for y in (100, 130, 160, 190, 220)], [Rule(300, 100, 220)])
    inside, beside = ((200, 280), (350, 420)), ((110, 170), (600, 690))
    rows = range(115, 220, 30)
    assert rules_to_areas(bits, lines(rows, *inside, *beside), DPI, AreaOptions()) == []
    (area,) = rules_to_areas(bits, lines(rows, *inside, beside[0]), DPI, AreaOptions())
    assert (area.bbox.x0, area.bbox.x1) == (190, 430)


def test_labels_of_a_typed_head_are_no_columns_nor_are_notes_above_a_signature() -> None:
    """A blank behind a comma is as wide as a letter; a signature has a rule as wide as the table."""
    rows = lines(range(215, 300, 30), *COLUMNS)
    head = [*lines((130, 150, 170), (110, 200)), *lines((150,), (212, 300))]
    notes = [*lines((315,), (110, 300)), *lines((335,), (110, 250)), *lines((335,), (262, 330))]
    level = rules([Rule(y, 100, 700) for y in (100, 200, 230, 260, 290, 430)])
    found = level_areas(level, [*head, *rows, *notes], DPI, AreaOptions())
    assert (200, 290) in [(area.bbox.y0, area.bbox.y1) for area in found]
