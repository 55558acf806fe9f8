"""Dependence the other way round: what the hegemon needs of a small state.

A land through which its exports go, a place for its bases, a way round sanctions, a partner when
others have turned away: each gives a small state something to bargain with. Together
``1 - prod(1 - weight * need)``, so that one more adds, but less than the one before. All is ours.
"""

from __future__ import annotations

from sovsim.arrays import FloatArray
from sovsim.axes import Domain, Relation
from sovsim.parameters import Parameters
from sovsim.rules.reading import reading
from sovsim.world import World

NEEDS = (
    "transit",
    "basing",
    "sanction_burden",
    "isolation_west",
    "alignment_west",
    "relation",
)
"""What a rule that calls `bargaining` has to declare."""


@reading(*NEEDS)
def bargaining(world: World, parameters: Parameters) -> FloatArray:
    """Return what the hegemon needs of the state, 0 to 1, shape ``(run, state)``.

    A rule that calls it declares the variables of `NEEDS` and the group ``bargaining``.
    """
    p = parameters.bargaining
    no_sanctions = 1.0 - world.alignment_west[Domain.ECONOMIC]
    friendly = world.relation[Relation.HEGEMON]
    needless = (
        (1.0 - p.transit * world.transit)
        * (1.0 - p.basing * world.basing)
        * (1.0 - p.way_round * world.sanction_burden * no_sanctions)
        * (1.0 - p.spare_partner * world.isolation_west * friendly)
    )
    result: FloatArray = 1.0 - needless
    return result
