"""The tables of a backtest as rows for a screen of 80 columns and for a page, the worst first."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sovsim.backtest.methods import VARIANTS
from sovsim.backtest.pools import AHEAD
from sovsim.backtest.run import Backtest
from sovsim.backtest.scores import END
from sovsim.backtest.told import GUESSES, PREDICTS, against, by_indicator, least
from sovsim.brief import span

Row = dict[str, Any]

_SHOWN = ("b", "c", "d", "e", "s", "frozen a", "trend", "drift", "regression")
"""Methods whose directions are shown; the table that is written has all."""


def tables(found: Backtest) -> list[tuple[str, str, list[Row]]]:
    """Return every table that has rows: a name for links, a title, rows."""
    ahead = "Errors 5 and 8 years ahead over those of persistence"
    every = [
        ("indicators", f"{ahead}, worst first", indicator_rows(found)),
        ("pools", "Pooled", pool_rows(found)),
        ("intervals", "Pooled: intervals, and all of the distribution", interval_rows(found)),
        ("left-out", "States left out of what was fitted", left_out_rows(found)),
        ("directions", "Five-year moves: direction and turning points", direction_rows(found)),
        ("placebo", "Labels of states shuffled", placebo_rows(found)),
        ("coverage", "What bands of each level hold (b)", coverage_rows(found)),
        ("events", "Events on state-years, pooled over cuts", event_rows(found)),
        ("lasting", "What lasts, in the last year", lasting_rows(found)),
        ("bars", "Bars set beforehand, missed ones first", bar_rows(found)),
    ]
    return [each for each in every if each[2]]


def indicator_rows(found: Backtest, horizon: str = AHEAD) -> list[Row]:
    """Return a row for each indicator, the worst first: errors over those of persistence."""
    pools = found.pools[(found.pools["kind"] == "indicator") & (found.pools["horizon"] == horizon)]
    rows = []
    for name in by_indicator(found, horizon)["pool"]:
        part = pools[pools["pool"] == name]
        row: Row = {"indicator": name + ("*" if against(found, name) else "")}
        row |= _ratios(part, tuple(name for name in VARIANTS if name != "e"))
        row["best guess"] = _best(part)
        scored = found.scores[
            (found.scores["indicator"] == name)
            & (found.scores["method"] == "b")
            & ((found.scores["horizon"] == END) == (horizon == END))
        ]
        row["cover"] = f"{(scored['coverage'] * scored['n']).sum() / scored['n'].sum():.2f}"
        rows.append(row)
    return rows


def pool_rows(found: Backtest) -> list[Row]:
    """Return a row for each pool and horizon with the variants of change and the best guess."""
    pools = found.pools[found.pools["kind"] == "pool"].dropna(subset=["ratio"])
    return [
        {"pool": pool, "years": horizon, **_ratios(part, VARIANTS[1:]), "best guess": _best(part)}
        for (pool, horizon), part in pools.groupby(["pool", "horizon"], sort=False)
    ]


def interval_rows(found: Backtest) -> list[Row]:
    """Return a row for each pool and horizon: the better of b and c with intervals, and CRPS."""
    pools = found.pools[found.pools["kind"] == "pool"].dropna(subset=["ratio"])
    rows = []
    for (pool, horizon), part in pools.groupby(["pool", "horizon"], sort=False):
        best = least(part, PREDICTS)
        rows.append(
            {
                "pool": pool,
                "years": horizon,
                "variant": best["method"],
                "error": _interval(best, "ratio", ("low", "high")),
                "CRPS": _interval(best, "crps_ratio", ("crps_low", "crps_high")),
                "rows": str(best["rows"]),
            }
        )
    return rows


def left_out_rows(found: Backtest) -> list[Row]:
    """Return ratios of states that no link or weight was fitted to, beside those that were."""
    return [
        {
            "pool": row["pool"],
            "variant": row["method"],
            "left out": _interval(row, "ratio", ("low", "high")),
            "fitted to": f"{row['fitted']:.2f}",
        }
        for _, row in found.without.dropna(subset=["ratio"]).iterrows()
    ]


def direction_rows(found: Backtest) -> list[Row]:
    """Return the share of moves whose direction is seen, and the skill at turning points."""
    turning = found.turning.set_index(["group", "method"])
    rows = []
    shown = found.direction_pools["method"].isin(_SHOWN)
    for _, row in found.direction_pools[shown].iterrows():
        key = (row["group"], row["method"])
        turns, skill = "-", "-"
        if key in turning.index:
            turned = turning.loc[key]
            turns = str(int(turned["turns"]))
            skill = _interval(turned, "skill", ("skill_low", "skill_high"))
        rows.append(
            {
                "pool": row["group"],
                "by": row["method"],
                "moves": str(row["n"]),
                "direction": _interval(row, "right", ("right_low", "right_high")),
                "turns": turns,
                "skill": skill,
            }
        )
    return rows


def coverage_rows(found: Backtest) -> list[Row]:
    """Return what central bands of each level hold, for b."""
    part = found.coverage[found.coverage["method"] == "b"]
    if part.empty:
        return []
    wide = part.pivot(index="group", columns="level", values="covers")
    rows = []
    for group in dict.fromkeys(part["group"]):
        row: Row = {"pool": group}
        row |= {f"{100 * float(level):.0f} %": f"{float(wide.loc[group, level]):.2f}"
                for level in wide.columns}  # fmt: skip
        rows.append(row)
    return rows


def lasting_rows(found: Backtest) -> list[Row]:
    """Return how what lasts stands in the last year, by the model and by the last value."""
    shown = found.lasting[found.lasting["method"].isin(["a", "b", "persistence"])]
    return [
        {
            "what": row["indicator"],
            "by": row["method"],
            "cases": str(row["n"]),
            "changed": str(row["changed"]),
            "wrong": str(row["wrong"]),
            "Brier": f"{row['brier']:.3f}",
            "over last": _interval(row, "ratio", ("ratio_low", "ratio_high")),
        }
        for _, row in shown.iterrows()
    ]


def bar_rows(found: Backtest) -> list[Row]:
    """Return the bars, missed ones first."""
    order = found.bars["reached"].map({"no": 0, "yes": 1, "-": 2})
    table = found.bars.iloc[order.argsort(kind="stable")]
    return [
        {
            "bar": bar,
            "value": "-" if math.isnan(value) else f"{value:.3f}",
            "wanted": wanted,
            "reached": reached,
        }
        for bar, value, wanted, reached in table.itertuples(index=False)
    ]


def placebo_rows(found: Backtest) -> list[Row]:
    """Return how often the true labels of states beat shuffled ones."""
    return [
        {"shuffled on": on, "pool": group, "true labels win": f"{wins:.2f}",
         "error, true / shuffled": f"{ratio:.3f}"}
        for on, group, wins, ratio in found.placebo.itertuples(index=False)
    ]  # fmt: skip


def event_rows(found: Backtest) -> list[Row]:
    """Return the marks of chances of events on state-years."""
    return [
        {
            "event": row["indicator"],
            "chance by": row["method"],
            "cases": str(row["cases"]),
            "said": f"{row['expected']:.0f}",
            "Brier": f"{row['brier']:.3f}",
            "log loss/base": _interval(row, "log_ratio", ("log_ratio_low", "log_ratio_high")),
            "AUC": "-" if math.isnan(row["auc"]) else f"{row['auc']:.2f}",
        }
        for _, row in found.events.iterrows()
    ]


def _ratios(part: pd.DataFrame, methods: tuple[str, ...]) -> Row:
    ratios = part.set_index("method")["ratio"]
    return {method: f"{ratios[method]:.2f}" for method in methods}


def _best(part: pd.DataFrame) -> str:
    best = least(part, GUESSES)
    return f"{best['method']} {best['ratio']:.2f}"


def _interval(row: pd.Series[Any], name: str, ends: tuple[str, str]) -> str:
    value = float(row[name])
    if math.isnan(value):
        return "-"
    low, high = (float(row[end]) for end in ends)
    return f"{value:.2f} ({span(low, high)})"
