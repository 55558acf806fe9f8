"""Stage 13: what states do: alignment with the hegemon and with the West, two separate variables.

Conduct follows the wish, and the perceived expectation in the measure of compulsion ``K``, which
is computed once from this quarter's stocks. Nothing here reads autonomy::

    AR += rate * (P - AR) + rate * K * (max(P, Ehat) - P) + action + debt
    AW += rate * (W - AW) - rate * 0.5 * K * W + action
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Bid, Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import compulsion, positive, stage_share
from sovsim.shocks import Shocks
from sovsim.world import World


def _by_action(values: dict[Action, float]) -> FloatArray:
    """Return an array over actions; 0 where none is given."""
    return np.array([values.get(action, 0.0) for action in Action])


TOWARD_HEGEMON = _by_action(
    {
        Action.ACCOMMODATE: 1.0,
        Action.DEEPEN_REGIONAL: 1.0,
        Action.REVERSE_BID: 0.8,
        Action.REQUEST_ASSISTANCE: 0.5,
        Action.DIVERSIFY: -0.3,
        Action.LEAVE_REGIONAL: -1.0,
        Action.RESIST: -1.0,
        Action.CONTEST_WORDS: -0.4,
    }
)
TOWARD_WEST = _by_action(
    {
        Action.ADVANCE_BID: 1.0,
        Action.HEDGE: 0.3,
        Action.DIVERSIFY: 0.3,
        Action.RESIST: 0.4,
        Action.REVERSE_BID: -1.0,
    }
)
"""How far each action moves conduct at once; signs inferred, sizes ours."""


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
        "debt",
        "membership",
        "bid_stage",
    ),
    terms={
        "alignment_russia": {
            "wish": ("jcep-priority-to-russian-interests",),
            "compulsion": ("jcep-tacit-commitment", "jcep-ties-as-leverage"),
            "action": ("jcep-ref-balancing-bandwagoning",),
            "alliance": ("hadano-security-cooperation-csto", "jcep-cis-cooperation-purpose"),
            "debt": ("jcep-tacit-commitment",),
            "noise": (),
        },
        "alignment_west": {
            "wish": ("jcep-west-aspiration-conflict",),
            "compulsion": ("jcep-right-to-decide-unrecognised",),
            "action": ("jcep-ref-balancing-bandwagoning",),
            "integration": ("hadano-enp-instrument", "hadano-eu-normative-hegemon"),
            "noise": (),
        },
    },
    parameters=("alignment",),
    claims=(
        "jcep-alignment-area-governance",
        "jcep-alignment-area-security",
        "jcep-alignment-area-economy",
        "overview-friends-western-aligned",
    ),
)
def conduct(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move both alignments; see the head of the file for the equations."""
    p = parameters.alignment
    russia, west = world.alignment_russia, world.alignment_west
    wish_russia, wish_west = world.preference_russia, world.preference_west
    forced = compulsion(world, p.capacity_shield)
    beyond = positive(world.perceived_expectation - wish_russia)
    states = russia.shape[-1]
    allied = (world.membership[Institution.CSTO] + world.membership[Institution.EAEU]) / 2.0
    integrated = 0.5 * (stage_share(world, Bid.EU) + stage_share(world, Bid.NATO))
    action = world.action.astype(np.int64)
    toward_hegemon, toward_west = TOWARD_HEGEMON[action], TOWARD_WEST[action]
    return Outcome(
        terms={
            "alignment_russia": {
                "wish": p.rate * (wish_russia - russia),
                "compulsion": p.rate * forced * beyond,
                "action": p.action * _damped(toward_hegemon, russia),
                "alliance": p.membership * allied * (1.0 - russia),
                "debt": p.debt * world.debt * (1.0 - russia),
                "noise": p.noise
                * noise.normal(Purpose.ALIGNMENT_RUSSIA, states)
                * ((1.0 - russia) * 2.0),
            },
            "alignment_west": {
                "wish": p.rate * (wish_west - west),
                "compulsion": -p.rate * 0.5 * forced * wish_west,
                "action": p.action * _damped(toward_west, west),
                "integration": p.membership * integrated * (1.0 - west),
                "noise": p.noise
                * noise.normal(Purpose.ALIGNMENT_WEST, states)
                * ((1.0 - west) * 2.0),
            },
        }
    )


def _damped(push: FloatArray, held: FloatArray) -> FloatArray:
    """Damp a push toward the bound that it points to."""
    return push * np.where(push > 0, 1.0 - held, held) * 2.0
