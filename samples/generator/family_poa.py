"""Operating-plan documents: budget, results, catalogue and signatures, alone or together."""

from __future__ import annotations

import datetime as dt
from random import Random

from samples.generator.brief import Brief
from samples.generator.poa_budget import budget_records, budget_table, random_poa_style
from samples.generator.poa_plan import make_plan
from samples.generator.poa_results import (
    catalog,
    make_outcomes,
    result_records,
    result_table,
    signature_table,
)
from samples.generator.poa_wording import CATALOG_TITLES, FORM_NUMBERS, LABELS, TITLES
from samples.generator.printing import random_date_style, random_number_style
from samples.generator.spec import Block, Document, KeyValues, Record, Section, Space, TableBlock, TextBlock
from samples.generator.style import PageStyle
from samples.generator.vocabulary import MINISTRIES, Words
from samples.generator.wording import random_wording, strip_accents

CODE_FORMS = (
    "{a}.{b:02d}.{c:02d}.",
    "{a}.{b:02d}.{c:02d}.",
    "{a:02d}.{b:02d}.{c:02d}",
    "{a}-{b:02d}-{c:02d}",
    "{a}.{b}.{c}",
    "{a:02d}-{b:03d}-{c:03d}",
)


def poa(brief: Brief) -> Document:
    """A plan document of one part (poa_budget, poa_result, indicator_catalog) or of all (poa_full)."""
    rng = brief.rng
    maker = PlanPages(rng, brief.style)
    whole = brief.family == "poa_full"
    if whole or brief.family == "poa_budget":
        maker.add_budget(signed=not whole and rng.random() < 0.5)
    if whole or brief.family == "poa_result":
        maker.add_results()
    if whole or brief.family == "indicator_catalog":
        maker.add_catalog()
    return Document(brief.family, tuple(maker.sections), tuple(maker.records), maker.fields)


class PlanPages:
    """The sections of one plan document under construction."""

    def __init__(self, rng: Random, style: PageStyle) -> None:
        self.rng, self.words, self.wording = rng, Words(rng), random_wording(rng)
        self.year = rng.randint(2012, 2026)
        self.dates = random_date_style(rng)
        self.poa_style = random_poa_style(rng, random_number_style(rng), self.dates, style.table)
        count = rng.choice((4, 6, 7, 8, 10, 12, 18, 26))
        self.plan = make_plan(rng, self.words, self.year, count, rng.choice(CODE_FORMS))
        name, self.acronym = self.words.institution()
        self.name = name.upper() if rng.random() < 0.7 else name
        if not self.wording.accents:
            self.name = strip_accents(self.name)
        self.label_date = random_date_style(rng, table=False)
        self.cutoff = dt.date(self.year + rng.choice((0, 1, 2)), rng.randint(1, 12), rng.randint(1, 28))
        self.code = str(rng.randint(1, 999))
        self.titles = rng.choice(TITLES)
        self.form, self.ministry = rng.choice(FORM_NUMBERS), rng.choice(MINISTRIES)
        self.layout = rng.choice(("columns", "colon", "boxed", "columns"))
        self.label_picks = {k: rng.choice(v) for k, v in LABELS.items()}
        self.paper = rng.choice(("letter", "a4", "oficio", "legal"))
        self.size = rng.choice((6.4, 7.0, 7.4, 8.0))
        self.logo = rng.random() < 0.35
        self.sections: list[Section] = []
        self.records: list[Record] = []
        self.fields: dict[str, str] = {}

    def header(self, titles: tuple[str, ...], catalog_page: bool = False) -> tuple[Block, ...]:
        """The titles and labels at the top of each page."""
        lines = [self.ministry, *titles]
        blocks: list[Block] = [TextBlock(t, 1.25, True, align="center", after=0.5) for t in lines if t]
        picks = self.label_picks
        date_label = picks["made_date"] if catalog_page else picks["cutoff_date"]
        pairs = (
            (picks["organization"], self.name),
            (picks["fiscal_year"], str(self.year)),
            (date_label, self.label_date.show(self.cutoff)),
            (picks["entity_code"], self.code),
            (picks["acronym"], self.acronym),
        )
        self.fields |= {
            "organization": self.name,
            "fiscal_year": str(self.year),
            "entity_code": self.code,
            "acronym": self.acronym,
        }
        if not catalog_page:
            self.fields["cutoff_date"] = self.cutoff.isoformat()
        return (*blocks, Space(3), KeyValues(pairs, self.layout, scale=1.1), Space(2))

    def section(self, header: tuple[Block, ...], blocks: list[Block]) -> None:
        """Close a section of pages."""
        number = self.rng.choice(("", "", "Página {n}", "{n}", "- {n} -"))
        self.sections.append(Section(tuple(blocks), header, True, self.paper, self.size, number, self.logo))

    def add_budget(self, signed: bool) -> None:
        """The budget pages."""
        table = budget_table(self.plan, self.poa_style, self.wording, self.rng)
        self.records += budget_records(self.plan, self.poa_style)
        blocks: list[Block] = [TableBlock(table)]
        if signed:
            blocks += self.signed()
        self.section(self.header((*self.titles, self.form)), blocks)

    def signed(self) -> list[Block]:
        """The signature table below the last table."""
        table, records = signature_table(self.rng, self.words, self.wording)
        self.records += records
        return [Space(self.rng.randint(18, 34)), TableBlock(table, width=self.rng.choice((0.6, 0.75, 1.0)))]

    def add_results(self) -> None:
        """The results pages."""
        outcomes = make_outcomes(self.rng, self.plan, self.acronym)
        table = result_table(self.plan, outcomes, self.poa_style, self.wording)
        self.records += result_records(self.plan, outcomes, self.poa_style)
        blocks: list[Block] = [TableBlock(table)]
        if self.rng.random() < 0.5:
            blocks += self.signed()
        self.section(self.header((*self.titles, self.form)), blocks)

    def add_catalog(self) -> None:
        """The indicator catalogue."""
        count = self.rng.randint(4, 11)
        table, records = catalog(
            self.rng, self.words, self.wording, random_date_style(self.rng), self.year, count
        )
        self.records += records
        title = self.rng.choice(CATALOG_TITLES)
        self.section(self.header((self.titles[0], title), catalog_page=True), [TableBlock(table)])
