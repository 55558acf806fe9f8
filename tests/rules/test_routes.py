"""The channel by which an act towards a state is carried out."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Route, Rung
from sovsim.rules.ladder import ADMISSIBLE, ADMISSIBLE_MASK
from sovsim.rules.routes import inclusive_routes
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import chances, history, outcome, with_columns


def test_the_hegemon_has_four_routes_and_uses_them_all() -> None:
    assert {route.name for route in Route} == {
        "DIRECT",
        "EXISTING_INSTITUTION",
        "NEW_INSTITUTION",
        "FORUM_SHIFT",
    }
    used = np.unique(np.stack([world.route for world in history(runs=32, steps=40)]))
    assert set(used.astype(int)) == {int(route) for route in Route}
    assert set(ADMISSIBLE[Rung.PEACEKEEPERS]) == set(Route)


def test_distrust_shifts_the_forum_but_makes_no_act_more_likely(
    start: Simulation, later: World
) -> None:
    threat = with_columns(later, {"rung": float(Rung.OPEN_THREAT)})
    trusting, wary = (with_columns(threat, {"trust": trust}) for trust in (0.9, 0.1))
    trusted, distrusted = (chances(start, world, "routes.regional") for world in (trusting, wary))
    assert (distrusted[Route.FORUM_SHIFT] > trusted[Route.FORUM_SHIFT]).all()
    assert (distrusted[Route.EXISTING_INSTITUTION] < trusted[Route.EXISTING_INSTITUTION]).all()
    before, after = (inclusive_routes(world, start.parameters) for world in (trusting, wary))
    assert np.array_equal(before, after)


def test_a_rung_goes_by_the_routes_that_go_with_it(start: Simulation, later: World) -> None:
    for rung in Rung:
        acting = with_columns(later, {"rung": float(rung)})
        open_ = (chances(start, acting, "routes.regional") > 0).all(axis=(1, 2))
        assert open_.tolist() == ADMISSIBLE_MASK[rung].tolist(), rung


def test_partners_shift_no_forum_for_distrust_and_rivals_gain_nothing_from_acceptance(
    start: Simulation, later: World
) -> None:
    def motives(variant: str) -> set[str]:
        return set(outcome("routes.regional", start, later, variant).choices[0].terms)

    assert motives("default") - motives("partners") == {"distrust"}
    assert motives("default") - motives("rivals") == {"acceptance", "trust"}
