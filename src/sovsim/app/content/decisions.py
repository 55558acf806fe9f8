"""Decisions: who takes them, which options there are, what speaks for each."""

from __future__ import annotations

from collections.abc import Iterable

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import option_label, variable_label
from sovsim.app.content.terms import motives
from sovsim.axes import Bid, Institution, member_name
from sovsim.rules.contract import Rule
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.telling.names import Names
from sovsim.variables import VARIABLES


def decisions(rules: Iterable[Rule], names: Names, cites: Cites) -> Data:
    """Return every decision by its variable.

    ``actor`` says who may take it in a game (None: nobody), ``bodies`` about which of several bids
    or bodies one is, by its leading index.
    """
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
                "bodies": _bodies(name),
                "motives": motives(rule, name, held, names, cites),
                "claims": cites(rule.claims),
            }
    return found


def _bodies(name: str) -> dict[str, str]:
    """Return leading index -> the bid or the body that a decision is about; empty for others."""
    axes = VARIABLES[name].axes
    about = axes[:1] if axes and axes[0] in (Bid, Institution) else ()
    return {str(int(member)): member.name for axis in about for member in axis}


def _options(name: str) -> dict[str, str]:
    codes = VARIABLES[name].codes
    if codes is None:
        listed: Iterable[str] = DECISIONS[name].options if name in DECISIONS else ()
    else:
        listed = map(member_name, codes)
    return {option: option_label(option) for option in listed}
