"""Tables made up for training, as a perfect reader would see them: of every form, and of none."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from models.kinds.figures import Figures
from models.kinds.phrases import Speaker
from schemas.form import YEAR_SLOT, ColumnForm, Form
from schemas.sight import GENERIC

HERE: Final = Path(__file__).parent
MOST_ROWS: Final = 24
SYLLABLES: Final = tuple(
    f"{a}{b}{c}"
    for a in ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "pl", "qu", "ch", "")
    for b in "aeio"
    for c in ("", "", "", "n", "r", "s", "l")
)
FIGURE_COLUMNS: Final = (
    "#money",
    "#money",
    "#money_zero",
    "#count",
    "#pct",
    "#small",
    "#date",
    "#code5",
    "#blank",
)
_FIGURE: Final = re.compile(r"#(\w+)")
_WEIGHTS: Final = {"poa_budget": 4, "poa_result": 3, "results_framework": 2, "siafi_product": 2}


@dataclass
class DraftColumn:
    """A column on its way to becoming a training example; damage changes it in place."""

    role: str
    path: list[str]
    texts: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """A table on its way to becoming a training example."""

    kind: str
    columns: list[DraftColumn]


@dataclass(frozen=True)
class Vocabulary:
    """Wordings of the files beside this one, with those that no training table may use."""

    pools: Mapping[str, Sequence[str]]
    headers: Mapping[str, Mapping[str, Sequence[str]]]
    contents: Mapping[str, Mapping[str, Sequence[str]]]
    tables: Sequence[Mapping[str, Sequence[str]]]
    held_out: frozenset[str]

    def of_role(self, part: Mapping[str, Mapping[str, Sequence[str]]], kind: str, role: str) -> Sequence[str]:
        """A role's wordings; the two forms of a plan share what they have in common."""
        return part[kind].get(role) or part["poa_budget"][role]


def load_vocabulary(folder: Path = HERE) -> Vocabulary:
    """The vocabulary of `folder`."""
    words, generic, held_out = (
        _load(folder / name) for name in ("vocabulary.toml", "generic.toml", "held_out.toml")
    )
    return Vocabulary(
        pools=words["pools"] | generic["pools"],
        headers=words["headers"],
        contents=words["contents"],
        tables=generic["tables"],
        held_out=frozenset(
            bare(text) for roles in held_out.values() for texts in roles.values() for text in texts
        ),
    )


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def bare(text: str) -> str:
    """A wording without case, marks and accents, to tell whether two are the same."""
    plain = text.lower().translate(str.maketrans("áéíóúüñ", "aeiouun"))
    return " ".join(re.findall(r"[a-z%]+", plain))


class Drafter:
    """Makes tables of one random stream."""

    def __init__(self, rng: Random, vocabulary: Vocabulary, forms: Sequence[Form]) -> None:
        self._rng = rng
        self._words = vocabulary
        self._forms = {form.kind: form for form in forms}
        self._kinds = [form.kind for form in forms for _ in range(_WEIGHTS.get(form.kind, 1))]

    def draft(self) -> Draft:
        """A table of some form, or of none."""
        rng = self._rng
        self._speaker = Speaker(rng, self._words.pools)
        self._figures = Figures(rng)
        self._declared = rng.random() * 0.9
        self._strange = rng.choice((0.0, 0.0, 0.0, 0.05, 0.15, 0.4, 0.8))
        draft = self._of_form(rng.choice(self._kinds)) if rng.random() < 0.6 else self._of_none()
        return draft

    def _of_form(self, kind: str) -> Draft:
        rng, form = self._rng, self._forms[kind]
        chosen = [
            column
            for column in form.columns
            if column.source == "cell" and rng.random() < (0.995 if column.required else 0.9)
        ]
        if rng.random() < 0.06:
            chosen = sorted(chosen, key=lambda _: rng.random())
        columns = [made for column in chosen for made in self._role_columns(kind, column)]
        self._fill(columns, [self._content(kind, column.role) for column in columns])
        self._carry_down(form, columns)
        self._stack(form, columns)
        keys = {column.name for column in form.columns if column.required and column.name != "amount"}
        if len(form.columns) <= 4 and rng.random() < 0.08:
            # Without the column that makes it the form, what is left may be anything.
            kept = [column for column in columns if column.role not in keys]
            columns, kind = [DraftColumn("", column.path, column.texts) for column in kept], GENERIC
        return Draft(kind, columns or [DraftColumn("", [""])])

    def _role_columns(self, kind: str, column: ColumnForm) -> list[DraftColumn]:
        if not column.repeats:
            return [DraftColumn(column.name, self._header(kind, column))]
        first = self._rng.randint(2008, 2024)
        years = range(first, first + self._rng.randint(2, 5))
        template = self._rng.choice(self._words.of_role(self._words.headers, kind, column.name))
        return [DraftColumn(column.name, self._speaker.say(template, year).split("/")) for year in years]

    def _header(self, kind: str, column: ColumnForm) -> list[str]:
        """A declared wording, one of the vocabulary, or words that say nothing; never a held out one."""
        rng = self._rng
        while True:
            if rng.random() < self._strange:
                text = self._strange_words()
            elif rng.random() < self._declared and column.headers:
                variant = rng.choice(column.headers).replace(YEAR_SLOT, str(rng.randint(2008, 2026)))
                text = "/".join(rng.choice(level.split("|")) for level in variant.split(" / "))
            else:
                text = self._speaker.say(
                    rng.choice(self._words.of_role(self._words.headers, kind, column.name))
                )
            if self._may_say(text):
                return text.split("/")

    def _strange_words(self) -> str:
        """Words that tell nothing of a column: common ones, and some that do not exist."""
        rng = self._rng
        count = rng.choice((1, 1, 2, 3))
        if rng.random() < 0.4:
            return " ".join(rng.choices(self._words.pools["filler"], k=count))
        return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(count))

    def _may_say(self, text: str) -> bool:
        return bare(text) not in self._words.held_out

    def _content(self, kind: str, role: str) -> Sequence[str]:
        return self._words.of_role(self._words.contents, kind, role)

    def _fill(self, columns: Sequence[DraftColumn], contents: Sequence[Sequence[str]]) -> None:
        templates = [self._rng.choice(content) for content in contents]
        blank = self._rng.choice((0.0, 0.0, 0.05, 0.2))
        for _ in range(self._rng.choice((1, 2, 3, 5, 8, 12, MOST_ROWS))):
            self._figures.next_row()
            for column, template in zip(columns, templates, strict=True):
                text = self._cell(template)
                if text and self._rng.random() >= blank:
                    column.texts.append(text)

    def _cell(self, template: str) -> str:
        with_figures = _FIGURE.sub(lambda match: self._figures.make(match.group(1)), template)
        return self._speaker.say(with_figures)

    def _carry_down(self, form: Form, columns: Sequence[DraftColumn]) -> None:
        for column in columns:
            declared = form.column(column.role)
            if declared and declared.carry_down and self._rng.random() < 0.7:
                column.texts = column.texts[:: self._rng.randint(2, 5)]

    def _stack(self, form: Form, columns: Sequence[DraftColumn]) -> None:
        """Values one above another in a cell, where the form has such cells."""
        size = self._rng.choice((1, 1, 2, 3, 4))
        for column in columns:
            declared = form.column(column.role)
            if declared and declared.stack and size > 1:
                texts = column.texts
                column.texts = [" ".join(texts[at : at + size]) for at in range(0, len(texts), size)]

    def _of_none(self) -> Draft:
        rng = self._rng
        choice = rng.random()
        if choice < 0.1:
            return self._of_many(rng.randint(2, 9))
        if choice < 0.2:
            return self._of_prose(rng.randint(1, 7))
        if choice < 0.26:
            return self._of_figures(rng.randint(1, 9))
        specs = self._specs(rng.choice(self._words.tables))
        if choice < 0.4:
            others = self._specs(rng.choice(self._words.tables))
            specs = rng.sample(specs + others, k=max(1, (len(specs) + len(others)) // 2))
        columns = [DraftColumn("", self._generic_header(head)) for head, _ in specs]
        self._fill(columns, [[content] for _, content in specs])
        if choice > 0.85:
            columns.insert(rng.randint(0, len(columns)), self._stray())
        return Draft(GENERIC, columns)

    def _specs(self, table: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
        """Header and content of each column of a generic table."""
        rng = self._rng
        head = [spec for spec in table["head"] if rng.random() < 0.85 or spec == table["head"][0]]
        rest = rng.choice(table["rest"]) if "rest" in table else ""
        many = [rest] * rng.randint(1, 8) if rest else []
        return [(header, content) for header, content in (spec.split(" = ", 1) for spec in (*head, *many))]

    def _generic_header(self, template: str) -> list[str]:
        if self._rng.random() < self._strange:
            return [self._strange_words()]
        text = self._speaker.say(template)
        return text.split("/") if self._may_say(text) else []

    def _of_many(self, count: int) -> Draft:
        """Columns of many forms in one table, at most two of each."""
        columns, contents = [], []
        for kind in self._rng.sample(sorted(self._forms), k=(count + 1) // 2):
            usable = [column for column in self._forms[kind].columns if column.source == "cell"]
            for column in self._rng.sample(usable, k=2):
                columns.append(DraftColumn("", self._header(kind, column)))
                contents.append(self._content(kind, column.name))
        self._fill(columns, contents)
        order = self._rng.sample(range(len(columns)), k=min(count, len(columns)))
        return Draft(GENERIC, [columns[at] for at in order])

    def _of_prose(self, count: int) -> Draft:
        """Running text, labels and dust that were taken for a table."""
        rng, columns = self._rng, []
        for _ in range(count):
            size = rng.choice((0, 0, 1, 2, 4, 10))
            pool = rng.choice(
                ("labor", "goal", "excuse", "label", "step", "measure", "firm", "section", "person")
            )
            texts = [
                rng.choice((self._speaker.say(f"<{pool}>"), self._speaker.say("<label>")))
                for _ in range(size)
            ]
            texts = [
                rng.choice((text, text, self._figures.make(rng.choice(("small", "date", "money")))))
                for text in texts
            ]
            path = (
                [self._speaker.say(f"<{rng.choice(('label', 'labor', 'filler', 'office'))}>")]
                if rng.random() < 0.3
                else []
            )
            columns.append(DraftColumn("", path if self._may_say(" ".join(path)) else [], texts))
        return Draft(GENERIC, columns)

    def _of_figures(self, count: int) -> Draft:
        """A piece of any table: figures alone, most of them unnamed."""
        columns = [DraftColumn("", self._generic_header("<stage>")) for _ in range(count)]
        self._fill(columns, [self._rng.choices(FIGURE_COLUMNS, k=1) for _ in columns])
        named = self._rng.choice((0.0, 0.0, 0.3))
        for column in columns:
            column.path = column.path if self._rng.random() < named else []
        return Draft(GENERIC, columns)

    def _stray(self) -> DraftColumn:
        """A column of some form in a table of none."""
        kind = self._rng.choice(sorted(self._forms))
        column = self._rng.choice([column for column in self._forms[kind].columns if column.source == "cell"])
        made = DraftColumn("", self._header(kind, column))
        self._fill([made], [self._content(kind, column.name)])
        return made
