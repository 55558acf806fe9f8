"""Stage 4: whether the hegemon proposes a customs union.

The leader proposes, the states that want it accept (`bodies`), and with too few of them there is
no body (`foreign_policy_acts`). Open only where the region's data list the body, and it is not
founded yet.
"""

from __future__ import annotations

from sovsim.arrays import along
from sovsim.axes import Founding, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, Term, rule
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

BODY = Institution.EAEU
_PROPOSE = along(Founding, {Founding.PROPOSE: 1.0})


@rule(
    reads=("founded", "membership", "resources", "eurasianism", "self_image"),
    choices={
        "founding": {
            "base_rate": Term("", "-", of="propose", why="ours: a body is rarely founded"),
            "means": Term(
                "resources", "+", of="propose", why="ours: a union costs its leader subsidies"
            ),
            "idea": Term("eurasianism", "+", ("overview-eurasianism:topic",), of="propose"),
            "leadership": Term("self_image", "+", ("jcep-hegemon-self-image:topic",), of="propose"),
        }
    },
    parameters=("founding",),
    claims=("hadano-new-institution:topic",),
)
def propose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon propose a customs union while there is none."""
    p = parameters.founding
    members = world.membership[BODY].max(axis=-1, keepdims=True)
    missing = (world.founded[BODY] <= 0) & (members <= 0) & (world.topology.listed[BODY] > 0)
    eligible = open_to(Founding, missing.shape, {Founding.PROPOSE: missing})
    return Outcome(
        choices=(
            Choice(
                decision="founding",
                options=Founding,
                terms={
                    "base_rate": p.proposal * _PROPOSE,
                    "means": p.means * world.resources * _PROPOSE,
                    "idea": p.idea * world.eurasianism * _PROPOSE,
                    "leadership": p.leadership * world.self_image * _PROPOSE,
                },
                eligible=eligible,
                draw=noise.uniform(Purpose.FOUNDING, 1),
                scale=p.scale,
                active=missing,
                index=(int(BODY),),
                actor="hegemon",
            ),
        )
    )
