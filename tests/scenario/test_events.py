"""The catalogue, and what events and plays become for the engine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sovsim import claims
from sovsim.axes import Action, Channel, Institution, Level, Mission, Norm, Offer, Power, Rung
from sovsim.noise import Noise
from sovsim.scenario import EVENT_TYPES, Scenario
from sovsim.scenario.compile import compile_scenario
from sovsim.scenario.event_type import Effect, EventType
from sovsim.shocks import Shock, Shocks
from sovsim.variables import VARIABLES
from tests.together import each

Load = Callable[..., Scenario]
RUNS = np.arange(4)


def compiled(scenario: Load, **keys: object) -> Shocks:
    keys = {"at": "2002Q3", **keys}
    loaded = scenario("[[event]]\n" + "".join(f"{key} = {_toml(keys[key])}\n" for key in keys))
    return compile_scenario(loaded, RUNS)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(entry) for entry in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def place(shock: Shock) -> tuple[str, tuple[int, ...], int | None, str]:
    return shock.variable, shock.index, shock.unit, shock.operation


@each("kind", EVENT_TYPES)
def test_every_type_is_explained_and_its_claims_resolve(kind: EventType) -> None:
    assert kind.meaning.endswith(".")
    for claim in kind.claims:
        assert claims.get(claim)
    for decision, option in kind.decisions:
        codes = VARIABLES[decision].codes
        assert VARIABLES[decision].kind == "flow"
        assert codes is not None
        assert option in list(codes)


def test_no_type_can_touch_formal_sovereignty_or_what_never_changes() -> None:
    moved = {effect.variable for kind in EVENT_TYPES.values() for effect in kind.effects}
    assert all(VARIABLES[name].kind != "static" for name in moved)
    with pytest.raises(ValueError, match="never changes"):
        Effect("formal_sovereignty")


def test_no_type_but_a_decision_writes_a_decision() -> None:
    decisions = {name for kind in EVENT_TYPES.values() for name, _ in kind.decisions}
    for kind in EVENT_TYPES.values():
        assert not decisions & {effect.variable for effect in kind.effects}


def test_unrest_befalls_one_state(scenario: Load) -> None:
    shocks = compiled(scenario, type="unrest", who="KAZ", size=0.4, duration=2)
    region = scenario().region
    street, grievance = shocks.shocks
    assert place(street) == ("unrest", (), region.index("KAZ"), "add")
    assert (street.start, street.duration, street.size) == (42, 2, 0.4)
    assert (grievance.variable, grievance.size) == ("grievance", pytest.approx(0.2))
    assert (street.target, street.cause, street.forced) == ("KAZ", "unrest", False)
    assert street.claims == EVENT_TYPES["unrest"].claims


def test_all_states_are_one_shock_and_a_list_is_several(scenario: Load) -> None:
    every = compiled(scenario, type="welfare_shock", who="all", size=0.1)
    assert [shock.unit for shock in every.shocks] == [None]
    assert every.shocks[0].size == -0.1
    some = compiled(scenario, type="welfare_shock", who=["UKR", "GEO"])
    region = scenario().region
    assert [shock.unit for shock in some.shocks] == [region.index("UKR"), region.index("GEO")]


def test_a_founding_brings_its_members(scenario: Load) -> None:
    shocks = compiled(scenario, type="founded", who="EAEU", members=["BLR", "KAZ"]).shocks
    region = scenario().region
    eaeu = (int(Institution.EAEU),)
    assert [place(shock) for shock in shocks] == [
        ("founded", eaeu, None, "set"),
        ("membership", eaeu, region.index("BLR"), "set"),
        ("membership", eaeu, region.index("KAZ"), "set"),
    ]
    assert [shock.size for shock in shocks] == [1.0, 1.0, 1.0]


def test_leaving_an_institution_needs_its_name(scenario: Load) -> None:
    (shock,) = compiled(scenario, type="membership_left", who="GEO", institution="CIS").shocks
    unit = scenario().region.index("GEO")
    assert place(shock) == ("membership", (int(Institution.CIS),), unit, "set")
    assert shock.size == 0.0


def test_supply_is_by_power_and_channel(scenario: Load) -> None:
    (gas,) = compiled(
        scenario, type="alternative_supply", who="CHINA", channel="energy", size=0.2
    ).shocks
    assert place(gas) == ("supply", (int(Power.CHINA), int(Channel.ENERGY)), None, "add")
    everything = compiled(scenario, type="alternative_supply", who="CHINA").shocks
    assert [shock.index[1] for shock in everything] == [int(channel) for channel in Channel]


def test_norms_are_contested_at_the_global_level_unless_told(scenario: Load) -> None:
    (shock,) = compiled(scenario, type="norm_contested", norm="non_intervention", size=0.5).shocks
    index = (int(Norm.NON_INTERVENTION), int(Level.GLOBAL))
    assert place(shock) == ("norm_words", index, None, "hold")
    assert shock.size == -0.5
    (regional,) = compiled(
        scenario, type="norm_proposal", norm="sanctions", level="regional"
    ).shocks
    assert regional.index == (int(Norm.SANCTIONS), int(Level.REGIONAL))


def test_wars_between_states_befall_a_dyad(scenario: Load) -> None:
    (shock,) = compiled(scenario, type="regional_war", who="ARM-AZE").shocks
    unit = list(scenario().region.units("dyad")).index("ARM-AZE")
    assert place(shock) == ("dyad_war", (), unit, "set")
    assert shock.size == 1.0


def test_contested_land_changes_hands_by_name(scenario: Load) -> None:
    (shock,) = compiled(scenario, type="control_changed", who="abkhazia", holder="secession").shocks
    unit = list(scenario().region.units("contested")).index("abkhazia")
    assert place(shock) == ("holder", (), unit, "set")
    assert shock.size == 1.0


def test_a_cancelled_exercise_is_minus_one(scenario: Load) -> None:
    (shock,) = compiled(scenario, type="exercise_cancelled", who="CSTO").shocks
    assert place(shock) == ("exercise", (int(Institution.CSTO),), None, "hold")
    assert shock.size == -1.0


def test_any_column_can_be_shifted(scenario: Load) -> None:
    (state,) = compiled(
        scenario, type="shift", column="dependence_labour", who="TJK", size=-0.2
    ).shocks
    unit = scenario().region.index("TJK")
    assert place(state) == ("dependence", (int(Channel.LABOUR),), unit, "add")
    (system,) = compiled(scenario, type="shift", column="resources", size=0.2).shocks
    assert place(system) == ("resources", (), None, "add")


def test_a_forced_choice_is_an_override(scenario: Load) -> None:
    shocks = compiled(scenario, type="invasion", who="UKR", forced=True, duration=3)
    assert not shocks.shocks
    (override,) = shocks.overrides
    assert (override.decision, override.option) == ("rung", int(Rung.INVASION))
    assert (override.unit, override.start, override.duration) == (
        scenario().region.index("UKR"),
        42,
        3,
    )
    assert override.source == "forced"


def test_an_alliance_that_abstains_overrides_leader_and_members(scenario: Load) -> None:
    shocks = compiled(scenario, type="alliance_abstains", who="ARM", forced=True)
    assert {(entry.decision, entry.option) for entry in shocks.overrides} == {
        ("leader_mission", int(Mission.ABSTAIN)),
        ("mission", int(Mission.ABSTAIN)),
    }


def test_sizes_and_dates_may_vary_by_run(scenario: Load) -> None:
    loaded = scenario(
        '[[event]]\ntype = "unrest"\nat = "2002Q1"\nuntil = "2003Q4"\nwho = "KAZ"\n'
        "size = { low = 0.2, high = 0.4 }\n"
    )
    noise = Noise(0, np.arange(500), {})
    shock = compile_scenario(loaded, noise.run_numbers, noise).shocks[0]
    sizes, starts = np.asarray(shock.size), np.asarray(shock.start)
    assert sizes.shape == starts.shape == (500,)
    assert 0.2 <= sizes.min() < 0.22
    assert 0.38 < sizes.max() <= 0.4
    assert set(starts.tolist()) == set(range(40, 48))
    some = Noise(0, np.array([7, 300]), {})
    part = compile_scenario(loaded, some.run_numbers, some).shocks[0]
    np.testing.assert_array_equal(part.size, sizes[[7, 300]])
    np.testing.assert_array_equal(part.start, starts[[7, 300]])


def test_the_noise_must_be_that_of_the_runs(scenario: Load) -> None:
    with pytest.raises(ValueError, match="other runs"):
        compile_scenario(scenario(), np.arange(3), Noise(0, np.arange(4), {}))


def play(scenario: Load, **keys: str) -> Shocks:
    body = "".join(f'{key} = "{value}"\n' for key, value in {"at": "2001Q1", **keys}.items())
    return compile_scenario(scenario("[[play]]\n" + body), RUNS)


def test_a_recorded_play_is_an_override_of_the_state(scenario: Load) -> None:
    (override,) = play(scenario, actor="KAZ", decision="action", option="hedge").overrides
    assert (override.decision, override.option) == ("action", int(Action.HEDGE))
    assert (override.unit, override.start) == (scenario().region.index("KAZ"), 36)
    assert override.source == "play"


def test_the_hegemon_and_the_powers_decide_about_a_state(scenario: Load) -> None:
    geo = scenario().region.index("GEO")
    (rung,) = play(scenario, actor="RUS", decision="rung", option="reward", target="GEO").overrides
    assert (rung.option, rung.unit, rung.index) == (int(Rung.REWARD), geo, ())
    (offer,) = play(
        scenario, actor="EU", decision="offer", option="advance", target="GEO"
    ).overrides
    assert (offer.option, offer.unit, offer.index) == (int(Offer.ADVANCE), geo, (int(Power.EU),))
