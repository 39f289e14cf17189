"""Every exception survives pickling, owns a documented code and says what to do."""

import pickle
from pathlib import Path

import pytest

from schemas import errors
from schemas.errors import CuadraError, ExitCode

ALL = sorted(
    (thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, CuadraError)),
    key=lambda one: one.__name__,
)
PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


@pytest.mark.parametrize("kind", ALL)
def test_it_comes_back_from_pickling(kind: type[CuadraError]) -> None:
    error = kind("año.pdf", "it is cut off")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert str(back) == str(error) == f"año.pdf: it is cut off. {kind.advice}"


@pytest.mark.parametrize("kind", ALL)
def test_it_is_documented(kind: type[CuadraError]) -> None:
    assert f"`{kind.code}`" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", list(ExitCode))
def test_the_code_is_documented(code: ExitCode) -> None:
    assert f"| {code.value} |" in PAGE.read_text(encoding="utf-8")
