"""Change since a cut, held against what was observed, and against the guess that nothing changes.

    python benchmarks/score.py --observed DIR [--runs 200] [--seed 0]

For each indicator and cut the model runs freely from 1992: events after the cut are dropped, and
what is running then ends. The prediction for a state and year is its last observed value before
the cut plus a slope times the model's mean change since then; the slope is fitted on levels before
the cut, over all states. It is scored to 2013 by its mean absolute error over that of persistence
(the last value stays). Below 1 the model adds something. Where the folder or a file is absent a row
prints *not measured* and passes nothing.

The band of the pooled ratio comes from states drawn again. Nothing here is fitted after a cut; but
who chose the model's rules knew how history went on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.axes import Channel
from sovsim.scenario import load_scenario
from sovsim.scenario.cut import known_at
from sovsim.simulation import Simulation
from sovsim.world import World

CUTS = (2003, 2008)
LAST = 2013
_AGAIN = 1000
_ECONOMIC = [Channel.ENERGY, Channel.TRADE, Channel.LABOUR]

Reading = Callable[[World], FloatArray]


def _tilt(world: World) -> FloatArray:
    return world.alignment_west.mean(axis=0) - world.alignment_russia.mean(axis=0)


def _distance(world: World) -> FloatArray:
    if "hegemon_distance" not in set(world):
        return _tilt(world)
    return np.abs(_tilt(world) - (1.0 - 2.0 * world.hegemon_distance))


@dataclass(frozen=True)
class Indicator:
    """An observed series and the model's reading of it."""

    name: str
    file: str
    reading: Reading


INDICATORS = (
    Indicator("ideal point", "unga_idealpoint.csv", _tilt),
    Indicator("distance to Russia", "unga_idealpoint_distance_rus.csv", _distance),
    Indicator("agreement with Russia", "unga_agree_rus.csv", _distance),
    Indicator("influence", "fbic_influence_rus.csv", lambda world: world.dependence.mean(axis=0)),
    Indicator(
        "economic dependence",
        "fbic_econ_dependence_rus.csv",
        lambda world: world.dependence[_ECONOMIC].mean(axis=0),
    ),
    Indicator(
        "security dependence",
        "fbic_security_dependence_rus.csv",
        lambda world: world.dependence[Channel.SECURITY],
    ),
    Indicator(
        "trade share", "cow_trade_share_rus.csv", lambda world: world.dependence[Channel.TRADE]
    ),
    Indicator(
        "arms share",
        "sipri_arms_share_russia_5y.csv",
        lambda world: world.dependence[Channel.SECURITY],
    ),
    Indicator(
        "remittances",
        "wdi_remittances_pct_gdp.csv",
        lambda world: world.dependence[Channel.LABOUR],
    ),
)


def path_of(cut: int, runs: int, seed: int) -> tuple[tuple[str, ...], dict[str, pd.DataFrame]]:
    """Return each indicator's reading, the mean over runs at the end of each year."""
    scenario = load_scenario("baseline-1992-2026").with_settings([f"scenario.end={LAST}Q4"])
    scenario = known_at(scenario, f"{cut}Q4")
    start = Simulation.prepare(scenario, seed, range(runs))
    codes = tuple(scenario.region.codes)
    found: dict[str, dict[int, FloatArray]] = {each.name: {} for each in INDICATORS}
    world = start.world
    for step in range(scenario.steps):
        world = start.step(world)
        if step % 4 == 3:
            for each in INDICATORS:
                found[each.name][1992 + step // 4] = each.reading(world).mean(axis=0)
    return codes, {
        name: pd.DataFrame.from_dict(years, orient="index", columns=list(codes))
        for name, years in found.items()
    }


def observed(folder: Path, file: str, codes: tuple[str, ...]) -> pd.DataFrame | None:
    """Return an observed series, years by states; None where the file is absent."""
    path = folder / file
    if not path.is_file():
        return None
    table = pd.read_csv(path)
    wide = table[table["iso3"].isin(codes)].pivot_table(
        index="year", columns="iso3", values="value"
    )
    return wide.reindex(columns=list(codes))


def errors(seen: pd.DataFrame, modelled: pd.DataFrame, cut: int) -> pd.DataFrame:
    """Return the absolute errors of the model and of persistence, a row per state and year."""
    before = seen.loc[:cut]
    levels = modelled.reindex(before.index).to_numpy()
    known = np.isfinite(before.to_numpy()) & np.isfinite(levels)
    slope = np.polyfit(levels[known], before.to_numpy()[known], 1)[0]
    rows = []
    for state in seen.columns:
        past = before[state].dropna()
        if past.empty:
            continue
        year, value = int(past.index[-1]), float(past.iloc[-1])
        for later, actual in seen[state].loc[cut + 1 : LAST].dropna().items():
            moved = modelled.at[int(later), state] - modelled.at[max(year, 1992), state]
            rows.append((state, abs(value + slope * moved - actual), abs(value - actual)))
    return pd.DataFrame(rows, columns=["state", "model", "persistence"])


def pooled(tables: list[pd.DataFrame], states: np.ndarray | None = None) -> float:
    """Return the geometric mean over indicators of the ratio of errors."""
    logs = []
    for table in tables:
        sums = table.groupby("state")[["model", "persistence"]].sum()
        if states is not None:
            sums = sums.reindex(states).dropna()
        total = sums.sum()
        if total["persistence"] > 0:
            logs.append(np.log(total["model"] / total["persistence"]))
    return float(np.exp(np.mean(logs)))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--observed", type=Path, default=Path("observed"))
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    found: list[pd.DataFrame] = []
    codes: tuple[str, ...] = ()
    print(f"{'indicator':24}" + "".join(f"{f'{cut} to {LAST}':>16}" for cut in CUTS))
    paths = {cut: path_of(cut, given.runs, given.seed) for cut in CUTS}
    for each in INDICATORS:
        cells = []
        for cut in CUTS:
            codes, modelled = paths[cut]
            seen = observed(given.observed, each.file, codes)
            if seen is None:
                cells.append("not measured")
                continue
            table = errors(seen, modelled[each.name], cut)
            found.append(table)
            cells.append(f"{table['model'].sum() / table['persistence'].sum():.3f}")
        print(f"{each.name:24}" + "".join(f"{cell:>16}" for cell in cells))
    if not found:
        print("pooled                        not measured")
        return
    rng = np.random.default_rng(given.seed)
    again = [pooled(found, rng.choice(codes, len(codes))) for _ in range(_AGAIN)]
    low, high = np.percentile(again, [5, 95])
    print(
        f"pooled ratio of the model's error to that of persistence: {pooled(found):.3f} "
        f"({low:.3f} to {high:.3f}, 90 %, states drawn again); {given.runs} runs, seed {given.seed}"
    )


if __name__ == "__main__":
    main()
