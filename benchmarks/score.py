"""Change since a cut, held against what was observed, and against the guess that nothing changes.

    python benchmarks/score.py --observed DIR [--runs 200] [--seed 0]

For each indicator and cut the model runs freely from 1992: events after the cut are dropped, and
what is running then ends. The prediction for a state and year is its last observed value before
the cut plus a slope times the model's mean change since then; the slope is fitted on levels before
the cut, over all states, and never runs against what the indicator means (`sovsim.observed`): where
the data before the cut would have it so, the model's change is not used. It is scored to 2013 by
its mean absolute error over that of persistence (the last value stays). Below 1 the model adds
something. Where the folder or a file is absent or damaged a row prints *not measured* and passes
nothing.

The band of the pooled ratio comes from states drawn again. Nothing here is fitted after a cut; but
who chose the model's rules knew how history went on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from sovsim import quarters
from sovsim.documents.errors import DocumentError
from sovsim.observed.course import Course
from sovsim.observed.fitting import NothingToFit, fit
from sovsim.observed.folder import Observed, read_folder
from sovsim.observed.indicators import indicator
from sovsim.observed.links import Link
from sovsim.observed.panel import Panel
from sovsim.scenario import load_scenario
from sovsim.scenario.cut import known_at
from sovsim.simulation import Simulation

CUTS = (2003, 2008)
LAST = 2013
_AGAIN = 1000

NAMES = (
    "ideal point",
    "distance to Russia",
    "agreement with Russia",
    "influence",
    "economic dependence",
    "security dependence",
    "trade share",
    "arms share",
    "remittances",
)
INDICATORS = tuple(indicator(name) for name in NAMES)


def path_of(cut: int, runs: int, seed: int) -> tuple[tuple[str, ...], dict[str, pd.DataFrame]]:
    """Return each indicator's reading, the mean over runs at the end of each year."""
    scenario = load_scenario("baseline-1992-2026").with_settings([f"scenario.end={LAST}Q4"])
    scenario = known_at(scenario, f"{cut}Q4")
    start = Simulation.prepare(scenario, seed, range(runs))
    course = Course(INDICATORS, scenario.region.codes)
    world, first = start.world, quarters.parse(scenario.start)
    for step in range(scenario.steps):
        world = start.step(world)
        course.take(world, first + step)
    return tuple(scenario.region.codes), {name: course.mean(name) for name in NAMES}


def errors(panel: Panel, modelled: pd.DataFrame, cut: int, slope: float) -> pd.DataFrame:
    """Return the absolute errors of the model and of persistence, a row per state and year."""
    seen = panel.value
    before = seen.loc[:cut]
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


def _folder(place: Path) -> Observed | None:
    """Return what a folder holds; None where nothing of it can be used."""
    try:
        found = read_folder(place)
    except DocumentError as error:
        print(error)
        return None
    for damage in found.damage:
        print(damage)
    return found


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--observed", type=Path, default=Path("observed"))
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    found: list[pd.DataFrame] = []
    codes: tuple[str, ...] = ()
    against = False
    print(f"{'indicator':24}" + "".join(f"{f'{cut} to {LAST}':>16}" for cut in CUTS))
    folder = _folder(given.observed)
    paths = {cut: path_of(cut, given.runs, given.seed) for cut in CUTS}
    for each in INDICATORS:
        cells = []
        for cut in CUTS:
            codes, modelled = paths[cut]
            seen = None if folder is None else each.seen(folder, codes)
            straight = Link(rises=each.link.rises)
            try:
                if seen is None:
                    raise NothingToFit
                link = fit(straight, modelled[each.name], seen, cut, plain=True)
            except NothingToFit:
                cells.append("not measured")
                continue
            table = errors(seen, modelled[each.name], cut, link.scale)
            found.append(table)
            ratio = table["model"].sum() / table["persistence"].sum()
            cells.append(f"{ratio:.3f}{'*' if link.against else ' '}")
            against = against or link.against
        print(f"{each.name:24}" + "".join(f"{cell:>16}" for cell in cells))
    if not found:
        print("pooled                        not measured")
        return
    if against:
        print("* before the cut the data run against the link: the model's change is not used")
    rng = np.random.default_rng(given.seed)
    again = [pooled(found, rng.choice(codes, len(codes))) for _ in range(_AGAIN)]
    low, high = np.percentile(again, [5, 95])
    print(
        f"pooled ratio of the model's error to that of persistence: {pooled(found):.3f} "
        f"({low:.3f} to {high:.3f}, 90 %, states drawn again); {given.runs} runs, seed {given.seed}"
    )


if __name__ == "__main__":
    main()
