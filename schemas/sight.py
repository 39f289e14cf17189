"""What is seen of a table before its kind is known, and what a classifier makes of it."""

from collections.abc import Mapping

from schemas.base import Frozen

GENERIC = "generic"


class ColumnSight(Frozen):
    """What is seen of a column: its header path and the texts of its body cells."""

    path: tuple[str, ...]
    texts: tuple[str, ...]


class KindGuess(Frozen):
    """What a classifier makes of a table, as probabilities.

    kinds: of each kind it knows, `generic` among them; they add up to 1.
    roles: for each column and each kind, of the kind's roles; what is left to 1 is that it has none.
    """

    kinds: Mapping[str, float] = {}
    roles: tuple[Mapping[str, Mapping[str, float]], ...] = ()

    def share(self, kind: str, col: int, role: str) -> float:
        """How likely column `col` is `role`, were the table of `kind`; 0 for what it does not know."""
        of_column = self.roles[col] if col < len(self.roles) else {}
        return of_column.get(kind, {}).get(role, 0.0)

    def knows(self, kind: str, roles: frozenset[str]) -> bool:
        """Whether it was trained on this kind with exactly these roles."""
        return kind in self.kinds and bool(self.roles) and frozenset(self.roles[0].get(kind, {})) == roles
