"""What scanning and table finding do to a table: headers lost and torn, columns merged, letters misread."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from models.kinds.drafts import Draft, DraftColumn

_ALIKE: Final = {
    "o": "0q", "i": "l1í", "l": "1i", "s": "5", "b": "8", "c": "ceoç", "e": "co", "a": "oá", "n": "ñmr",
    "m": "n", "u": "v", "v": "u", "g": "q9", "d": "o", "t": "l", "r": "n", "f": "t", "p": "o", "0": "O",
    "1": "l", "5": "S", "8": "B", ".": ",", ",": ".",
}  # fmt: skip
_DUST: Final = ("'", "·", ".", ":", "E", "c", "i", "J", "|", "-", "*", "W")
_TITLES: Final = (
    "ministerio de", "estado plurinacional", "informe de ejecucion", "(formulario n 5)", "gestion 2019",
    "pagina 1 de 5", "republica de", "secretaria de", "reporte", "seguimiento a la ejecucion",
    "area organizacional", "fecha de corte", "direccion general de", "entidad", "programacion anual",
    "cuadro n 3", "ejercicio fiscal 2020", "usuario", "anexo", "del 01/01 al 31/12", "resumen",
    "moneda bolivianos", "version 2", "viceministerio",
)  # fmt: skip
_SHORTEN: Final = {
    "presupuesto": ("ppto.", "ppto", "presup."), "cantidad": ("cant.", "ctd."),
    "programado": ("prog.", "progr."), "programada": ("prog.",), "ejecutado": ("ejec.", "ejecut."),
    "ejecutada": ("ejec.",), "numero": ("n", "no.", "nro.", "num."), "unidad": ("und.", "u.", "unid."),
    "fecha": ("f.", "fec.", "fcha."), "actividad": ("act.", "activ."), "codigo": ("cod.", "cdgo."),
    "descripcion": ("desc.", "descrip."), "responsable": ("resp.",), "indicador": ("ind.", "indic."),
    "ejecucion": ("ejec.",), "resultado": ("res.", "result."), "resultados": ("result.",),
    "monto": ("mto.",), "total": ("tot.",), "porcentaje": ("%", "porc."), "verificacion": ("verif.",),
    "operacion": ("oper.", "op."), "especifica": ("esp.", "especif."), "administrativa": ("adm.",),
    "institucional": ("inst.",), "objetivo": ("obj.",), "programatica": ("prog.",),
    "diferencia": ("dif.", "difer."), "de": ("d", ""),
}  # fmt: skip


class Damager:
    """Damages tables by one random stream."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._harms: Sequence[tuple[float, Callable[[Draft], None]]] = (
            (0.10, self._number_columns),
            (0.12, self._shorten),
            (0.07, self._lose_header),
            (0.06, self._header_in_body),
            (0.05, self._letterhead),
            (0.05, self._mash_headers),
            (0.10, self._lose_some),
            (0.10, self._lose_level),
            (0.08, self._shift_words),
            (0.07, self._merge_columns),
            (0.10, self._stray_column),
            (0.08, self._cut),
            (0.06, self._swap),
            (0.06, self._title_above),
            (0.10, self._join_levels),
            (0.10, self._tear_cells),
        )

    def damage(self, draft: Draft) -> Draft:
        """The same table after some accidents, and after a reader that misreads."""
        rng = self._rng
        strength = rng.choice((0.4, 1.0, 1.0, 2.0))
        for share, harm in self._harms:
            if rng.random() < share * strength and draft.columns:
                harm(draft)
        misread = rng.choice((0.0, 0.0, 0.01, 0.03, 0.08))
        for column in draft.columns:
            column.path = [text for level in column.path if (text := self.misread(level, misread).strip())]
            column.texts = [text for one in column.texts if (text := self.misread(one, misread).strip())]
        return draft

    def misread(self, text: str, share: float) -> str:
        """The text with that share of its characters confused, lost, or blanks put in and left out."""
        if not share:
            return text
        rng, read = self._rng, []
        for char in text:
            if rng.random() >= share:
                read.append(char)
                continue
            fate = rng.random()
            if fate < 0.55:
                read.append(rng.choice(_ALIKE.get(char, char)))
            elif fate < 0.75:
                read.append(f"{char} ")
            elif fate < 0.85 and char != " ":
                read.append(rng.choice(_DUST) + char)
        return "".join(read)

    def _number_columns(self, draft: Draft) -> None:
        style = self._rng.choice(("({n}) {t}", "{t} ({n})", "{n}. {t}", "{t}({n})"))
        for n, column in enumerate(draft.columns, 1):
            if column.path:
                column.path[-1] = style.format(n=n, t=column.path[-1])

    def _shorten(self, draft: Draft) -> None:
        share = self._rng.random()
        for column in draft.columns:
            column.path = [self._shortened(text, share) for text in column.path]

    def _shortened(self, text: str, share: float) -> str:
        words = [
            self._rng.choice(_SHORTEN[word]) if word in _SHORTEN and self._rng.random() < share else word
            for word in text.lower().split()
        ]
        return " ".join(" ".join(words).split()) or text

    def _lose_header(self, draft: Draft) -> None:
        for column in draft.columns:
            column.path = []

    def _header_in_body(self, draft: Draft) -> None:
        for column in draft.columns:
            column.texts = column.path + column.texts
            column.path = []

    def _letterhead(self, draft: Draft) -> None:
        """A letterhead taken for the header, and the header for a row below it."""
        rng = self._rng
        for column in draft.columns:
            stray = [rng.choice(_TITLES) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
            column.texts = [*stray, " ".join(column.path), *column.texts]
            column.path = [rng.choice(_TITLES)] if rng.random() < 0.4 else []

    def _mash_headers(self, draft: Draft) -> None:
        """One header cell over most columns, with the words of them all."""
        count = self._rng.randint((len(draft.columns) + 1) // 2, len(draft.columns))
        first = self._rng.randint(0, len(draft.columns) - count)
        over = draft.columns[first : first + count]
        words = [" ".join(column.path) for column in over]
        joint = self._rng.choice((" ", "", " "))
        for column in over:
            column.path = [joint.join(words)]

    def _lose_some(self, draft: Draft) -> None:
        share = self._rng.choice((0.15, 0.4, 0.7))
        for column in draft.columns:
            if self._rng.random() < share:
                column.path = []

    def _lose_level(self, draft: Draft) -> None:
        at = self._rng.choice((0, -1))
        for column in draft.columns:
            if len(column.path) > 1 and self._rng.random() < 0.6:
                del column.path[at]

    def _shift_words(self, draft: Draft) -> None:
        """Words of a header read into the one beside it."""
        for one, other in zip(draft.columns, draft.columns[1:], strict=False):
            words = one.path[-1].split() if one.path else []
            if len(words) > 1 and self._rng.random() < 0.4:
                one.path[-1] = " ".join(words[:-1])
                other.path = [*other.path[:-1], f"{words[-1]} {other.path[-1] if other.path else ''}"]

    def _merge_columns(self, draft: Draft) -> None:
        if len(draft.columns) < 4:
            return
        at = self._rng.randint(0, len(draft.columns) - 2)
        one, other = draft.columns[at : at + 2]
        texts = [f"{a} {b}" for a, b in zip(one.texts, other.texts, strict=False)]
        draft.columns[at : at + 2] = [DraftColumn("", [" ".join(one.path + other.path)], texts)]

    def _stray_column(self, draft: Draft) -> None:
        """A column that is none: of dust, of a margin, of nothing."""
        rng = self._rng
        texts = [rng.choice(_DUST) for _ in range(rng.choice((0, 0, 1, 4)))]
        path = rng.choice(([], [], [rng.choice(_DUST)], [rng.choice(_TITLES)]))
        draft.columns.insert(
            rng.choice((0, len(draft.columns), rng.randint(0, len(draft.columns)))),
            DraftColumn("", path, texts),
        )

    def _cut(self, draft: Draft) -> None:
        """A piece of the table, more than half of its columns."""
        count = len(draft.columns)
        keep = self._rng.randint(max(1, round(0.6 * count)), count)
        first = self._rng.choice((0, count - keep))
        draft.columns = draft.columns[first : first + keep]

    def _swap(self, draft: Draft) -> None:
        if len(draft.columns) > 2:
            at = self._rng.randint(0, len(draft.columns) - 2)
            draft.columns[at : at + 2] = reversed(draft.columns[at : at + 2])

    def _title_above(self, draft: Draft) -> None:
        title = " ".join(self._rng.choices(_TITLES, k=self._rng.randint(1, 4)))
        for column in draft.columns:
            if self._rng.random() < 0.8:
                column.path = [title, *column.path]

    def _join_levels(self, draft: Draft) -> None:
        for column in draft.columns:
            if len(column.path) > 1 and self._rng.random() < 0.7:
                column.path = [" ".join(column.path)]

    def _tear_cells(self, draft: Draft) -> None:
        """Each line of a cell in a row of its own, and figures broken in two."""
        for column in draft.columns:
            if self._rng.random() < 0.5:
                column.texts = [piece for text in column.texts for piece in self._torn(text)]

    def _torn(self, text: str) -> list[str]:
        words = text.split()
        if len(words) > 2:
            at = self._rng.randint(1, len(words) - 1)
            return [" ".join(words[:at]), " ".join(words[at:])]
        if len(words) == 1 and len(text) > 6:
            at = self._rng.randint(3, len(text) - 2)
            return [f"{text[:at]} {text[at:]}"]
        return [text]
