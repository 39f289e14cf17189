"""A form as declared: what its columns are called and hold, how they relate, what records come of it."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from schemas.base import Frozen
from schemas.errors import FormError
from schemas.value import ValueType

YEAR_SLOT = "{year}"


def _checked_pattern(pattern: str | None) -> str | None:
    if pattern is not None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
    return pattern


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


class Split(Frozen):
    """How one printed cell falls into several fields: the named groups of `pattern`, with their types."""

    pattern: str
    types: dict[str, ValueType] = Field(default_factory=dict)

    _pattern = field_validator("pattern")(_checked_pattern)

    @model_validator(mode="after")
    def _types_known(self) -> Self:
        if not self.names:
            raise ValueError("the pattern has no named groups, (?P<name>…), for the fields to come of")
        for name in self.types:
            if name not in self.names:
                raise ValueError(f"types names {name!r}, which is no group; groups are {_listed(self.names)}")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(re.compile(self.pattern).groupindex)


class ColumnForm(Frozen):
    """One column: its role name, the headers it goes by, and what its cells hold.

    headers: variants; levels of a multi-row header parted by " / ", from the top.
    carry_down: a blank cell means the value above. with_column: the value belongs to that column's group.
    stack: several values may stand one above another in a cell. words: printed in place of a value.
    pattern: what a whole cell looks like. source: its cells, the section above, or the header of `of`.
    """

    name: str
    headers: tuple[str, ...] = ()
    type: ValueType = "text"
    required: bool = False
    carry_down: bool = False
    with_column: str | None = None
    stack: bool = False
    words: tuple[str, ...] = ()
    pattern: str | None = None
    split: Split | None = None
    source: Literal["cell", "section", "header"] = "cell"
    of: str | None = None

    _pattern = field_validator("pattern")(_checked_pattern)

    @property
    def repeats(self) -> bool:
        """Whether one declaration stands for a column per year."""
        return YEAR_SLOT in self.name

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the values that one cell gives."""
        return self.split.names if self.split else (self.name,)


class RecordForm(Frozen):
    """One record type: which columns fill its fields (by field name), and on which rows it is made.

    anchor: a record for each printed cell of this column, down to the next; without it, one per line.
    key: the fields that name a record. needs: at least one of these must hold a value.
    """

    type: str
    fields: dict[str, str]
    key: tuple[str, ...] = ()
    anchor: str | None = None
    needs: tuple[str, ...] = ()

    @field_validator("fields", mode="before")
    @classmethod
    def _names_alone(cls, fields: object) -> object:
        return {name: name for name in fields} if isinstance(fields, list | tuple) else fields

    @model_validator(mode="after")
    def _key_known(self) -> Self:
        for name in self.key:
            if name not in self.fields:
                raise ValueError(
                    f"key names {name!r}, which is no field of record {self.type}; "
                    f"fields are {_listed(self.fields)}"
                )
        return self


class ColumnSum(Frozen):
    """The lines above add up to the total row, in each of `columns`."""

    rule: Literal["column_sum"]
    columns: tuple[str, ...]


class GroupSum(Frozen):
    """Lines of one `group` value add up to the one of them that says `total` in `member`."""

    rule: Literal["group_sum"]
    columns: tuple[str, ...]
    group: str
    member: str
    total: str = "TOTAL"


class RowSum(Frozen):
    """In a line, `terms` add up to `result`."""

    rule: Literal["row_sum"]
    result: str
    terms: tuple[str, ...]


class Difference(Frozen):
    """In a line, `minuend` less `subtrahend` is `result`."""

    rule: Literal["difference"]
    result: str
    minuend: str
    subtrahend: str


class Ratio(Frozen):
    """numerator ÷ denominator × scale is `result`, in a line or the one of its `group` that `where` names."""

    rule: Literal["ratio"]
    result: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: int = 100
    decimals: int = 2
    group: str | None = None
    where: dict[str, str] = Field(default_factory=dict)


class DateOrder(Frozen):
    """In a line, `earlier` is not after `later`."""

    rule: Literal["date_order"]
    earlier: str
    later: str


Relation = Annotated[
    ColumnSum | GroupSum | RowSum | Difference | Ratio | DateOrder, Field(discriminator="rule")
]


class Form(Frozen):
    """A declared form: one kind of table and the records that come of it."""

    kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    columns: tuple[ColumnForm, ...]
    records: tuple[RecordForm, ...]
    relations: tuple[Relation, ...] = ()
    titles: tuple[str, ...] = ()
    total_words: tuple[str, ...] = ("total", "total general", "total parcial", "subtotal", "gran total")

    @property
    def outputs(self) -> tuple[str, ...]:
        return tuple(name for column in self.columns for name in column.outputs)

    def column(self, name: str) -> ColumnForm | None:
        """The column that is called `name`, or a year's column of a repeating one."""
        exact = next((column for column in self.columns if name in (column.name, *column.outputs)), None)
        year = re.sub(r"(19|20)\d\d", YEAR_SLOT, name)
        return exact or next((column for column in self.columns if column.name == year), None)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        doubled = next((name for name in self.outputs if self.outputs.count(name) > 1), None)
        if doubled is not None:
            raise ValueError(f"several columns are called {doubled!r}; give each its own name")
        return self

    @model_validator(mode="after")
    def _names_known(self) -> Self:
        known = {*self.outputs, *(column.name for column in self.columns)}
        for place, name in self._uses():
            if name not in known:
                raise ValueError(f"{place} names {name!r}, which is no column; columns are {_listed(known)}")
        return self

    def _uses(self) -> list[tuple[str, str]]:
        uses = [("with_column", column.with_column) for column in self.columns if column.with_column]
        uses += [("of", column.of) for column in self.columns if column.of]
        for record in self.records:
            uses += [(f"record {record.type}", column) for column in record.fields.values()]
            uses += [(f"needs of record {record.type}", name) for name in record.needs]
            uses += [(f"anchor of record {record.type}", record.anchor)] if record.anchor else []
        for relation in self.relations:
            uses += [(f"relation {relation.rule}", name) for name in relation_columns(relation)]
        return uses


def relation_columns(relation: Relation) -> tuple[str, ...]:
    """Every column that a relation names."""
    match relation:
        case ColumnSum():
            return relation.columns
        case GroupSum():
            return (*relation.columns, relation.group, relation.member)
        case RowSum():
            return (relation.result, *relation.terms)
        case Difference():
            return (relation.result, relation.minuend, relation.subtrahend)
        case Ratio():
            group = (relation.group,) if relation.group else ()
            return (relation.result, *relation.numerator, *relation.denominator, *relation.where, *group)
        case DateOrder():
            return (relation.earlier, relation.later)


def load_forms(folder: Path) -> tuple[Form, ...]:
    """The declarations of a folder's TOML files, by file name.

    Raises:
        FormError: naming the file, the key and what is wrong with it.
    """
    try:
        is_file, is_folder = folder.is_file(), folder.is_dir()
    except OSError as error:
        raise FormError(str(folder), error.strerror or "it cannot be looked at") from error
    if is_file:
        raise FormError(str(folder), "that is a file, give its folder")
    if not is_folder:
        raise FormError(str(folder), "no such folder of forms")
    forms = tuple(_load_form(path) for path in sorted(folder.glob("*.toml")))
    if not forms:
        raise FormError(str(folder), "no form declarations (*.toml) in this folder")
    kinds = [form.kind for form in forms]
    doubled = {kind for kind in kinds if kinds.count(kind) > 1}
    if doubled:
        raise FormError(
            str(folder), f"several files declare the kind {sorted(doubled)[0]!r}; give each its own"
        )
    return forms


def _load_form(path: Path) -> Form:
    try:
        return Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError(str(path), f"not valid TOML: {error}") from error
    except OSError as error:
        raise FormError(str(path), f"cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "form"
        raise FormError(f"{path}, key {key}", first["msg"].removeprefix("Value error, ")) from error
