"""How alike a column's header path is to the wordings that a form declares for a role."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extraction.wording import likeness, share_found
from schemas.form import YEAR_SLOT, ColumnForm

LEAST_LEVELS: Final = 2


def header_score(path: tuple[str, ...], role: ColumnForm) -> float:
    """0..1: the likeness of the path, or of its first and last level where lines between them strayed in."""
    ends = ((path[0], path[-1]),) if len(path) > LEAST_LEVELS else ()
    return max(
        (path_likeness(one, variant) for one in (path, *ends) for variant in role.headers), default=0.0
    )


def year_score(path: tuple[str, ...], role: ColumnForm, year: str) -> float:
    """As for other columns, but a year alone says nothing under a header of something else."""
    variants = [variant.replace(YEAR_SLOT, year) for variant in role.headers]
    if len(path) > 1:
        variants = [variant for variant in variants if variant != year]
    return max((path_likeness(path, variant) for variant in variants), default=0.0)


@lru_cache(maxsize=50_000)
def path_likeness(path: tuple[str, ...], variant: str) -> float:
    """0..1: the likeness of a variant to the whole header path or a lower part of it.

    A variant's levels are parted by " / ", a level's alternatives by "|".
    """
    levels = tuple(_chosen(level.split("|"), path) for level in variant.split(" / "))
    least = min(len(levels), LEAST_LEVELS)
    return max(
        (_levels_likeness(path, levels[start:]) for start in range(len(levels) - least + 1)), default=0.0
    )


def _chosen(alternatives: Sequence[str], path: tuple[str, ...]) -> str:
    """The alternative that the path comes closest to printing."""
    text = " ".join(path)
    return max(alternatives, key=lambda one: (max(likeness(one, text), share_found(one, text)), len(one)))


def _levels_likeness(path: tuple[str, ...], levels: tuple[str, ...]) -> float:
    flat = " ".join(levels)
    whole = max((likeness(" ".join(path[start:]), flat) for start in range(len(path))), default=0.0)
    if len(levels) == 1 or len(path) < len(levels):
        return whole
    by_level = sum(likeness(a, b) for a, b in zip(path[-len(levels) :], levels, strict=True)) / len(levels)
    return max(whole, by_level)
