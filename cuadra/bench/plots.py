"""Two small pictures in SVG: confidence against the share right, and error against coverage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final, NamedTuple

from cuadra.bench.reliability import Reliability

SIDE: Final = 320
MARGIN: Final = 52
# Told apart by the colour-blind, too (Okabe and Ito 2008).
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")
MOST_POINTS: Final = 300
TOPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_STYLE: Final = (
    "text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}.even{stroke:#999;stroke-dasharray:4 4}"
    "rect{fill:#fff}"
)


class Frame(NamedTuple):
    """What a square picture shows: its title, its axes' names, and how far its y axis reaches."""

    title: str
    across: str
    up: str
    top: float

    def x(self, share: float) -> float:
        return round(MARGIN + share * SIDE, 1)

    def y(self, share: float) -> float:
        return round(MARGIN + SIDE * (1 - min(share, self.top) / self.top), 1)


def reliability_picture(found: Mapping[str, Reliability], title: str) -> str:
    """Share right by confidence with 95% intervals, a colour a type."""
    frame = Frame(title, "confidence", "share right", 1.0)
    diagonal = f'<path class="even" d="M{frame.x(0)} {frame.y(0)}L{frame.x(1)} {frame.y(1)}"/>'
    marks = [
        mark
        for colour, one in zip(COLOURS, found.values(), strict=False)
        for mark in _bins(frame, one, colour)
    ]
    return _picture(frame, [diagonal, *marks], list(found))


def coverage_picture(found: Mapping[str, Reliability], title: str) -> str:
    """Error among the surest values by how many of them are taken, a colour a type."""
    worst = max((error for one in found.values() for _, error in one.risk[-1:]), default=0.0)
    frame = Frame(title, "coverage", "error", next(top for top in TOPS if worst <= top))
    lines = [
        _line(frame, one.risk, colour)
        for colour, one in zip(COLOURS, found.values(), strict=False)
        if one.risk
    ]
    return _picture(frame, lines, list(found))


def _bins(frame: Frame, found: Reliability, colour: str) -> Iterator[str]:
    for one in found.bins:
        x = frame.x(one.confidence)
        size = 2 + min(4.0, one.count**0.25)
        yield f'<path stroke="{colour}" stroke-opacity=".5" d="M{x} {frame.y(one.low)}V{frame.y(one.high)}"/>'
        yield f'<circle cx="{x}" cy="{frame.y(one.right)}" r="{size:.1f}" fill="{colour}"/>'


def _line(frame: Frame, risk: Sequence[tuple[float, float]], colour: str) -> str:
    step = max(1, len(risk) // MOST_POINTS)
    shown = [*risk[::step], risk[-1]]
    path = "L".join(f"{frame.x(coverage)} {frame.y(error)}" for coverage, error in shown)
    return f'<path fill="none" stroke="{colour}" stroke-width="1.6" d="M{path}"/>'


def _picture(frame: Frame, marks: Iterable[str], names: Sequence[str]) -> str:
    width, height = SIDE + 2 * MARGIN + 70, SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        f'<style>{_STYLE}</style><rect width="{width}" height="{height}"/>',
        f'<text x="{MARGIN}" y="24" font-weight="600">{escape(frame.title)}</text>',
        *_axes(frame),
        *marks,
        *_legend(names),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axes(frame: Frame) -> Iterator[str]:
    for step in range(6):
        share = step / 5
        x, y = frame.x(share), frame.y(share * frame.top)
        yield f'<path class="grid" d="M{x} {frame.y(0)}V{frame.y(frame.top)}M{frame.x(0)} {y}H{frame.x(1)}"/>'
        yield f'<text x="{x}" y="{frame.y(0) + 16}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{MARGIN - 6}" y="{y + 4}" text-anchor="end">{share * frame.top:.3g}</text>'
    yield f'<text x="{frame.x(0.5)}" y="{frame.y(0) + 36}" text-anchor="middle">{frame.across}</text>'
    middle = MARGIN + SIDE // 2
    yield f'<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">{frame.up}</text>'


def _legend(names: Sequence[str]) -> Iterator[str]:
    x = SIDE + MARGIN + 12
    for row, (name, colour) in enumerate(zip(names, COLOURS, strict=False)):
        y = MARGIN + 14 + 20 * row
        yield f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{colour}"/>'
        yield f'<text x="{x + 10}" y="{y}">{escape(name)}</text>'
