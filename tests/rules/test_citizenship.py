"""Papers of citizenship: given out on land that broke away and among compatriots (TR-18)."""

from __future__ import annotations

from sovsim.axes import Holder
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, place, with_columns

RULE = "citizenship.papers"


def test_papers_are_given_out_where_land_has_broken_away_or_compatriots_live(
    start: Simulation, later: World
) -> None:
    bare = {"citizenship": 0.0, "compatriots": 0.0, "holder": float(Holder.PARENT), "sphere": 1.0}
    none = change(outcome(RULE, start, with_columns(later, bare)), "citizenship")
    assert (none == 0).all()
    kin = with_columns(later, {**bare, "compatriots": 0.3})
    assert (change(outcome(RULE, start, kin), "citizenship") > 0).all()
    apart = with_columns(later, {**bare, "holder": float(Holder.SECESSION)})
    georgia = place("GEO", start)
    assert (change(outcome(RULE, start, apart), "citizenship")[:, georgia] > 0).all()
    outside = with_columns(kin, {"sphere": 0.0})
    assert (change(outcome(RULE, start, outside), "citizenship") == 0).all()


def test_papers_outlive_their_use_for_years(start: Simulation, later: World) -> None:
    held = with_columns(later, {"citizenship": 0.5, "sphere": 0.0})
    lost = change(outcome(RULE, start, held), "citizenship")
    assert (lost < 0).all()
    assert (lost > -0.05 * 0.5).all()
