"""When a government falls, and who comes after it."""

from __future__ import annotations

import numpy as np

from sovsim.rules.upheaval import hazard
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns, with_parameters


def test_a_government_falls_the_sooner_the_more_unrest_and_the_looser_it_sits(
    start: Simulation, later: World
) -> None:
    shaken = with_columns(later, {"unrest": 0.7})
    calm = with_columns(later, {"unrest": 0.5})
    assert (hazard(shaken, start.parameters) > hazard(calm, start.parameters)).all()
    firm = with_columns(shaken, {"regime_security": 0.9})
    loose = with_columns(shaken, {"regime_security": 0.1})
    assert (hazard(firm, start.parameters) < hazard(loose, start.parameters)).all()
    assert (hazard(with_columns(later, {"unrest": 0.2}), start.parameters) == 0).all()


def test_a_government_that_falls_gives_way_to_one_that_wishes_as_the_public_does(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"upheaval.gate": 0.0, "upheaval.steepness": 1e4})
    boiling = with_columns(later, {"unrest": 1.0, "preference_west": 0.1, "public_west": 0.9})
    calm = with_columns(boiling, {"unrest": 0.0})
    for world, falls in ((boiling, 1.0), (calm, 0.0)):
        result = outcome("upheaval.falls", sure, world)
        (fallen,) = [each for each in result.transitions if each.variable == "upheaval"]
        assert (np.asarray(fallen.value) == falls).all()
        wishes = change(result, "preference_west")
        assert ((wishes > 0) == bool(falls)).all()
