"""What a backtest found, in words and in rows for a screen; where the model loses stands first."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sovsim.backtest.methods import METHODS, PERSISTENCE, SIMPLE, VARIANTS
from sovsim.backtest.pools import AHEAD, HEAD
from sovsim.backtest.run import Backtest
from sovsim.backtest.scores import END

_PREDICTS = ("b", "c")


def losses(found: Backtest) -> list[str]:
    """Return sentences on where the model loses, the most general first."""
    told = []
    part = _pool(found, HEAD)
    if not part.empty:
        model = _of(part, _PREDICTS)
        best = _of(part, tuple(name for name in SIMPLE if name != PERSISTENCE))
        if float(model["high"]) > 1.0:
            told.append(
                f"Pooled over alignment and dependence, the model's best variant "
                f"({model['method']}) makes {_ratio(model)} of the error of the guess that nothing "
                "changes: no better that can be told."
            )
        if float(best["ratio"]) < float(model["ratio"]):
            told.append(f"A simple guess, {best['method']}, makes {_ratio(best)}: less.")
    table = _indicators(found)
    lost = table[table["ratio"] > 1.0]
    if len(lost):
        told.append(
            f"Worse than persistence on {len(lost)} of {len(table)} indicators: "
            f"{', '.join(lost['pool'])}."
        )
    missed = found.bars[found.bars["reached"] == "no"]
    judged = found.bars[found.bars["reached"] != "-"]
    if len(missed):
        told.append(f"{len(missed)} of {len(judged)} bars set beforehand are missed.")
    return told or ["The model loses nowhere by the marks below; look at the intervals."]


def indicator_rows(found: Backtest, horizon: str = AHEAD) -> list[dict[str, Any]]:
    """Return a row for each indicator, the worst first: errors over those of persistence."""
    pools = found.pools[(found.pools["kind"] == "indicator") & (found.pools["horizon"] == horizon)]
    wide = pools.pivot(index="pool", columns="method", values="ratio")
    order = list(_indicators(found, horizon)["pool"])
    return [_row(found, name, wide.loc[name], horizon) for name in order]


def _row(found: Backtest, name: str, ratios: pd.Series[float], horizon: str) -> dict[str, Any]:
    row: dict[str, Any] = {"indicator": name + ("*" if _against(found, name) else "")}
    for method in (*VARIANTS, "trend", "own mean", "group mean"):
        row[method] = f"{ratios[method]:.2f}"
    rows = found.scores[
        (found.scores["indicator"] == name)
        & (found.scores["method"] == "b")
        & ((found.scores["horizon"] == END) == (horizon == END))
    ]
    row["cover"] = f"{(rows['coverage'] * rows['n']).sum() / rows['n'].sum():.2f}"
    return row


def pool_rows(found: Backtest) -> list[dict[str, Any]]:
    """Return a row for each pool and horizon with the variants and the best simple guess."""
    pools = found.pools[found.pools["kind"] == "pool"]
    rows = []
    for (pool, horizon), part in pools.groupby(["pool", "horizon"], sort=False):
        row: dict[str, Any] = {"pool": pool, "years": horizon}
        ratios = part.set_index("method")["ratio"]
        for method in VARIANTS:
            row[method] = f"{ratios[method]:.2f}"
        best = str(ratios[[name for name in SIMPLE if name != PERSISTENCE]].idxmin())
        one = _of(part, _PREDICTS)
        row["b or c"] = f"{one['low']:.2f}-{one['high']:.2f}"
        row["CRPS"] = f"{one['crps_ratio']:.2f}"
        row["best guess"] = f"{best} {ratios[best]:.2f}"
        rows.append(row)
    return rows


def bar_rows(found: Backtest) -> list[dict[str, Any]]:
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


def placebo_rows(found: Backtest) -> list[dict[str, Any]]:
    """Return how often the true labels of states beat shuffled ones."""
    return [
        {"shuffled on": on, "pool": group, "true labels win": f"{wins:.2f}",
         "error, true / shuffled": f"{ratio:.3f}"}
        for on, group, wins, ratio in found.placebo.itertuples(index=False)
    ]  # fmt: skip


def event_rows(found: Backtest) -> list[dict[str, Any]]:
    """Return the marks of chances of events on state-years."""
    return [
        {
            "event": name,
            "chance by": method,
            "cases": str(cases),
            "expected": f"{expected:.0f}",
            "Brier": f"{brier:.4f}",
            "log loss": f"{log_loss:.4f}",
            "AUC": "-" if math.isnan(auc) else f"{auc:.2f}",
        }
        for name, method, _, cases, expected, brier, log_loss, auc in found.events.itertuples(
            index=False
        )
    ]


def how(found: Backtest) -> list[str]:
    """Return how the figures came about, in paragraphs."""
    asked = found.design
    methods = "; ".join(f"{name}: {one.meaning}" for name, one in METHODS.items())
    told = [
        "Figures are mean absolute errors over those of persistence (the last value stays), below "
        "1 where a method is better; a geometric mean over cuts, horizons and indicators, with a "
        "90 % interval from states drawn again. cover: share within the 80 % bands of b. "
        "Bars take the better of b and c, which favours the model.",
        f"Methods: {methods}.",
        f"{asked.scenario.name}: free runs from {asked.first}, cuts at the end of "
        f"{_years(asked.cuts)}, scored to {asked.last}; {asked.runs} runs, seed {asked.seed}. "
        "Events, conditions and public facts after a cut are dropped, running ones end with it; "
        "links, pulls and spreads are fitted to years up to the cut.",
        asked.sight.words,
    ]
    if any(_against(found, name) for name in found.fits["indicator"].unique()):
        told.append("* at some cut the data before it run against the link, so that nothing of the "
                    "model's path is used there.")  # fmt: skip
    if found.left_out:
        told.append(f"Not measured: {', '.join(found.left_out)}.")
    return told


def _years(cuts: tuple[int, ...]) -> str:
    whole = len(cuts) > 2 and cuts == tuple(range(cuts[0], cuts[-1] + 1))
    return f"{cuts[0]} to {cuts[-1]}" if whole else ", ".join(map(str, cuts))


def _pool(found: Backtest, name: str) -> pd.DataFrame:
    """Return a pool at five and eight years; at all years where data reach no further."""
    part = found.pools[found.pools["pool"] == name]
    ahead = part[part["horizon"] == AHEAD]
    return part if ahead.empty else ahead


def _of(part: pd.DataFrame, names: tuple[str, ...]) -> pd.Series[Any]:
    """Return the row of the method with the least ratio among some."""
    rows = part[part["method"].isin(names)]
    return rows.sort_values("ratio").iloc[0]


def _ratio(row: pd.Series[Any]) -> str:
    return f"{row['ratio']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def _indicators(found: Backtest, horizon: str = AHEAD) -> pd.DataFrame:
    """Return the better of b and c for each indicator with a ratio, the worst first."""
    pools = found.pools[
        (found.pools["kind"] == "indicator")
        & (found.pools["horizon"] == horizon)
        & found.pools["method"].isin(_PREDICTS)
    ].dropna(subset=["ratio"])
    best = pools.loc[pools.groupby("pool")["ratio"].idxmin()] if len(pools) else pools
    return best.sort_values("ratio", ascending=False)


def _against(found: Backtest, name: str) -> bool:
    rows = found.fits[found.fits["indicator"] == name]
    return bool(rows["against"].any())
