"""Stage 13: what states do: alignment with the hegemon and with the West, two separate variables.

Conduct follows the wish, and the perceived expectation in the measure of compulsion ``K``, which
is computed once from this quarter's stocks. Nothing here reads autonomy::

    AR += rate * (P - AR) + rate * K * (max(P, Ehat) - P) + action + moves + alliance + debt
          - behind * moved away * (1 - K) * AR
          + lean * (compelled + inclined) * 4 * AR * (1 - AR)
          + kept * (commonwealth * CIS + inheritance * D[society]) * 4 * AR * (1 - AR)
    AW += rate * (W - AW) - rate * closes * K * W + action + moves + integration
          + rate * bound * stage * (1 - AW)

``compelled`` and ``inclined`` are the two pulls of RH-15 (`sovsim.rules.leanings`); what the CIS
itself does to conduct, and what was there before it (RH-17), have the weights that they have in
what keeps ties. All four are 0 by default. When the hegemon itself
moves away from the West, a state that stays where it is stands further from the hegemon and no
nearer to the West: that term is on ``AR`` alone. A bid for the EU commits: partners and candidates
join the positions that the Union takes, the further they come.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Bid, BidMove, BodyMove, Channel, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import by_code, compulsion, damped, positive, stage_share
from sovsim.rules.leanings import PULLS, leaning_terms
from sovsim.rules.rescued import rescued, rescued_terms
from sovsim.shocks import Shocks
from sovsim.world import World

REGIONAL = (Institution.CIS, Institution.CSTO, Institution.EAEU)
"""Bodies of the hegemon: to join one is a step towards him, to leave it a step away."""

_BALANCING = ("jcep-ref-balancing-bandwagoning:topic",)


@rule(
    reads=(
        "alignment_russia",
        "alignment_west",
        "preference_russia",
        "preference_west",
        "perceived_expectation",
        "dependence",
        "sovereignty_conception",
        "expected_compliance",
        "pressure",
        "capacity",
        "action",
        "bid_move",
        "body_move",
        "debt",
        "membership",
        "bid_stage",
        "hegemon_distance",
        "accustomed_distance",
        *PULLS,
        "deployment_days",
    ),
    terms={
        "alignment_russia": {
            "wish": Term(
                by="preference_russia",
                sign="+",
                claims=("jcep-priority-to-russian-interests:topic",),
            ),
            "compulsion": Term(
                by=("perceived_expectation", "dependence"),
                sign="+",
                claims=("jcep-tacit-commitment:sign", "jcep-ties-as-leverage:sign"),
            ),
            "action": Term(by="action=accommodate", sign="+", claims=_BALANCING),
            "moves": Term(
                by=("body_move_csto=join", "body_move_eaeu=join", "bid_move_nato=reverse"),
                sign="+",
                claims=("jcep-cis-cooperation-purpose:topic",),
            ),
            "alliance": Term(
                by=("membership_csto", "membership_eaeu"),
                sign="+",
                claims=(
                    "hadano-security-cooperation-csto:topic",
                    "jcep-cis-cooperation-purpose:topic",
                ),
            ),
            "commonwealth": Term(
                by="membership_cis",
                sign="free",
                claims=("hadano-virtual-regionalism:topic", "overview-goal-cis-sphere:topic"),
                why="RH-17 asks whether the CIS shapes conduct, and which way",
            ),
            "inheritance": Term(
                by="dependence_society",
                sign="free",
                claims=("jcep-soviet-legacy:topic", "jcep-inherited-ties-political:topic"),
                why="RH-17 asks whether conduct follows what was there before the CIS",
            ),
            **leaning_terms(),
            **rescued_terms(),
            "debt": Term(by="debt", sign="+", claims=("jcep-tacit-commitment:topic",)),
            "left_behind": Term(
                by="hegemon_distance",
                sign="-",
                claims=("overview-recent-tension-trend:topic",),
                why="ours: who stays where he is, is left behind by a hegemon that moves",
            ),
            "noise": Term(by="draw", sign="+", why="ours: what else sways conduct"),
        },
        "alignment_west": {
            "wish": Term(
                by="preference_west", sign="+", claims=("jcep-west-aspiration-conflict:topic",)
            ),
            "compulsion": Term(
                by="dependence", sign="-", claims=("jcep-right-to-decide-unrecognised:topic",)
            ),
            "action": Term(by=("action=hedge", "action=diversify"), sign="+", claims=_BALANCING),
            "moves": Term(
                by=("bid_move_eu=advance", "bid_move_nato=advance"),
                sign="+",
                claims=("jcep-west-aspiration-conflict:topic",),
            ),
            "integration": Term(
                by=("bid_stage", "membership_eu", "membership_nato"),
                sign="+",
                claims=("hadano-enp-instrument:topic", "hadano-eu-normative-hegemon:topic"),
            ),
            "commitment": Term(
                by=("bid_stage_eu", "membership_eu"),
                sign="+",
                claims=("hadano-enp-instrument:topic", "hadano-eu-normative-hegemon:topic"),
                why="ours: who is to join takes the Union's positions",
            ),
            "noise": Term(by="draw", sign="+", why="ours: what else sways conduct"),
        },
    },
    parameters=("alignment", "dependence", "collective_security"),
    claims=(
        "jcep-alignment-area-governance:sign",
        "jcep-alignment-area-security:sign",
        "jcep-alignment-area-economy:sign",
        "overview-friends-western-aligned:topic",
    ),
)
def conduct(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move both alignments; see the head of the file for the equations."""
    p, ties = parameters.alignment, parameters.dependence
    russia, west = world.alignment_russia, world.alignment_west
    wish_russia, wish_west = world.preference_russia, world.preference_west
    forced = compulsion(world, parameters, p.capacity_shield)
    beyond = positive(world.perceived_expectation - wish_russia)
    moved = positive(world.hegemon_distance - world.accustomed_distance)
    states = russia.shape[-1]
    allied = 0.5 * (world.membership[Institution.CSTO] + world.membership[Institution.EAEU])
    committed = np.maximum(stage_share(world, Bid.EU), world.membership[Institution.EU])
    integrated = 0.5 * (
        committed + np.maximum(stage_share(world, Bid.NATO), world.membership[Institution.NATO])
    )
    toward_hegemon = by_code(parameters.table("alignment.toward_hegemon", Action), world.action)
    toward_west = by_code(parameters.table("alignment.toward_west", Action), world.action)
    moves_hegemon, moves_west = _moves(world, parameters)
    free_russia, free_west = 1.0 - russia, 1.0 - west
    swing = 4.0 * russia * free_russia
    left = {name: p.rate * pull * swing for name, pull in rescued(world, parameters).items()}
    lean = {name: p.lean * world[name] * swing for name in PULLS}
    return Outcome(
        terms={
            "alignment_russia": {
                "wish": p.rate * (wish_russia - russia),
                "compulsion": p.rate * forced * beyond,
                "action": p.step * damped(toward_hegemon, russia),
                "moves": p.step * damped(moves_hegemon, russia),
                "alliance": p.membership * allied * free_russia,
                "commonwealth": p.kept
                * ties.commonwealth
                * world.membership[Institution.CIS]
                * swing,
                "inheritance": p.kept
                * ties.inheritance
                * world.dependence[Channel.SOCIETY]
                * swing,
                **lean,
                **left,
                "debt": p.debt * world.debt * np.where(p.debt > 0, free_russia, russia),
                "left_behind": -p.left_behind * moved * (1.0 - forced) * russia,
                "noise": p.noise * noise.normal(Purpose.ALIGNMENT_RUSSIA, states) * swing,
            },
            "alignment_west": {
                "wish": p.rate * (wish_west - west),
                "compulsion": -p.rate * p.closes_west * forced * wish_west,
                "action": p.step * damped(toward_west, west),
                "moves": p.step * damped(moves_west, west),
                "integration": p.membership * integrated * free_west,
                "commitment": p.rate * p.bound * committed * free_west,
                "noise": p.noise
                * noise.normal(Purpose.ALIGNMENT_WEST, states)
                * (4.0 * west * free_west),
            },
        }
    )


def _moves(world: World, parameters: Parameters) -> tuple[FloatArray, FloatArray]:
    """Return how far this quarter's moves on bids and bodies go toward hegemon and West."""
    bodies = parameters.table("alignment.body", BodyMove)
    bids = parameters.table("alignment.bid", BidMove)
    away = parameters.table("alignment.bid_away", BidMove)
    hegemon, west = np.zeros_like(world.action), np.zeros_like(world.action)
    for body in REGIONAL:
        hegemon = hegemon + by_code(bodies, world.body_move[body])
    for bid in Bid:
        hegemon = hegemon + by_code(away, world.bid_move[bid])
        west = west + by_code(bids, world.bid_move[bid])
    return hegemon, west


@rule(
    reads=("hegemon_distance", "accustomed_distance"),
    terms={
        "accustomed_distance": {
            "accustoming": Term(
                by="hegemon_distance", sign="+", why="ours: what has lasted is no news"
            )
        }
    },
    parameters=("alignment",),
    claims=("overview-recent-tension-trend:topic", "overview-cooperation-conflict-phases:topic"),
)
def accustoming(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the region grow used to where the hegemon stands."""
    lag = world.hegemon_distance - world.accustomed_distance
    return Outcome(
        terms={"accustomed_distance": {"accustoming": parameters.alignment.accustoming * lag}}
    )
