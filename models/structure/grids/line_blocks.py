"""Lines of print → blocks of them that may be tables: where a table begins and ends that no rule shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.pixels.rule import Rule
from models.structure.grids.columns import Line
from models.structure.grids.names_in_lanes import above_each_other
from models.structure.grids.wrapped_ends import goes_on_below
from models.structure.pieces import line_height, without_scribbles
from schemas.geometry import Box, union

MOST_COLUMNS = 0.6  # of a line, that have print in another of its table
MOST_ALIGNED = 0.8  # of the figures of a line of totals, that stand below others
FEWEST_TOTALS = 4  # pieces of a line of totals apart from its table, or carried from the page before
NEAR = 12  # lines below such a line
FEWEST_ENDS = 3  # lines of a column, that end at one place
JUSTIFIED = 4  # blanks of a line of justified words
EVENLY, WORDS = 0.2, 2.0  # line heights by which they differ, and that they are wide, at most
HEADER_LINES = 4  # below a heading over columns, that have their names and those beside
CLOSE, LOWER = 0.3, 0.5  # line heights between a heading and these, and by which its own stand lower


@dataclass(frozen=True)
class BlockOptions:
    """What parts lines of print.

    block_gap: blank between two tables, in line heights. paragraph, header_bar: shares of the widest line's
    width, of a line of text and of a bar behind a header.

    wrapped_gap: blank above the last lines of a cell that reaches below all others, at most, in line heights.
    pairs_gap: blank, in line heights, below `fewest_pairs` labels with their values and above a line of a
    table of `many_columns`, which is one of the next `header_lines`. far_gap: blank, in line heights, below a
    header in a bar or box of its own, and above totals. between_words: blank in a justified line, in line
    heights; aligned: between the ends of figures in one column.
    """

    block_gap: float = 2.6
    paragraph: float = 0.55
    header_bar: float = 0.6
    wrapped_gap: float = 0.5
    pairs_gap: float = 0.75
    header_lines: int = 6
    fewest_pairs: int = 2
    many_columns: int = 5
    far_gap: float = 6.0
    between_words: float = 2.0
    aligned: float = 0.4


def lines_to_blocks(
    lines: Sequence[Line], bars: Sequence[Box], level: Sequence[Rule], options: BlockOptions
) -> list[list[list[Box]]]:
    """Runs of neighbouring lines in columns: lines of several pieces, and narrow lone ones between them.

    Where a shaded bar of more columns than the lines above it begins, or a rule stands over lines of twice as
    many, a table does; with sums carried from the page before that stand right above that rule.
    A stroke of a pen on a line of its own is no line.
    """
    height = line_height([piece for line in lines for piece in line])
    lines = [line for line in lines if without_scribbles(line, height)]
    widest = max((union(line).width for line in lines), default=0.0)
    wide = [bar for bar in bars if bar.width > options.header_bar * widest]
    in_bar = [any(bar.contains(*union(line).centre) for bar in wide) for line in lines]
    blocks: list[list[list[Box]]] = []
    current: list[list[Box]] = []
    paragraph = False
    for k, line in enumerate(lines):
        gap = union(line).y0 - union(current[-1]).y1 if current else 0.0
        carried_on = paragraph and _carries_on_paragraph(lines[k - 1], line, height, options)
        paragraph = len(line) == 1 and line[0].width > options.paragraph * widest
        paragraph = paragraph and not _is_in_a_column(line[0], lines[max(0, k - 3) : k + 4])
        justified = _is_justified(line) and not _ends_as_those_above(line, current, options)
        paragraph = paragraph or (justified and union(line).width > options.paragraph * widest)
        paragraph = paragraph or carried_on
        columns = max((len(one) for one in current), default=0)
        below = max(map(len, lines[k : k + 3]))
        begins_bar = in_bar[k] and not in_bar[k - 1] and below > columns
        headed = k > 0 and in_bar[k - 1]
        named = len(above_each_other(current[-HEADER_LINES:]))
        header = max(map(len, lines[k : k + options.header_lines]))
        more = not headed and 2 * max(columns, named) <= header
        under_rule = more and _is_under_rule(line, lines[k - 1], level, options)
        key_values = _are_key_values(current, lines[k : k + options.header_lines], gap / height, options)
        far = gap > options.block_gap * height
        if far and gap < options.far_gap * height:
            row = headed and len(line) >= max(2, MOST_COLUMNS * columns)
            far = not row and not _are_totals(line, current, options)
        apart = far or begins_bar or under_rule or key_values
        if current and (apart or paragraph):
            carried = under_rule and _are_totals(current[-1], lines[k : k + NEAR], options)
            at = len(current) - carried
            blocks.append(current[:at])
            current = current[at:]
        if not paragraph:
            current.append(list(line))
    blocks.append(current)
    bare = [_without_page_head(block, height) for block in blocks]
    trimmed = [_without_lone_ends(block, options.wrapped_gap * height, wide) for block in bare]
    return [block for block in trimmed if sum(len(line) >= 2 for line in block) >= 3]


def _is_justified(line: Line) -> bool:
    """Whether a line is words set apart by justifying alone: its blanks are as wide as each other."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(line)]
    height = line_height(line)
    return len(gaps) >= JUSTIFIED and max(gaps) - min(gaps) < EVENLY * height and max(gaps) < WORDS * height


def _ends_as_those_above(line: Line, above: Sequence[Line], options: BlockOptions) -> bool:
    """Whether nearly each piece of a line but its first ends below several others: evenly set columns."""
    reach = options.aligned * line_height(line)
    ends = [piece.x1 for other in above for piece in other]
    in_place = sum(sum(abs(x1 - piece.x1) < reach for x1 in ends) >= FEWEST_ENDS for piece in line[1:])
    return in_place >= MOST_ALIGNED * len(line[1:])


def _carries_on_paragraph(above: Line, line: Line, height: float, options: BlockOptions) -> bool:
    """Whether a line goes on below the last one of a paragraph: words set apart by justifying alone."""
    text, last = union(line), union(above)
    return (
        abs(text.x0 - last.x0) < 0.5 * height
        and text.x1 < last.x1 + 0.5 * height
        and text.y0 - last.y1 < height
        and all(b.x0 - a.x1 < options.between_words * height for a, b in pairwise(line))
    )


def _is_under_rule(line: Line, above: Line, level: Sequence[Rule], options: BlockOptions) -> bool:
    """Whether a level rule parts a line from the one above it, over most of its width."""
    box, before = union(line), union(above)
    return any(
        before.centre[1] < rule.at < box.centre[1]
        and min(rule.end, box.x1) - max(rule.start, box.x0) > options.header_bar * box.width
        for rule in level
    )


def _are_totals(line: Line, around: Sequence[Line], options: BlockOptions) -> bool:
    """Whether a line is a name and figures, nearly each of which ends where one of most lines around does."""
    rows = [row for row in around if len(row) >= MOST_COLUMNS * len(line)]
    reach = options.aligned * line_height(line)

    def is_aligned(figure: Box) -> bool:
        ends = sum(any(abs(piece.x1 - figure.x1) < reach for piece in row) for row in rows)
        return ends > len(rows) / 2

    in_place = sum(is_aligned(figure) for figure in line[1:])
    return len(line) >= FEWEST_TOTALS and bool(rows) and in_place >= MOST_ALIGNED * len(line[1:])


def _is_in_a_column(lone: Box, around: Sequence[Line]) -> bool:
    """Whether a lone piece begins where an inner one of a line near it does and ends before the next one.

    So a line of a wide wrapped cell does, and a paragraph does not.
    """
    middles = (trio for line in around for trio in zip(line, line[1:], line[2:], strict=False))
    return any(
        abs(lone.x0 - piece.x0) < 0.5 * lone.height and lone.x1 < after.x0 for _, piece, after in middles
    )


def _are_key_values(above: Sequence[Line], below: Sequence[Line], gap: float, options: BlockOptions) -> bool:
    """Whether the lines above are a block of labels and values, and the header of a table begins below."""
    pairs = sum(len(line) == 2 for line in above)
    only_pairs = pairs >= options.fewest_pairs and max(len(line) for line in above) == 2
    return only_pairs and gap > options.pairs_gap and max(len(line) for line in below) >= options.many_columns


def _without_page_head(block: list[list[Box]], height: float) -> list[list[Box]]:
    """Without the lines above a header that go beyond all below it: a report's name, date and page."""
    columns = max(map(len, block), default=0)
    header = next((k for k, line in enumerate(block) if len(line) >= MOST_COLUMNS * columns), 0)
    body = union([piece for line in block[header:] for piece in line]) if block else None
    beyond = [
        k
        for k, line in enumerate(block[:header])
        if body and (union(line).x1 > body.x1 + height or union(line).x0 < body.x0 - height)
    ]
    return block[beyond[-1] + 1 :] if beyond else block


def _without_lone_ends(block: list[list[Box]], gap: float, bars: Sequence[Box]) -> list[list[Box]]:
    """Without the lone lines at either end: titles and notes. The last lines of a tall cell stay, and the
    headings of a header in a bar."""
    several = [k for k, line in enumerate(block) if len(line) >= 2]
    if not several:
        return []
    end = several[-1] + 1
    left = min(piece.x0 for line in block[several[0] : end] for piece in line)
    right = min(line[1].x0 for line in block if len(line) >= 2)
    while end < len(block) and (
        _carries_on(block[end][0], block[end - 1], left, gap)
        or goes_on_below(block[end][0], block[end - 1], right)
    ):
        end += 1
    start = several[0]
    while start and (
        _is_in_header(block[start - 1][0], block[start:end])
        or _share_bar(block[start - 1], block[start], bars)
    ):
        start -= 1
    return block[start:end]


def _share_bar(line: Line, below: Line, bars: Sequence[Box]) -> bool:
    """Whether two lines stand in one bar."""
    middles = [union(one).centre for one in (line, below)]
    return any(all(bar.contains(*middle) for middle in middles) for bar in bars)


def _is_in_header(lone: Box, below: Sequence[Line]) -> bool:
    """Whether a lone line above others is of their header: level with some of them, or a heading right above
    names that stand lower than those beside them. A title has names of one height below it."""
    top = min(piece.y0 for piece in below[0])
    if lone.y1 > top:
        return True
    names = [piece for line in below[:HEADER_LINES] for piece in line]
    own = [piece.y0 for piece in names if piece.x0 < lone.x1 and piece.x1 > lone.x0]
    beside = min((piece.y0 for piece in names if piece.x1 <= lone.x0 or piece.x0 >= lone.x1), default=lone.y0)
    is_lower = bool(own) and min(own) - beside > LOWER * lone.height
    return is_lower and top - lone.y1 < CLOSE * lone.height


def _carries_on(lone: Box, above: Sequence[Box], left: float, gap: float) -> bool:
    """Whether a lone line stands close below print of one column, and not at the left, where notes begin."""
    indented = lone.x0 > left + lone.height
    return indented and any(
        abs(piece.x0 - lone.x0) < lone.height and lone.y0 - piece.y1 < gap for piece in above
    )
