"""A classifier is heard where the declared wording leaves a table open, and nowhere else."""

from collections.abc import Mapping, Sequence

from extraction.grids.roles import FormMatch, match_forms
from schemas.form import ColumnForm, Form, RecordForm
from schemas.sight import ColumnSight, KindGuess
from tests.extraction.literal_tables import declared_forms

GROUPS = ("10000", "20000", "30000")
DETAILS = ("Servicios personales", "Servicios no personales", "Materiales")
AMOUNTS = ("12.351.582.-", "7.685.423.-", "17.784.774.-")
ROLES = ("group", "detail", "amount")
STRANGE = [
    ColumnSight(path=(head,), texts=texts)
    for head, texts in (("Clave de egreso", GROUPS), ("En qué se gasta", DETAILS), ("Dotación", AMOUNTS))
]
PLAIN = [
    ColumnSight(path=(head,), texts=texts)
    for head, texts in (("GRUPO", GROUPS), ("DETALLE", DETAILS), ("MONTO EN BS", AMOUNTS))
]


class Told:
    """A classifier that says what it was told, and counts how often it was asked."""

    def __init__(self, kind: str, share: float, columns: Sequence[Mapping[str, float]]) -> None:
        self.asked = 0
        self._guess = KindGuess(
            kinds={kind: share, "generic": 1 - share}, roles=tuple({kind: shares} for shares in columns)
        )

    def guess(self, _columns: Sequence[ColumnSight]) -> KindGuess:
        self.asked += 1
        return self._guess


def in_order(sure: float, roles: Sequence[str] = ROLES) -> list[dict[str, float]]:
    """Each column in its role, with that share."""
    return [
        {role: sure if at == place else 0.0 for at, role in enumerate(roles)} for place in range(len(roles))
    ]


def found_roles(match: FormMatch) -> list[str]:
    return [role.role for role in match.roles]


def test_wording_that_no_form_declares_is_left_to_the_classifier() -> None:
    assert match_forms(STRANGE, declared_forms()).kind == "generic"
    match = match_forms(STRANGE, declared_forms(), classifier=Told("budget_group", 0.97, in_order(0.98)))
    assert match.kind == "budget_group"
    assert found_roles(match) == list(ROLES)


def test_a_doubtful_guess_changes_nothing() -> None:
    match = match_forms(STRANGE, declared_forms(), classifier=Told("budget_group", 0.6, in_order(0.98)))
    assert match.kind == "generic"


def test_a_sure_match_is_not_even_asked_about() -> None:
    told = Told("contract_modality", 1.0, in_order(1.0, ("modality", "range", "count", "amount")))
    match = match_forms(PLAIN, declared_forms(), classifier=told)
    assert match == match_forms(PLAIN, declared_forms())
    assert told.asked == 0


def test_declared_roles_stand_against_the_classifier() -> None:
    told = Told("budget_group", 0.99, list(reversed(in_order(0.99))))
    odd = STRANGE[1].replace(texts=("Sueldos", "Papelería", "Caminos"))
    match = match_forms([PLAIN[0], odd, PLAIN[2]], declared_forms(), classifier=told)
    assert told.asked == 1
    assert match.kind == "budget_group"
    assert found_roles(match) == list(ROLES)


def test_a_form_of_ones_own_under_a_known_name_is_not_the_classifiers() -> None:
    own = Form(
        kind="budget_group",
        columns=(
            ColumnForm(name="group", headers=("RUBRO PROPIO",), required=True),
            ColumnForm(name="detail"),
        ),
        records=(RecordForm(type="budget_group", fields={"group": "group"}),),
    )
    match = match_forms(STRANGE, (own,), classifier=Told("budget_group", 0.99, in_order(0.99)))
    assert match.kind == "generic"


def test_a_form_of_ones_own_is_found_by_its_wording_as_before() -> None:
    own = Form(
        kind="own_spending",
        columns=(
            ColumnForm(name="key", headers=("CLAVE DE EGRESO",), type="code", required=True),
            ColumnForm(name="what", headers=("EN QUE SE GASTA",)),
            ColumnForm(name="sum", headers=("DOTACION",), type="number"),
        ),
        records=(RecordForm(type="own_spending", fields={"key": "key"}),),
    )
    told = Told("budget_group", 0.99, in_order(0.99))
    match = match_forms(STRANGE, (own, *declared_forms()), classifier=told)
    assert match.kind == "own_spending"
    assert found_roles(match) == ["key", "what", "sum"]
