"""Relations of a state with the hegemon and with the West, and diplomatic relations as such.

A state that is invaded decides in the same quarter, after the hegemon's act, whether it breaks
off relations; so does one from which land is seized without open war, where less speaks for it.
What is lost with relations, trade and the ties of society, holds back. How warm relations are is
another matter and falls at once. Broken relations can be resumed. Per quarter::

    V(sever) = base + force * violation * (1 in open war, covert else)
               + anger * (1 - wish of the public for the hegemon)
               - dependence * D[economic] - ties * D[society] - weakness * lack of capacity
    relation[hegemon] += rate * (closeness - x) - strain * pressure * x - force * violation * x
                         - abandoned * x
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import along
from sovsim.axes import (
    Action,
    Breach,
    Channel,
    Domain,
    Relation,
    Relations,
    Rung,
    SeveranceCause,
)
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import dependence_by_domain, mean, positive
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

_SEVER = along(Breach, {Breach.SEVER: 1.0})
_HEGEMON = along(Relation, {Relation.HEGEMON: 1.0})
_WEST = along(Relation, {Relation.WEST: 1.0})


@rule(
    reads=(
        "violation",
        "hegemon_war",
        "rung",
        "diplomatic_relations",
        "public_russia",
        "dependence",
        "capacity",
    ),
    choices={
        "breach": {
            "base_rate": Term(
                "", "-", of="sever", why="ours: relations are kept unless something speaks for it"
            ),
            "force": Term("violation", "+", ("overview-2022-ukraine-cuts-ties:states",), "sever"),
            "anger": Term(
                "public_russia", "-", of="sever", why="ours: a public that is angry asks for it"
            ),
            "dependence": Term(
                ("dependence_energy", "dependence_trade"),
                "-",
                of="sever",
                why="ours: who leans on the hegemon pays more for a break",
            ),
            "ties": Term(
                "dependence_society",
                "-",
                of="sever",
                why="ours: a break cuts through families, work and a common language",
            ),
            "weakness": Term(
                "capacity", "+", of="sever", why="ours: a break takes means to stand alone"
            ),
        }
    },
    parameters=("relations", "dependence"),
    claims=("overview-2022-ukraine-cuts-ties:states",),
)
def breach(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let a state against which open force is used break off relations, or keep them.

    Force that falls short of open war leaves more room for doubt about whose it is, and for talks.
    """
    p = parameters.relations
    ones = np.ones_like(world.capacity)
    attacked = (world.violation > p.open_force) & (world.diplomatic_relations == Relations.OPEN)
    leaning = dependence_by_domain(world, parameters)[Domain.ECONOMIC]
    lacking = positive(p.sever_needs - world.capacity)
    open_war = (world.hegemon_war > 0) | (world.rung == Rung.INVASION)
    seen = world.violation * np.where(open_war, 1.0, p.covert)
    return Outcome(
        choices=(
            Choice(
                decision="breach",
                options=Breach,
                terms={
                    "base_rate": Along(_SEVER, p.sever_base * ones),
                    "force": Along(_SEVER, p.sever_force * seen),
                    "anger": Along(_SEVER, p.sever_anger * (1.0 - world.public_russia)),
                    "dependence": Along(_SEVER, -p.sever_dependence * leaning),
                    "ties": Along(_SEVER, -p.sever_ties * world.dependence[Channel.SOCIETY]),
                    "weakness": Along(_SEVER, -p.sever_weakness * lacking),
                },
                eligible=open_to(Breach, ones.shape, {Breach.SEVER: attacked}),
                draw=noise.uniform(Purpose.BREACH, ones.shape[-1]),
                scale=p.scale,
                active=attacked,
                idle=int(Breach.KEEP),
            ),
        )
    )


def severed(world: World) -> Mask:
    """Return where relations are broken off, by whichever side, shape ``(run, state)``."""
    return (world.diplomatic_relations == Relations.SEVERED_BY_STATE) | (
        world.diplomatic_relations == Relations.SEVERED_BY_HEGEMON
    )


@rule(
    reads=(
        "relation",
        "alignment_russia",
        "alignment_west",
        "pressure",
        "violation",
        "support",
        "action",
        "breach",
        "abandoned",
        "diplomatic_relations",
        "conflict_intensity",
        "presence_unasked",
    ),
    terms={
        "relation": {
            "closeness": Term(
                ("alignment_russia", "alignment_west"),
                "+",
                ("overview-conflicting-orientations:sign",),
            ),
            "fade": Term("relation", "-", why="ours: relations settle where closeness puts them"),
            "pressure": Term("pressure", "-", ("jcep-tension-with-cis:states",)),
            "force": Term("violation", "-", ("overview-annexation-strains:states",)),
            "help": Term("support", "+", ("overview-us-aid-ukraine:topic",)),
            "words": Term("action=contest_words", "-", ("hadano-dissent-in-words:topic",)),
            "abandoned": Term(
                "abandoned",
                "free",
                ("hadano-dependable-sheriff-doubt:topic",),
                why="ours: no document says that an ally left alone turns away",
            ),
        }
    },
    transitions={
        "diplomatic_relations": (
            "overview-2022-ukraine-cuts-ties:states",
            "overview-relations-cycle:topic",
        ),
        "severance_cause": ("overview-absence-not-severance:topic",),
    },
    occurrences={
        "relations_severed": ("overview-2022-ukraine-cuts-ties:states",),
        "relations_resumed": ("overview-relations-cycle:topic",),
    },
    parameters=("relations",),
    claims=("overview-relations-cycle:topic", "jcep-enduring-tensions:topic"),
)
def relations(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move relations with the hegemon and with the West, each by itself; break and resume them.

    Broken relations can be resumed once the fighting is over and the troops that came unasked
    have gone.
    """
    p = parameters.relations
    held = world.relation
    close = np.stack([mean(world.alignment_russia), mean(world.alignment_west)])
    contested = (world.action == Action.CONTEST_WORDS) * 1.0
    with_hegemon = held * _HEGEMON
    quiet = (
        (world.conflict_intensity < p.quiet)
        & (world.violation < p.quiet)
        & (world.presence_unasked < p.quiet)
    )
    draw = noise.uniform(Purpose.RESUMPTION, held.shape[-1])
    warm = held[Relation.HEGEMON] > p.resumed_from
    resumed = severed(world) & quiet & warm & (draw < p.resumption)
    breaks = (world.breach == Breach.SEVER) & (world.diplomatic_relations == Relations.OPEN)
    return Outcome(
        terms={
            "relation": {
                "closeness": p.rate * (p.coolest + (1.0 - p.coolest) * close),
                "fade": -p.rate * held,
                "pressure": -p.strain * world.pressure * with_hegemon,
                "force": -p.force * world.violation * with_hegemon,
                "help": p.rate * world.support * (1.0 - held) * _WEST,
                "words": -p.words * contested * with_hegemon,
                "abandoned": -p.abandoned * world.abandoned * with_hegemon,
            }
        },
        transitions=(
            Transition(
                "diplomatic_relations",
                float(Relations.SEVERED_BY_STATE),
                "force_answered",
                where=breaks,
            ),
            Transition(
                "severance_cause", float(SeveranceCause.FORCE), "force_answered", where=breaks
            ),
            Transition("diplomatic_relations", float(Relations.OPEN), "resumed", where=resumed),
        ),
        occurrences=(
            Occurrence("relations_severed", breaks, target="hegemon", cause="force"),
            Occurrence("relations_resumed", resumed, target="hegemon"),
        ),
    )
