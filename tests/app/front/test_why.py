"""Why something moved, in the page: the terms of the native ledger, with their sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sovsim
from sovsim.app.content import content
from sovsim.scenario import load_scenario
from tests.app.front.exploring import taken

pytestmark = pytest.mark.slow

Opened = Callable[..., Any]

NEAR = 1e-9
ASKED = {
    ("csto-kazakhstan-2022", "KAZ"): ("2020Q2", "2022Q1", "2026Q4"),
    ("ukraine-2013-reversed", "UKR"): ("2014Q1", "2014Q2", "2016Q3"),
}
COLUMNS = ("unrest", "capacity", "dependence_energy", "autonomy_security")
LEVELS = ("before", "after")


def ask(page: Any, place: str, title: str) -> None:
    """Go to where it is told why something moved, and wait until it is."""
    page.evaluate("hash => { location.hash = hash; }", f"#/explore?{place}")
    page.wait_for_function(
        """(title) => document.querySelector(".why figure:not([hidden]) svg title")
          ?.textContent === title""",
        arg=title,
        timeout=60_000,
    )


@pytest.mark.parametrize(("scenario", "state"), ASKED)
def test_the_terms_are_those_of_the_native_ledger(
    scenario: str, state: str, opened: Opened, tmp_path: Path
) -> None:
    run = sovsim.run(scenario, seed=4, engine="numpy")
    ledger = run.ledger.set_index(["quarter", "state", "variable"]).sort_index()
    values = run.states.set_index(["quarter", "state"])
    held = content([load_scenario(scenario)])
    who, labels = held["units"][state]["name"], held["columns"]
    page = opened(f"explore?scenario={scenario}", accept_downloads=True)
    for quarter in ASKED[scenario, state]:
        for column in COLUMNS:
            title = f"{who}: {labels[column]['label']}, {quarter}"
            place = f"scenario={scenario}&seed=4&state={state}&quarter={quarter}&column={column}"
            ask(page, place, title)
            path = taken(page, page.locator(".why").get_by_role("button", name="CSV"), tmp_path)
            found = pd.read_csv(path).set_index("Term")["Value"]
            wanted = ledger.loc[(quarter, state, column)].groupby("term")["value"].sum()
            wanted = wanted[wanted != 0]
            told = found.drop(list(LEVELS)).sort_values()
            where = f"{quarter} {column}"
            assert len(wanted) > 1, where
            assert list(told) == pytest.approx(sorted(wanted), abs=NEAR, rel=0), where
            assert found["after"] == pytest.approx(
                values.loc[(quarter, state), column], abs=NEAR, rel=0
            )
            assert found["after"] - found["before"] == pytest.approx(wanted.sum(), abs=NEAR, rel=0)
