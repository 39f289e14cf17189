"""The classifier of tables: what it is shown, what it was never told, and what it says."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from itertools import islice
from random import Random

import pytest

from extraction.grids.roles import match_forms
from flows.engine import describe_engine
from flows.settings import Settings
from models.kinds.classifier import LABELS, NETWORK, TOKENIZER, WEIGHTS, TableClassifier
from models.kinds.drafts import HERE, Drafter, bare, load_vocabulary
from models.kinds.examples import built_in_forms, drafts
from models.kinds.labels import forms_to_labels, load_labels
from models.kinds.tokens import encode_table, plain_header, plain_text
from schemas.form import load_forms
from schemas.sight import ColumnSight
from tests.extraction.test_wordings import GENERIC, TABLES

FORMS = load_forms(built_in_forms())
MEGABYTES = 1_000_000


@pytest.fixture(scope="module")
def classifier() -> TableClassifier:
    return TableClassifier()


def columns(table: Sequence[tuple[str, Sequence[str]]]) -> list[ColumnSight]:
    return [ColumnSight(path=tuple(head.split("/")), texts=tuple(texts)) for head, texts in table]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("11.01.02. 20000 TOTAL 97,15%", "[CODE] [GROUP] TOTAL [PCT]"),
        ("12.351.582.- 58.333333333 0,00", "[MONEY] [LONGDEC] [ZERO]"),
        ("M0NTO 2019", "MoNTO [YEAR]"),
        ("49-Fortalecimiento", "[NAMED] Fortalecimiento"),
        ("[COL] de la casa", "(COL) de la casa"),
    ],
)
def test_figures_are_seen_by_their_shape(text: str, seen: str) -> None:
    assert " ".join(plain_text(text).replace(" -", " ").split()) == seen


def test_a_columns_number_is_not_part_of_its_header() -> None:
    assert [plain_header(text) for text in ("(3) Actividad", "3. Actividad", "Actividad (3)")] == [
        "Actividad"
    ] * 3


def test_each_token_knows_its_columns_place_from_both_sides() -> None:
    def by_letter(texts: list[str]) -> list[list[int]]:
        return [[len(word) for word in text.split()] for text in texts]

    encoding = encode_table(columns([("a", ()), ("b c", ("x",)), ("d", ())]), by_letter)
    assert list(encoding.lefts[encoding.starts]) == [1, 2, 3]
    assert list(encoding.rights[encoding.starts]) == [3, 2, 1]
    assert len({len(part) for part in encoding[:-1]}) == 1


def test_made_up_tables_are_the_same_for_a_seed() -> None:
    once, again = (list(islice(drafts(7, FORMS), 20)) for _ in range(2))
    assert once == again
    assert once != list(islice(drafts(8, FORMS), 20))


def test_held_out_wordings_are_never_trained_on() -> None:
    text = (HERE / "held_out.toml").read_text(encoding="utf-8")
    held_out = {
        bare(one) for roles in tomllib.loads(text).values() for many in roles.values() for one in many
    }
    declared = {
        bare(alternative)
        for form in FORMS
        for column in form.columns
        for header in column.headers
        for alternative in re.split(r" / |\|", header)
    }
    assert held_out & declared == set()
    drafter = Drafter(Random(11), load_vocabulary(), FORMS)
    said = {bare(" ".join(column.path)) for _ in range(3000) for column in drafter.draft().columns}
    assert len(said) > 3000
    assert held_out & said == set()


def test_the_weights_are_small_and_know_the_forms_as_declared() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 6 * MEGABYTES
    assert load_labels(WEIGHTS / LABELS) == forms_to_labels(FORMS), (
        "train again: python -m models.kinds.train"
    )


def test_documents_name_the_weights() -> None:
    assert {NETWORK, TOKENIZER, LABELS} <= set(describe_engine(Settings(), FORMS).models)


def test_guesses_are_shares_and_the_same_every_time(classifier: TableClassifier) -> None:
    table = columns(TABLES["poa_budget"])
    guess = classifier.guess(table)
    assert guess == TableClassifier().guess(table) == classifier.guess(table)
    assert sum(guess.kinds.values()) == pytest.approx(1, abs=0.01)
    assert all(sum(shares.values()) <= 1.01 for column in guess.roles for shares in column.values())


@pytest.mark.parametrize("name", sorted(GENERIC))
def test_what_no_form_declares_stays_generic(name: str, classifier: TableClassifier) -> None:
    assert match_forms(columns(GENERIC[name]), FORMS, classifier=classifier).kind == "generic"


def test_nothing_is_loaded_before_it_is_asked() -> None:
    code = (
        "import sys; from models.kinds.classifier import TableClassifier; TableClassifier();"
        "print({'transformers', 'onnxruntime', 'torch'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_wordings_it_was_never_told_are_known_by_their_columns(classifier: TableClassifier) -> None:
    tables = [(kind, renamed(kind, wording)) for kind in sorted(TABLES) for wording in (0, 1)]
    by_wording = [match_forms(table, FORMS).kind == kind for kind, table in tables]
    with_classifier = [
        match_forms(table, FORMS, classifier=classifier).kind == kind for kind, table in tables
    ]
    # Improvement actions and one siafi table stay generic.
    assert sum(by_wording) <= 1
    assert sum(with_classifier) >= 19


def renamed(kind: str, wording: int) -> list[ColumnSight]:
    """A table of literal cells under the held out headers of its roles."""
    held_out = tomllib.loads((HERE / "held_out.toml").read_text(encoding="utf-8"))[kind]
    table = columns(TABLES[kind])
    heads = []
    for role in match_forms(table, FORMS).roles:
        year = re.search(r"20\d\d", role.role)
        name = role.role.replace(year.group(), "{year}") if year else role.role
        heads.append(held_out[name][wording].format(year=year.group() if year else ""))
    return [
        ColumnSight(path=tuple(head.split("/")), texts=sight.texts)
        for head, sight in zip(heads, table, strict=True)
    ]


def test_the_network_holds_no_path_of_the_machine_that_trained_it() -> None:
    network = (WEIGHTS / NETWORK).read_bytes()
    assert not [word for word in (b"site-packages", b'File "/', b"stack_trace") if word in network]
