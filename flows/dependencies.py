"""What the line needs beside its Python packages, and how to get it."""

import ctypes.util
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from schemas.base import Frozen
from schemas.errors import MissingDependencyError

_LANGUAGE = "spa"
_TESSERACT_SECONDS = 20


class Dependency(Frozen):
    """One thing the line needs: what is there of it, and how to install it where nothing is."""

    name: str
    found: str | None
    install: str


def check_dependencies() -> tuple[Dependency, ...]:
    """Every dependency with what was found of it."""
    version, languages = _tesseract()
    return (
        Dependency(name="tesseract", found=version, install="apt-get install tesseract-ocr"),
        Dependency(
            name=f"tesseract language {_LANGUAGE}",
            found=_LANGUAGE if _LANGUAGE in languages else None,
            install="apt-get install tesseract-ocr-spa",
        ),
        Dependency(
            name="libGL (OpenCV)", found=ctypes.util.find_library("GL"), install="apt-get install libgl1"
        ),
        Dependency(
            name="libglib (OpenCV)",
            found=ctypes.util.find_library("glib-2.0"),
            install="apt-get install libglib2.0-0",
        ),
        Dependency(
            name="PP-OCR networks", found=_networks(), install="pip install --force-reinstall rapidocr"
        ),
    )


def require_dependencies() -> MissingDependencyError | None:
    """What keeps pages from being read on this machine, None where nothing does."""
    missing = [dependency for dependency in check_dependencies() if not dependency.found]
    if not missing:
        return None
    names = ", ".join(dependency.name for dependency in missing)
    how = "; ".join(dict.fromkeys(dependency.install for dependency in missing))
    return MissingDependencyError(names, f"not installed: run `{how}`")


def _tesseract() -> tuple[str | None, tuple[str, ...]]:
    program = shutil.which("tesseract")
    if not program:
        return None, ()
    try:
        version = _ask(program, "--version").split("\n")[0].removeprefix("tesseract ")
        languages = tuple(_ask(program, "--list-langs").split()[1:])
    except (OSError, subprocess.SubprocessError):
        return None, ()
    return version, languages


def _ask(program: str, question: str) -> str:
    answer = subprocess.run(
        [program, question], capture_output=True, text=True, timeout=_TESSERACT_SECONDS, check=True
    )
    return answer.stdout or answer.stderr


def _networks() -> str | None:
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted((Path(spec.submodule_search_locations[0]) / "models").glob("*_rec_*.onnx"))
    return found[0].stem if found else None
