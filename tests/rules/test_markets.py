"""Markets draw trade by size, nearness, kinship and openness; energy goes where a way is open."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel
from sovsim.rules.markets import hegemons_market, other_markets, ways
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns

BUYS = {"energy_exporter": 0.0, "energy_price": 0.2}
SELLS = {"energy_exporter": 1.0, "energy_price": 0.2}


def share(start: Simulation, world: World) -> FloatArray:
    weight = hegemons_market(world, start.parameters)
    rest: FloatArray = weight / (weight + other_markets(world, start.parameters))
    return rest


def test_dear_energy_ties_its_buyers_to_the_hegemon_and_frees_its_sellers(
    start: Simulation, later: World
) -> None:
    for kind, sign in ((BUYS, 1.0), (SELLS, -1.0)):
        cheap = share(start, with_columns(later, kind))
        dear = share(start, with_columns(later, {**kind, "energy_price": 0.8}))
        assert (sign * (dear - cheap) > 0).all()


def test_kin_and_free_trade_draw_to_the_hegemon_and_others_supply_draws_away(
    start: Simulation, later: World
) -> None:
    for column, sign in (
        ("dependence_society", 1.0),
        ("membership_cis", 1.0),
        ("resources", 1.0),
        ("trade_scar", -1.0),
        ("supply_china_trade", -1.0),
        ("openness_eu", -1.0),
    ):
        less, more = (share(start, with_columns(later, {column: at})) for at in (0.1, 0.9))
        assert (sign * (more - less) >= 0).all(), column
        assert (more != less).any(), column


def test_who_buys_needs_another_seller_and_who_sells_another_buyer(
    start: Simulation, later: World
) -> None:
    alone = {f"supply_{power}_energy": 0.0 for power in ("eu", "nato", "china", "turkey")}
    nobody = with_columns(later, {**alone, "energy_exporter": 0.0})
    assert (ways(nobody, start.parameters) == 0).all()
    sells = with_columns(later, {**alone, "energy_exporter": 1.0, "openness": 0.5})
    assert (ways(sells, start.parameters) > 0).all()
    shut = with_columns(sells, {"openness": 0.0})
    assert (ways(shut, start.parameters) == 0).all()


def test_a_neighbour_sells_that_has_a_way_of_its_own_and_with_whom_there_is_no_quarrel(
    start: Simulation, later: World
) -> None:
    codes = list(start.scenario.region.codes)
    sells = np.array([1.0 if code == "AZE" else 0.0 for code in codes])
    none = {f"supply_{power}_energy": 0.0 for power in ("eu", "nato", "china", "turkey")}
    near = with_columns(later, {**none, "dyad_war": 0.0, "rivalry": 0.0})
    near = near.replace({"energy_exporter": np.broadcast_to(sells, later.welfare.shape).copy()})
    tied = near.dependence.copy()
    tied[Channel.ENERGY] = 1.0
    free = near.dependence.copy()
    free[Channel.ENERGY] = 0.2
    way = ways(near.replace({"dependence": free}), start.parameters)
    assert (way[:, codes.index("GEO")] > 0).all()
    assert (way[:, codes.index("EST")] == 0).all()
    assert (ways(near.replace({"dependence": tied}), start.parameters) == way * sells).all()
    feud = near.replace({"dependence": free, "rivalry": np.ones_like(near.rivalry)})
    assert (ways(feud, start.parameters)[:, codes.index("ARM")] == 0).all()
