"""Stage 6: who goes along with the hegemon, in votes in the world and in the bodies that it leads.

Small states shelter behind the norm against intervention: proposals and votes that uphold it win
friends among them, the more the hegemon is listened to, and those that revise it cost friends. A
body that its members hold legitimate brings its leader a following. Per quarter::

    relation[hegemon]    += friends * occasion * agreement * hearing * 4 x (1 - x)
    alignment[political] += along * occasion * agreement * hearing * 4 x (1 - x)
    agreement = stance in the world * (own_way + (1 - own_way) * wish for autonomy)
"""

from __future__ import annotations

from sovsim.arrays import FloatArray, along
from sovsim.axes import Audience, Domain, GlobalVote, Institution, Level, NormRoute, Relation
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.society import hearing
from sovsim.shocks import Shocks
from sovsim.world import World

_HEGEMON = along(Relation, {Relation.HEGEMON: 1.0})
_POLITICAL = along(Domain, {Domain.POLITICAL: 1.0})


def line_taken(world: World) -> FloatArray:
    """Return what the hegemon stood for in the world this quarter, -1 to 1, shape ``(run, 1)``.

    A proposal, in words or through the body that exists, carries its stance; a vote on others'
    force is its own line. Where nothing was put to a vote it took none.
    """
    way = world.norm_route[Level.GLOBAL]
    proposed = (way == float(NormRoute.WORDS)) | (way == float(NormRoute.EXISTING_BODY))
    voted = (float(GlobalVote.ABSTAIN) - world.global_vote) * (world.others_force > 0)
    line: FloatArray = world.stance[Level.GLOBAL] * proposed + voted
    return line


@rule(
    reads=(
        "norm_route",
        "global_vote",
        "others_force",
        "stance",
        "status",
        "preference_autonomy",
        "relation",
        "alignment_russia",
        "legitimacy",
        "membership",
        "sphere",
    ),
    terms={
        "relation": {
            "votes": Term(
                "stance_global",
                "+",
                (
                    "overview-law-strengthening-wish:topic",
                    "hadano-regional-revisionism-global-participation:topic",
                ),
            )
        },
        "alignment_russia": {
            "votes": Term("stance_global", "+", ("overview-law-strengthening-wish:topic",)),
            "followed": Term(
                ("legitimacy_cis_members", "legitimacy_csto_members"),
                "+",
                ("hadano-why-formal-ios:topic",),
            ),
        },
    },
    parameters=("proposals", "society"),
    claims=("overview-new-world-order:topic", "hadano-collective-legitimization:topic"),
)
def votes(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let votes in the world win or cost the hegemon friends, and legitimate bodies a following."""
    p = parameters.proposals
    shelter = p.own_way + (1.0 - p.own_way) * world.preference_autonomy
    agreement = line_taken(world) * shelter * hearing(world, parameters) * world.sphere
    relation, alignment = world.relation, world.alignment_russia
    room = 4.0 * alignment * (1.0 - alignment)
    followed = sum(
        world.membership[body] * (world.legitimacy[body, Audience.MEMBERS] - p.middle_legitimacy)
        for body in (Institution.CIS, Institution.CSTO)
    )
    return Outcome(
        terms={
            "relation": {
                "votes": p.friends * agreement * 4.0 * relation * (1.0 - relation) * _HEGEMON
            },
            "alignment_russia": {
                "votes": p.along * agreement * room * _POLITICAL,
                "followed": p.followed * followed * room,
            },
        }
    )
