"""The three levels of damage, and the damage of one page drawn from a level."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LEVELS = ("clean", "typical", "hard")


@dataclass(frozen=True)
class Damage:
    """Everything that happens to one page between the printer and the file."""

    dpi: int = 300
    skew: float = 0.0
    corners: tuple[float, ...] = (0.0,) * 8
    curl: float = 0.0
    turn: int = 0
    blur: float = 0.0
    motion: int = 0
    noise: float = 0.0
    ink: float = 0.0
    paper: tuple[float, float, float] = (255.0, 255.0, 255.0)
    light: float = 0.0
    speckle: float = 0.0
    streaks: int = 0
    show_through: float = 0.0
    edges: bool = False
    fold: bool = False
    binary: bool = False
    threshold: int = 150
    dither: bool = False
    grey: bool = True
    quality: int = 92
    stamps: int = 0
    stamps_on_tables: bool = False
    stamp_strength: float = 0.7
    strokes: int = 0
    note: bool = False
    broken_rules: float = 0.0


@dataclass(frozen=True)
class Habit:
    """What one document's pages share: the machine that scanned them."""

    level: str
    machine: str
    dpi: int
    turn: int
    colour: bool
    tint: tuple[float, float] = (1.0, 1.0)  # green and blue of the paper, of its red


def random_habit(rng: Random, level: str) -> Habit:
    """The machine and the paper of one document."""
    yellow = rng.uniform(0, 0.1) if rng.random() < 0.5 else 0.0
    tint = (1 - yellow * rng.uniform(0.3, 0.6), 1 - yellow * rng.uniform(1.0, 2.0))
    if level == "clean":
        return Habit(level, rng.choice(("flatbed", "flatbed", "office")), 300, 0, rng.random() < 0.35, tint)
    if level == "typical":
        turn = rng.choice((90, 270)) if rng.random() < 0.1 else 0
        return Habit(
            level,
            rng.choice(("flatbed", "office", "office", "copier", "bilevel")),
            rng.choice((200, 200, 240, 300)),
            turn,
            rng.random() < 0.45,
            tint,
        )
    turn = rng.choice((90, 180, 270)) if rng.random() < 0.3 else 0
    return Habit(
        level,
        rng.choice(("copier", "phone", "phone", "fax", "office")),
        rng.choice((150, 170, 200, 200)),
        turn,
        rng.random() < 0.5,
        tint,
    )


def least_dpi(smallest_text: float, level: str) -> int:
    """The resolution below which the smallest print could not be read by people either."""
    pixels = {"clean": 20.0, "typical": 18.0, "hard": 14.5}[level]
    return int(pixels * 72 / max(3.0, smallest_text))


def draw_damage(rng: Random, habit: Habit, smallest_text: float) -> Damage:
    """The damage of one page."""
    dpi = min(330, max(habit.dpi, least_dpi(smallest_text, habit.level)))
    if habit.level == "clean":
        return Damage(
            dpi=300,
            skew=rng.uniform(-0.2, 0.2),
            blur=rng.uniform(0, 0.5),
            noise=rng.choice((0.0, rng.uniform(0, 2))),
            paper=(rng.uniform(248, 255),) * 3,
            ink=rng.uniform(0, 25),
            grey=not habit.colour,
            quality=rng.randint(70, 90),
        )
    return _typical(rng, habit, dpi) if habit.level == "typical" else _hard(rng, habit, dpi)


def _paper(rng: Random, habit: Habit, low: float) -> tuple[float, float, float]:
    level = rng.uniform(low, 252)
    return (level, level * habit.tint[0], level * habit.tint[1]) if habit.colour else (level,) * 3


def _typical(rng: Random, habit: Habit, dpi: int) -> Damage:
    binary = habit.machine == "bilevel"
    return Damage(
        dpi=max(dpi, 280) if binary else dpi,
        skew=rng.uniform(-1.2, 1.2),
        turn=habit.turn,
        blur=rng.uniform(0.3, 0.9) * dpi / 250,
        noise=0 if binary else rng.uniform(1, 7),
        ink=rng.uniform(10, 60),
        paper=_paper(rng, habit, 228),
        light=rng.uniform(0, 0.04 if binary else 0.12),
        speckle=rng.choice((0, 0.1, 0.5, 2.0)),
        streaks=1 if rng.random() < 0.1 else 0,
        show_through=rng.uniform(0.02, 0.08) if rng.random() < 0.15 else 0.0,
        edges=rng.random() < 0.2,
        binary=binary,
        threshold=rng.randint(135, 175),
        dither=binary and rng.random() < 0.5,
        grey=not habit.colour,
        quality=rng.randint(55, 88),
        stamps=1 if rng.random() < 0.25 else 0,
        stamps_on_tables=rng.random() < 0.3,
        stamp_strength=rng.uniform(0.4, 0.75),
        strokes=1 if rng.random() < 0.15 else 0,
        note=rng.random() < 0.15,
        broken_rules=rng.choice((0.0, 0.0, 0.03)),
    )


def _hard(rng: Random, habit: Habit, dpi: int) -> Damage:
    phone, fax = habit.machine == "phone", habit.machine == "fax"
    lean = 0.035 if phone else 0.004
    corners = tuple(abs(rng.uniform(0.2, 1)) * lean * s for s in (1, 1, -1, 1, -1, -1, 1, -1))
    return Damage(
        dpi=max(dpi, 200) if fax else dpi,
        skew=rng.uniform(-3, 3),
        corners=corners,
        curl=rng.uniform(-0.012, 0.012) if phone or rng.random() < 0.3 else 0.0,
        turn=habit.turn,
        blur=rng.uniform(0.2, 0.55) if fax else rng.uniform(0.45, 1.0) * dpi / 200,
        motion=rng.choice((0, 0, 2, 3)) if phone else 0,
        noise=rng.uniform(2, 9) if not fax else 4,
        ink=rng.uniform(10, 45) if fax else rng.uniform(25, 80),
        paper=_paper(rng, habit, 195),
        light=rng.uniform(0.08, 0.38) if phone else rng.uniform(0, 0.06 if fax else 0.18),
        speckle=rng.choice((0.2, 1.0, 4.0)),
        streaks=rng.choice((0, 0, 1, 2)),
        show_through=rng.uniform(0.04, 0.16) if rng.random() < 0.35 else 0.0,
        edges=rng.random() < 0.4,
        fold=rng.random() < 0.2,
        binary=fax,
        threshold=rng.randint(150, 195),
        dither=False,
        grey=not habit.colour,
        quality=rng.randint(35, 72),
        stamps=rng.choice((0, 1, 1, 2)),
        stamps_on_tables=rng.random() < 0.6,
        stamp_strength=rng.uniform(0.5, 0.85),
        strokes=rng.choice((0, 0, 1, 2)),
        note=rng.random() < 0.3,
        broken_rules=rng.choice((0.0, 0.05, 0.12)),
    )
