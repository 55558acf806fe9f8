"""The tables have the columns that other programs call for, and say what happened."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.axes import Rung, member_name
from sovsim.record.run import Run
from sovsim.variables import VARIABLES

EVENTS = "run,step,quarter,type,actor,target,rung,route,talks,size,cause,claims"
CHOICES = "run,step,quarter,actor,target,decision,option,term,value,probability,draw,chosen,source"


def test_states_are_wide_with_a_column_per_component(recorded: Run) -> None:
    expected = [
        name
        for variable in VARIABLES.values()
        if variable.per == "state"
        for name, _ in variable.components()
    ]
    assert list(recorded.states.columns) == ["run", "step", "quarter", "state", *expected]
    assert len(recorded.states) == recorded.scenario.steps * len(recorded.scenario.region.codes)
    assert list(recorded.states["quarter"].unique())[:2] == ["2020Q3", "2020Q4"]


def test_states_show_the_world_at_the_end_of_the_quarter(recorded: Run) -> None:
    at = recorded.scenario.region.index("KAZ")
    rows = recorded.states[recorded.states["state"] == "KAZ"].set_index("step")
    for step, world in enumerate(recorded.history.worlds[1:]):
        assert rows.loc[step, "autonomy_security"] == world.autonomy[1, 0, at]
        assert rows.loc[step, "rung"] == member_name(Rung(int(world.rung[0, at])))


def test_long_tables_have_the_agreed_columns(recorded: Run) -> None:
    assert ",".join(recorded.events.columns) == EVENTS
    assert ",".join(recorded.choices.columns) == CHOICES
    assert list(recorded.system.columns) == ["run", "step", "quarter", "actor", "variable", "value"]
    assert list(recorded.ledger.columns) == (
        ["run", "step", "quarter", "state", "variable", "term", "value", "claims"]
    )


def test_institutions_have_their_stocks_and_audiences(recorded: Run) -> None:
    table = recorded.institutions
    assert list(table.columns[:4]) == ["run", "step", "quarter", "institution"]
    assert {"cohesion", "credibility", "legitimacy_west", "legitimacy_host"} <= set(table.columns)
    assert "CSTO" in set(table["institution"])


@pytest.mark.parametrize(
    ("actor", "variable"),
    [
        ("RUS", "status"),
        ("CHINA", "openness_china"),
        ("non_intervention", "norm_strength_non_intervention_regional"),
        ("crimea", "recognition"),
        ("ARM-AZE", "rivalry"),
        ("world", "globalisation"),
    ],
)
def test_everyone_else_stands_in_the_system_table(recorded: Run, actor: str, variable: str) -> None:
    system = recorded.system
    rows = system[(system["actor"] == actor) & (system["variable"] == variable)]
    assert len(rows) == recorded.scenario.steps


def test_what_the_hegemon_does_but_respect_is_an_event(recorded: Run) -> None:
    deeds = recorded.events[recorded.events["type"].isin(["coercion", "reward"])]
    rungs = recorded.states.loc[recorded.states["rung"] != "respect", ["step", "state", "rung"]]
    told = deeds[["step", "target", "rung"]].rename(columns={"target": "state"})
    assert len(rungs) > 0
    assert {tuple(row) for row in told.to_numpy()} == {tuple(row) for row in rungs.to_numpy()}
    assert deeds["route"].notna().all()
    assert deeds["talks"].notna().all()
    assert (deeds.loc[deeds["rung"] == "reward", "type"] == "reward").all()


def test_scenario_events_are_listed_once_with_their_claims(recorded: Run) -> None:
    rows = recorded.events[recorded.events["cause"] == "scenario"]
    kazakh = rows[(rows["target"] == "KAZ") & (rows["type"] == "unrest")]
    assert list(kazakh["quarter"]) == ["2022Q1"]
    assert kazakh["claims"].iloc[0]


def test_open_options_have_probabilities_that_sum_to_one(recorded: Run) -> None:
    who = ["step", "actor", "target", "decision"]
    options = recorded.choices.drop_duplicates([*who, "option"])
    sums = options.groupby(who)["probability"].sum()
    assert np.abs(sums.to_numpy() - 1.0).max() < 1e-12
    assert (options.groupby(who)["chosen"].sum() == 1).all()


def test_choices_agree_with_what_was_done(recorded: Run) -> None:
    choices = recorded.choices
    actions = choices[(choices["decision"] == "action") & choices["chosen"]]
    actions = actions.drop_duplicates(["step", "actor"]).set_index(["step", "actor"])["option"]
    done = recorded.states.set_index(["step", "state"])["action"]
    pd.testing.assert_series_equal(actions.sort_index(), done.sort_index(), check_names=False)


def test_a_term_that_is_switched_off_is_in_no_table() -> None:
    from sovsim.single_run import run

    done = run(
        "csto-kazakhstan-2022",
        settings=[
            "scenario.start=2022Q1",
            "scenario.start_values=2022Q1",
            "scenario.end=2022Q2",
            "mechanisms.off=action.hedging",
        ],
    )
    action = done.choices[done.choices["decision"] == "action"]
    assert "hedging" not in set(action["term"])
    assert "dependence" in set(action["term"])
