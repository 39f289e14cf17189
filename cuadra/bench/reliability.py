"""How honest confidences are: shares right with their intervals, error against coverage, what slips by."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from cuadra.bench.matching import match_cells, plain, same_number
from cuadra.bench.scoring import find_cells
from schemas.base import Frozen

BINS: Final = 15
SURE: Final = 0.99
# Two-sided 95%.
NORMAL: Final = 1.959964
TYPES: Final = ("number", "percent", "date", "code", "text")


class Point(NamedTuple):
    """One printed value of the truth: what was found there; confidence is None where no cell was."""

    type: str
    confidence: float | None
    flagged: bool
    right: bool


class Bin(Frozen):
    """Values of alike confidence: how many, the mean confidence, the share right and its 95% interval."""

    count: int
    confidence: float
    right: float
    low: float
    high: float


class Reliability(Frozen):
    """Of one type of value: all that is said of its confidences.

    silent: share of all printed values that are wrong or missing without a flag. missing: share without a
    cell of their own. flagged: share of those found. ece: expected calibration error in 15 bins. aurc: area
    under risk over coverage. sure: share with confidence 0.99 and more; sure_wrong: the wrong share of those.
    """

    values: int
    right: float
    silent: float
    missing: float
    flagged: float
    ece: float
    aurc: float
    sure: float
    sure_wrong: float | None
    bins: tuple[Bin, ...]
    risk: tuple[tuple[float, float], ...]


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); 0 to 1 of nothing."""
    if count == 0:
        return 0.0, 1.0
    share, square = right / count, NORMAL * NORMAL
    middle = (share + square / (2 * count)) / (1 + square / count)
    spread = share * (1 - share) / count + square / (4 * count * count)
    half = NORMAL * math.sqrt(spread) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def document_points(truth: Mapping[str, Any], output: Mapping[str, Any]) -> Iterator[Point]:
    """A point for each printed cell of the truth that has a value of its own."""
    for number, page in enumerate(truth["pages"], 1):
        for table in page["tables"]:
            found = find_cells(table["bbox"], number, output.get("tables", []))
            matched = match_cells(table["cells"], found.cells)
            for index, true in enumerate(table["cells"]):
                kind = _type_of(true)
                if kind is None:
                    continue
                cell = found.cells[matched[index]] if index in matched else None
                if cell is None:
                    yield Point(kind, None, False, False)
                else:
                    yield Point(kind, cell["confidence"], cell["needs_review"], _is_right(true, cell))


def _type_of(true: Mapping[str, Any]) -> str | None:
    if not true["text"] or true["kind"] == "stack":
        return None
    if true["kind"] in {"number", "date"} and not true["value"]:
        return None
    return "percent" if true["kind"] == "number" and "%" in true["text"] else str(true["kind"])


def _is_right(true: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    value = (cell.get("value") or {}).get("value")
    if true["kind"] == "number":
        return value is not None and same_number(value, true["value"])
    if true["kind"] == "date":
        return bool(value == true["value"])
    return plain(cell["text"]) in {plain(true["text"]), plain(true.get("text_alt") or true["text"])}


def reliabilities(points: Iterable[Point]) -> dict[str, Reliability]:
    """What is said of each type of value, in the order of `TYPES`."""
    by_type: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_type[point.type].append(point)
    return {name: _reliability(by_type[name]) for name in TYPES if by_type[name]}


def _reliability(points: Sequence[Point]) -> Reliability:
    found = [(point.confidence, point.right) for point in points if point.confidence is not None]
    silent = sum(not point.right and not point.flagged for point in points)
    sure = [right for confidence, right in found if confidence >= SURE]
    bins = tuple(_bins(found))
    risk = tuple(_risk(found))
    return Reliability(
        values=len(points),
        right=sum(point.right for point in points) / len(points),
        silent=silent / len(points),
        missing=1 - len(found) / len(points),
        flagged=sum(point.flagged for point in points) / max(1, len(found)),
        ece=sum(one.count * abs(one.confidence - one.right) for one in bins) / max(1, len(found)),
        aurc=sum(error for _, error in risk) / max(1, len(risk)),
        sure=len(sure) / max(1, len(found)),
        sure_wrong=1 - sum(sure) / len(sure) if sure else None,
        bins=bins,
        risk=risk,
    )


def _bins(found: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in found:
        groups[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    for _, group in sorted(groups.items()):
        count = sum(one for _, one in group)
        low, high = wilson(count, len(group))
        mean = sum(confidence for confidence, _ in group) / len(group)
        yield Bin(count=len(group), confidence=mean, right=count / len(group), low=low, high=high)


def _risk(found: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float]]:
    """Coverage and the error in it, the surest values first."""
    ranked = sorted(found, key=lambda one: -one[0])
    for count, wrong in enumerate(accumulate(not right for _, right in ranked), 1):
        yield count / len(ranked), wrong / count
