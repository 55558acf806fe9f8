"""Stage 3: like rules, like friends: who closes his regime turns from the West, who opens, to it.

How a state is governed is one of the areas in which alignment with the hegemon is asked for, and
the West asks the opposite: a regime that changes changes what each side costs its rulers (Siverson
and Starr 1994 on realignment after changes of regime; Lai and Reiter 2000 on like regimes as
allies). What has lasted is no news: only what a regime has moved from what is usual there moves
where its wishes settle. Rulers of closed regimes that see a government fall next door shun who
asks for openness, and look for a patron that does not (Silitski 2005, Ambrosio 2009).

Per quarter, ``moved = R - usual`` and ``fear = fall next door * (1 - R)``::

    usual    += habit * (R - usual)
    C_west   += d * likeness * moved * (1 - C if moved > 0 else C) - d * fear * C
    C_russia -= d * likeness * moved * (C if moved > 0 else 1 - C) - d * fear * (1 - C)

`d` is the weight of a domain. The wish itself follows its core, and fear moves it at once.
"""

from __future__ import annotations

from sovsim.axes import Domain
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import neighbours_mean, room
from sovsim.shocks import Shocks
from sovsim.world import World

_GOVERNED = (
    "jcep-alignment-area-governance:sign",
    "jcep-ref-resist-democratization:topic",
    "hadano-protective-integration:topic",
)
_CONDITIONS = ("hadano-eu-normative-hegemon:topic", "hadano-enp-instrument:topic")
_SHELTER = ("hadano-protective-integration:topic", "hadano-regime-security-motive:topic")
_WHY = "ours: a regime that changes changes what each side costs its rulers"
_FEAR = "ours: rulers who see others fall shun who asks for openness"

_AWAY = Term(by="regime_type", sign="-", claims=_GOVERNED, why=_WHY)
_NEARER = Term(by="regime_type", sign="+", claims=_CONDITIONS, why=_WHY)
_REFUGE = Term(by="upheaval", sign="+", claims=_SHELTER, why=_FEAR)
_SHUNNED = Term(by="upheaval", sign="-", claims=_CONDITIONS, why=_FEAR)


@rule(
    reads=(
        "regime_type",
        "usual_regime",
        "upheaval",
        "preference_russia",
        "preference_west",
        "core_preference_russia",
        "core_preference_west",
    ),
    terms={
        "core_preference_russia": {"likeness": _AWAY, "fear": _REFUGE},
        "core_preference_west": {"likeness": _NEARER, "fear": _SHUNNED},
        "preference_russia": {"fear": _REFUGE},
        "preference_west": {"fear": _SHUNNED},
        "usual_regime": {
            "habit": Term(by="regime_type", sign="+", why="ours: what has lasted is no news")
        },
    },
    parameters=("likeness",),
    claims=("jcep-alignment-area-governance:sign", "hadano-regime-security-motive:topic"),
)
def wishes(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move where a government's wishes settle with its regime, and with falls that it sees."""
    p = parameters.likeness
    held, weight = world.regime_type, parameters.table("likeness.domain", Domain)
    moved = held - world.usual_regime
    change = weight * p.rate * moved
    afraid = weight * p.fear * neighbours_mean(world, world.upheaval) * (1.0 - held)
    core_russia, core_west = world.core_preference_russia, world.core_preference_west
    return Outcome(
        terms={
            "core_preference_russia": {
                "likeness": -change * room(-moved, core_russia),
                "fear": afraid * (1.0 - core_russia),
            },
            "core_preference_west": {
                "likeness": change * room(moved, core_west),
                "fear": -afraid * core_west,
            },
            "preference_russia": {"fear": afraid * (1.0 - world.preference_russia)},
            "preference_west": {"fear": -afraid * world.preference_west},
            "usual_regime": {"habit": p.habit * moved},
        }
    )
