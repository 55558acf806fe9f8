"""Reading scenarios: defaults, inheritance, settings, and what files may look like."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.scenario import Range, Scenario, load_scenario
from sovsim.scenario.compile import parameter_values

from .conftest import HEAD

Write = Callable[..., Path]
Load = Callable[..., Scenario]

PARENT = """
claims = ["jcep-ties-as-leverage"]

[parameters]
dependence.fade_rate = 0.015

[initial.KAZ]
unrest = 0.3
welfare = 0.4

[[event]]
type = "unrest"
at = "2001Q1"
who = "KAZ"

[[event]]
type = "unrest"
at = "2008Q1"
who = "KAZ"

[teaching]
concepts = ["hegemon"]
"""


def test_a_bare_file_takes_the_defaults(write: Write) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(("start", "end"))]
    loaded = load_scenario(write(head="\n".join(lines)))
    assert (loaded.start, loaded.end, loaded.steps) == ("1992Q1", "2026Q4", 140)
    assert loaded.region.name == "post-soviet"
    assert not loaded.events
    assert not loaded.parameters


def test_steps_and_quarters_are_each_others_inverse(scenario: Load) -> None:
    loaded = scenario()
    assert loaded.steps == 72
    assert loaded.quarter(0) == "1992Q1"
    assert loaded.quarter(71) == "2009Q4"
    assert loaded.step_of("2005Q3") == 54


def test_dotted_and_quoted_names_are_the_same(scenario: Load) -> None:
    dotted = scenario("[parameters]\ndependence.fade_rate = 0.01\n")
    quoted = scenario('[parameters]\n"dependence.fade_rate" = 0.01\n')
    table = scenario("[parameters.dependence]\nfade_rate = 0.01\n")
    assert dotted.parameters == quoted.parameters == table.parameters
    assert dotted.parameters == {"dependence.fade_rate": 0.01}


def test_a_parameter_may_be_drawn_per_run(scenario: Load) -> None:
    loaded = scenario("[parameters]\ndependence.fade_rate = { low = 0.01, high = 0.02 }\n")
    assert loaded.parameters == {"dependence.fade_rate": Range(low=0.01, high=0.02)}
    assert parameter_values(loaded) == {"dependence.fade_rate": pytest.approx(0.015)}


def test_codes_may_be_written_by_name(scenario: Load) -> None:
    loaded = scenario('[initial.MDA]\nconflict_status = "peacekept"\nbid_stage_eu = "aspirant"\n')
    assert loaded.initial["MDA"] == {"conflict_status": 3.0, "bid_stage_eu": 1.0}


def test_all_holds_for_states_without_a_value_of_their_own(scenario: Load) -> None:
    loaded = scenario("[initial.all]\nunrest = 0.1\n[initial.KAZ]\nunrest = 0.4\n")
    assert loaded.start_value("unrest", "KAZ") == 0.4
    assert loaded.start_value("unrest", "UKR") == 0.1
    assert "all" not in loaded.initial


def test_system_columns_are_found_under_either_table(scenario: Load) -> None:
    loaded = scenario("[initial.hegemon]\nresources = 0.7\n[initial.system]\nopenness_eu = 0.2\n")
    assert loaded.start_value("resources", "system") == 0.7
    assert loaded.start_value("openness_eu", "system") == 0.2
    assert loaded.start_value("unrest", "KAZ") is None


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_marks_do_not_matter(ending: str, mark: bytes, tmp_path: Path) -> None:
    text = HEAD + '[[event]]\ntype = "unrest"\nat = "2005Q1"\nwho = "KAZ"\n'
    file = tmp_path / "trial.toml"
    file.write_bytes(mark + text.replace("\n", ending).encode())
    assert load_scenario(file).events[0].who == ("KAZ",)


def test_a_child_changes_its_parent(write: Write) -> None:
    write(PARENT, name="parent")
    child = load_scenario(
        write(
            'extends = "parent.toml"\n[initial.KAZ]\nunrest = 0.6\n'
            '[[event]]\ntype = "unrest"\nat = "2002Q1"\nwho = "UKR"\n',
            name="child",
        )
    )
    assert child.claims == ("jcep-ties-as-leverage",)
    assert child.parameters == {"dependence.fade_rate": 0.015}
    assert child.initial == {"KAZ": {"unrest": 0.6, "welfare": 0.4}}
    assert [event.label for event in child.events] == [
        "unrest@2001Q1",
        "unrest@2008Q1",
        "unrest@2002Q1",
    ]
    assert child.teaching.concepts == ("hegemon",)
    assert "hegemon" in child.base_text
    assert "hegemon" not in child.text


def test_a_child_may_drop_inherited_events(write: Write) -> None:
    write(PARENT, name="parent")
    body = 'extends = "parent.toml"\ndrop_events = ["unrest@2001Q1"]\n'
    child = load_scenario(write(body, name="child"))
    assert [event.label for event in child.events] == ["unrest@2008Q1"]


def test_inherited_events_outside_the_childs_span_fall_away(write: Write) -> None:
    write(PARENT, name="parent")
    head = HEAD.replace("2009Q4", "2004Q4")
    child = load_scenario(write('extends = "parent.toml"\n', name="child", head=head))
    assert [event.label for event in child.events] == ["unrest@2001Q1"]


def test_settings_are_values_of_a_file(scenario: Load) -> None:
    loaded = scenario(PARENT)
    changed = loaded.with_settings(
        [
            "dependence.fade_rate=0.005",
            "initial.KAZ.unrest=0.1",
            "initial.MDA.conflict_status=frozen",
            "scenario.end=2005Q4",
        ]
    )
    assert changed.parameters == {"dependence.fade_rate": 0.005}
    assert changed.initial["KAZ"] == {"unrest": 0.1, "welfare": 0.4}
    assert changed.initial["MDA"] == {"conflict_status": 2.0}
    assert changed.steps == 56
    assert [event.label for event in changed.events] == ["unrest@2001Q1"]
    assert loaded.parameters == {"dependence.fade_rate": 0.015}


def test_settings_keep_inherited_events(write: Write) -> None:
    write(PARENT, name="parent")
    child = load_scenario(write('extends = "parent.toml"\n', name="child"))
    assert child.with_settings(["initial.KAZ.unrest=0.1"]).events == child.events


def test_no_setting_changes_nothing(scenario: Load) -> None:
    loaded = scenario(PARENT)
    assert loaded.with_settings([]).spec_hash == loaded.spec_hash


def test_the_last_of_two_settings_holds(scenario: Load) -> None:
    changed = scenario().with_settings(["initial.KAZ.unrest=0.1", "initial.KAZ.unrest=0.2"])
    assert changed.initial["KAZ"]["unrest"] == 0.2


def test_mechanisms_choose_variants_and_switch_terms_off(scenario: Load) -> None:
    loaded = scenario(
        '[mechanisms]\nhegemon_policy.rung = "sphere"\noff = ["rung.opportunity", "rung.norms"]\n'
    )
    assert loaded.mechanisms == {"hegemon_policy.rung": "sphere"}
    assert loaded.off == ("rung.opportunity", "rung.norms")
    back = loaded.with_settings(["mechanisms.hegemon_policy.rung=default", "mechanisms.off="])
    assert not back.mechanisms
    assert not back.off


def test_a_made_up_region_is_drawn_from_its_name(scenario: Load) -> None:
    loaded = scenario('region = "synthetic-7-3"\n[initial.all]\nunrest = 0.2\n')
    assert len(loaded.region.codes) == 7
    other = loaded.with_settings(["scenario.region=synthetic-9-3"])
    assert len(other.region.codes) == 9


def test_a_scenario_survives_pickling(scenario: Load) -> None:
    loaded = scenario(PARENT)
    assert pickle.loads(pickle.dumps(loaded)).spec_hash == loaded.spec_hash
