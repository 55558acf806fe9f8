"""What a backtest found, in sentences; where the model loses stands first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sovsim.backtest.left_out import CUTS
from sovsim.backtest.methods import METHODS, PERSISTENCE, SIMPLE
from sovsim.backtest.pools import AHEAD, HEAD
from sovsim.backtest.run import Backtest
from sovsim.brief import NO_SPREAD, count

PREDICTS = ("b", "c")
"""The variants that the bars set beforehand are about."""

GUESSES = tuple(name for name in SIMPLE if name != PERSISTENCE)
"""Guesses that are divided by persistence."""


def losses(found: Backtest) -> list[str]:
    """Return sentences on where the model loses, the most general first."""
    told = [
        *_pooled(found),
        *_moves(found),
        *_lasting(found),
        *_indicators(found),
        *_bars(found),
    ]
    return told or ["The model loses nowhere by the marks below; look at the intervals."]


def _pooled(found: Backtest) -> Iterator[str]:
    part = pool(found, HEAD)
    if part.empty:
        if found.pools.empty:
            yield "No indicator could be predicted: chances of events are all that is judged."
        return
    model, best = least(part, PREDICTS), least(part, GUESSES)
    if float(model["high"]) > 1.0:
        worse = "it is worse" if float(model["low"]) > 1.0 else "no better that can be told"
        yield (
            f"Pooled over alignment and dependence, the model's best variant "
            f"({model['method']}) makes {ratio_of(model)} of the error of the guess that nothing "
            f"changes: {worse}."
        )
    if float(best["ratio"]) < float(model["ratio"]):
        yield f"A simple guess, {best['method']}, makes {ratio_of(best)}: less."
    level, frozen = least(part, ("a",)), least(part, ("frozen a",))
    if float(level["low"]) > 1.0:
        yield (
            f"Its level alone (a) makes {ratio_of(level)}; frozen at its start the model makes "
            f"{ratio_of(frozen)}."
        )


def _moves(found: Backtest) -> Iterator[str]:
    for group in ("alignment", "dependence"):
        part = found.direction_pools[found.direction_pools["group"] == group]
        if part.empty:
            continue
        model = _most(part, PREDICTS, "right")
        guess = _most(part, SIMPLE, "right")
        if float(model["right"]) < float(guess["right"]):
            yield (
                f"Of five-year moves in {group} it has the direction of {model['right']:.2f} "
                f"({model['right_low']:.2f} to {model['right_high']:.2f}, {model['method']}); "
                f"{guess['method']} has that of {guess['right']:.2f}."
            )


def _lasting(found: Backtest) -> Iterator[str]:
    part = found.lasting[found.lasting["method"] == "a"].dropna(subset=["ratio"])
    lost = part[part["ratio"] > 1.0]
    if len(lost):
        yield (
            "What lasts stands in the last year worse than by the last value: "
            f"{', '.join(lost['indicator'])}."
        )


def _indicators(found: Backtest) -> Iterator[str]:
    table = by_indicator(found)
    lost = table[table["ratio"] > 1.0]
    if len(lost):
        yield (
            f"Worse than persistence on {len(lost)} of {len(table)} indicators, by the better of b "
            "and c: "
            f"{', '.join(lost['pool'])}."
        )


def _bars(found: Backtest) -> Iterator[str]:
    missed = found.bars[found.bars["reached"] == "no"]
    judged = found.bars[found.bars["reached"] != "-"]
    if len(missed):
        yield f"{len(missed)} of {len(judged)} bars set beforehand are missed."


def how(found: Backtest) -> list[str]:
    """Return how the figures came about, in paragraphs."""
    asked = found.design
    methods = "; ".join(f"{name}: {one.meaning}" for name, one in METHODS.items())
    told = [
        "Figures are mean absolute errors over those of persistence (the last value stays), below "
        "1 where a method is better; a geometric mean over cuts, horizons and indicators, with a "
        f"90 % interval from states drawn again ({NO_SPREAD}: one state decides, or all are "
        "alike). cover: share within the 80 % bands of b. "
        "Bars take the better of b and c, which favours the model.",
        f"Methods: {methods}.",
        f"{asked.scenario.name}: free runs from {asked.first}, cuts at the end of "
        f"{_years(asked.cuts)}, scored to {asked.last}; {count(asked.runs, 'run')}, seed "
        f"{asked.seed}. Events, conditions and public facts after a cut are dropped, running ones "
        "end with it; links, pulls, weights and spreads are fitted to years up to the cut. A state "
        f"is left out of them at {CUTS} cuts at most.",
        drawn_from(found),
        asked.sight.words,
    ]
    late = {name: year for name, year in asked.sight.later.items() if year > asked.cuts[0]}
    if late:
        told.append(
            "Start values whose source speaks of years after the first cut: "
            f"{', '.join(f'{name} ({year})' for name, year in sorted(late.items()))}."
        )
    if any(against(found, name) for name in found.fits.get("indicator", pd.Series()).unique()):
        told.append("* at some cut the data before it run against the link, so that nothing of the "
                    "model's path is used there.")  # fmt: skip
    if found.left_out:
        told.append(f"Not measured: {', '.join(found.left_out)}.")
    return told


def drawn_from(found: Backtest) -> str:
    """Return in a sentence where parameters and start values of the runs come from."""
    asked = found.design
    if not found.samples:
        return (
            "Nothing is fitted at the cuts but links: parameters and start values are those that "
            "every run takes."
        )
    sizes = sorted(set(found.samples.values()))
    lacking = [cut for cut in asked.cuts if cut not in found.samples]
    told = (
        "Parameters and start values come from a sample fitted at each cut to years up to it "
        f"({' or '.join(map(str, sizes))} points)"
    )
    return f"{told}; at {_years(tuple(lacking))} from assumed values." if lacking else f"{told}."


def _years(cuts: tuple[int, ...]) -> str:
    whole = len(cuts) > 2 and cuts == tuple(range(cuts[0], cuts[-1] + 1))
    return f"{cuts[0]} to {cuts[-1]}" if whole else ", ".join(map(str, cuts))


def pool(found: Backtest, name: str) -> pd.DataFrame:
    """Return a pool at five and eight years; at all years where data reach no further."""
    part = found.pools[found.pools["pool"] == name].dropna(subset=["ratio"])
    ahead = part[part["horizon"] == AHEAD]
    return part if ahead.empty else ahead


def least(part: pd.DataFrame, names: tuple[str, ...]) -> pd.Series[Any]:
    """Return the row of the method with the least ratio among some."""
    rows = part[part["method"].isin(names)]
    return rows.sort_values("ratio").iloc[0]


def _most(part: pd.DataFrame, names: tuple[str, ...], column: str) -> pd.Series[Any]:
    rows = part[part["method"].isin(names)]
    return rows.sort_values(column, ascending=False).iloc[0]


def ratio_of(row: pd.Series[Any]) -> str:
    """Return a ratio with its interval in words."""
    return f"{row['ratio']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def by_indicator(found: Backtest, horizon: str = AHEAD) -> pd.DataFrame:
    """Return the better of b and c for each indicator with a ratio, the worst first."""
    pools = found.pools[
        (found.pools["kind"] == "indicator")
        & (found.pools["horizon"] == horizon)
        & found.pools["method"].isin(PREDICTS)
    ].dropna(subset=["ratio"])
    best = pools.loc[pools.groupby("pool")["ratio"].idxmin()] if len(pools) else pools
    return best.sort_values("ratio", ascending=False)


def against(found: Backtest, name: str) -> bool:
    """Return whether the data before some cut run against an indicator's link."""
    rows = found.fits[found.fits["indicator"] == name]
    return bool(rows["against"].any())
