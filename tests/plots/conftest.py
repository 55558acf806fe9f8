"""Tiny tables with the columns of a run folder: three states, five quarters, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from sovsim.plots.tables import components
from sovsim.scenario import Scenario, load_scenario

STATES = ("ARD", "BRE", "COR", "DOV")
QUARTERS = ("2020Q4", "2021Q1", "2021Q2", "2021Q3", "2021Q4")
EVENTS = (
    "run", "step", "quarter", "type", "actor", "target", "rung", "route", "talks", "size",
    "cause", "claims",
)  # fmt: skip


@dataclass
class TinyRun:
    """What the figures read of a run."""

    scenario: Scenario
    states: pd.DataFrame
    institutions: pd.DataFrame
    system: pd.DataFrame
    events: pd.DataFrame
    ledger: pd.DataFrame
    manifest: dict[str, Any] = field(default_factory=lambda: {"seed": 0, "spec_hash": "ab12cd34ef"})

    @property
    def arrow(self) -> dict[str, pa.Table]:
        return {"ledger": pa.Table.from_pandas(self.ledger)}


def state_rows(runs: int = 1) -> pd.DataFrame:
    rows = []
    for run in range(runs):
        for step, quarter in enumerate(QUARTERS):
            for place, state in enumerate(STATES):
                value = 0.2 * place + 0.05 * step + 0.01 * run
                row: dict[str, Any] = {"run": run, "step": step, "quarter": quarter, "state": state}
                for variable in ("autonomy", "dependence", "alignment_russia", "alignment_west"):
                    row |= dict.fromkeys(components(variable), value)
                row["rung"] = ("respect", "reward", "tacit_pressure", "peacekeepers")[place]
                row["route"] = "existing_institution" if step == 2 else "direct"
                row["talks"] = "mediate" if step == 3 else "none"
                rows.append(row)
    return pd.DataFrame(rows)


def ledger_rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "run": 0, "step": step, "quarter": quarter, "state": state,
                "variable": "autonomy_political", "term": term, "value": value,
                "claims": "jcep-formal-equality; hadano-kazakhstan-riots",
            }
            for step, quarter in enumerate(QUARTERS)
            for state in STATES
            for term, value in (("capacity", 0.08), ("latent_demand", -0.03))
        ]
    )  # fmt: skip


def event_rows() -> pd.DataFrame:
    rows = [
        (0, 1, "2021Q1", "unrest", "", "ARD", None, None, None, 0.4, "scenario", ""),
        (0, 1, "2021Q1", "upheaval", "ARD", "ARD", None, None, None, None, "unrest", ""),
        (0, 1, "2021Q1", "fighting_begins", "BRE", "BRE", None, None, None, None, "force", ""),
        (0, 2, "2021Q2", "regional_war", "BRE-COR", "BRE-COR", None, None, None, None, "", ""),
        (0, 2, "2021Q2", "coercion", "HEG", "COR", "peacekeepers", "direct", "none", None, "", ""),
        (0, 3, "2021Q3", "coercion", "HEG", "COR", "peacekeepers", "direct", "none", None, "", ""),
        (0, 3, "2021Q3", "unit_seized", "HEG", "highlands", None, None, None, None, "", ""),
        (0, 3, "2021Q3", "mission_deployed", "CSTO", "ARD", None, None, None, 9.0, "request", ""),
        (0, 4, "2021Q4", "reward", "HEG", "DOV", "reward", "direct", "none", None, "choice", ""),
    ]
    return pd.DataFrame(rows, columns=list(EVENTS))


def institution_rows() -> pd.DataFrame:
    columns = (
        "cohesion", "credibility", "institution_readiness", "mandate_peacekeeping",
        "legitimacy_un_majority", "legitimacy_west", "legitimacy_members", "legitimacy_host",
    )  # fmt: skip
    return pd.DataFrame(
        [
            {"run": 0, "step": step, "quarter": quarter, "institution": body}
            | {name: 0.1 * place + 0.02 * step for place, name in enumerate(columns)}
            for step, quarter in enumerate(QUARTERS)
            for body in ("CSTO", "UN")
        ]
    )


def system_rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "run": 0, "step": step, "quarter": quarter, "actor": "norm",
                "variable": column, "value": 0.1 * place,
            }
            for step, quarter in enumerate(QUARTERS)
            for place, column in enumerate(components("norm_strength"))
        ]
    )  # fmt: skip


@pytest.fixture(scope="session")
def tiny() -> TinyRun:
    return TinyRun(
        scenario=load_scenario("toy-four-states"),
        states=state_rows(),
        institutions=institution_rows(),
        system=system_rows(),
        events=event_rows(),
        ledger=ledger_rows(),
    )


@pytest.fixture
def quiet(tiny: TinyRun) -> TinyRun:
    """The same run with nothing happening in it."""
    return TinyRun(
        scenario=tiny.scenario,
        states=tiny.states,
        institutions=tiny.institutions,
        system=tiny.system,
        events=tiny.events.iloc[:0],
        ledger=tiny.ledger.iloc[:0],
    )


@pytest.fixture(scope="session")
def three_runs() -> pd.DataFrame:
    return state_rows(runs=3)
