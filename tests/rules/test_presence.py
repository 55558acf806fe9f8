"""Troops with consent and troops without: how they come, whose mandate they hold, how they go."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Breach, Consent, Mandate, Mission, Route, Rung, WarEnd
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns

QUIET = {
    "rung": 0.0,
    "request": 0.0,
    "armistice": 0.0,
    "hegemon_war": 0.0,
    "mission": 0.0,
    "mandate_peacekeeping": 0.0,
    "presence": 0.1,
    "presence_unasked": 0.1,
}


def marked(start: Simulation, world: World, variable: str) -> np.ndarray:
    """Return the mark that a deployment of this quarter leaves; -1 where none."""
    result = np.full(world.rung.shape, -1.0)
    for each in outcome("presence.deploy", start, world).transitions:
        if each.variable == variable and each.where is not None:
            result[each.where] = each.value
    return result


def test_keepers_come_with_consent_on_a_request_or_an_armistice_and_else_without(
    start: Simulation, later: World
) -> None:
    sent = with_columns(later, {**QUIET, "rung": float(Rung.PEACEKEEPERS)})
    for columns, consent in (
        ({"request": 1.0}, Consent.HOST),
        ({"armistice": 1.0}, Consent.BOTH_PARTIES),
        ({}, None),
        ({"armistice": 1.0, "hegemon_war": 1.0}, None),
    ):
        world = with_columns(sent, columns)
        result = outcome("presence.deploy", start, world)
        wanted = consent is not None
        assert (change(result, "presence") > 0).all() == wanted
        assert (change(result, "presence_unasked") > 0).all() != wanted
        assert (marked(start, world, "presence_consent") == (consent if wanted else -1)).all()


def test_the_mandate_of_an_own_body_is_no_consent(start: Simulation, later: World) -> None:
    by_body = with_columns(
        later,
        {
            **QUIET,
            "rung": float(Rung.PEACEKEEPERS),
            "route": float(Route.EXISTING_INSTITUTION),
        },
    )
    assert (marked(start, by_body, "presence_mandate") == Mandate.OWN_BODY).all()
    assert (change(outcome("presence.deploy", start, by_body), "presence_unasked") > 0).all()
    by_un = with_columns(by_body, {"mandate_peacekeeping": 0.95})
    assert (marked(start, by_un, "presence_mandate") == Mandate.UN).all()


def test_a_mission_on_request_stands_there_by_the_hosts_consent(
    start: Simulation, later: World
) -> None:
    world = with_columns(later, {**QUIET, "mission": float(Mission.ACT)})
    assert (marked(start, world, "presence_consent") == Consent.HOST).all()
    assert (marked(start, world, "presence_mandate") == Mandate.OWN_BODY).all()


def test_consent_lapses_in_a_war_and_with_broken_relations(start: Simulation, later: World) -> None:
    for columns in ({"hegemon_war": 1.0}, {"breach": float(Breach.SEVER)}):
        world = with_columns(
            later, {**QUIET, "breach": 0.0, "war_end": 0.0, "presence": 0.4, **columns}
        )
        result = outcome("presence.stay", start, world)
        assert np.allclose(change(result, "presence"), -0.4)
        assert (result.terms["presence_unasked"]["lapsed"] > 0).all()


def test_who_gives_a_war_up_takes_his_troops_away(start: Simulation, later: World) -> None:
    world = with_columns(later, {**QUIET, "presence_unasked": 0.8, "breach": 0.0})
    gone, stays = (
        change(
            outcome("presence.stay", start, with_columns(world, {"war_end": float(end)})),
            "presence_unasked",
        )
        for end in (WarEnd.WITHDRAW, WarEnd.FREEZE)
    )
    assert (gone < -0.4).all()
    assert (gone < stays).all()
