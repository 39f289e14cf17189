"""A clear reading that does not add up is the page's own error; a trace of doubt lets another digit in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.arithmetic.reading_doubt import Sight, lists_rivals, may_be_misread
from schemas.reading import Alternative, TextLine
from schemas.table import Entry

LISTING = Sight(lists_rivals=True)


def entry(text: str, score: float = 0.999, second: str | None = None, *others: str) -> Entry:
    alternatives = tuple(Alternative(text=other, cost=1.0, source="ppocr") for other in others)
    line = TextLine(text=text, confidence=score, second=second, alternatives=alternatives)
    return Entry(text=text, lines=(line,))


@pytest.mark.parametrize(
    ("read", "meant", "believed"),
    [
        (entry("372.00"), "312.00", False),
        (entry("372.00", 0.97), "312.00", False),
        # The recogniser doubted a mark, no digit.
        (entry("372.00", 0.96, None, "372,00"), "312.00", False),
        (entry("372.00", 0.96, None, "312.00"), "312.00", True),
        (entry("372.00", 0.96, None, "872.00"), "312.00", False),
        (entry("372.00", 0.999, "312.00"), "312.00", True),
        (entry("372.00", 0.999, "372,00"), "312.00", False),
        (entry("372.00", 0.999, "sIz.oo"), "312.00", True),
        # Twins are doubled and swallowed without a trace, marks lost.
        (entry("3772.00"), "372.00", True),
        (entry("37.20"), "3720", True),
        (entry("15.994"), "15.944", False),
        (entry("1,134.00"), "134.00", False),
        (entry("1,134.00"), "11134.00", True),
        (entry("1,1134.00"), "1134.00", True),
        # Another digit is not.
        (entry("3792.00"), "372.00", False),
        (entry("372.00"), "9372.00", False),
        (entry("3T2.00"), "312.00", True),
    ],
)
def test_another_number_is_believed_where_the_readers_left_room_for_it(
    read: Entry, meant: str, believed: bool
) -> None:
    as_read = Decimal(read.text.replace("T", "7").replace(",", ""))
    assert may_be_misread(read, as_read, Decimal(meant), LISTING) == believed


def test_a_low_score_is_a_doubt_only_of_a_reader_that_lists_nothing() -> None:
    faint, beside = entry("372.00", 0.97), entry("5.00", 0.9, None, "5,00")
    assert may_be_misread(faint, Decimal("372.00"), Decimal("312.00"))
    assert not lists_rivals([faint])
    assert lists_rivals([faint, beside])


def test_first_digits_are_cut_off_only_at_the_edge_of_a_cell() -> None:
    read, meant = Decimal("372.00"), Decimal("9372.00")
    assert may_be_misread(entry("372.00"), read, meant, Sight(at_edge=True))
    assert not may_be_misread(entry("372.00"), read, Decimal("3729.00"), Sight(at_edge=True))


def test_text_of_unknown_doubt_may_have_digits_doubled_but_none_taken_for_another() -> None:
    typed = Entry(text="3772.00", lines=(TextLine(text="3772.00"),))
    assert may_be_misread(typed, Decimal("3772.00"), Decimal("372.00"))
    assert not may_be_misread(typed, Decimal("3772.00"), Decimal("3172.00"))
    long = Entry(text="17.784.774", lines=(TextLine(text="17.784.774"),))
    assert may_be_misread(long, Decimal(17784774), Decimal(1784774))


def test_nothing_is_ruled_out_of_no_lines_and_no_lost_digit_of_several() -> None:
    assert may_be_misread(None, Decimal("372.00"), Decimal("312.00"))
    parts = (TextLine(text="37", confidence=1.0), TextLine(text="2.00", confidence=1.0))
    assert may_be_misread(Entry(text="372.00", lines=parts), Decimal("372.00"), Decimal("3762.00"))


def test_another_digit_of_a_number_on_several_lines_leaves_a_trace_on_one_of_them() -> None:
    first = TextLine(text="481,499,9", confidence=1.0)
    seen = Alternative(text="481,499,1", cost=2.0, source="ppocr")
    read, meant = Decimal("481499932.75"), Decimal("481499132.75")
    for traces, believed in (((), False), ((seen,), True)):
        lines = (first.replace(alternatives=traces), TextLine(text="32.75", confidence=1.0))
        broken = Entry(text="481,499,932.75", lines=lines)
        assert may_be_misread(broken, read, meant, LISTING) == believed


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_a_reader_saw_beside_is_always_believed(read: int, meant: int) -> None:
    assert may_be_misread(entry(str(read), 0.999, None, str(meant)), Decimal(read), Decimal(meant))


@pytest.mark.parametrize(("room", "believed"), [(0.1, False), (0.9, True), (None, True)])
def test_a_swallowed_digit_leaves_its_place_on_the_paper(room: float | None, believed: bool) -> None:
    read = entry("37.20")
    sight = Sight(lists_rivals=True, room=room)
    assert may_be_misread(read, Decimal("37.20"), Decimal("377.20"), sight) == believed
    # A doubled digit needs none.
    assert may_be_misread(entry("3772.00"), Decimal("3772.00"), Decimal("372.00"), sight)
