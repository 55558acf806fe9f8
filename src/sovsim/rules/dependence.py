"""Stage 2: what states lean on: what is common to all channels, security and society.

Energy, trade and labour have lives of their own (`sovsim.rules.economic_ties`). Per quarter and
channel ``c``, ``D`` dependence and ``1 - D`` what is not yet held::

    D += - fade * fading[c] * (1 - (cis * fed + commonwealth) * CIS
                                   - inheritance * D[society]) * D
         + reward * rewarded * (1 - D) + last_door * rewarded * (1 - outside) * (1 - D)
         - diversification * material[c] * diversified * D - outside_supply * material[c] * S * D
         - backlash * material[c] * pressure * D - tide * tide[c] * sphere * 4D(1-D) + noise
    D[security] += (fed * (alliance * ally + insecurity * I * ally + friendship * relation
                    + bases * basing * open) + presence * troops) * (1 - D)
                   + deal * fed * (1 - D), with the chance
                     deals * (I + purse * P * exporter) * resources * (1 - NATO stage), where
                     a rival counts less in I that is itself the hegemon's ally
                   - partner * NATO stage * D - abandoned * left_alone * D
    D[society]  += cultivation * soft_power * fed * (1 - D) - recoil * force_seen * D

``ally`` is membership of the CSTO times its credibility, ``I`` the insecurity that a rival or one's
own streets bring, ``S`` what open outer powers within reach can supply. ``fed`` is 1 where the
two deal with each other as is usual (`sovsim.rules.engagement`). Last-door, presence, abandonment,
the commonwealth and the inheritance are open questions: neutral, or with a range through 0.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import Action, Bid, Channel, Domain, Institution, Power, Relation, Relations, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Slice, Term, rule
from sovsim.rules.engagement import fed
from sovsim.rules.forms import dyads_to_states, neighbours_mean, outside_options, stage_share
from sovsim.shocks import Shocks
from sovsim.world import World

_SUPPLIED_HERE = 1.0 - along(Channel, {Channel.TRADE: 1.0})
"""Trade weighs other suppliers among its markets (`sovsim.rules.markets`), not twice."""

DOMAIN_OF = (Domain.ECONOMIC, Domain.ECONOMIC, Domain.ECONOMIC, Domain.SECURITY, Domain.POLITICAL)
"""The domain whose tide a channel shares, in the order of `sovsim.axes.Channel`."""


@rule(
    reads=(
        "dependence",
        "membership",
        "rung",
        "action",
        "pressure",
        "supply",
        "openness",
        "power_reach",
        "tide",
        "sphere",
        "contact",
    ),
    terms={
        "dependence": {
            "fade": Term(
                by=("dependence_energy", "dependence_labour", "dependence_security"),
                sign="-",
                claims=("jcep-soviet-legacy:topic",),
            ),
            "membership_slows": Term(
                by="membership_cis", sign="+", claims=("jcep-cis-tie-retention-purpose:sign",)
            ),
            "commonwealth": Term(
                by="membership_cis",
                sign="free",
                claims=("jcep-cis-tie-retention-purpose:topic",),
                why="RH-17 asks whether the CIS keeps ties or was a way of parting",
            ),
            "inheritance": Term(
                by="dependence_society",
                sign="free",
                claims=("jcep-soviet-legacy:topic", "jcep-inherited-ties-political:topic"),
                why="RH-17 asks whether what was there before the CIS keeps ties, and which way",
            ),
            "reward": Term(by="rung=reward", sign="+", claims=("jcep-ref-patronage:topic",)),
            "last_door": Term(
                by="rung=reward",
                sign="free",
                why="ours: backing may bind most a government to which every other door is closed",
            ),
            "diversification": Term(
                by="action=diversify", sign="-", why="ours: this is what diversifying means"
            ),
            "outside_supply": Term(
                by=("supply", "power_reach"), sign="-", claims=("hadano-matrioshka-hegemony:topic",)
            ),
            "backlash": Term(by="pressure", sign="-", claims=("jcep-tension-with-cis:topic",)),
            "tide": Term(by="tide", sign="-", why="ours: years in which the whole region turns"),
            "noise": Term(by="draw", sign="+", why="ours: contracts, persons, luck"),
        }
    },
    parameters=("dependence",),
    claims=("jcep-ties-as-leverage:topic", "jcep-cumulative-over-years:topic"),
)
def drift(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence on the hegemon where all channels move alike; equation at the file's head."""
    p = parameters.dependence
    held = world.dependence
    room = 1.0 - held
    swing = held * room * 4.0
    fade = p.fade_rate * parameters.table("dependence.fading", Channel) * held
    member = world.membership[Institution.CIS]
    turned = parameters.table("dependence.material", Channel) * held
    rewarded = (world.rung == Rung.REWARD) * 1.0
    closed = rewarded * (1.0 - outside_options(world))
    diversified = (world.action == Action.DIVERSIFY) * 1.0
    shared = world.sphere * world.tide[list(DOMAIN_OF)]
    shock = noise.normal(Purpose.DEPENDENCE, held.shape[-1])
    return Outcome(
        terms={
            "dependence": {
                "fade": -fade,
                "membership_slows": fade * (p.cis_slowdown * member * fed(world, parameters)),
                "commonwealth": fade * (p.commonwealth * member),
                "inheritance": fade * (p.inheritance * held[Channel.SOCIETY]),
                "reward": (p.reward * rewarded) * room,
                "last_door": (p.last_door * closed) * room,
                "diversification": -(p.diversification * diversified) * turned,
                "outside_supply": -p.outside_supply * supplied(world) * turned * _SUPPLIED_HERE,
                "backlash": -(p.backlash * world.pressure) * turned,
                "tide": -p.tide * shared * swing,
                "noise": (p.noise * shock) * swing,
            }
        }
    )


@rule(
    reads=(
        "dependence",
        "membership",
        "credibility",
        "resources",
        "energy_price",
        "energy_exporter",
        "diplomatic_relations",
        "basing",
        "presence",
        "bid_stage",
        "abandoned",
        "relation",
        "rivalry",
        "dyad_war",
        "unrest",
        "regime_security",
        "contact",
    ),
    terms={
        "dependence": {
            "alliance": Term(
                by=("membership_csto", "credibility_csto"),
                sign="+",
                claims=("hadano-security-cooperation-csto:topic",),
            ),
            "insecurity": Term(
                by=("rivalry", "unrest"),
                sign="+",
                claims=("hadano-regime-security-motive:topic",),
            ),
            "arms": Term(
                by=("unrest", "energy_exporter"),
                sign="+",
                claims=("jcep-inherited-ties-security:topic",),
            ),
            "friendship": Term(
                by="relation_hegemon", sign="+", why="ours: arms and training go to friends"
            ),
            "bases": Term(by="basing", sign="+", claims=("jcep-inherited-ties-security:topic",)),
            "partner_elsewhere": Term(
                by="bid_stage_nato", sign="-", why="ours: who is armed by others needs it less"
            ),
            "abandoned": Term(
                by="abandoned",
                sign="free",
                claims=("hadano-2020-karabakh-missed:topic",),
                why="ours: that a state left alone turns away is assumed, from titles only",
            ),
            "presence": Term(
                by="presence",
                sign="free",
                claims=(
                    "hadano-clout-under-guise:topic",
                    "hadano-post-imperial-peacekeeping:topic",
                ),
                why="RH-11: whether keepers bind or calm is open; neutral by default",
            ),
        }
    },
    parameters=("dependence",),
    claims=("jcep-inherited-ties-security:topic",),
)
def security(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence through arms, bases and the guarantee.

    Insecurity binds an ally to a credible guarantor and lets the hegemon sell arms, in lumps that
    bind for years, as far as it has the means and does not guard the rival whom they are bought
    against; so do the earnings of who sells energy. A partner elsewhere, or a guarantor that fails
    in need, loosens the tie.
    """
    p = parameters.dependence
    held = world.dependence[Channel.SECURITY]
    allied = world.membership[Institution.CSTO] * world.credibility[Institution.CSTO]
    dealt = fed(world, parameters)
    rival = dyads_to_states(world, np.maximum(world.rivalry, world.dyad_war))
    insecure = np.maximum(rival, world.unrest * (1.0 - world.regime_security))
    open_ = relations_open(world)
    elsewhere = stage_share(world, Bid.NATO)
    feared = _rivals_that_it_does_not_guard(world, p.wary * allied)
    fear = np.maximum(feared, world.unrest * (1.0 - world.regime_security))
    purse = p.purse * world.energy_price * world.energy_exporter
    offered = p.deals * np.minimum(fear + purse, 1.0) * world.resources * open_ * (1.0 - elsewhere)
    deal = (noise.uniform(Purpose.ARMS, allied.shape[-1]) < offered) * 1.0
    here = ChannelTerms(world, Channel.SECURITY)
    return Outcome(
        terms={
            "dependence": {
                "alliance": here.gained(p.alliance * allied * dealt),
                "insecurity": here.gained(p.insecurity * insecure * allied * dealt),
                "arms": here.gained(p.deal * deal * dealt),
                "friendship": here.gained(p.friendship * world.relation[Relation.HEGEMON] * dealt),
                "bases": here.gained(p.bases * world.basing * open_ * dealt),
                "partner_elsewhere": here.lost(p.partner * elsewhere),
                "abandoned": here.lost(p.abandoned * world.abandoned + 0.0 * held),
                "presence": here.gained(p.presence * world.presence),
            }
        }
    )


@rule(
    reads=("dependence", "soft_power", "violation", "contact"),
    terms={
        "dependence": {
            "cultivation": Term(
                by="soft_power",
                sign="+",
                claims=("overview-compatriot-ties:sign", "overview-cultural-identity:sign"),
            ),
            "recoil": Term(
                by="violation", sign="-", why="ours: force makes the ties of elites costly to show"
            ),
        }
    },
    parameters=("dependence",),
    claims=("jcep-inherited-ties-political:topic",),
)
def society(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence through elites, language and media: cultivated, and recoiling from force.

    Force is seen at home, and in part next door; that ties fade with generations is in `drift`.
    """
    p = parameters.dependence
    seen = np.maximum(world.violation, p.seen_next_door * neighbours_mean(world, world.violation))
    here = ChannelTerms(world, Channel.SOCIETY)
    return Outcome(
        terms={
            "dependence": {
                "cultivation": here.gained(
                    p.cultivation * world.soft_power * fed(world, parameters)
                ),
                "recoil": here.lost(p.recoil * seen),
            }
        }
    )


def _rivals_that_it_does_not_guard(world: World, guarded: FloatArray) -> FloatArray:
    """Return the largest of a state's rivalries, each less what guards the rival.

    Args:
        guarded: by state, how far the hegemon's guarantee keeps its rivals from buying there.
    """
    feud = np.maximum(world.rivalry, world.dyad_war)
    result = np.zeros_like(guarded)
    if feud.shape[-1] == 0:
        return result
    first, second = world.topology.dyad_members
    both = guarded[:, first] + guarded[:, second]
    for index, mask in zip(
        world.topology.state_dyads, world.topology.state_dyads_mask, strict=True
    ):
        others = both[:, index] - guarded
        result = np.maximum(result, mask * feud[:, index] * (1.0 - others))
    return result


class ChannelTerms:
    """Terms of one channel of dependence, in the shape of all of them: 0 in the others."""

    def __init__(self, world: World, channel: Channel) -> None:
        self._shape = world.dependence.shape
        self._channel = channel
        self._held = world.dependence[channel]
        self._room = 1.0 - self._held

    def of(self, change: FloatArray) -> Slice:
        """Return a change of this channel as it is."""
        return Slice(self._channel, change, self._shape)

    def gained(self, push: FloatArray) -> Slice:
        """Return ``push * (1 - D)``: of what is not yet held."""
        return self.of(push * self._room)

    def lost(self, pull: FloatArray) -> Slice:
        """Return ``-pull * D``: of what is held."""
        return self.of(-pull * self._held)


def supplied(world: World, channel: Channel | slice = slice(None)) -> FloatArray:
    """Return what open outer powers within reach supply in a channel, shape ``(run, state)``.

    Without a channel in all of them, shape ``(channel, run, state)``.
    """
    total = np.zeros_like(world.dependence[channel])
    for power in Power:
        total += world.supply[power][channel] * (world.openness[power] * world.power_reach[power])
    return total


def relations_open(world: World) -> FloatArray:
    """Return 1 where diplomatic relations with the hegemon are open, else 0."""
    return (world.diplomatic_relations == Relations.OPEN) * 1.0
