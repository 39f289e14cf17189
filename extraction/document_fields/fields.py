"""The document's own fields: what its pages say, made one value each."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from extraction.document_fields.entities import name_repairs
from extraction.document_fields.field_claims import Claim
from extraction.document_fields.field_finding import page_to_claims
from schemas.document import Candidate, Field, Provenance
from schemas.geometry import project
from schemas.reading import PageReading
from schemas.value import Repair

if TYPE_CHECKING:
    from extraction.document_fields.field_tagger import FieldTagger

ENTITY_FIELDS: Final = frozenset({"organization", "acronym"})
BEST_CONFIDENCE: Final = 0.97
REVIEW_BELOW: Final = 0.8
LOW_SHARE: Final = 0.7
DOUBTFUL_COST: Final = 1.0
MOST_CANDIDATES: Final = 5
MOST_PLACES: Final = 12


def document_fields(pages: Sequence[PageReading], tagger: "FieldTagger") -> dict[str, Field]:
    """The fields of the document by name: what most pages carry, the rest among its candidates."""
    by_field: dict[str, list[Claim]] = defaultdict(list)
    by_page = {page.page_no: page for page in pages}
    for page in pages:
        for claim in page_to_claims(page, tagger):
            by_field[claim.field].append(claim)
    return {name: _to_field(name, by_field[name], by_page) for name in sorted(by_field)}


def _to_field(name: str, claims: Sequence[Claim], pages: dict[int, PageReading]) -> Field:
    repairs = _entity_repairs(claims) if name in ENTITY_FIELDS else {}
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        value = claim.value.value
        groups[repairs[value].after if value in repairs else value].append(claim)
    named = {value: [claim for claim in group if claim.labelled] for value, group in groups.items()}
    # However many pages a ministry heads, one label that names the entity speaks louder.
    voting = {value: group for value, group in named.items() if group} or groups
    weights = {value: _weight(group) for value, group in voting.items()}
    # Of equals the first on the pages wins; dicts keep that order.
    value = max(weights, key=lambda one: round(weights[one], 9))
    chosen = groups[value]
    plainest = min(chosen, key=lambda claim: (claim.cost, -claim.confidence))
    share = weights[value] / sum(weights.values())
    confidence = round(BEST_CONFIDENCE * share * plainest.confidence * math.exp(-plainest.cost / 4), 4)
    reasons = _reasons(share, plainest.cost)
    return Field(
        value=value,
        type=plainest.value.type,
        text=plainest.value.text,
        confidence=confidence,
        needs_review=confidence < REVIEW_BELOW,
        reasons=reasons,
        repairs=_unique(
            [*plainest.value.repairs, *(repairs[c.value.value] for c in chosen if c.value.value in repairs)]
        ),
        candidates=_candidates(weights, claims, value),
        provenance=tuple(_provenance(claim, pages) for claim in chosen[:MOST_PLACES]),
    )


def _entity_repairs(claims: Iterable[Claim]) -> dict[str, Repair]:
    """Repairs of spellings that a clear majority of pages prints otherwise."""
    pages_of: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        pages_of[claim.value.value].add(claim.page_no)
    return name_repairs({value: len(pages) for value, pages in pages_of.items()})


def _weight(group: Iterable[Claim]) -> float:
    """One vote a page, smaller for a doubtful reading."""
    best: dict[int, float] = {}
    for claim in group:
        best[claim.page_no] = max(best.get(claim.page_no, 0.0), math.exp(-claim.cost))
    return sum(best.values())


def _reasons(share: float, cost: float) -> tuple[str, ...]:
    low = ("low_agreement",) if share < LOW_SHARE else ()
    return (*low, "unclear_label") if cost > DOUBTFUL_COST else low


def _candidates(weights: dict[str, float], claims: Iterable[Claim], value: str) -> tuple[Candidate, ...]:
    """Every other value that a page carries, also the spellings that were made one."""
    total = sum(weights.values())
    others = {one: weight / total for one, weight in weights.items() if one != value}
    for claim in claims:
        if claim.value.value not in weights and claim.value.value != value:
            others.setdefault(claim.value.value, 1 - BEST_CONFIDENCE)
    ranked = sorted(others.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]
    return tuple(Candidate(value=one, confidence=round(share, 4)) for one, share in ranked)


def _provenance(claim: Claim, pages: dict[int, PageReading]) -> Provenance:
    mesh = pages[claim.page_no].to_delivered
    if claim.box is None or mesh is None:
        return Provenance(page=claim.page_no, line=claim.line)
    return Provenance(page=claim.page_no, bbox=tuple(project(claim.box, mesh)))


def _unique(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    return tuple(dict.fromkeys(repairs))
