"""The rules printed on a page: solid, broken, dotted, and the edges of dark bars."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.bar_rules import find_bar_rules, replaced_by
from models.pixels.bars import find_bars, split_print_from_lines
from models.pixels.broken_columns import with_broken_columns
from models.pixels.fills import without_fills
from models.pixels.level_traces import Sheet, follow_level_traces
from models.pixels.morphology import Mask, grown, opened, turned
from models.pixels.punch_holes import find_punch_holes, holes_mask, without_holes
from models.pixels.rule import Rule, RuleOptions
from models.pixels.rule_bits import bare_crossings, bits_of_rules, rules_between_levels
from models.pixels.rule_ends import cut_back
from models.pixels.rule_gaps import without_strokes_in_headings
from models.pixels.rule_masks import (
    Dashed,
    around_print_in_bars,
    bars_through,
    boxes_to_mask,
    find_dashes,
    level_rules_mask,
    without_letters,
)
from models.pixels.rule_runs import join_runs, mask_to_runs
from models.pixels.rule_traces import follow_traces
from models.pixels.shaded_rows import find_shaded_edges
from models.pixels.sheet_lines import (
    is_streak,
    without_bands,
    without_lines_of_the_sheet,
    without_streaks_along_rules,
)
from models.pixels.show_through import without_show_through
from models.pixels.stray_lines import (
    ends_loose_in_bar,
    is_all_in_bar,
    without_strays,
)
from models.pixels.struck_figures import without_struck_figures
from models.pixels.typed_rules import find_typed_rules
from models.pixels.upright_folds import without_upright_folds
from schemas.geometry import Box

__all__ = ["Rule", "RuleOptions", "Rules", "find_rules"]


CARRIED = 0.07  # inches between a letter in a bar and what is in line with it outside


@dataclass(frozen=True)
class Rules:
    """The rules of a page, its dark bars (white print on black), the pixels of rules, and those of print."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    bars: tuple[Box, ...]
    mask: Mask
    print_: Mask


def find_rules(
    grey: Pixels, ink: Mask, text: Sequence[Box], dpi: float, options: RuleOptions = RuleOptions()
) -> Rules:
    """The rules of a straight page. ink: 1 where dark; text: boxes of its lines of print."""
    bars = find_bars(grey, dpi, options.bars)
    print_, lines = split_print_from_lines(grey, ink, bars, dpi, options.bars)
    in_bar = boxes_to_mask([bar.inflate(-options.bars.inset * dpi) for bar in bars], grey.shape)
    dashes = find_dashes(grey, text, dpi, options)
    level_dashes = Dashed(dashes.level, dashes.crosses, dashes.dots)
    level_mask = _level_mask(grey, lines, in_bar, text, level_dashes, dpi, options)
    upright_marks = dashes.upright | bars_through(level_mask, lines, dpi, options)
    stops = turned(np.maximum(dashes.crosses, level_mask))
    upright_dashes = Dashed(turned(upright_marks), stops, turned(dashes.dots))
    upright_mask = _upright_mask(grey, lines, in_bar, text, upright_dashes, dpi, options)
    level, upright = _masks_to_rules(level_mask, upright_mask, bars, dpi, options)
    holes = find_punch_holes(grey, dpi, bars)
    level, upright = without_holes(level, upright, holes, dpi)
    sheet = Sheet(grey, ink, text, bars, dpi)
    level = follow_level_traces(level, upright, sheet, options)
    level = without_bands(level, text, grey.shape[1], dpi, options)
    upright = follow_traces(upright, level, turned(lines), dpi, options)
    upright = without_streaks_along_rules(upright, level, grey, text, dpi, options)
    upright = without_strays(upright, level, sheet, dashes.dots, options)
    upright = without_struck_figures(upright, lines, text)
    upright = without_strokes_in_headings(upright, level, text, options.same * dpi)
    turned_bars = [bar.turned for bar in bars]
    level = tuple(rule for rule in level if not ends_loose_in_bar(rule, upright, turned_bars, dpi))
    upright = tuple(rule for rule in upright if not is_all_in_bar(rule, bars, dpi))
    # Twice: level rules in a bar may end at upright ones that are found in it.
    in_bars = find_bar_rules(level, upright, bars, grey, dpi, options.bars)
    crossing = replaced_by(upright, in_bars[1], options.same * dpi)
    in_bars = find_bar_rules(level, crossing, bars, grey, dpi, options.bars)
    level = tuple(replaced_by(in_bars[0], level, options.same * dpi))
    # The dots of other rules make ":" of the points of figures right above them.
    unruled = _without(lines, grown(np.maximum(level_mask, turned(upright_mask)), 3, 3))
    typed, marks = find_typed_rules(unruled, dpi)
    upright = join_runs([*upright, *in_bars[1], *typed], level, dpi, options)
    upright_mask = np.maximum(upright_mask, turned(boxes_to_mask(marks, grey.shape)))
    mask = np.maximum(
        level_mask & _along_rules(level, level_mask.shape, dpi, options),
        turned(upright_mask & _along_rules(upright, upright_mask.shape, dpi, options)),
    )
    level = without_lines_of_the_sheet(level, upright, grey, text, dpi, options)
    upright = without_upright_folds(upright, level, grey, text, dpi, options)
    level, upright = without_show_through(level, upright, grey, text, dpi, options)
    level = tuple(sorted((*level, *find_shaded_edges(grey, ink, level, bars, dpi)), key=lambda rule: rule.at))
    upright = cut_back(upright, level, bars, ink, text, dpi)
    upright = tuple(rule for rule in upright if not is_streak(rule, level, grey.shape[0], dpi, options))
    level, upright = without_fills(level, grey, dpi), without_fills(upright, turned(grey), dpi)
    upright = with_broken_columns(level, upright, _without(print_, mask), dpi)
    between, whole = rules_between_levels(ink, level, upright, dpi, bars)
    mask, upright = np.maximum(mask, between), (*upright, *whole)
    bits, more = bits_of_rules(_without(print_, mask), upright, text, dpi)
    mask = np.maximum(mask, bits)
    rest = _without(print_, mask)
    mask = np.maximum(mask, bare_crossings(rest, level, upright, text, dpi))
    upright = tuple(sorted((*upright, *more), key=lambda rule: (rule.at, rule.start)))
    no_print = np.maximum(mask, holes_mask(holes, grey.shape, dpi))
    return Rules(level, upright, bars, mask, _without(print_, no_print))


def _without(marks: Mask, other: Mask) -> Mask:
    """The marks where the other mask has none."""
    return np.where(other > 0, 0, marks).astype(np.uint8)


def _along_rules(rules: Sequence[Rule], shape: tuple[int, ...], dpi: float, options: RuleOptions) -> Mask:
    """1 near level rules; what only looked like one, such as equal letters below each other, is print."""
    reach = options.same * dpi
    near = [
        Box(rule.start - reach, rule.at - reach - rule.thickness / 2, rule.end + reach, rule.at + reach)
        for rule in rules
    ]
    return boxes_to_mask(near, shape)


def _level_mask(
    grey: Pixels,
    lines: Mask,
    in_bar: Mask,
    text: Sequence[Box],
    dashed: Dashed,
    dpi: float,
    options: RuleOptions,
) -> Mask:
    """1 on level rules, none of them inside a line of print unless it goes on beyond any line."""
    mask = level_rules_mask(grey, lines, in_bar, text, dashed, dpi, options)
    mask = without_letters(mask, lines, dpi, options)
    sure = opened(mask, round(options.longer_than_lines * dpi), 1)
    mask[boxes_to_mask([box.inflate(-0.12 * box.height) for box in text], grey.shape) > 0] = 0
    mask = np.maximum(mask, sure).astype(np.uint8)
    mask[around_print_in_bars(text, 0.5, 0.2, in_bar) > 0] = 0
    return mask


def _upright_mask(
    grey: Pixels,
    lines: Mask,
    in_bar: Mask,
    text: Sequence[Box],
    dashed: Dashed,
    dpi: float,
    options: RuleOptions,
) -> Mask:
    """1 on upright rules, rows and columns exchanged, as those of `dashed` are."""
    turned_text = [box.turned for box in text]
    mask = level_rules_mask(turned(grey), turned(lines), turned(in_bar), turned_text, dashed, dpi, options)
    in_letters = turned(around_print_in_bars(text, -0.15, 0.35, in_bar)) & mask
    return _without_what_letters_carry_on(mask & ~in_letters, in_letters, dpi, options)


def _without_what_letters_carry_on(mask: Mask, letters: Mask, dpi: float, options: RuleOptions) -> Mask:
    """The mask without short runs that go on from letters in a bar: strokes of figures right below it.

    mask, letters: 1 on level lines, and on those of their pixels that letters were taken for.
    """
    if not letters.any():
        return mask
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    carried = np.zeros(len(stats), bool)
    carried[np.unique(labels[grown(letters, 2 * round(CARRIED * dpi) + 1, 3) > 0])] = True
    kept = ~(carried & (stats[:, cv2.CC_STAT_WIDTH] < options.longer_than_print * dpi))
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)


def _masks_to_rules(
    level_mask: Mask, upright_mask: Mask, bars: Sequence[Box], dpi: float, options: RuleOptions
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Level and upright rules; the edges of bars are rules as well."""
    shortest, thickest = 0.6 * options.shortest * dpi, options.thickest * dpi
    level_runs = mask_to_runs(level_mask, shortest, thickest)
    upright_runs = mask_to_runs(upright_mask, shortest, thickest)
    level_runs += [Rule(y, bar.x0, bar.x1) for bar in bars for y in (bar.y0, bar.y1)]
    upright_runs += [Rule(x, bar.y0, bar.y1) for bar in bars for x in (bar.x0, bar.x1)]
    upright = join_runs(upright_runs, join_runs(level_runs, (), dpi, options), dpi, options)
    return join_runs(level_runs, upright, dpi, options), upright
