"""Why a value is trusted or doubted, in one Spanish and one English sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from schemas.document import Cell, Check, Document, Explanation, Field, Member, Table
from schemas.value import Repair

SURE: Final = 0.97
FAIR: Final = 0.9
MOST_CHECKS: Final = 3
MOST_OF_A_LABEL: Final = 60
Place = tuple[str, int, int]


# Spanish says "e" for "y" before the sound of "i".
_BEGINS_LIKE_Y: Final = re.compile("«?h?[ií](?![aeou])", re.IGNORECASE)


class Phrase(NamedTuple):
    """A part of a sentence, said twice."""

    es: str
    en: str


_REASONS: Final[Mapping[str, Phrase]] = {
    "low_agreement": Phrase("dos lecturas no coinciden", "two readings differ"),
    "out_of_vocabulary": Phrase(
        "no se deja leer como lo que va en su columna", "it cannot be read as what its column holds"
    ),
    "locale_ambiguous": Phrase(
        "no es seguro qué es coma decimal y qué de miles", "decimal and thousands marks are unclear"
    ),
    "geometry_conflict": Phrase(
        "puede faltarle una parte o sobrarle la de al lado",
        "part of it may be missing, or its neighbour's added",
    ),
    "lone_sign": Phrase(
        "es la única cifra negativa de su columna, y su signo puede ser un resto de una línea",
        "it is the only figure below zero in its column, and its sign may be what is left of a rule",
    ),
    "group_conflict": Phrase(
        "el valor de arriba ocupa el sitio de otro impreso", "the value from above displaces a printed one"
    ),
    "not_split": Phrase("no se pudo partir en código y nombre", "it could not be parted into code and name"),
    "blank_among_figures": Phrase(
        "está en blanco donde sus vecinas tienen cifra", "it is blank where its neighbours have figures"
    ),
    "unclear_label": Phrase("no es claro el rótulo que lo nombra", "the label that names it is unclear"),
    "solved_unseen": Phrase(
        "se corrigió solo porque así cuadra, y puede ser un error del propio documento",
        "it was mended only because so it adds up, and may be a misprint of the document itself",
    ),
    "unlike_calibration": Phrase(
        "el documento no se parece a aquellos con los que se calibró la confianza",
        "the document is unlike those that confidences were fitted on",
    ),
}
# A document's own field is read on many pages: what differs is what they say, not two readers of one print.
_REASONS_OF_DOCUMENTS: Final[Mapping[str, Phrase]] = {
    **_REASONS,
    "low_agreement": Phrase("no todas las páginas dicen lo mismo", "not all pages say the same"),
}
_PAGES_AGREE: Final = Phrase("lo dicen varias páginas", "several pages say so")
# The order in which checks are told; the others say nothing.
_ORDER: Final = {"failed": 0, "source_inconsistent": 1, "repaired": 2, "passed": 3}
_HOLDS: Final = frozenset({"repaired", "passed"})
_IN_ORDER: Final = Phrase(
    "va en orden con las otras fechas de su fila", "it is in order with the other dates of its row"
)
_OUT_OF_ORDER: Final = Phrase(
    "no va en orden con las otras fechas de su fila", "it is out of order with the other dates of its row"
)
_SOLVED: Final = Phrase(
    "se corrigió porque solo así cuadra la suma", "it was mended, as only so the sum holds"
)
_CLEAR: Final = Phrase("se leyó con claridad", "it was read clearly")
_FAINT: Final = Phrase("se leyó con alguna duda", "it was read with some doubt")
_POOR: Final = Phrase("se lee con dificultad", "it is hard to read")
_BLANK: Final = Phrase("está en blanco", "it is blank")


class _Grounds(NamedTuple):
    """What is said in favour of a value and against it."""

    favour: tuple[Phrase, ...]
    against: tuple[Phrase, ...]


def explained(document: Document) -> Document:
    """The document with every field saying why it is trusted or doubted."""
    explainer = Explainer(document)
    records = (record.replace(fields=_with_reasons(record.fields, explainer)) for record in document.records)
    return document.replace(records=tuple(records), fields=_with_reasons(document.fields, explainer))


class Explainer:
    """Explains the cells and fields of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._checks: dict[Place, list[Check]] = defaultdict(list)
        for check in document.checks:
            for member in check.members:
                self._checks[_place(member)].append(check)
        # Asked of every member of a sum, told once of the sum.
        self._within_rows = frozenset(
            check.id for check in document.checks if len({member.row for member in check.members}) == 1
        )

    def cell(self, table: Table, cell: Cell) -> Explanation:
        """Why this cell is trusted or doubted."""
        place = (table.id, cell.row, cell.col)
        reasons = [*self._reasons.get(place, ())]
        if not cell.text and cell.needs_review:
            reasons.append("blank_among_figures")
        grounds = self._grounds(place, cell.repairs, _meanings(reasons, _REASONS))
        return _said(grounds, _legibility(cell) if cell.text else _BLANK, cell.needs_review)

    def field(self, field: Field) -> Explanation:
        """Why this field is trusted or doubted."""
        place = next(_field_places(field), None)
        meanings = _meanings(field.reasons, _REASONS if place else _REASONS_OF_DOCUMENTS)
        return _said(self._grounds(place, field.repairs, meanings), _impression(field), field.needs_review)

    def _grounds(self, place: Place | None, repairs: Iterable[Repair], reasons: Sequence[Phrase]) -> _Grounds:
        """What the repairs and checks of a cell say, with the reasons; each once."""
        solved = any(repair.rule == "relation_solved" for repair in repairs)
        holding, failing = self._told_by_checks(place) if place else ((), ())
        return _Grounds(
            favour=(*([_SOLVED] if solved else []), *holding),
            against=tuple(dict.fromkeys((*failing, *reasons))),
        )

    def _told_by_checks(self, place: Place) -> tuple[Sequence[Phrase], Sequence[Phrase]]:
        """What holds of a cell and what does not, of many checks those that do not hold first."""
        checks = [check for check in self._checks.get(place, ()) if check.status in _ORDER]
        checks.sort(key=lambda check: _ORDER[check.status])
        said = {self._said_by(check, place): check.status in _HOLDS for check in checks}
        told = list(said.items())[:MOST_CHECKS]
        tallying = [phrase for phrase, holds in told if holds and phrase is not _IN_ORDER]
        holding = [_tallying(tallying)] if tallying else []
        holding += [phrase for phrase, _ in told if phrase is _IN_ORDER]
        return holding, [phrase for phrase, holds in told if not holds]

    @cached_property
    def _reasons(self) -> Mapping[Place, Mapping[str, None]]:
        """Why the fields that are printed in each cell are doubted."""
        found: dict[Place, dict[str, None]] = defaultdict(dict)
        for record in self._document.records:
            for field in record.fields.values():
                for place in _field_places(field):
                    found[place].update(dict.fromkeys(field.reasons))
        return found

    @cached_property
    def _labels(self) -> Mapping[tuple[str, int], str]:
        """The first words of each row, by table and row."""
        found: dict[tuple[str, int], str] = {}
        for table in self._document.tables:
            for cell in sorted(table.cells, key=lambda cell: cell.col):
                if (table.id, cell.row) not in found and _has_words(cell):
                    found[table.id, cell.row] = _shortened(cell.text)
        return found

    def _said_by(self, check: Check, place: Place) -> Phrase:
        """What the figure tallies with where the check holds; else that it does not."""
        if check.rule == "date_order":
            return _IN_ORDER if check.status in _HOLDS else _OUT_OF_ORDER
        es, en = self._name(check, place)
        if check.status in _HOLDS:
            return Phrase(es, en)
        who = Phrase("el original ", "the page itself ")
        who = who if check.status == "source_inconsistent" else Phrase("", "it ")
        return Phrase(
            f"{who.es}no cuadra con {es} (sale {check.expected}, pone {check.found})",
            f"{who.en}does not tally with {en} (computed {check.expected}, printed {check.found})",
        )

    def _name(self, check: Check, place: Place) -> Phrase:
        """What a cell is checked against: the total's own words, the figures it adds up, or its row."""
        result = check.members[0]
        if check.id in self._within_rows:
            return Phrase("las otras cifras de su fila", "the other figures of its row")
        if _place(result) == place:
            count = len(check.members) - 1
            if count == 1:
                return Phrase("la cifra que suma", "the figure it adds up")
            return Phrase(f"las {count} cifras que suma", f"the {count} figures it adds up")
        label = self._labels.get((result.table, result.row))
        return Phrase(f"«{label}»", f"“{label}”") if label else Phrase("su total", "its total")


def _meanings(reasons: Iterable[str], meanings: Mapping[str, Phrase]) -> tuple[Phrase, ...]:
    """What the reasons mean; `check_failed` is left to the checks, which say more."""
    return tuple(meanings[name] for name in reasons if name in meanings)


def _legibility(one: Cell | Field) -> Phrase:
    if one.confidence >= SURE:
        return _CLEAR
    return _FAINT if one.confidence >= FAIR or not one.needs_review else _POOR


def _impression(field: Field) -> Phrase:
    """What is said of a field for which, or against which, nothing else speaks."""
    if field.value is None and not field.text:
        return _BLANK
    if not field.needs_review and len({place.page for place in field.provenance}) > 1:
        return _PAGES_AGREE
    return _legibility(field)


def _said(grounds: _Grounds, impression: Phrase, needs_review: bool) -> Explanation:
    """One sentence: what speaks for the value, but what speaks against it; else how it was read."""
    favour, against = grounds
    if not favour and not against:
        favour = (impression,)
    elif needs_review and not against:
        against = (impression,)
    clauses = [_listed(phrases) for phrases in (favour, against) if phrases]
    es, en = ", pero ".join(one.es for one in clauses), ", but ".join(one.en for one in clauses)
    return Explanation(es=es[0].upper() + es[1:] + ".", en=en[0].upper() + en[1:] + ".")


def _listed(phrases: Sequence[Phrase]) -> Phrase:
    """One, another and the last."""
    *others, last = phrases
    if not others:
        return last
    also = "e" if _BEGINS_LIKE_Y.match(last.es) else "y"
    return Phrase(
        f"{', '.join(one.es for one in others)} {also} {last.es}",
        f"{', '.join(one.en for one in others)} and {last.en}",
    )


def _tallying(names: Sequence[Phrase]) -> Phrase:
    es, en = _listed(names)
    return Phrase(f"cuadra con {es}", f"it tallies with {en}")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_OF_A_LABEL else words[: MOST_OF_A_LABEL - 1].rstrip() + "…"


def _has_words(cell: Cell) -> bool:
    return any(char.isalpha() for char in cell.text)


def _place(member: Member) -> Place:
    return member.table, member.row, member.col


def _field_places(field: Field) -> Iterator[Place]:
    for one in field.provenance:
        if one.table is not None and one.row is not None and one.col is not None:
            yield one.table, one.row, one.col


def _with_reasons(fields: Mapping[str, Field], explainer: Explainer) -> dict[str, Field]:
    return {
        name: field.replace(why=explainer.field(field), reasons=_reasons_for_review(field))
        for name, field in fields.items()
    }


def _reasons_for_review(field: Field) -> tuple[str, ...]:
    """The reasons of a field; of one to be reviewed without any, that it is hard to read."""
    return field.reasons or (("hard_to_read",) if field.needs_review else ())
