"""The claims of the three source documents and what the project makes of them.

``get`` looks a claim up, ``cite`` gives its short citation, ``as_finding`` refuses claims that
only a title suggests. ``coverage`` (in ``sovsim.claims.coverage``) tells where each claim ended
up. This package imports nothing else of sovsim, so everything else may cite claims.
"""

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
from sovsim.claims.registry import (
    NotAFinding,
    UnknownClaim,
    UnknownId,
    all_claims,
    as_finding,
    cite,
    gap,
    gaps,
    get,
    glossary,
    glossary_entry,
    hypotheses,
    hypothesis,
    out_of_scope,
    source,
    sources,
    tension,
    tensions,
    trap,
    traps,
)

__all__ = [
    "Claim",
    "Gap",
    "GlossaryEntry",
    "Hypothesis",
    "Label",
    "NotAFinding",
    "OutOfScope",
    "Source",
    "Tension",
    "Trap",
    "UnknownClaim",
    "UnknownId",
    "all_claims",
    "as_finding",
    "cite",
    "gap",
    "gaps",
    "get",
    "glossary",
    "glossary_entry",
    "hypotheses",
    "hypothesis",
    "out_of_scope",
    "source",
    "sources",
    "tension",
    "tensions",
    "trap",
    "traps",
]
