"""What was wanted of the scores before they were known, and whether it is reached.

The bars are those that the project set before this command existed. A missed bar is told like one
that is reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.lasting import ALL
from sovsim.backtest.methods import PERSISTENCE, SIMPLE
from sovsim.backtest.pools import AHEAD, HEAD
from sovsim.backtest.scores import END

_MODEL = ("b", "c")
"""Variants that may reach the bars on errors; the better one counts."""

_BY_INDICATOR: Mapping[str, float] = {
    "ideal point": 0.93,
    "distance to Russia": 0.92,
    "agreement with Russia": 0.93,
    "influence": 0.95,
    "security dependence": 0.88,
    "trade share": 0.97,
    "arms share": 0.90,
    "economic dependence": 1.00,
    "remittances": 1.00,
    "autonomy abroad": 1.02,
    "autonomy at home": 1.02,
    "polyarchy": 1.02,
}
_DIRECTION: Mapping[str, float] = {"alignment": 0.60, "dependence": 0.65}
_COVERED = (0.70, 0.90)
_BANDS = (
    ("coverage", "80 % bands cover"),
    ("coverage_runs", "80 % bands of runs, measured, cover"),
)
"""Marks of bands: with errors as they were before the cut, and of the runs and the measurement
error alone, of which the bar speaks."""


def bars(
    scores: pd.DataFrame,
    pools: pd.DataFrame,
    direction: pd.DataFrame,
    placebo: pd.DataFrame,
    events: pd.DataFrame,
    last: pd.DataFrame,
    main: Sequence[str],
) -> pd.DataFrame:
    """Return a row for each bar: ``bar, value, wanted, reached``; nan where it is not measured."""
    rows = [
        *_pooled(pools),
        *_indicators(pools),
        *_placebo(placebo),
        _path(scores, main),
        *_directions(direction),
        *_coverage(scores, main),
        *_events(events),
        _lasting(last),
    ]
    table = pd.DataFrame(rows, columns=["bar", "value", "wanted", "least", "most"])
    value = table["value"]
    reached = (value >= table["least"]) & (value <= table["most"])
    table["reached"] = np.where(value.isna(), "-", np.where(reached, "yes", "no"))
    return table.drop(columns=["least", "most"])


Bar = tuple[str, float, str, float, float]


def _most(bar: str, value: float, most: float) -> Bar:
    return (bar, value, f"<= {most:.2f}", -np.inf, most)


def _least(bar: str, value: float, least: float, sign: str = ">=") -> Bar:
    return (bar, value, f"{sign} {least:.2f}", least, np.inf)


def _pooled(pools: pd.DataFrame) -> list[Bar]:
    part = pools[(pools["pool"] == HEAD) & (pools["horizon"] == AHEAD)].set_index("method")
    model = part[part.index.isin(_MODEL)].dropna(subset=["ratio"])
    if model.empty:
        return [_most("pooled ratio to persistence", np.nan, 0.97)]
    best = str(model["ratio"].idxmin())
    at = model.index.get_loc(best)
    ratio, high = (float(model[name].to_numpy()[at]) for name in ("ratio", "high"))
    guesses = part.loc[part.index.isin(SIMPLE), "ratio"]
    simple = pd.concat([guesses, pd.Series({PERSISTENCE: 1.0})])
    return [
        _most(f"pooled ratio to persistence ({best})", ratio, 0.97),
        _most("its upper 90 % bound", high, 1.00),
        _most(
            f"error over that of the best guess ({simple.idxmin()})",
            ratio / float(simple.min()),
            1.00,
        ),
    ]


def _indicators(pools: pd.DataFrame) -> list[Bar]:
    part = pools[
        (pools["kind"] == "indicator") & (pools["horizon"] == AHEAD) & pools["method"].isin(_MODEL)
    ]
    least = part.groupby("pool")["ratio"].min()
    return [
        _most(f"{name}: ratio", float(least.get(name, np.nan)), most)
        for name, most in _BY_INDICATOR.items()
    ]


def _placebo(placebo: pd.DataFrame) -> list[Bar]:
    part = placebo[(placebo["on"] == "change") & (placebo["group"] == HEAD)]
    value = float(part["wins"].iloc[0]) if len(part) else np.nan
    return [_least("true labels beat shuffled ones on change", value, 0.95)]


def _path(scores: pd.DataFrame, main: Sequence[str]) -> Bar:
    part = scores[scores["indicator"].isin(list(main)) & (scores["horizon"] != END)]
    if part.empty:
        return _least("rows in which the path beats the frozen start", np.nan, 0.50)
    wide = part.pivot(index=["indicator", "cut", "horizon"], columns="method", values="mae")
    better = pd.concat([wide["a"] < wide["frozen a"], wide["c"] < wide["frozen c"]])
    return _least(
        "rows in which the path beats the frozen start",
        float(better.mean()) if len(better) else np.nan,
        0.50,
    )


def _directions(direction: pd.DataFrame) -> list[Bar]:
    found = []
    for group, least in _DIRECTION.items():
        part = direction[direction["group"] == group].set_index("method")["right"]
        model = float(part[part.index.isin(_MODEL)].max()) if len(part) else np.nan
        found.append(_least(f"direction of five-year moves, {group}", model, least))
        guess = float(part[part.index.isin(["trend", "drift"])].max()) if len(part) else np.nan
        found.append(_least(f"direction above trend, drift ({guess:.2f}), {group}",
                            model - guess, 0.0))  # fmt: skip
    return found


def _coverage(scores: pd.DataFrame, main: Sequence[str]) -> list[Bar]:
    part = scores[
        scores["indicator"].isin(list(main))
        & (scores["horizon"] != END)
        & (scores["method"] == "b")
    ]
    low, high = _COVERED
    found: list[Bar] = []
    for group, rows in part.groupby("group", sort=False):
        for name, words in _BANDS:
            share = float(np.average(rows[name], weights=rows["n"]))
            found.append((f"{words}, {group}", share, f"{low:.2f}-{high:.2f}", low, high))
    return found


def _lasting(last: pd.DataFrame) -> Bar:
    part = last[(last["method"] == "a") & (last["indicator"] == ALL)]
    value = float(part["ratio"].iloc[0]) if len(part) else np.nan
    return _most("what lasts, in the last year: Brier / last value", value, 1.00)


def _events(events: pd.DataFrame) -> list[Bar]:
    found: list[Bar] = []
    for name in ("economic coercion", "falls of governments"):
        part = events[(events["indicator"] == name) & (events["cases"] > 0)].set_index("method")
        for mark, words in (("brier", "Brier"), ("log_loss", "log loss")):
            for method, told in (("model", ""), ("model, scaled", ", scaled")):
                marks = part[mark]
                value = float(marks[method] / marks["base rate"]) if len(part) else np.nan
                found.append(_most(f"{name}{told}: {words} / base rate", value, 1.00))
    return found
