"""What a classifier adds where the declared wording leaves a table's kind or a column's role open."""

from collections.abc import Callable, Sequence
from typing import Protocol

from schemas.form import Form
from schemas.sight import ColumnSight, KindGuess

RoleEvidence = Callable[[int, str], float]
"""0..1: how much a classifier says for that column being that role."""


class TableClassifier(Protocol):
    """Guesses the kind of a table and the roles of its columns; the same columns give the same guess."""

    def guess(self, columns: Sequence[ColumnSight]) -> KindGuess: ...


class NoClassifier:
    """Knows no kind: the declared wording decides alone."""

    def guess(self, _columns: Sequence[ColumnSight]) -> KindGuess:
        return KindGuess()


def no_evidence(_col: int, _role: str) -> float:
    """Nothing is said."""
    return 0.0


def knows_form(guess: KindGuess, form: Form) -> bool:
    """Whether the guess is about this very form; a user's own of the same name may have other columns."""
    return guess.knows(
        form.kind, frozenset(column.name for column in form.columns if column.source == "cell")
    )


def role_evidence(guess: KindGuess, kind: str, weight: float = 1.0, least: float = 0.0) -> RoleEvidence:
    """What the guess says for roles of `kind`, times `weight`; nothing where it says less than `least`."""

    def evidence(col: int, role: str) -> float:
        share = guess.share(kind, col, role)
        return weight * share if share >= least else 0.0

    return evidence
