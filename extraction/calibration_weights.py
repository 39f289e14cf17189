"""Fitted by `python -m cuadra.calibrate` and not to be edited by hand."""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, float]]] = {
    "number": {
        "intercept": 0.7978,
        "score": 4.0187,
        "disagreed": -0.3318,
        "cost": -0.7136,
        "close_rival": -0.4232,
        "joined": -1.8585,
        "passed": 4.2655,
        "failed": -0.3391,
        "unread": -4.0967,
        "long": -1.1683,
        "several_lines": -0.6308,
    },
    "date": {
        "intercept": 2.4485,
        "score": 1.2597,
        "disagreed": -0.3092,
        "cost": -3.4409,
        "passed": 1.618,
        "unread": -3.8531,
    },
    "code": {
        "intercept": 1.987,
        "score": 3.0203,
        "agreed": 1.1201,
        "disagreed": -0.5909,
        "cost": -1.0833,
        "close_rival": -1.6689,
        "mended": -1.0432,
        "joined": -1.0432,
        "unread": -1.8114,
        "long": -1.0506,
        "several_lines": -1.7137,
    },
    "text": {
        "intercept": -2.4152,
        "score": 5.8786,
        "disagreed": -2.1225,
        "long": -1.9284,
        "several_lines": -1.2726,
    },
}
