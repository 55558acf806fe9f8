"""What surrounds the rules: claims, hypotheses, start values, events, draws, outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sovsim import claims, parameters
from sovsim.metrics import METRICS
from sovsim.noise import Purpose
from sovsim.odd.markdown import cited, number, table, words
from sovsim.parameters import STATUSES
from sovsim.provenance import claim_coverage
from sovsim.region import InitialValue, load_region
from sovsim.scenario import EVENT_TYPES, EventType, load_scenario, scenario_names

_REGION = "post-soviet"


def sources() -> str:
    """Return the documents and what of each the project has read."""
    rows = []
    for source in claims.sources():
        own = [one for one in claims.all_claims() if one.document == source.prefix]
        strengths = Counter(one.strength for one in own)
        kinds = [f"{strengths[kind]} {kind}" for kind in ("explicit", "derived", "title")]
        rows.append((source.prefix, source.title, source.contains, len(own), ", ".join(kinds)))
    return table(("prefix", "document", "what was read", "claims", "strength"), rows)


def hypotheses() -> str:
    """Return the pairs of rival readings."""
    rows = ((one.id, one.title, one.side_a, one.side_b) for one in claims.hypotheses())
    return table(("id", "question", "reading A", "reading B"), rows)


def coverage() -> str:
    """Return in how many claims each kind of thing ended up."""
    found = claim_coverage()
    placed = len(found.places) - len(found.unplaced)
    rows = ((kind, count) for kind, count in found.by_kind.items())
    counted = table(("claims ended up in", "how many (one claim may count twice)"), rows)
    return f"{placed} of {len(found.places)} claims have a place.\n\n{counted}"


def statuses() -> str:
    """Return how many parameters and columns of start values have which status."""
    of_parameters = Counter[str](p.status for p in parameters.registry().values())
    of_columns = Counter[str](v.status for v in load_region(_REGION).initial.values())
    rows = ((s, of_parameters[s], of_columns[s]) for s in STATUSES)
    return table(("status", "parameters", "columns of start values"), rows)


def initial_values() -> str:
    """Return the start values of the default region, a row per column."""
    region = load_region(_REGION)
    return table(
        ("column", "values", "range", "spread", "status", "behind it"),
        (_start(column, region.initial[column]) for column in sorted(region.initial)),
    )


def _start(column: str, entry: InitialValue) -> tuple[str, ...]:
    low, high = float(entry.values.min()), float(entry.values.max())
    least, most = float(entry.widths().min()), float(entry.widths().max())
    behind = [cited(entry.claims, ""), entry.source, entry.gap]
    others = sorted({p.status for p in entry.exceptions.values()} - {entry.status})
    return (
        f"`{column}`",
        number(low) if low == high else f"{number(low)} to {number(high)}",
        f"{number(entry.low)} to {number(entry.high)}",
        number(least) if least == most else f"{number(least)} to {number(most)}",
        entry.status + (f" (some {' or '.join(others)})" if others else ""),
        "; ".join(part for part in behind if part),
    )


def draws() -> str:
    """Return what draws there are."""
    return ", ".join(words(purpose.name) for purpose in Purpose)


def events() -> str:
    """Return the types of events that a scenario may name."""
    return table(
        ("type", "what happens", "whom it befalls", "moves or decides", "claims"),
        (tuple(_event(kind)) for kind in EVENT_TYPES.values()),
    )


def _event(kind: EventType) -> Iterator[str]:
    yield f"`{kind.name}`"
    yield kind.meaning
    yield kind.who
    touched = [effect.variable for effect in kind.effects]
    touched += [f"{decision} (forced)" for decision, _ in kind.decisions]
    yield ", ".join(dict.fromkeys(touched)) or "any column"
    yield cited(kind.claims)


def scenarios() -> str:
    """Return the shipped scenarios."""
    loaded = (load_scenario(name) for name in scenario_names())
    return table(
        ("scenario", "title", "span", "question"),
        ((f"`{s.name}`", s.title, f"{s.start} to {s.end}", _line(s.question)) for s in loaded),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def metrics() -> str:
    """Return the outcomes."""
    return table(
        ("metric", "meaning", "formula", "unit", "claims"),
        (
            (f"`{one.name}`", one.meaning, one.formula, one.unit, cited(one.claims))
            for one in METRICS.values()
        ),
    )
