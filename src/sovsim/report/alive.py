"""What makes a report of a run come alive: its numbers, and the pictures of the application.

The report is whole without it. The script is that of the installed program and is named by its
hash in the page's policy; nothing else runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from sovsim.app.content.cites import Cites
from sovsim.app.content.columns import variables
from sovsim.app.content.units import units
from sovsim.app.page.file import as_json, hashed, inert
from sovsim.app.page.front import modules, style
from sovsim.app.page.modules import one_script
from sovsim.app.words import texts
from sovsim.axes import member_name
from sovsim.plots.tables import quarters_of
from sovsim.record.recorded import SavedRun
from sovsim.telling.about import concerned
from sovsim.telling.imposed import by
from sovsim.telling.names import Names, capital, text
from sovsim.telling.sentences import sentence
from sovsim.telling.weight import NOISE, kind_of
from sovsim.variables import VARIABLES

ENTRY = "report/main.js"
STYLES = ("tokens", "pictures", "report")
SHOWN = (
    *("autonomy", "dependence", "alignment_russia", "alignment_west"),
    *("capacity", "welfare", "unrest", "regime_security"),
    *("preference_russia", "preference_west", "public_russia", "public_west"),
    *("pressure", "threat_perception", "debt"),
    *("rung", "conflict_status", "presence", "occupation"),
)
"""Variables of states that can be looked at; ours."""
DIGITS = 3


@dataclass(frozen=True)
class Alive:
    """What a template puts into the page.

    Attributes:
        data: the numbers, as JSON that ends no script.
        script, style: of the installed program.
        policy: a source of scripts for the page's policy.
    """

    data: Markup
    script: Markup
    style: Markup
    policy: str


def alive(run: SavedRun, focus: list[str]) -> Alive:
    """Return what makes the report of a run come alive.

    Args:
        focus: codes of the states whose courses are shown first.
    """
    script = _script()
    return Alive(
        data=Markup(as_json(_data(run, focus))),
        script=Markup(script),
        style=Markup("\n".join(style(name) for name in STYLES)),
        policy=hashed(script),
    )


@cache
def _script() -> str:
    return f"\n{inert(one_script(modules(), ENTRY))}"


def _data(run: SavedRun, focus: list[str]) -> dict[str, Any]:
    region = run.scenario.region
    known = variables(region, Cites())
    shown = {name: known[name] for name in SHOWN if name in known}
    kept = ("label", "unit", "per", "low", "high", "codes")
    return {
        "name": run.scenario.name,
        "texts": _texts(),
        "units": {
            code: one for code, one in units(region).items() if one["kind"] in ("state", "hegemon")
        },
        "states": list(region.codes),
        "focus": focus,
        "quarters": list(quarters_of(run.states)),
        "quantities": [
            {"name": name, "columns": [name], **{key: one[key] for key in kept}}
            for name, one in shown.items()
        ],
        "series": {name: _series(run.states, name, one["columns"]) for name, one in shown.items()},
        "events": _events(run),
    }


def _texts() -> dict[str, str]:
    return {key: words for key, words in texts().items() if key.startswith(("picture.", "report."))}


def _series(states: pd.DataFrame, name: str, columns: list[str]) -> list[list[float | None]]:
    """Return a variable, or the mean of its parts, by quarter and state, as a picture shows it."""
    codes, table = VARIABLES[name].codes, states[columns]
    if codes is not None:
        table = table.replace({member_name(one): int(one) for one in codes}).infer_objects()
    values = np.round(table.to_numpy(dtype=np.float64).mean(axis=1), DIGITS)
    by_state = states["state"].nunique()
    return [[_short(one) for one in row] for row in values.reshape(-1, by_state).tolist()]


def _short(value: float) -> float | None:
    """Return a number as JSON has it: whole ones without a point, none for nan."""
    if np.isnan(value):
        return None
    return int(value) if value == int(value) else value


def _events(run: SavedRun) -> list[list[Any]]:
    """Return what happened: place among the quarters, words, states concerned."""
    region = run.scenario.region
    names, places = Names(region), _places(run.states)
    found = []
    for event in run.happened:
        if kind_of(event) in NOISE:
            continue
        words = capital(sentence(event, names))
        given = by(text(event.get("cause")))
        told = f"{words} ({given})" if given else words
        found.append([places[str(event["quarter"])], told, _whom(event, run)])
    return found


def _places(states: pd.DataFrame) -> Mapping[str, int]:
    return {quarter: place for place, quarter in enumerate(quarters_of(states))}


def _whom(event: Mapping[Any, Any], run: SavedRun) -> list[str]:
    sides = (text(event.get("actor")), text(event.get("target")))
    return list(
        dict.fromkeys(
            code for side in sides if side for code in concerned(side, run.scenario.region)
        )
    )
