"""The dated events of a scenario come when they are due, where they belong and no further."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sovsim.rules.contract import Outcome
from sovsim.rules.events import ANNOUNCED
from sovsim.shocks import Shock, Shocks
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import outcome, place, with_columns

KAZ = place("KAZ")


def applied(start: Simulation, world: World, *shocks: Shock) -> Outcome:
    return outcome("events.apply", replace(start, shocks=Shocks(shocks)), world)


def unrest(world: World, **changed: object) -> Shock:
    given: dict[str, object] = {"size": 0.25, "start": world.step, "unit": KAZ, "cause": "riot"}
    return Shock("unrest", "unrest", "add", **{**given, **changed})  # type: ignore[arg-type]


def test_an_event_adds_a_term_of_its_own_name_to_its_unit_alone(
    start: Simulation, later: World
) -> None:
    term = applied(start, later, unrest(later)).terms["unrest"]["event_riot"]
    assert np.allclose(term[:, KAZ], 0.25)
    assert (np.delete(term, KAZ, axis=1) == 0.0).all()


def test_without_a_unit_it_touches_all(start: Simulation, later: World) -> None:
    term = applied(start, later, unrest(later, unit=None)).terms["unrest"]["event_riot"]
    assert np.allclose(term, 0.25)


def test_an_event_that_is_not_due_does_nothing(start: Simulation, later: World) -> None:
    for begins in (later.step - 1, later.step + 1):
        result = applied(start, later, unrest(later, start=begins))
        assert not result.terms
        assert not result.occurrences


def test_it_comes_in_the_runs_in_which_it_is_due_and_by_their_sizes(
    start: Simulation, later: World
) -> None:
    begins = np.where(np.arange(later.runs) < 3, later.step, later.step + 9)
    sizes = np.linspace(0.1, 0.2, later.runs)
    result = applied(start, later, unrest(later, start=begins, size=sizes))
    term = result.terms["unrest"]["event_riot"][:, KAZ]
    assert np.allclose(term[:3], sizes[:3])
    assert (term[3:] == 0.0).all()
    (told,) = result.occurrences
    assert told.where[:, 0].tolist() == [True] * 3 + [False] * (later.runs - 3)


def test_an_event_that_lasts_is_told_once(start: Simulation, later: World) -> None:
    lasting = unrest(later, start=later.step - 1, duration=4)
    result = applied(start, later, lasting)
    assert "event_riot" in result.terms["unrest"]
    assert not any(told.where.any() for told in result.occurrences)


def test_to_set_a_stock_is_to_add_what_is_missing(start: Simulation, later: World) -> None:
    wanted = replace(unrest(later, size=0.9), operation="set")
    term = applied(start, later, wanted).terms["unrest"]["event_riot"]
    assert np.allclose(later.unrest[:, KAZ] + term[:, KAZ], 0.9)


def test_two_events_of_one_name_in_a_quarter_are_two_terms(start: Simulation, later: World) -> None:
    terms = applied(start, later, unrest(later), unrest(later, size=0.1)).terms["unrest"]
    assert len(terms) == 2
    assert np.allclose(sum(terms.values())[:, KAZ], 0.35)


def test_what_was_announced_for_the_last_quarter_is_cleared(
    start: Simulation, later: World
) -> None:
    cleared = {
        entry.variable for entry in applied(start, later).transitions if entry.cause == "cleared"
    }
    assert cleared == set(ANNOUNCED)
    spoken = Shock("text", "un_text", "set", 1.0, later.step, cause="text")
    before = with_columns(later, {"un_text": 0.0})
    changes = [
        entry for entry in applied(start, before, spoken).transitions if entry.variable == "un_text"
    ]
    assert [entry.cause for entry in changes] == ["cleared", "event_text"]
    assert (np.asarray(changes[-1].value) == 1.0).all()
