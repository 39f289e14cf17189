"""The pairing of highest total, against every pairing there is."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from extraction.grids.assignment import best_pairs

MATRICES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@given(MATRICES)
def test_no_other_pairing_scores_more(scores: list[list[float]]) -> None:
    pairs = best_pairs(scores)
    wide = scores if len(scores) <= len(scores[0]) else [list(column) for column in zip(*scores, strict=True)]
    best = max(
        sum(row[col] for row, col in zip(wide, chosen, strict=True))
        for chosen in permutations(range(len(wide[0])), len(wide))
    )
    assert sum(scores[row][col] for row, col in pairs) == best
    assert len(pairs) == min(len(scores), len(scores[0]))
    assert len({row for row, _ in pairs}) == len({col for _, col in pairs}) == len(pairs)


def test_nothing_to_pair_gives_no_pairs() -> None:
    assert best_pairs([]) == ()
