"""Stage 6: the hegemon's policy towards each state: rung, then route, then talks.

The hegemon weighs, for every state, its **stake** (sphere, compatriots, transit, basing, bids
actual and expected), the **breach** of its silent expectation, and the **opportunity** that
disorder opens, against respect for the state's sovereignty and against costs: norms, sanctions,
NATO cover, readiness, resistance. Hidden expectation comes first, open pressure after a breach
(TN-15). A nested logit: how well an act can be carried out (the routes) feeds the choice of it::

    V(rung) = stake * (1 - c) * (w_c * breach * answer + w_o * opportunity * use)
              - w_r * c * intrusion - costs + nest * inclusive(routes)
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import (
    Channel,
    ConflictStatus,
    Consent,
    Institution,
    Level,
    Mandate,
    Norm,
    Power,
    Relations,
    Rung,
    Talks,
)
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Mask, Outcome, Term, rule
from sovsim.rules.forms import energy_leverage, mean, positive
from sovsim.rules.ladder import (
    ANSWERS_BREACH,
    FORCE,
    INTRUSION,
    USES_DISORDER,
    by_rung,
)
from sovsim.rules.presence import asked, un_mandated
from sovsim.rules.quantal_response import per_option
from sovsim.rules.routes import inclusive_routes
from sovsim.rules.society import (
    ORDER_MOTIVES,
    TALKS_MOTIVES,
    duty,
    expected_sanctions,
    order_terms,
    talks_terms,
)
from sovsim.rules.stakes import breach, expected_bids, opportunity, stake, worth_mending
from sovsim.shocks import Shocks
from sovsim.world import World

_BASE_RATES = tuple(f"base_{rung.name.lower()}" for rung in Rung if rung)
_REWARD = by_rung({Rung.REWARD: 1.0})
_KEEPERS = by_rung({Rung.PEACEKEEPERS: 1.0})

RUNG_CLAIMS: Mapping[str, Term | tuple[str, ...]] = {
    "base_rate": (),
    "control": (
        "jcep-implicit-expectation",
        "jcep-tacit-commitment",
        "jcep-lens-permits-intervention",
        "jcep-right-to-decide-unrecognised",
    ),
    "opportunity": ("overview-instability-opportunism", "overview-driver-opportunity"),
    "respect": ("jcep-delicate-balance", "jcep-partial-not-total"),
    "reward": ("jcep-tacit-commitment", "jcep-ref-patronage"),
    "duty": (
        "overview-great-power-responsibilities",
        "overview-rights-in-sphere",
        "hadano-russia-role-eurasia",
    ),
    "consent": ("hadano-peacekeeping-definition:topic",),
    **ORDER_MOTIVES,
    "justification": (
        "overview-compatriots-as-justification",
        "overview-framed-as-defence",
        "hadano-legal-discourse",
    ),
    "sanctions": ("overview-sanctions-after-crimea",),
    "cover": ("jcep-role-nato",),
    "means": ("hadano-military-revival", "overview-outside-region-since-2015"),
    "resistance": ("overview-adapt-means", "overview-local-power-dynamics"),
    "hosted": ("hadano-peacekeeping-definition:topic",),
    "doctrine": ("overview-chechen-war-learning", "overview-refined-framework"),
    "routes": ("hadano-strategies-matter",),
}


def eligible_rungs(world: World, parameters: Parameters, *, disorder: bool = True) -> Mask:
    """Return which rungs are open, shape ``(rung, run, state)``.

    Economic coercion needs energy or trade that can be cut, subversion a cleavage, annexation and
    invasion an opportunity or an open break. Keepers come on a request, an armistice between
    others or a mandate of the UN, or, against norms, where its own meaning of peacekeeping holds
    in the region. While it is at war with a state it neither rewards it nor invades anew.
    Disorder that has no weight (``disorder`` False, or the weight of opportunity 0) opens no
    window either.
    """
    p = parameters.hegemon_policy
    energy, trade = energy_leverage(world), world.dependence[Channel.TRADE]
    status = world.conflict_status
    in_conflict = (status == ConflictStatus.FIGHTING) | (status == ConflictStatus.FROZEN)
    broken = world.diplomatic_relations != Relations.OPEN
    turned_away = breach(world) > p.open_break
    usable = disorder & (np.asarray(p.opportunity) > 0.0)
    window = ((opportunity(world, parameters) > p.window) & usable) | broken | turned_away
    divided = world.cleavage > p.least_cleavage
    in_sphere = world.sphere > 0
    eligible = np.ones((len(Rung), *world.unrest.shape), dtype=np.bool_)
    eligible[Rung.ECONOMIC_COERCION] = (energy > p.least_leverage) | (trade > p.least_leverage)
    eligible[Rung.SUBVERSION] = divided & in_sphere
    at_peace = world.hegemon_war == 0
    own_meaning = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN, Level.REGIONAL] > p.own_meaning
    uncalled = in_conflict & (un_mandated(world, parameters) | own_meaning)
    eligible[Rung.REWARD] = at_peace
    eligible[Rung.PEACEKEEPERS] = (asked(world) | uncalled) & in_sphere & at_peace
    holdable = divided & (world.territory_held > p.least_territory) & (world.violation < 0.5)
    eligible[Rung.ANNEXATION] = window & holdable
    eligible[Rung.INVASION] = window & in_sphere & at_peace
    return eligible


def rung_terms(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return every utility term of the rungs, shape ``(rung, run, state)``."""
    p = parameters.hegemon_policy
    at_stake = stake(world, parameters)
    denied = 1.0 - world.sovereignty_conception
    sanction_risk = expected_sanctions(world, parameters)
    obliged = duty(world, parameters)
    covered = (world.membership[Institution.NATO] > 0) * world.resolve[Power.NATO]
    fighting = (world.conflict_status == ConflictStatus.FIGHTING) * 1.0
    own_war = np.maximum(world.violation, fighting * world.agitation)
    short_of_means = (1.0 - world.readiness) + world.attention_out_of_area + world.war_exhaustion
    agreed = world.presence_consent / float(Consent.BOTH_PARTIES)
    mandated = world.presence_mandate / float(Mandate.UN)
    called = asked(world)
    own_way_abroad = world.norm_strength[Norm.PEACEKEEPING_RUSSIAN, Level.GLOBAL]
    base = per_option(0.0, *(getattr(p, name) for name in _BASE_RATES))
    return {
        "base_rate": base,
        "control": p.control * at_stake * denied * worth_mending(world) * ANSWERS_BREACH,
        "opportunity": p.opportunity
        * at_stake
        * denied
        * opportunity(world, parameters)
        * USES_DISORDER,
        "respect": -p.respect * world.sovereignty_conception * INTRUSION,
        "reward": p.reward * at_stake * positive(mean(world.alignment_russia) - 0.4) * _REWARD,
        "duty": p.duty
        * obliged
        * at_stake
        * world.self_image
        * (np.maximum(fighting, world.armistice) - own_war)
        * _KEEPERS,
        "consent": (p.consented * called - p.uncalled * ~called * (1.0 - own_way_abroad))
        * _KEEPERS,
        **order_terms(world, parameters, INTRUSION, FORCE),
        "justification": p.justification * world.compatriots * INTRUSION,
        "sanctions": -p.sanctions * sanction_risk * FORCE,
        "cover": -p.cover * covered * FORCE,
        "means": -p.means * short_of_means * FORCE,
        "resistance": -p.resistance * (world.capacity + world.support) * FORCE,
        "hosted": -p.hosted * (agreed + mandated) * FORCE,
        "doctrine": p.doctrine * (world.doctrine - 0.5) * FORCE,
        "routes": p.nest * inclusive_routes(world, parameters),
    }


def _choice(
    world: World, parameters: Parameters, noise: Noise, terms: Mapping[str, FloatArray]
) -> Outcome:
    return Outcome(
        choices=(
            Choice(
                decision="rung",
                options=Rung,
                terms=terms,
                eligible=eligible_rungs(world, parameters, disorder="opportunity" in terms),
                draw=noise.uniform(Purpose.HEGEMON_RUNG, world.unrest.shape[-1]),
                scale=parameters.hegemon_policy.scale,
                actor="hegemon",
            ),
        )
    )


@rule(
    reads=(
        "sphere",
        "compatriots",
        "transit",
        "basing",
        "expected_bid",
        "expected_compliance",
        "alignment_russia",
        "sovereignty_conception",
        "unrest",
        "agitation",
        "dependence",
        "energy_exporter",
        "arrears",
        "conflict_status",
        "hegemon_war",
        "armistice",
        "mandate_peacekeeping",
        "diplomatic_relations",
        "cleavage",
        "request",
        "territory_held",
        "norm_strength",
        "resolve",
        "power_cohesion",
        "membership",
        "violation",
        "readiness",
        "attention_out_of_area",
        "war_exhaustion",
        "presence_consent",
        "presence_mandate",
        "capacity",
        "support",
        "self_image",
        "doctrine",
        "legitimacy",
        "trust",
        "founded",
        "cohesion",
        "status",
        "stance",
        "isolation_west",
        "isolation_world",
        "secession_precedent",
        "ties_with_west",
        "sanction_burden",
        "nuclear_signal",
        "nuclear_credibility",
    ),
    choices={"rung": RUNG_CLAIMS},
    parameters=("hegemon_policy", "presence", "routes", "society"),
    claims=(
        "overview-coercive-diplomacy",
        "jcep-ties-as-leverage",
        "overview-mixed-drivers",
        "overview-context-specific",
        "overview-goal-dominate-neighbours",
    ),
)
def rung(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose a rung towards every state; see the head of the file."""
    return _choice(world, parameters, noise, rung_terms(world, parameters))


@rung.variant(
    "respects",
    reads=("autonomy",),
    claims=("jcep-respect-vs-sphere", "jcep-delicate-balance"),
    choices={"rung": {"independence_valued": ("jcep-respect-vs-sphere",)}},
)
def rung_respects(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-01 A: others' independence is a value of its own; what would be lost of it counts.

    To the terms of the default comes ``-value * autonomy * intrusion``, and nothing is gained by
    mending a breach in the political domain, which is the state's own affair.
    """
    terms = dict(rung_terms(world, parameters))
    own_affair = 1.0 - 1.0 / 3.0
    terms["control"] = terms["control"] * own_affair
    value = parameters.hegemon_policy.independence_value
    terms["independence_valued"] = -value * mean(world.autonomy) * INTRUSION
    return _choice(world, parameters, noise, terms)


@rung.variant("sphere", claims=("jcep-respect-vs-sphere", "overview-goal-cis-sphere"))
def rung_sphere(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-01 B: the hegemon keeps a sphere; respect for independence has no weight of its own."""
    return _choice(world, parameters, noise, _without(world, parameters, "respect"))


@rung.variant("bid_triggered", claims=("overview-eu-bid-tension", "overview-nato-bid-tension"))
def rung_bid_triggered(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-10 A: a bid is a breach by itself, however compliant the state; disorder opens no window.

    The control term takes the greater of what is worth mending and of the expected bids.
    """
    terms = _without(world, parameters, "opportunity")
    p = parameters.hegemon_policy
    terms["control"] = (
        p.control
        * stake(world, parameters)
        * (1.0 - world.sovereignty_conception)
        * np.maximum(worth_mending(world), expected_bids(world, parameters))
        * ANSWERS_BREACH
    )
    return _choice(world, parameters, noise, terms)


@rung.variant("weakness_triggered", claims=("overview-instability-opportunism",))
def rung_weakness_triggered(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-10 B: disorder is used where it appears; neither bid nor breach sets coercion off."""
    terms = _without(world, parameters, "control")
    p = parameters.hegemon_policy
    terms["opportunity"] = (
        p.opportunity
        * stake(world, parameters, bids=False)
        * (1.0 - world.sovereignty_conception)
        * opportunity(world, parameters)
        * USES_DISORDER
    )
    return _choice(world, parameters, noise, terms)


@rung.variant(
    "identity",
    reads=("eurasianism", "cultural_affinity"),
    claims=(
        "jcep-hegemon-self-image",
        "overview-eurasianism-influence",
        "overview-driver-ideology",
    ),
    choices={"rung": {"identity": ("jcep-hegemon-self-image", "overview-eurasianism-official")}},
)
def rung_identity(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-18 A: perception of sovereignty, self-image and Eurasianism drive the hegemon.

    Opportunity, sanctions, means and resistance have no weight; breach counts in the measure of
    the self-image, and kinship makes a state's own course harder to bear.
    """
    terms = _without(
        world, parameters, "opportunity", "sanctions", "means", "resistance", "control"
    )
    kinship = 0.5 + world.eurasianism * world.cultural_affinity
    terms["identity"] = (
        parameters.hegemon_policy.control
        * world.sphere
        * world.self_image
        * kinship
        * (1.0 - world.sovereignty_conception)
        * worth_mending(world)
        * ANSWERS_BREACH
    )
    return _choice(world, parameters, noise, terms)


@rung.variant("interest", claims=("overview-realist-worldview", "jcep-ref-structural-theory"))
def rung_interest(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """RH-18 B: structure, opportunity and interest drive the hegemon.

    How much sovereignty it grants plays no part: stake alone scales what it gains, and respect,
    self-image and doctrine have no weight.
    """
    p = parameters.hegemon_policy
    terms = _without(world, parameters, "respect", "duty", "doctrine")
    gain = 0.5 * stake(world, parameters)
    terms["control"] = p.control * gain * worth_mending(world) * ANSWERS_BREACH
    terms["opportunity"] = p.opportunity * gain * opportunity(world, parameters) * USES_DISORDER
    return _choice(world, parameters, noise, terms)


def _without(world: World, parameters: Parameters, *motives: str) -> dict[str, FloatArray]:
    terms = rung_terms(world, parameters)
    return {name: term for name, term in terms.items() if name not in motives}


@rule(
    reads=("conflict_status", "pressure", "status", "relation", "trust"),
    choices={
        "talks": {
            "base_rate": (),
            "tension": ("overview-coercive-diplomacy", "overview-talks-during-war"),
            "conflict": ("overview-role-broker", "overview-goal-stop-fighting"),
            "status": ("overview-seat-at-table", "overview-diplomacy-serves-strategy"),
            **TALKS_MOTIVES,
        }
    },
    parameters=("hegemon_policy", "society"),
    claims=("overview-coercive-diplomacy", "overview-talks-during-war"),
)
def talks(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose talks beside the rung: peace talks and power politics together.

    A high rung carries no penalty for talks, and no rung rules them out.
    """
    p = parameters.hegemon_policy
    ones = np.ones_like(world.pressure)
    status = world.conflict_status
    in_conflict = (
        (status == ConflictStatus.FIGHTING)
        | (status == ConflictStatus.FROZEN)
        | (status == ConflictStatus.PEACEKEPT)
    )
    tension = np.maximum(world.pressure, 1.0 - world.relation[0])
    answers = np.array([0.0, 1.0, 0.3])[:, None, None]
    mediating = np.array([0.0, 0.4, 1.0])[:, None, None]
    eligible = np.stack([ones > 0, ones > 0, in_conflict])
    return Outcome(
        choices=(
            Choice(
                decision="talks",
                options=Talks,
                terms={
                    "base_rate": per_option(0.0, p.base_negotiate, p.base_mediate),
                    "tension": p.talks_tension * tension * answers,
                    "conflict": p.talks_conflict * in_conflict * mediating,
                    "status": p.talks_status * (1.0 - world.status) * in_conflict * mediating,
                    **talks_terms(world, parameters),
                },
                eligible=eligible,
                draw=noise.uniform(Purpose.HEGEMON_TALKS, world.pressure.shape[-1]),
                scale=p.scale,
                actor="hegemon",
            ),
        )
    )
