"""PRIM of the EMA workbench on an ensemble of sovsim: where the sovereignty gap stays small.

``pip install ema_workbench``, then ``python docs/examples/prim_with_ema.py``: a minute or two.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim
from ema_workbench.em_framework import LHSSampler, sample_uncertainties

from sovsim.studies.ema import ema_model, ema_outcomes


def main(points: int = 200, runs: int = 4, scenario: str = "toy-four-states") -> pd.DataFrame:
    """Draw points, run them, look for a box, and return its limits."""
    model = ema_model(scenario, ["dependence"], ["sovereignty_gap"], runs)
    drawn = sample_uncertainties(model, points, sampler=LHSSampler())
    experiments = pd.DataFrame(drawn.designs, columns=drawn.params)
    _, outcomes = ema_outcomes(scenario, experiments, ["sovereignty_gap"], runs)
    gap = outcomes["sovereignty_gap"]
    found = prim.Prim(experiments, gap < np.quantile(gap, 0.25), threshold=0.5)
    found.find_box()
    return found.boxes_to_dataframe()


if __name__ == "__main__":
    print(main())
