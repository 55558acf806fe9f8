"""Patterns of `sovsim.telling` as data: a page fills them in and knows no sentence of its own."""

from __future__ import annotations

from typing import Any

from sovsim.citation import IN_WORDS
from sovsim.claims.registry import STRENGTHS
from sovsim.record.carried_out import CARRIES_OUT
from sovsim.record.summary import ROUTINE
from sovsim.region import Region
from sovsim.telling.decisions import PHRASES
from sovsim.telling.events import LEFT_OPEN, OF_WHOM, ONE_WAY, REGION, UP_AND_DOWN
from sovsim.telling.explanations import DECIDED, MOVED, OURS, TURNED
from sovsim.telling.imposed import BY
from sovsim.telling.names import Names
from sovsim.telling.sentences import KINDS, PATTERNS, PRESSED, ROUTES, TALKS, WORLD
from sovsim.telling.weight import NOISE, WEIGHTS

Data = dict[str, Any]

SECRET = (
    "expected_compliance",
    "sovereignty_conception",
    "self_image",
    "chechen_war",
    "ideology",
    "forum_trust",
    "shift",
)
"""Types of event that no newspaper has: what happens in the mind of the hegemon, and what is moved
from outside."""

VEILED = ("tacit_pressure", "subversion")
"""Rungs that only the state concerned notices; the hegemon owns up to neither."""


def sentences(region: Region) -> Data:
    """Return every pattern with the region's own names in it.

    ``events`` type -> pattern; ``dated`` type -> patterns for a size of 0 or more, and below;
    ``decided`` decision -> option -> pattern; braces are filled in with names.
    """
    names = Names(region)
    return {
        "names": dict(sorted(names.every().items())),
        "hegemon": names.hegemon,
        "alliance": names("CSTO"),
        "un": names("UN"),
        "world": WORLD,
        "region": REGION,
        "of": OF_WHOM,
        "open": LEFT_OPEN,
        "events": {kind: names.local(words) for kind, words in PATTERNS.items()},
        "dated": _dated(names),
        "pressed": names.local(PRESSED),
        "decided": _decided(names),
        "kinds": {kind: names.local(words) for kind, words in KINDS.items()},
        "routes": ROUTES,
        "talks": TALKS,
        "by": BY,
        "decision": DECIDED,
        "turned": TURNED,
        "moved": MOVED,
        "ours": OURS,
        "links": IN_WORDS,
        "strengths": STRENGTHS,
        "carriesOut": {kind: list(found) for kind, found in CARRIES_OUT.items()},
        "weights": WEIGHTS,
        "noise": list(NOISE),
        "routine": list(ROUTINE),
        "secret": list(SECRET),
        "veiled": list(VEILED),
    }


def _dated(names: Names) -> Data:
    found = {kind: list(ways) for kind, ways in UP_AND_DOWN.items()}
    found |= {kind: [words, words] for kind, words in ONE_WAY.items()}
    return {kind: [names.local(words) for words in ways] for kind, ways in found.items()}


def _decided(names: Names) -> Data:
    found: Data = {}
    for (decision, option), words in PHRASES.items():
        found.setdefault(decision, {})[option] = names.local(words)
    return found
