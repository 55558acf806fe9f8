"""Terms of the ledger: what each is called, the rule that hands it back, the claims behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import option_label
from sovsim.record.reads import rule_in_force
from sovsim.rules.contract import Rule
from sovsim.rules.contract import Term as Declared
from sovsim.rules.events import EVENT_TERM
from sovsim.scenario import Scenario
from sovsim.schedule import RULES
from sovsim.telling.labels import EVERY, labels, motive_name, term_name
from sovsim.telling.names import Names


def in_force(scenario: Scenario) -> list[Rule]:
    """Return every rule, in the variant that a scenario chooses."""
    return [rule_in_force(rule, scenario) for rule in RULES.values()]


def terms(rules: Iterable[Rule], names: Names, cites: Cites) -> Data:
    """Return variable -> term -> what it is; what drives it and its sign, as its rule declares.

    Where a second rule hands back a term of that name, it stands under ``others`` of the first.
    """
    found: Data = {}
    for rule in rules:
        for variable, held in rule.signed_terms.items():
            for term, declared in held.items():
                told = described(
                    rule, term_name(variable, term, rule.name), term, declared, names, cites
                )
                first = found.setdefault(variable, {}).setdefault(term, told)
                if first["rule"] != rule.name:
                    first.setdefault("others", {})[rule.name] = told
    return found


def transitions(rules: Iterable[Rule], cites: Cites) -> Data:
    """Return rule -> variable -> claims behind a change of a code or a flow that it makes."""
    found: Data = {}
    for rule in rules:
        held = {name: cites(ids) for name, ids in rule.transitions.items() if ids}
        held |= {name: cites(rule.claims) for name in rule.signed_choices}
        if held:
            found.setdefault(rule.name, {}).update(held)
    return found


def described(
    rule: Rule, name: str, key: str, declared: Declared, names: Names, cites: Cites
) -> Data:
    """Return what a term or a motive is; its reason where no claim is cited."""
    return {
        "label": names.local(name) or option_label(key),
        "claims": cites(declared.claims),
        "rule": rule.name,
        "by": list(declared.drivers),
        "sign": declared.sign,
        "why": "" if declared.claims else names.local(declared.why),
    }


def names_of_terms() -> Data:
    """Return what terms are called that no rule declares, and how those of events begin."""
    return {"known": dict(labels("terms")[EVERY]), "event": EVENT_TERM}


def motives(
    rule: Rule, decision: str, held: Mapping[str, Declared], names: Names, cites: Cites
) -> dict[str, Data]:
    """Return motive -> what it is and which option is meant."""
    return {
        motive: {
            **described(rule, motive_name(decision, motive), motive, declared, names, cites),
            "of": declared.of,
        }
        for motive, declared in held.items()
    }
