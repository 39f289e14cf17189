"""`cuadra settings` and `cuadra forms`: what may be set, and which forms are known."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.forms import choose_forms
from flows.settings import ENVIRONMENT_PREFIX, describe_settings


def list_settings() -> None:
    """Every setting with what it is without being set, and what it does."""
    table = Table("setting", "default", "what it does", box=None, padding=(0, 2, 0, 0))
    for setting in describe_settings():
        table.add_row(setting.name, setting.default, setting.meaning)
    console = Console(highlight=False)
    console.print(table)
    console.print(
        f"Set one with `--set NAME=VALUE`, or in the environment as {ENVIRONMENT_PREFIX}NAME in capitals."
    )


def list_forms(folder: Path | None) -> None:
    """Every form's kind with its records and their fields; those of `folder` first, checked on the way."""
    table = Table("table kind", "record", "fields", box=None, padding=(0, 2, 0, 0))
    for form in choose_forms(folder):
        for record in form.records:
            table.add_row(*map(escape, (form.kind, record.type, ", ".join(record.fields))))
    Console(highlight=False).print(table)
