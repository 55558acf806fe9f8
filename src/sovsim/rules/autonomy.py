"""Stage 14, second part: how freely a state could do what it wants at a bearable cost.

What lets a state decide pushes autonomy up in the measure of what is missing, what binds it
pushes it down in the measure of what is there; so each term is a contribution in natural units
and autonomy rests at ``freeing / (freeing + binding)``::

    A += rate * (f0 + f_c * capacity + f_o * outside + f_s * support + f_n * norm) * (1 - A)
         - rate * b_d * X * L * A                            domination: nothing need be done
         - rate * b_d * X * p * A                            pressure
         - rate * w * (max(war, occupation)) * A             war beyond occupation, and occupation
         - rate * (b_t * lost + b_w * ties + b_x * debt) * A
         + rate * (o_w * (1 - A) - d_w * conditionality * A) * western ties

``X`` is exposure (`sovsim.rules.exposure`), ``L`` latent demand, ``p`` pressure. A state that
complies is not free: latent demand binds without any pressure. War and occupation have one weight,
and of war counts only what goes beyond occupation: a ceasefire that leaves the troops where they
are frees nobody. Integration with the West, and ties to China and Turkey, bind as well. What rival
hypotheses leave open has terms of its own, which are neutral by default: that ties to the West open
ways (``o_w``) or come with demands (``d_w``), that the hegemon's conduct takes more or less than
that (RH-22), that bodies or globalisation take or give, that a rescue leaves a debt that binds or
practice in deciding (RH-04; `sovsim.rules.rescued`).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Domain, Power
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import (
    latent_demand,
    outside_options,
    positive,
    recognised_norms,
    regional_membership,
)
from sovsim.rules.rescued import rescued, rescued_terms
from sovsim.rules.society import held_back
from sovsim.shocks import Shocks
from sovsim.world import World

_READS = (
    "autonomy",
    "exposure",
    "capacity",
    "supply",
    "openness",
    "power_reach",
    "support",
    "leverage_turkey",
    "norm_strength",
    "sovereignty_conception",
    "expected_compliance",
    "pressure",
    "hegemon_war",
    "conflict_intensity",
    "occupation",
    "territory_held",
    "dependence_west",
    "dependence_china",
    "dependence_turkey",
    "debt",
    "deployment_days",
    "perceived_expectation",
    "globalisation",
    "membership",
    "conditionality",
)

_LEFT_ALONE = "jcep-noninterference-norm:sign"
_GLOBAL = ("jcep-rq-globalization:topic", "jcep-power-interdependence:topic")
_NEAR_THE_WEST = ("jcep-west-aspiration-conflict:topic", "jcep-autonomy-west-coupled:topic")
_OTHER_POLES = ("dependence_china", "dependence_turkey")

TERMS = {
    "autonomy": {
        "ordinary": Term(by="", sign="+", why="ours: some freedom is any state's own"),
        "capacity": Term(
            by="capacity",
            sign="+",
            claims=("jcep-full-state-authority:sign", "jcep-determinants-of-independence:topic"),
        ),
        "outside_options": Term(
            by=("supply", "openness"), sign="+", claims=("hadano-matrioshka-hegemony:topic",)
        ),
        "support": Term(by="support", sign="+", claims=("overview-us-aid-ukraine:topic",)),
        "norms": Term(
            by=(
                "norm_strength_non_intervention_global",
                "norm_strength_non_intervention_regional",
            ),
            sign="+",
            claims=(_LEFT_ALONE, "jcep-ref-coproduced-sovereignty:topic"),
        ),
        "latent_demand": Term(
            by=("exposure", "expected_compliance"),
            sign="-",
            claims=("jcep-implicit-expectation:sign", "jcep-lens-permits-domination:sign"),
        ),
        "pressure": Term(
            by=("pressure", "exposure"),
            sign="-",
            claims=("jcep-leverage-reduces-sovereignty:sign", _LEFT_ALONE),
        ),
        "war": Term(by=("hegemon_war", "conflict_intensity"), sign="-", claims=(_LEFT_ALONE,)),
        "occupation": Term(
            by="occupation", sign="-", claims=(_LEFT_ALONE, "overview-ukraine-survival:topic")
        ),
        "lost_territory": Term(
            by="territory_held", sign="+", claims=("overview-crimea-sovereignty-violation:sign",)
        ),
        "western_ties": Term(
            by="dependence_west", sign="-", claims=("hadano-eu-normative-hegemon:topic",)
        ),
        "western_openings": Term(
            by="dependence_west",
            sign="free",
            claims=_NEAR_THE_WEST,
            why="RH-09 asks whether ties to the West open ways or close them",
        ),
        "western_demands": Term(
            by=("dependence_west", "conditionality_eu"),
            sign="free",
            claims=("hadano-eu-normative-hegemon:topic",),
            why="RH-09 asks whether what the West demands of its partners binds or protects them",
        ),
        "other_ties": Term(by=_OTHER_POLES, sign="-", claims=("hadano-matrioshka-hegemony:topic",)),
        "debt": Term(
            by="debt",
            sign="-",
            claims=("jcep-tacit-commitment:topic", "hadano-clout-under-guise:topic"),
        ),
        **rescued_terms(),
        "regional_body": Term(
            by=("membership_cis", "membership_csto", "membership_eaeu"),
            sign="free",
            claims=("jcep-cis-sovereignty-doubt:topic",),
            why="RH-17 asks whether membership itself takes or gives",
        ),
        "globalisation": Term(
            by="globalisation",
            sign="free",
            claims=_GLOBAL,
            why="RH-22 asks whether globalisation takes or gives",
        ),
        "conduct": Term(
            by=("exposure", "expected_compliance"),
            sign="free",
            claims=("jcep-finding-incompatible-perception:topic",),
            why="RH-22 asks whether the hegemon's conduct takes from its neighbours or gives",
        ),
    }
}


def _autonomy(
    world: World,
    parameters: Parameters,
    *,
    western: FloatArray | float | None = None,
    others: FloatArray | float | None = None,
    outside: FloatArray | float | None = None,
    in_domain: FloatArray | float | None = None,
) -> dict[str, dict[str, FloatArray]]:
    """Return every term; what a variant gives takes the place of the model's own weight.

    Args:
        western, others: weights of ties to the West, and to China and Turkey.
        outside: outside options.
        in_domain: how far ties to China and Turkey bind in each domain.
    """
    p = parameters.autonomy
    western = p.western_ties if western is None else western
    others = p.other_ties if others is None else others
    if in_domain is None:
        in_domain = parameters.table("autonomy.other_ties_in", Domain)
    held = held_back(world, parameters)
    options = outside_options(world, held=held) if outside is None else outside
    bound = p.rate * world.autonomy
    freed = p.rate - bound
    exposed = p.domination * world.exposure * bound
    latent = latent_demand(world)
    conduct = p.conduct * world.exposure * bound
    forced = parameters.table("autonomy.force", Domain) * bound
    war = world.hegemon_war * world.conflict_intensity
    left, swing = rescued(world, parameters), 4.0 * bound * (1.0 - world.autonomy)
    other_ties = world.dependence_china + world.dependence_turkey
    return {
        "autonomy": {
            "ordinary": p.ordinary * freed,
            "capacity": p.capacity * world.capacity * freed,
            "outside_options": p.outside * options * freed,
            "support": p.support * world.support * freed,
            "norms": p.norms * recognised_norms(world) * freed,
            "latent_demand": -latent * exposed,
            "pressure": -world.pressure * exposed,
            "war": -positive(war - world.occupation) * forced,
            "occupation": -world.occupation * forced,
            "lost_territory": -p.territory * (1.0 - world.territory_held) * bound,
            "western_ties": -western * world.dependence_west * bound,
            "western_openings": p.western_openings * world.dependence_west * freed,
            "western_demands": -p.western_demands
            * world.conditionality[Power.EU]
            * world.dependence_west
            * bound,
            "other_ties": -others * other_ties * in_domain * bound,
            "debt": -p.debt * world.debt * np.where(p.debt > 0, bound, freed),
            "owed": -left["owed"] * swing,
            "used": -left["used"] * swing,
            "regional_body": -p.regional_body * regional_membership(world) * bound,
            "globalisation": -p.globalisation * world.globalisation * bound,
            "conduct": -(latent + world.pressure) * conduct,
        }
    }


@rule(
    reads=_READS,
    terms=TERMS,
    parameters=("autonomy", "society", "collective_security"),
    claims=(
        "jcep-sovereignty-practice-gap:topic",
        "jcep-leverage-reduces-sovereignty:sign",
        "jcep-denied-political-trajectory:states",
        "jcep-denied-strategic-trajectory:states",
        "jcep-internal-external-control:topic",
    ),
)
def relaxation(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move autonomy in each domain; see the head of the file for the equation."""
    return Outcome(terms=_autonomy(world, parameters))


@relaxation.variant(
    "west_frees",
    claims=("jcep-west-aspiration-conflict:topic",),
    terms={
        "autonomy": {
            "western_ties": Term(
                by="dependence_west", sign="+", claims=("jcep-west-aspiration-conflict:topic",)
            )
        }
    },
)
def relaxation_west_frees(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-09 A: nearness to the EU and NATO raises autonomy and binds nothing."""
    p = parameters.autonomy
    terms = _autonomy(world, parameters, western=0.0)
    freed = p.rate * p.western_ties * world.dependence_west * (1.0 - world.autonomy)
    terms["autonomy"]["western_ties"] = freed
    return Outcome(terms=terms)


@relaxation.variant("west_binds", claims=("hadano-eu-normative-hegemon:topic",))
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
            outside=outside_options(
                world, (Power.CHINA, Power.TURKEY), held_back(world, parameters)
            ),
        )
    )


@relaxation.variant(
    "more_poles_free",
    claims=("hadano-security-competition-central-asia:topic",),
)
def relaxation_more_poles_free(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-20 A: competing hegemons are options for a state, and ties to them bind nothing."""
    return Outcome(terms=_autonomy(world, parameters, others=0.0))


@relaxation.variant(
    "more_poles_bind",
    claims=("hadano-matrioshka-hegemony:topic",),
)
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
            in_domain=1.0,
        )
    )


@relaxation.variant(
    "poles_apart",
    claims=("hadano-matrioshka-hegemony:topic", "jcep-ref-patronage:topic"),
    terms={
        "autonomy": {
            "pole_offers": Term(
                by=("supply_china_trade", "openness_china"),
                sign="free",
                claims=("hadano-security-competition-central-asia:topic",),
                why="RH-20 asks whether what further poles offer widens the choice or narrows it",
            ),
            "other_ties": Term(
                by=_OTHER_POLES,
                sign="free",
                claims=("jcep-ref-patronage:topic",),
                why="RH-20 asks whether what further poles ask in return binds or protects",
            ),
        }
    },
)
def relaxation_poles_apart(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-20, both sides: what further poles offer and what they ask in return, apart.

    Of the powers only the West's offer is an outside option by itself. What China and Turkey add
    to it frees by a weight of its own, and what a state leans on them for binds by another, alike
    in every domain; either weight may be below 0.
    """
    p = parameters.autonomy
    held = held_back(world, parameters)
    western = outside_options(world, (Power.EU, Power.NATO), held)
    added = outside_options(world, held=held) - western
    terms = _autonomy(world, parameters, others=p.pole_demands, outside=western, in_domain=1.0)
    terms["autonomy"]["pole_offers"] = p.rate * p.pole_offers * added * (1.0 - world.autonomy)
    return Outcome(terms=terms)
