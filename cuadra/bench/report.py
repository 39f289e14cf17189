"""A set of documents against their truths, by level and family, as the table that is printed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from cuadra.bench.scoring import Tally, score_document
from schemas.base import Frozen

COLUMNS = (
    "tables_found",
    "tables_whole",
    "tables_joined",
    "table_kind",
    "adj_f1",
    "merged_cells",
    "cell_text_exact",
    "cell_text_sim",
    "number_exact",
    "long_number_exact",
    "date_exact",
    "record_fields",
    "records_whole",
    "doc_fields",
)
_LEVELS = ("all", "clean", "typical", "hard")
_BINS = 15
_FEWEST = 20


class Calibration(Frozen):
    """How honest the confidence of numbers is.

    ece: expected calibration error in 15 bins. aurc: area under risk over coverage. review: share to look at
    so that of the rest 99.9% are right. sure: share of confidences of 0.99 and more; `sure_wrong` of them are
    wrong.
    """

    ece: float
    aurc: float
    review: float
    sure: float
    sure_wrong: float | None


def score_folder(truths: Path, outputs: Path) -> dict[str, Tally]:
    """Tallies by group (all, each level, each family) over every truth file of a folder."""
    groups: dict[str, Tally] = defaultdict(Tally)
    for file in sorted(truths.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        written = outputs / f"{truth['name']}.json"
        output = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
        tally = score_document(truth, output)
        for group in {"all", truth["level"], truth["kind"]}:
            groups[group].join(tally)
    return groups


def shares(tally: Tally) -> dict[str, float | None]:
    """The columns of the table."""
    values = {name: tally.share(name) for name in COLUMNS}
    precision, recall = tally.share("adj_p"), tally.share("adj_r")
    if precision is not None and recall:
        total = precision + recall
        values["adj_f1"] = 2 * precision * recall / total if total else 0.0
    return values


def calibrate(numbers: Iterable[tuple[float | None, bool]]) -> Calibration | None:
    """None where there are too few numbers to say."""
    known = [(confidence, right) for confidence, right in numbers if confidence is not None]
    if len(known) < _FEWEST:
        return None
    ranked = sorted(known, key=lambda one: -one[0])
    wrong, area, kept = 0, 0.0, 0
    for rank, (_, right) in enumerate(ranked, 1):
        wrong += not right
        area += wrong / rank
        if wrong / rank <= 0.001:
            kept = rank
    sure = [right for confidence, right in known if confidence >= 0.99]
    return Calibration(
        ece=_expected_error(known),
        aurc=area / len(known),
        review=1 - kept / len(known),
        sure=len(sure) / len(known),
        sure_wrong=1 - sum(sure) / len(sure) if sure else None,
    )


def _expected_error(known: list[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in known:
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, right))
    return sum(
        abs(sum(confidence for confidence, _ in one) - sum(right for _, right in one)) / len(known)
        for one in bins.values()
    )


def table_lines(groups: Mapping[str, Tally]) -> Iterable[str]:
    """The table as text, a line a group, and what the numbers' confidence is worth."""
    yield "group".ljust(20) + " ".join(name[:11].rjust(11) for name in COLUMNS)
    order = [*_LEVELS, *sorted(set(groups) - set(_LEVELS))]
    for group in (name for name in order if name in groups):
        cells = (
            ("-" if share is None else f"{share:.4f}").rjust(11) for share in shares(groups[group]).values()
        )
        yield group.ljust(20) + " ".join(cells)
    if "all" not in groups:
        return
    tally = groups["all"]
    flagged = tally.flagged / len(tally.numbers) if tally.numbers else 0.0
    yield f"numbers {tally.all['number_exact']:.0f}, wrong unflagged {tally.silent}, flagged {flagged:.4f}"
    honest = calibrate(tally.numbers)
    if honest:
        wrong = "-" if honest.sure_wrong is None else f"{honest.sure_wrong:.5f}"
        yield (
            f"calibration: ECE {honest.ece:.4f}, AURC {honest.aurc:.5f}, "
            f"review for 99.9% {honest.review:.4f}, "
            f"of confidence ≥ 0.99 {honest.sure:.4f} with {wrong} wrong"
        )
