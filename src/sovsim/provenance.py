"""Where every claim is used, and what stands behind every name of the model.

Nothing is listed here by hand: rules, parameters, start values, event types, scenarios, metrics
and the registry of claims declare what they rest on, and this module asks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sovsim import claims, concepts, parameters, whereabouts
from sovsim.citation import cited as linked
from sovsim.citation import link_of, written
from sovsim.claims.coverage import Citation, Coverage, coverage, registry_citations
from sovsim.documents.nearest import nearest_few
from sovsim.documents.text import clipped
from sovsim.metrics import METRICS
from sovsim.region import load_region, region_names
from sovsim.rules.contract import Rule
from sovsim.scenario import EVENT_TYPES, load_scenario, scenario_names
from sovsim.schedule import RULES
from sovsim.variables import COMPONENTS, VARIABLES


class UnknownName(KeyError):
    """A name that means nothing to the model; the message names the nearest ones."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Answer:
    """What is known about a name.

    Attributes:
        kind: parameter, variable, rule, term, motive, metric, event, claim, reading of a rival
            hypothesis, tension, gap, trap or concept; or what `sovsim.whereabouts` finds.
        name: the name in full.
        meaning: what it says about the world.
        facts: further facts, label -> value.
        claims: ids of the claims behind it; empty where it is ours alone.
        rules: names of the rules in which it stands.
    """

    kind: str
    name: str
    meaning: str
    facts: dict[str, Any] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, every claim with its text."""
        told = [
            {
                "id": str(one),
                "link": link_of(one),
                "cited": claims.cite(one),
                "text": claims.get(one).text,
            }
            for one in self.claims
        ]
        return {**vars(self), "claims": told, "rules": list(self.rules)}


def claim_coverage() -> Coverage:
    """Return where each claim ended up."""
    return coverage(citations())


def citations() -> Iterator[Citation]:
    """Yield every citation of a claim in the model, its data and its scenarios."""
    for rule in RULES.values():
        for version in (rule, *rule.variants.values()):
            yield from _of_rule(version)
    for variable in VARIABLES.values():
        for claim in variable.claims:
            yield Citation(claim, "rule", f"variable {variable.name}")
    for parameter in parameters.registry().values():
        for claim in parameter.claims:
            yield Citation(claim, "parameter", parameter.name)
    for name in region_names():
        for claim, column, unit in load_region(name).citations():
            where = f"{name}: {column}" + (f" of {unit}" if unit else "")
            yield Citation(claim, "initial value", where)
    for kind in EVENT_TYPES.values():
        for claim in kind.claims:
            yield Citation(claim, "event", kind.name)
    yield from _of_scenarios()
    for metric in METRICS.values():
        for claim in metric.claims:
            yield Citation(claim, "metric", metric.name)
    yield from registry_citations()


def _of_rule(rule: Rule) -> Iterator[Citation]:
    name = f"{rule.name} ({rule.variant_of})" if rule.variant_of else rule.name
    for claim in rule.claims:
        yield Citation(claim, "rule", name)
    for owners in (rule.terms, rule.choices):
        for owner, parts in owners.items():
            for part, ids in parts.items():
                for claim in ids:
                    yield Citation(claim, "rule", f"{name}: {owner}.{part}")
    for results in (rule.transitions, rule.occurrences):
        for result, ids in results.items():
            for claim in ids:
                yield Citation(claim, "rule", f"{name}: {result}")


def _of_scenarios() -> Iterator[Citation]:
    for name in scenario_names():
        scenario = load_scenario(name)
        for claim in scenario.claims:
            yield Citation(claim, "scenario", name)
        for event in scenario.events:
            for claim in event.claims:
                yield Citation(claim, "event", f"{name}: {event.label}")


def why(name: str) -> list[Answer]:
    """Return what is known about a parameter, variable, rule, term, metric, event or claim.

    Rival hypotheses (RH-01), tensions (TN-01), gaps (G-01), traps (TR-01) and the glossary's
    concepts (``coercive diplomacy``) are names too. What is no name at all is looked for in the
    words of the concepts.

    Raises:
        UnknownName: naming the nearest names.
    """
    found = [answer for look in _LOOKS for answer in look(name)]
    found = found or [_placed(one) for one in whereabouts.actors(name)]
    found = found or [_told(one) for one in concepts.near(name)]
    if found:
        return found
    known = list(_known())
    near = nearest_few(name, known, 3)
    near = near or [entry for entry in known if name.lower() in entry.lower()][:3]
    hint = f"\n  nearest: {', '.join(near)}" if near else ""
    raise UnknownName(f"nothing in the model is called '{clipped(name)}'{hint}")


def _known() -> Iterator[str]:
    yield from parameters.registry()
    yield from VARIABLES
    yield from COMPONENTS
    yield from RULES
    yield from METRICS
    yield from EVENT_TYPES
    yield from (claim.id for claim in claims.all_claims())
    for told in (claims.hypotheses(), claims.tensions(), claims.gaps(), claims.traps()):
        yield from (one.id for one in told)
    yield from (entry.id for entry in claims.glossary())
    yield from dict.fromkeys(full for full, *_ in _all_terms())
    yield from dict.fromkeys(whereabouts.known())


def _versions() -> Iterator[Rule]:
    for rule in RULES.values():
        yield rule
        yield from rule.variants.values()


def _all_terms() -> Iterator[tuple[str, str, str, Rule, tuple[str, ...]]]:
    """Yield ``(owner.part, part, kind, rule, claims)`` for every term and motive."""
    for rule in _versions():
        for kind, owners in (("term", rule.terms), ("motive", rule.choices)):
            for owner, parts in owners.items():
                for part, ids in parts.items():
                    yield f"{owner}.{part}", part, kind, rule, tuple(ids)


def _parameter(name: str) -> Iterator[Answer]:
    declared = parameters.registry().get(name)
    if declared is not None:
        users = [rule.name for rule in RULES.values() if declared.group in rule.parameters]
        facts = {
            "value": declared.value,
            "unit": declared.unit,
            "range": [declared.low, declared.high],
            "status": declared.status,
            "source": declared.source,
            "gap": declared.gap,
            "behind it": declared.because,
        }
        yield Answer(
            "parameter", name, declared.meaning, _given(facts), declared.claims, tuple(users)
        )


def _variable(name: str) -> Iterator[Answer]:
    owner = name if name in VARIABLES else COMPONENTS.get(name, ("", ()))[0]
    if owner:
        declared = VARIABLES[owner]
        writers = [rule.name for rule in RULES.values() if owner in rule.writes]
        readers = [rule.name for rule in RULES.values() if owner in rule.reads]
        codes = declared.codes
        facts = {
            "kind": declared.kind,
            "unit": declared.unit,
            "range": [declared.low, declared.high],
            "one for each": declared.per,
            "codes": [member.name.lower() for member in codes] if codes else None,
            "columns": [column for column, _ in declared.components()],
            "read by": readers,
        }
        yield Answer(
            "variable", owner, declared.meaning, _given(facts), declared.claims, tuple(writers)
        )


def _rule(name: str) -> Iterator[Answer]:
    if name in RULES:
        rule = RULES[name]
        facts = {
            "reads": list(rule.reads),
            "writes": list(rule.writes),
            "parameters": [f"{group}.*" for group in rule.parameters],
            "variants": list(rule.variants),
        }
        yield Answer("rule", name, rule.doc, _given(facts), rule.claims, (name,))


def _term(name: str) -> Iterator[Answer]:
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for full, part, kind, rule, ids in _all_terms():
        if name in (full, part):
            stored = found.setdefault((kind, full), ({}, {}))
            stored[0].update(dict.fromkeys(written(ids)))
            stored[1].setdefault(rule.name)
    for (kind, full), (ids_of, rules) in found.items():
        owner, part = full.split(".", 1)
        verb = "moves" if kind == "term" else "counts for"
        meaning = f"'{part.replace('_', ' ')}' {verb} {owner.replace('_', ' ')}: "
        meaning += VARIABLES[owner].meaning if owner in VARIABLES else ""
        switch = {"switched off by": f"--set mechanisms.off={full}"}
        facts = {**_declaration(kind, full), **switch}
        yield Answer(kind, full, meaning, facts, linked(ids_of), tuple(rules))


def _declaration(kind: str, full: str) -> dict[str, Any]:
    """Return what drives a term or a motive, in which direction, and why where that is ours."""
    owner, part = full.split(".", 1)
    for rule in _versions():
        declared = rule.signed_terms if kind == "term" else rule.signed_choices
        term = declared.get(owner, {}).get(part)
        if term is not None:
            facts = {"driven by": list(term.drivers), "sign": term.sign, "why": term.why}
            return {label: value for label, value in facts.items() if value}
    return {}


def _metric(name: str) -> Iterator[Answer]:
    if name in METRICS:
        metric = METRICS[name]
        facts = {"formula": metric.formula, "unit": metric.unit, "over": metric.window.value}
        yield Answer("metric", name, metric.meaning, facts, metric.claims)


def _event(name: str) -> Iterator[Answer]:
    if name in EVENT_TYPES:
        kind = EVENT_TYPES[name]
        facts = {
            "befalls": kind.who,
            "moves": [effect.variable for effect in kind.effects],
            "decides": [decision for decision, _ in kind.decisions],
            "size": kind.size,
        }
        yield Answer("event", name, kind.meaning, _given(facts), kind.claims)


def _claim(name: str) -> Iterator[Answer]:
    record = next((one for one in claims.all_claims() if one.id == name), None)
    if record is not None:
        facts = {"strength": record.strength, "place": record.locator, "type": record.type}
        used = [
            f"{c.kind}: {c.where}" + (f" ({link})" if (link := link_of(c.claim)) else "")
            for c in claim_coverage().places[name]
        ]
        yield Answer("claim", name, record.text, {**facts, "used by": used}, (name,))


def _concept(name: str) -> Iterator[Answer]:
    yield from map(_told, concepts.named(name))


def _told(concept: concepts.Concept) -> Answer:
    """Return a glossary entry, with the scenarios and experiments that show it."""
    entry = concept.entry
    facts = {
        "disputed": "the documents mark it as disputed" if entry.contested else "",
        "note": entry.note,
        "scenarios": list(concept.scenarios),
        "experiments": list(concept.experiments),
    }
    return Answer("concept", entry.term, entry.definition, _given(facts), entry.claims)


def _reading(name: str) -> Iterator[Answer]:
    for one in claims.hypotheses():
        if name.upper() == one.id:
            facts = {"question": one.title, "test": one.test}
            yield Answer("reading", f"{one.id} A", one.side_a, facts, one.claims_a)
            yield Answer("reading", f"{one.id} B", one.side_b, facts, one.claims_b)


def _tension(name: str) -> Iterator[Answer]:
    for one in claims.tensions():
        if name.upper() == one.id:
            yield Answer("tension", one.id, one.tension, {"treatment": one.treatment}, one.claims)


def _gap(name: str) -> Iterator[Answer]:
    for one in claims.gaps():
        if name.upper() == one.id:
            filled = [key for key, p in parameters.registry().items() if p.gap == one.id]
            facts = {"proposed": one.proposed_range, "note": one.note, "filled by": filled}
            yield Answer("gap", one.id, one.quantity, _given(facts), one.claims)


def _trap(name: str) -> Iterator[Answer]:
    for one in claims.traps():
        if name.upper() == one.id:
            facts = {"wrong": one.wrong, "check": one.check, "note": one.note}
            yield Answer("trap", one.id, one.trap, _given(facts), one.claims)


def _file(name: str) -> Iterator[Answer]:
    yield from map(_placed, whereabouts.files(name))


def _placed(place: whereabouts.Place) -> Answer:
    """Return what stands outside the rules: a file or an actor of a region."""
    return Answer(place.kind, place.name, place.meaning, dict(place.facts))


_LOOKS: tuple[Callable[[str], Iterable[Answer]], ...] = (
    _parameter,
    _variable,
    _rule,
    _term,
    _metric,
    _event,
    _claim,
    _reading,
    _tension,
    _gap,
    _trap,
    _concept,
    _file,
)


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, "", [], ())}
