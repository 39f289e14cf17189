"""Near-identical names become one where a majority prints it."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.document_fields.entities import are_near, cluster_names, name_repairs


def test_a_minority_spelling_joins_the_majority_with_its_counts() -> None:
    repair = name_repairs({"SENAVEX": 12, "SENAVEEX": 5, "MDPyEP": 2})["SENAVEEX"]
    assert (repair.rule, repair.after) == ("entity_normalised", "SENAVEX")
    assert "12 times" in repair.evidence


def test_two_spellings_of_like_weight_stay_apart() -> None:
    assert name_repairs({"SENAVEX": 3, "SENAVEEX": 2}) == {}


def test_figures_and_short_names_are_never_merged() -> None:
    assert not are_near("Unidad Regional 1", "Unidad Regional 2")
    assert not are_near("DTA", "DTB")
    assert are_near("SERVICIO NACIONAL DE VERIFICACION", "SERVICIO NACIONAL DE VERIFICACIÓN")


@given(st.dictionaries(st.text("ABCX", min_size=1, max_size=8), st.integers(1, 9), max_size=8))
def test_every_name_is_in_exactly_one_cluster_and_repairing_twice_changes_nothing(
    counts: dict[str, int],
) -> None:
    clusters = cluster_names(counts)
    assert sorted(name for one in clusters for name, _ in one.spellings) == sorted(counts)
    repairs = name_repairs(counts)
    assert not {repair.after for repair in repairs.values()} & set(repairs)
