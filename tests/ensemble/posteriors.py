"""A small posterior for tests, as calibration would leave one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sovsim.ensemble.fitted import Fitted
from sovsim.scenario import load_scenario

SCENARIO = "toy-two-states"
RATE = "dependence.fade_rate"
CODE = load_scenario(SCENARIO).region.codes[0]
START = f"initial.{CODE}.dependence_trade"


@dataclass(frozen=True)
class Sampled:
    """What `sovsim.calibration.read_posterior` returns, as far as it is read."""

    points: pd.DataFrame
    until: int
    settings: Mapping[str, Any]


def sampled(members: int = 5, seed: int = 0) -> Sampled:
    """Return a posterior of one parameter and one start value."""
    random = np.random.default_rng(seed)
    points = pd.DataFrame(
        {RATE: random.uniform(0.005, 0.02, members), START: random.uniform(0.1, 0.9, members)}
    )
    return Sampled(points, 2003, {"scenario": SCENARIO})


def posterior(members: int = 5, seed: int = 0) -> Fitted:
    """Return it as ensembles take it."""
    return Fitted.of(sampled(members, seed), "tiny")
