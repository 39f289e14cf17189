"""Why a value is trusted or doubted, in one Spanish and one English sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from schemas.document import Cell, Check, Document, Field, Member, Table

SURE: Final = 0.97
FAIR: Final = 0.9
MOST_CHECKS: Final = 3
Place = tuple[str, int, int]


class Sentence(NamedTuple):
    """The same said twice."""

    es: str
    en: str


_REASONS: Final[Mapping[str, Sentence]] = {
    "low_agreement": Sentence("dos lecturas no coinciden", "two readings differ"),
    "out_of_vocabulary": Sentence(
        "no se deja leer como lo que va en su columna", "it cannot be read as what its column holds"
    ),
    "locale_ambiguous": Sentence(
        "no es seguro qué es coma decimal y qué de miles", "decimal and thousands marks are unclear"
    ),
    "geometry_conflict": Sentence(
        "puede faltarle una parte o sobrarle la de al lado",
        "part of it may be missing, or its neighbour's added",
    ),
    "group_conflict": Sentence(
        "el valor de arriba ocupa el sitio de otro impreso", "the value from above displaces a printed one"
    ),
    "not_split": Sentence(
        "no se pudo partir en código y nombre", "it could not be parted into code and name"
    ),
    "blank_among_figures": Sentence(
        "está en blanco donde sus vecinas tienen cifra", "it is blank where its neighbours have figures"
    ),
}
_SOLVED: Final = Sentence(
    "se corrigió porque solo así cuadra la suma", "it was mended, as only so the sum holds"
)
_CLEAR: Final = Sentence("se leyó con claridad", "it was read clearly")
_FAINT: Final = Sentence("se leyó con alguna duda", "it was read with some doubt")
_POOR: Final = Sentence("se leyó mal", "it was read poorly")
_BLANK: Final = Sentence("está en blanco", "it is blank")


class Explainer:
    """Explains the cells and fields of one document."""

    def __init__(self, document: Document) -> None:
        self._tables: dict[str, Table] = {table.id: table for table in document.tables}
        self._checks: dict[Place, list[Check]] = defaultdict(list)
        for check in document.checks:
            for member in check.members:
                self._checks[_place(member)].append(check)
        self._reasons: dict[Place, dict[str, None]] = defaultdict(dict)
        for record in document.records:
            for field in record.fields.values():
                for place in _field_places(field):
                    self._reasons[place].update(dict.fromkeys(field.reasons))

    def cell(self, table: Table, cell: Cell) -> Sentence:
        """Why this cell is trusted or doubted."""
        place = (table.id, cell.row, cell.col)
        reasons = list(self._reasons[place])
        if not cell.text and cell.needs_review:
            reasons.append("blank_among_figures")
        solved = any(repair.rule == "relation_solved" for repair in cell.repairs)
        base = _BLANK if not cell.text else _legibility(cell.confidence)
        return self._sentence(place, reasons, base, solved)

    def field(self, field: Field) -> Sentence:
        """Why this field is trusted or doubted."""
        place = next(_field_places(field), None)
        solved = any(repair.rule == "relation_solved" for repair in field.repairs)
        base = _BLANK if field.value is None and not field.text else _legibility(field.confidence)
        return self._sentence(place, field.reasons, base, solved)

    def _sentence(
        self, place: Place | None, reasons: Iterable[str], base: Sentence, solved: bool
    ) -> Sentence:
        said = [_SOLVED] if solved else []
        said += self._said_by_checks(place) if place else []
        said += [_REASONS[name] for name in dict.fromkeys(reasons) if name in _REASONS]
        return _joined(said or [base])

    def _said_by_checks(self, place: Place) -> Iterator[Sentence]:
        """What does not hold first, then what does, each once."""
        checks = sorted(self._checks[place], key=lambda check: _ORDER.get(check.status, len(_ORDER)))
        said = dict.fromkeys(
            sentence for check in checks for sentence in self._said_by(check, place) if sentence
        )
        yield from list(said)[:MOST_CHECKS]

    def _said_by(self, check: Check, place: Place) -> Iterator[Sentence]:
        other = self._name(check.members, place)
        numbers = check.expected, check.found
        match check.status:
            case "passed" | "repaired":
                yield Sentence(f"cuadra con {other.es}", f"it tallies with {other.en}")
            case "failed":
                yield Sentence(
                    f"no cuadra con {other.es} (sale {numbers[0]}, pone {numbers[1]})",
                    f"it does not tally with {other.en} (computed {numbers[0]}, printed {numbers[1]})",
                )
            case "source_inconsistent":
                yield Sentence(
                    f"el original no cuadra con {other.es} (sale {numbers[0]}, pone {numbers[1]})",
                    f"the page itself does not tally with {other.en} "
                    f"(computed {numbers[0]}, printed {numbers[1]})",
                )

    def _name(self, members: Sequence[Member], place: Place) -> Sentence:
        """What a cell is checked against: the total's own words, the figures it adds up, or its row."""
        result = members[0]
        if len({member.row for member in members}) == 1:
            return Sentence("las otras cifras de su fila", "the other figures of its row")
        if _place(result) == place:
            count = len(members) - 1
            return Sentence(f"las {count} cifras que suma", f"the {count} figures it adds up")
        label = self._label(result)
        return Sentence(f"«{label}»", f"“{label}”") if label else Sentence("su total", "its total")

    def _label(self, member: Member) -> str:
        table = self._tables.get(member.table)
        cells = [cell for cell in table.cells if cell.row == member.row] if table else []
        words = [cell.text for cell in sorted(cells, key=lambda cell: cell.col) if _has_words(cell)]
        return " ".join(words[:1]).replace("\n", " ")


_ORDER: Final = {"failed": 0, "source_inconsistent": 1, "repaired": 2, "passed": 3}


def _legibility(confidence: float) -> Sentence:
    return _CLEAR if confidence >= SURE else _FAINT if confidence >= FAIR else _POOR


def _joined(said: Sequence[Sentence]) -> Sentence:
    es, en = " y ".join(one.es for one in said), " and ".join(one.en for one in said)
    return Sentence(es[0].upper() + es[1:] + ".", en[0].upper() + en[1:] + ".")


def _has_words(cell: Cell) -> bool:
    return any(char.isalpha() for char in cell.text)


def _place(member: Member) -> Place:
    return member.table, member.row, member.col


def _field_places(field: Field) -> Iterator[Place]:
    for one in field.provenance:
        if one.table is not None and one.row is not None and one.col is not None:
            yield one.table, one.row, one.col
