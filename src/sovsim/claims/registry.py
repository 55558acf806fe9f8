"""Look-up of claims, sources, glossary, hypotheses, tensions, gaps and traps.

The files in ``data/claims`` are read once, on first use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sovsim.citation import IN_WORDS, Citation, link_of
from sovsim.claims.records import (
    Claim,
    Gap,
    GlossaryEntry,
    Hypothesis,
    Label,
    OutOfScope,
    Source,
    Tension,
    Trap,
)
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import clipped


class UnknownId(KeyError):
    """No record has this id; the message names the nearest one."""

    def __init__(self, what: str, wanted: str, known: Iterable[str]) -> None:
        self.message = f"no {what} '{clipped(wanted)}'{did_you_mean(wanted, known)}"
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class UnknownClaim(UnknownId):
    """No claim has this id; the message names the nearest one."""


class NotAFinding(ValueError):
    """The claim is only suggested by a title and must not be cited as something found."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_HasId)


def _rows(name: str, table: str) -> list[dict[str, Any]]:
    """The rows of one table, lists turned into tuples so that records can be frozen."""
    path = resources.files("sovsim").joinpath("data").joinpath("claims").joinpath(f"{name}.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(tables) != {table}:
        raise ValueError(f"{name}.toml: expected [[{table}]] only, found {', '.join(tables)}")
    return [
        {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in tables[table]
    ]


def _find(records: Iterable[_Record], wanted: str, what: str) -> _Record:
    by_id = {record.id: record for record in records}
    if wanted not in by_id:
        raise UnknownId(what, wanted, by_id)
    return by_id[wanted]


def _source(row: dict[str, Any]) -> Source:
    labels = tuple(
        Label(
            name=name,
            lines=tuple(label["lines"]),
            meaning=label["meaning"],
            numbers=tuple(label["numbers"]) if "numbers" in label else None,
        )
        for name, label in row.pop("labels").items()
    )
    return Source(labels=labels, **row)


@cache
def sources() -> tuple[Source, ...]:
    """The documents the claims are drawn from."""
    return tuple(_source(row) for row in _rows("sources", "source"))


@cache
def _by_id() -> Mapping[str, Claim]:
    claims: dict[str, Claim] = {}
    for document in sources():
        for row in _rows(document.prefix, "claim"):
            claim = Claim(**row)
            if claim.id in claims or claim.document != document.prefix:
                raise ValueError(f"{document.prefix}.toml: id {claim.id!r} is misplaced or double")
            claims[claim.id] = claim
    return MappingProxyType(claims)


def all_claims() -> tuple[Claim, ...]:
    """Every claim, document by document, in the order of the files."""
    return tuple(_by_id().values())


def get(claim_id: str) -> Claim:
    """The claim with this id; raises UnknownClaim naming the nearest id."""
    if claim_id not in _by_id():
        raise UnknownClaim("claim", claim_id, _by_id())
    return _by_id()[claim_id]


def source(prefix: str) -> Source:
    """The document with this prefix: ``jcep``, ``overview`` or ``hadano``."""
    for document in sources():
        if document.prefix == prefix:
            return document
    raise UnknownId("source", prefix, [document.prefix for document in sources()])


def as_finding(claim_id: str) -> Claim:
    """The claim, if it may be cited as something a document says or that we infer from it.

    Raises NotAFinding for a claim that only a title suggests.
    """
    claim = get(claim_id)
    if claim.strength == "title":
        raise NotAFinding(f"{cite(claim_id)} must not be cited as a finding")
    return claim


STRENGTHS = {
    "explicit": "explicit",
    "title": "title only: suggested, not found",
    "derived": "derived: our inference",
}
"""How strong a claim is, in words."""


def cite(claim_id: str) -> str:
    """A short citation: ``jcep-ties-as-leverage (Intro-13, explicit)``.

    A citation that knows its link says it: ``(Intro-13, explicit claim; it gives the direction,
    the link is ours)``. What only a title suggests is no more than that, whatever the link.
    """
    claim, link = get(str(Citation(claim_id))), link_of(claim_id)
    first, *others = claim.locators
    where = first if not others else f"{first} and {len(others)} more"
    told = STRENGTHS[claim.strength]
    if link and claim.strength != "title":
        told = f"{told.replace('explicit', 'explicit claim')}; {IN_WORDS[link]}"
    return f"{claim.id} ({where}, {told})"


@cache
def glossary() -> tuple[GlossaryEntry, ...]:
    """The terms of the field as this project uses them."""
    return tuple(GlossaryEntry(**row) for row in _rows("glossary", "entry"))


@cache
def hypotheses() -> tuple[Hypothesis, ...]:
    """The rival hypotheses RH-01 to RH-23."""
    return tuple(Hypothesis(**row) for row in _rows("hypotheses", "hypothesis"))


@cache
def tensions() -> tuple[Tension, ...]:
    """The contradictions TN-01 to TN-25 and their treatment."""
    return tuple(Tension(**row) for row in _rows("tensions", "tension"))


@cache
def gaps() -> tuple[Gap, ...]:
    """The quantities G-01 to G-38 that the documents name without a number."""
    return tuple(Gap(**row) for row in _rows("gaps", "gap"))


@cache
def traps() -> tuple[Trap, ...]:
    """The traps TR-01 to TR-45."""
    return tuple(Trap(**row) for row in _rows("traps", "trap"))


@cache
def out_of_scope() -> tuple[OutOfScope, ...]:
    """The claims the model leaves out, with reasons."""
    return tuple(OutOfScope(**row) for row in _rows("scope", "out_of_scope"))


def glossary_entry(entry_id: str) -> GlossaryEntry:
    """The glossary entry with this id, such as ``sphere-of-influence``."""
    return _find(glossary(), entry_id, "glossary entry")


def hypothesis(hypothesis_id: str) -> Hypothesis:
    """The rival hypothesis with this id, such as ``RH-03``."""
    return _find(hypotheses(), hypothesis_id, "hypothesis")


def tension(tension_id: str) -> Tension:
    """The tension with this id, such as ``TN-15``."""
    return _find(tensions(), tension_id, "tension")


def gap(gap_id: str) -> Gap:
    """The gap with this id, such as ``G-04``."""
    return _find(gaps(), gap_id, "gap")


def trap(trap_id: str) -> Trap:
    """The trap with this id, such as ``TR-38``."""
    return _find(traps(), trap_id, "trap")
