"""Breaking text into lines, as narrow columns do."""

from __future__ import annotations

from samples.generator.fonts import Face, text_width

BREAK_MARKS = "/-"


def break_token(token: str, face: Face, size: float, width: float, at_marks: bool) -> list[str]:
    """A word, number or code too wide for its column, cut where the column ends."""
    pieces: list[str] = []
    rest = token
    while rest and text_width(face, size, rest) > width:
        end = 1
        while end < len(rest) and text_width(face, size, rest[: end + 1]) <= width:
            end += 1
        if at_marks:
            mark = max(rest.rfind(m, 0, end) for m in BREAK_MARKS)
            end = mark + 1 if mark > 0 else end
        pieces.append(rest[:end])
        rest = rest[end:]
    return pieces + ([rest] if rest else [])


def wrap_line(text: str, face: Face, size: float, width: float, at_marks: bool = False) -> list[str]:
    """Lines of one paragraph; only words wider than the column are broken inside."""
    lines: list[str] = []
    current = ""
    for token in text.split(" "):
        trial = f"{current} {token}" if current else token
        if text_width(face, size, trial) <= width:
            current = trial
            continue
        if current:
            lines.append(current)
        pieces = break_token(token, face, size, width, at_marks)
        lines.extend(pieces[:-1])
        current = pieces[-1] if pieces else ""
    return lines + ([current] if current else [])


def wrap(text: str, face: Face, size: float, width: float, at_marks: bool = False) -> list[str]:
    """Lines of a cell; stacked values keep their own lines."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(wrap_line(paragraph, face, size, max(width, size * 0.7), at_marks))
    return lines
