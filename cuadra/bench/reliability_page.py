"""`docs/reliability.md` and its pictures: what confidences were worth where nothing was fitted."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cuadra.bench.misprints import misprint_lines, score_misprints
from cuadra.bench.plots import coverage_picture, reliability_picture
from cuadra.bench.reliability import Point, Reliability, document_points, reliabilities

LEVELS: Final[tuple[str, ...]] = ("clean", "typical", "hard")
HEAD: Final = """# What confidences are worth

Measured on generated scans that nothing was fitted on. Silent: wrong or missing without a flag, of all
printed values. No cell: the value has no cell of its own, so that nothing can be flagged; it counts as
silent. Flagged: of the values found. Bars are 95% intervals (Wilson). A person is asked where the expected
cost of a wrong value exceeds that of a look (`docs/calibration.md`). Written by `cuadra bench --docs docs`.
"""


def folder_points(truths: Path, outputs: Path) -> dict[str, list[Point]]:
    """The points of every document of a folder of truths, by level."""
    found: dict[str, list[Point]] = defaultdict(list)
    for file in sorted(truths.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        written = outputs / f"{truth['name']}.json"
        output = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
        found[truth["level"]] += document_points(truth, output)
    return found


def write_reliability(docs: Path, truths: Path, outputs: Path) -> None:
    """Write `reliability.md` and two pictures a level into `docs`."""
    docs.mkdir(parents=True, exist_ok=True)
    points = folder_points(truths, outputs)
    by_level = {level: reliabilities(points[level]) for level in LEVELS if level in points}
    for level, found in by_level.items():
        picture = reliability_picture(found, f"{level}: confidence and what it was worth")
        (docs / f"reliability-{level}.svg").write_text(picture, encoding="utf-8")
        picture = coverage_picture(found, f"{level}: error among the surest")
        (docs / f"coverage-{level}.svg").write_text(picture, encoding="utf-8")
    lines = [*_page(by_level), *_misprints(truths, outputs)]
    (docs / "reliability.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def reliability_lines(found: Mapping[str, Reliability]) -> Iterator[str]:
    """The table of one level as Markdown."""
    yield "| type | values | right | silent | no cell | flagged | ECE | AURC | ≥ 0.99 | wrong of these |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, one in found.items():
        wrong = "–" if one.sure_wrong is None else f"{one.sure_wrong:.2%}"
        yield (
            f"| {name} | {one.values} | {one.right:.4f} | {one.silent:.2%} | {one.missing:.2%} "
            f"| {one.flagged:.1%} | {one.ece:.4f} | {one.aurc:.5f} | {one.sure:.1%} | {wrong} |"
        )


def _page(by_level: Mapping[str, Mapping[str, Reliability]]) -> Iterator[str]:
    yield HEAD
    for level, found in by_level.items():
        yield f"## {level}\n"
        yield from reliability_lines(found)
        yield f"\n![confidence against the share right](reliability-{level}.svg)"
        yield f"![error against coverage](coverage-{level}.svg)\n"


def _misprints(truths: Path, outputs: Path) -> Iterator[str]:
    planted = score_misprints(truths, outputs)
    if planted:
        yield "## Documents whose print is wrong\n"
        yield from (f"- {line}" for line in misprint_lines(planted))
