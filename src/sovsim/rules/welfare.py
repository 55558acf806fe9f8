"""Stage 3: how well a state lives, against its own norm, and what its people are used to.

Per quarter::

    welfare += recovery * (normal - welfare) + aid * (1 - welfare) + reward * D_econ * (1 - welfare)
             - (coercion + counter-sanctions + contagion * crisis) * D_econ * welfare
             - war * intensity * welfare + earnings * P * exporter * (1 - welfare)
    usual   += habit * (welfare - usual)

Coercion and the hegemon's own crises bite in the measure in which the economy leans on it.
``P`` is the world's price of energy, and who sells it gains by it. People grow used to how they
live, worse or better; what they resent is what they have lost against that
(`sovsim.rules.unrest.grievance`).
"""

from __future__ import annotations

from sovsim.axes import Domain, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import dependence_by_domain, mean
from sovsim.rules.hegemon_means import crisis
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "welfare",
        "usual_welfare",
        "dependence",
        "rung",
        "conflict_intensity",
        "support",
        "counter_sanctions",
        "alignment_west",
        "energy_price",
        "budget_price",
        "energy_exporter",
        "sanction_burden",
    ),
    terms={
        "welfare": {
            "recovery": Term(
                by="welfare", sign="-", why="ours: an economy returns to what it can earn"
            ),
            "coercion": Term(
                by="rung=economic_coercion",
                sign="-",
                claims=(
                    "overview-russian-economic-sanctions:topic",
                    "overview-ukraine-gas-disputes:topic",
                ),
            ),
            "counter_sanctions": Term(
                by="counter_sanctions",
                sign="-",
                claims=("overview-russian-economic-sanctions:topic",),
            ),
            "contagion": Term(
                by="sanction_burden", sign="-", why="ours: remittances and orders dry up"
            ),
            "war": Term(by="conflict_intensity", sign="-", why="ours: war destroys and displaces"),
            "support": Term(by="support", sign="+", claims=("overview-us-aid-ukraine:topic",)),
            "earnings": Term(
                by=("energy_exporter", "energy_price"),
                sign="+",
                why="ours: dear energy pays its sellers",
            ),
            "reward": Term(by="rung=reward", sign="+", claims=("jcep-ref-patronage:topic",)),
            "noise": Term(by="draw", sign="+", why="ours: harvests, markets, luck"),
        },
        "usual_welfare": {
            "habit": Term(by="welfare", sign="+", why="ours: people grow used to how they live")
        },
    },
    parameters=("welfare", "dependence", "hegemon_means"),
    claims=("overview-russian-economic-sanctions:topic",),
)
def course(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move welfare: economic coercion bites in the measure of economic dependence."""
    p = parameters.welfare
    held = world.welfare
    room = 1.0 - held
    leaning = dependence_by_domain(world, parameters)[Domain.ECONOMIC]
    at_stake = leaning * held
    sides = world.counter_sanctions * mean(world.alignment_west)
    return Outcome(
        terms={
            "welfare": {
                "recovery": p.recovery * (p.normal - held),
                "coercion": -p.coercion * (world.rung == Rung.ECONOMIC_COERCION) * at_stake,
                "counter_sanctions": -p.counter_sanctions * sides * at_stake,
                "contagion": -p.contagion * crisis(world, parameters) * at_stake,
                "war": -p.war * world.conflict_intensity * held,
                "support": p.support * world.support * room,
                "earnings": p.earnings * world.energy_price * world.energy_exporter * room,
                "reward": p.reward * (world.rung == Rung.REWARD) * leaning * room,
                "noise": p.noise * noise.normal(Purpose.WELFARE, held.shape[-1]),
            },
            "usual_welfare": {"habit": p.habit * (held - world.usual_welfare)},
        }
    )
