"""Stage 6, after the choice of a rung: the hegemon talks, or lets others talk under its eyes.

Talks and force are no alternatives (TR-15): no rung rules talks out, and a war does not either.
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Relation, Talks
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Outcome, Term, rule
from sovsim.rules.quantal_response import open_to
from sovsim.rules.society import TALKS_MOTIVES, talks_terms
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=("conflict_status", "pressure", "status", "relation", "trust"),
    choices={
        "talks": {
            "base_rate": Term(
                "",
                "-",
                ("overview-zelensky-cautious:topic",),
                of="mediate",
                why="ours: talks are not held every quarter; both sides go into them with caution",
            ),
            "tension": Term(
                "pressure",
                "+",
                ("overview-coercive-diplomacy:sign", "overview-talks-during-war:topic"),
                of="negotiate",
            ),
            "conflict": Term(
                "conflict_status=fighting",
                "+",
                ("overview-role-broker:states", "overview-goal-stop-fighting:sign"),
                of="mediate",
            ),
            "status": Term(
                "status",
                "-",
                ("overview-seat-at-table:sign", "overview-diplomacy-serves-strategy:topic"),
                of="mediate",
            ),
            **TALKS_MOTIVES,
        }
    },
    parameters=("hegemon_policy", "society", "talks"),
    claims=("overview-coercive-diplomacy:states", "overview-talks-during-war:states"),
)
def talks(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon choose talks beside the rung: peace talks and power politics together.

    A high rung carries no penalty for talks, and no rung rules them out.
    """
    p = parameters.talks
    status = world.conflict_status
    in_conflict = (
        (status == ConflictStatus.FIGHTING)
        | (status == ConflictStatus.FROZEN)
        | (status == ConflictStatus.PEACEKEPT)
    )
    tension = np.maximum(world.pressure, 1.0 - world.relation[Relation.HEGEMON])
    answers = parameters.table("talks.answers_tension", Talks)
    mediating = parameters.table("talks.answers_conflict", Talks)
    eligible = open_to(Talks, in_conflict.shape, {Talks.MEDIATE: in_conflict})
    return Outcome(
        choices=(
            Choice(
                decision="talks",
                options=Talks,
                terms={
                    "base_rate": parameters.table("talks.base", Talks),
                    "tension": Along(answers, p.tension * tension),
                    "conflict": Along(mediating, p.conflict * in_conflict),
                    "status": Along(mediating, p.status * (1.0 - world.status) * in_conflict),
                    **talks_terms(world, parameters),
                },
                eligible=eligible,
                draw=noise.uniform(Purpose.HEGEMON_TALKS, world.pressure.shape[-1]),
                scale=parameters.hegemon_policy.scale,
                actor="hegemon",
            ),
        )
    )
