"""The ledger accounts for every change, exactly."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.citation import written
from sovsim.record.columns import Column, columns
from sovsim.record.history import BOUNDS
from sovsim.record.run import Run
from sovsim.single_run import run
from tests.shared import rest_slow


def _change(done: Run, column: Column) -> np.ndarray:
    values = done.history.array(column.variable.name)[(slice(None), *column.index)]
    return np.diff(values[:, 0, :], axis=0)


def _sums(done: Run) -> dict[tuple[str, str], pd.Series]:
    summed = done.ledger.groupby(["state", "variable", "step"])["value"].sum()
    return {
        (str(state), str(variable)): part.droplevel([0, 1])
        for (state, variable), part in summed.groupby(level=[0, 1])
    }


@pytest.mark.parametrize("scenario", rest_slow(["toy-two-states", "csto-kazakhstan-2022"]))
def test_terms_sum_to_the_change_of_every_variable_in_every_quarter(scenario: str) -> None:
    done = run(scenario, seed=1)
    sums, checked = _sums(done), 0
    for column in columns(done.scenario.region):
        change = _change(done, column)
        for unit, actor in enumerate(column.actors):
            found = sums.pop((actor, column.name), pd.Series(dtype=float))
            told = found.reindex(range(len(change)), fill_value=0.0).to_numpy()
            assert np.abs(told - change[:, unit]).max() < 1e-12, (actor, column.name)
            checked += int(np.any(change[:, unit] != 0.0))
    assert not sums
    assert checked > 20


def test_zero_terms_are_left_out(recorded: Run) -> None:
    assert len(recorded.ledger) > 1000
    assert (recorded.ledger["value"] != 0.0).all()


def test_terms_carry_the_claims_that_their_rule_declares(recorded: Run) -> None:
    rows = recorded.ledger
    fade = rows[(rows["variable"] == "dependence_energy") & (rows["term"] == "fade")]
    assert len(fade) > 0
    assert set(fade["claims"]) == {"jcep-soviet-legacy:topic"}


def test_scenario_events_carry_the_claims_of_the_scenario() -> None:
    """Two events of one type may rest on different claims: each term has its own."""
    done = run("baseline-1992-2026", settings=["scenario.end=1992Q4"], plots=False)
    rows = done.ledger[done.ledger["term"].str.startswith("event_civil_war")]
    told: dict[str, str] = {}
    for state in ("GEO", "TJK"):
        (event,) = [
            event
            for event in done.scenario.events
            if event.type == "civil_war" and event.who == (state,)
        ]
        told[state] = "; ".join(written(event.claims))
        assert set(rows.loc[rows["state"] == state, "claims"]) == {told[state]}
    assert told["GEO"] != told["TJK"]


def test_bounds_are_a_term_of_their_own() -> None:
    """Territory cannot be held twice over: what is cut off is in the ledger."""
    done = run("toy-two-states", seed=0, settings=["dependence.noise=0.02"])
    worlds = done.history.worlds
    kept = {key: steps for key, steps in done.history.terms.items() if key[1] == BOUNDS}
    assert kept
    bounds = done.ledger[done.ledger["term"] == BOUNDS]
    assert len(bounds) == sum(
        int(np.count_nonzero(value)) for steps in kept.values() for value in steps.values()
    )
    assert len(worlds) == done.scenario.steps + 1
