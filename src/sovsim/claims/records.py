"""What the registry holds: claims, their sources, and what the project makes of them.

Each record mirrors one table of the files in ``data/claims``; a key a record does not know is an
error when the file is read, so the files and this page cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from sovsim.citation import LINKS, Citation, cited

Strength = Literal["explicit", "title", "derived"]
"""explicit: the text says it; title: only a title suggests it; derived: our inference."""

ClaimType = Literal[
    "concept",
    "stock/attribute",
    "mechanism",
    "actor goal",
    "event with date",
    "relation",
    "norm/institution",
    "hypothesis",
    "method/validation",
]

ModelElement = Literal[
    "state attribute",
    "initial value",
    "parameter",
    "decision rule",
    "institution",
    "event/shock",
    "outcome metric",
    "hypothesis to test",
    "glossary entry",
    "scope/validation note",
]
"""What a claim may inform; where it does end up is derived from the citations (coverage)."""


def _one_of(what: str, value: str, allowed: tuple[str, ...], owner: str) -> None:
    if value not in allowed:
        raise ValueError(f"{owner}: {what} {value!r} is not one of {', '.join(allowed)}")


def _linked(claims: Iterable[str], owner: str) -> tuple[Citation, ...]:
    """Return the claims as citations; raise ValueError where one does not say its link."""
    found = cited(claims)
    for one in found:
        _one_of("link", one.link, LINKS, f"{owner}: {one}")
    return found


@dataclass(frozen=True)
class Claim:
    """One statement of one document, in our own words.

    ``sign`` is the direction of the effect; the arrows are our formalisation, and for a claim of
    strength ``title`` they are our reading of a title and may be wrong.
    """

    id: str
    text: str
    locator: str
    lines: tuple[int, ...]
    type: ClaimType
    sign: str
    number: str
    strength: Strength
    informs: tuple[ModelElement, ...]

    def __post_init__(self) -> None:
        _one_of("type", self.type, get_args(ClaimType), self.id)
        _one_of("strength", self.strength, get_args(Strength), self.id)
        for element in self.informs:
            _one_of("informs", element, get_args(ModelElement), self.id)

    @property
    def document(self) -> str:
        """The prefix of the claim's source: ``jcep``, ``overview`` or ``hadano``."""
        return self.id.partition("-")[0]

    @property
    def locators(self) -> tuple[str, ...]:
        """The places in the document, one by one."""
        return tuple(self.locator.split(", "))


@dataclass(frozen=True)
class Label:
    """A kind of place in a document: ``Intro`` with sentences 1 to 14 on line 15."""

    name: str
    lines: tuple[int, int]
    meaning: str
    numbers: tuple[int, int] | None = None


@dataclass(frozen=True)
class Source:
    """A document, what of it is in the file that was read, and how much weight it bears."""

    code: str
    prefix: str
    short: str
    title: str
    authors: str
    venue: str
    doi: str
    contains: str
    missing: str
    authority: str
    file: str
    sha256: str
    lines: int
    labels: tuple[Label, ...]
    year: int | None = None

    def place(self, locator: str) -> Label:
        """The label a locator such as ``Intro-3``, ``fn139`` or ``Ref Allison 2004`` belongs to.

        Raises ValueError where the document has no such place.
        """
        match = re.fullmatch(r"([A-Za-z]+?)(?:-?(\d+)| .+)?", locator)
        for label in self.labels:
            if match is None or label.name != match[1]:
                continue
            if label.numbers is None and match[2] is None:
                return label
            first, last = label.numbers or (1, 0)
            if match[2] is not None and first <= int(match[2]) <= last:
                return label
        raise ValueError(f"the {self.short} has no place {locator!r}")


@dataclass(frozen=True)
class GlossaryEntry:
    """A term as the project uses it; ``contested`` where the documents mark it as disputed."""

    id: str
    term: str
    definition: str
    claims: tuple[str, ...]
    contested: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", _linked(self.claims, self.id))


@dataclass(frozen=True)
class Hypothesis:
    """Two rival readings; a claim that only asks the question stands on both sides."""

    id: str
    title: str
    side_a: str
    side_b: str
    claims_a: tuple[str, ...]
    claims_b: tuple[str, ...]
    test: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims_a", _linked(self.claims_a, f"{self.id} A"))
        object.__setattr__(self, "claims_b", _linked(self.claims_b, f"{self.id} B"))


@dataclass(frozen=True)
class Tension:
    """A contradiction inside or between documents and how the model treats it."""

    id: str
    documents: tuple[str, ...]
    tension: str
    claims: tuple[str, ...]
    treatment: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", _linked(self.claims, self.id))


@dataclass(frozen=True)
class Gap:
    """A quantity the documents name without a number; the range is the project's proposal."""

    id: str
    quantity: str
    claims: tuple[str, ...]
    proposed_range: str
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", _linked(self.claims, self.id))


@dataclass(frozen=True)
class Trap:
    """What a careless reading would drop or bend, and the tests that would notice."""

    id: str
    trap: str
    wrong: str
    claims: tuple[str, ...]
    check: str
    tests: tuple[str, ...]
    reason: str
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", _linked(self.claims, self.id))


@dataclass(frozen=True)
class OutOfScope:
    """A claim the model leaves out, with the reason; the reason is ours, so the link is `topic`."""

    claim: str
    because: str

    def __post_init__(self) -> None:
        (claim,) = _linked([self.claim], "out of scope")
        object.__setattr__(self, "claim", claim)
