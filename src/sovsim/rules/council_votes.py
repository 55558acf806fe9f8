"""Who comes before the alliance, how members and leader weigh a case, how votes are counted.

No rule by itself: `sovsim.rules.collective_security` asks and decides with these. Mandate and
legitimacy among members, and the region's own meaning of peacekeeping, enter the members' votes;
the mandate takes away part of what acting costs the leader, whose duty grows with its standing.

Two motives that name no kind of danger are open (RH-16), neutral by default: the guarantee that
members lean on, for a loyal ally, and rulers' fear, for one whom its streets shake. With members
voting as they lean and fear, and the leader by how the ally itself leans and is ruled::

    guarantee * D[security] * alignment of the case;  fear * fellow regime * unrest of the case
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import (
    Audience,
    Channel,
    ConflictStatus,
    Institution,
    Level,
    Mission,
    Norm,
    Trigger,
    Vote,
)
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Outcome, Term
from sovsim.rules.forms import dyads_to_states, mean, over_states, positive
from sovsim.rules.presence import seized_by_force
from sovsim.rules.quantal_response import open_to
from sovsim.rules.society import duty
from sovsim.world import World

_FOR = along(Vote, {Vote.FOR: 1.0})
_ACT = along(Mission, {Mission.ACT: 1.0})
"""Options that a utility counts for: the vote for a mission, and acting."""

_CSTO = Institution.CSTO
_TIE = 1e-9
"""Far above rounding and far below any vote: what half of the weight wants is not carried."""

VOTE_MOTIVES: dict[str, Term] = {
    "base_rate": Term("", "-", of="for", why="ours: to send troops is the exception"),
    "fellow_regime": Term("regime_type", "-", ("hadano-protective-integration:topic",), "for"),
    "leader": Term(
        ("dependence_security", "alignment_russia"),
        "+",
        ("hadano-kazakhstan-russia-led:topic",),
        "for",
    ),
    "trust": Term(
        ("credibility_csto", "cohesion_csto"),
        "+",
        ("hadano-dependable-sheriff-doubt:topic", "hadano-unhappy-club:topic"),
        "for",
    ),
    "mandate": Term("mandate_peacekeeping_csto", "+", ("hadano-csto-pk-agreement:topic",), "for"),
    "legitimacy": Term(
        "legitimacy_csto_members", "+", ("hadano-collective-legitimization:topic",), "for"
    ),
    "guarantee": Term(
        "dependence_security",
        "free",
        ("overview-protect-allies:topic",),
        "for",
        why="RH-16 asks whether members stand by each other for the guarantee that they lean on",
    ),
    "fear": Term(
        "regime_type",
        "free",
        ("hadano-regime-security-motive:topic", "hadano-protective-integration:topic"),
        "for",
        why="RH-16 asks whether rulers stand by each other for fear of their own streets",
    ),
    "meaning": Term(
        "norm_strength_peacekeeping_russian_regional",
        "+",
        ("hadano-russian-approach-own:topic",),
        "for",
    ),
}

LEADER_MOTIVES: dict[str, Term] = {
    "base_rate": Term("", "-", of="act", why="ours: not to act is the usual thing"),
    "regime": Term("request", "+", ("hadano-kazakhstan-fast-dispatch:topic",), "act"),
    "war": Term("dyad_war", "+", ("overview-protect-allies:sign",), "act"),
    "ally": Term(
        ("alignment_russia", "soft_power", "compatriots"),
        "+",
        ("overview-protect-allies:sign", "hadano-soft-power-kazakhstan:topic"),
        "act",
    ),
    "guarantee": Term(
        "dependence_security",
        "free",
        ("overview-protect-allies:topic",),
        "act",
        why="RH-16 asks whether an ally is stood by for the guarantee that it leans on",
    ),
    "fear": Term(
        "unrest",
        "free",
        ("hadano-regime-security-motive:topic", "hadano-protective-integration:topic"),
        "act",
        why="RH-16 asks whether a ruler is stood by because its streets shake it",
    ),
    "means": Term(
        ("readiness", "institution_readiness_csto"), "+", ("hadano-cpf-exists:topic",), "act"
    ),
    "duty": Term(
        (
            "status",
            "norm_strength_great_power_management_regional",
            "norm_strength_great_power_management_global",
        ),
        "+",
        ("overview-great-power-responsibilities:sign",),
        "act",
    ),
    "mandate": Term("mandate_peacekeeping_csto", "+", ("hadano-why-formal-ios:topic",), "act"),
    "members": Term(
        "legitimacy_csto_members", "+", ("hadano-collective-legitimization:topic",), "act"
    ),
    "elsewhere": Term(
        ("attention_out_of_area", "violation"),
        "-",
        ("hadano-ukraine-war-effect-csto:topic",),
        "act",
    ),
    "both_sides": Term("dyad_war", "-", ("hadano-karabakh-2020-who-kept-peace:topic",), "act"),
}

COUNTED_MOTIVES: dict[str, Term] = {
    "leader": Term("leader_mission=act", "+", ("hadano-kazakhstan-russia-led:topic",), "act"),
    "members": Term(
        ("vote_regime=for", "vote_war=for"),
        "+",
        ("hadano-csto-multilateral-or-unilateral:topic",),
        "act",
    ),
    "tie": Term("", "-", of="act", why="ours: what no more than half of the weight wants fails"),
}


def triggers(world: World) -> FloatArray:
    """Return what brings each state before the alliance this quarter, codes of `Trigger`.

    A member that asks and is not at war is a threatened regime. A war with a rival is a case when
    it breaks out and whenever the member asks; fighting on a member's own soil, its own affair,
    only when it asks. A war that goes on is no new case. Nobody is brought up whom the leader
    attacks.
    """
    spared = ~seized_by_force(world) & (world.hegemon_war == 0)
    member = (world.membership[Institution.CSTO] > 0) & spared
    at_war = dyads_to_states(world, world.dyad_war) > 0
    own_war = (world.conflict_status == ConflictStatus.FIGHTING) & (world.hegemon_war == 0)
    asked = world.request > 0
    breaks_out = world.war_quarters <= 1
    war = member & ((at_war & (asked | breaks_out)) | (own_war & asked))
    regime = member & asked & ~(at_war | own_war)
    result: FloatArray = np.where(war, Trigger.WAR, np.where(regime, Trigger.REGIME, Trigger.NONE))
    return result * 1.0


def ballots(
    world: World,
    parameters: Parameters,
    noise: Noise,
    trigger: FloatArray,
    weights: tuple[FloatArray, FloatArray],
) -> tuple[Choice, ...]:
    """Return the members' votes on threats to regimes and on wars.

    Args:
        trigger: codes of `Trigger`, shape ``(run, state)``.
        weights: what a threat to a regime and what a war weighs.
    """
    p = parameters.collective_security
    member = world.membership[Institution.CSTO] > 0
    any_case = trigger.max(axis=-1, keepdims=True) > 0
    fellow = (1.0 - world.regime_type) * (1.0 - p.firm_regimes * world.regime_security)
    follows = world.dependence[Channel.SECURITY] * mean(world.alignment_russia)
    trusted = world.credibility[Institution.CSTO] + world.cohesion[Institution.CSTO] - 1.0
    mandate = world.mandate_peacekeeping[Institution.CSTO] - p.middle_mandate
    accepted = world.legitimacy[Institution.CSTO, Audience.MEMBERS] - p.middle_legitimacy
    meaning = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN, Level.REGIONAL] - p.middle_meaning
    shared = {
        "fellow_regime": Along(_FOR, p.fellow_regime * fellow),
        "leader": Along(_FOR, p.leader_pull * follows),
        "trust": Along(_FOR, p.trust * trusted),
        "mandate": Along(_FOR, p.mandate_in_votes * mandate),
        "legitimacy": Along(_FOR, p.legitimacy_in_votes * accepted),
        "meaning": Along(_FOR, p.meaning_in_votes * meaning),
    }
    leans = p.guarantee * world.dependence[Channel.SECURITY]
    fears = p.fear * fellow
    loyal, shaken = mean(world.alignment_russia), world.unrest
    return tuple(
        Choice(
            decision=decision,
            options=Vote,
            terms={
                "base_rate": Along(_FOR, p.base_vote + p.danger_in_votes * weight),
                **shared,
                "guarantee": Along(_FOR, leans * _of_cases(loyal, trigger == kind)),
                "fear": Along(_FOR, fears * _of_cases(shaken, trigger == kind)),
            },
            eligible=np.ones((len(Vote), *trigger.shape), dtype=np.bool_),
            draw=noise.uniform(purpose, trigger.shape[-1]),
            scale=p.scale,
            active=member & any_case,
            idle=int(Vote.AGAINST),
        )
        for decision, purpose, kind, weight in (
            ("vote_regime", Purpose.VOTE_REGIME, Trigger.REGIME, weights[0]),
            ("vote_war", Purpose.VOTE_WAR, Trigger.WAR, weights[1]),
        )
    )


def _of_cases(value: FloatArray, cases: Mask) -> FloatArray:
    """Return the mean of a value over the states that are brought up, shape ``(run, 1)``."""
    total: FloatArray = (value * cases).sum(axis=-1, keepdims=True)
    return total / np.maximum(cases.sum(axis=-1, keepdims=True), 1)


def leader(
    world: World,
    parameters: Parameters,
    noise: Noise,
    trigger: FloatArray,
    weights: tuple[FloatArray, FloatArray],
) -> Choice:
    """Return what the leader of the alliance wants done about each case; see `ballots`."""
    p = parameters.collective_security
    own_forces = 1.0 - p.joint_forces + p.joint_forces * world.institution_readiness[_CSTO]
    busy = np.minimum(
        world.attention_out_of_area + positive(over_states(world.violation) * p.war_busies), 1.0
    )
    worth = (
        p.worth_sphere * world.sphere
        + p.worth_soft_power * world.soft_power
        + p.worth_compatriots * world.compatriots
    )
    mandate = world.mandate_peacekeeping[Institution.CSTO] - p.middle_mandate
    accepted = world.legitimacy[Institution.CSTO, Audience.MEMBERS] - p.middle_legitimacy
    leans = world.dependence[Channel.SECURITY] * mean(world.alignment_russia)
    asked = trigger > 0
    return Choice(
        decision="leader_mission",
        options=Mission,
        terms={
            "base_rate": Along(_ACT, p.base_act),
            "regime": Along(_ACT, weights[0] * (trigger == Trigger.REGIME)),
            "war": Along(_ACT, weights[1] * (trigger == Trigger.WAR)),
            "ally": Along(_ACT, p.ally * worth * mean(world.alignment_russia)),
            "guarantee": Along(_ACT, p.guarantee * leans),
            "fear": Along(_ACT, p.fear * (1.0 - world.regime_type) * world.unrest),
            "means": Along(_ACT, p.means * (world.readiness * own_forces - p.middle_means)),
            "duty": Along(_ACT, p.duty * (duty(world, parameters) - 1.0)),
            "mandate": Along(_ACT, p.mandate_for_leader * mandate),
            "members": Along(_ACT, p.members_for_leader * accepted),
            "elsewhere": Along(_ACT, -p.elsewhere * busy),
            "both_sides": Along(_ACT, -p.both_sides * dyads_to_states(world, _both_members(world))),
        },
        eligible=_open_missions(world, asked),
        draw=noise.uniform(Purpose.LEADER_MISSION, trigger.shape[-1]),
        scale=p.scale,
        active=asked,
        idle=int(Mission.NOT_ASKED),
        actor="hegemon",
    )


def _open_missions(world: World, asked: Mask) -> Mask:
    """Return which answers to a call are open, shape ``(mission, run, state)``."""
    return open_to(
        Mission,
        asked.shape,
        {
            Mission.NOT_ASKED: ~asked,
            Mission.ACT: asked & (world.founded[_CSTO] > 0),
            Mission.ABSTAIN: asked,
        },
    )


def _both_members(world: World) -> FloatArray:
    """Return 1 for each rivalry in which both sides are members and are at war."""
    first, second = world.topology.dyad_members
    member = world.membership[Institution.CSTO]
    return member[:, first] * member[:, second] * world.dyad_war


def members_for(world: World) -> FloatArray:
    """Return the share of the other members that vote for acting on each state's case."""
    member = world.membership[Institution.CSTO]
    votes = np.where(world.trigger == Trigger.WAR, 1.0, 0.0)
    shares = []
    for ballot in (world.vote_regime, world.vote_war):
        voices = (ballot * member).sum(axis=-1, keepdims=True) - ballot * member
        voters = member.sum(axis=-1, keepdims=True) - member
        shares.append(voices / np.maximum(voters, 1.0))
    result: FloatArray = shares[0] + votes * (shares[1] - shares[0])
    return result


def counted(world: World, weight: FloatArray | float) -> Outcome:
    """Count the votes: more than half of the weight carries; an exact tie does not."""
    for_it = (world.leader_mission == Mission.ACT) * 1.0
    asked = world.trigger > 0
    return Outcome(
        choices=(
            Choice(
                decision="mission",
                options=Mission,
                terms={
                    "leader": Along(_ACT, weight * (for_it - 0.5)),
                    "members": Along(_ACT, (1.0 - weight) * (members_for(world) - 0.5)),
                    "tie": Along(_ACT, np.full_like(world.trigger, -_TIE)),
                },
                eligible=_open_missions(world, asked),
                draw=np.full_like(world.trigger, 0.5),
                scale=0.01,
                active=asked,
                idle=int(Mission.NOT_ASKED),
                actor="CSTO",
            ),
        )
    )
