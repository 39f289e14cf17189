"""The project itself: sizes, names, pins, layers, and what the README promises."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "store", "models", "extraction", "flows", "cuadra", "samples", "tests")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PINS = [
    line.partition("==")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_no_file_is_longer_than_400_lines() -> None:
    long = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


def test_no_drawer_modules() -> None:
    drawers = {"utils.py", "helpers.py", "common.py"}
    assert [path for path in SOURCES if path.name in drawers] == []


def test_constraints_pin_every_package_and_name_no_index() -> None:
    assert all(equals == "==" and pinned for _, equals, pinned in PINS)
    assert not re.search(r"https?://|--index|--find-links|@ ", (ROOT / "constraints.txt").read_text())


def test_constraints_are_what_is_installed() -> None:
    different = {}
    for name, _, pinned in PINS:
        try:
            installed = version(name)
        except PackageNotFoundError:
            continue
        # The interpreter brings a setuptools of its own, which is left alone outside .venv.
        if installed != pinned and name != "setuptools":
            different[name] = installed
    assert different == {}


def test_dependencies_are_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=;]", one)[0].lower() for one in wanted} - {"cuadra"}
    pinned = {name.lower().replace("_", "-") for name, _, _ in PINS}
    assert names - pinned == set()


def test_packages_on_disk_are_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert {name.rstrip("*") for name in included} == set(PACKAGES) - {"tests"}


def test_layers_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("command", ["make samples", "make test"])
def test_the_readme_names_the_two_commands(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = re.findall(r"@app\.command\(\)\ndef (\w+)", (ROOT / "cuadra" / "commands.py").read_text())
    assert names
    assert [name for name in names if f"cuadra {name}" not in text] == []
