"""Who holds contested units, and who recognises them."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Holder, Rung
from sovsim.rules.contract import Mask
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import not_fading
from tests.worlds import change, outcome, with_columns, with_parameters

FADING = (("recognition.spread", "recognition"),)


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def moved(start: Simulation, world: World, cause: str) -> Mask:
    changes = outcome("recognition.control", start, world).transitions
    (where,) = [np.asarray(each.where) for each in changes if each.cause == cause]
    return where


def test_an_annexation_takes_one_unit_of_the_state_and_recognises_it(
    start: Simulation, later: World
) -> None:
    parents, rivals = later.topology.contested_parent, later.topology.contested_rival
    whole = with_columns(later, {"holder": float(Holder.PARENT), "rung": 0.0})
    assert not moved(start, whole, "annexation").any()
    taking = with_columns(whole, {"rung": float(Rung.ANNEXATION)})
    seized = moved(start, taking, "annexation")
    for parent in np.unique(parents):
        own = parents == parent
        free = (own & (rivals < 0)).any()
        assert (seized[:, own].sum(axis=1) == (1 if free else 0)).all(), parent
    assert (moved(start, taking, "recognised") >= seized).all()


def test_a_unit_that_is_held_already_is_not_seized_again(start: Simulation, later: World) -> None:
    taken = with_columns(later, {"holder": float(Holder.HEGEMON), "rung": float(Rung.ANNEXATION)})
    assert not moved(start, taken, "annexation").any()


def test_units_between_rivals_change_hands_only_in_their_war(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"recognition.decided": 1.0})
    between = later.topology.contested_dyad >= 0
    assert between.any()
    peace = with_columns(later, {"dyad_war": 0.0, "rung": 0.0})
    for holder, cause in ((Holder.RIVAL, "regained"), (Holder.PARENT, "lost")):
        held = with_columns(peace, {"holder": float(holder)})
        assert not moved(sure, held, cause).any(), cause
        war = with_columns(held, {"dyad_war": 1.0})
        assert moved(sure, war, cause)[:, between].any(), cause
        assert not moved(sure, war, cause)[:, ~between].any(), cause


def test_recognition_by_law_asks_for_a_precedent_and_by_power_for_the_hegemons_word(
    start: Simulation, later: World
) -> None:
    apart = with_columns(
        later, {"holder": float(Holder.SECESSION), "recognition": 0.0, "isolation_world": 0.2}
    )
    plain = with_columns(apart, {"secession_precedent": 0.0, "hegemon_recognition": 0.0})
    precedent = with_columns(plain, {"secession_precedent": 1.0, "norm_strength": 0.1})
    word = with_columns(plain, {"hegemon_recognition": 1.0})
    for name, world in (("law", precedent), ("power", word)):
        other = word if world is precedent else precedent
        rest = "power" if name == "law" else "law"
        alone = with_parameters(start, {f"recognition.{name}": 1.0, f"recognition.{rest}": 0.0})
        gains = [
            change(outcome("recognition.spread", alone, each), "recognition")
            for each in (plain, other, world)
        ]
        assert (gains[0] == 0.0).all(), name
        assert (gains[1] == 0.0).all(), name
        assert (gains[2] > 0.0).all(), name
        against = with_parameters(start, {f"recognition.{name}": -1.0, f"recognition.{rest}": 0.0})
        held = with_columns(world, {"recognition": 0.4})
        put_off = change(outcome("recognition.spread", against, held), "recognition")
        left_be = change(
            outcome(
                "recognition.spread",
                with_parameters(start, {"recognition.law": 0.0, "recognition.power": 0.0}),
                held,
            ),
            "recognition",
        )
        assert (put_off < left_be).all(), name
