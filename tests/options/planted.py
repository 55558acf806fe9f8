"""Outcomes with a known answer, without a run of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from sovsim.ensemble.design import Uncertainty
from sovsim.options.answer import Answer
from sovsim.options.judge import judge
from sovsim.options.load import load_options
from sovsim.options.model import Measure, OptionsData
from sovsim.options.schema import PolicyTable

Outcome = Callable[[np.ndarray], np.ndarray]


def question(
    policies: tuple[str, ...],
    measures: tuple[Measure, ...],
    weights: Mapping[str, float] | None = None,
    unknowns: int = 2,
) -> OptionsData:
    """Return a question about made-up policies, with unknowns called ``a.a``, ``b.b``, ..."""
    real = load_options("armenia-2019")
    names = [f"{letter}.{letter}" for letter in "abcdefgh"[:unknowns]]
    return replace(
        real,
        policies={name: PolicyTable(name=name, what=f"Do {name}.") for name in policies},
        measures=measures,
        weights=weights or {},
        uncertainties=tuple(Uncertainty(name, 0.0, 1.0) for name in names),
        labels={name: name[0] for name in names},
    )


def measure(name: str = "good", sign: int = 1, smallest: float = 0.1, **goal: float) -> Measure:
    return Measure(name, name, "points", sign, smallest, "Made up.", **goal)


def answered(
    outcomes: Mapping[str, Outcome],
    *,
    noise: float = 0.3,
    common: float = 1.0,
    points: int = 96,
    replicates: int = 4,
    seed: int = 0,
    sign: int = 1,
    undefined: float = 0.0,
    **goal: float,
) -> Answer:
    """Return the answer to a question with one metric.

    Args:
        outcomes: policy -> mean outcome as a function of the first unknown.
        noise: of each policy by itself; `common` that of all together.
        undefined: share of the points at which the first policy has no value.
    """
    asked = question(tuple(outcomes), (measure(sign=sign, **goal),))
    rng = np.random.default_rng(seed)
    sampled = pd.DataFrame(rng.random((points, 2)), columns=["a.a", "b.b"])
    runs = points * replicates
    point = np.arange(runs) % points
    shared = common * rng.normal(size=runs)
    rows = [
        pd.DataFrame(
            {
                "arm": name,
                "run": np.arange(runs),
                "point": point,
                "good": outcome(sampled["a.a"].to_numpy()[point])
                + shared
                + noise * rng.normal(size=runs),
            }
        )
        for name, outcome in outcomes.items()
    ]
    rows[0].loc[rows[0]["point"] < undefined * points, "good"] = np.nan
    return judge(asked, pd.concat(rows, ignore_index=True), sampled)
