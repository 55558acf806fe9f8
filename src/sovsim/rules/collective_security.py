"""Stage 7: collective security: who is brought before the alliance, who votes how, what is done.

A request from a shaken government and a war of a member are different triggers. Members
vote, the leader decides for itself, and weights turn both into a mission or into none; *not
acting* is an event: the guarantor has left its ally alone (`abandoned`). Troops come after a lag
and leave after their days; what the rescued government owes afterwards is a variant (RH-04).
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import Institution, Mission, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.council_votes import (
    COUNTED_MOTIVES,
    LEADER_MOTIVES,
    VOTE_MOTIVES,
    ballots,
    counted,
    leader,
    triggers,
)
from sovsim.rules.forms import positive
from sovsim.rules.presence import asked
from sovsim.shocks import Shocks
from sovsim.world import World

DAYS_IN_QUARTER = 91.0


@rule(
    reads=(
        "membership",
        "request",
        "dyad_war",
        "conflict_status",
        "war_quarters",
        "hegemon_war",
        "rung",
        "violation",
        "regime_type",
        "regime_security",
        "unrest",
        "dependence",
        "alignment_russia",
        "credibility",
        "cohesion",
        "institution_readiness",
        "mandate_peacekeeping",
        "legitimacy",
        "norm_strength",
        "status",
        "attention_out_of_area",
        "readiness",
        "soft_power",
        "sphere",
        "compatriots",
        "founded",
    ),
    transitions={"trigger": ("hadano-regime-security-motive:topic",)},
    choices={
        "vote_regime": VOTE_MOTIVES,
        "vote_war": VOTE_MOTIVES,
        "leader_mission": LEADER_MOTIVES,
    },
    parameters=("collective_security", "society"),
    claims=(
        "hadano-csto-multilateral-or-unilateral:topic",
        "overview-protect-allies:sign",
        "hadano-security-cooperation-csto:topic",
    ),
)
def council(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the members vote and the leader make up its mind about every state that is brought up.

    Threats to a regime and wars weigh the same by default; two variants part them.
    """
    return _council(world, parameters, noise)


@council.variant("any_danger", claims=("overview-protect-allies:sign",))
def council_any_danger(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """A member in danger is a member in danger, whatever the danger."""
    return _council(world, parameters, noise, regime=1.0, war=1.0)


@council.variant(
    "regime_only",
    claims=("hadano-karabakh-2020-who-kept-peace:topic", "hadano-regime-security-motive:topic"),
    choices={
        "leader_mission": {
            "war": Term("dyad_war", "-", ("hadano-karabakh-2020-who-kept-peace:topic",), "act")
        }
    },
)
def council_regime_only(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """Threats to a regime move the alliance, wars between states do not."""
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
    return Outcome(
        choices=(
            *ballots(world, parameters, noise, trigger, weights),
            leader(world, parameters, noise, trigger, weights),
        ),
        transitions=(Transition("trigger", trigger, "case"),),
    )


_READS_VOTES = (
    "trigger",
    "vote_regime",
    "vote_war",
    "leader_mission",
    "membership",
    "founded",
    "leader_weight",
)


@rule(
    reads=_READS_VOTES,
    choices={"mission": COUNTED_MOTIVES},
    parameters=("collective_security",),
    claims=("hadano-csto-multilateral-or-unilateral:topic",),
)
def decide(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Turn votes into a decision: the leader has its weight, the members share the rest.

    Beside the weight that the scenario gives stands `say`, neutral by default (RH-03).
    """
    weight = world.leader_weight[Institution.CSTO] + parameters.collective_security.say
    return counted(world, np.minimum(np.maximum(weight, 0.0), 1.0))


@decide.variant("equal_votes", claims=("hadano-csto-multilateral-or-unilateral:topic",))
def decide_equal_votes(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-03 A: one state, one vote; the leader can be outvoted."""
    voters = world.membership[Institution.CSTO].sum(axis=-1, keepdims=True)
    return counted(world, 1.0 / np.maximum(voters, 1.0))


@decide.variant("leader_decides", claims=("hadano-kazakhstan-russia-led:topic",))
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
        "rung",
        "request",
        "armistice",
        "hegemon_war",
    ),
    terms={
        "deployment_days": {
            "deployed": Term("mission=act", "+", ("hadano-kazakhstan-withdrawal:topic",))
        },
        "unrest": {"mission": Term("mission=act", "-", ("hadano-protective-integration:topic",))},
        "regime_security": {
            "mission": Term(
                "mission=act",
                "+",
                ("hadano-protective-integration:topic", "overview-assad-bolstered:sign"),
            ),
            "abandoned": Term(
                "mission=abstain", "-", why="ours: a refusal shows that nobody stands by it"
            ),
        },
        "presence": {
            "mission": Term("mission=act", "+", ("hadano-kazakhstan-russian-troops:topic",))
        },
        "conflict_intensity": {
            "mission": Term("mission=act", "-", ("overview-goal-stop-fighting:sign",))
        },
    },
    transitions={"abandoned": ("hadano-2020-karabakh-missed:topic",)},
    occurrences={
        "mission_deployed": ("hadano-kazakhstan-russian-troops:topic",),
        "mission_not_sent": ("hadano-2020-karabakh-missed:topic",),
    },
    parameters=("collective_security",),
    claims=("hadano-kazakhstan-fast-dispatch:topic", "hadano-new-peacekeeping-model:topic"),
)
def deploy(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Carry out the mission: days until it arrives, days that it stays, what it calms.

    What is left of the quarter after the lag is the share of the effect that still falls in it.
    A guarantor that refuses, or passes a member's war over, has left it alone (`abandoned`),
    unless its leader comes by itself, as keepers whom the member has asked for.
    """
    p = parameters.collective_security
    acting = (world.mission == Mission.ACT) * 1.0
    refused = world.mission == Mission.ABSTAIN
    left_alone = refused & ~((world.rung == Rung.PEACEKEEPERS) & asked(world))
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
                "abandoned": -p.abandoned * left_alone * world.regime_security,
            },
            "presence": {"mission": p.mission_size * acting * (1.0 - world.presence)},
            "conflict_intensity": {"mission": -p.calming * timely * world.conflict_intensity},
        },
        transitions=(Transition("abandoned", left_alone * 1.0, "left_alone"),),
        occurrences=(
            Occurrence("mission_deployed", acting > 0, actor="CSTO", size=stay, cause="request"),
            Occurrence("mission_not_sent", refused, actor="CSTO", cause="votes"),
        ),
    )


_STAYING = {
    "deployment_days": {
        "passed": Term("deployment_days", "-", ("hadano-kazakhstan-withdrawal:topic",))
    },
    "presence": {"withdrawn": Term("presence", "-", ("hadano-kazakhstan-withdrawal:topic",))},
    "debt": {"repaid": Term("debt", "-", why="ours: debts are repaid or forgotten")},
}


@rule(
    reads=("deployment_days", "presence", "debt"),
    terms=_STAYING,
    occurrences={"mission_withdrawn": ("hadano-kazakhstan-withdrawal:topic",)},
    parameters=("collective_security",),
    claims=("hadano-kazakhstan-withdrawal:topic", "hadano-kazakhstan-mission-complete:topic"),
)
def withdrawal(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let time pass for missions; those whose days are over leave, and nothing is remembered."""
    return _leave(world, parameters)


@withdrawal.variant(
    "debt",
    reads=("mission",),
    claims=("hadano-clout-under-guise:topic",),
    terms={"debt": {"rescue": Term("mission=act", "+", ("hadano-clout-under-guise:topic",))}},
)
def withdrawal_with_debt(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """A rescue is remembered after the troops have left; what that does, RH-04 asks."""
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
