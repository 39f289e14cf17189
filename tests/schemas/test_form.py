"""Form declarations: those that ship, and what is said about one that does not hold together."""

from pathlib import Path

import pytest

from schemas.errors import FormError
from schemas.form import Form, load_forms

SHIPPED = Path(__file__).parents[2] / "schemas" / "forms"

KINDS = {
    "annual_target", "budget_group", "contract_modality", "improvement_actions", "indicator_catalog",
    "poa_budget", "poa_result", "regional_transfer", "results_framework", "siafi_product", "signatures",
}  # fmt: skip

SMALL = """
kind = "loan"
[[columns]]
name = "bank"
headers = ["BANCO"]
[[columns]]
name = "balance"
headers = ["SALDO"]
type = "number"
[[records]]
type = "loan"
fields = ["bank", "balance"]
"""


def load(tmp_path: Path, text: str) -> tuple[Form, ...]:
    (tmp_path / "loan.toml").write_text(text, encoding="utf-8")
    return load_forms(tmp_path)


def test_the_shipped_forms_declare_every_kind() -> None:
    assert {form.kind for form in load_forms(SHIPPED)} == KINDS


def test_a_form_is_one_short_file(tmp_path: Path) -> None:
    (form,) = load(tmp_path, SMALL)
    assert form.outputs == ("bank", "balance")
    assert form.records[0].fields == {"bank": "bank", "balance": "balance"}


def test_a_year_column_answers_to_every_year() -> None:
    form = next(form for form in load_forms(SHIPPED) if form.kind == "annual_target")
    column = form.column("target_2021")
    assert column is not None and column.repeats
    assert form.column("goal_2021") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "loan"', 'kind = "Loan 1"', "key kind"),
        ('headers = ["BANCO"]', 'heads = ["BANCO"]', "columns.0.heads"),
        ('type = "number"', 'type = "figure"', "columns.1.type"),
        ('"bank", "balance"]', '"bank", "saldo"]', "names 'saldo', which is no column"),
        ('type = "loan"', 'type = "loan"\nkey = ["bnak"]', "fields are balance, bank"),
        ('name = "balance"', 'name = "bank"', "several columns are called 'bank'"),
        ('headers = ["BANCO"]', 'split = {pattern = "x"}', "the pattern has no named groups"),
        ('headers = ["BANCO"]', 'split = {pattern = "(?P<b>x)", types = {a = "text"}}', "groups are b"),
        ('headers = ["BANCO"]', 'pattern = "("', "not a regular expression"),
        ('[[columns]]', "[[columns", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(FormError) as raised:
        load(tmp_path, SMALL.replace(old, new, 1))
    assert said in str(raised.value)
    assert "loan.toml" in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(FormError, match=r"folder\.toml: cannot be read"):
        load_forms(tmp_path)


def test_two_files_of_one_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(FormError, match="several files declare the kind 'loan'"):
        load(tmp_path, SMALL)


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="no such folder"):
        load_forms(tmp_path / "forms")


def test_a_file_in_place_of_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "loan.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(FormError, match="that is a file, give its folder"):
        load_forms(tmp_path / "loan.toml")


def test_a_folder_without_declarations_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="no form declarations"):
        load_forms(tmp_path)


def test_a_folder_that_cannot_be_looked_at_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="too long"):
        load_forms(tmp_path / ("a" * 300))
