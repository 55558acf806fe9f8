"""A branch shares its past with the run and differs only by what was changed."""

from __future__ import annotations

import pandas as pd
import pytest

from sovsim.record import RunFolder, RunFolderError
from sovsim.record.branch import ROUNDING, branch
from sovsim.record.comparison import alike
from sovsim.scenario import ScenarioError
from sovsim.single_run import run
from tests.record.conftest import SCENARIO, SHORT

AT = "2022Q1"


def test_nothing_changed_gives_no_difference_at_all(folder: RunFolder) -> None:
    made = branch(folder, AT, [])
    assert made.original.steps == made.branched.steps == folder.scenario.steps
    assert len(made.divergences) == 0
    assert len(made.differences) == 0


def test_a_setting_at_its_own_value_gives_no_difference(folder: RunFolder) -> None:
    from sovsim.parameters import registry

    value = registry()["foreign_policy.scale"].value
    assert len(branch(folder, AT, [f"foreign_policy.scale={value}"]).divergences) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    [
        "foreign_policy.scale=0.25",
        "dependence.fade_rate=0.02",
        "mechanisms.off=unrest.grievance",
        "mechanisms.hegemon_policy.rung=interest",
        "play.RUS.rung.KAZ=economic_coercion",
        "play.KAZ.action=resist",
    ],
)
def test_nothing_differs_before_the_branch(folder: RunFolder, setting: str) -> None:
    at = folder.scenario.step_of(AT)
    made = branch(folder, AT, [setting])
    assert len(made.divergences) > 0
    assert made.divergences["step"].min() >= at
    assert made.differences["step"].min() >= at
    for step in range(at + 1):
        for name in made.original.worlds[step]:
            assert (made.original.worlds[step][name] == made.branched.worlds[step][name]).all()


def test_a_branch_from_the_first_quarter_is_a_run_with_the_setting(folder: RunFolder) -> None:
    from sovsim.record.run import simulate

    setting = "foreign_policy.scale=0.25"
    made = branch(folder, folder.scenario.start, [setting])
    whole = simulate(folder.scenario.with_settings([setting]), 0, 0)
    for one, other in zip(made.branched.worlds, whole.worlds, strict=True):
        for name in one:
            assert (one[name] == other[name]).all()


def test_a_decision_shows_first_where_it_was_taken(folder: RunFolder) -> None:
    choices = folder.choices
    rows = choices[(choices["quarter"] == AT) & (choices["decision"] == "rung")]
    rows = rows[(rows["target"] == "KAZ") & ~rows["chosen"]]
    option = rows["option"].iloc[-1]
    made = branch(folder, AT, [f"play.RUS.rung.KAZ={option}"])
    first = made.first.set_index("state").loc["KAZ"]
    assert (first["quarter"], first["variable"], first["branch"]) == (AT, "rung", option)
    assert made.branched.shocks.overrides[-1].duration == 1


@pytest.mark.parametrize(
    ("at", "setting", "told"),
    [
        ("1990Q1", "foreign_policy.scale=0.3", "outside the run"),
        ("soon", "foreign_policy.scale=0.3", "is not a quarter"),
        (AT, "foreign_policy.scal=0.3", "did you mean"),
        (AT, "initial.KAZ.unrest=0.4", "cannot change once a run has begun"),
        (AT, "scenario.end=2022Q2", "cannot change once a run has begun"),
        (AT, "play.KAZ=hedge", "must be written play.ACTOR.DECISION"),
        (AT, "play.KAZ.action=\x1b[31m", r"control character U\+001B"),
        (AT, "play.KAZ.action=hege", "did you mean 'hedge'"),
        (AT, "play.KAS.action=hedge", "no actor"),
        (AT, "play.RUS.rung=respect", "about a state"),
        (AT, "play.EST.action=request_assistance", "is not open"),
    ],
)
def test_faults_are_named(folder: RunFolder, at: str, setting: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told) as caught:
        branch(folder, at, [setting])
    assert len(str(caught.value).splitlines()) <= 3


def test_a_run_that_does_not_repeat_is_not_branched(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = folder.states.copy()
    changed.loc[3, "autonomy_security"] += 1e-6
    folder.__dict__["states"] = changed
    with pytest.raises(RunFolderError, match="repeats the run differently"):
        branch(folder, AT, [])


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The same run, recorded by compiled rules."""
    pytest.importorskip("llvmlite")
    out = tmp_path_factory.mktemp("compiled") / "run"
    made = run(SCENARIO, seed=0, out=out, settings=SHORT, plots=False, engine="compiled")
    assert made.folder is not None
    return RunFolder.open(made.folder.path)


@pytest.mark.slow
def test_a_run_of_compiled_rules_is_branched_as_one_of_numpy(
    compiled: RunFolder, folder: RunFolder
) -> None:
    setting = ["foreign_policy.scale=0.25"]
    assert compiled.manifest["engine"] == "compiled"
    found, other = (branch(one, AT, setting).divergences for one in (compiled, folder))
    pd.testing.assert_frame_equal(found, other)


@pytest.mark.parametrize(
    ("column", "value", "same"),
    [
        ("autonomy", 0.5 + 1e-12, True),
        ("autonomy", 0.5 + 1e-6, False),
        ("autonomy", float("nan"), False),
        ("action", "resist", False),
    ],
)
def test_values_may_differ_in_the_last_bits_and_decisions_may_not(
    column: str, value: object, same: bool
) -> None:
    recorded = pd.DataFrame({"autonomy": [0.25, 0.5], "action": ["hedge", "hedge"]})
    again = recorded.copy()
    again.loc[1, column] = value
    assert alike(recorded, again, ROUNDING) is same
