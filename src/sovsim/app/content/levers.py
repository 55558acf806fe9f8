"""Which of the thousand numbers a student is offered first: a few in general, a few a concept.

The choice is ours. A scenario offers what its own file sets, what its mechanisms and its concepts
turn on, what its ``try`` names, then the general ones; everything else stands behind "all
parameters".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sovsim.parameters import registry
from sovsim.points import PointError, check_name, is_start
from sovsim.scenario import Scenario

GENERAL = (
    "autonomy.domination",
    "autonomy.outside",
    "autonomy.capacity",
    "alignment.rate",
    "dependence.fade_rate",
    "dependence.outside_supply",
    "capacity.rate",
    "foreign_policy.weight_dependence",
    "foreign_policy.weight_regime_security",
    "foreign_policy.weight_public_demand",
    "hegemon_policy.control",
    "hegemon_policy.respect",
    "hegemon_policy.opportunity",
    "response.sanctions",
    "response.support",
)
"""Levers of every scenario: what makes a state free, what it follows, what the hegemon weighs,
what others answer."""

MECHANISMS: dict[str, tuple[str, ...]] = {
    "autonomy.relaxation": ("autonomy.western_openings", "autonomy.western_demands"),
    "collective_security.council": ("collective_security.kind",),
    "collective_security.decide": ("collective_security.say", "collective_security.trust"),
    "collective_security.withdrawal": (
        "collective_security.debt",
        "collective_security.debt_fade",
        "autonomy.debt",
        "alignment.debt",
    ),
    "conflict.course": ("conflict.keepers_delay", "conflict.keepers_help"),
    "hegemon_abroad.global_vote": ("hegemon_abroad.carried",),
    "hegemon_abroad.words_and_deeds": ("hegemon_abroad.words",),
    "hegemon_means.means_and_identity": ("hegemon_policy.doctrine",),
    "hegemon_policy.rung": ("hegemon_policy.independence_value", "hegemon_policy.respect"),
    "legitimacy.alliance": ("legitimacy.success", "legitimacy.failure"),
    "legitimacy.audiences": ("legitimacy.texts", "legitimacy.objections"),
    "norm_routes.choose": ("norms.direct", "norms.indirect"),
    "norms.evolve": ("norms.deeds", "norms.words"),
    "response.standing": ("response.friends", "response.loyal"),
    "routes.regional": ("routes.acceptance", "routes.delay"),
}
"""Rule -> levers that its variants turn on."""

CONCEPTS: dict[str, tuple[str, ...]] = {
    "alignment": ("alignment.rate", "alignment.closes_west"),
    "autonomy": ("autonomy.domination", "autonomy.capacity", "autonomy.outside"),
    "balancing": ("foreign_policy.weight_balancing", "foreign_policy.somewhere_to_go"),
    "bandwagoning": ("foreign_policy.weight_bandwagoning",),
    "coercive-diplomacy": (
        "hegemon_policy.control",
        "hegemon_policy.leverage",
        "hegemon_policy.base_economic_coercion",
        "coercion.pressure_fade",
        "relations.strain",
    ),
    "collective-west": ("response.sanctions", "response.support", "response.rally"),
    "contestation": ("norms.words", "norms.deeds", "foreign_policy.discontent"),
    "dependence": ("dependence.fade_rate", "dependence.outside_supply", "dependence.reward"),
    "domination": ("autonomy.domination", "autonomy.conduct"),
    "expected-compliance": ("coercion.adaptation", "coercion.ambition", "coercion.notice"),
    "exposure": ("exposure.standing", "exposure.shelter", "exposure.defence"),
    "frozen-conflict": ("conflict.settle", "conflict.keepers_delay", "conflict.consent_wish"),
    "hedging": ("foreign_policy.weight_hedging", "foreign_policy.somewhere_to_go"),
    "hegemon": ("hegemon_policy.control", "hegemon_policy.stake_base"),
    "interference": ("autonomy.domination", "autonomy.force_security"),
    "legitimation": ("legitimacy.texts", "norms.spoken"),
    "leverage": ("hegemon_policy.leverage", "coercion.bite_floor"),
    "matrioshka-hegemony": ("autonomy.other_ties", "autonomy.pole_demands"),
    "multilateralism": ("routes.acceptance", "routes.trust", "routes.delay"),
    "multipolarity": ("autonomy.outside", "autonomy.other_ties"),
    "peacekeeping-russian": ("society.meaning_russian", "norms.keeping"),
    "peacekeeping-un": ("society.meaning_un",),
    "practice": ("norms.deeds", "norms.practice"),
    "primary-institution": ("norms.slowness", "norms.deeds", "norms.words"),
    "protective-integration": (
        "collective_security.fellow_regime",
        "collective_security.shield",
        "bodies.answer_regime_security_join",
    ),
    "recognition": ("relations.resumption",),
    "regime-security": ("foreign_policy.weight_regime_security", "collective_security.fear"),
    "russia-led-alliance": ("collective_security.leader_pull", "collective_security.ally"),
    "secondary-institution": ("routes.acceptance", "routes.own_body"),
    "soft-power": ("foreign_policy.weight_soft_power", "dependence.cultivation"),
    "sovereignty-conception": ("hegemon_policy.respect",),
    "sphere-of-influence": ("hegemon_policy.stake_base", "hegemon_policy.control"),
    "virtual-regionalism": ("bodies.belonging_csto", "alignment.membership"),
}
"""Concept -> levers that it turns on; a concept that is missing has none of its own."""

STARTS = ("unrest", "regime_security", "capacity", "dependence_energy", "dependence_security")
"""Start values that are offered of a state in focus."""

_MOST_FOCUS = 2
_NAMED = re.compile(r"\b(?:initial\.[\w-]+\.)?[a-z]\w*(?:\.[a-z]\w*)?\b")


def levers(scenario: Scenario, focus: Iterable[str]) -> list[str]:
    """Return the levers of a scenario, parameters and start values, its own before general ones."""
    chosen = [name for name in scenario.parameters if name in registry()]
    for rule in scenario.mechanisms:
        chosen += MECHANISMS.get(rule, ())
    chosen += _tried(scenario)
    for concept in scenario.teaching.concepts:
        chosen += CONCEPTS.get(concept, ())
    for state in [*focus][:_MOST_FOCUS]:
        chosen += [f"initial.{state}.{column}" for column in STARTS]
    return list(dict.fromkeys([*chosen, *GENERAL]))


def _tried(scenario: Scenario) -> Iterator[str]:
    """Yield the parameters and start values that the scenario's advice on what to try names."""
    for text in scenario.teaching.try_:
        for name in _NAMED.findall(text):
            if name in registry() or (is_start(name) and _known(name, scenario)):
                yield name


def _known(name: str, scenario: Scenario) -> bool:
    """Return whether a start value exists in a scenario's region."""
    try:
        check_name(name, scenario.region)
    except PointError:
        return False
    return True
