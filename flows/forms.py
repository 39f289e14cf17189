"""Which forms a run knows."""

from pathlib import Path

from schemas.form import Form, load_forms

BUILT_IN_FORMS = Path(__file__).parent.parent / "schemas" / "forms"


def choose_forms(folder: Path | None) -> tuple[Form, ...]:
    """The built-in forms and those of `folder`, which take the place of built-in ones of the same kind."""
    own = load_forms(folder) if folder else ()
    kinds = {form.kind for form in own}
    return (*own, *(form for form in load_forms(BUILT_IN_FORMS) if form.kind not in kinds))
