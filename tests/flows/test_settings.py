"""Settings from a file, the environment and the command line."""

from pathlib import Path

import pytest

from flows.settings import load_settings
from schemas.errors import SettingsError


def test_the_command_line_is_stronger_than_the_environment_and_that_than_a_file(tmp_path: Path) -> None:
    file = tmp_path / "cuadra.toml"
    file.write_text("page_seconds = 10\nmax_dpi = 200\nmin_dpi = 100\n", encoding="utf-8")
    environment = {"CUADRA_MAX_DPI": "250", "CUADRA_MIN_DPI": "120", "CUADRA_STORE": "sqlite:///x.db"}
    settings = load_settings(["min_dpi=130"], environment, file)
    assert settings.work.page_seconds == 10
    assert (settings.render.max_dpi, settings.render.min_dpi) == (250, 130)


def test_a_misspelt_name_in_the_environment_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"CUADRA_PAGE_SECOND.*CUADRA_PAGE_SECONDS may be meant"):
        load_settings((), {"CUADRA_PAGE_SECOND": "3", "PATH": "/bin"})
    with pytest.raises(SettingsError, match=r"CUADRA_XYZZY.*no such setting"):
        load_settings((), {"CUADRA_XYZZY": "3"})
