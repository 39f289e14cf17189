"""What holds for any table: damage is mended or told of, and a clean table stays as it is."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from extraction.arithmetic.digit_edits import misreading_cost
from extraction.arithmetic.relations import MARGIN, solve_tables
from schemas.table import LogicalTable, TableCell
from tests.extraction.arithmetic.test_relations import BUDGET, amounts_of, entry_at, read_with, solved
from tests.extraction.literal_tables import declared_forms, literal_table

figures = st.lists(st.integers(10_000, 10**8), min_size=2, max_size=7)


def _table(figures: Sequence[int], total: int) -> LogicalTable:
    lines = "\n".join(f"10000 | x | {value:,}" for value in figures)
    return literal_table("budget_group", BUDGET, f"{lines}\n> Total | | {total:,}")


@given(figures)
def test_repairing_a_clean_table_changes_nothing(items: list[int]) -> None:
    table = _table(items, sum(items))
    assert solved(table) is table


@given(figures, st.data())
def test_a_repaired_table_adds_up_and_repairing_it_again_changes_nothing(
    items: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(items) - 1))
    text = str(items[at])
    cut = data.draw(st.integers(0, len(text) - 1))
    damaged = [*items[:at], int(text[:cut] + text[cut] + text[cut:]), *items[at + 1 :]]
    table = _table(damaged, sum(items))
    once = solved(table)
    values = [int(value) for value in amounts_of(once)]
    changed = [index for index, value in enumerate(values[:-1]) if value != damaged[index]]
    if changed or values[-1] != sum(items):
        assert sum(values[:-1]) == values[-1]
        assert len(changed) + (values[-1] != sum(items)) == 1
    assert solved(once) == once


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_misreading_costs_nothing_only_where_nothing_differs(read: int, printed: int) -> None:
    cost = misreading_cost(Decimal(read), Decimal(printed))
    assert (cost == 0) == (read == printed)
    assert cost >= 0


def test_a_doubled_digit_is_likelier_than_any_other_slip() -> None:
    doubled = misreading_cost(Decimal(17784774), Decimal(1784774))
    assert doubled + MARGIN <= misreading_cost(Decimal(26498155), Decimal(42498155))
    assert doubled < misreading_cost(Decimal(1784774), Decimal(1784174))


rows = st.lists(st.tuples(st.integers(10_000, 10**7), st.integers(10_000, 10**7)), min_size=2, max_size=6)
SIAFI = ("category:code", "assigned_budget:money", "current_budget:money", "budget_difference:money")


def _budget_rows(rows: Sequence[tuple[int, int]], damaged: tuple[int, str] | None = None) -> LogicalTable:
    """Rows of assigned, current and their difference, with totals; one assigned amount as `damaged` says."""
    texts = [[f"{one:,}", f"{other:,}", f"{one - other:,}"] for one, other in rows]
    if damaged is not None:
        texts[damaged[0]][0] = damaged[1]
    lines = [" | ".join(("11-01", *text)) for text in texts]
    ones, others = sum(one for one, _ in rows), sum(other for _, other in rows)
    lines.append(f"> TOTAL | {ones:,} | {others:,} | {ones - others:,}")
    return literal_table("siafi_product", SIAFI, "\n".join(lines))


def _doubled(text: str, at: int, _digit: str) -> str:
    return text[:at] + text[at] + text[at:]


def _lost(text: str, at: int, _digit: str) -> str:
    return text[:at] + text[at + 1 :]


def _swapped(text: str, at: int, digit: str) -> str:
    return text[:at] + digit + text[at + 1 :]


def _added(text: str, at: int, digit: str) -> str:
    return text[:at] + digit + text[at:]


@given(rows, st.data(), st.sampled_from((_doubled, _lost, _swapped, _added)), st.booleans())
def test_a_misread_figure_is_mended_or_told_and_nothing_else_is_touched(
    rows: list[tuple[int, int]],
    data: st.DataObject,
    damage: Callable[[str, int, str], str],
    hesitating: bool,
) -> None:
    """hesitating: the reader lists the right text beside, as it does where it confuses digits."""
    at = data.draw(st.integers(0, len(rows) - 1))
    text = str(rows[at][0])
    spoilt = int(
        damage(text, data.draw(st.integers(1, len(text) - 1)), data.draw(st.sampled_from("123456789")))
    )
    table = _budget_rows(rows, (at, f"{spoilt:,}"))
    others = {f"{spoilt:,}": (f"{rows[at][0]:,}",)} if hesitating else {}
    table = read_with(table, 0.995, (), others)
    solution = solve_tables([table], declared_forms())
    told = {
        (member.row, member.col)
        for check in solution.checks
        if check.status in {"failed", "source_inconsistent"}
        for member in check.members
    }
    for cell in solution.tables[0].cells:
        before = entry_at(table, cell.row, cell.col)
        if cell.col and (cell.row, cell.col) != (at + 1, 1):
            assert cell.entries[0] == before or cell.entries[0].value == before.value
    mended = entry_at(solution.tables[0], at + 1, 1).value
    assert mended is not None
    assert Decimal(mended.value) == rows[at][0] or (at + 1, 1) in told
    again = solve_tables(solution.tables, declared_forms()).tables
    assert [amounts_of(one, 1) for one in again] == [amounts_of(one, 1) for one in solution.tables]


@given(figures, st.data())
def test_a_clear_misprint_is_never_mended_and_always_told(items: list[int], data: st.DataObject) -> None:
    """One printed digit is another: all figures stay as printed, and a check that fails names them."""
    printed = [*items, sum(items)]
    at = data.draw(st.integers(0, len(printed) - 1))
    text = str(printed[at])
    place = data.draw(st.integers(0, len(text) - 1))
    digit = data.draw(st.sampled_from([one for one in "123456789" if one != text[place]]))
    printed[at] = int(_swapped(text, place, digit))
    table = read_with(_table(printed[:-1], printed[-1]), 0.995, ())
    solution = solve_tables([table], declared_forms())
    assert [int(value) for value in amounts_of(solution.tables[0])] == printed or _only_twins_differ(
        printed, [int(value) for value in amounts_of(solution.tables[0])]
    )
    if solution.tables[0] == table:
        assert [check.status for check in solution.checks] == ["failed"]


def _only_twins_differ(printed: Sequence[int], found: Sequence[int]) -> bool:
    """Whether what was changed is digits doubled or swallowed, which leave no trace in a reading."""
    changed = [(str(one), str(two)) for one, two in zip(printed, found, strict=True) if one != two]
    return all(
        len(one) != len(two) and [key for key, _ in groupby(one)] == [key for key, _ in groupby(two)]
        for one, two in changed
    )


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_cells_does_not_matter(rows: list[tuple[int, int]], random: Random) -> None:
    first = str(rows[0][0])
    table = _budget_rows(rows, (0, f"{int(first[0] + first):,}"))
    cells = list(table.cells)
    random.shuffle(cells)
    shuffled = solve_tables([table.replace(cells=tuple(cells))], declared_forms())
    straight = solve_tables([table], declared_forms())
    assert sorted(shuffled.tables[0].cells, key=_place) == sorted(straight.tables[0].cells, key=_place)
    assert shuffled.checks == straight.checks


@given(figures, st.integers(0, 6), st.integers(0, 6))
def test_a_sum_with_two_figures_unread_changes_nothing(items: list[int], one: int, other: int) -> None:
    texts = [f"{item:,}" for item in items]
    texts[one % len(items)] = texts[other % len(items)] = "##"
    if one % len(items) == other % len(items):
        texts.append("##")
    lines = "\n".join(f"10000 | x | {text}" for text in texts)
    table = literal_table("budget_group", BUDGET, f"{lines}\n> Total | | {sum(items):,}")
    solution = solve_tables([table], declared_forms())
    assert solution.tables == (table,)
    assert [check.status for check in solution.checks] == ["unverifiable"]


def _place(cell: TableCell) -> tuple[int, int]:
    return cell.row, cell.col
