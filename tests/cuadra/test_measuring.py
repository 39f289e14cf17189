"""Where a benchmark keeps its documents."""

from pathlib import Path

from cuadra.bench.measuring import BenchRequest


def test_every_set_has_a_folder_of_its_own() -> None:
    one = BenchRequest(out=Path("out/bench"), seed=20072, count=8)
    others = (
        one.replace(seed=20080),
        one.replace(count=3),
        one.replace(misprint=True),
        one.replace(level="hard"),
        one.replace(level="hard", misprint=True),
    )
    assert one.folder == Path("out/bench/20072x8")
    assert len({request.folder for request in (one, *others)}) == 6
