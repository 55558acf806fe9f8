"""Arguments: numbers of NumPy are numbers; what is of the wrong kind is answered in words."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sovsim
from sovsim import given
from sovsim.ensemble import Arm, run_arms, verify_ensemble
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.design import Uncertainty, draw
from sovsim.experiment import load_experiment, run_experiment
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.studies.ablation import run_ablation
from sovsim.studies.discovery import run_discovery
from sovsim.studies.ema import ema_outcomes
from sovsim.studies.sensitivity import run_sensitivity
from sovsim.studies.theory import run_theories

TOY = "toy-two-states"
SHORT = "scenario.end=1992Q2"
FADE = "dependence.fade_rate"


@pytest.mark.parametrize(
    "value",
    [4, 4.0, np.int64(4), np.uint8(4), np.float32(4), np.array(4), np.array(4.0), Fraction(4)],
    ids=repr,
)
def test_a_whole_number_is_one_of_python_whatever_it_was(value: Any) -> None:
    found = given.whole("runs", value, 1)
    assert (type(found), found) == (int, 4)
    assert json.dumps(found) == "4"
    real = given.number("precision", value, 0.0)
    assert (type(real), real) == (float, 4.0)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, np.True_, np.array(True), 4.5, np.nan, np.inf, "4", b"4", [4], np.array([4])),
        *({}, 1 + 0j, object(), 0, -1, 2**53, 10**400, pd.NA),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_whole_number_is_refused_with_its_name_and_value(value: Any) -> None:
    with pytest.raises(given.ArgumentError) as caught:
        given.whole("runs", value, 1)
    assert str(caught.value).startswith("runs = ")
    assert "is no whole number from 1" in str(caught.value)
    assert len(str(caught.value)) < 120


def test_numbers_have_bounds() -> None:
    assert given.number("share", np.float64(1.0), 0.0, 1.0) == 1.0
    for value in (1.0, 0.0, -1, None, "x", True, np.nan):
        with pytest.raises(given.ArgumentError, match="between 0 and 1"):
            given.number("share", value, 0.0, 1.0, inside=True)
    assert given.numbers("quantiles", 0.5) == (0.5,)
    assert given.numbers("quantiles", np.array([0.1, 0.9])) == (0.1, 0.9)


def test_a_single_text_is_a_list_of_one() -> None:
    assert given.texts("metrics", "unrest") == ("unrest",)
    assert given.texts("metrics", np.array(["unrest", "autonomy"])) == ("unrest", "autonomy")
    for value in (None, 4, {"unrest": 1}, [4], b"unrest"):
        with pytest.raises(given.ArgumentError, match="no list of texts"):
            given.texts("metrics", value)


def test_a_value_is_shown_in_one_short_line_whatever_it_is() -> None:
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    for value in ("a\nb\x1b[31m" * 100, np.zeros(10**6), Rude(), pd.DataFrame({"a": range(99)})):
        assert len(given.shown(value)) <= 60
        assert given.shown(value).isprintable()


FOUR = [np.int64(4), np.array(4), np.float64(4.0)]


@pytest.mark.slow
@pytest.mark.parametrize("four", FOUR, ids=repr)
def test_runs_and_seeds_of_numpy_give_what_integers_give(four: Any, tmp_path: Path) -> None:
    plain = sovsim.run_ensemble(TOY, 4, 4, settings=SHORT)
    made = sovsim.run_ensemble(
        TOY, four, four, np.int8(1), block=four, settings=SHORT, out=tmp_path / "runs"
    )
    pd.testing.assert_frame_equal(plain.metrics, made.metrics)
    manifest = json.loads((tmp_path / "runs" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["runs"]) == (4, 4)
    run = sovsim.run(TOY, four, four, tmp_path / "run", SHORT, plots=False)
    assert (type(run.seed), run.seed, type(run.run), run.run) == (int, 4, int, 4)
    assert sovsim.verify(run).ok
    assert np.array_equal(run.states["unrest"], sovsim.run(TOY, 4, 4, settings=SHORT).states.unrest)
    compared = sovsim.compare(
        TOY,
        TOY,
        "unrest",
        four,
        four,
        precision=np.float64(9),
        smallest=np.array(0.1),
        settings=SHORT,
    )
    assert (type(compared.runs), compared.runs, type(compared.seed)) == (int, 4, int)


@pytest.mark.slow
def test_parameters_of_numpy_are_numbers() -> None:
    arms = {
        "plain": Arm(load_scenario(TOY), {FADE: 0.25}),
        "numpy": Arm(load_scenario(TOY), {FADE: np.float64(0.25)}),
        "array": Arm(load_scenario(TOY), {FADE: np.array(0.25)}),
    }
    table = run_arms(arms, 2).metrics.drop(columns="run").groupby("arm").mean()
    assert (table.loc["plain"].fillna(0) == table.loc["numpy"].fillna(0)).all()
    assert (table.loc["plain"].fillna(0) == table.loc["array"].fillna(0)).all()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return a run and an ensemble, on disk."""
    place = tmp_path_factory.mktemp("given")
    return {
        "run": sovsim.run(TOY, out=place / "run", settings=SHORT, plots=False),
        "runs": sovsim.run_ensemble(TOY, 2, settings=SHORT, out=place / "runs", trajectories=True),
    }


WRONG: list[Any] = [None, True, 4.5, -1, "nonsense", b"x", [None], {"a": 1}, object()]
"""Values one of which is wrong nearly everywhere; those that suit an argument are left out."""

NONE = type(None)


class Accepted(Exception):
    """All arguments were taken; nothing has been computed."""


class Nobody:
    """An executor that does no work: arguments are looked at before it is asked."""

    _max_workers = 1

    def submit(self, *task: Any) -> Any:
        raise Accepted


Call = tuple[Callable[..., Any], dict[str, Any], dict[str, tuple[type, ...]]]


@pytest.fixture(scope="module")
def table(folders: dict[str, Any]) -> dict[str, Call]:
    """Return public functions, good arguments, and the kinds that an argument may also be of."""
    rivals = load_experiment("rh-01")
    toy = load_scenario(TOY).with_settings(SHORT)
    model, points = sovsim.SovereigntyModel(toy, rng=0), pd.DataFrame({FADE: [0.01]})
    run, runs, work = folders["run"], folders["runs"], {"executor": Nobody(), "workers": 1}
    numbers = {"runs": 1, "seed": 0, **work}
    study = {"scenario": toy, "metrics": "unrest", **numbers}
    return {
        "run": (sovsim.run, {"scenario": toy, "seed": 0, "run": 0, "settings": ()}, {}),
        "run_ensemble": (
            sovsim.run_ensemble,
            {"scenario": toy, "block": None, "trajectories": False, "out": None, "settings": ()}
            | numbers,
            {"block": (NONE,), "out": (NONE, str), "trajectories": (bool,)},
        ),
        "run_arms": (run_arms, {"arms": {"a": Arm(toy)}, **numbers}, {}),
        "compare": (
            sovsim.compare,
            {"a": toy, "b": toy, "metrics": "unrest", "precision": 9.0, "smallest": 0.0}
            | {"settings": (), "confidence": 0.9, "method": "t", **numbers},
            {"precision": (NONE, float), "smallest": (float,), "metrics": (NONE,)},
        ),
        "load_results": (sovsim.load_results, {"folder": runs.folder}, {}),
        "load_scenario": (load_scenario, {"name_or_path": TOY}, {}),
        "load_experiment": (load_experiment, {"name_or_path": "rh-01"}, {}),
        "Experiment.load": (sovsim.Experiment.load, {"name_or_path": "rh-01"}, {}),
        "run_experiment": (
            run_experiment,
            {"experiment": rivals, "out": None, **numbers},
            {"runs": (NONE,), "seed": (NONE,), "out": (NONE, str)},
        ),
        "branch": (sovsim.branch, {"run": run, "at": "1992Q2", "settings": ()}, {}),
        "explain": (
            sovsim.explain,
            {"run": run, "state": "LEN", "quarter": "1992Q1", "variable": "unrest"},
            {"variable": (NONE,)},
        ),
        "verify": (sovsim.verify, {"run": run}, {}),
        "verify_ensemble": (verify_ensemble, {"folder": runs.folder, "sample": 1}, {}),
        "diff": (sovsim.diff, {"a": toy, "b": toy}, {}),
        "Simulation.prepare": (
            Simulation.prepare,
            {"scenario": toy, "seed": 0, "runs": [0]},
            {},
        ),
        "Results.panel": (
            runs.panel,
            {"quantiles": (0.5,), "variables": "unrest"},
            {"quantiles": (NONE,), "variables": (NONE,)},
        ),
        "Results.scenario": (runs.scenario, {"arm": TOY}, {"arm": (NONE,)}),
        "SovereigntyModel": (
            sovsim.SovereigntyModel,
            {"scenario": toy, "rng": 0, "record": True, FADE: 0.01},
            {"rng": (NONE,), "record": (NONE, bool)},
        ),
        "model.value": (model.value, {"column": "unrest", "unit": "LEN"}, {}),
        "model.metric": (model.metric, {"name": "unrest"}, {}),
        "model.state": (model.state, {"code": "LEN"}, {}),
        "model.intervene": (
            model.intervene,
            {"column": "debt", "unit": "LEN", "value": 0.5, "how": "add"},
            {"value": (float, int)},
        ),
        "draw": (
            draw,
            {"uncertainties": [Uncertainty.declared(FADE)], "points": 2, "seed": 0, "levels": 2},
            {},
        ),
        "run_crossed": (run_crossed, {"arms": {"a": toy}, "points": points, **numbers}, {}),
        "ema_outcomes": (
            ema_outcomes,
            {**study, "experiments": points},
            {"metrics": (NONE,)},
        ),
        "run_sensitivity": (
            run_sensitivity,
            {**study, "method": "morris", "parameters": FADE, "samples": 2},
            {"metrics": (NONE,), "samples": (NONE,)},
        ),
        "run_discovery": (
            run_discovery,
            {"experiment": rivals, "side": "A", "points": 2, "replicates": 1}
            | {"least_density": 0.8, "runner": Nobody().submit},
            {"side": (NONE,), "points": (NONE,), "replicates": (NONE,)},
        ),
        "run_theories": (
            run_theories,
            {**study, "parameters": FADE, "points": 1, "kind": "only"},
            {"metrics": (NONE,)},
        ),
        "run_ablation": (
            run_ablation,
            {**study, "by": "rule", "only": "dependence.drift"},
            {"metrics": (NONE,), "only": (NONE,)},
        ),
    }


NAMES = (
    "run",
    "run_ensemble",
    "run_arms",
    "compare",
    "load_results",
    "load_scenario",
    "load_experiment",
    "Experiment.load",
    "run_experiment",
    "branch",
    "explain",
    "verify",
    "verify_ensemble",
    "diff",
    "Simulation.prepare",
    "Results.panel",
    "Results.scenario",
    "SovereigntyModel",
    "model.value",
    "model.metric",
    "model.state",
    "model.intervene",
    "draw",
    "run_crossed",
    "ema_outcomes",
    "run_sensitivity",
    "run_discovery",
    "run_theories",
    "run_ablation",
)


def test_every_function_is_in_the_list(table: dict[str, Call]) -> None:
    assert set(NAMES) == set(table)


SLOW = ("run_discovery", "run_sensitivity")
"""Functions that fetch heavy libraries before they look at what they are given."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=pytest.mark.slow) if one in SLOW else one for one in NAMES],
)
def test_an_argument_of_the_wrong_kind_is_answered_in_words(
    name: str, table: dict[str, Call]
) -> None:
    function, good, also = table[name]
    with contextlib.suppress(Accepted):
        function(**good)
    silent = []
    for argument in good:
        for value in WRONG:
            if isinstance(value, also.get(argument, ())) or (
                value is None and argument == "executor"
            ):
                continue
            asked = f"{name}({argument}={given.shown(value)})"
            try:
                function(**{**good, argument: value})
            except (ValueError, KeyError) as error:
                ours = type(error).__module__.startswith("sovsim.") or type(error) is ValueError
                if not (ours or name == "model.state") or len(str(error)) < 12:
                    silent.append(f"{asked}: {error!r}")
            except Exception as error:
                silent.append(f"{asked}: {error!r}")
            else:
                silent.append(f"{asked}: taken")
    assert not silent, "\n".join(silent)
