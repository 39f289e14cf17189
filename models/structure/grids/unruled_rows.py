"""Bands between two level rules that hold several rows of print, and where those rows part."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from models.structure.grids.columns import Line, column_of, row_lines, without_group_names
from models.structure.grids.row_lanes import lines_to_lane_rows
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unprinted_rules import Band
from models.structure.pieces import line_height, rows_of, without_specks
from schemas.geometry import Box, union

MOST_LEVELS = 3  # of a header, between level rules
FEWEST_STACKED = 3  # pieces below each other in a column
FEWEST_ALIKE = 2  # columns in which all of a few rows have print
FEWEST_SINGLE = 3  # columns with a single piece
SHORT = 0.6  # share of a column's width that wrapped words fill at the least
ROOMY = 1.5  # line heights from row to row, by which wrapped lines are closer
FLUSH = 0.5  # line heights by which wrapped words begin at most at different places
FEWEST_TOTALS = 4  # figures of a line of totals
FEWEST_BROKEN, MOSTLY_BROKEN = 4, 0.8  # columns with figures broken over two lines, and share of them
HALF_BROKEN = 0.5  # the same in a table of such rows
FULL, REST = 0.7, 0.6  # share of its column that a broken figure fills, and of it that its end has
MOST_NAMES = 2  # columns at the left, of cells that may go over several bands
FEWEST_TALL = 3  # columns with such a stack
OFF_MIDDLE = 1.0  # lines from the middle one of a band, where no centred entry stands
FEWEST_CENTRED = 4  # columns
BESIDE, MOST_BESIDE = 0.25, 0.2  # line heights between lines that are level, and share of lines that may be
WRAPPED = 0.8  # line heights of blank between the lines of an entry, at most
CENTRED = 0.35  # line heights that it stands off the middle of stacks


def with_unruled_rows(
    ys: list[float], xs: list[float], inside: Sequence[Box], options: RuledOptions
) -> tuple[list[float], list[Band]]:
    """Row lines, with those added that are not ruled; and the bands that were so cut."""
    inside = without_specks(inside)
    total = len(rows_of(inside))
    bands = [(band, without_group_names(rows_of(in_band(inside, *band)))) for band in pairwise(ys)]
    second = first_below_header([lines for _, lines in bands], xs, options)
    broken = _hold_broken_figures([lines for _, lines in bands], xs)
    split = [
        _is_of_rows(lines, xs, total, k >= second or (k == 1 and band[1] == ys[-1]), options)
        and not broken[k]
        and not _is_centred_entry(_stacks(in_band(inside, *band), xs))
        for k, (band, lines) in enumerate(bands)
    ]
    pitches = [_pitch(lines) for (_, lines), is_split in zip(bands, split, strict=True) if is_split]
    out = [ys[0]]
    for k, (band, lines) in enumerate(bands):
        split[k] = split[k] or (k > 0 and not broken[k] and _are_like_rows(lines, xs, pitches, options))
        if split[k]:
            out.extend(row_lines(lines, *band)[1:-1])
        out.append(band[1])
    return out, [band for (band, _), is_split in zip(bands, split, strict=True) if is_split]


def first_below_header(bands: Sequence[Sequence[Line]], xs: Sequence[float], options: RuledOptions) -> int:
    """The first band that is no level of the header: those above it have print in most columns."""
    named: set[int] = set()
    for k, lines in enumerate(bands[:MOST_LEVELS], start=1):
        named = named.union(*_columns_of(lines, xs))
        if len(named) >= options.filled * (len(xs) - 1):
            return k
    return 2


def _is_of_rows(
    lines: Sequence[Line], xs: Sequence[float], total: int, below_header: bool, options: RuledOptions
) -> bool:
    """Whether the lines between two rules are rows, by themselves."""
    rows_begin = (
        _full_lines_come_again(lines, xs, total, options)
        or bool(lines_to_lane_rows(lines, _columns_of(lines, xs)))
        or _has_entry_between(lines, xs)
        or _are_totals(lines, xs, options)
    )
    begin = below_header and rows_begin and not _is_one_entry(lines, xs)
    return begin or is_many_rows(lines, xs, total, options)


def _are_like_rows(
    lines: Sequence[Line], xs: Sequence[float], pitches: Sequence[float], options: RuledOptions
) -> bool:
    """Whether several lines of a band are as far apart as the rows of other bands are, and most fill the
    columns; or, farther apart than wrapped lines are, each has a name and the last fills them, or all have
    print in the same columns, or all of many follow each other at that distance."""
    if not pitches or abs(_pitch(lines) - median(pitches)) >= options.same_pitch * median(pitches):
        return False
    columns = _columns_of(lines, xs)
    full = [len(own) >= options.filled * (len(xs) - 1) for own in columns]
    if sum(full) >= 2 and sum(full) >= options.regular * len(lines):
        return True
    height = line_height([piece for line in lines for piece in line])
    named = full[-1] and all(0 in own for own in columns)
    alike = len(set.intersection(*columns)) >= FEWEST_ALIKE
    middles = [union(line).centre[1] for line in lines]
    steps = [below - above for above, below in pairwise(middles)]
    even = all(abs(step - median(pitches)) < options.same_pitch * median(pitches) for step in steps)
    many = even and len(lines) >= options.lines_to_split
    return (named or alike or many) and _pitch(lines) >= ROOMY * height


def _hold_broken_figures(bands: Sequence[Sequence[Line]], xs: Sequence[float]) -> list[bool]:
    """By band, whether every line with print below most columns of the one above it ends the figures of that.

    In a table of which most bands do, half of the columns are enough.
    """
    shares = [_broken_shares(lines, xs) for lines in bands]
    telling = [min(own) for own in shares if own]
    usual = sum(share >= MOSTLY_BROKEN for share in telling) > len(telling) / 2
    least = HALF_BROKEN if usual else MOSTLY_BROKEN
    return [bool(own) and min(own) >= least for own in shares]


def _broken_shares(lines: Sequence[Line], xs: Sequence[float]) -> list[float]:
    """For each line with print below most columns of the one above it, the share of columns in which it ends
    a figure: that fills its column, and what goes on from it is short and ends where it does."""
    ends = [{column_of(piece, xs): piece for piece in line} for line in lines]
    below = [
        [_is_end_of(upper[col], lower[col], xs[col + 1] - xs[col]) for col in upper.keys() & lower.keys()]
        for upper, lower in pairwise(ends)
    ]
    return [sum(pairs) / len(pairs) for pairs in below if len(pairs) >= FEWEST_BROKEN]


def _is_end_of(above: Box, below: Box, width: float) -> bool:
    """Whether a piece is the end of the figure above it, that its column of this width has no room for."""
    ends = abs(above.x1 - below.x1) < FLUSH * above.height
    return ends and above.width > FULL * width and below.width < REST * above.width


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of a line from the next; 0 of a single one."""
    middles = [union(line).centre[1] for line in lines]
    return median([below - above for above, below in pairwise(middles)] or [0.0])


def _columns_of(lines: Sequence[Line], xs: Sequence[float]) -> list[set[int]]:
    return [{column_of(piece, xs) for piece in line} for line in lines]


def is_many_rows(lines: Sequence[Line], xs: Sequence[float], total: int, options: RuledOptions) -> bool:
    """Whether a band between two level rules holds several rows, not one of stacked or wrapped cells."""
    if len(lines) < options.lines_to_split or _is_one_entry(lines, xs):
        return False
    columns: dict[int, list[int]] = {}
    for k, line in enumerate(lines):
        for col in {column_of(piece, xs) for piece in line}:
            columns.setdefault(col, []).append(k)
    used = [len(of) for of in columns.values()]
    most = max(used)
    regular = sum(count >= 0.5 * most for count in used)
    if most >= options.lines_of_whole and len(lines) >= options.most_of_all * total:
        return True  # hardly a level rule in the table: nobody stacks all of it in one row
    hanging = all(of == list(range(len(of))) for of in columns.values())
    hanging |= all(of == list(range(len(lines) - len(of), len(lines))) for of in columns.values())
    filled = options.abreast_hanging if hanging else options.abreast
    abreast = sum(used) >= filled * len(used) * len(lines)
    is_regular = most >= options.lines_to_split and regular >= options.regular * len(used) and abreast
    return is_regular and len(lines) >= options.of_all * total


def _is_one_entry(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether several columns hold one piece each, in the middle of what others stack: one entry."""
    stacks = _stacks([piece for line in lines for piece in line], xs)
    tall = [union(own) for own in stacks if len(own) >= FEWEST_STACKED]
    single = [own[0] for own in stacks if len(own) == 1]
    if not tall:
        return False
    middle = median(box.centre[1] for box in tall)
    centred = [piece for piece in single if abs(piece.centre[1] - middle) < CENTRED * piece.height]
    return len(centred) >= FEWEST_SINGLE and len(centred) == len(single)


def _stacks(pieces: Sequence[Box], xs: Sequence[float]) -> list[list[Box]]:
    """The pieces of each column that has any, left to right."""
    columns: dict[int, list[Box]] = {}
    for piece in pieces:
        columns.setdefault(column_of(piece, xs), []).append(piece)
    return [columns[col] for col in sorted(columns)]


def _is_centred_entry(stacks: Sequence[Sequence[Box]]) -> bool:
    """Whether the cells of a band are centred at one height, but for names at the left that go beyond it."""
    return any(_are_centred(stacks[names:]) for names in range(MOST_NAMES + 1))


def _are_centred(stacks: Sequence[Sequence[Box]]) -> bool:
    """Whether stacks of odd and of even numbers of close lines all have their middles level, and so hardly a
    line of the ones level with any of the others, as rows have: one entry."""
    if not stacks:
        return False
    middles = [union(stack).centre[1] for stack in stacks]
    height = line_height([piece for stack in stacks for piece in stack])
    level = max(middles) - min(middles) < 2 * CENTRED * height
    several = [[piece.centre[1] for piece in stack] for stack in stacks if len(stack) > 1]
    odd = [y for stack in several if len(stack) % 2 for y in stack]
    even = [y for stack in several if len(stack) % 2 == 0 for y in stack]
    beside = sum(any(abs(y - other) < BESIDE * height for other in odd) for y in even)
    close = all(
        below.y0 - above.y1 < WRAPPED * height
        for stack in stacks
        for above, below in pairwise(sorted(stack, key=lambda piece: piece.y0))
    )
    apart = bool(odd and even) and beside <= MOST_BESIDE * len(even)
    return level and close and apart and len(stacks) >= FEWEST_CENTRED


def _has_entry_between(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether several columns hold one piece each, all on a line that is neither the first, the last nor the
    middle one of what others stack: an entry below another, as one alone begins, ends or is centred with it.
    """
    columns = _columns_of(lines, xs)
    counts = Counter(col for own in columns for col in own)
    tall = [col for col, count in counts.items() if count >= FEWEST_STACKED]
    middle = (len(lines) - 1) / 2
    between = [
        sum(counts[col] == 1 for col in own)
        for k, own in enumerate(columns)
        if 0 < k < len(lines) - 1 and abs(k - middle) >= OFF_MIDDLE and set(tall) <= own
    ]
    return len(tall) >= FEWEST_TALL and max(between, default=0) >= FEWEST_SINGLE


def _full_lines_come_again(
    lines: Sequence[Line], xs: Sequence[float], total: int, options: RuledOptions
) -> bool:
    """Whether nearly every column has a piece on several lines: rows whose rules were lost, or not printed.

    On all of them; or, in a table with hardly any level rule, again after lines with less, which carry on
    wrapped cells; or with figures below each other, as those of totals are.
    """
    fewest = options.filled * (len(xs) - 1)
    full = [len({column_of(piece, xs) for piece in line}) >= fewest for line in lines]
    again = any(full[k] and not all(full[:k]) and any(full[:k]) for k in range(len(full)))
    lost = all(full) or (again and len(lines) >= options.most_of_all * total)
    if lost and len(lines) > 1 and len(xs) > 3:
        return True
    rows = [line for line, fills in zip(lines, full, strict=True) if fills]
    if any(_are_figures_below(one, other, xs, options) for one, other in pairwise(rows)):
        return True
    return any(
        fills and _are_totals_below(one, other, xs, options)
        for fills, (one, other) in zip(full, pairwise(lines), strict=False)
    )


def _are_totals(lines: Sequence[Line], xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether each of several lines has one name, in a column of its own, and figures below each other."""
    columns = _columns_of(lines, xs)
    common = set.intersection(*columns) if len(lines) > 1 else set()
    if not common:
        return False
    names = [own - common for own in columns]
    ends = [{column_of(piece, xs): piece for piece in line} for line in lines]
    figures = (
        _is_figure_below(one[col], other[col], xs[col + 1] - xs[col], options)
        for one, other in pairwise(ends)
        for col in common
    )
    return all(len(own) == 1 for own in names) and len(set.union(*names)) == len(lines) and all(figures)


def _are_totals_below(one: Line, other: Line, xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether all of a line but its first piece, and one more at most, are figures below those of the line
    above, as totals are."""
    above = {column_of(piece, xs): piece for piece in one}
    below = {column_of(piece, xs): piece for piece in sorted(other, key=lambda piece: piece.x0)[1:]}
    figures = sum(
        col in above and _is_figure_below(above[col], piece, xs[col + 1] - xs[col], options)
        for col, piece in below.items()
    )
    return figures >= max(FEWEST_TOTALS, len(below) - 1)


def _are_figures_below(one: Line, other: Line, xs: Sequence[float], options: RuledOptions) -> bool:
    """Whether most columns but the first have figures on both lines, not wrapped words: pieces that end at
    one place, and are short or begin at two."""
    ends = [{column_of(piece, xs): piece for piece in line} for line in (one, other)]
    below = [
        _is_figure_below(ends[0][col], ends[1][col], xs[col + 1] - xs[col], options)
        for col in ends[0].keys() & ends[1].keys() - {0}
    ]
    return bool(below) and sum(below) >= options.filled * (len(xs) - 2)


def _is_figure_below(above: Box, below: Box, width: float, options: RuledOptions) -> bool:
    """Whether pieces below each other, in a column of a width, are figures by how they end and begin."""
    short = max(above.width, below.width) < SHORT * width
    ends, begins = abs(above.x1 - below.x1), abs(above.x0 - below.x0)
    return ends < options.aligned * above.height and (short or begins > FLUSH * above.height)


def in_band(pieces: Sequence[Box], top: float, bottom: float) -> list[Box]:
    return [piece for piece in pieces if top <= piece.centre[1] < bottom]
