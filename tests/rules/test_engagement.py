"""Contact with the hegemon: as is usual by default, and what less of it does is open (RH-02)."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Channel
from sovsim.rules.engagement import engaged, fed
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns, with_parameters

FEEDING = {
    "economic_ties.trade": Channel.TRADE,
    "economic_ties.labour": Channel.LABOUR,
    "dependence.security": Channel.SECURITY,
    "dependence.society": Channel.SOCIETY,
}


def test_contact_is_usual_by_default_and_changes_nothing(start: Simulation, later: World) -> None:
    assert (later.contact == 1.0).all()
    for feeds in (-1.0, 0.0, 1.0):
        given = with_parameters(start, {"dependence.contact_feeds": feeds})
        assert (fed(later, given.parameters) == 1.0).all()


def test_who_deals_less_is_less_engaged(later: World) -> None:
    apart = with_columns(later, {"contact": 0.25})
    assert np.allclose(engaged(apart), 0.25 * engaged(later))
    assert ((engaged(later) >= 0.0) & (engaged(later) <= 1.0)).all()


@pytest.mark.parametrize(("rule", "channel"), FEEDING.items())
def test_less_contact_lets_ties_go_keeps_them_or_makes_them_grow(
    start: Simulation, later: World, rule: str, channel: Channel
) -> None:
    poor = with_columns(later, {"welfare": 0.1, "membership_csto": 1.0, "resources": 0.9})
    apart = with_columns(poor, {"contact": 0.25})
    for feeds, direction in ((1.0, 1.0), (0.0, 0.0), (-1.0, -1.0)):
        given = with_parameters(start, {"dependence.contact_feeds": feeds})
        gained = [
            change(outcome(rule, given, world), "dependence")[channel] for world in (poor, apart)
        ]
        difference = gained[0] - gained[1]
        assert (direction * difference >= 0.0).all()
        assert (difference != 0.0).any() == bool(direction)


def test_contact_builds_or_drains_means_by_the_sign_of_one_weight(
    start: Simulation, later: World
) -> None:
    apart = with_columns(later, {"contact": 0.25})
    for weight in (0.02, -0.02):
        given = with_parameters(start, {"capacity.engagement": weight})
        near, far = (
            change(outcome("capacity.growth", given, world), "capacity") for world in (later, apart)
        )
        assert (np.sign(near - far) == np.sign(weight)).all()
