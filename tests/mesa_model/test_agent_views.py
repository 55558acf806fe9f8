"""Views read what the world holds, at the moment of asking, and refuse every write."""

from __future__ import annotations

import copy
import pickle
from enum import IntEnum

import numpy as np
import pytest

from sovsim.agents import Hegemon, Institution, Members, OuterPower, State
from sovsim.axes import Action, Channel, Domain, Power
from sovsim.axes import Institution as Body
from sovsim.mesa_model import SovereigntyModel
from sovsim.variables import VARIABLES


@pytest.fixture
def model() -> SovereigntyModel:
    model = SovereigntyModel("toy-four-states", rng=2)
    for _ in range(6):
        model.step()
    return model


def same(shown: object, held: np.ndarray) -> bool:
    if isinstance(shown, Members):
        return len(shown) == len(held) and all(
            same(part, held[place]) for place, part in enumerate(shown.values())
        )
    return shown == held


def test_a_state_shows_every_variable_of_states(model: SovereigntyModel) -> None:
    for unit, code in enumerate(model.codes):
        state = model.state(code)
        for name, variable in VARIABLES.items():
            if variable.per == "state":
                assert same(getattr(state, name), model.world[name][..., 0, unit]), name


def test_a_state_shows_nothing_that_is_not_its_own(model: SovereigntyModel) -> None:
    state = model.state(model.codes[0])
    for name in ("eurasianism", "cohesion", "rivalry", "nonsense"):
        with pytest.raises(AttributeError, match=name):
            getattr(state, name)


def test_the_hegemon_shows_itself_and_its_view_of_each_state(model: SovereigntyModel) -> None:
    hegemon = model.hegemon
    assert isinstance(hegemon, Hegemon)
    assert hegemon.eurasianism == model.world.eurasianism[0, 0]
    assert hegemon.trust.osce == model.world.trust[1, 0, 0]
    assert list(hegemon.rung) == list(model.codes)
    assert hegemon.rung[model.codes[1]] == model.world.rung[0, 1]
    assert (
        hegemon.expected_compliance.security[model.codes[2]]
        == (model.world.expected_compliance[Domain.SECURITY, 0, 2])
    )


def test_powers_and_institutions_show_their_own_row(model: SovereigntyModel) -> None:
    powers = {agent.code: agent for agent in model.agents_by_type[OuterPower]}
    bodies = {agent.code: agent for agent in model.agents_by_type[Institution]}
    assert set(powers) == {power.name for power in Power}
    assert set(bodies) == {body.name for body in Body}
    for power in Power:
        assert powers[power.name].openness == model.world.openness[power, 0, 0]
        energy = model.world.supply[power, Channel.ENERGY, 0, 0]
        assert powers[power.name].supply.energy == energy
        assert same(powers[power.name].offer, model.world.offer[power, 0])
    for body in Body:
        assert bodies[body.name].cohesion == model.world.cohesion[body, 0, 0]
        assert same(bodies[body.name].legitimacy, model.world.legitimacy[body, :, 0, 0])
        inside = np.flatnonzero(model.world.membership[body, 0])
        assert bodies[body.name].members == tuple(model.codes[unit] for unit in inside)


def test_numbers_are_floats_codes_are_members_of_their_enumeration(
    model: SovereigntyModel,
) -> None:
    state = model.state(model.codes[0])
    assert type(state.pressure) is float
    assert type(state.action) is Action
    assert isinstance(state.conflict_status, IntEnum)
    assert type(state.membership["CSTO"]) is float
    assert {type(offer).__name__ for offer in state.offer.values()} == {"Offer"}


def test_components_are_found_by_any_name_of_theirs(model: SovereigntyModel) -> None:
    state = model.state(model.codes[0])
    wanted = model.world.autonomy[Domain.SECURITY, 0, 0]
    assert state.autonomy["security"] == wanted
    assert state.autonomy["SECURITY"] == wanted
    assert state.autonomy[Domain.SECURITY] == wanted
    assert state.autonomy.security == wanted
    assert state.autonomy_security == wanted
    with pytest.raises(KeyError, match="political, security, economic"):
        state.autonomy["military"]


def test_a_view_follows_the_world(model: SovereigntyModel) -> None:
    state = model.state(model.codes[0])
    seen = []
    for _ in range(8):
        seen.append(state.unrest)
        model.step()
    assert len(set(seen)) == len(seen)
    assert state.unrest == model.world.unrest[0, 0]


def test_views_refuse_writes_and_name_the_way(model: SovereigntyModel) -> None:
    state = model.state(model.codes[0])
    for name in ("autonomy", "autonomy_security", "eurasianism", "pressure"):
        with pytest.raises(AttributeError, match=r"model\.intervene"):
            setattr(state, name, 0.5)
    with pytest.raises(AttributeError, match=r"model\.intervene"):
        model.hegemon.eurasianism = 0.5
    with pytest.raises(AttributeError):
        state.autonomy.security = 0.5
    with pytest.raises(TypeError):
        state.autonomy["security"] = 0.5
    with pytest.raises(AttributeError):
        state.sovereignty_gap = 0.5
    assert "autonomy" not in vars(state)


def test_dir_lists_the_variables(model: SovereigntyModel) -> None:
    listed = dir(model.state(model.codes[0]))
    assert {"autonomy", "dependence", "action", "policy", "code", "sovereignty_gap"} <= set(listed)
    assert "eurasianism" not in listed
    assert "eurasianism" in dir(model.hegemon)


def test_the_gap_of_a_state_is_that_of_the_metric(model: SovereigntyModel) -> None:
    state = model.state(model.codes[0])
    mean = sum(state.autonomy.values()) / 3
    assert state.sovereignty_gap == pytest.approx(state.formal_sovereignty - mean)


def test_members_can_be_copied_and_pickled(model: SovereigntyModel) -> None:
    shown = model.state(model.codes[0]).autonomy
    assert copy.deepcopy(shown) == shown
    assert pickle.loads(pickle.dumps(shown)) == shown
    assert isinstance(model.state(model.codes[0]), State)
