"""Why a state may lean to the hegemon: what it must, and what it wishes; no rule by itself.

The two sides of RH-15 with equal means. Each is one pull, in units of utility::

    compelled = weight * mean of D * (L + (1 - L) * p) / how strong that usually is
    inclined  = weight * mean of (regime security, soft power, bandwagoning, balancing, hedging),
                each over how strong it usually is

with ``D`` dependence, ``L`` what is silently asked and ``p`` pressure in a domain (the model's own
compulsion); the other strengths are those of foreign policy's own motives. Both pulls work in the
same four places with the same tables: on actions, bids and memberships, and as a standing pull on
conduct (`sovsim.rules.alignment`): what a state felt when it chose moves its conduct in that
quarter. Balancing and hedging count as reasons to lean *to* the hegemon here, as against some
other threat or partner (jcep-ref-balancing-bandwagoning is a title on just that). Both weights are
0 by default: what the model takes to be so stands in the motives and in compulsion.
"""

from __future__ import annotations

from sovsim.arrays import FloatArray
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Term
from sovsim.rules.forms import compulsion, mean
from sovsim.rules.motives import motive_strengths
from sovsim.world import World

LEANING_READS = ("sovereignty_conception", "expected_compliance")
"""What `leanings` reads beside what `motive_strengths` does."""

WISHES = ("regime_security", "soft_power", "bandwagoning", "balancing", "hedging")
"""Side B's reasons, in the order in which it names them."""

PULLS = ("lean_compelled", "lean_inclined")
"""Both pulls, under which the world holds what they were when the state chose."""


def leaning_terms(of: str = "") -> dict[str, Term]:
    """Declare the two pulls for a decision (`of` is the option toward the hegemon) or for conduct.

    Both signs are in the range: whether a reason draws a state near or drives it away is asked.
    """
    compelled, inclined = "pressure", ("unrest", "soft_power")
    return {
        "lean_compelled": Term(
            compelled if of else "lean_compelled",
            "free",
            ("jcep-ties-as-leverage:topic", "jcep-implicit-expectation:topic"),
            of,
            "RH-15 asks whether who leans and is pressed aligns; neutral by default",
        ),
        "lean_inclined": Term(
            inclined if of else "lean_inclined",
            "free",
            (
                "hadano-regime-security-motive:topic",
                "hadano-soft-power-kazakhstan:topic",
                "jcep-ref-balancing-bandwagoning:topic",
            ),
            of,
            "RH-15 asks whether reasons of its own draw a state near; neutral by default",
        ),
    }


def leanings(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return both pulls toward the hegemon, in units of utility, shape ``(run, state)``."""
    p = parameters.foreign_policy
    strengths = motive_strengths(world, parameters)
    must = mean(compulsion(world, parameters, 0.0))
    wished: FloatArray | float = 0.0
    for motive in WISHES:
        wished = wished + strengths[motive] / getattr(p, f"usual_{motive}")
    return {
        "lean_compelled": p.compelled * (must / p.usual_dependence),
        "lean_inclined": p.inclined * (wished / len(WISHES)),
    }


def leaning_along(table: FloatArray, world: World, parameters: Parameters) -> dict[str, Along]:
    """Return both pulls for a decision whose options go toward the hegemon as `table` says."""
    return {name: Along(table, pull) for name, pull in leanings(world, parameters).items()}
