"""What a run shows of a document that is to be trusted less as a whole."""

from pathlib import Path

import pytest

from cuadra.ingesting import ArchiveReporter
from cuadra.reporting import Reporter
from cuadra.tally import Tally
from flows.finishing import document_to_ending
from flows.pipeline import Outcome
from schemas.document import Document, DocumentWarning, Engine, Explanation, PageError, Source
from store.ledger import PublishedFile, Work

WARNING = DocumentWarning(
    code="unlike_calibration",
    message="Unlike the documents that confidences were fitted on: 2.10 [above 1.80].",
    why=Explanation(es="No se parece.", en="It is unlike."),
)
CALM = Document(
    id="sha256:" + "0" * 64,
    source=Source(name="a.pdf", media_type="application/pdf", bytes=1, pages=1),
    engine=Engine(version="0", config_digest="", models={}),
    status="complete",
    pages=(),
    tables=(),
    records=(),
    fields={},
    checks=(),
    errors=(),
)
WARNED = CALM.replace(warnings=(WARNING,))


def shown(capsys: pytest.CaptureFixture[str], *documents: Document) -> tuple[str, str]:
    """What a run over these documents prints on stdout and on stderr."""
    reporter, tally = Reporter(), Tally()
    for document in documents:
        outcome = Outcome(path=Path("a.pdf"), document=document)
        tally.add(outcome)
        reporter.finished(outcome)
    reporter.summary(tally, Path("out"))
    return capsys.readouterr()


def test_a_warning_is_a_line_below_its_document_and_counted_in_the_summary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, err = shown(capsys, CALM, WARNED)
    assert f"warning: {WARNING.message} (unlike_calibration)" in err
    assert "warned of" in out
    assert "1 of 2 documents" in out


def test_where_there_is_none_none_is_spoken_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert "warn" not in "".join(shown(capsys, CALM))


@pytest.mark.parametrize("document", [CALM, WARNED])
def test_a_run_over_an_archive_tells_of_it_too(
    document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    work = Work(
        version_id=1, document_id=1, key="a.pdf", number=1, state="open", sha256="0", fingerprint="1",
        media_type="application/pdf", bytes=1, page_count=1, damage=None,
    )  # fmt: skip
    ending = document_to_ending(work, document, PublishedFile(output="a.pdf.json", digest="0"))
    ArchiveReporter().ended(ending)
    assert (WARNING.message in capsys.readouterr().err) == bool(document.warnings)


def test_an_output_that_is_not_named_by_its_input_alone_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Reporter()
    for name in ("a.json", "a.pdf.b48e47.json"):
        reporter.finished(Outcome(path=Path("in/a.pdf"), document=CALM, written=Path("out") / name))
    first, second = capsys.readouterr().err.splitlines()
    assert "→" not in first
    assert second.endswith("→ a.pdf.b48e47.json")


def test_what_to_do_about_failed_pages_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    failed = tuple(PageError(page=page, code="page_timeout", message="took longer") for page in (1, 2))
    Reporter().finished(Outcome(path=Path("a.pdf"), document=CALM.replace(status="failed", errors=failed)))
    told = capsys.readouterr().err
    assert told.count("took longer (page_timeout)") == 2
    assert told.count("--set page_seconds") == 1
