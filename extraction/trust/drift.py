"""Whether a document is unlike those that confidences were fitted on, in ways that speak against its values.

A confidence holds for documents like the fitting ones. The mean of each feature over a document's values is
held against the same means of the fitting documents: how far it lies on the doubtful side, in standard
deviations between documents, with what chance does to a mean of few values allowed for.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from extraction.trust.calibration_profile import LIMIT, PROFILE
from extraction.trust.confidence import DIRECTIONS, Group
from schemas.base import Frozen

FEWEST_VALUES: Final = 5
# Features that hardly differ between fitting documents are not told apart more finely than this.
FINEST: Final = 0.02
MOST_NAMED: Final = 3
FARTHEST: Final = 8.0

Features = Mapping[Group, Sequence[Mapping[str, float]]]
Profile = Mapping[str, Mapping[str, tuple[float, float, float]]]


class Drift(Frozen):
    """How far a document is from the fitting ones: root mean square over features, in standard deviations.

    limit: what nearly all fitting documents stay below. features: the farthest ones, as "number score".
    """

    distance: float = 0.0
    limit: float = LIMIT
    features: tuple[str, ...] = ()

    @property
    def is_unlike(self) -> bool:
        return self.distance > self.limit


def features_to_drift(found: Features, profile: Profile = PROFILE, limit: float = LIMIT) -> Drift:
    """The drift of one document from the features of its values by sort."""
    far = {
        f"{group} {name}": _deviation([one.get(name, 0.0) for one in values], name, usual)
        for group, values in found.items()
        if len(values) >= FEWEST_VALUES
        for name, usual in profile.get(group, {}).items()
    }
    if not far:
        return Drift(limit=limit)
    farthest = sorted(far, key=lambda name: (-far[name], name))[:MOST_NAMED]
    return Drift(
        distance=round(math.sqrt(sum(one**2 for one in far.values()) / len(far)), 4),
        limit=limit,
        features=tuple(name for name in farthest if far[name] > 1),
    )


def _deviation(values: Sequence[float], name: str, usual: tuple[float, float, float]) -> float:
    """Standard deviations on the doubtful side, 0 on the other."""
    mean, between, within = usual
    spread = math.sqrt(between**2 + within**2 / len(values) + FINEST**2)
    return min(FARTHEST, max(0.0, -DIRECTIONS[name] * (sum(values) / len(values) - mean) / spread))
