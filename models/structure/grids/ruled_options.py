"""How rules and print settle the cells of an area: what every step of it is steered by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RuledOptions:
    """How rules and print settle the cells of an area.

    same: distance within which lines are one, in inches. lines_to_split: lines of print that prove a band
    to be many rows; regular: share of its columns that have most of them, abreast: share of its places
    that are filled (wrapped cells beside each other fill few); abreast_hanging: the same where all cells
    go on from the first line, or up to the last, without a gap, as wrapped ones do; of_all: share of the
    table's lines;
    lines_of_whole, most_of_all: the same for a table that has hardly any level rule. filled: share of the
    columns with print on every line that proves lost rules; aligned: how well figures below each other
    end at the same place, in line heights. clashing: share of pieces beside another in their cell that
    casts doubt on the rules; word_gap: blank between such pieces, in line heights. frame: height, in line
    heights, of a band too high for a row, unless it names `fewest_named` columns. wide_column: share of
    the width; lanes_in_wide, lanes_in_narrow: shares of lines with several pieces that prove a missing
    column rule. ruled_rows: share of a table's rows with upright rules inside, where those without may be
    a frame. headed: bands at the top that name the columns; words_apart: blank between words at most, in
    line heights; phrases_apart: share of the lines of a column that have larger ones, where it may be
    several. whole_edge: share of the width above which an edge is a whole one. longest_stroke: of a
    stamp, in inches. bit: share of a table's height that column rules are drawn on, at the least, where
    their line runs through so many pieces `through_print`; bit_beside_blank: the same where one side of what
    is drawn is blank. stroke: the same, below which a rule may be a stroke of a pen. blank_foot: line
    heights of blank paper above the last rule that belong to no row; foot_margin: those of them that do.
    same_pitch: share by which the distance of lines may differ from that of the rows of other bands.
    """

    same: float = 0.05
    lines_to_split: int = 4
    regular: float = 0.5
    abreast: float = 0.45
    abreast_hanging: float = 0.75
    of_all: float = 0.2
    lines_of_whole: int = 8
    most_of_all: float = 0.6
    filled: float = 0.75
    aligned: float = 0.3
    clashing: float = 0.08
    word_gap: float = 1.2
    frame: float = 3.5
    fewest_named: int = 3
    wide_column: float = 0.35
    lanes_in_wide: float = 0.4
    lanes_in_narrow: float = 0.6
    ruled_rows: float = 0.4
    headed: int = 2
    words_apart: float = 1.1
    phrases_apart: float = 0.3
    whole_edge: float = 0.7
    longest_stroke: float = 0.4
    bit: float = 0.3
    bit_beside_blank: float = 0.5
    through_print: int = 3
    stroke: float = 0.15
    blank_foot: float = 4.0
    foot_margin: float = 0.5
    same_pitch: float = 0.15
