"""Last lines of wrapped texts, with no print beside them: the end of a table, or of a row between others."""

from collections.abc import Sequence

from schemas.geometry import Box

FLUSH, CLOSE = 0.3, 0.5  # line heights between the beginnings of two lines, and of blank between them
WORD = 7.0  # line heights: what is no wider may be one word
LEAST = 4.0  # line heights that the first of several words takes for the most part
BLANK = 0.25  # line heights between two words


def goes_on_below(lone: Box, above: Sequence[Box], right: float) -> bool:
    """Whether a line goes on from one right above it, on which its first word had no room left of `right`.

    A note below a table stands farther off, or below a name that leaves room.
    """
    height = lone.height
    word = lone.width if lone.width < WORD * height else LEAST * height
    return any(
        abs(piece.x0 - lone.x0) < FLUSH * height
        and piece.centre[1] < lone.centre[1]
        and lone.y0 - piece.y1 < CLOSE * height
        and piece.x1 + (BLANK * height) + word > right
        for piece in above
    )
