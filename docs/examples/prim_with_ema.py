"""PRIM of the EMA workbench on an ensemble of sovsim: where the sovereignty gap stays small.

``pip install ema_workbench`` (2.5 or 3), then ``python docs/examples/prim_with_ema.py``: a minute.
"""

from __future__ import annotations

import inspect

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim

from sovsim.studies.ema import ema_model, ema_outcomes, ema_points

# Version 2.5 wants to know how dense a box must be at the least; version 3 leaves that to the eye.
OPTIONS = {"threshold": 0.5} if "threshold" in inspect.signature(prim.Prim).parameters else {}


def main(points: int = 200, runs: int = 4, scenario: str = "toy-four-states") -> pd.DataFrame:
    """Draw points, run them, look for a box, and return the limits that it sets."""
    model = ema_model(scenario, ["dependence"], ["sovereignty_gap"], runs)
    experiments = ema_points(model, points)
    _, outcomes = ema_outcomes(scenario, experiments, ["sovereignty_gap"], runs)
    gap = outcomes["sovereignty_gap"]
    box = prim.Prim(experiments, gap < np.quantile(gap, 0.25), **OPTIONS).find_box()
    limits = box.box_lim.set_axis(["low", "high"]).T
    whole = pd.DataFrame({"low": experiments.min(), "high": experiments.max()})
    kept = (limits["high"] - limits["low"]) / (whole["high"] - whole["low"])
    shown = limits.assign(share_of_range=kept)[kept < 0.999]
    return shown.sort_values("share_of_range").astype(float)


if __name__ == "__main__":
    print(main())
