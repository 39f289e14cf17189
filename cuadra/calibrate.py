"""Fits how sure each value is: `python -m cuadra.calibrate READINGS TRUTH` on pages whose truth is known.

READINGS holds NAME.json (the recorded readings of a document's pages), TRUTH the NAME.truth.json beside it.
With --report, all of these are fitted on and those of --report reported on; without, documents with an even
number in their name are fitted on, those with an odd one reported on.
"""

import json
import math
import re
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean, pvariance, variance
from typing import Any, Final, NamedTuple

from extraction.arithmetic.relations import Solution
from extraction.assemble import cell_evidence, pages_to_tables, solution_to_features, solution_to_setting
from extraction.record_fields import Setting
from extraction.trust.confidence import (
    DIRECTIONS,
    LEAST,
    MOST,
    Group,
    blank_features,
    features,
    stands_for_nothing,
    type_group,
)
from extraction.trust.drift import FEWEST_VALUES, Features, Profile, features_to_drift
from models.kinds.classifier import TableClassifier
from schemas.form import Form, load_forms
from schemas.geometry import project
from schemas.reading import PageReading

FORMS: Final = Path(__file__).parents[1] / "schemas" / "forms"
GROUPS: Final[tuple[Group, ...]] = ("number", "date", "code", "text", "blank")
BINS: Final = 15
STRENGTH: Final = 3.0
NEARLY_ALL: Final = 0.98
HEAD: Final = '''"""Fitted by `python -m cuadra.calibrate` and not to be edited by hand."""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, float]]] = '''

PROFILE_HEAD: Final = HEAD.partition("WEIGHTS")[0]
PROFILE_NAME: Final = "PROFILE: Final[dict[str, dict[str, tuple[float, float, float]]]] = {"

Box = tuple[float, float, float, float]
Weights = dict[str, float]


class Case(NamedTuple):
    """One value: its evidence in figures, and whether it is right."""

    group: Group
    found: dict[str, float]
    right: bool


class Tried(NamedTuple):
    """A document of known truth: the number in its name, its cases, and the features of all its values."""

    number: int
    cases: tuple[Case, ...]
    features: Features


def try_document(readings: Path, truth: Path, forms: Sequence[Form], classifier: TableClassifier) -> Tried:
    """Decide a document's recorded readings and hold every value against the truth."""
    pages = [PageReading.model_validate(page) for page in json.loads(readings.read_text(encoding="utf-8"))]
    wanted = json.loads(truth.read_text(encoding="utf-8"))["pages"]
    solution = pages_to_tables(pages, forms, classifier)
    setting = solution_to_setting(solution, pages, forms)
    number = int((re.findall(r"\d+", readings.stem) or ["0"])[-1])
    cases = tuple(_solution_cases(solution, setting, wanted))
    return Tried(number, cases, solution_to_features(solution, setting))


def _solution_cases(
    solution: Solution, setting: Setting, wanted: Sequence[Mapping[str, Any]]
) -> Iterator[Case]:
    """A case for every printed cell that a read cell stands in, and for every blank among figures."""
    for table in solution.tables:
        for cell in table.cells:
            mesh = setting.pages[cell.page].to_delivered
            if cell.box is None or mesh is None or len(cell.entries) > 1 or cell.page > len(wanted):
                continue
            around = setting.neighbourhood(table.id, cell.row, cell.col)
            box = project(cell.box, mesh)
            true = _truth_at(wanted[cell.page - 1]["tables"], (box.x0, box.y0, box.x1, box.y1))
            if not cell.entries and around.figure:
                yield Case("blank", blank_features(around), true is None)
            if true is None or not cell.entries:
                continue
            verdict = setting.verdict(table.id, cell.row, cell.col)
            (evidence,) = cell_evidence(cell, table, verdict, around)
            value = cell.value.value if cell.value else None
            right = _is_right(true, value, cell.text)
            if stands_for_nothing(evidence):
                yield Case("blank", blank_features(around, dash=True), right)
            else:
                yield Case(type_group(evidence.type), features(evidence), right)


def _truth_at(tables: Sequence[Mapping[str, Any]], box: Box) -> Mapping[str, Any] | None:
    """The printed cell whose text has its middle in `box`; the uppermost where there are several."""
    for table in tables:
        for cell in table["cells"]:
            x0, y0, x1, y1 = cell.get("text_bbox") or cell["bbox"]
            inside = box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (y0 + y1) / 2 <= box[3]
            if cell["text"] and cell["kind"] != "stack" and inside:
                return dict(cell)
    return None


def _is_right(true: Mapping[str, Any], value: str | None, text: str) -> bool:
    if true["kind"] in {"number", "date"} and true["value"] is not None:
        return value is not None and _same(value, true["value"])
    return "".join(text.split()).casefold() == "".join(true["text"].split()).casefold()


def _same(value: str, true: str) -> bool:
    try:
        return value == true or abs(float(value) - float(true)) <= abs(float(true)) * 1e-11
    except ValueError:
        return False


def fit(cases: Sequence[Case]) -> Weights:
    """The weights of one group, fitted without the features that would speak the wrong way."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    names = list(DIRECTIONS)
    while True:
        rows = [[case.found.get(name, 0.0) for name in names] for case in cases] + [[0.0] * len(names)] * 2
        model = LogisticRegression(C=STRENGTH, max_iter=2000)
        # One right and one wrong case of no evidence keep the odds finite where all are right.
        model.fit(rows, [case.right for case in cases] + [True, False])
        found = dict(zip(names, (float(weight) for weight in model.coef_[0]), strict=True))
        kept = [name for name in names if found[name] * DIRECTIONS[name] >= 0]
        if len(kept) == len(names):
            rounded = {name: round(weight, 4) for name, weight in found.items() if abs(weight) > 0.001}
            return {"intercept": round(float(model.intercept_[0]), 4)} | rounded
        names = kept


def confidence(case: Case, weights: Weights) -> float:
    """The probability that a case is right."""
    odds = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in case.found.items())
    return min(MOST, max(LEAST, 1 / (1 + math.exp(-odds))))


def report(cases: Sequence[Case], weights: Weights) -> str:
    """Cases, share right, expected calibration error, and errors among the surest."""
    points = [(confidence(case, weights), case.right) for case in cases]
    if not points:
        return "none"
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in points:
        bins[min(BINS - 1, int(sure * BINS))].append((sure, right))
    gaps = (abs(sum(s for s, _ in one) - sum(r for _, r in one)) for one in bins.values())
    top = [right for sure, right in points if sure >= 0.99]
    wrong = f"{1 - sum(top) / len(top):.4f} of {len(top)}" if top else "-"
    share = sum(right for _, right in points) / len(points)
    return (
        f"{len(points)} values, right {share:.4f}, ECE {sum(gaps) / len(points):.4f}, wrong at 0.99: {wrong}"
    )


def profile(documents: Sequence[Features], weights: Mapping[Group, Weights]) -> tuple[Profile, float]:
    """What is usual of the features that confidences rest on, and how far nearly all documents stay from it.

    By group and feature the mean over documents of their means, its standard deviation between documents, and
    the one within them.
    """
    usual: dict[str, dict[str, tuple[float, float, float]]] = {}
    for group in GROUPS:
        told = [found[group] for found in documents if len(found.get(group, ())) >= FEWEST_VALUES]
        names = [name for name in weights[group] if name != "intercept"] if len(told) > 1 else []
        usual[group] = {name: _usual([[one.get(name, 0.0) for one in of] for of in told]) for name in names}
    far = sorted(features_to_drift(found, usual).distance for found in documents)
    return usual, round(far[int(NEARLY_ALL * (len(far) - 1))], 4)


def profile_text(usual: Profile, limit: float) -> str:
    """The profile as the module that keeps it."""
    lines = [f"{PROFILE_HEAD}LIMIT: Final = {limit}\n", PROFILE_NAME]
    for group, features_of in usual.items():
        lines.append(f'    "{group}": {{')
        lines += [f'        "{name}": {tuple(numbers)},' for name, numbers in features_of.items()]
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def _usual(documents: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    means = [fmean(values) for values in documents]
    within = fmean(pvariance(values) for values in documents)
    between = max(0.0, variance(means) - fmean(within / len(values) for values in documents))
    return round(fmean(means), 4), round(math.sqrt(between), 4), round(math.sqrt(within), 4)


def folder_documents(
    folders: Sequence[Path], forms: Sequence[Form], classifier: TableClassifier
) -> Iterator[Tried]:
    """The documents of pairs of READINGS and TRUTH."""
    for readings, truth in zip(folders[::2], folders[1::2], strict=True):
        for path in sorted(readings.glob("*.json")):
            known = truth / f"{path.stem}.truth.json"
            if known.exists():
                yield try_document(path, known, forms, classifier)


def main(arguments: Sequence[str]) -> int:
    """Fit, report on documents that were not fitted on, write weights and profile."""
    parser = ArgumentParser(prog="cuadra.calibrate", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="READINGS TRUTH, any number of pairs")
    parser.add_argument("--report", nargs="+", type=Path, default=[], help="other pairs, to report on")
    parser.add_argument("-o", "--output", type=Path, help="where to write the weights, as Python")
    parser.add_argument("--profile", type=Path, help="where to write what is usual of the fitting documents")
    options = parser.parse_args(arguments)
    forms, classifier = load_forms(FORMS), TableClassifier()
    tried = list(folder_documents(options.folders, forms, classifier))
    fitted = [one for one in tried if options.report or one.number % 2 == 0]
    others = [one for one in tried if not (options.report or one.number % 2 == 0)]
    others += folder_documents(options.report, forms, classifier)
    weights = {group: fit(_cases(fitted, group)) for group in GROUPS}
    for group in GROUPS:
        print(f"{group}: {report(_cases(others, group), weights[group])}")
    usual, limit = profile([one.features for one in fitted], weights)
    for name, some in (("fitted on", fitted), ("others", others)):
        unlike = sum(features_to_drift(one.features, usual, limit).is_unlike for one in some)
        print(f"unlike the usual, {name}: {unlike} of {len(some)}")
    if options.output:
        options.output.write_text(HEAD + json.dumps(weights, indent=4) + "\n", encoding="utf-8")
    if options.profile:
        options.profile.write_text(profile_text(usual, limit), encoding="utf-8")
    return 0


def _cases(documents: Sequence[Tried], group: Group) -> list[Case]:
    return [case for one in documents for case in one.cases if case.group == group]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
