"""Stage 7: collective security: who is brought before the alliance, who votes how, what is done.

A request from a shaken government and a war of a member are different triggers (RH-16). Members
vote, the leader decides for itself, and weights turn both into a mission or into none; *not
acting* is an event. Troops come after a lag and leave after their days; what the rescued
government owes afterwards is a variant (RH-04).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Institution, Mission, Trigger, Vote
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Mask, Occurrence, Outcome, Transition, rule
from sovsim.rules.council_votes import counted, for_acting, for_mission, triggers
from sovsim.rules.forms import dyads_to_states, mean, over_states, positive
from sovsim.shocks import Shocks
from sovsim.world import World

DAYS_IN_QUARTER = 91.0

_VOTE_CLAIMS = {
    "base_rate": (),
    "fellow_regime": ("hadano-regime-security-motive", "hadano-protective-integration"),
    "leader": ("hadano-kazakhstan-russia-led",),
    "trust": ("hadano-dependable-sheriff-doubt", "hadano-unhappy-club"),
}


@rule(
    reads=(
        "membership",
        "request",
        "dyad_war",
        "conflict_status",
        "war_quarters",
        "violation",
        "regime_type",
        "regime_security",
        "dependence",
        "alignment_russia",
        "credibility",
        "cohesion",
        "institution_readiness",
        "attention_out_of_area",
        "readiness",
        "soft_power",
        "sphere",
        "compatriots",
        "founded",
    ),
    transitions={"trigger": ("hadano-regime-security-motive",)},
    choices={
        "vote_regime": _VOTE_CLAIMS,
        "vote_war": _VOTE_CLAIMS,
        "leader_mission": {
            "base_rate": (),
            "regime": ("hadano-kazakhstan-fast-dispatch", "hadano-regime-security-motive"),
            "war": ("overview-protect-allies",),
            "ally": ("overview-protect-allies", "hadano-soft-power-kazakhstan"),
            "means": ("hadano-cpf-exists",),
            "elsewhere": ("hadano-ukraine-war-effect-csto",),
            "both_sides": ("hadano-karabakh-2020-who-kept-peace",),
        },
    },
    parameters=("collective_security",),
    claims=(
        "hadano-csto-multilateral-or-unilateral",
        "overview-protect-allies",
        "hadano-collective-security-council",
        "hadano-security-cooperation-csto",
    ),
)
def council(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the members vote and the leader make up its mind about every state that is brought up.

    Threats to a regime and wars weigh the same by default; RH-16 has its variants.
    """
    return _council(world, parameters, noise)


@council.variant("any_danger", claims=("overview-protect-allies",))
def council_any_danger(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-16 A: a member in danger is a member in danger, whatever the danger."""
    return _council(world, parameters, noise, regime=1.0, war=1.0)


@council.variant(
    "regime_only", claims=("hadano-karabakh-2020-who-kept-peace", "hadano-regime-security-motive")
)
def council_regime_only(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-16 B: threats to a regime move the alliance, wars between states do not."""
    return _council(world, parameters, noise, regime=1.0, war=-1.0)


def _council(
    world: World,
    parameters: Parameters,
    noise: Noise,
    regime: float | None = None,
    war: float | None = None,
) -> Outcome:
    p = parameters.collective_security
    weights = (
        p.regime if regime is None else p.kind * regime,
        p.war if war is None else p.kind * war,
    )
    trigger = triggers(world)
    member = world.membership[Institution.CSTO] > 0
    any_case = trigger.max(axis=-1, keepdims=True) > 0
    fellow = (1.0 - world.regime_type) * (1.0 - 0.5 * world.regime_security)
    votes = []
    for decision, purpose, weight in (
        ("vote_regime", Purpose.VOTE_REGIME, weights[0]),
        ("vote_war", Purpose.VOTE_WAR, weights[1]),
    ):
        votes.append(
            Choice(
                decision=decision,
                options=Vote,
                terms={
                    "base_rate": for_mission((p.base_vote + 0.5 * weight) * np.ones_like(trigger)),
                    "fellow_regime": for_mission(p.fellow_regime * fellow),
                    "leader": for_mission(
                        p.leader_pull
                        * world.dependence[Channel.SECURITY]
                        * mean(world.alignment_russia)
                    ),
                    "trust": for_mission(
                        p.trust
                        * (
                            world.credibility[Institution.CSTO]
                            + world.cohesion[Institution.CSTO]
                            - 1.0
                        )
                        * np.ones_like(trigger)
                    ),
                },
                eligible=np.ones((2, *trigger.shape), dtype=np.bool_),
                draw=noise.uniform(purpose, trigger.shape[-1]),
                scale=p.scale,
                active=member & any_case,
                idle=int(Vote.AGAINST),
            )
        )
    return Outcome(
        choices=(*votes, _leader(world, parameters, noise, trigger, weights)),
        transitions=(Transition("trigger", trigger, "case"),),
    )


def _leader(
    world: World,
    parameters: Parameters,
    noise: Noise,
    trigger: FloatArray,
    weights: tuple[FloatArray, FloatArray],
) -> Choice:
    p = parameters.collective_security
    ready = world.readiness * (0.5 + 0.5 * world.institution_readiness[Institution.CSTO])
    busy = np.minimum(
        world.attention_out_of_area + positive(over_states(world.violation) * 4.0), 1.0
    )
    rival_member = dyads_to_states(world, _both_members(world))
    worth = 0.5 * world.sphere + 0.3 * world.soft_power + world.compatriots
    ones = np.ones_like(trigger)
    asked = trigger > 0
    return Choice(
        decision="leader_mission",
        options=Mission,
        terms={
            "base_rate": for_acting(p.base_act * ones),
            "regime": for_acting(weights[0] * (trigger == Trigger.REGIME)),
            "war": for_acting(weights[1] * (trigger == Trigger.WAR)),
            "ally": for_acting(p.ally * worth * mean(world.alignment_russia)),
            "means": for_acting(p.means * (ready - 0.5) * ones),
            "elsewhere": for_acting(-p.elsewhere * busy * ones),
            "both_sides": for_acting(-p.both_sides * rival_member),
        },
        eligible=np.stack([~asked, asked & (world.founded[Institution.CSTO] > 0), asked]),
        draw=noise.uniform(Purpose.LEADER_MISSION, trigger.shape[-1]),
        scale=p.scale,
        active=asked,
        idle=int(Mission.NOT_ASKED),
        actor="hegemon",
    )


def _both_members(world: World) -> FloatArray:
    """Return 1 for each rivalry in which both sides are members and are at war."""
    first, second = world.topology.dyad_members
    member = world.membership[Institution.CSTO]
    return member[:, first] * member[:, second] * world.dyad_war


_COUNTED = {
    "leader": ("hadano-kazakhstan-russia-led",),
    "members": ("hadano-csto-multilateral-or-unilateral",),
}
_READS_VOTES = (
    "trigger",
    "vote_regime",
    "vote_war",
    "leader_mission",
    "membership",
    "leader_weight",
)


@rule(
    reads=_READS_VOTES,
    choices={"mission": _COUNTED},
    parameters=(),
    claims=("hadano-csto-multilateral-or-unilateral", "hadano-collective-security-council"),
)
def decide(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Turn votes into a decision: the leader has its weight, the members share the rest."""
    return counted(world, world.leader_weight[Institution.CSTO])


@decide.variant("equal_votes", claims=("hadano-csto-multilateral-or-unilateral",))
def decide_equal_votes(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-03 A: one state, one vote; the leader can be outvoted."""
    voters = world.membership[Institution.CSTO].sum(axis=-1, keepdims=True)
    return counted(world, 1.0 / np.maximum(voters, 1.0))


@decide.variant("leader_decides", claims=("hadano-kazakhstan-russia-led",))
def decide_leader(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-03 B: the leader decides, the members are its audience."""
    return counted(world, 1.0)


@rule(
    reads=(
        "mission",
        "unrest",
        "regime_security",
        "presence",
        "conflict_intensity",
    ),
    terms={
        "deployment_days": {"deployed": ("hadano-kazakhstan-withdrawal",)},
        "unrest": {"mission": ("hadano-protective-integration", "overview-goal-stop-fighting")},
        "regime_security": {
            "mission": ("hadano-protective-integration", "overview-assad-bolstered"),
            "abandoned": (),
        },
        "presence": {"mission": ("hadano-kazakhstan-russian-troops",)},
        "conflict_intensity": {"mission": ("overview-goal-stop-fighting",)},
    },
    occurrences={
        "mission_deployed": ("hadano-kazakhstan-russian-troops",),
        "mission_not_sent": ("hadano-2020-karabakh-missed",),
    },
    parameters=("collective_security",),
    claims=("hadano-kazakhstan-fast-dispatch", "hadano-new-peacekeeping-model"),
)
def deploy(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Carry out the mission: days until it arrives, days that it stays, what it calms.

    What is left of the quarter after the lag is the share of the effect that still falls in it.
    """
    p = parameters.collective_security
    acting = (world.mission == Mission.ACT) * 1.0
    refused = world.mission == Mission.ABSTAIN
    states = acting.shape[-1]
    lag = p.lag_days * (0.5 + noise.uniform(Purpose.RESPONSE_LAG, states))
    stay = p.stay_days * (0.5 + noise.uniform(Purpose.DURATION, states))
    timely = positive(1.0 - lag / DAYS_IN_QUARTER) * acting
    return Outcome(
        terms={
            "deployment_days": {"deployed": acting * (lag + stay)},
            "unrest": {"mission": -p.calming * timely * world.unrest},
            "regime_security": {
                "mission": p.shield * timely * (1.0 - world.regime_security),
                "abandoned": -p.abandoned * refused * world.regime_security,
            },
            "presence": {"mission": p.mission_size * acting * (1.0 - world.presence)},
            "conflict_intensity": {"mission": -p.calming * timely * world.conflict_intensity},
        },
        occurrences=(
            Occurrence("mission_deployed", acting > 0, actor="CSTO", size=stay, cause="request"),
            Occurrence("mission_not_sent", refused, actor="CSTO", cause="votes"),
        ),
    )


_STAYING: dict[str, dict[str, tuple[str, ...]]] = {
    "deployment_days": {"passed": ("hadano-kazakhstan-withdrawal",)},
    "presence": {"withdrawn": ("hadano-kazakhstan-withdrawal",)},
    "debt": {"repaid": ()},
}


@rule(
    reads=("deployment_days", "presence", "debt"),
    terms=_STAYING,
    occurrences={"mission_withdrawn": ("hadano-kazakhstan-withdrawal",)},
    parameters=("collective_security",),
    claims=("hadano-kazakhstan-withdrawal", "hadano-kazakhstan-mission-complete"),
)
def withdrawal(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let time pass for missions; those whose days are over leave, and owe nothing (RH-04 A)."""
    return _leave(world, parameters)


@withdrawal.variant(
    "debt",
    reads=("mission",),
    claims=("hadano-clout-under-guise", "jcep-tacit-commitment"),
    terms={"debt": {"rescue": ("jcep-tacit-commitment", "hadano-clout-under-guise")}},
)
def withdrawal_with_debt(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-04 B: the rescue leaves a debt that outlasts the troops."""
    outcome = _leave(world, parameters)
    rescued = (world.mission == Mission.ACT) * (1.0 - world.debt)
    owed = parameters.collective_security.debt * rescued
    terms = {name: dict(named) for name, named in outcome.terms.items()}
    terms["debt"] = {"rescue": owed, **terms["debt"]}
    return Outcome(terms=terms, occurrences=outcome.occurrences)


def _leave(world: World, parameters: Parameters) -> Outcome:
    p = parameters.collective_security
    days = world.deployment_days
    over: Mask = (days > 0) & (days <= DAYS_IN_QUARTER)
    return Outcome(
        terms={
            "deployment_days": {"passed": -np.minimum(days, DAYS_IN_QUARTER)},
            "presence": {"withdrawn": -np.minimum(world.presence, p.mission_size) * over},
            "debt": {"repaid": -p.debt_fade * world.debt},
        },
        occurrences=(Occurrence("mission_withdrawn", over, actor="CSTO", cause="days over"),),
    )
