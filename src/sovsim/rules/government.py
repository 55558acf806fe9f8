"""Stages 2 and 9: governments change: by an election, by succession, or because they fell.

Where the regime is open enough, elections come by a clock (some are called in its last stretch),
and the more grievance there is the likelier the government loses; in a regime in between some
results are disputed. Where one man rules, he is followed now and then by another from near the old
circle. A new government draws its wishes around its public's, with a spread of its own, and where
its wishes settle moves with them.

Per quarter, where a vote is due::

    loses    = sig(odds + anger * grievance) * (held + (1 - held) * R)
    disputed: chance in a regime between closed and open; the incumbent stays

and for a new government, with ``turn`` nearer 1 the more openly it came to power::

    P += turn * (public - mean P - camps * cleavage * side) + men * N * 4P(1 - P)

``side`` (-1 to 1) says on which side of its public the old government stood: where a people is
divided, the other camp comes to power. The core moves by half as much.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Relation
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import mean, sigmoid
from sovsim.rules.unrest import patron
from sovsim.shocks import Shocks
from sovsim.world import World

_NEARER = ("overview-reversal-triggers-unrest:topic", "overview-revolution-of-dignity:topic")


@rule(
    reads=("regime_type", "election_clock", "grievance", "contested_election"),
    terms={
        "election_clock": {
            "passing": Term(by="", sign="-", why="ours: time passes"),
            "next": Term(by="", sign="+", why="ours: after a vote the next is set"),
        },
        "grievance": {
            "vented": Term(by="grievance", sign="-", why="ours: anger goes with the old government")
        },
    },
    transitions={"new_government": (), "contested_election": ()},
    occurrences={"election_lost": (), "contested_election": (), "succession": ()},
    parameters=("government",),
)
def elections(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Hold the votes that are due, dispute some, and let rulers be followed; all of it is ours."""
    p = parameters.government
    kind, clock = world.regime_type, world.election_clock
    states = kind.shape[-1]
    called = noise.uniform(Purpose.ELECTION_CLOCK, states) < p.early
    due = (clock < 1.0) | (called & (clock <= p.last_stretch))
    voting = due & (kind > p.vote)
    odds = sigmoid(p.odds + p.anger * world.grievance) * (p.held + (1.0 - p.held) * kind)
    lost = voting & (noise.uniform(Purpose.ELECTION, states) < odds)
    unclear = voting & (kind < p.sure_count)
    drawn = noise.uniform(Purpose.CONTESTED_ELECTION, states)
    disputed = (unclear & (drawn < p.contested)) | (world.contested_election > 0)
    changed = lost & ~disputed
    followed = (kind <= p.vote) & (noise.uniform(Purpose.SUCCESSION, states) < p.succession)
    return Outcome(
        terms={
            "election_clock": {
                "passing": np.where(due, 0.0, -1.0),
                "next": due * (p.clock - clock),
            },
            "grievance": {"vented": -p.vented * (changed | followed) * world.grievance},
        },
        transitions=(
            Transition("new_government", (changed | followed) * 1.0, "vote"),
            Transition("contested_election", disputed * 1.0, "vote"),
        ),
        occurrences=(
            Occurrence("election_lost", changed, target="state"),
            Occurrence("contested_election", disputed, target="state"),
            Occurrence("succession", followed, target="state"),
        ),
    )


def _drawn(pole: str) -> dict[str, Term]:
    return {
        "new_government": Term(
            by=f"public_{pole}",
            sign="+",
            claims=_NEARER,
            why="ours: a new government stands closer to its public",
        ),
        "new_men": Term(by="draw", sign="+", why="ours: who comes has wishes of his own"),
    }


@rule(
    reads=(
        "new_government",
        "tenure",
        "upheaval",
        "regime_type",
        "regime_security",
        "cleavage",
        "preference_russia",
        "preference_west",
        "core_preference_russia",
        "core_preference_west",
        "public_russia",
        "public_west",
    ),
    terms={
        "preference_russia": _drawn("russia"),
        "preference_west": _drawn("west"),
        "core_preference_russia": _drawn("russia"),
        "core_preference_west": _drawn("west"),
        "regime_security": {
            "new_government": Term(
                by="regime_security", sign="-", why="ours: newcomers do not sit firmly yet"
            )
        },
        "tenure": {
            "passing": Term(by="", sign="+", why="ours: time passes"),
            "new_government": Term(by="tenure", sign="-", why="ours: others sit there now"),
        },
    },
    parameters=("government",),
    claims=_NEARER,
)
def takes_office(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move a new government's wishes, and where they settle, around its public's.

    It shifts all domains alike: what interests a state has in one more than in another stays.
    """
    p = parameters.government
    new = world.new_government
    states = new.shape[-1]
    free = np.maximum(world.upheaval, world.regime_type)
    turn = p.turn * (p.circle + (1.0 - p.circle) * free) * new
    men = p.men * new
    terms: dict[str, dict[str, FloatArray]] = {}
    camps = p.camps * world.cleavage
    for wish, public, purpose in (
        ("preference_russia", world.public_russia, Purpose.NEW_GOVERNMENT_RUSSIA),
        ("preference_west", world.public_west, Purpose.NEW_GOVERNMENT_WEST),
    ):
        draw = men * noise.normal(purpose, states, where=new > 0.0)
        gap = mean(world[wish]) - public
        side = gap / (np.abs(gap) + p.even)
        shift = turn * (-gap - camps * side)
        for name, share in ((wish, 1.0), (f"core_{wish}", p.core)):
            held = world[name]
            terms[name] = {
                "new_government": share * shift + 0.0 * held,
                "new_men": share * draw * 4.0 * held * (1.0 - held),
            }
    terms["tenure"] = {"passing": 1.0 - new, "new_government": -new * world.tenure}
    terms["regime_security"] = {
        "new_government": p.newcomer * new * (p.newcomer_seat - world.regime_security)
    }
    return Outcome(terms=terms)


@rule(
    reads=(
        "disputed",
        "contested_election",
        "new_government",
        "relation",
        "rung",
        "presence",
        "deployment_days",
        "debt",
        "dependence",
    ),
    terms={
        "disputed": {
            "vote": Term(by="contested_election", sign="+", why="ours: it is remembered"),
            "fading": Term(by="disputed", sign="-", why="ours: a dispute is forgotten"),
            "gone": Term(by="disputed", sign="-", why="ours: it goes with the government"),
        },
        "relation": {
            "disputed_vote": Term(
                by="disputed", sign="-", claims=("hadano-normative-power-europe:topic",)
            )
        },
        "debt": {
            "rescue": Term(
                by="disputed",
                sign="+",
                claims=("jcep-tacit-commitment:topic", "hadano-protective-integration:topic"),
            )
        },
        "dependence": {
            "rescue": Term(
                by="disputed",
                sign="+",
                claims=("hadano-protective-integration:topic", "jcep-ref-patronage:topic"),
            )
        },
    },
    parameters=("government",),
    claims=("hadano-protective-integration:topic", "hadano-regime-security-motive:topic"),
)
def rescue(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let an incumbent with a disputed vote and no other door owe the hegemon that backs it.

    The West turns from who is said to have stolen a vote; where the hegemon backs him and the West
    is cold, he comes to lean on the hegemon in every channel, and to owe it.
    """
    p = parameters.government
    disputed, west = world.disputed, world.relation[Relation.WEST]
    rescued = p.rescue * disputed * patron(world) * (1.0 - west)
    shunned = np.zeros_like(world.relation)
    shunned[Relation.WEST] = -p.shunned * disputed * west
    return Outcome(
        terms={
            "disputed": {
                "vote": world.contested_election * (1.0 - disputed),
                "fading": -p.dispute_fades * disputed,
                "gone": -world.new_government * (1.0 - p.dispute_fades) * disputed,
            },
            "relation": {"disputed_vote": shunned},
            "debt": {"rescue": rescued * (1.0 - world.debt)},
            "dependence": {"rescue": rescued * (1.0 - world.dependence)},
        }
    )
