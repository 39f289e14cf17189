"""The forms tutorial, run as it is written."""

import re
from pathlib import Path

import pytest

from flows.engine import make_page_reader
from schemas.document import Document
from tests.flows.running import run

ROOT = Path(__file__).parents[2]
DUMP = (
    "EVOLUCIÓN DE LOS RECURSOS\tDEVENGADO\tCOMPROMISO\tPREVENTIVO\n"
    "Ingresos corrientes\t73.254,33\t54.992,03\t35.465,35\n"
    "Afectados\t1.650.275,97\t1.476.320,38\t1.081.442,35\n"
    "Total General\t1.723.530,30\t1.531.312,41\t1.116.907,70\n"
)


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """The declaration of the tutorial, in a folder of its own."""
    page = (ROOT / "docs" / "forms-tutorial.md").read_text(encoding="utf-8")
    declaration = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert declaration is not None
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "municipal_statement.toml").write_text(declaration[1], encoding="utf-8")
    return folder


def lines(document: Document | None) -> dict[str | None, dict[str, str | None]]:
    """Values of the tutorial's records, by label."""
    assert document is not None
    records = [record for record in document.records if record.type == "municipal_line"]
    return {
        record.fields["label"].value: {name: field.value for name, field in record.fields.items()}
        for record in records
    }


def test_the_form_takes_a_dump(tmp_path: Path, forms: Path) -> None:
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    document = run([tmp_path / "a.txt"], tmp_path / "out", forms=forms)["a.txt"].document
    found = lines(document)
    assert set(found) == {"Ingresos corrientes", "Afectados"}
    assert found["Afectados"] == {
        "statement": "EVOLUCIÓN DE LOS RECURSOS",
        "label": "Afectados",
        "current": "1081442.35",
        "committed": "1476320.38",
        "accrued": "1650275.97",
    }
    assert document is not None
    sums = [check.status for check in document.checks if check.rule == "column_sum"]
    assert sums == ["passed", "passed", "passed"]


def test_a_declaration_that_does_not_hold_together_is_refused(tmp_path: Path, forms: Path) -> None:
    from schemas.errors import ExitCode, FormError

    file = forms / "municipal_statement.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('needs = ["current"', 'needs = ["curent"'))
    with pytest.raises(FormError, match="curent") as caught:
        run([tmp_path / "a.txt"], tmp_path / "out", forms=forms)
    assert caught.value.exit_code == ExitCode.USAGE


@pytest.mark.slow
def test_the_form_takes_the_sample(tmp_path: Path, forms: Path) -> None:
    sample = ROOT / "samples" / "documents" / "municipio_misprint.pdf"
    document = run([sample], tmp_path / "out", make_page_reader, forms=forms)[sample.name].document
    found = lines(document)
    afectados = next(values for label, values in found.items() if label and "Afectados" in label)
    assert afectados["committed"] == "1476320.38"
    assert afectados["statement"] == "EVOLUCIÓN DE LOS RECURSOS"
