"""Error rates of the statistics by simulation: the tables of docs/statistics.md.

Usage: ``python benchmarks/error_rates.py PART [--repeats N] [--smoke]``, where PART is

* ``stopping``: runs are added until intervals are narrow (``sovsim compare --precision``);
* ``fixed``: intervals of rare and of skewed differences at 64 and 256 units;
* ``small``: bootstrap intervals of few units;
* ``same``: how often "no difference that matters" is shown, truly and falsely;
* ``theory``: shares of variance where all is noise, and where components are planted;
* ``boxes``: what ``sovsim discover`` says of its boxes, and what is true of them.

"before" are the rules of version 0.4, "now" what the package does. The model is not run.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import bootstrap, t

from sovsim.analysis.compare import Question, compare
from sovsim.analysis.direction import LEAVES_OPEN, claim
from sovsim.analysis.discovery import discover
from sovsim.analysis.interval import mean_estimate
from sovsim.analysis.theory import SOURCES, decompose
from sovsim.analysis.unseen import reach
from sovsim.ensemble.design import Precision

Floats = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], tuple[Floats, Floats]]
Row = dict[str, object]


@dataclass(frozen=True)
class Case:
    """An outcome in two arms.

    Attributes:
        draw: values of both arms in so many runs.
        true: mean of the first less that of the second.
        target: half-width at which runs are to stop.
        smallest: smallest effect that matters.
    """

    draw: Draw
    true: float
    target: float = 0.05
    smallest: float = 0.0


def _events(rate: float, other: float = 0.0) -> Draw:
    return lambda random, runs: (
        (random.random(runs) < rate).astype(float),
        (random.random(runs) < other).astype(float),
    )


def _on_normal(difference: Callable[[np.random.Generator, int], Floats]) -> Draw:
    def draw(random: np.random.Generator, runs: int) -> tuple[Floats, Floats]:
        below = random.standard_normal(runs)
        return below + difference(random, runs), below

    return draw


CASES: dict[str, Case] = {
    "event in 0.5 % of runs against never": Case(_events(0.005), 0.005, smallest=0.004),
    "event in 1 % of runs against never": Case(_events(0.01), 0.01, smallest=0.008),
    "event in 2 % of runs against never": Case(_events(0.02), 0.02, smallest=0.016),
    "event in 5 % of runs against never": Case(_events(0.05), 0.05, smallest=0.04),
    "the same 1 %, asked to 0.8 %": Case(_events(0.01), 0.01, 0.008, 0.008),
    "the same 2 %, asked to 1.6 %": Case(_events(0.02), 0.02, 0.016, 0.016),
    "event in 2 % of runs of both": Case(_events(0.02, 0.02), 0.0),
    "null, normal": Case(_on_normal(lambda r, n: r.standard_normal(n)), 0.0, 0.2),
    "null, exponential": Case(_on_normal(lambda r, n: r.exponential(size=n) - 1.0), 0.0, 0.2),
    "null, lognormal": Case(
        _on_normal(lambda r, n: r.lognormal(0.0, 1.0, n) - math.exp(0.5)), 0.0, 0.3
    ),
    "null, +3 in 3 % of runs": Case(
        _on_normal(lambda r, n: 3.0 * (r.random(n) < 0.03) - 0.09 + 0.1 * r.standard_normal(n)),
        0.0,
        0.1,
    ),
}


def student(values: Floats) -> tuple[float, float]:
    """Return Student's interval at 95 %; a point where nothing varies, as before."""
    mean, size = float(values.mean()), len(values)
    wide = float(t.ppf(0.975, size - 1) * values.std(ddof=1) / math.sqrt(size))
    return mean - wide, mean + wide


def resampled(values: Floats, method: str, seed: int) -> tuple[float, float]:
    """Return a bootstrap interval at 95 %, however few the units."""
    found = bootstrap((values,), np.mean, n_resamples=999, method=method,
                      random_state=np.random.default_rng(seed)).confidence_interval  # fmt: skip
    return float(found.low), float(found.high)


Told = tuple[bool, bool, bool, bool, int]  # covers, no run differs, called the same, wrong; runs


def before(case: Case, x: Floats, y: Floats, looks: list[int]) -> Told:
    """Return the answer by the stopping rule of version 0.4."""
    for look in looks:
        units = x[:look] - y[:look]
        low, high = student(units)
        if (high - low) / 2.0 <= case.target:
            break
    equal = low == high
    same = (look >= 72 if equal else True) and -case.smallest < low and high < case.smallest
    sided = not equal and (low > case.smallest or high < -case.smallest)
    claimed = "same" if same else "open" if not sided else "higher" if low > 0.0 else "lower"
    covers = low <= case.true <= high
    return covers, bool(equal and low == 0.0), same, _false(case, claimed), look


def now(case: Case, x: Floats, y: Floats, looks: list[int]) -> Told:
    """Return the answer by the rule of today, from the code that ``sovsim compare`` uses."""
    for look in looks:
        run = np.arange(look)
        arms = [pd.DataFrame({"arm": name, "run": run, "m": values[:look]})
                for name, values in (("x", x), ("y", y))]  # fmt: skip
        answers = compare(pd.concat(arms), [Question("m", "x", "y", case.smallest)])
        if Precision.enough(answers, case.target):
            break
    row = answers.iloc[0]
    covers, same = row["low"] <= case.true <= row["high"], row["direction"] == "same"
    return covers, row["identical"], same, _false(case, row["direction"]), look


def _false(case: Case, direction: str) -> bool:
    true = "same" if abs(case.true) <= case.smallest else "higher" if case.true > 0 else "lower"
    return true not in LEAVES_OPEN[direction]


def stopping(repeats: int, names: tuple[str, ...] = tuple(CASES)) -> Iterator[Row]:
    """Yield the rates of the stopping rules, before and now."""
    looks = Precision(64, 4096).looks()
    for name in names:
        case, told = CASES[name], {"before": [], "now": []}
        for seed in range(repeats):
            x, y = case.draw(np.random.default_rng(seed), looks[-1])
            told["before"].append(before(case, x, y, looks))
            told["now"].append(now(case, x, y, looks))
        for rule, answers in told.items():
            means = [float(np.mean(column)) for column in zip(*answers, strict=True)]
            heads = ("covered", "no run differed", "called the same", "false claim", "runs")
            yield {"outcome": name, "rule": rule, **dict(zip(heads, means, strict=True))}


def fixed(repeats: int) -> Iterator[Row]:
    """Yield how often intervals miss the truth, t as it is and as it gives way."""
    for name, case in ((name, case) for name, case in CASES.items() if "asked" not in name):
        row: Row = {"outcome": name}
        for size in (64, 256):
            missed = [0, 0]
            for seed in range(repeats):
                x, y = case.draw(np.random.default_rng(seed), size)
                given = mean_estimate(x - y, outcome=reach(np.concatenate([x, y])))
                for at, (low, high) in enumerate((student(x - y), (given.low, given.high))):
                    missed[at] += not low <= case.true <= high
            row |= {f"t, {size}": missed[0] / repeats, f"now, {size}": missed[1] / repeats}
        yield row


def small(repeats: int, sizes: tuple[int, ...] = (3, 5, 10, 20, 30, 50, 100)) -> Iterator[Row]:
    """Yield how often the intervals of few units miss the mean."""
    for size in sizes:
        row: Row = {"units": size}
        for name, mean in (("normal", 0.0), ("exponential", 1.0)):
            missed = np.zeros(4)
            for seed in range(repeats):
                random = np.random.default_rng(seed)
                values = (
                    random.standard_normal(size) if mean == 0.0 else random.exponential(size=size)
                )
                given = mean_estimate(values, method="bca")
                ends = [resampled(values, how, seed) for how in ("percentile", "BCa")]
                ends += [student(values), (given.low, given.high)]
                missed += [not low <= mean <= high for low, high in ends]
            heads = [f"{how}, {name}" for how in ("percentile", "BCa", "t", "BCa as given")]
            row |= dict(zip(heads, missed / repeats, strict=True))
        yield row


def same(repeats: int) -> Iterator[Row]:
    """Yield how often a difference of 64 units is called the same within .3 of its spread."""
    for true in (0.0, 0.15, 0.3, 0.301, 0.45):
        halves, told = 0, 0
        for seed in range(repeats):
            estimate = mean_estimate(np.random.default_rng(seed).normal(true, 1.0, 64))
            halves += max(estimate.chance_not_above(-0.3), estimate.chance_not_below(0.3)) <= 0.025
            told += claim(estimate, 0.3).at(0.05) == "same"
        yield {"true difference": true, "before": halves / repeats, "now": told / repeats}


PLANTED = dict(zip(SOURCES, (0.2, 0.4, 0.05, 0.15, 0.05, 0.05, 0.1), strict=True))
NOISE = {**dict.fromkeys(SOURCES, 0.0), "theory x parameters x noise": 1.0}


def cube(shape: tuple[int, int, int], parts: dict[str, float], seed: int) -> pd.DataFrame:
    """Return a crossed table with planted components; theories stand at even distances."""
    random, values = np.random.default_rng(seed), np.zeros(shape)
    for source, axes in SOURCES.items():
        span = [length if axis in axes else 1 for axis, length in enumerate(shape)]
        drawn = random.standard_normal(span)
        if source == "theory":
            even = np.linspace(-1.0, 1.0, shape[0])
            drawn = (even / even.std(ddof=1)).reshape(span)
        values += math.sqrt(parts[source]) * drawn
    theory, point, run = (place.ravel() for place in np.indices(shape))
    return pd.DataFrame({"arm": theory, "point": point, "run": run, "m": values.ravel()})


def theory(repeats: int) -> Iterator[Row]:
    """Yield shares by sums of squares (before) and by components (now), and their intervals."""
    for words, parts in (("noise alone", NOISE), ("planted", PLANTED)):
        for shape in ((2, 16, 2), (5, 64, 4)):
            found = [decompose(cube(shape, parts, seed), ["m"]) for seed in range(repeats)]
            for at, source in enumerate(SOURCES):
                rows = pd.DataFrame([table.iloc[at] for table in found])
                whole = [table["squares"].sum() for table in found]
                covered = (rows["low"] <= parts[source]) & (rows["high"] >= parts[source])
                yield {"variance": words, "design": " x ".join(map(str, shape)), "source": source,
                       "true": parts[source], "before": float((rows["squares"] / whole).mean()),
                       "now": float(rows["share"].mean()), "spread": float(rows["share"].std()),
                       "covered (of .90)": float(covered.mean())}  # fmt: skip


def boxes(repeats: int, sizes: tuple[int, ...] = (80, 128, 400)) -> Iterator[Row]:
    """Yield what is said of boxes and what is true, where two parameters count and where none."""
    space = uniform(100_000, 10**6)
    heads = ["chosen", "density", "true", "covered", "coverage", "true coverage"]
    for words, size in [("two parameters", size) for size in sizes] + [("chance alone", sizes[-1])]:
        slope = 1.1 if words == "two parameters" else 0.0
        told = []
        for seed in range(repeats):
            points = uniform(size, seed)
            held = np.random.default_rng((seed, 1)).random(size) < holding(points, slope)
            for box in discover(points, held, seed=seed).boxes:
                inside, dense = box.holds(space), holding(space, slope)
                true, share = float(dense[inside].mean()), float(dense[inside].sum() / dense.sum())
                covered = float(box.density.low <= true <= box.density.high)
                stated = box.coverage.share
                told.append((box.chosen_density, box.density.share, true, covered, stated, share))
        means = pd.DataFrame(told, columns=heads, dtype=float).dropna().mean()
        yield {"what counts": words, "points": size, "searches": repeats, "boxes": len(told),
               "density where chosen (before)": means["chosen"], "density now": means["density"],
               "true density": means["true"], "covered (of .95)": means["covered"],
               "coverage now": means["coverage"],
               "true coverage": means["true coverage"]}  # fmt: skip


def uniform(count: int, seed: int) -> pd.DataFrame:
    """Return points of five parameters."""
    return pd.DataFrame(np.random.default_rng(seed).random((count, 5)), columns=list("abcde"))


def holding(points: pd.DataFrame, slope: float) -> Floats:
    """Return how likely it holds at each point; 0.5 everywhere where the slope is 0."""
    falling = (1.25 - slope * points["a"] - 0.5 * points["b"]).clip(0.02, 0.98).to_numpy()
    return falling if slope else np.full(len(points), 0.5)


PARTS: dict[str, tuple[Callable[[int], Iterator[Row]], int]] = {
    "stopping": (stopping, 400), "fixed": (fixed, 2000), "small": (small, 1000),
    "same": (same, 4000), "theory": (theory, 300), "boxes": (boxes, 300),
}  # fmt: skip


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 10.0 else f"{value:.3f}"
    return str(value)


def main() -> None:
    """Print a table as Markdown."""
    (parser := argparse.ArgumentParser()).add_argument("part", choices=PARTS)
    parser.add_argument("--repeats", type=int)
    parser.add_argument("--smoke", action="store_true")
    given = parser.parse_args()
    make, usual = PARTS[given.part]
    for number, row in enumerate(make(3 if given.smoke else given.repeats or usual)):
        if number == 0:
            print(f"| {' | '.join(row)} |", f"|{'---|' * len(row)}", sep="\n")
        print(f"| {' | '.join(map(_cell, row.values()))} |", flush=True)


if __name__ == "__main__":
    main()
