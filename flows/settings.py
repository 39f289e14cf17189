"""What may be set for a run: defaults, then a file, then the environment, then `--set`."""

import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from models.sources.source import RenderOptions
from schemas.base import Frozen
from schemas.errors import SettingsError

ENVIRONMENT_PREFIX = "CUADRA_"
OTHER_NAMES = frozenset({"STORE", "HOME", "WEBHOOK_SECRET"})  # read elsewhere, with the same prefix


class WorkerOptions(Frozen):
    """How pages are read beside one another.

    A page above `page_seconds` or `page_megabytes` is stopped, tried once more alone and then given up.
    """

    workers: int = Field(default=1, ge=1, le=256, description="pages read beside one another")
    page_seconds: float = Field(default=180.0, gt=0, description="seconds that reading a page may take")
    page_megabytes: int = Field(
        default=3000, ge=200, description="memory that reading a page may take, in MB"
    )
    worker_pages: int = Field(
        default=100, ge=1, description="pages after which a process that reads is replaced by a fresh one"
    )
    document_pages: int = Field(
        default=10_000, ge=1, description="pages beyond which a document of an archive is put aside"
    )
    cluster: str | None = Field(
        default=None,
        pattern=r"^[a-z]+://\S+:\d+$",
        description="scheduler of a Dask cluster that reads pages, tcp://HOST:8786",
    )


class Settings(Frozen):
    """Everything that steers a run; `digest` covers what can change the output."""

    render: RenderOptions = RenderOptions()
    work: WorkerOptions = WorkerOptions()

    def digest(self, forms_digest: str) -> str:
        """A digest of all that shapes the output: how many work at it, and how long they may, does not."""
        text = self.render.model_dump_json() + forms_digest
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Setting(Frozen):
    """One thing that may be set: its default as text, and what it does."""

    name: str
    default: str
    meaning: str


_SECTIONS = {
    **{name: "render" for name in RenderOptions.model_fields},
    **{name: "work" for name in WorkerOptions.model_fields},
}


def describe_settings() -> tuple[Setting, ...]:
    """Everything that may be set."""
    fields = {**WorkerOptions.model_fields, **RenderOptions.model_fields}
    return tuple(
        Setting(
            name=name,
            default=_as_text(field.default),
            meaning=field.description or "",
        )
        for name, field in fields.items()
    )


def _as_text(value: float | str | None) -> str:
    return "—" if value is None else str(value) if isinstance(value, int | str) else f"{value:g}"


def load_settings(
    overrides: Iterable[str] = (),
    environment: Mapping[str, str] = os.environ,
    file: Path | None = None,
) -> Settings:
    """Settings from `file` (TOML), `CUADRA_NAME` and `name=value`, the later the stronger."""
    _refuse_misspelt(environment)
    flat: dict[str, Any] = dict(_read_file(file)) if file else {}
    for name in _SECTIONS:
        if (value := environment.get(ENVIRONMENT_PREFIX + name.upper())) is not None:
            flat[name] = value
    for override in overrides:
        name, equals, value = override.partition("=")
        if not equals:
            raise SettingsError(override, "a setting is written name=value")
        flat[name.strip()] = value.strip()
    return _build(flat)


def _refuse_misspelt(environment: Mapping[str, str]) -> None:
    """An error where a name with our prefix is none of ours: a limit that is not heeded would go unseen."""
    known = {*(name.upper() for name in _SECTIONS), *OTHER_NAMES}
    for name in sorted(environment):
        rest = name.removeprefix(ENVIRONMENT_PREFIX)
        if name.startswith(ENVIRONMENT_PREFIX) and rest not in known:
            (close, *_) = [*get_close_matches(rest, sorted(known), n=1), ""]
            hint = f"; {ENVIRONMENT_PREFIX}{close} may be meant" if close else ""
            raise SettingsError(name, f"no such setting{hint}")


def _build(flat: Mapping[str, Any]) -> Settings:
    sections: dict[str, dict[str, Any]] = {"render": {}, "work": {}}
    for name, value in flat.items():
        if name not in _SECTIONS:
            raise SettingsError(name, f"no such setting; there are {', '.join(sorted(_SECTIONS))}")
        sections[_SECTIONS[name]][name] = value
    try:
        return Settings.model_validate(sections)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(str(first["loc"][-1]), str(first["msg"])) from error


def _read_file(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(file.name, f"cannot be read as TOML: {error}") from error
