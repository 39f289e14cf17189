"""Characters that readers confuse with digits, and what each confusion costs in nats."""

from typing import Final, NamedTuple

DIGIT_FOR: Final[dict[str, tuple[str, float]]] = {
    "O": ("0", 0.5),
    "o": ("0", 0.5),
    "D": ("0", 2.0),
    "Q": ("0", 2.0),
    "l": ("1", 0.7),
    "I": ("1", 0.7),
    "|": ("1", 0.8),
    "i": ("1", 1.5),
    "!": ("1", 1.5),
    "S": ("5", 1.2),
    "s": ("5", 1.2),
    "B": ("8", 1.2),
    "Z": ("2", 1.5),
    "z": ("2", 1.5),
    "G": ("6", 1.5),
    "b": ("6", 2.0),
    "g": ("9", 2.0),
    "q": ("9", 2.0),
}
CLOSE: Final = frozenset("OolI|")
MOST_LETTERS_PER_DIGIT: Final = 0.5


class Correction(NamedTuple):
    """A text with its letters read as digits, and the cost of that."""

    text: str
    cost: float


def letters_to_digits(text: str) -> Correction:
    """Read every confusable letter of `text` as the digit it resembles; other characters stay."""
    cost = sum(DIGIT_FOR[char][1] for char in text if char in DIGIT_FOR)
    return Correction("".join(DIGIT_FOR[char][0] if char in DIGIT_FOR else char for char in text), cost)


def is_mostly_digits(text: str) -> bool:
    """Whether `text` has enough true digits for its confusable letters to be digits too."""
    digits = sum(char.isdigit() for char in text)
    close = sum(char in CLOSE for char in text)
    far = sum(char in DIGIT_FOR for char in text) - close
    return close <= digits and far <= digits * MOST_LETTERS_PER_DIGIT if digits else False


def is_zeros(text: str) -> bool:
    """Whether `text` is a zero amount read as letters ("O.OO", "o,oo")."""
    return len(text) > 1 and set(text) <= set("Oo0.,") and ("." in text or "," in text)
