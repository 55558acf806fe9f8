"""Where each claim ended up.

Nothing here is written twice: a claim is placed where it is cited. The registry yields its own
citations (glossary, hypotheses, scope); rules, parameters, initial values, events, metrics and
scenarios yield theirs from what they declare, and ``coverage`` puts them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from sovsim.citation import LINKS, link_of
from sovsim.claims import registry

Kind = Literal[
    "rule",
    "parameter",
    "initial value",
    "event",
    "hypothesis",
    "metric",
    "glossary entry",
    "scenario",
    "scope",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Citation:
    """Something of this kind, found at ``where``, cites the claim; scope: leaves it out."""

    claim: str
    kind: Kind
    where: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.where}: kind {self.kind!r} is not one of {', '.join(KINDS)}")


@dataclass(frozen=True)
class Coverage:
    """For every claim the places that cite it, and the citations of claims that do not exist."""

    places: Mapping[str, tuple[Citation, ...]]
    strays: tuple[Citation, ...]

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Claims nothing cites."""
        return tuple(claim for claim, places in self.places.items() if not places)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Cited ids that no claim has; ``strays`` tells where."""
        return tuple(sorted({citation.claim for citation in self.strays}))

    @property
    def contradictory(self) -> tuple[str, ...]:
        """Claims declared out of scope and used all the same."""
        return tuple(
            claim
            for claim, places in self.places.items()
            if "scope" in (kinds := _kinds(places)) and len(kinds) > 1
        )

    @property
    def by_kind(self) -> dict[Kind, int]:
        """How many claims each kind places; a claim may count under several kinds."""
        return {
            kind: sum(kind in _kinds(places) for places in self.places.values()) for kind in KINDS
        }

    @property
    def by_document(self) -> dict[str, dict[str, int]]:
        """Per document: how many claims it has, how many are placed, how many are not."""
        counts = {
            source.prefix: {"claims": 0, "placed": 0, "unplaced": 0}
            for source in registry.sources()
        }
        for claim, places in self.places.items():
            row = counts[registry.get(claim).document]
            row["claims"] += 1
            row["placed" if places else "unplaced"] += 1
        return counts

    def table(self) -> list[dict[str, Any]]:
        """A row per claim: id, document, strength, and what cites it: kinds, links, places."""
        rows = []
        for claim, places in self.places.items():
            record = registry.get(claim)
            rows.append(
                {
                    "claim": claim,
                    "document": record.document,
                    "strength": record.strength,
                    "kinds": ", ".join(_kinds(places)),
                    "links": _links(places),
                    "where": "; ".join(citation.where for citation in places),
                    "placed": bool(places),
                }
            )
        return rows


def _kinds(places: Iterable[Citation]) -> tuple[Kind, ...]:
    cited = {citation.kind for citation in places}
    return tuple(kind for kind in KINDS if kind in cited)


def _links(places: Iterable[Citation]) -> str:
    """Return how often the claim is cited with each link, as ``states 1, sign 2, topic 4``."""
    counts = Counter(link_of(citation.claim) for citation in places)
    return ", ".join(f"{link} {counts[link]}" for link in LINKS if counts[link])


def coverage(citations: Iterable[Citation]) -> Coverage:
    """Sort citations under the claims they cite; a repeated citation counts once."""
    places: dict[str, list[Citation]] = {claim.id: [] for claim in registry.all_claims()}
    strays: list[Citation] = []
    for citation in dict.fromkeys(citations):
        places.get(citation.claim, strays).append(citation)
    return Coverage(
        places=MappingProxyType({claim: tuple(found) for claim, found in places.items()}),
        strays=tuple(strays),
    )


def glossary_citations() -> Iterator[Citation]:
    """The claims behind each glossary entry."""
    for entry in registry.glossary():
        for claim in entry.claims:
            yield Citation(claim, "glossary entry", entry.id)


def hypothesis_citations() -> Iterator[Citation]:
    """The claims on each side of each rival hypothesis."""
    for hypothesis in registry.hypotheses():
        for side, claims in (("A", hypothesis.claims_a), ("B", hypothesis.claims_b)):
            for claim in claims:
                yield Citation(claim, "hypothesis", f"{hypothesis.id} {side}")


def scope_citations() -> Iterator[Citation]:
    """The claims the model leaves out, each with its reason."""
    for left_out in registry.out_of_scope():
        yield Citation(left_out.claim, "scope", left_out.because)


def registry_citations() -> Iterator[Citation]:
    """All citations the registry's own data hold."""
    yield from glossary_citations()
    yield from hypothesis_citations()
    yield from scope_citations()
