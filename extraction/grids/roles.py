"""Which form a table is, and which of the form's columns each printed column is."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from extraction.grids.assignment import best_pairs
from extraction.grids.header_likeness import header_score, year_score
from extraction.grids.kind_evidence import (
    NoClassifier,
    RoleEvidence,
    TableClassifier,
    knows_form,
    no_evidence,
    role_evidence,
)
from extraction.readings.shapes import shape
from extraction.wording import share_found
from schemas.base import Frozen
from schemas.form import YEAR_SLOT, ColumnForm, Form
from schemas.sight import GENERIC, ColumnSight
from schemas.value import ValueType

HEADER_WEIGHT: Final = 0.72
CONTENT_WEIGHT: Final = 0.28
ORDER_BONUS: Final = 0.06
LEAST_PAIR: Final = 0.5
LEAST_YEAR: Final = 0.8
LEAST_KIND: Final = 0.57
LEAST_GUESS: Final = 0.8
SURE_GUESS: Final = 0.95
LIKELY: Final = 0.5
MOST_NAMED: Final = 0.6
FEWEST_NAMED: Final = 3
LEAST_ROLE: Final = 0.8
GUESSED: Final = 0.95
DISTINCTION: Final = 1.5
PATTERN_FITS: Final = 0.8
ENOUGH_TEXTS: Final = 2
ENOUGH_CODES: Final = 5
LEAST_TELLING: Final = 2
BY_PATTERN: Final = 0.4
CONTRADICTION: Final = 0.2
CONTRADICTED: Final = 0.25
PLACED_COST: Final = 0.85
GAPS_FROM: Final = 0.5
BY_PLACE: Final = 0.5
MOST_PLACED: Final = 0.4
TITLE_BONUS: Final = 0.06
TITLE_FOUND: Final = 0.9
MISSING_COST: Final = 0.75
SPARSER: Final = 0.1
UNKNOWN_CONTENT: Final = 0.5
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHARE: Final = re.compile(r"%|\bporcentaje\b|\bporc\b|\bpct\b", re.IGNORECASE)
_MISREAD_YEAR: Final = re.compile(r"\b(?:[1Il]9|2[0Oo])[\dOoIlSB]{2}\b")


class RoleMatch(Frozen):
    """A form's column found in the table, and how sure that is."""

    col: int
    role: str
    score: float


class FormMatch(Frozen):
    """How well one form fits a table: its kind, 0..1, and the columns found."""

    kind: str = GENERIC
    score: float = 0.0
    roles: tuple[RoleMatch, ...] = ()


def match_forms(
    columns: Sequence[ColumnSight],
    forms: Sequence[Form],
    page_text: str = "",
    classifier: TableClassifier | None = None,
) -> FormMatch:
    """The form that fits best, `generic` where none does. page_text: what stands around the table.

    The declared wording comes first; the classifier is asked for what it leaves open.
    """
    asked = classifier or NoClassifier()
    matches = [_match_form(columns, form, page_text) for form in forms]
    best = max(matches, key=lambda match: (match.score, match.kind), default=FormMatch())
    if best.score >= LEAST_KIND:
        form = next(form for form in forms if form.kind == best.kind)
        whole = _complete(best, columns, form, asked)
        is_told = _makes_records(whole, columns, form) and not _is_bare_series(whole, columns, form)
        return whole if is_told else FormMatch(score=round(1 - best.score, 4))
    second = _second_match(columns, forms, page_text, asked)
    return second if second.score > best.score else FormMatch(score=round(1 - best.score, 4))


def _makes_records(match: FormMatch, columns: Sequence[ColumnSight], form: Form) -> bool:
    """Whether a column is found by which some record of the form is known; else it is another table.

    The terms of contracts are no names of what they are.
    """
    found = {role.role for role in match.roles if not _is_of_figures(columns[role.col], role.role, form)}
    cells = {column.name for column in form.columns if column.source == "cell"}
    keys = [cells & set(record.key) for record in form.records]
    return not keys or any(not own or own & found for own in keys)


def _is_of_figures(sight: ColumnSight, role: str, form: Form) -> bool:
    """Whether a column of words by its role holds more figures than letters in most of its texts."""
    column = form.column(role)
    texts = [text for text in sight.texts if text.strip()]
    figures = sum(sum(map(str.isdigit, text)) > sum(map(str.isalpha, text)) for text in texts)
    return column is not None and column.type == "text" and figures > len(texts) / 2


def _is_bare_series(match: FormMatch, columns: Sequence[ColumnSight], form: Form) -> bool:
    """Whether years without a word are all that is found beside the key: statistics have those, too."""
    repeated = {column.name for column in form.columns if column.repeats}
    keys = {name for record in form.records for name in record.key}
    others = {column.name for column in form.columns if column.source == "cell"} - repeated - keys
    found = {role.role for role in match.roles}
    yearly = [columns[role.col].path for role in match.roles if role.role not in keys | others]
    bare = all(_YEAR.fullmatch(text.strip()) for path in yearly for text in path)
    return bool(yearly and others) and bare and not others & found


def _second_match(
    columns: Sequence[ColumnSight], forms: Sequence[Form], page_text: str, classifier: TableClassifier
) -> FormMatch:
    """The form that the classifier is sure of, if the table then fits it; else no form.

    Of a piece of a table, roles for most of its columns are enough.
    """
    guess = classifier.guess(columns)
    for form in forms:
        share = guess.kinds.get(form.kind, 0.0)
        if share >= LEAST_GUESS and knows_form(guess, form):
            match = _match_form(columns, form, page_text, role_evidence(guess, form.kind, share))
            named = len(match.roles) / sum(1 for sight in columns if sight.path or sight.texts)
            if share >= SURE_GUESS and named >= MOST_NAMED and len(match.roles) >= FEWEST_NAMED:
                return match.replace(score=max(match.score, round(share * named, 4)))
            return match if match.score >= LEAST_KIND else FormMatch()
    return FormMatch()


def _complete(
    match: FormMatch, columns: Sequence[ColumnSight], form: Form, classifier: TableClassifier
) -> FormMatch:
    """The match with roles that its wording left open, as far as the classifier is sure of them."""
    told = tuple(role for role in match.roles if role.score != BY_PLACE)
    named = sum(1 for sight in columns if sight.path or sight.texts)
    if len(told) == min(named, sum(1 for column in form.columns if column.source == "cell")):
        return match
    guess = classifier.guess(columns)
    if guess.kinds.get(form.kind, 0.0) < LIKELY or not knows_form(guess, form):
        return match
    again = _match_form(columns, form, "", role_evidence(guess, form.kind, least=LEAST_ROLE), told)
    return match.replace(roles=again.roles)


def _match_form(
    columns: Sequence[ColumnSight],
    form: Form,
    page_text: str,
    evidence: RoleEvidence = no_evidence,
    told: tuple[RoleMatch, ...] = (),
) -> FormMatch:
    if evidence is no_evidence and not any(sight.path for sight in columns):
        return _match_by_content(columns, form)
    years = _year_columns(columns, form, evidence)
    roles = told + tuple(match for match in years if match.col not in {one.col for one in told})
    roles += _paired(columns, form, evidence, roles)
    roles = fill_gaps(tuple(sorted(roles, key=lambda match: match.col)), columns, form)
    title = TITLE_BONUS if _is_titled(form, page_text) else 0.0
    return FormMatch(kind=form.kind, score=min(1.0, _form_score(roles, columns, form) + title), roles=roles)


def _paired(
    columns: Sequence[ColumnSight], form: Form, evidence: RoleEvidence, known: Sequence[RoleMatch]
) -> tuple[RoleMatch, ...]:
    """The best pairs of columns and roles that are not known."""
    cols, names = {match.col for match in known}, {match.role for match in known}
    free = [
        col for col in range(len(columns)) if col not in cols and (columns[col].path or columns[col].texts)
    ]
    wanted = [column for column in form.columns if not column.repeats and column.source == "cell"]
    open_roles = [at for at, column in enumerate(wanted) if column.name not in names]
    scores = [[_pair_score(columns, col, wanted, at, evidence) for at in open_roles] for col in free]
    return tuple(
        RoleMatch(col=free[row], role=wanted[open_roles[at]].name, score=round(scores[row][at], 4))
        for row, at in best_pairs([[max(0.0, score - LEAST_PAIR) for score in line] for line in scores])
        if scores[row][at] >= LEAST_PAIR
    )


def _match_by_content(columns: Sequence[ColumnSight], form: Form) -> FormMatch:
    """A table that lost its header: every column looks like the form's, or it is not that form."""
    wanted = [column for column in form.columns if column.source == "cell"]
    used = [col for col, sight in enumerate(columns) if sight.texts]
    if len(used) != len(wanted) or any(column.repeats for column in wanted):
        return FormMatch(kind=form.kind)
    scores = [content_score(columns[col].texts, column) for col, column in zip(used, wanted, strict=True)]
    told = sum(
        score >= PATTERN_FITS and column.pattern is not None
        for score, column in zip(scores, wanted, strict=True)
    )
    if told < LEAST_TELLING or min(scores) < UNKNOWN_CONTENT or sum(scores) < PATTERN_FITS * len(scores):
        return FormMatch(kind=form.kind)
    roles = tuple(
        RoleMatch(col=col, role=column.name, score=BY_PLACE) for col, column in zip(used, wanted, strict=True)
    )
    return FormMatch(kind=form.kind, score=LEAST_KIND, roles=roles)


def _is_titled(form: Form, page_text: str) -> bool:
    return any(share_found(title, page_text) >= TITLE_FOUND for title in form.titles) if page_text else False


def fill_gaps(
    roles: tuple[RoleMatch, ...], columns: Sequence[ColumnSight], form: Form
) -> tuple[RoleMatch, ...]:
    """Columns of unknown wording named by place: as many roles as columns are left between known ones."""
    if len(roles) < GAPS_FROM * len(columns):
        return roles
    order = {name: at for at, name in enumerate(column.name for column in form.columns)}
    known = {match.col: order[declared.name] for match in roles if (declared := form.column(match.role))}
    filled: list[RoleMatch] = []
    for run in _runs_of_unknown(known, columns):
        low = max((known[col] for col in known if col < run[0]), default=-1)
        high = min((known[col] for col in known if col > run[-1]), default=len(form.columns))
        left = [
            column
            for at, column in enumerate(form.columns)
            if low < at < high and at not in known.values() and column.source == "cell" and not column.repeats
        ]
        pairs = zip(run, left, strict=True) if len(run) == len(left) else ()
        filled += [
            RoleMatch(col=col, role=column.name, score=BY_PLACE)
            for col, column in pairs
            if content_score(columns[col].texts, column) >= UNKNOWN_CONTENT
        ]
    if len(filled) > max(1, MOST_PLACED * len(roles)):
        return roles
    return tuple(sorted((*roles, *filled), key=lambda match: match.col))


def _runs_of_unknown(known: Mapping[int, int], columns: Sequence[ColumnSight]) -> list[list[int]]:
    runs: list[list[int]] = []
    for col, sight in enumerate(columns):
        if col in known or not (sight.path or sight.texts):
            continue
        if runs and runs[-1][-1] == col - 1:
            runs[-1].append(col)
        else:
            runs.append([col])
    return runs


def _year_columns(
    columns: Sequence[ColumnSight], form: Form, evidence: RoleEvidence
) -> tuple[RoleMatch, ...]:
    found: dict[str, RoleMatch] = {}
    for repeated in (column for column in form.columns if column.repeats):
        for col, sight in enumerate(columns):
            match = _year_column(col, sight, repeated, evidence(col, repeated.name))
            if match and (match.role not in found or found[match.role].score < match.score):
                found[match.role] = match
    return tuple(found.values())


def _year_column(col: int, sight: ColumnSight, repeated: ColumnForm, guessed: float) -> RoleMatch | None:
    """The column as that of a year, if its last level says so, or a classifier of one with a single year."""
    path = tuple(_MISREAD_YEAR.sub(_year_digits, text) for text in sight.path)
    years = dict.fromkeys(_YEAR.findall(" ".join(path)))
    leaf = next(iter(_YEAR.findall(" ".join(path[-1:]))), None)
    declared = year_score(path, repeated, leaf) if leaf else 0.0
    score = max(declared, guessed if len(years) == 1 else 0.0)
    year = leaf or next(iter(years), None)
    if year is None or score < LEAST_YEAR:
        return None
    return RoleMatch(col=col, role=repeated.name.replace(YEAR_SLOT, year), score=round(score, 4))


def _year_digits(match: re.Match[str]) -> str:
    return match.group().translate(str.maketrans("OoIlSB", "001158"))


def _pair_score(
    columns: Sequence[ColumnSight], col: int, wanted: Sequence[ColumnForm], at: int, evidence: RoleEvidence
) -> float:
    sight, role = columns[col], wanted[at]
    place = 1 - abs(col / max(1, len(columns) - 1) - at / max(1, len(wanted) - 1))
    content = content_score(sight.texts, role)
    header = 0.0 if _is_other_share(sight.path, role) else header_score(sight.path, role)
    if role.pattern and content >= PATTERN_FITS and len(sight.texts) >= ENOUGH_TEXTS:
        header = max(header, BY_PATTERN)
    header = max(header, GUESSED * evidence(col, role.name))
    against = CONTRADICTED if content < CONTRADICTION or _are_other_codes(sight.texts, role) else 0.0
    against += SPARSER * (1 - _fullness(sight, columns))
    return HEADER_WEIGHT * header + CONTENT_WEIGHT * content + ORDER_BONUS * (place - 1) - against


def _fullness(sight: ColumnSight, columns: Sequence[ColumnSight]) -> float:
    """The texts of a column as share of those of the fullest of its name: stray rules part blank paper."""
    most = max(len(other.texts) for other in columns if other.path == sight.path)
    return len(sight.texts) / most if most else 1.0


def _are_other_codes(texts: Sequence[str], role: ColumnForm) -> bool:
    """Whether a column holds codes, none of which is one of the form's."""
    filled = [text for text in texts if text.strip()]
    declared = role.type == "code" and role.pattern is not None
    return declared and len(filled) >= ENOUGH_CODES and all(_fits(text, role) < 1 for text in filled)


def _is_other_share(path: Sequence[str], role: ColumnForm) -> bool:
    """Whether a column of figures is named a share of others, as no wording of its role is."""
    shares = (_SHARE.search(wording) for wording in role.headers)
    return role.type != "percent" and bool(path) and bool(_SHARE.search(path[-1])) and not any(shares)


def content_score(texts: Sequence[str], role: ColumnForm) -> float:
    """0..1: the share of a column's texts that are what the role holds; half where nothing is printed."""
    filled = [text for text in texts if text.strip()]
    if not filled:
        return UNKNOWN_CONTENT
    return sum(_fits(text, role) for text in filled) / len(filled)


def _fits(text: str, role: ColumnForm) -> float:
    """1 what the role's cells look like, 0.5 at least of its type, 0 neither."""
    pieces = text.split() if role.stack else [" ".join(text.split())]
    words = {word.casefold() for word in role.words}
    return min(
        (1.0 if piece.casefold() in words else _piece_fits(piece, role) for piece in pieces), default=0.0
    )


def _piece_fits(piece: str, role: ColumnForm) -> float:
    of_type = shape(piece) in _SHAPES[role.type]
    if role.pattern is None:
        return float(of_type)
    tight = piece.replace(" ", "")
    return 1.0 if re.fullmatch(role.pattern, piece) or re.fullmatch(role.pattern, tight) else 0.5 * of_type


_SHAPES: Final[dict[ValueType, frozenset[str]]] = {
    "number": frozenset({"number", "percent", "year"}),
    "percent": frozenset({"number", "percent"}),
    "money": frozenset({"number", "year"}),
    "date": frozenset({"date"}),
    "code": frozenset({"code", "number", "year", "date"}),
    "text": frozenset({"text"}),
}


def _form_score(roles: Sequence[RoleMatch], columns: Sequence[ColumnSight], form: Form) -> float:
    """Mean likeness of the pairs, less what of the table and of the form stays unpaired."""
    if not roles:
        return 0.0
    found = {form_column.name for match in roles if (form_column := form.column(match.role))}
    named = sum(1 for sight in columns if sight.path or any(sight.texts))
    of_table = len(roles) / max(named, len(roles))
    of_form = len(found) / sum(1 for column in form.columns if column.source == "cell")
    missing = sum(1 for column in form.columns if column.required and column.name not in found)
    placed = sum(
        1 for match in roles if match.score == BY_PLACE and (c := form.column(match.role)) and c.required
    )
    mean = sum(match.score for match in roles) / len(roles)
    return float(
        round(
            mean**DISTINCTION
            * (0.55 * of_table + 0.35 * of_form + 0.1)
            * MISSING_COST**missing
            * PLACED_COST**placed,
            4,
        )
    )
