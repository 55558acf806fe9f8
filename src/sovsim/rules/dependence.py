"""Stage 2: what states lean on.

Inherited ties fade toward a floor; membership of the CIS and the EAEU slows the fade; rewards and
cultivation raise dependence, diversification, outside supply and the backlash against pressure
lower it. Ties to other powers grow where those powers are open, within reach and followed.

Per quarter, by channel ``c``::

    D += fade * (floor * D0 - D) * (1 - slowdown)            D0: the tie as inherited
         + reward * (1 - D) + cultivation * (1 - D)
         - diversification * D - supply * outside(c) * D - backlash * pressure * D
         + presence * troops * (1 - D)                       security only, neutral by default
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Bid, Channel, Institution, Power, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import mean, stage_share
from sovsim.shocks import Shocks
from sovsim.world import World

_SLOWED_BY_EAEU = np.array([0.0, 1.0, 1.0, 0.0, 0.0])[:, None, None]
_MATERIAL = np.array([1.0, 1.0, 1.0, 0.6, 0.1])[:, None, None]
"""Channels in which other suppliers can stand in; society hardly has one (ours)."""


@rule(
    reads=(
        "dependence",
        "legacy_tie",
        "membership",
        "rung",
        "action",
        "pressure",
        "presence",
        "soft_power",
        "supply",
        "openness",
        "power_reach",
    ),
    terms={
        "dependence": {
            "inherited_fade": ("jcep-history-path-dependence", "jcep-soviet-legacy"),
            "membership_slows": ("jcep-cis-tie-retention-purpose",),
            "reward": ("jcep-ref-patronage",),
            "cultivation": ("overview-compatriot-ties", "overview-cultural-identity"),
            "alliance": ("hadano-security-cooperation-csto",),
            "diversification": (),
            "outside_supply": ("hadano-matrioshka-hegemony",),
            "backlash": ("jcep-tension-with-cis",),
            "presence": ("hadano-post-imperial-peacekeeping", "hadano-clout-under-guise"),
            "noise": (),
        }
    },
    parameters=("dependence",),
    claims=("jcep-ties-as-leverage", "jcep-cumulative-over-years"),
)
def drift(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence on the hegemon, by channel; see the head of the file for the equation."""
    p = parameters.dependence
    held = world.dependence
    room = 1.0 - held
    floor = p.floor_share * world.legacy_tie
    fade = p.fade_rate * (floor - held)
    slowed = (
        p.cis_slowdown * world.membership[Institution.CIS]
        + p.eaeu_slowdown * world.membership[Institution.EAEU] * _SLOWED_BY_EAEU
    )
    outside = np.zeros_like(room)
    for power in Power:
        reach = world.openness[power] * world.power_reach[power]
        outside += world.supply[power] * reach
    shock = noise.normal(Purpose.DEPENDENCE, held.shape[-1])
    rewarded = (world.rung == Rung.REWARD) * 1.0
    diversified = (world.action == Action.DIVERSIFY) * 1.0
    return Outcome(
        terms={
            "dependence": {
                "inherited_fade": fade,
                "membership_slows": -fade * np.minimum(slowed, 1.0),
                "reward": p.reward * rewarded * room,
                "cultivation": _only(Channel.SOCIETY, p.cultivation * world.soft_power, room),
                "alliance": _only(
                    Channel.SECURITY, p.alliance * world.membership[Institution.CSTO], room
                ),
                "diversification": -p.diversification * diversified * held * _MATERIAL,
                "outside_supply": -p.outside_supply * outside * held * _MATERIAL,
                "backlash": -p.backlash * world.pressure * held,
                "presence": _only(Channel.SECURITY, p.presence * world.presence, room),
                "noise": p.noise * shock * held * room * 4.0,
            }
        }
    )


def _only(channel: Channel, push: FloatArray, room: FloatArray) -> FloatArray:
    """Return ``push * room`` in one channel and 0 in the others."""
    term = np.zeros_like(room)
    np.multiply(push, room[channel], out=term[channel])
    return term


@rule(
    reads=(
        "dependence_west",
        "dependence_china",
        "dependence_turkey",
        "bid_stage",
        "alignment_west",
        "action",
        "openness",
        "power_reach",
        "supply",
        "support",
    ),
    terms={
        "dependence_west": {
            "integration": ("hadano-eu-normative-hegemon",),
            "support": ("overview-us-aid-ukraine",),
            "fade": (),
        },
        "dependence_china": {
            "supply": ("hadano-matrioshka-hegemony",),
            "diversification": (),
            "fade": (),
        },
        "dependence_turkey": {
            "supply": ("hadano-matrioshka-hegemony",),
            "diversification": (),
            "fade": (),
        },
    },
    parameters=("dependence",),
    claims=("hadano-eu-normative-hegemon", "hadano-matrioshka-hegemony"),
)
def outer_ties(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence on the West, China and Turkey.

    The West binds through integration (the stage of a bid, alignment) and through support;
    China and Turkey through what they supply. All fade without it.
    """
    p = parameters.dependence
    diversified = (world.action == Action.DIVERSIFY) * 1.0
    staged = (stage_share(world, Bid.EU), stage_share(world, Bid.NATO))
    by_domain = np.stack([staged[0], staged[1], staged[0]])
    integration = p.integration * (0.5 * by_domain + 0.25 * world.alignment_west)
    security_only = np.array([0.0, 1.0, 0.5])[:, None, None]
    terms: dict[str, dict[str, FloatArray]] = {
        "dependence_west": {
            "integration": integration * (1.0 - world.dependence_west),
            "support": p.support * world.support * (1.0 - world.dependence_west) * security_only,
            "fade": -p.outer_fade * world.dependence_west,
        }
    }
    for power, name in ((Power.CHINA, "dependence_china"), (Power.TURKEY, "dependence_turkey")):
        held = world[name]
        reach = world.openness[power] * world.power_reach[power] * mean(world.supply[power])
        terms[name] = {
            "supply": p.outer_growth * reach * (1.0 - held),
            "diversification": p.outer_diversification * diversified * reach * (1.0 - held),
            "fade": -p.outer_fade * held,
        }
    return Outcome(terms=terms)
