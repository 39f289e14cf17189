"""The deployments of `prefect.yaml` name a flow that is there and takes their parameters."""

from pathlib import Path

import yaml  # type: ignore[import-untyped]
from prefect import Flow
from prefect.utilities.importtools import import_object

ROOT = Path(__file__).parents[2]


def test_every_deployment_can_be_run() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert [deployment["name"] for deployment in deployments] == ["nightly", "failed-pages"]
    for deployment in deployments:
        flow = import_object(deployment["entrypoint"])
        assert isinstance(flow, Flow)
        flow.validate_parameters(deployment["parameters"])
