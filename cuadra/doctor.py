"""`cuadra doctor`: what is installed, what is missing, and how to get it."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

from cuadra import __version__
from flows.dependencies import Dependency, check_dependencies
from schemas.errors import ExitCode

_PACKAGES = (
    "rapidocr",
    "onnxruntime",
    "opencv-python",
    "pytesseract",
    "layoutparser",
    "pypdfium2",
    "spacy",
    "transformers",
    "pydantic",
    "prefect",
)


def run_doctor() -> ExitCode:
    """Print what is here; 0 where nothing is missing, 7 otherwise."""
    checked = (*check_dependencies(), *(_package(name) for name in _PACKAGES))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_row("cuadra", __version__, "")
    table.add_row("python", f"{platform.python_version()} on {platform.platform()}", "")
    table.add_row("cores", f"{os.cpu_count()}", "")
    for dependency in checked:
        table.add_row(*_row(dependency))
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    missing = [dependency for dependency in checked if not dependency.found]
    for dependency in missing:
        console.print(f"[red]missing[/] {dependency.name}: {dependency.install}")
    if not missing:
        console.print("[green]Nothing is missing.[/]")
    return ExitCode.MISSING_DEPENDENCY if missing else ExitCode.OK


def _package(name: str) -> Dependency:
    try:
        found = version(name)
    except PackageNotFoundError:
        found = None
    return Dependency(name=name, found=found, install=f"pip install -c constraints.txt {name}")


def _row(dependency: Dependency) -> tuple[str, str, str]:
    return dependency.name, dependency.found or "—", "" if dependency.found else "[red]missing[/]"
