"""Stage 9, second part: who holds contested units, and who recognises them.

Holding in fact and the legal title are apart: the title never changes (TR-02). Recognition by law
looks at control and at the norm against intervention, recognition by power follows the great
powers; each has a weight, a half by default, and RH-21 asks for both.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Holder, Level, Norm, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import contested_to_states, positive, sigmoid
from sovsim.rules.rivalries import STRENGTH_READS, strength
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "holder",
        "rung",
        "hegemon_war",
        "dyad_war",
        "hegemon_recognition",
        "secession_precedent",
        "territory_held",
        *STRENGTH_READS,
    ),
    terms={
        "territory_held": {
            "regained": Term("dyad_war", "+", ("hadano-2020-karabakh-missed:topic",)),
            "lost_to_rival": Term("dyad_war", "-", ("hadano-2020-karabakh-missed:topic",)),
        }
    },
    transitions={
        "holder": (
            "overview-2014-crimea-annexation:states",
            "hadano-2020-karabakh-missed:topic",
        ),
        "hegemon_recognition": ("jcep-ref-contested-entities:topic",),
    },
    occurrences={
        "unit_seized": ("overview-2014-crimea-annexation:states",),
        "unit_recognised": ("jcep-ref-contested-entities:topic",),
        "unit_changes_hands": ("hadano-2020-karabakh-missed:topic",),
    },
    parameters=("recognition", "rivalries", "society"),
    claims=("overview-ukraine-keeps-claim:sign", "jcep-ref-contested-entities:topic"),
)
def control(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let units change hands: by annexation, by recognition in a war, by a war of rivals.

    Between rivals the stronger wins; an annexation takes a unit from its parent, and in a war of
    the hegemon's own also one that others hold already.
    """
    p = parameters.recognition
    parent, rival = world.topology.contested_parent, world.topology.contested_rival
    units = world.holder.shape[-1]
    draw = noise.uniform(Purpose.RECOGNITION, units)
    rung, war = world.rung[:, parent], world.hegemon_war[:, parent] > 0
    secession = world.holder == Holder.SECESSION
    takable = (world.holder == Holder.PARENT) | (secession & war)
    seized = _first_per_parent((rung == Rung.ANNEXATION) & takable & (rival < 0), parent)
    in_war = (rung == Rung.INVASION) | (rung == Rung.ANNEXATION)
    chance = p.recognise * (p.unprecedented + world.secession_precedent)
    recognised = secession & in_war & (draw < chance) & (world.hegemon_recognition == 0) & ~seized
    strong = strength(world, parameters)
    better = strong[:, parent] - strong[:, np.maximum(rival, 0)]
    wins = sigmoid(p.advantage * better)
    contested = _war_with_rival(world) & (draw < p.decided)
    regained = contested & (draw < p.decided * wins) & (world.holder != Holder.PARENT)
    lost = contested & (draw >= p.decided * wins) & (world.holder == Holder.PARENT)
    held = world.territory_held
    return Outcome(
        terms={
            "territory_held": {
                "regained": p.unit_land * _per_parent(world, regained) * (1.0 - held),
                "lost_to_rival": -p.unit_lost * _per_parent(world, lost) * held,
            }
        },
        transitions=(
            Transition("holder", float(Holder.HEGEMON), "annexation", where=seized),
            Transition("holder", float(Holder.PARENT), "regained", where=regained),
            Transition("holder", float(Holder.RIVAL), "lost", where=lost),
            Transition("hegemon_recognition", 1.0, "recognised", where=recognised | seized),
        ),
        occurrences=(
            Occurrence("unit_seized", seized, actor="hegemon", unit="contested"),
            Occurrence("unit_recognised", recognised, actor="hegemon", unit="contested"),
            Occurrence("unit_changes_hands", regained | lost, unit="contested"),
        ),
    )


def _per_parent(world: World, units: Mask) -> FloatArray:
    """Return 1 for each state one of whose units is meant, shape ``(run, state)``."""
    return contested_to_states(world, units.astype(np.float64))


def _first_per_parent(wanted: Mask, parent: np.ndarray) -> Mask:
    """Return the first wanted unit of each parent: one seizure a quarter and state."""
    result = np.zeros_like(wanted)
    for unit in range(wanted.shape[-1]):
        earlier = [other for other in range(unit) if parent[other] == parent[unit]]
        taken = np.zeros(wanted.shape[0], dtype=np.bool_, like=wanted)
        for other in earlier:
            taken = taken | wanted[:, other]
        result[:, unit] = wanted[:, unit] & ~taken
    return result


def _war_with_rival(world: World) -> Mask:
    """Return where the parent of a unit and its rival are at war with each other."""
    dyad = world.topology.contested_dyad
    if world.dyad_war.shape[-1] == 0:
        return np.zeros((world.runs, len(dyad)), dtype=np.bool_)
    return (dyad >= 0) & (world.dyad_war[:, np.maximum(dyad, 0)] > 0)


_TERMS = {
    "recognition": {
        "law": Term(
            "secession_precedent",
            "free",
            ("jcep-ref-recognition-law-realpolitik:topic",),
            why="RH-21 asks whether states recognise by legal criteria",
        ),
        "power": Term(
            "hegemon_recognition",
            "free",
            ("jcep-ref-great-powers-decide-recognition:topic",),
            why="RH-21 asks whether states follow a great power's word",
        ),
        "fade": Term("recognition", "-", why="ours: what nothing keeps up is forgotten"),
    }
}


@rule(
    reads=(
        "recognition",
        "holder",
        "norm_strength",
        "secession_precedent",
        "hegemon_recognition",
        "isolation_world",
    ),
    terms=_TERMS,
    parameters=("recognition",),
    claims=("jcep-ref-recognition-law-realpolitik:topic",),
)
def spread(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let recognition of contested units spread, by law and by power.

    Either weight may lie below 0: then it takes, in the measure of the recognition that is there.
    """
    p = parameters.recognition
    held = world.recognition
    apart = (world.holder != Holder.PARENT) * 1.0
    norm = world.norm_strength[Norm.NON_INTERVENTION, Level.GLOBAL]
    lawful = positive(world.secession_precedent - p.norm_bar * norm) * apart
    powerful = world.hegemon_recognition * (1.0 - world.isolation_world) * p.following
    return Outcome(
        terms={
            "recognition": {
                "law": p.rate * p.law * lawful * np.where(p.law < 0, held, 1.0 - held),
                "power": p.rate * p.power * powerful * np.where(p.power < 0, held, 1.0 - held),
                "fade": -p.rate * held,
            }
        }
    )
