"""Stage 6, third part: the hegemon in the world: engagements out of area, votes, words.

Mediation needs no troops on the ground and brings standing even when it fails; armed engagement
out of area binds attention. What the hegemon says about others' independence and what it does are
two variables (TR-01).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Engagement, GlobalVote, Level, Norm
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.contract import Choice, Occurrence, Outcome, Term, rule
from sovsim.rules.forms import by_code, latent_demand, mean, over_states
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

_ARMED = along(Engagement, {Engagement.INTERVENE: 1.0})
_AGAINST = along(GlobalVote, {GlobalVote.AGAINST: 1.0, GlobalVote.FOR: -1.0})


@rule(
    reads=("readiness", "attention_out_of_area", "out_of_area_scope", "status", "self_image"),
    choices={
        "engagement": {
            "base_rate": Term("", "-", of="mediate", why="ours: to stay away is the usual thing"),
            "status": Term(
                "status",
                "-",
                ("overview-driver-recognition:sign", "overview-key-player-goal:sign"),
                "mediate",
            ),
            "identity": Term(
                "self_image",
                "+",
                ("overview-great-power-self-concept:sign", "overview-unsc-self-concept:topic"),
                "mediate",
            ),
            "scope": Term(
                "out_of_area_scope",
                "+",
                ("overview-outside-region-since-2015:topic",),
                "intervene",
            ),
            "means": Term("readiness", "+", ("hadano-military-revival:topic",), "intervene"),
        }
    },
    parameters=("hegemon_abroad",),
    claims=(
        "overview-goal-global-influence:states",
        "overview-conflicts-as-expansion:states",
        "overview-mediator-without-forces:states",
    ),
)
def engage(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon mediate, propose an order or intervene outside the region, or do nothing."""
    p = parameters.hegemon_abroad
    seeking = parameters.table("hegemon_abroad.seeking", Engagement)
    free = 1.0 - world.attention_out_of_area
    return Outcome(
        choices=(
            Choice(
                decision="engagement",
                options=Engagement,
                terms={
                    "base_rate": parameters.table("hegemon_abroad.base", Engagement),
                    "status": p.status * (1.0 - world.status) * seeking,
                    "identity": p.identity * world.self_image * seeking,
                    "scope": -p.unpractised * (1.0 - world.out_of_area_scope) * _ARMED,
                    "means": -p.means * (1.0 - world.readiness * free) * _ARMED,
                },
                eligible=open_to(
                    Engagement,
                    world.status.shape,
                    {Engagement.INTERVENE: world.out_of_area_scope > 0},
                ),
                draw=noise.uniform(Purpose.ENGAGEMENT, 1),
                scale=p.scale,
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=(
        "engagement",
        "status",
        "leverage_turkey",
        "attention_out_of_area",
        "ties_with_west",
    ),
    terms={
        "status": {
            "attempt": Term(
                ("engagement=mediate", "engagement=propose"),
                "free",
                ("overview-initiatives-show-willingness:sign", "overview-seat-at-table:states"),
                why="RH-12 asks whether an attempt that comes to little still brings standing",
            ),
            "success": Term("engagement=intervene", "+", ("overview-pivotal-mideast:states",)),
            "failure": Term(
                "engagement=mediate",
                "free",
                ("overview-initiatives-little-result:topic",),
                why="RH-12 lets results count both ways: a failure may cost what a success brings",
            ),
            "company": Term(
                "ties_with_west",
                "free",
                ("overview-2022-isolation:topic",),
                why="RH-12 lets what strains ties with the West cost standing, as isolation would",
            ),
            "fade": Term("status", "-", why="ours: standing has to be earned again"),
        },
        "leverage_turkey": {
            "engagement": Term(
                ("engagement=mediate", "engagement=intervene"),
                "+",
                ("overview-broker-leverage-turkey:states",),
            ),
            "fade": Term("leverage_turkey", "-", why="ours: leverage has to be earned again"),
        },
        "attention_out_of_area": {
            "intervention": Term(
                "engagement=intervene", "+", ("overview-outside-region-since-2015:topic",)
            ),
            "mediation": Term("engagement=mediate", "+", why="ours: talks take attention too"),
            "fade": Term("attention_out_of_area", "-", why="ours: attention comes free again"),
        },
    },
    occurrences={
        "mediation_abroad": (
            "overview-mediator-without-forces:states",
            "overview-yemen-mediation:states",
            "overview-israel-palestine-mediation:states",
            "overview-afghan-mediation:states",
            "overview-south-asia-mediation:states",
        ),
        "order_proposed": (
            "overview-gulf-collective-security-2019:states",
            "overview-gulf-plan-complements-national:topic",
        ),
        "intervention_abroad": ("overview-syria-2015:states",),
        "mediation_succeeded": ("overview-initiatives-little-result:topic",),
    },
    parameters=("hegemon_abroad", "society"),
    claims=(
        "overview-initiatives-little-result:sign",
        "overview-initiatives-show-willingness:sign",
        "overview-broker-leverage-turkey:states",
    ),
)
def engagement_effects(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """Turn engagements into standing, leverage over Turkey and bound attention.

    An attempt brings standing whatever comes of it; success, rare, brings more. What failure
    costs, and what cold ties with the West do to standing, is neutral by default (RH-12).
    """
    p = parameters.hegemon_abroad
    mediating = world.engagement == Engagement.MEDIATE
    proposing = world.engagement == Engagement.PROPOSE
    fighting = world.engagement == Engagement.INTERVENE
    tried = (mediating | proposing) * 1.0
    success = mediating & (noise.uniform(Purpose.MEDIATION, 1) < p.success_rate)
    room = 1.0 - world.status
    failed = mediating & ~success
    warmth = world.ties_with_west - parameters.society.middle_ties
    return Outcome(
        terms={
            "status": {
                "attempt": p.status_of_attempt
                * tried
                * np.where(p.status_of_attempt < 0, world.status, room),
                "success": p.status_of_success * (success | fighting) * room,
                "failure": -p.status_of_failure * failed * world.status,
                "company": p.fade * p.company * warmth,
                "fade": p.fade * (p.resting_status - world.status),
            },
            "leverage_turkey": {
                "engagement": p.leverage * (mediating | fighting) * (1.0 - world.leverage_turkey),
                "fade": -p.fade * world.leverage_turkey,
            },
            "attention_out_of_area": {
                "intervention": p.attention * fighting * (1.0 - world.attention_out_of_area),
                "mediation": p.mediation_binds
                * p.attention
                * tried
                * (1.0 - world.attention_out_of_area),
                "fade": -p.attention_fade * world.attention_out_of_area,
            },
        },
        occurrences=(
            _abroad("mediation_abroad", mediating),
            _abroad("order_proposed", proposing),
            _abroad("intervention_abroad", fighting),
            _abroad("mediation_succeeded", success),
        ),
    )


def _abroad(event: str, where: np.ndarray) -> Occurrence:
    return Occurrence(event, where, actor="hegemon", target="abroad", unit="system")


VOTE_MOTIVES: dict[str, Term] = {
    "base_rate": Term("", "+", of="abstain", why="ours: to abstain is the usual thing"),
    "authority": Term(
        "norm_strength_non_intervention_global",
        "-",
        ("overview-unsc-authorisation-norm:sign",),
        "for",
    ),
    "stance": Term(
        "stance", "-", ("hadano-regional-revisionism-global-participation:topic",), "for"
    ),
    "carried": Term(
        "stance_regional",
        "free",
        ("hadano-russia-against-rest:topic", "hadano-uses-of-sovereignty:topic"),
        "for",
        why="RH-14 asks whether what is done in the region is said in the world too, or covered",
    ),
    "rivalry": Term(
        "self_image",
        "free",
        ("overview-criticise-us-monopoly:topic", "overview-isolate-west:topic"),
        "for",
        why="RH-14 asks whether a great power's pride turns it against others' force",
    ),
    "ties": Term("ties_with_west", "+", ("overview-navigate-west:topic",), "for"),
}


def _vote(world: World, parameters: Parameters, noise: Noise, level: Level) -> Outcome:
    p = parameters.hegemon_abroad
    norm = world.norm_strength[Norm.NON_INTERVENTION, Level.GLOBAL]
    return Outcome(
        choices=(
            Choice(
                decision="global_vote",
                options=GlobalVote,
                terms={
                    "base_rate": parameters.table("hegemon_abroad.base", GlobalVote),
                    "authority": p.authority * norm * _AGAINST,
                    "stance": p.authority * world.stance[level] * _AGAINST,
                    "carried": p.carried * world.stance[Level.REGIONAL] * _AGAINST,
                    "rivalry": p.rivalry * world.self_image * _AGAINST,
                    "ties": -p.ties * world.ties_with_west * _AGAINST,
                },
                eligible=open_to(GlobalVote, world.ties_with_west.shape, {}),
                draw=noise.uniform(Purpose.GLOBAL_VOTE, 1),
                scale=p.scale,
                active=world.others_force > 0,
                idle=int(GlobalVote.ABSTAIN),
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=("others_force", "stance", "norm_strength", "self_image", "ties_with_west"),
    choices={"global_vote": VOTE_MOTIVES},
    parameters=("hegemon_abroad",),
    claims=(
        "overview-iraq-2003-opposition:states",
        "hadano-uses-of-sovereignty:topic",
        "hadano-military-intervention-book:topic",
    ),
)
def global_vote(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon vote on force used by others, by its stance at the global level (RH-14 B)."""
    return _vote(world, parameters, noise, Level.GLOBAL)


@global_vote.variant("one_stance", claims=("hadano-russia-against-rest:topic",))
def global_vote_one_stance(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-14 A: one stance for both levels; the regional one decides the global vote too."""
    return _vote(world, parameters, noise, Level.REGIONAL)


@rule(
    reads=(
        "rung",
        "sphere",
        "sovereignty_conception",
        "expected_compliance",
        "rhetoric_respect",
        "action_respect",
        "global_vote",
        "others_force",
        "stance",
    ),
    terms={
        "rhetoric_respect": {
            "habit": Term(
                "rhetoric_respect",
                "-",
                ("overview-law-commitment:topic", "overview-democratic-multipolar-rhetoric:topic"),
            ),
            "noise": Term("draw", "+", why="ours: words vary"),
        },
        "action_respect": {
            "deeds": Term("rung=respect", "+", ("jcep-deviation-from-nonintervention:sign",))
        },
        "stance": {
            "deeds": Term(
                "rung=respect", "+", ("hadano-regional-revisionism-global-participation:topic",)
            ),
            "votes": Term("global_vote=against", "+", ("overview-iraq-2003-opposition:sign",)),
            "fade": Term("stance", "-", why="ours: a stance has to be shown again"),
        },
    },
    parameters=("hegemon_abroad", "ladder"),
    claims=("jcep-rhetoric-action-gap:states", "overview-actions-contradict:states"),
)
def words_and_deeds(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move what the hegemon says and what it does about others' independence, apart.

    Deeds are what is left of others' independence, over the states of its sphere: one minus what
    it silently demands and one minus how far it intrudes; the demand is itself a departure from
    non-intervention. Words follow a habit of their own.
    """
    return _words_and_deeds(world, parameters, noise, _REGIONAL, _GLOBAL)


@words_and_deeds.variant("one_stance", claims=("hadano-russia-against-rest:topic",))
def words_and_deeds_one_stance(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-14 A: one stance for both levels; deeds in the region and votes in the world move both."""
    return _words_and_deeds(world, parameters, noise, 1.0, 1.0)


_GLOBAL = along(Level, {Level.GLOBAL: 1.0})
_REGIONAL = along(Level, {Level.REGIONAL: 1.0})


def _words_and_deeds(
    world: World,
    parameters: Parameters,
    noise: Noise,
    by_deeds: FloatArray | float,
    by_votes: FloatArray | float,
) -> Outcome:
    """Return the changes; `by_deeds` and `by_votes` say which level's stance each moves."""
    p = parameters.hegemon_abroad
    intrusion = over_states(by_code(ladder.intrusion(parameters), world.rung), world.sphere)
    unbidden = over_states((1.0 - mean(latent_demand(world))), world.sphere)
    upheld = (1.0 - world.global_vote) * (world.others_force > 0)
    stance = world.stance
    return Outcome(
        terms={
            "rhetoric_respect": {
                "habit": p.word_rate * (p.words - world.rhetoric_respect),
                "noise": p.word_noise * noise.normal(Purpose.RHETORIC, 1),
            },
            "action_respect": {
                "deeds": p.deed_rate * (unbidden * (1.0 - intrusion) - world.action_respect)
            },
            "stance": {
                "deeds": p.stance_rate
                * p.stance_span
                * (unbidden * (1.0 - intrusion) - p.upheld)
                * by_deeds,
                "votes": p.stance_of_vote * upheld * by_votes,
                "fade": -p.stance_rate * stance,
            },
        }
    )
