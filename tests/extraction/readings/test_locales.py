"""The vote of a column for its decimal mark."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.readings.locales import Locale, vote_locale

POINT, COMMA = Locale.POINT_DECIMAL, Locale.COMMA_DECIMAL


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.sampled_from(Locale))
def test_amounts_with_cents_vote_for_their_own_locale(cents: list[int], locale: Locale) -> None:
    texts = [f"{Decimal(n) / 100:,.2f}" for n in cents]
    if locale is COMMA:
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]
    assert vote_locale(texts).locale is locale


def test_broken_endings_vote_for_the_comma_and_say_that_nothing_prints_decimals() -> None:
    vote = vote_locale(["12.351.582.-", "7.685.423.-", "393.000.-", "26.498.155.-"])
    assert (vote.locale, vote.decimals, vote.comma) == (COMMA, 0, 4)


def test_one_swapped_mark_does_not_change_the_vote() -> None:
    vote = vote_locale(["1,957,699.20", "717,002.69", "217.026,12", "328,822.31", "1,724.00"])
    assert (vote.locale, vote.decimals) == (POINT, 2)


@pytest.mark.parametrize(
    ("texts", "locale", "decimals"),
    [
        (["8'063,756", "2'518,818", "834,960", "16’613,704"], POINT, 0),
        (["1'198.389", "650.001", "48'375.736", "245.519"], COMMA, 0),
        (["8'063,756.20", "2'518,818.05", "834,960.00", "512.40"], POINT, 2),
        (["8'063.50", "2'518.05", "834.96", "512.40"], POINT, 2),
    ],
)
def test_an_apostrophe_parts_millions_where_another_mark_parts_thousands(
    texts: list[str], locale: Locale, decimals: int
) -> None:
    vote = vote_locale(texts)
    assert (vote.locale, vote.decimals) == (locale, decimals)


@pytest.mark.parametrize(
    ("texts", "decimals"),
    [
        (["6,518", "19.097", "3.131", "114", "28,526"], 0),
        (["6,518", "19.097", "3.131", "404,5.1", "28,526", "4,054", "1.284", "98,537"], 0),
        (["11,105.884", "55.234,911", "10,505.338", "8.725,254"], 0),
        (["11.105.884", "55.234,911", "10.505.338", "7.702,348", "6,447,083"], 0),
        (["1,234.567", "2,300.125", "1,204.500", "3,118.750"], 3),
    ],
)
def test_marks_that_all_part_three_digits_say_that_nothing_prints_decimals(
    texts: list[str], decimals: int
) -> None:
    assert vote_locale(texts).decimals == decimals


def test_without_marks_there_is_no_locale() -> None:
    vote = vote_locale(["0", "12", "TOTAL", "31/12/2019", "11.06.01"])
    assert (vote.locale, vote.margin, vote.neutral) == (None, 0, 2)


@pytest.mark.parametrize(
    ("texts", "signs"),
    [
        (["296,814-", "15,073", "7,214", "148,755-"], True),
        (["296,814-", "15,073.-", "7,214.-", "148,755.-"], False),
        (["296,814-", "15,073-", "7,214-", "148,755"], False),
    ],
)
def test_a_minus_behind_figures_is_their_sign_where_not_most_end_so_and_none_without_cents(
    texts: list[str], signs: bool
) -> None:
    assert vote_locale(texts).signs == signs
