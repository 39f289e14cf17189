"""What rules have in common: where they are one, and where they touch."""

import pytest

from models.pixels.rule import Rule, cluster, touch


def test_places_close_together_are_one_by_weight() -> None:
    assert cluster([(10.0, 3.0), (12.0, 1.0), (40.0, 1.0)], same=4.0) == (10.5, 40.0)


@pytest.mark.parametrize(("x", "told"), [(100, True), (203, True), (210, False)])
def test_rules_touch_that_end_close_to_each_other(x: float, told: bool) -> None:
    assert touch(Rule(50, 0, 200), Rule(x, 53, 400), reach=4.0) == told
