"""An archive and an output in S3, as a local server speaks it."""

import os
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from tests.flows.archives import DUMP, ArchiveBench


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> str:
    """A server that holds one bucket, and an environment that leads there."""
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", url),
    ):
        monkeypatch.setenv(name, value)
    # Not stopped: that would wait for connections that are kept alive, and its thread ends with the tests.
    return url


@pytest.mark.slow
def test_an_archive_in_s3_is_read_and_published_there(endpoint: str, tmp_path: Path) -> None:
    import s3fs

    assert os.environ["AWS_ENDPOINT_URL"] == endpoint
    s3 = s3fs.S3FileSystem(skip_instance_cache=True)
    s3.mkdir("archive")
    s3.pipe_file("archive/scans/2019/a.txt", DUMP.format(number=1).encode())
    s3.pipe_file("archive/scans/../../escape.txt", DUMP.format(number=2).encode())
    bench = ArchiveBench(tmp_path)
    places = {"source": "s3://archive/scans", "out": "s3://archive/json"}
    assert bench.run(**places).states() == {"../../escape.txt": "complete", "2019/a.txt": "complete"}
    found = [path for path in s3.find("archive/json") if path.endswith(".json")]
    assert found == ["archive/json/%2E./%2E./escape.txt.json", "archive/json/2019/a.txt.json"]
    assert bench.run(**places).endings == {}
    s3.pipe_file("archive/scans/2019/a.txt", DUMP.format(number=3).encode())
    assert bench.run(**places).states() == {"2019/a.txt": "complete"}
    s3.invalidate_cache()
    assert s3.exists("archive/json/.versions/2019/a.txt.json/1.json")
