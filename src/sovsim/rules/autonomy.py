"""Stage 14: how freely a state could do what it wants at a bearable cost, and its capacity.

What lets a state decide pushes autonomy up in the measure of what is missing, what binds it
pushes it down in the measure of what is there; so each term is a contribution in natural units
and autonomy rests at ``freeing / (freeing + binding)``::

    A += rate * (f0 + f_c * capacity + f_o * outside + f_n * norm) * (1 - A)
         - rate * (b_d * D * (L + (1 - L) * p) + b_t * lost + b_w * ties + b_x * debt) * A

A state that complies is not free: latent demand ``L`` binds without any pressure. Integration
with the West, and ties to China and Turkey, bind as well.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Power
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import (
    dependence_by_domain,
    latent_demand,
    outside_options,
    recognised_norms,
    regional_membership,
)
from sovsim.shocks import Shocks
from sovsim.world import World

_OTHER_TIE = np.array([0.3, 0.3, 1.0])[:, None, None]
"""How far ties to China and Turkey bind in each domain (ours)."""

_READS = (
    "autonomy",
    "capacity",
    "supply",
    "openness",
    "power_reach",
    "norm_strength",
    "dependence",
    "sovereignty_conception",
    "expected_compliance",
    "pressure",
    "territory_held",
    "dependence_west",
    "dependence_china",
    "dependence_turkey",
    "debt",
    "globalisation",
    "membership",
)

TERMS = {
    "autonomy": {
        "ordinary": ("jcep-full-state-authority",),
        "capacity": ("jcep-full-state-authority", "jcep-determinants-of-independence"),
        "outside_options": ("hadano-matrioshka-hegemony",),
        "norms": ("jcep-noninterference-norm", "jcep-ref-coproduced-sovereignty"),
        "latent_demand": ("jcep-implicit-expectation", "jcep-lens-permits-domination"),
        "pressure": ("jcep-leverage-reduces-sovereignty",),
        "lost_territory": ("overview-crimea-sovereignty-violation",),
        "western_ties": ("hadano-eu-normative-hegemon",),
        "other_ties": ("hadano-matrioshka-hegemony",),
        "debt": ("jcep-tacit-commitment", "hadano-clout-under-guise"),
        "regional_body": ("jcep-cis-sovereignty-doubt",),
        "globalisation": ("jcep-rq-globalization", "jcep-power-interdependence"),
    }
}


def _autonomy(
    world: World,
    parameters: Parameters,
    *,
    western: FloatArray | float | None = None,
    others: FloatArray | float | None = None,
    globalised: FloatArray | float | None = None,
    outside: FloatArray | float | None = None,
    in_domain: FloatArray = _OTHER_TIE,
) -> dict[str, dict[str, FloatArray]]:
    """Return every term; what a variant gives takes the place of the model's own weight.

    Args:
        western, others: weights of ties to the West, and to China and Turkey.
        globalised: weight of globalisation.
        outside: outside options.
        in_domain: how far ties to China and Turkey bind in each domain.
    """
    p = parameters.autonomy
    western = p.western_ties if western is None else western
    others = p.other_ties if others is None else others
    globalised = p.globalisation if globalised is None else globalised
    held, room = world.autonomy, 1.0 - world.autonomy
    latent = latent_demand(world)
    leaning = dependence_by_domain(world)
    other_ties = np.minimum(world.dependence_china + world.dependence_turkey, 1.0)
    options = outside_options(world) if outside is None else outside
    return {
        "autonomy": {
            "ordinary": p.rate * p.ordinary * room,
            "capacity": p.rate * p.capacity * world.capacity * room,
            "outside_options": p.rate * p.outside * options * room,
            "norms": p.rate * p.norms * recognised_norms(world) * room,
            "latent_demand": -p.rate * p.domination * leaning * latent * held,
            "pressure": -p.rate * p.domination * leaning * (1.0 - latent) * world.pressure * held,
            "lost_territory": -p.rate * p.territory * (1.0 - world.territory_held) * held,
            "western_ties": -p.rate * western * world.dependence_west * held,
            "other_ties": -p.rate * others * other_ties * in_domain * held,
            "debt": -p.rate * p.debt * world.debt * held,
            "regional_body": -p.rate * p.regional_body * regional_membership(world) * held,
            "globalisation": -p.rate * globalised * world.globalisation * held,
        }
    }


@rule(
    reads=_READS,
    terms=TERMS,
    parameters=("autonomy",),
    claims=(
        "jcep-sovereignty-practice-gap",
        "jcep-leverage-reduces-sovereignty",
        "jcep-denied-political-trajectory",
        "jcep-denied-strategic-trajectory",
        "jcep-internal-external-control",
    ),
)
def relaxation(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move autonomy in each domain; see the head of the file for the equation."""
    return Outcome(terms=_autonomy(world, parameters))


@relaxation.variant("west_frees", claims=("jcep-west-aspiration-conflict",))
def relaxation_west_frees(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-09 A: nearness to the EU and NATO raises autonomy and binds nothing."""
    p = parameters.autonomy
    terms = _autonomy(world, parameters, western=0.0)
    freed = p.rate * p.western_ties * world.dependence_west * (1.0 - world.autonomy)
    terms["autonomy"]["western_ties"] = freed
    return Outcome(terms=terms)


@relaxation.variant(
    "west_binds", reads=("conditionality",), claims=("hadano-eu-normative-hegemon",)
)
def relaxation_west_binds(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-09 B: the EU is a hegemon of norms too; its ties bind as the other hegemon's do.

    What it demands is its conditionality, in place of the other's silent demand, and what it
    offers is no way out of dependence.
    """
    p = parameters.autonomy
    return Outcome(
        terms=_autonomy(
            world,
            parameters,
            western=p.domination * world.conditionality[Power.EU],
            outside=outside_options(world, (Power.CHINA, Power.TURKEY)),
        )
    )


@relaxation.variant("more_poles_free", claims=("hadano-security-competition-central-asia",))
def relaxation_more_poles_free(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-20 A: competing hegemons are options for a state, and ties to them bind nothing."""
    return Outcome(terms=_autonomy(world, parameters, others=0.0))


@relaxation.variant("more_poles_bind", claims=("hadano-matrioshka-hegemony",))
def relaxation_more_poles_bind(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-20 B: every further hegemon is a layer that binds like the first, and no way out.

    Ties to it bind in every domain with the weight of the first hegemon's and by the same silent
    demand; what it offers frees nobody.
    """
    p = parameters.autonomy
    layer = p.domination * latent_demand(world)
    return Outcome(
        terms=_autonomy(
            world,
            parameters,
            western=layer,
            others=layer,
            outside=0.0,
            in_domain=np.ones_like(_OTHER_TIE),
        )
    )


@relaxation.variant("global_forces", claims=("jcep-rq-globalization", "jcep-power-interdependence"))
def relaxation_global_forces(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-22 A: the forces that tie the whole world together lower independence for everybody."""
    forces = parameters.autonomy.global_forces
    return Outcome(terms=_autonomy(world, parameters, globalised=forces))


_CAPACITY_TERMS = {
    "capacity": {
        "building": ("jcep-full-state-authority",),
        "war": (),
        "lost_territory": ("overview-crimea-sovereignty-violation",),
        "engagement": ("jcep-cis-cooperation-purpose", "jcep-align-or-undermine"),
        "support": ("overview-us-aid-ukraine",),
    }
}


def _capacity(world: World, parameters: Parameters, engagement: FloatArray | float) -> Outcome:
    p = parameters.autonomy
    held, room = world.capacity, 1.0 - world.capacity
    resting = 0.15 + 0.4 * world.welfare + 0.2 * world.regime_security + 0.2 * world.regime_type
    return Outcome(
        terms={
            "capacity": {
                "building": p.capacity_rate * (resting - held),
                "war": -p.capacity_war * world.conflict_intensity * held,
                "lost_territory": -0.5 * p.capacity_rate * (1.0 - world.territory_held) * held,
                "engagement": engagement * regional_membership(world) * room,
                "support": p.capacity_rate * world.support * room,
            }
        }
    )


@rule(
    reads=(
        "capacity",
        "welfare",
        "regime_security",
        "regime_type",
        "conflict_intensity",
        "territory_held",
        "membership",
        "support",
    ),
    terms=_CAPACITY_TERMS,
    parameters=("autonomy",),
    claims=("jcep-full-state-authority", "jcep-true-independence-vs-new-dependence"),
)
def capacity(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move capacity; that engagement builds it is a term, neutral by default (RH-02)."""
    return _capacity(world, parameters, parameters.autonomy.engagement)


@capacity.variant("cooperation_builds", claims=("jcep-cis-cooperation-purpose",))
def capacity_cooperation(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-02 A: working together in regional bodies builds the capacity to act alone."""
    return _capacity(world, parameters, parameters.autonomy.cooperation)
