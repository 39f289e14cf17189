"""The Prefect flow runs the same line."""

from pathlib import Path

import pytest


@pytest.mark.slow
def test_an_archive_is_read_by_the_flow(tmp_path: Path) -> None:
    from prefect.testing.utilities import prefect_test_harness

    from flows.prefect_flow import read_archive

    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "dump.txt").write_text("Área\tMonto\nNorte\t1.200,50\n", encoding="utf-8")
    (archive / "empty.pdf").touch()
    with prefect_test_harness():
        counts = read_archive(archive, tmp_path / "out")
    assert counts == {"OK": 1, "UNREADABLE": 1}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dump.json"]
