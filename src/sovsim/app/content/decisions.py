"""Decisions: who takes them, which options there are, what speaks for each."""

from __future__ import annotations

from collections.abc import Iterable

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import option_label, variable_label
from sovsim.app.content.terms import motives
from sovsim.axes import member_name
from sovsim.rules.contract import Rule
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.telling.names import Names
from sovsim.variables import VARIABLES


def decisions(rules: Iterable[Rule], names: Names, cites: Cites) -> Data:
    """Return every decision by its variable; `play` says who may take it in a game, if anybody."""
    found: Data = {}
    for rule in rules:
        for name, held in rule.signed_choices.items():
            declared = DECISIONS.get(name)
            found[name] = {
                "label": variable_label(name, names),
                "meaning": names.local(VARIABLES[name].meaning),
                "rule": rule.name,
                "actor": None if declared is None else declared.actor,
                "options": _options(name),
                "motives": motives(rule, held, names, cites),
                "claims": cites(rule.claims),
            }
    return found


def _options(name: str) -> dict[str, str]:
    codes = VARIABLES[name].codes
    if codes is None:
        listed: Iterable[str] = DECISIONS[name].options if name in DECISIONS else ()
    else:
        listed = map(member_name, codes)
    return {option: option_label(option) for option in listed}
