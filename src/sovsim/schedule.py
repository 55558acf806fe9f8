"""The quarter: the ordered list of stages, and the only place where rules meet.

1. events - the scenario's dated events; votes that are due
2. dependence - ties to the hegemon and to others
3. opinion and unrest - tides, wishes and where they settle, welfare, unrest, the kind of regime
4. offers - of the EU, NATO, China, Turkey; the hegemon proposes a union
5. foreign policy - each state chooses, on its bids and bodies too, and acts
6. hegemon policy - rung, route, talks, conduct abroad, and what coercion does at once
7. collective security - votes, decision, deployment, withdrawal
8. upheaval - governments fall, new ones take office
9. conflict - force, troops, broken relations, the course of conflicts and wars, land, recognition
10. response - condemnation, sanctions, support, signals, relations
11. legitimacy - of institutions, by audience
12. norms - at both levels
13. alignment - conduct toward the hegemon and the West
14. autonomy - exposure, autonomy, capacity

Inside a stage all actors act on the same frozen world; where a decision must see another one of
the same quarter, it stands in a stage of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from sovsim.documents.nearest import did_you_mean
from sovsim.engine import Stage
from sovsim.rules import (
    alignment,
    autonomy,
    bids,
    bodies,
    capacity,
    citizenship,
    coercion,
    collective_security,
    conflict,
    cores,
    dependence,
    economic_ties,
    events,
    exposure,
    foreign_policy,
    foreign_policy_acts,
    founding,
    government,
    hegemon_abroad,
    hegemon_means,
    hegemon_policy,
    legitimacy,
    likeness,
    norm_routes,
    norms,
    offers,
    openings,
    opinion,
    outer_ties,
    presence,
    proposals,
    recognition,
    regime,
    relations,
    response,
    rivalries,
    routes,
    talks,
    tides,
    unrest,
    upheaval,
    war,
    welfare,
)
from sovsim.rules.contract import Rule

SCHEDULE: tuple[Stage, ...] = (
    Stage("events", (events.apply,)),
    Stage("elections", (government.elections,)),
    Stage(
        "dependence",
        (
            dependence.drift,
            economic_ties.energy,
            economic_ties.trade,
            economic_ties.labour,
            dependence.security,
            dependence.society,
            outer_ties.drift,
        ),
    ),
    Stage(
        "opinion and unrest",
        (
            opinion.governments,
            opinion.publics,
            cores.governments,
            cores.publics,
            likeness.wishes,
            tides.tide,
            tides.distance,
            welfare.course,
            unrest.grievance,
            unrest.unrest,
            unrest.regime_security,
            regime.course,
        ),
    ),
    Stage("offers", (offers.outer_powers, founding.propose)),
    Stage("foreign policy: choice", (foreign_policy.choose, bids.choose, bodies.choose)),
    Stage("foreign policy: acts", (foreign_policy_acts.enact,)),
    Stage("hegemon policy: openings", (openings.change,)),
    Stage("hegemon policy: rung", (hegemon_policy.rung, hegemon_abroad.engage)),
    Stage(
        "hegemon policy: route and talks",
        (routes.regional, norm_routes.choose, talks.talks, hegemon_abroad.global_vote),
    ),
    Stage(
        "hegemon policy: effects",
        (
            citizenship.papers,
            coercion.felt,
            coercion.expectation,
            hegemon_abroad.engagement_effects,
            hegemon_abroad.words_and_deeds,
            proposals.votes,
            hegemon_means.means_and_identity,
        ),
    ),
    Stage("collective security: council", (collective_security.council,)),
    Stage("collective security: decision", (collective_security.decide,)),
    Stage(
        "collective security: mission",
        (collective_security.deploy, collective_security.withdrawal),
    ),
    Stage("upheaval", (upheaval.falls,)),
    Stage("new governments", (government.takes_office, government.rescue, upheaval.alarm)),
    Stage("conflict: force", (war.force, presence.deploy, rivalries.rivalries)),
    Stage("conflict: break and end", (relations.breach, war.end)),
    Stage("conflict: war", (war.course,)),
    Stage("conflict: course", (conflict.course, recognition.control)),
    Stage(
        "conflict: effects",
        (conflict.effects, war.effects, war.broken_pact, presence.stay, recognition.spread),
    ),
    Stage("response", (response.standing, response.answers, relations.relations)),
    Stage("legitimacy", (legitimacy.audiences, legitimacy.alliance, legitimacy.forums)),
    Stage("norms", (norms.evolve,)),
    Stage("alignment", (alignment.conduct, alignment.accustoming)),
    Stage("exposure", (exposure.laid_open,)),
    Stage("autonomy", (autonomy.relaxation, capacity.growth)),
)

RULES: dict[str, Rule] = {rule.name: rule for stage in SCHEDULE for rule in stage.rules}
"""Every rule by name, in the order in which it runs."""


class UnknownMechanism(ValueError):
    """A rule or variant that does not exist; the message names the nearest one."""


def compile_stages(mechanisms: Mapping[str, str] | None = None) -> tuple[Stage, ...]:
    """Return the quarter with one function per rule: the default, or the named variant.

    Args:
        mechanisms: rule name -> variant name; ``default`` is the rule itself.

    Raises:
        UnknownMechanism: naming the nearest rule or variant.
    """
    chosen = dict(mechanisms or {})
    for name, variant in chosen.items():
        if name not in RULES:
            raise UnknownMechanism(f"unknown rule '{name}'{did_you_mean(name, RULES)}")
        if variant != "default" and variant not in RULES[name].variants:
            known = ["default", *RULES[name].variants]
            raise UnknownMechanism(
                f"rule '{name}' has no variant '{variant}'; it has {', '.join(known)}"
            )
    return tuple(
        Stage(stage.name, tuple(_variant(rule, chosen.get(rule.name)) for rule in stage.rules))
        for stage in SCHEDULE
    )


def _variant(rule: Rule, name: str | None) -> Rule:
    return rule if name in (None, "default") else rule.variants[str(name)]
