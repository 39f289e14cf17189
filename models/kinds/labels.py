"""What the classifier can answer: kinds, and roles of each kind."""

from collections.abc import Sequence
from pathlib import Path

from schemas.base import Frozen
from schemas.form import Form
from schemas.sight import GENERIC


class Labels(Frozen):
    """kinds: `generic` first. roles: kind and role of each, after number 0, which is no role."""

    kinds: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]

    def role_number(self, kind: str, role: str) -> int:
        """The number of a role, 0 for none."""
        return self.roles.index((kind, role)) + 1 if role else 0

    def numbers_of(self, kind: str) -> dict[str, int]:
        """Each role of a kind with its number."""
        return {role: at for at, (of, role) in enumerate(self.roles, 1) if of == kind}


def forms_to_labels(forms: Sequence[Form]) -> Labels:
    """All kinds and printed columns of `forms`."""
    roles = [(form.kind, column.name) for form in forms for column in form.columns if column.source == "cell"]
    return Labels(kinds=(GENERIC, *(form.kind for form in forms)), roles=tuple(roles))


def load_labels(path: Path) -> Labels:
    return Labels.model_validate_json(path.read_bytes())
