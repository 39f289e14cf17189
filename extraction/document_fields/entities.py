"""Names made consistent over a document: one misread spelling among many becomes what most pages print."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz.distance import Levenshtein

from schemas.base import Frozen
from schemas.value import Repair

SHORTEST: Final = 5
LETTERS_PER_EDIT: Final = 7
MOST_EDITS: Final = 4
MAJORITY: Final = 2


class NameCluster(Frozen):
    """Spellings of one name with how often each stands in the document; `name` is the one that most carry."""

    name: str
    spellings: tuple[tuple[str, int], ...]

    def repair(self, spelling: str) -> Repair | None:
        """How `spelling` becomes the cluster's name, None when it is that name."""
        if spelling == self.name:
            return None
        counts = ", ".join(f"{text} {count} times" for text, count in self.spellings)
        return Repair(
            rule="entity_normalised", before=spelling, after=self.name, evidence=f"in this document {counts}"
        )


def cluster_names(names: Iterable[str] | Mapping[str, int]) -> tuple[NameCluster, ...]:
    """Group near-identical names; a minority spelling joins a majority at least twice as frequent."""
    counts = Counter(names)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    clusters: list[list[tuple[str, int]]] = []
    for name, count in ranked:
        home = next((one for one in clusters if _joins(name, count, *one[0])), None)
        if home is None:
            clusters.append([(name, count)])
        else:
            home.append((name, count))
    return tuple(NameCluster(name=one[0][0], spellings=tuple(one)) for one in clusters)


def name_repairs(names: Iterable[str] | Mapping[str, int]) -> dict[str, Repair]:
    """The repair of every misread spelling among `names`, by the spelling."""
    repairs = {}
    for cluster in cluster_names(names):
        for spelling, _ in cluster.spellings:
            repair = cluster.repair(spelling)
            if repair:
                repairs[spelling] = repair
    return repairs


def are_near(one: str, other: str) -> bool:
    """Whether two names differ by no more than misread letters; figures in them must be equal."""
    first, second = _folded(one), _folded(other)
    if first == second:
        return True
    if min(len(first), len(second)) < SHORTEST or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    most = min(MOST_EDITS, max(1, min(len(first), len(second)) // LETTERS_PER_EDIT))
    return Levenshtein.distance(first, second, score_cutoff=most) <= most


def _joins(name: str, count: int, main: str, main_count: int) -> bool:
    return main_count >= MAJORITY * count and are_near(name, main)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(char for char in plain if not unicodedata.combining(char)))
